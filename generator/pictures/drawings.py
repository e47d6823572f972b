"""Drawings (SVG) without their program's notes: comments, metadata, paths, and what embedded photos reveal.

Removed parts are cut out of the text, so everything visible stays byte for byte. Only drawings that `svg` accepts come
here.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_SEEN = frozenset((_SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"))
_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>"']+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_EMBEDDED = re.compile(rb"(data:image/(?:png|jpe?g|gif|webp);base64,)([A-Za-z0-9+/=\s]+)")


def cleaned(data: bytes, photo: Callable[[bytes], bytes]) -> bytes:
    """Return a drawing without its program's notes; `photo` cleans embedded photos."""
    try:
        text = b"".join(_Reader(data).kept())
    except expat.ExpatError:
        return data
    return _EMBEDDED.sub(lambda found: found[1] + _photo(found[2], photo), text)


def _photo(written: bytes, photo: Callable[[bytes], bytes]) -> bytes:
    try:
        data = b64decode(written)
    except ValueError:
        return written
    clean = photo(data)
    return written if clean == data else b64encode(clean)


class _Reader:
    """Reads a drawing once, and notes which bytes are not for readers."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._cuts: list[tuple[int, int]] = []
        self._depth = 0
        """Of elements within one that is left out, with it."""
        self._from = self._whole = 0
        """Where that one begins; where it ends, if it is empty."""
        self._foreign: set[bytes] = set()
        """Prefixes that stand for what no browser shows."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartNamespaceDeclHandler = self._prefix
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CommentHandler = self._comment
        self._parser = parser

    def kept(self) -> Iterator[bytes]:
        self._parser.Parse(self._data, True)
        at = 0
        for start, end in self._cuts:
            if start >= at:
                yield self._data[at:start]
                at = end
        yield self._data[at:]

    def _prefix(self, prefix: str | None, uri: str) -> None:
        (self._foreign.discard if uri in _SEEN else self._foreign.add)((prefix or "").encode())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        space, _, local = name.rpartition(" ")
        if self._depth or (space and space not in _SEEN) or local == "metadata":
            if not self._depth:
                end = self._tag_end(at)
                self._from, self._whole = at, end if self._data[end - 2 : end] == b"/>" else 0
            self._depth += 1
        elif any(key.partition(" ")[0] not in _SEEN for key in attributes if " " in key):
            for found in _ATTRIBUTE.finditer(self._data, at, self._tag_end(at)):
                prefix, colon, _ = found[1].partition(b":")
                if colon and prefix in self._foreign:
                    self._cuts.append(found.span())

    def _end(self, _name: str) -> None:
        if not self._depth:
            return
        self._depth -= 1
        if not self._depth:
            self._cuts.append((self._from, self._whole or self._tag_end(self._parser.CurrentByteIndex)))

    def _comment(self, _text: str) -> None:
        at = self._parser.CurrentByteIndex
        if not self._depth:
            self._cuts.append((at, self._data.index(b"-->", at + 4) + 3))

    def _tag_end(self, at: int) -> int:
        """Return where the tag that starts at a place ends; a value may contain `>`."""
        found = _TAG.match(self._data, at)
        return found.end() if found else at
