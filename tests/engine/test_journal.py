"""The journal: what is about to be done to the output."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.engine.journal import NOTHING, Changes, Journal, pack, unpack

TREES = st.dictionaries(st.sampled_from("abcde"), st.sampled_from(["1", "2", "3"]))
JOURNAL = Journal(Changes({"a": "1"}, {"b": "2"}, {"c": "3"}), "warta 1\n", Changes({"d": "4"}, {}, {}))


def between(before: dict[str, str], after: dict[str, str]) -> Changes:
    return Changes(
        {path: shown for path, shown in after.items() if path not in before},
        {path: shown for path, shown in after.items() if path in before and before[path] != shown},
        {path: shown for path, shown in before.items() if path not in after},
    )


@given(TREES, TREES, TREES)
def test_two_steps_are_one(first: dict[str, str], second: dict[str, str], third: dict[str, str]) -> None:
    """Two steps together turn the first tree into the third; a file that came back as it was may be called changed."""
    both, direct = between(first, second).then(between(second, third)), between(first, third)
    assert (both.added, both.deleted.keys()) == (direct.added, direct.deleted.keys())
    assert {path: both.changed[path] for path in direct.changed} == direct.changed
    assert both.changed.keys() <= first.keys() & third.keys()
    assert all(third[path] == shown for path, shown in both.changed.items())


def test_changes_are_true_if_there_are_any():
    """A file that is added, changed or deleted is one."""
    assert not NOTHING
    assert all(Changes(*({"a": "1"} if number == own else {} for number in range(3))) for own in range(3))


def test_a_journal_comes_back_as_it_was():
    """It is written and read with all that it holds."""
    assert unpack(pack(JOURNAL)) == JOURNAL


@pytest.mark.parametrize("place", [0, 20, -3])
def test_a_journal_that_was_altered_is_none(place: int):
    """A single bit anywhere is enough."""
    data = bytearray(pack(JOURNAL))
    data[place] ^= 1
    assert unpack(bytes(data)) is None


def test_a_journal_that_was_cut_is_none():
    """However much of it is left."""
    data = pack(JOURNAL)
    assert all(unpack(data[:length]) is None for length in range(len(data) - 1))


def test_who_deploys_is_told_of_killed_builds_too():
    """All of a journal is what they have done, and then what this build does."""
    assert JOURNAL.all == JOURNAL.earlier.then(JOURNAL.changes)
    alone = Journal(JOURNAL.changes, "warta 1\n")
    assert alone.all is alone.changes
