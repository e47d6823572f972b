"""Which words a text has."""

from __future__ import annotations

import pytest

from generator.search.words import LONGEST, READ, packed, tokens, unpacked


@pytest.mark.parametrize("text", ["ΟΔΟΣ", "οδος", "οδοσ", "Ὀδός"])
def test_a_word_is_the_same_wherever_it_stands(text: str) -> None:
    """A small sigma has two forms, by what stands around it; which it is in doubt, browsers and Python disagree."""
    assert tokens(text) == ["οδοσ"]


@pytest.mark.parametrize("sign", ["'", "’", "ʼ"])
def test_an_apostrophe_is_no_letter(sign: str) -> None:
    """However it is written, and whatever letters are beside it."""
    assert tokens(f"Jum{sign}at Ka{sign}bé") == ["jumat", "kabe"]


@pytest.mark.parametrize("sign", "“”–—…•")
def test_a_sign_of_print_parts_words(sign: str) -> None:
    """As a blank does."""
    assert tokens(f"Satu{sign}dua") == ["satu", "dua"]


def test_a_word_of_any_length_is_a_term() -> None:
    """Of the first letters alone, also where a letter stands for many."""
    text = f"kata A{'ŀ' * 10_000}nya {'x' * 10_000} {'ﷺ' * 1000} {'𝒜' * 100}"
    terms, _ = unpacked(packed(text, f"di {text}", tags=[text], byline=[text]))
    assert max(len(term.decode()) for term in terms) == LONGEST


def test_no_text_is_a_filter() -> None:
    """Nor the term of a word as it is written."""
    said = "k:daerah =banjir\0k:x\nj:opini"
    terms, _ = unpacked(packed(said, f"Kata {said}", summary=said, tags=[said], region=said, byline=[said]))
    assert not [term for term in terms if term[:1] == b"=" or b":" in term or b"\0" in term]


def test_of_a_very_long_text_the_beginning_counts() -> None:
    """So no article fills a file of terms on its own."""
    terms, _ = unpacked(packed("", f"awal {'x ' * (READ // 2)}akhir Akhir"))
    assert {b"awal", b"akhir"} & {*terms} == {b"awal"}
