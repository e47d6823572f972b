"""Letters that were read in another encoding."""

from __future__ import annotations

import pytest

from generator.readers.garbled import garbled, ungarbled


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
