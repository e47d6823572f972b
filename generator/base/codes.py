"""Codes of the problems that a build may report: short names to look up, filter by, and change the severity of.

One code covers everything that somebody would want to treat alike. The codes of `ssg check` rules stand beside the
rules and are gathered in `lint.rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from generator.base.sentences import NOTHING, Sentence, counted

Severity = Literal["error", "warning"]
"""An error stops the build and leaves the output as it was; a warning does not."""
Level = Literal["error", "warning", "off"]
"""A severity, or "off" for not reported."""

Code = str
"""A key of `CODES`, or of `lint.rules.CODES`; a test holds the source to that."""


class Kind(msgspec.Struct, frozen=True):
    """What all problems with one code have in common, and what site.yaml may make of them."""

    meaning: str
    """One line, as the documentation has it."""
    severity: Level = "error"
    """The default; site.yaml may change it."""
    outcome: str = ""
    """For an error: what readers see when site.yaml makes it a warning; empty if it must stay an error."""
    number: Sentence = NOTHING
    """For such an error: the sentence that counts it."""
    fixed: bool = False
    """Whether its severity cannot be changed: it is not about content, or readers would miss something."""

    def counted(self, count: int) -> Sentence:
        """Return the sentence that counts these errors."""
        return msgspec.structs.replace(self.number, values=(("count", count),))

    @property
    def tolerable(self) -> bool:
        """Whether a file can be published despite such a problem."""
        return self.severity != "error" or bool(self.outcome)


_ROWS: Mapping[str, Kind] = {
    "address-taken": Kind("Two pages want one address, whatever the hour.", fixed=True),
    "ambiguous-link": Kind(
        "A link may mean any of several articles.",
        outcome="A link becomes plain text; a Baca Juga box, and a name in the front matter, is left out.",
        number=counted("{count} ambiguous link", "{count} ambiguous links", 0),
    ),
    "bad-address": Kind("A value is no address, or none that a page of this portal can have.", fixed=True),
    "bad-comment": Kind("A comment never ends, or stands where readers would see it.", fixed=True),
    "bad-counts": Kind(
        "What is said of how often articles were read cannot be used, or not all of it.", "warning", fixed=True
    ),
    "bad-date": Kind("A value is no time that exists.", fixed=True),
    "bad-entry": Kind(
        "A live report has no entries, or one of them has no time that can be, or says nothing.", fixed=True
    ),
    "bad-front-matter": Kind("A file has no front matter, or it is not closed.", fixed=True),
    "bad-icon": Kind("No icons can be made of the picture that is given for them.", fixed=True),
    "bad-link": Kind("A link, a picture or a Baca Juga has no address, or text where none may be.", fixed=True),
    "bad-name": Kind("A file or folder has a name that no address can be made of.", fixed=True),
    "bad-pages": Kind("An article is split into too many pages, or one of them is empty.", fixed=True),
    "bad-pin": Kind(
        "front.yaml gives a place to what readers cannot see there, or two to one article.",
        "warning",
        fixed=True,
    ),
    "bad-related": Kind(
        "`related` or `unrelated` names no other article, or both name the same.",
        outcome="What is no article is left out; of one that both name `unrelated` counts.",
        number=counted("{count} mistake in `related`", "{count} mistakes in `related`", 0),
    ),
    "bad-symlink": Kind("A symbolic link leads nowhere, out of its folder, or to a folder.", fixed=True),
    "bad-tag": Kind("A tag is too long, has no letters, or is several tags in one.", fixed=True),
    "bad-theme": Kind("There is no such theme, or something in it is missing or does not fit.", fixed=True),
    "bad-value": Kind("The value of a key is not of the kind that it must be.", fixed=True),
    "bad-yaml": Kind("A text is not YAML, or YAML would read it otherwise than it looks.", fixed=True),
    "broken-picture": Kind(
        "A picture that is shown cannot be decoded, or is of a size that cannot be.",
        outcome="Nothing stands in its place, on the page or in a card.",
        number=counted("{count} broken picture", "{count} broken pictures", 0),
    ),
    "broken-template": Kind("A template cannot be read, or fails while a page is made.", fixed=True),
    "cut-value": Kind("A value of the front matter ends at a #, with what YAML takes for a comment.", "warning"),
    "damaged-state": Kind(
        "What the generator keeps between builds was damaged, and was made anew.", "warning", fixed=True
    ),
    "date-order": Kind("Two times of an article contradict each other.", fixed=True),
    "dead-fragment": Kind(
        "A link leads to a place of a text, behind #, that the text does not have.",
        outcome="The link leads to the beginning of the text.",
        number=counted(
            "{count} link to a place that its target does not have",
            "{count} links to places that their targets do not have",
            0,
        ),
    ),
    "dead-link": Kind(
        "A link, a Baca Juga or a name in the front matter leads to nothing that exists.",
        outcome="A link becomes plain text; a Baca Juga box, and a name in the front matter, is left out.",
        number=counted("{count} dead link", "{count} dead links", 0),
    ),
    "dead-site-link": Kind("An address in site.yaml leads nowhere, or differs in letter case.", fixed=True),
    "duplicate-key": Kind("A key, or a kanal, is given twice.", fixed=True),
    "foreign-files": Kind("There are files in the output that no build has put there.", "warning", fixed=True),
    "garbled-text": Kind("Letters are garbled: some program read them in another encoding.", "warning"),
    "list-address": Kind(
        "An alias is where the portal has its lists.",
        outcome="The alias is left out.",
        number=counted("{count} alias among the lists", "{count} aliases among the lists", 0),
    ),
    "lost-address": Kind("A published article would no longer be at its address.", "warning"),
    "lost-media": Kind(
        "Files of content/ that were public no longer are, since nothing refers to them.", "warning", fixed=True
    ),
    "markup-as-text": Kind("Readers would see HTML, a shortcode or an address as text.", "warning"),
    "missing-alt": Kind(
        "A picture has neither alt text nor caption, or an infographic no text.",
        "warning",
    ),
    "missing-author": Kind(
        "An article does not say who wrote it.",
        outcome="The article has no byline.",
        number=counted("{count} article without an author", "{count} articles without an author", 0),
    ),
    "missing-credit": Kind(
        "A photo does not say who took it.",
        outcome="The photo has no credit.",
        number=counted("{count} photo without a credit", "{count} photos without a credit", 0),
    ),
    "missing-duty": Kind("site.yaml lacks what the law or the Pedoman Media Siber wants of every portal.", "warning"),
    "missing-editor": Kind(
        "An article does not say which editor answers for it.",
        outcome="The article names no editor.",
        number=counted("{count} article without an editor", "{count} articles without an editor", 0),
    ),
    "missing-key": Kind("A key that must be there is missing or empty.", fixed=True),
    "missing-picture": Kind(
        "A picture that is to be shown does not exist.",
        outcome="Nothing stands in its place, on the page or in a card.",
        number=counted("{count} missing picture", "{count} missing pictures", 0),
    ),
    "missing-time": Kind(
        "An article has a date without a time of day.",
        outcome="It stands at the beginning of its day, and no hour is shown.",
        number=counted("{count} date without a time of day", "{count} dates without a time of day", 0),
    ),
    "more-problems": Kind("A file has more problems than are shown of one file.", fixed=True),
    "no-effect": Kind("Something that means a thing to other programs means nothing here.", "warning"),
    "no-site": Kind("There is no site.yaml, or no content/.", fixed=True),
    "not-utf8": Kind("A file holds bytes that are not UTF-8, or a NUL byte.", fixed=True),
    "over-limit": Kind("A file, a text or a list is larger, longer or deeper than is allowed.", fixed=True),
    "own-alias": Kind("An alias is the address of the page itself.", "warning"),
    "own-editor": Kind(
        "site.yaml wants an editor who did not write the article, and it has none.",
        outcome="The article is published as it is.",
        number=counted("{count} article edited by its author", "{count} articles edited by their authors", 0),
    ),
    "preview-failed": Kind("The preview itself failed; it goes on.", fixed=True),
    "refused-file": Kind("A file or folder is of a kind that is not published.", fixed=True),
    "reserved-address": Kind(
        "An address is one of the portal's own: of its files, its lists, or of a page with whatever follows `?`.",
        fixed=True,
    ),
    "same-id": Kind("Two articles have one id.", fixed=True),
    "unclear-path": Kind("A path may mean a file beside the text or one counted from content/.", "warning"),
    "unfinished-text": Kind("A note to oneself, filler or the name of a file stands where readers see it.", "warning"),
    "unknown-category": Kind(
        "An article is in no kanal of this site.",
        fixed=True,
    ),
    "unknown-initials": Kind(
        "Nobody has the initials in the closing mark of an article, or the name of an entry of a live report.",
        "warning",
    ),
    "unknown-key": Kind(
        "A key is not one of those that there are.",
        outcome="The key is ignored.",
        number=counted("{count} unknown key", "{count} unknown keys", 0),
    ),
    "unknown-region": Kind(
        "A region is not one of those in site.yaml.",
        outcome="The region is shown as it is written, and the article stands in no list of a region.",
        number=counted("{count} unknown region", "{count} unknown regions", 0),
    ),
    "unlabelled-sponsor": Kind(
        "An article names a sponsor, or says in headline or tags that it is paid for, and is not labelled.", "warning"
    ),
    "unreachable-link": Kind("A link or a picture leads to what no reader can open.", "warning"),
    "unread-file": Kind("A file of the portal is where nobody looks for it.", "warning", fixed=True),
    "unreadable": Kind("A file cannot be read or parsed, or was changed meanwhile.", fixed=True),
    "withdrawn-slug": Kind(
        "Headline or address of a withdrawn article may still name whom it was to spare.", "warning"
    ),
}
CODES = MappingProxyType(_ROWS)


def severity_of(code: str) -> Level:
    """Return a code's default severity; codes of rules are warnings."""
    kind = CODES.get(code)
    return kind.severity if kind is not None else "warning"
