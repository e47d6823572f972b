"""Names that differ in a letter or two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.nearness import distance, index, near


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("sari", "sari", 0),
        ("sari", "sarri", 1),
        ("sari", "sri", 1),
        ("sari", "sira", 2),
        ("sari", "sair", 1),
        ("", "ab", 2),
    ],
)
def test_a_distance_counts_slips_of_the_pen(one: str, other: str, letters: int) -> None:
    """A letter more, less, another, or two swapped."""
    assert distance(one, other) == distance(other, one) == letters


@given(st.sets(st.text("abc", max_size=6), max_size=12), st.text("abc", max_size=6), st.integers(1, 2))
def test_an_index_finds_what_comparing_all_would(names: set[str], name: str, letters: int) -> None:
    """And nothing else."""
    wanted = sorted(other for other in names if 0 < distance(name, other) <= letters)
    assert near(name, index(names, letters), letters) == wanted
