"""Reads XML of any size element by element.

The parser stops at the first mistake, so that nothing behind one is dropped in silence. Control characters and foreign
bytes, which WordPress writes as people pasted them, are no mistake: they are replaced, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

import msgspec
from lxml import etree

from generator.annex.importing.items import Fault, Note
from generator.base.crashes import cause
from generator.base.errors import UsageError
from generator.base.sentences import Sentence, counted, sentence

_CHUNK = 1 << 18
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CUT = frozenset({
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY, etree.ErrorTypes.ERR_TAG_NOT_FINISHED, etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
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


def elements(file: TextIO, name: str, depth: int) -> Iterator[Element | Fault | Note]:
    """Yield the elements at `depth`, each when it ends: 2 for children of rss/channel.

    Then a note on replaced characters, if any; and last, if the document is not well-formed to its end, the fault.
    """
    parser = etree.XMLPullParser(("start", "end"), encoding="utf-8", resolve_entities=False, no_network=True)
    above: list[Any] = []
    replaced, fault = 0, None
    try:
        while text := file.read(_CHUNK):
            replaced += text.count("\ufffd")
            clean, count = _CONTROL.subn("", text)
            replaced += count
            parser.feed(clean.encode())
            yield from _ended(parser, above, depth)
        parser.close()
    except etree.XMLSyntaxError:
        yield from _ended(parser, above, depth)
        kinds = {entry.type for entry in parser.feed_error_log}
        first = parser.feed_error_log[0]
        said = sentence("it ends too soon") if first.type in _CUT else sentence("it is not well-formed XML")
        if etree.ErrorTypes.ERR_RESOURCE_LIMIT in kinds:
            said = sentence("it has a value of more than 10 million characters, or elements nested 256 deep")
        fault = Fault(name, said, first.line, first.column)
    except _RefusedError:
        fault = Fault(name, sentence("it has a document type, which no export needs and which could harm"), 1, 1)
    if replaced:
        said = counted(
            "{file}: {count} character that is none of XML or UTF-8",
            "{file}: {count} characters that are none of XML or UTF-8", replaced, file=name,
        )  # fmt: skip
        yield Note("broken-characters", said)
    if fault:
        yield fault


class _RefusedError(Exception):
    """The document has a type."""


def _ended(parser: etree.XMLPullParser, above: list[Any], depth: int) -> Iterator[Element]:
    """Yield the elements at a depth that the parser has read to their ends, and free their memory."""
    for event, node in parser.read_events():
        if event == "start":
            if not above and node.getroottree().docinfo.doctype:
                # Entities need one, and so does whatever leads elsewhere.
                raise _RefusedError
            above.append(node)
            continue
        above.pop()
        if len(above) == depth:
            yield _element(node)
            above[-1].remove(node)


def _element(node: Any) -> Element:
    children: dict[str, list[Element]] = {}
    for inner in node.iterchildren("*"):
        children.setdefault(_name(inner), []).append(_element(inner))
    text = "".join((node.text or "", *(inner.tail or "" for inner in node)))
    return Element(_name(node), dict(node.attrib), text, children)


def _name(node: Any) -> str:
    local = node.tag.rpartition("}")[2]
    return f"{node.prefix}:{local}" if node.prefix else local


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
