"""Texts of front matter that hold what is none of them."""

from __future__ import annotations

import pytest

from generator.lint.text.plain_text import flaw, garbled, ungarbled, unmarked


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
