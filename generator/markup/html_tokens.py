"""Tags: HTML that people wrote, taken apart into tags, comments and text.

What is not understood is text, so that nothing is lost, and no text is walked through twice. Whether the tags fit into
each other is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from types import MappingProxyType
from typing import Literal

from generator.model.records import Record

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z][^\s/<>\"'=]*+)(?P<attributes>(?:[^<>\"']++|\"[^<\"]*+\"|'[^<']*+')*+)>", re.IGNORECASE
)
"""No value holds "<", so that a quotation mark which is missing hides no more than its own tag."""
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?+")
_DECLARATION = re.compile(r"<![a-z][^<>]*+>", re.IGNORECASE)
_CLOSING: Mapping[str, str] = MappingProxyType({"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"})
_LONG = 4000
"""Characters of a value that is no address anybody would write, as a picture in letters."""


class Mark(Record, frozen=True):
    """A piece of HTML."""

    kind: Literal["text", "open", "close", "comment", "other"]
    """Other are declarations, instructions and the like, which are nothing in HTML."""
    source: str
    """As it is written."""
    offset: int
    """Where it begins."""
    name: str = ""
    """Of a tag, in lower case."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Of a tag: names in lower case, and what they were given."""

    def get(self, name: str) -> str | None:
        """Return the value of an attribute; None if there is none."""
        return next((value for key, value in self.attributes if key == name), None)

    @property
    def is_whole(self) -> bool:
        """Whether it has an end: a comment may lack it."""
        return self.source.endswith(_CLOSING["<!--"])


def read(html: str) -> Iterator[Mark]:
    """Yield the pieces of some HTML; a comment without an end is all that is left."""
    begin = position = 0
    missing: set[str] = set()
    while (start := html.find("<", position)) >= 0:
        mark = _mark(html, start, missing)
        if mark is None:
            position = start + 1
            continue
        if start > begin:
            yield Mark("text", html[begin:start], begin)
        yield mark
        begin = position = start + len(mark.source)
    if begin < len(html):
        yield Mark("text", html[begin:], begin)


def _mark(html: str, start: int, missing: set[str]) -> Mark | None:
    """Return what begins with the "<" at `start`; `missing` are the closing signs that do not come any more."""
    for opening, closing in _CLOSING.items():
        if html.startswith(opening, start):
            end = -1 if closing in missing else html.find(closing, start + 2)
            if end >= 0:
                source = html[start : end + len(closing)]
                return Mark("comment" if opening == "<!--" else "other", source, start)
            missing.add(closing)
            return Mark("comment", html[start:], start) if opening == "<!--" else None
    found = _TAG.match(html, start)
    if found:
        attributes = {name.lower(): value for name, value in reversed(_ATTRIBUTE.findall(found["attributes"]))}
        values = tuple((name, _value(value)) for name, value in attributes.items())
        return Mark("close" if found["end"] else "open", found[0], start, found["name"].lower(), values)
    other = _DECLARATION.match(html, start)
    return Mark("other", other[0], start) if other else None


def _value(written: str) -> str:
    """Return the value of an attribute without quotation marks and references."""
    text = written[1:-1] if written[:1] in ('"', "'") else written
    # The library cannot read a number of thousands of digits.
    return unescape(text) if len(text) < _LONG else text
