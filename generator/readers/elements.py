"""Elements: which of HTML there may be in a text where site.yaml wants HTML, and what becomes of the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

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
