"""Reads XML of any size element by element.

The parser stops at the first mistake, so that nothing behind one is dropped in silence. Control characters and foreign
bytes, which WordPress writes as people pasted them, are no mistake: they are replaced, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TextIO
from xml.parsers import expat

import msgspec

from generator.annex.importing.items import Fault, Note
from generator.base.crashes import cause
from generator.base.errors import UsageError
from generator.base.sentences import Sentence, counted, sentence

_CHUNK = 1 << 18
_DEEPEST = 40
_MOST = 64 << 20
"""Characters of an element, of which each that is inside of another counts for some more."""
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CUT = frozenset({
    expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN,
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION, expat.errors.XML_ERROR_PARTIAL_CHAR,
})  # fmt: skip


class Element(msgspec.Struct, frozen=True):
    """An element with its content; names are as written, with prefixes."""

    name: str
    attributes: dict[str, str]
    text: str
    """Its own text, joined."""
    children: dict[str, list[Element]] = {}
    """By name."""

    def child(self, name: str) -> str:
        """Return the stripped text of the first child of this name; empty if there is none."""
        found = self.children.get(name)
        return found[0].text.strip() if found else ""

    def all(self, name: str) -> Sequence[Element]:
        return self.children.get(name, ())


class _RefusedError(Exception):
    def __init__(self, said: Sentence) -> None:
        super().__init__(str(said))
        self.said = said


class _Builder:
    """Collects the elements at a depth."""

    def __init__(self, depth: int) -> None:
        self.done: list[Element] = []
        self._depth = depth
        self._open: list[tuple[str, dict[str, str], list[str], dict[str, list[Element]]]] = []
        self._size = 0
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        # Entities need one, and so does whatever leads elsewhere.
        raise _RefusedError(sentence("it has a document type, which no export needs and which could harm"))

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > _MOST:
            most = _MOST >> 20
            raise _RefusedError(sentence("one of its elements has more than {most} million characters", most=most))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise _RefusedError(sentence("its elements are nested more than {most} deep", most=_DEEPEST))
        self._grow(100)
        self._open.append((name, attributes, [], {}))

    def _text(self, text: str) -> None:
        if len(self._open) > self._depth:
            self._grow(len(text))
            self._open[-1][2].append(text)

    def _end(self, _name: str) -> None:
        name, attributes, texts, children = self._open.pop()
        element = Element(name, attributes, "".join(texts), children)
        if len(self._open) > self._depth:
            self._open[-1][3].setdefault(name, []).append(element)
        elif len(self._open) == self._depth:
            self.done.append(element)
            self._size = 0


def elements(file: TextIO, name: str, depth: int) -> Iterator[Element | Fault | Note]:
    """Yield the elements at `depth`, each when it ends: 2 for children of rss/channel.

    Then a note on replaced characters, if any; and last, if the document is not well-formed to its end, the fault.
    """
    builder = _Builder(depth)
    parser = builder.parser
    replaced = 0
    fault = None
    try:
        while text := file.read(_CHUNK):
            replaced += text.count("\ufffd")
            clean, count = _CONTROL.subn("", text)
            replaced += count
            parser.Parse(clean, False)
            yield from builder.done
            builder.done.clear()
        parser.Parse("", True)
    except expat.ExpatError as error:
        is_cut = expat.ErrorString(error.code) in _CUT
        said = sentence("it ends too soon") if is_cut else sentence("it is not well-formed XML")
        fault = Fault(name, said, error.lineno, error.offset + 1)
    except _RefusedError as error:
        fault = Fault(name, error.said, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
    yield from builder.done
    if replaced:
        said = counted(
            "{file}: {count} character that is none of XML or UTF-8",
            "{file}: {count} characters that are none of XML or UTF-8", replaced, file=name,
        )  # fmt: skip
        yield Note("broken-characters", said)
    if fault:
        yield fault


def opened_export(name: str, needed: Sequence[str], refusal: Sentence) -> TextIO:
    """Return an open file that has some words at its beginning; raise UsageError for any other, with the refusal.

    It is read as UTF-8 whatever it declares: WordPress turns all texts into that.
    """
    try:
        file = open(name, encoding="utf-8-sig", errors="replace", newline="")  # noqa: SIM115 - the caller closes it
        head = file.read(_CHUNK)
    except OSError as error:
        raise UsageError(sentence("{name} cannot be read: {why}", name=name, why=cause(error))) from error
    if not all(word in head for word in needed):
        file.close()
        raise UsageError(refusal)
    file.seek(0)
    return file
