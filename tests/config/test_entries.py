"""Values that say nothing, and words for true and false."""

from __future__ import annotations

import pytest

from generator.config.entries import TRUTH, is_void, lowered


@pytest.mark.parametrize(
    "word",
    [
        "-",
        "--",
        "–",
        "—",
        ".",
        "..",
        "...",
        "…",
        "?",
        "n/a",
        "none",
        "nihil",
        "kosong",
        "tidak ada",
        "belum ada",
        " N/A ",
        "Tidak Ada",
    ],
)
def test_what_writers_fill_in_for_want_of_a_word(word: str) -> None:
    """Where there are to be words for readers, it says that there are none; elsewhere it may be one."""
    for key in (
        "title",
        "summary",
        "author",
        "editor",
        "caption",
        "credit",
        "alt",
        "initials",
        "source",
        "sponsor",
        "name",
        "text",
    ):
        assert is_void(key, word), key
    for key in ("tags", "slug", "type", ""):
        assert not is_void(key, word)


@pytest.mark.parametrize("word", ["null", "~", "Null"])
def test_what_yaml_calls_nothing_is_nothing(word: str) -> None:
    """Unless it stands in quotation marks."""
    assert is_void("tags", word)
    assert not is_void("title", word, quoted=True)


def test_a_word_is_a_word() -> None:
    """Also one that holds such a one."""
    for word in ("A", "nihilisme", "tidak ada air", "-5", ""):
        assert not is_void("title", word)


def test_words_for_true_and_false() -> None:
    """English and Indonesian."""
    assert {word for word, value in TRUTH.items() if value} == {"true", "yes", "ya", "on", "1"}
    assert {word for word, value in TRUTH.items() if not value} == {"false", "no", "tidak", "off", "0", ""}


def test_a_key_in_any_spelling() -> None:
    """As tables of words have it."""
    assert [lowered(one) for one in (" Alamat Lama ", "ALAMAT-LAMA", "alamat_lama", "alamat - lama")] == [
        "alamat_lama"
    ] * 4
