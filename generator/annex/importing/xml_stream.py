"""Reads XML of any size element by element.

A mistake costs only the record that it is in, and is counted. Control characters and foreign bytes, which WordPress
writes as people pasted them, are no mistake: they are replaced, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, TextIO

import msgspec
from lxml import etree

from generator.annex.importing.items import Fault, Note
from generator.base.errors import UsageError
from generator.base.sentences import Sentence, counted, sentence

_CHUNK = 1 << 18
_LARGEST = 64 << 20
"""Characters of a record, and of what is before the first."""
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_AROUND = re.compile(r"<(?:rss|channel|feed|urlset|sitemapindex)(?=[\s>])[^<>]*>")
"""The tags in which records are."""
_SIGN = re.compile(
    r"<([\w:.-]++)[^<>]*+>\s*+<!\[CDATA\[|\]\]>(?!<!\[CDATA\[)(?:\s*+</([\w:.-]++))?"
    r"|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)"
)
"""Where a section begins and may end, with the name of its element, and an ampersand that begins no reference."""


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


def elements(file: TextIO, name: str, record: str) -> Iterator[Element | Fault | Note]:
    """Yield the children of rss/channel, feed or the like, most of which are a `record`.

    Then a note on replaced characters, if any; and last, if not all could be read to the end, the fault.
    """
    begins = re.compile(rf"<{record}[\s>]")
    tags: list[str] = []
    lines = replaced = begun = ended = is_open = 0
    first = None
    for piece in _pieces(file, begins):
        text, count = _CONTROL.subn("", piece)
        replaced += count + text.count("\ufffd")
        if not tags and "<!DOCTYPE" in text:
            # Entities need one, and so does whatever leads elsewhere.
            first = sentence("it has a document type, which no export needs and which could harm"), 1, 1
            break
        found, is_open, mistake = _read(text, tags)
        if mistake:
            found, is_open, mistake = _read(_mended(text), tags)
        tags = tags or _AROUND.findall(text)
        begun += bool(begins.match(text))
        ended += sum(element.name == record for element in found)
        yield from found
        if mistake and not first:
            first = mistake[0], lines + mistake[1], mistake[2]
        lines += piece.count("\n")
    if is_open and not first:
        first = sentence("it ends too soon"), lines + 1, 0
    if replaced:
        said = counted(
            "{file}: {count} character that is none of XML or UTF-8",
            "{file}: {count} characters that are none of XML or UTF-8", replaced, file=name,
        )  # fmt: skip
        yield Note("broken-characters", said)
    if first:
        why, line, column = first
        said = counted(
            "{why}; {count} entry of {total} could not be read", "{why}; {count} entries of {total} could not be read",
            begun - ended, why=why, total=begun,
        )  # fmt: skip
        yield Fault(name, said if begun > ended else why, line, column)


def _pieces(file: TextIO, begins: re.Pattern[str]) -> Iterator[str]:
    """Yield a text in pieces, each of which begins with a record, but for the first and what follows a large one."""
    signs = re.compile(rf"<!\[CDATA\[|\]\]>|{begins.pattern}")
    held: list[str] = []
    rest, is_section = "", False
    while read := file.read(_CHUNK):
        text = rest + read
        # Behind this no sign goes on.
        start, end = 0, text.rfind(">") + 1 or len(text)
        for sign in signs.finditer(text, 0, end):
            if sign[0] in {"<![CDATA[", "]]>"}:
                is_section = sign[0] != "]]>"
            elif not is_section:
                yield "".join((*held, text[start : sign.start()]))
                held, start = [], sign.start()
        held.append(text[start:end])
        rest = text[end:]
        if sum(map(len, held)) > _LARGEST:
            yield "".join(held)
            held = []
    yield "".join((*held, rest))


def _mended(text: str) -> str:
    """Return a record in which each section goes to the end of its element, and a lone ampersand is one.

    That is how WordPress reads its own exports, in which it escaped no `]]>` of a script until about 2010.
    """
    name = ""

    def one(sign: re.Match[str]) -> str:
        nonlocal name
        if not name:
            name = sign[1] or ""
            return "&amp;" if sign[0] == "&" else sign[0]
        if sign[0].startswith("]]>") and sign[2] != name:
            return f"]]]]><![CDATA[>{sign[0][3:]}"
        name = name if sign[2] is None else ""
        return sign[0]

    return _SIGN.sub(one, text)


def _read(text: str, tags: Sequence[str]) -> tuple[list[Element], bool, tuple[Sentence, int, int] | None]:
    """Return the elements of a text within some tags, whether it leaves any open, and the first mistake.

    A text without tags begins the document.
    """
    parser = etree.XMLPullParser(("start", "end"), encoding="utf-8", resolve_entities=False, no_network=True)
    found: list[Element] = []
    depth, least = 0, len(tags or _AROUND.findall(text))
    said = sentence("it ends too soon")
    try:
        # Plug-ins of WordPress put out blanks before everything.
        parser.feed(f"{''.join(tags)}\n{text}".lstrip().encode())
    except etree.XMLSyntaxError:
        said = sentence("it is not well-formed XML")
    for event, node in parser.read_events():
        depth += 1 if event == "start" else -1
        if event == "end" and depth == least:
            found.append(_element(node))
    with suppress(etree.XMLSyntaxError):
        if not parser.feed_error_log.filter_from_fatals() and depth <= least:
            return found, depth > 0, None
        parser.close()
    log = parser.feed_error_log
    if etree.ErrorTypes.ERR_RESOURCE_LIMIT in {entry.type for entry in log}:
        said = sentence("it has a value of more than 10 million characters, or elements nested 256 deep")
    return found, True, (said, log[0].line - bool(tags), log[0].column)


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
    file = open(name, encoding="utf-8-sig", errors="replace", newline="")  # noqa: SIM115 - the caller closes it
    head = file.read(_CHUNK)
    if not all(word in head for word in needed):
        file.close()
        raise UsageError(refusal)
    file.seek(0)
    return file
