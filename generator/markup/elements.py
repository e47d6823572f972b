"""HTML elements permitted in a text where site.yaml permits HTML, and what happens to others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from types import MappingProxyType
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from generator.markup.boxes import embed
from generator.model.records import Record
from generator.model.urls import is_web

PHRASES = frozenset(
    (
        "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "small",
        "strong", "sub", "sup", "u",
    )
)  # fmt: skip
"""Elements within a line."""
BLOCKS = frozenset(
    (
        "blockquote", "caption", "dd", "details", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
        "h6", "hr", "li", "ol", "p", "pre", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
CLOSED_BY_OTHERS = frozenset({"dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
"""Elements that others close implicitly."""
VOID = frozenset({"br", "hr", "img"})
SAME = MappingProxyType({"strike": "s"})
WRAPPERS = frozenset(
    (
        "address", "article", "aside", "center", "div", "fieldset", "footer", "form", "header", "hgroup", "main",
        "nav", "section",
    )
)  # fmt: skip
"""Their content is a paragraph, unless it is blocks."""
NOTHING = frozenset(
    (
        "acronym", "base", "basefont", "bdi", "bdo", "big", "body", "col", "colgroup", "data", "dfn", "font",
        "head", "html", "link", "meta", "nobr", "picture", "rp", "rt", "ruby", "samp", "source", "span", "time",
        "tt", "var", "wbr",
    )
)  # fmt: skip
"""Elements that can be removed without loss."""
WITH_CONTENT = frozenset(
    (
        "applet", "audio", "canvas", "embed", "frameset", "iframe", "math", "noembed", "noframes", "noscript",
        "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
    )
)  # fmt: skip
"""Elements removed with their content."""
FRAMES = frozenset({"iframe", "embed"})


def _is_span(value: str) -> bool:
    return value.isdecimal() and value.isascii() and 0 < int(value[:4]) <= 100


ATTRIBUTES: Mapping[str, Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "abbr": {"title": bool},
        "ol": {"start": lambda value: value.isdecimal() and value.isascii() and len(value) < 6},
        "td": {"colspan": _is_span, "rowspan": _is_span},
        "th": {
            "colspan": _is_span,
            "rowspan": _is_span,
            "scope": frozenset({"col", "row", "colgroup", "rowgroup"}).__contains__,
        },
    }
)
"""Element -> its attributes, each with a check of its value."""


_FRAMES = (
    (re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{11})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"//player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"//(?:www\.)?dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
    (re.compile(r"//open\.spotify\.com/embed/((?:track|album|episode|show|playlist)/\w+)"), "https://open.spotify.com/{}"),
    (re.compile(r"//(?:www\.)?instagram\.com/((?:p|reel)/[\w-]+)/embed"), "https://www.instagram.com/{}/"),
    (re.compile(r"//(?:www\.)?tiktok\.com/embed/(?:v2/)?(\d+)"), "https://www.tiktok.com/@x/video/{}"),
)  # fmt: skip
"""Addresses of frames, and of their content."""
_INSIDE = ("href", "url", "u")
"""Parameters with the address of a frame's content."""


def address_of(frame: str) -> str:
    """Return the address of a frame's content: of the post or film if known, else the frame's own; empty if neither."""
    frame = frame.strip()
    if frame.startswith("//"):
        frame = f"https:{frame}"
    if not is_web(frame):
        return ""
    for pattern, form in _FRAMES:
        if found := pattern.search(frame):
            return form.format(found[1])
    try:
        query = parse_qs(urlsplit(frame).query)
    except ValueError:
        return ""
    inner = next((query[key][0] for key in _INSIDE if key in query and is_web(query[key][0])), "")
    return inner if inner and embed(inner) else frame


def label(address: str) -> str:
    return f"Lihat di {host_of(address)}"


def host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.rpartition("@")[2].removeprefix("www.")
    except ValueError:
        return ""


_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z][^\s/<>\"'=]*+)(?P<attributes>(?:[^<>\"']++|\"[^<\"]*+\"|'[^<']*+')*+)>", re.IGNORECASE
)
"""No value contains "<", so that a missing quotation mark hides only its own tag."""
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?+")
_DECLARATION = re.compile(r"<![a-z][^<>]*+>", re.IGNORECASE)
_CLOSING: Mapping[str, str] = MappingProxyType({"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"})
_LONG = 4000
"""Characters of a value that nobody writes, such as a data URL."""


class Mark(Record, frozen=True):
    """A piece of HTML."""

    kind: Literal["text", "open", "close", "comment", "other"]
    """"other" are declarations, instructions and the like, which have no effect in HTML."""
    source: str
    """As it is written."""
    line: int
    """Its first line in the text, from 0."""
    name: str = ""
    """Of a tag, in lower case."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Of a tag: names in lower case, and values."""

    def get(self, name: str) -> str | None:
        return next((value for key, value in self.attributes if key == name), None)

    @property
    def is_whole(self) -> bool:
        """Whether it is closed; a comment may not be."""
        return self.source.endswith(_CLOSING["<!--"])


def html_marks(html: str, line: int = 0) -> Iterator[Mark]:
    """Yield the pieces of some HTML that begins on a line; an unclosed comment takes the rest."""
    begin = position = counted = 0
    here, missing = line, set[str]()
    while (start := html.find("<", position)) >= 0:
        here += html.count("\n", counted, start)
        counted, position = start, start + 1
        mark = _mark(html, start, here, missing)
        if mark is None:
            continue
        if start > begin:
            yield Mark("text", html[begin:start], line)
        yield mark
        line = here + mark.source.count("\n")
        begin = position = start + len(mark.source)
    if begin < len(html):
        yield Mark("text", html[begin:], line)


def _mark(html: str, start: int, line: int, missing: set[str]) -> Mark | None:
    """Return the mark that begins with the "<" at `start`; `missing` are closing signs known not to follow."""
    for opening, closing in _CLOSING.items():
        if html.startswith(opening, start):
            end = -1 if closing in missing else html.find(closing, start + 2)
            if end >= 0:
                source = html[start : end + len(closing)]
                return Mark("comment" if opening == "<!--" else "other", source, line)
            missing.add(closing)
            return Mark("comment", html[start:], line) if opening == "<!--" else None
    found = _TAG.match(html, start)
    if found:
        attributes = {name.lower(): value for name, value in reversed(_ATTRIBUTE.findall(found["attributes"]))}
        values = tuple((name, _value(value)) for name, value in attributes.items())
        return Mark("close" if found["end"] else "open", found[0], line, found["name"].lower(), values)
    other = _DECLARATION.match(html, start)
    return Mark("other", other[0], line) if other else None


def _value(written: str) -> str:
    text = written[1:-1] if written[:1] in ('"', "'") else written
    # The library cannot parse a number of thousands of digits.
    return unescape(text) if len(text) < _LONG else text
