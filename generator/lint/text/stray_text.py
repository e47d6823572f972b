"""Finds markup without effect, which readers would see.

It is looked for in the text that becomes visible, not in the source: neither code nor what is escaped on purpose. Words
in brackets, comparisons and emoticons are none: `[sic]`, `{nama}`, `a < b`, `<3`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token

from generator.model.records import Record


class Leftover(Record, frozen=True):
    """Markup in the text that readers see."""

    line: int
    """Of the text, from 0."""
    kind: str
    """As that of a `Remark`."""
    text: str


_SIGNS = re.compile(r"[{<>\[\]*#|]")
"""All of them contain one of these."""
_SHORTCODES = (
    "audio caption contact-form-7 embed gallery googlemaps instagram playlist pullquote quote soundcloud tweet video "
    "vimeo wp_caption youtube"
).replace(" ", "|")
_LEFTOVER = re.compile(
    r"(?P<shortcode>\{\{[<%{]?\s?[\w./-]|\{%-?\s?\w"
    rf"|\[/?(?:{_SHORTCODES})(?:\s[^\[\]]{{0,300}})?/?\]"
    r"|\[[a-z][\w-]{0,40}\s[\w-]{1,40}=[\"'“”″]|\[/[a-z][\w-]{0,40}\])"
    r"|(?P<blank>!?\[[^\[\]\n]{0,300}\]\([^\s()<>\"]{1,200}(?:[ ]{1,3}[^\s()<>\"]{1,100}){1,20}\.[a-z0-9]{2,5}[ ]{0,3}"
    r"(?:\"[^\"\n]{0,300}\"[ ]{0,3})?\))"
    r"|(?P<link>(?:!?\[[^\[\]]{0,300})?\]\([^\s()])|(?P<apart>\[[^\[\]]{1,300}\]\s{1,3}\((?:/|https?:))"
    r"|(?P<table>^\|[^\n|]*\|[^\n]*$)|(?P<stars>(?<![*\\])\*{1,2}\s?\([A-Z]{1,4}(?:/[A-Z]{1,4})?\)$)"
    r"|(?P<mark>\*\*\*\s?\(\w[\w/. ]{0,11}\))"
    r"|(?P<bold>\*\*(?=[^\s*])[^*\n]{1,200}\s\*\*(?!\w)|(?<!\w)\*\*\s(?=[^*\n]{0,200}[^\W\d_])[^*\n]{1,200}\*\*"
    r"|(?<![\w*])\*\*(?=[^\W_]))"
    r"|(?P<footnote>\[\^[^\s\[\]]{1,60}\])"
    r"|(?P<comment><[ \t\xa0]?![ \t\xa0]?[-\u2010-\u2015\u2212]|-->)"
    r"|(?P<heading>^\#{2,6}(?=[^\W\d_]))",
    re.IGNORECASE,
)
ALIKE = frozenset({*_LEFTOVER.groupindex, "html"} - {"blank"})
"""Kinds of visible markup; one remark counts all of these."""
_INLINE = (
    "a abbr b big br cite code del em font i img ins mark pre q s script small span strike strong style sub sup tt u"
)
_HTML = re.compile(
    rf"<[^<>]*[=?!-]|</?(?:{'|'.join((*block_names, *_INLINE.split()))})\s*/?>",
    re.IGNORECASE,
)
"""What was meant as HTML, unlike <nama>."""
_BREAKS = frozenset({"softbreak", "hardbreak"})


def stray_markup(token: Token, *, has_comments: bool) -> Iterator[Leftover]:
    """Yield the stray markup of an inline token, before texts around escapes are joined.

    Where there are comments, what ends one is markup, too.
    """
    line = token.map[0] if token.map else 0
    for child in token.children or ():
        if child.type == "html_inline":
            if _HTML.match(child.content):
                yield Leftover(line, "html", child.content.partition("\n")[0])
            line += child.content.count("\n")
        elif child.type in _BREAKS:
            line += 1
        elif child.type == "text" and _SIGNS.search(child.content):
            for found in _LEFTOVER.finditer(child.content):
                if has_comments or found[0] != "-->":
                    yield Leftover(line, found.lastgroup or "", found[0])
