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
    "address-taken": Kind("Two pages have one address, whatever the hour.", fixed=True),
    "ambiguous-link": Kind(
        "A link could mean several articles.",
        outcome="A link becomes text; a box, or a name in the front matter, is left out.",
        number=counted("{count} ambiguous link", "{count} ambiguous links", 0),
    ),
    "bad-address": Kind("A page of this portal cannot have this address.", fixed=True),
    "bad-comment": Kind("A comment is not closed, or stands where readers would see it.", fixed=True),
    "bad-counts": Kind("Some of the counts in data/popular.json cannot be used.", "warning", fixed=True),
    "bad-date": Kind("A value is no time that exists.", fixed=True),
    "bad-entry": Kind("A live report has no entries, or one without text or a possible time.", fixed=True),
    "bad-front-matter": Kind("The front matter is missing or not closed.", fixed=True),
    "bad-icon": Kind("The picture cannot be made into icons.", fixed=True),
    "bad-link": Kind("A link, picture or Baca Juga has no address, or text where none may be.", fixed=True),
    "bad-name": Kind("No address can be made of the name of a file or folder.", fixed=True),
    "bad-pages": Kind("A standing page or a topic is split into pages.", fixed=True),
    "bad-pin": Kind(
        "front.yaml names what readers cannot see there, or an article twice.",
        "warning",
        fixed=True,
    ),
    "bad-related": Kind(
        "`related` or `unrelated` names no other article, or both name the same.",
        outcome="What is no article is left out; `unrelated` wins over `related`.",
        number=counted("{count} mistake in `related`", "{count} mistakes in `related`", 0),
    ),
    "bad-symlink": Kind("A symbolic link leads nowhere, out of its folder, or to a folder.", fixed=True),
    "bad-tag": Kind("A tag is too long, has no letters, or is several tags in one.", fixed=True),
    "bad-theme": Kind("The theme does not exist, or something in it is missing or wrong.", fixed=True),
    "bad-value": Kind("A key has a value of the wrong kind.", fixed=True),
    "bad-yaml": Kind("This is not YAML, or YAML would read it otherwise than it looks.", fixed=True),
    "broken-picture": Kind(
        "A picture cannot be decoded, or has an impossible size.",
        outcome="Its caption stays alone.",
        number=counted("{count} broken picture", "{count} broken pictures", 0),
    ),
    "broken-template": Kind("A template cannot be read, or fails.", fixed=True),
    "cut-value": Kind("A value of the front matter ends at a #, where YAML begins a comment.", "warning"),
    "damaged-state": Kind("What builds remember (.ssg/) was damaged, and was made anew.", "warning", fixed=True),
    "date-order": Kind("Two times of an article contradict each other.", fixed=True),
    "dead-fragment": Kind(
        "A link leads to a place (#…) that its target does not have.",
        outcome="The link leads to the beginning of its target.",
        number=counted(
            "{count} link to a place that its target does not have",
            "{count} links to places that their targets do not have",
            0,
        ),
    ),
    "dead-link": Kind(
        "A link, a Baca Juga or a name in the front matter leads nowhere.",
        outcome="A link becomes text; a box, or a name in the front matter, is left out.",
        number=counted("{count} dead link", "{count} dead links", 0),
    ),
    "dead-site-link": Kind("An address in site.yaml leads nowhere, or differs in letter case.", fixed=True),
    "duplicate-key": Kind("A key or kanal is given twice.", fixed=True),
    "foreign-files": Kind("The output has files that no build put there.", "warning", fixed=True),
    "garbled-text": Kind("Letters are garbled: a program read them in another encoding.", "warning"),
    "list-address": Kind(
        "An alias is where the portal has its lists.",
        outcome="The alias is left out.",
        number=counted("{count} alias among the lists", "{count} aliases among the lists", 0),
    ),
    "lost-address": Kind("A published article is no longer at its address.", "warning"),
    "lost-media": Kind(
        "Files of content/ that were public no longer are: nothing refers to them.", "warning", fixed=True
    ),
    "markup-as-text": Kind("Readers would see HTML, a shortcode or an address as text.", "warning"),
    "missing-alt": Kind(
        "A picture has neither alt text nor caption, or an infographic no text.",
        "warning",
    ),
    "missing-author": Kind(
        "An article has no author.",
        outcome="There is no byline.",
        number=counted("{count} article without an author", "{count} articles without an author", 0),
    ),
    "missing-credit": Kind(
        "A photo has no credit.",
        outcome="There is no credit.",
        number=counted("{count} photo without a credit", "{count} photos without a credit", 0),
    ),
    "missing-duty": Kind("site.yaml lacks what the law or the Pedoman Media Siber requires.", "warning"),
    "missing-editor": Kind(
        "An article has no editor.",
        outcome="No editor is named.",
        number=counted("{count} article without an editor", "{count} articles without an editor", 0),
    ),
    "missing-key": Kind("A required key is missing or empty.", fixed=True),
    "missing-picture": Kind(
        "A picture does not exist.",
        outcome="Its caption stays alone.",
        number=counted("{count} missing picture", "{count} missing pictures", 0),
    ),
    "missing-time": Kind(
        "A date has no time of day.",
        outcome="It stands at the beginning of its day, without an hour.",
        number=counted("{count} date without a time of day", "{count} dates without a time of day", 0),
    ),
    "more-problems": Kind("A file has more problems than are shown.", fixed=True),
    "no-effect": Kind("Something means nothing here, though it does in other programs.", "warning"),
    "no-site": Kind("There is no site.yaml, or no content/.", fixed=True),
    "not-utf8": Kind("A file has bytes that are not UTF-8, or a NUL byte.", fixed=True),
    "over-limit": Kind("A file, text or list is larger, longer or deeper than allowed.", fixed=True),
    "own-alias": Kind("An alias is the page's own address.", "warning"),
    "own-editor": Kind(
        "site.yaml wants an editor other than the author.",
        outcome="It is published as it is.",
        number=counted("{count} article edited by its author", "{count} articles edited by their authors", 0),
    ),
    "preview-failed": Kind("The preview itself failed; it goes on.", fixed=True),
    "refused-file": Kind("A file or folder is of a kind that is not published.", fixed=True),
    "reserved-address": Kind(
        "The address belongs to the portal's own files or lists, or is a page with whatever follows `?`.", fixed=True
    ),
    "same-id": Kind("Two articles have one id.", fixed=True),
    "unclear-path": Kind("A path may mean a file beside the text or one counted from content/.", "warning"),
    "unfinished-text": Kind("Readers would see a note to yourself, filler or the name of a file.", "warning"),
    "unknown-category": Kind(
        "An article is in no kanal of this site.",
        fixed=True,
    ),
    "unknown-initials": Kind(
        "Nobody has the initials in a closing mark, or the name at an entry of a live report.",
        "warning",
    ),
    "unknown-key": Kind(
        "There is no such key.",
        outcome="It is ignored.",
        number=counted("{count} unknown key", "{count} unknown keys", 0),
    ),
    "unknown-region": Kind(
        "A region is not in site.yaml.",
        outcome="It is shown, but no list has the article.",
        number=counted("{count} unknown region", "{count} unknown regions", 0),
    ),
    "unlabelled-sponsor": Kind("An article names a sponsor, or seems to be paid for, and is not labelled.", "warning"),
    "unreachable-link": Kind("A link or picture leads to what no reader can open.", "warning"),
    "unread-file": Kind("A file is where nobody looks for it.", "warning", fixed=True),
    "unreadable": Kind("A file cannot be read, or changed meanwhile.", fixed=True),
    "withdrawn-slug": Kind("Headline or address of a withdrawn article may still name a victim.", "warning"),
}
CODES = MappingProxyType(_ROWS)


def severity_of(code: str) -> Level:
    """Return a code's default severity; codes of rules are warnings."""
    kind = CODES.get(code)
    return kind.severity if kind is not None else "warning"
