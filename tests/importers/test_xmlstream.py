"""XML of any size, from files that nobody vouches for."""

from __future__ import annotations

import io

import pytest

from generator.importers.found import Fault
from generator.importers.xmlstream import Element, Replaced, elements


def read(text: str | bytes, depth: int = 1) -> list[Element | Fault | Replaced]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(elements(io.BytesIO(data), "x.xml", depth))


def test_elements_come_whole_with_their_children() -> None:
    """An element of the level is yielded with attributes, text and children, in the order of the file."""
    found = read('<a><b x="1">satu<c>dua</c></b><b/></a>')
    assert found == [Element("b", {"x": "1"}, "satu", (Element("c", {}, "dua"),)), Element("b", {}, "")]


def test_cdata_and_references_are_text() -> None:
    """CDATA, entities of XML and character references are read as what they mean."""
    assert read("<a><b><![CDATA[<p>&amp;</p>]]> &lt;&#233;</b></a>") == [Element("b", {}, "<p>&amp;</p> <é")]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a><b>&x;</b></a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a><b/></a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><b>&x;</b></a>',
        '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><a><b>&b;</b></a>',
    ],
)
def test_a_document_type_is_refused(text: str) -> None:
    """No entity is ever expanded and no other file opened: the document type itself is refused."""
    found = read(text)
    assert len(found) == 1
    assert isinstance(found[0], Fault)
    assert "document type" in str(found[0].said)


def test_what_comes_before_a_mistake_is_read() -> None:
    """A file that is not well-formed gives its elements up to there, and the place."""
    found = read("<a>\n<b>satu</b>\n<b>dua</c>\n<b>tiga</b></a>")
    assert found[0] == Element("b", {}, "satu")
    assert isinstance(found[1], Fault)
    assert (found[1].line, found[1].file) == (3, "x.xml")


@pytest.mark.parametrize("end", range(12, 40))
def test_a_file_may_be_cut_anywhere(end: int) -> None:
    """Wherever a file ends too soon, its whole elements are read and the fault is named."""
    whole = "<a><b>satu</b><b><![CDATA[dua]]></b></a>"
    found = read(whole[:end])
    assert isinstance(found[-1], Fault)
    assert all(isinstance(one, Element) for one in found[:-1])


def test_characters_that_are_none_are_replaced_and_counted() -> None:
    """Control characters and bytes of another encoding, as pasted text has, do not end the file."""
    found = read(b"<a><b>sa\x0btu \xe9</b></a>")
    assert found == [Element("b", {}, "satu \ufffd"), Replaced(2)]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_the_encoding_is_the_one_that_the_file_names(encoding: str) -> None:
    """A byte order mark or the declaration decides how bytes are read."""
    name = encoding.removesuffix("-sig")
    assert read(f'<?xml version="1.0" encoding="{name}"?><a><b>é</b></a>'.encode(encoding)) == [Element("b", {}, "é")]


def test_depth_is_bounded() -> None:
    """Elements nested without end are refused before they cost memory."""
    found = read("<a>" + "<b>" * 10_000)
    assert isinstance(found[-1], Fault)
    assert "nested" in str(found[-1].said)


@pytest.mark.parametrize("encoding", ["hex", "zlib", "idna", "undefined", "rot13", "utf-16", "utf-7", "nonsense"])
def test_an_encoding_that_is_none_of_text_is_read_as_utf_8(encoding: str) -> None:
    """What the declaration names cannot make the reader fail."""
    assert read(f'<?xml version="1.0" encoding="{encoding}"?><a><b>é</b></a>') == [Element("b", {}, "é")]
