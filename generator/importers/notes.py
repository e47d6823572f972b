"""The table of notes: whatever an import may lose, guess or leave to people, by its code."""

from __future__ import annotations

from typing import Literal

from generator.portal.records import Record

Weight = Literal["lost", "guessed", "look"]
"""Something that readers of the old site saw is missing; something was decided that the source does not say; something
that a person should look at."""


class Sort(Record, frozen=True):
    """A sort of notes, as the report shows it."""

    weight: Weight
    title: str


SORTS: dict[str, Sort] = {
    # ------------------------------------------------ what is not there any more
    "words": Sort("lost", "the words of the imported article are not those of the source"),
    "held-back": Sort("lost", "could not be made an article that builds; its source is in import/held/"),
    "left-out": Sort("lost", "not imported: in the bin, a revision, an empty draft, or the second of one id"),
    "comments": Sort("lost", "comments of readers"),
    "other-types": Sort("lost", "kinds of content that are neither articles nor pages"),
    "script": Sort("lost", "scripts, styles and tracking pixels removed"),
    "form": Sort("lost", "forms and their fields removed"),
    "shortcode": Sort("lost", "shortcodes of plug-ins that show nothing here"),
    "dynamic-block": Sort("lost", "blocks whose content the old site put in when it was read"),
    "caption-link": Sort("lost", "links in captions: the words stay"),
    "anchor": Sort("lost", "links to places within a page: the words stay"),
    "unsafe-link": Sort("lost", "links that browsers would execute: the words stay"),
    "tag": Sort("lost", "tags that cannot have an address"),
    "address": Sort("lost", "old addresses from which no page can lead on; they need a rule on the host"),
    "redirect": Sort("lost", "redirects whose target is not on this site"),
    "missing-media": Sort("lost", "media files that were not found"),
    "refused-media": Sort("lost", "media files that a portal does not publish"),
    "broken-characters": Sort("lost", "bytes that are no text, or no characters of XML"),
    # ------------------------------------------------ what the source does not say
    "headline": Sort("guessed", "headlines made from the text, for want of one"),
    "author": Sort("guessed", "authors made up, for want of one"),
    "time": Sort("guessed", "times made up, for want of one"),
    "slug": Sort("guessed", "slugs changed, because they could not stay or another article has the same"),
    "kanal": Sort("guessed", "articles whose categories lead to no kanal"),
    "made-draft": Sort("guessed", "private or protected by a password: imported as drafts"),
    "embed": Sort("guessed", "embedded content that became a link"),
    "plain": Sort("guessed", "emphasis or structure given up, so that no word was lost"),
    "insecure-picture": Sort("guessed", "pictures of http:// that are asked for by https:// now"),
    "page-break": Sort("guessed", "standing pages that were split, joined"),
    "own-category": Sort("guessed", "categories that became tags"),
    # ------------------------------------------------ what people should look at
    "dead-link": Sort("look", "links to addresses of the old site that were not imported"),
    "edited": Sort("look", "changed at the source since, but edited here: left as the desk has it"),
    "moved": Sort("look", "would lie elsewhere now, but edited here: left where it is"),
    "vanished": Sort("look", "imported earlier, and no longer at the source"),
}  # fmt: skip
