"""Elements: which of HTML there may be in a text where site.yaml wants HTML, and what becomes of the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from generator.markup.embeds import embed
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
"""Elements that end where others begin."""
VOID = frozenset({"br", "hr", "img"})
SAME = MappingProxyType({"strike": "s"})
WRAPPERS = frozenset(
    (
        "address", "article", "aside", "center", "div", "fieldset", "footer", "form", "header", "hgroup", "main",
        "nav", "section",
    )
)  # fmt: skip
"""What they hold is a paragraph, unless it is blocks."""
NOTHING = frozenset(
    (
        "acronym", "base", "basefont", "bdi", "bdo", "big", "body", "col", "colgroup", "data", "dfn", "font",
        "head", "html", "link", "meta", "nobr", "picture", "rp", "rt", "ruby", "samp", "source", "span", "time",
        "tt", "var", "wbr",
    )
)  # fmt: skip
"""Elements without which nothing is missing."""
WITH_CONTENT = frozenset(
    (
        "applet", "audio", "canvas", "embed", "frameset", "iframe", "math", "noembed", "noframes", "noscript",
        "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
    )
)  # fmt: skip
"""What they hold goes with them."""
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
"""Element -> its attributes, each with what its value must be."""


_FRAMES = (
    (re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{11})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"//player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"//(?:www\.)?dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
    (re.compile(r"//open\.spotify\.com/embed/((?:track|album|episode|show|playlist)/\w+)"), "https://open.spotify.com/{}"),
    (re.compile(r"//(?:www\.)?instagram\.com/((?:p|reel)/[\w-]+)/embed"), "https://www.instagram.com/{}/"),
    (re.compile(r"//(?:www\.)?tiktok\.com/embed/(?:v2/)?(\d+)"), "https://www.tiktok.com/@x/video/{}"),
)  # fmt: skip
"""Addresses of frames, and those of what they show."""
_INSIDE = ("href", "url", "u")
"""Parameters in which a frame names what it shows."""


def address_of(frame: str) -> str:
    """Return the address of what a frame shows: that of the post or film if it is known, else its own; or nothing.

    Args:
        frame: the address of the frame, as its `src` has it.

    """
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
    """Return the words of a link to something that was embedded, for readers."""
    return f"Lihat di {host_of(address)}"


def host_of(address: str) -> str:
    """Return the host of an address, without www."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].removeprefix("www.")
    except ValueError:
        return ""
