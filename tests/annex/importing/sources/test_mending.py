"""Texts in which two encodings are mixed."""

from __future__ import annotations

import pytest

from generator.annex.importing.sources.mending import mended


def read(data: bytes) -> tuple[str, int]:
    return mended(data.decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(
    ("data", "text", "places"),
    [
        (b"Air naik", "Air naik", 0), ("“Café” – 1½ €".encode(), "“Café” – 1½ €", 0), (b"Caf\xe9 \x93a\x94", "Café “a”", 3), ("“a” ".encode() + b"\xe9\xe8", "“a” éè", 1),
        ("â€œaâ€\x9d".encode(), "“a”", 2), ("CafÃ©".encode(), "Café", 1), ("ðŸ˜€".encode(), "😀", 1), (b"\x81", "\x81", 1), ("“".encode("cp1252") + "é".encode(), "“é", 1),
    ],
)  # fmt: skip
def test_letters_are_what_was_meant(data: bytes, text: str, places: int) -> None:
    """Bytes of Windows-1252 among UTF-8, and UTF-8 that was written as UTF-8 a second time."""
    assert read(data) == (text, places)


@pytest.mark.parametrize(
    "text", ["voilà\xa0»", "è\xa0»", "Ã", "Â « a »", "naïve – “ya”", "São Tomé", "日本語", "القرآن", "à la carte"]
)
def test_letters_that_only_look_so_stay(text: str) -> None:
    """What they would become is no letter that anybody writes here."""
    assert mended(text) == (text, 0)


def test_a_long_text_takes_no_time() -> None:
    """Nor one of nothing but beginnings."""
    assert mended("à" * 10**6)[1] == 0
    assert mended("Ã©" * 10**6) == ("é" * 10**6, 1)
