"""The table of notes: whatever an import may lose, guess or leave to people, by its code."""

from __future__ import annotations

from typing import Literal

from generator.base.sentences import Sentence, counted, sentence
from generator.importers.found import State
from generator.portal.records import Record

Weight = Literal["lost", "guessed", "look"]
"""Something that readers of the old site saw is missing; something was decided that the source does not say; something
that a person should look at."""


class Sort(Record, frozen=True):
    """A sort of notes, as the report shows it."""

    weight: Weight
    title: Sentence


SORTS: dict[str, Sort] = {
    # ------------------------------------------------ what is not there any more
    "words": Sort("lost", sentence("the words of the imported article are not those of the source")),
    "held-back": Sort("lost", sentence("could not be made an article that builds; its source is in import/held/")),
    "left-out": Sort("lost", sentence("not imported: in the bin, a revision, an empty draft, or the second of one id")),
    "comments": Sort("lost", sentence("comments of readers")),
    "other-types": Sort("lost", sentence("kinds of content that are neither articles nor pages")),
    "script": Sort("lost", sentence("scripts, styles and tracking pixels removed")),
    "form": Sort("lost", sentence("forms and their fields removed")),
    "shortcode": Sort("lost", sentence("shortcodes of plug-ins that show nothing here")),
    "dynamic-block": Sort("lost", sentence("blocks whose content the old site put in when it was read")),
    "caption-link": Sort("lost", sentence("links in captions: the words stay")),
    "dropped": Sort("lost", sentence("pictures and links where Markdown has no place for any")),
    "anchor": Sort("lost", sentence("links to places within a page: the words stay")),
    "unsafe-link": Sort("lost", sentence("links that browsers would execute: the words stay")),
    "tag": Sort("lost", sentence("tags that cannot have an address")),
    "address": Sort("lost", sentence("old addresses from which no page can lead on; they need a rule on the host")),
    "picture-page": Sort("lost", sentence("pages of single pictures that belong to no article")),
    "redirect": Sort("lost", sentence("redirects whose target is not on this site")),
    "missing-media": Sort("lost", sentence("media files that were not found")),
    "refused-media": Sort("lost", sentence("media files that a portal does not publish")),
    "broken-characters": Sort("lost", sentence("bytes that are no text, or no characters of XML")),
    # ------------------------------------------------ what the source does not say
    "headline": Sort("guessed", sentence("headlines made from the text, for want of one")),
    "author": Sort("guessed", sentence("authors made up, for want of one")),
    "time": Sort("guessed", sentence("times made up, for want of one")),
    "slug": Sort("guessed", sentence("slugs changed, because they could not stay or another article has the same")),
    "kanal": Sort("guessed", sentence("articles whose categories lead to no kanal")),
    "made-draft": Sort("guessed", sentence("private or protected by a password: imported as drafts")),
    "embed": Sort("guessed", sentence("embedded content that became a link")),
    "plain": Sort("guessed", sentence("emphasis or structure given up, so that no word was lost")),
    "insecure-picture": Sort("guessed", sentence("pictures of http:// that are asked for by https:// now")),
    "page-break": Sort("guessed", sentence("standing pages that were split, joined")),
    # ------------------------------------------------ what people should look at
    "dead-link": Sort("look", sentence("links to addresses of the old site that were not imported")),
    "edited": Sort("look", sentence("changed at the source since, but edited here: left as the desk has it")),
    "moved": Sort("look", sentence("would lie elsewhere now, but edited here: left where it is")),
    "vanished": Sort("look", sentence("imported earlier, and no longer at the source")),
}  # fmt: skip

STATES: dict[State, Sentence] = {
    "published": sentence("it is published"),
    "draft": sentence("it is a draft"),
    "private": sentence("it is private"),
    "protected": sentence("it is protected by a password"),
    "trashed": sentence("it is in the bin"),
    "gone": sentence("it was deleted on purpose"),
}
"""What the source says of an item, as a note."""


def comments_of(count: int) -> Sentence:
    """Return how many comments of readers an item has."""
    return counted("{count} comment", "{count} comments", count)
