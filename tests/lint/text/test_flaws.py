"""Addresses that readers cannot open, and texts of front matter that hold what is none of them."""

from __future__ import annotations

import pytest

from generator.lint.text.flaws import (
    flaw,
    garbled,
    is_no_picture,
    is_unreachable,
    repaired_address,
    ungarbled,
    unmarked,
)
from generator.markup.markdown import parse_body
from tests.markup_support import remarks

NOWHERE = [
    "http://localhost:8000/a/", "http://127.0.0.1/", "https://192.168.1.4/a", "http://10.0.0.2", "http://172.20.1.1/", "http://[::1]/",
    "https://https://dinas.example/", "http://server-redaksi/a.jpg", "http://nas.local/", "https://docs.google.com/document/d/1a/edit#x",
    "https://kabar.example/wp-admin/post.php?post=1", "https://web.whatsapp.com/", "https://sari@localhost/",
]  # fmt: skip
OPEN = [
    "https://dinas.example/", "https://docs.google.com/spreadsheets/d/1a/pubhtml", "https://10news.example/", "https://172.217.1.1/",
    "https://drive.google.com/file/d/1a/view", "https://localhost.example/", "https://a.example/https://b.example/edit",
]  # fmt: skip


@pytest.mark.parametrize("address", NOWHERE)
def test_what_only_the_writer_can_open(address: str) -> None:
    """Whatever its letter case; neither is it a picture."""
    assert is_unreachable(address)
    assert is_unreachable(address.upper())
    assert is_no_picture(address)


@pytest.mark.parametrize("address", OPEN)
def test_what_readers_can_open(address: str) -> None:
    """Anything else."""
    assert not is_unreachable(address)


def test_pages_that_show_a_picture() -> None:
    """They are none."""
    for page in (
        "https://drive.google.com/file/d/1a/view?usp=sharing",
        "https://www.dropbox.com/s/a/b.jpg?dl=0",
        "https://photos.app.goo.gl/a",
    ):
        assert is_no_picture(page)
    for picture in (
        "https://a.example/foto.jpg",
        "https://www.dropbox.com/s/a/b.jpg?raw=1",
        "https://lh3.googleusercontent.com/a",
    ):
        assert not is_no_picture(picture)


def test_a_text_that_leads_there_is_told_of() -> None:
    """With the place of each."""
    body = "[peta](http://localhost/peta/) dan\n![a](https://drive.google.com/file/d/1a/view), ![b](https://a.example/b.jpg)"
    assert [(one.kind, one.line, one.column) for one in remarks(body)] == [("unreachable", 1, 8), ("no picture", 2, 6)]


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("https://https://dinas.example/a", "https://dinas.example/a"),
        ("HTTP://https://dinas.example", "https://dinas.example"),
        ("https://http//dinas.example/a", "http://dinas.example/a"),
        ("http//dinas.example/a", "http://dinas.example/a"),
        ("https:/dinas.example/a", "https://dinas.example/a"),
        ("https:dinas.example", "https://dinas.example"),
        ("https;//dinas.example", "https://dinas.example"),
        ("ttps://dinas.example", "https://dinas.example"),
        ("www.dinas.example/a", "https://www.dinas.example/a"),
        ("dinas.go.id/a", "https://dinas.go.id/a"),
        ("https://dinas.example/a", ""),
        ("HTTPS://Dinas.example/a", ""),
        ("https://web.example/http://dinas.example/", ""),
        ("/daerah/2024/10/a/", ""),
        ("perahu.md", ""),
        ("../foto/a.jpg", ""),
        ("httpd.example/a", ""),
        ("https-dan-http", ""),
    ],
)
def test_a_slip_before_the_host(address: str, meant: str) -> None:
    """The address that is meant is offered, and nothing where there is no such slip."""
    assert repaired_address(address) == meant


def test_a_mistyped_address_is_offered_corrected() -> None:
    """In links and pictures, in a Baca Juga, and in HTML where there may be some."""
    for body in (
        "[peta](https:/dinas.example/)",
        "Baca Juga: [peta](https:/dinas.example/)",
        "![peta](https:/dinas.example/)",
    ):
        assert [(one.kind, one.meant) for one in remarks(body)] == [("mistyped", "https://dinas.example/")]
    html = '<p>x</p>\n\n<a href="https:/dinas.example/">peta</a> <a href="http://localhost/">x</a>'
    found, _ = parse_body(html, "a.md", html=True)
    assert [(one.kind, one.line, one.meant) for one in found.remarks] == [
        ("mistyped", 3, "https://dinas.example/"),
        ("unreachable", 3, ""),
    ]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Perahu <b>Sekolah</b>", "Perahu Sekolah"), ("Pasar &amp; Dermaga", "Pasar & Dermaga"), ("<p class=x>Air</p>", "Air"),
        ("**Air** Surut", "Air Surut"), ("&#8220;Air&#x201d;", "“Air”"), ("Air<br/>Surut", "AirSurut"),
    ],
)  # fmt: skip
def test_markup_is_told(text: str, plain: str) -> None:
    """With the text as it was meant."""
    found = flaw(text)
    assert found is not None
    assert found.code == "markup-as-text"
    assert unmarked(text) == plain
    assert plain in str(found.advice)


@pytest.mark.parametrize(
    "text",
    [
        "Air < 3 meter",
        "R&D; Sari & Budi",
        "a ** b ** c",
        "<3",
        "5 * 3",
        "&tidakada;",
        "a<b dan c>d",
        "Belum selesai…",
        "Kata [sic]",
        "Satu [.]",
    ],
)
def test_signs_are_none(text: str) -> None:
    """They are seen as they were written."""
    assert flaw(text) is None


@pytest.mark.parametrize("text", ["Warga menunggu perahu [...]", "Warga menunggu […]", "Warga (...)"])
def test_a_text_that_another_system_cut_off_is_told(text: str) -> None:
    """As its lists show it."""
    found = flaw(text)
    assert found is not None
    assert (found.code, str(found.said).rpartition(": ")[2]) == ("unfinished-text", text.rpartition(" ")[2])


def test_garbled_letters_are_told() -> None:
    """With what they were, if that can be told."""
    assert str((flaw("â€œAirâ€˜") or flaw("x")).advice) == 'write "“Air‘"'
    assert str((flaw("â€œAirâ€") or flaw("x")).advice) == "open the text where you copied it from, and paste it again"


@pytest.mark.parametrize(
    "text", ["“Air surut,” kata Sari – warga…", "Café, déjà vu, São Paulo, 25°C", "Rp5.000 • 3½ m² ©"]
)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_what_was_garbled_is_told_and_read_again(text: str, encoding: str) -> None:
    """Whichever of the two encodings a program took it for."""
    wrong = "".join(bytes((one,)).decode(encoding, "replace") for one in text.encode())
    wrong = "".join(sign if sign != "�" else chr(one) for sign, one in zip(wrong, text.encode(), strict=True))
    assert garbled(wrong)
    assert ungarbled(wrong) == text
    assert not garbled(text)
    assert ungarbled(text) == text


@pytest.mark.parametrize("text", ["SÃO PAULO", "château, pâté", "Ångström €5", "“â”", "ðŠ"[:1], "Â"])
def test_letters_of_other_languages_are_none(text: str) -> None:
    """They stand alone."""
    assert garbled(text) == ""
    assert ungarbled(text) == text


def test_what_cannot_be_told_stays() -> None:
    """A letter was lost on the way."""
    assert garbled("kata â€ itu") == "â€ "
    assert ungarbled("kata â€ itu") == "kata â€ itu"
