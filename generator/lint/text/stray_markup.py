"""Finds markup that has no effect, so that readers would see it as text.

What is looked at is the text that becomes visible, not the source: neither code nor what is escaped on purpose.
Words in brackets, comparisons and emoticons are no markup: `[sic]`, `{nama}`, `a < b`, `<3`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.model.records import Record

if TYPE_CHECKING:
    # A build with nothing to do starts without the Markdown parser.
    from markdown_it.token import Token

SIGNS = re.compile(r"[{<\[\]*#]")
"""One of these is in all of them."""
_ELEMENTS = frozenset(
    (
        "a", "abbr", "address", "article", "aside", "audio", "b", "big", "blockquote", "body", "br", "button",
        "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
        "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "head", "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "li", "link", "main",
        "map", "mark", "meta", "nav", "noscript", "object", "ol", "option", "p", "param", "picture", "pre", "q", "s",
        "script", "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup",
        "svg", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "tt", "u", "ul",
        "var", "video", "wbr",
    )
)  # fmt: skip
_SHORTCODES = (
    "audio caption contact-form-7 embed gallery googlemaps instagram playlist pullquote quote soundcloud tweet video "
    "vimeo wp_caption youtube"
).replace(" ", "|")
_LEFTOVER = re.compile(
    r"(?=[{<\[\](*#])(?:"
    r"(?P<html><(?=[a-z/!?])(?:"
    r"/?(?P<element>[a-z][a-z1-6]{0,11})(?:\s{0,20}>|\s{1,20}[a-z][\w:-]{0,40}\s{0,20}=(?!\s{0,20}[\"'{]))"
    r"|(?:audio|button|details|div|iframe|img|input|ol|option|p|script|span|table|td|video)\s[^<>]{0,200}>"
    r"|(?:div|figure|font|iframe|img|input|script|span|table|td|video)$"
    r"|/?[a-z][\w.:-]{0,40}\s{1,20}[a-z][\w:-]{0,40}\s{0,20}=\s{0,20}[\"'{]"
    r"|[a-z][\w.:-]{0,40}\s{0,20}/>"
    r"|/?(?:[a-z]{1,10}:|[a-z]{1,40}-)[\w-]{1,40}>"
    r"|!doctype\b|!\[cdata\[|\?(?:php|xml)\b"
    r"))|(?P<shortcode>"
    r"\{\{[<%{]?\s?[\w./-]|\{%-?\s?\w"
    rf"|\[/?(?:{_SHORTCODES})(?:\s[^\[\]]{{0,300}})?/?\]"
    r"|\[[a-z][\w-]{0,40}\s{1,9}[\w-]{1,40}=\s?[\"'“”″\w]"
    r"|\[/[a-z][\w-]{0,40}\]|\[(?:url|img|color|size)=[^\[\]]{1,300}\]"
    r"|\{:\s?[.#\w]|\{[.#][a-z][\w-]{0,60}(?:\s[^{}]{0,200})?\}"
    r")|(?P<blank>\[[^\[\]\n]{0,300}\]\((?P<way>[^\s()<>\"]{1,200}(?:[ ]{1,3}[^\s()<>\"]{1,100}){1,20})"
    r"(?P<title>[ ]{1,3}\"[^\"\n]{0,300}\")?[ ]{0,3}\)"
    r")|(?P<link>\[[^\[\]]{0,300}\]\([^\s()]|\]\([^\s()])"
    r"|(?P<apart>\[[^\[\]]{1,300}\]\s{1,3}\((?:/|https?:|www\.|mailto:)[^\s()]{0,300}\))"
    r"|(?P<bold>\*\*(?=[^\s*])[^*\n]{1,200}\s\*\*(?!\w)|(?<!\w)\*\*\s(?=[^*\n]{0,200}[^\W\d_])[^*\n]{1,200}\*\*"
    r"|(?<![\w*])\*\*(?=[^\W_]))"
    r"|(?P<footnote>\[\^[^\s\[\]]{1,60}\])"
    r"|(?P<comment><[ \t\xa0]?![ \t\xa0]?[-\u2010-\u2015\u2212])"
    r"|(?P<heading>^\#{2,6}(?=[^\W\d_])))",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.[a-z0-9]{2,5}\Z", re.IGNORECASE)
"""How the address of a file ends."""
ALIKE = frozenset({*_LEFTOVER.groupindex} - {"element", "blank", "way", "title"})
"""What readers see as markup; one remark counts all of these."""
_END_OF_COMMENT = "-->"
_BREAKS = frozenset({"softbreak", "hardbreak"})


class Leftover(Record, frozen=True):
    """Markup in the text that readers see."""

    line: int
    """Of the text, from 0."""
    kind: str
    """As that of a `Remark`."""
    text: str
    meant: str = ""
    """What was probably to be written."""


def find(token: Token) -> list[Leftover]:
    """Return what is left over in the text of an inline token, before the texts around escapes are joined to it."""
    found: list[Leftover] = []
    line = 0
    for child in token.children or ():
        if child.type == "text":
            if SIGNS.search(child.content):
                found += in_text(child.content, line + (token.map[0] if token.map else 0))
        elif child.type in _BREAKS:
            line += 1
    return found


def ends_of_comments(token: Token) -> list[Leftover]:
    """Return the ends of comments in the text of an inline token, of a body that has comments: each ended before."""
    line = token.map[0] if token.map else 0
    return [
        Leftover(line, "comment", _END_OF_COMMENT)
        for child in token.children or ()
        if child.type == "text" and _END_OF_COMMENT in child.content
    ]


def in_text(text: str, line: int) -> Iterator[Leftover]:
    """Yield what is left over in a text that begins in a line, from 0."""
    for found in _LEFTOVER.finditer(text):
        if not found["element"] or found["element"].lower() in _ELEMENTS:
            # Of nested groups the outer one ends last.
            kind = found.lastgroup or ""
            if kind != "blank":
                yield Leftover(line, kind, found[0])
            elif _FILE.search(found["way"]):
                sign = "!" if text[: found.start()].endswith("!") else ""
                yield Leftover(line, kind, sign + found[0], sign + _bracketed(found))
            else:
                yield Leftover(line, "link", found[0])


def _bracketed(found: re.Match[str]) -> str:
    """Return a link whose address has a blank in it as Markdown wants it."""
    return f"{found[0].partition('](')[0]}](<{found['way']}>{found['title'] or ''})"
