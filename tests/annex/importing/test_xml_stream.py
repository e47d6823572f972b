"""XML of any size, from files that nobody vouches for."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from generator.annex.importing import xml_stream
from generator.annex.importing.items import Fault, Note
from generator.annex.importing.xml_stream import Element, elements, encoding_of, opened_export
from generator.base.errors import UsageError
from generator.base.sentences import as_it_is, counted


def replaced_of(count: int) -> Note:
    """Return the note on replaced characters."""
    said = counted(
        "{file}: {count} character that is none of XML or UTF-8",
        "{file}: {count} characters that are none of XML or UTF-8",
        count,
        file="x.xml",
    )
    return Note("broken-characters", said)


def read(text: str | bytes, depth: int = 1) -> list[Element | Fault | Note]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(elements(io.BytesIO(data), "x.xml", depth))


def test_elements_come_whole_with_their_children() -> None:
    """An element of the level is yielded with attributes, text and children, in the order of the file."""
    found = read('<a><b x="1">satu<c>dua</c></b><b/></a>')
    assert found == [Element("b", {"x": "1"}, "satu", {"c": [Element("c", {}, "dua")]}), Element("b", {}, "")]


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
    assert str(found[0].said) == "it has a document type, which no export needs and which could harm"


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
    assert found == [Element("b", {}, "satu \ufffd"), replaced_of(2)]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_the_encoding_is_the_one_that_the_file_names(encoding: str) -> None:
    """A byte order mark or the declaration decides how bytes are read."""
    name = encoding.removesuffix("-sig")
    assert read(f'<?xml version="1.0" encoding="{name}"?><a><b>é</b></a>'.encode(encoding)) == [Element("b", {}, "é")]


def test_depth_is_bounded() -> None:
    """Elements nested without end are refused before they cost memory."""
    found = read("<a>" + "<b>" * 10_000)
    assert isinstance(found[-1], Fault)
    assert str(found[-1].said) == "its elements are nested more than 40 deep"
    assert (found[-1].line, found[-1].column) == (1, 3 * 41 + 1)
    assert read(f"<a>{'<b>' * 39}{'</b>' * 39}</a>", 39) == [Element("b", {}, "")]


@pytest.mark.parametrize("encoding", ["hex", "zlib", "idna", "undefined", "rot13", "utf-16", "utf-7", "nonsense"])
def test_an_encoding_that_is_none_of_text_is_read_as_utf_8(encoding: str) -> None:
    """What the declaration names cannot make the reader fail."""
    assert read(f'<?xml version="1.0" encoding="{encoding}"?><a><b>é</b></a>') == [Element("b", {}, "é")]


@pytest.mark.parametrize(
    ("data", "said", "place"),
    [
        (b"", "it ends too soon", (1, 1)), (b"<a", "it ends too soon", (1, 1)), (b"<a><![CDATA[", "it ends too soon", (1, 13)), (b"<a>\n  <b>", "it ends too soon", (2, 6)), (b"x", "it is not well-formed XML", (1, 1)),
        (b"<a>\n  <b></a>", "it is not well-formed XML", (2, 8)), (b"<a/><a/>", "it is not well-formed XML", (1, 5)), (b"<!DOCTYPE a><a/>", "it has a document type, which no export needs and which could harm", (1, 12)),
        (b"\xef\xbb\xbf<a></b>", "it is not well-formed XML", (1, 6)), ("\ufeff<a></b>".encode("utf-16-be"), "it is not well-formed XML", (1, 6)),
    ],
)  # fmt: skip
def test_a_fault_has_its_place(data: bytes, said: str, place: tuple[int, int]) -> None:
    """By line and column, as editors count them: without the mark of an encoding."""
    (fault,) = read(data)
    assert isinstance(fault, Fault)
    assert (str(fault.said), (fault.line, fault.column)) == (said, place)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("x" * 10,), True), (("x" * 11,), False), (("x" * 4, "y" * 6), True), (("x" * 5, "y" * 6), False),
    ],
)  # fmt: skip
def test_an_element_has_a_largest_size(monkeypatch: pytest.MonkeyPatch, parts: tuple[str, ...], whole: bool) -> None:
    """With all that is in it; what stands between elements, and the one before, do not count."""
    monkeypatch.setattr(xml_stream, "_MAX_ELEMENT", 10)
    inner = "".join(f"<c>{one}</c>" for one in parts)
    found = read(f"<a>{' ' * 20}<b>0123456789</b><b>{inner}</b></a>")
    assert found[0] == Element("b", {}, "0123456789")
    assert len(found) == 2
    if whole:
        assert found[1] == Element("b", {}, "", {"c": [Element("c", {}, one) for one in parts]})
    else:
        assert isinstance(found[1], Fault)
        assert str(found[1].said) == "one of its elements has more than 0 million characters"


def test_a_character_that_is_cut_is_one_that_was_replaced() -> None:
    """At the end of the file too."""
    replaced, fault = read(b"<a><b>x\xc3")
    assert replaced == replaced_of(1)
    assert isinstance(fault, Fault)


@pytest.mark.parametrize(
    ("data", "replaced"),
    [
        (b"".join(bytes((one,)) for one in range(32)), 29), ("\ufffe\uffff\ufffd".encode(), 3), (b"\x7f\xc2\x80", 0), (b"\t\n\r", 0), (b"\xe9\xff", 2),
    ],
)  # fmt: skip
def test_what_is_no_character_of_xml(data: bytes, replaced: int) -> None:
    """All control characters but white space, and what is no UTF-8."""
    found = read(b"<a><b>" + data + b"</b></a>")
    assert found[1:] == ([replaced_of(replaced)] if replaced else [])


def test_control_characters_of_wide_encodings_go() -> None:
    """Each is two bytes there."""
    assert read("\ufeff<a><b>\u4e00\x0b\u4e01\ufffe</b></a>".encode("utf-16-le")) == [
        Element("b", {}, "\u4e00\u4e01"), replaced_of(2),
    ]  # fmt: skip


def test_children_by_their_names() -> None:
    """The first one's text without white space around it, or all of them."""
    (found,) = read("<a><b><c> satu </c><d/><c>dua</c></b></a>")
    assert isinstance(found, Element)
    assert (found.child("c"), found.child("d"), found.child("e")) == ("satu", "", "")
    assert [one.text for one in found.all("c")] == [" satu ", "dua"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"", "utf-8"), (b"<rss>", "utf-8"), (b"\xef\xbb\xbf<?xml version='1.0' encoding='gbk'?>", "utf-8"), (b"\xff\xfe<\0", "utf-16-le"), (b"\xfe\xff\0<", "utf-16-be"), (b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"),
        (b'<?xml encoding = "Windows-1252"?>', "Windows-1252"), (b"<?xml encoding='x\"?>", "utf-8"), (b" <?xml encoding='gbk'?>", "utf-8"), (b"<?xml version='1.0'?><a encoding='gbk'>", "utf-8"),
        *((f"<?xml version='1.0' encoding='{name}'?>".encode(), name) for name in (
            "utf-8", "us-ascii", "iso-8859-1", "iso-8859-9", "iso-8859-11", "iso-8859-13", "iso-8859-16", "windows-1250", "windows-1258", "koi8-r", "koi8-u", "gbk", "big5", "shift_jis", "euc-jp", "euc-kr",
        )),
        *((f"<?xml version='1.0' encoding='{name}'?>".encode(), "utf-8") for name in ("iso-8859-12", "iso-8859-0", "iso-8859-17", "windows-1259", "koi8-x", "utf-16", "utf-32", "cp037", "gbk2", "x-gbk")),
    ],
)  # fmt: skip
def test_the_encoding_of_a_document_by_its_beginning(head: bytes, encoding: str) -> None:
    """By a mark, by how its first sign is written, or by what it says of itself."""
    assert encoding_of(head) == encoding


def test_an_export_is_known_by_its_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of which a letter may be cut in two; it is read from there again, and any other file is refused and closed."""
    monkeypatch.setattr(xml_stream, "_HEAD", 6)
    file = tmp_path / "a.xml"
    file.write_bytes("<feedé>isi".encode())
    heads: list[str] = []

    def fits(head: str) -> bool:
        heads.append(head)
        return head.startswith("<feed")

    with opened_export(str(file), fits, as_it_is("bukan")) as opened:
        assert opened.read() == "<feedé>isi".encode()
    assert heads == ["<feed"]
    with pytest.raises(UsageError) as caught:
        opened_export(str(file), lambda _: False, as_it_is("bukan"))
    assert str(caught.value) == "bukan"
    with pytest.raises(UsageError) as caught:
        opened_export(str(tmp_path / "tiada"), fits, as_it_is("bukan"))
    assert str(caught.value) == f"{tmp_path}/tiada cannot be read: it does not exist"
