"""Stems: forms of one word meet, different words do not, and what is no inflected word stays as it is."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.stemming import stem
from tests.support import ROOT

_, MEET, APART, KEPT = (
    [line.split() for line in part.splitlines()[1:] if line]
    for part in (ROOT / "tests/fixtures/stems.txt").read_text("utf-8").split("\n== ")
)


@pytest.mark.parametrize("words", MEET, ids=lambda words: words[0])
def test_forms_of_one_word_have_one_stem(words: list[str]) -> None:
    """Whatever prefix, suffix or doubling a word has: it is found by the same key."""
    assert {word: stem(word) for word in words} == dict.fromkeys(words, stem(words[0]))


@pytest.mark.parametrize("words", APART, ids=" ".join)
def test_words_of_different_meaning_keep_apart(words: list[str]) -> None:
    """What only looks like an inflection of another word does not become that word."""
    assert all(stem(one) != stem(other) for one, other in combinations(words, 2))


def test_names_abbreviations_and_foreign_words_stay_as_they_are() -> None:
    """A key that readers may see is the word itself, where there is nothing to take off."""
    kept = [word for words in KEPT for word in words]
    assert {word: stem(word) for word in kept} == {word: word for word in kept}


AFFIXES = "ber di ke me mem men meng meny pe per se ter an i kan ku lah nya pun ajar k r a -".split()


@given(
    st.one_of(
        st.text(),
        st.text("abdegiklmnprstuy-", max_size=30),
        st.lists(st.sampled_from(AFFIXES)).map("".join),
    )
)
def test_any_text_has_a_stem(word: str) -> None:
    """Nothing raises, nothing becomes longer, only nothing becomes nothing, and a stem is its own stem."""
    assert len(stem(word)) <= len(word)
    assert bool(stem(word)) == bool(word)
    assert stem(stem(word)) == stem(word)


def test_a_word_of_endless_affixes_is_left_alone() -> None:
    """What nobody says costs nothing."""
    assert stem("ber" * 100_000) == "ber" * 100_000
