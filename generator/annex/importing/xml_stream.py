"""XML of any size, element by element, from untrusted files.

A document type is refused, and with it every entity that could expand or lead elsewhere. XML that is not well-formed
ends the stream with its place, after everything before it. Exports are often not quite XML: control characters and
foreign bytes that people pasted are replaced and counted instead of ending it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO
from xml.parsers import expat

import msgspec

from generator.annex.importing.items import Fault, Note
from generator.base.crashes import cause
from generator.base.errors import UsageError
from generator.base.sentences import Sentence, counted, sentence

_CHUNK = 1 << 18
_HEAD = 1 << 16
_MAX_DEPTH = 40
_MAX_ELEMENT = 64 << 20
"""Maximum characters of an element that is yielded whole."""
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_WRITTEN_IN = re.compile(
    r"utf-8|us-ascii|iso-8859-(?:[1-9]|1[013-6])|windows-125[0-8]|koi8-[ru]|gbk|big5|shift_jis|euc-(?:jp|kr)",
    re.IGNORECASE,
)
"""Encodings that begin like ASCII, as the declaration that names them does; others that Python knows are no text."""
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROL_BYTES = bytes({*range(0x20)} - {*b"\t\n\r"})
"""What stands for those of ASCII wherever a byte is not half a character."""
_BEGINNINGS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
"""What tells an encoding before any declaration can be read: a mark, or how the first sign of all XML is written."""
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
    """Takes the parser's events and collects complete elements."""

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
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        raise _RefusedError(sentence("it has a document type, which no export needs and which could harm"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _MAX_DEPTH:
            raise _RefusedError(sentence("its elements are nested more than {most} deep", most=_MAX_DEPTH))
        self._open.append((name, attributes, [], {}))

    def _text(self, text: str) -> None:
        if len(self._open) > self._depth:
            self._size += len(text)
            if self._size > _MAX_ELEMENT:
                most = _MAX_ELEMENT >> 20
                raise _RefusedError(sentence("one of its elements has more than {most} million characters", most=most))
            self._open[-1][2].append(text)

    def _end(self, _name: str) -> None:
        name, attributes, texts, children = self._open.pop()
        depth = len(self._open)
        if depth < self._depth:
            return
        element = Element(name, attributes, "".join(texts), children)
        if depth > self._depth:
            self._open[-1][3].setdefault(name, []).append(element)
        else:
            self.done.append(element)
            self._size = 0


def elements(file: BinaryIO, name: str, depth: int) -> Iterator[Element | Fault | Note]:
    """Yield the elements at `depth`, each when it ends: 2 for children of rss/channel.

    Then a note on replaced characters, if any; and last, if the document is not well-formed to its end, the fault.
    """
    builder = _Builder(depth)
    parser = builder.parser
    replaced = 0
    fault = None
    try:
        for text, is_odd in _decoded(file):
            replaced += text.count("\ufffd")
            if is_odd:
                text, count = _CONTROL.subn("", text)  # noqa: PLW2901
                replaced += count
            parser.Parse(text, False)
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


def encoding_of(head: bytes) -> str:
    for beginning, encoding in _BEGINNINGS:
        if head.startswith(beginning):
            return encoding
    declared = _DECLARED.match(head)
    return declared[1].decode() if declared and _WRITTEN_IN.fullmatch(declared[1].decode()) else "utf-8"


def _decoded(file: BinaryIO) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, with U+FFFD for broken bytes, and whether each may hold control characters."""
    chunk = file.read(_CHUNK)
    decoder = codecs.getincrementaldecoder(encoding_of(chunk))("replace")
    first = True
    while chunk:
        text = decoder.decode(chunk)
        # Ten times faster on bytes; in UTF-16, each comes with a zero byte.
        is_odd = len(chunk.translate(None, _CONTROL_BYTES)) < len(chunk)
        yield text.removeprefix("\ufeff") if first else text, is_odd or "\ufffe" in text or "\uffff" in text
        first = False
        chunk = file.read(_CHUNK)
    yield decoder.decode(b"", True), False


def opened_export(name: str, fits: Callable[[str], bool], refusal: Sentence) -> BinaryIO:
    """Return an open file whose beginning fits; else raise UsageError, with the refusal or why it cannot be read."""
    try:
        file = open(name, "rb")  # noqa: SIM115 - the caller closes it
    except OSError as error:
        raise UsageError(sentence("{name} cannot be read: {why}", name=name, why=cause(error))) from error
    head = file.read(_HEAD)
    if not fits(head.decode(encoding_of(head), "ignore")):
        file.close()
        raise UsageError(refusal)
    file.seek(0)
    return file
