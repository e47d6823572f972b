"""Operations on dependencies: which pages have read what changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.ordinal import BEGINNING, END
from generator.store import dependencies
from generator.store.database import Store, open_store

SEQS = st.integers(-40, 40) | st.sampled_from([BEGINNING, END, BEGINNING + 1, END - 1])
RANGES = st.tuples(SEQS, SEQS).map(sorted)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(open_store(tmp_path_factory.mktemp("reads") / ".ssg")) as store:
        yield store


def fill(store: Store, *rows: tuple[int, int, int, int]) -> None:
    """Let pages have read ranges: group, page, lowest and highest seq."""
    store.db.execute("DELETE FROM reads")
    dependencies.add(store, [(*dependencies.place(page, (group, lo, hi)), hi) for group, page, lo, hi in rows])


@given(st.lists(RANGES, max_size=12), SEQS)
def test_the_pages_that_have_read_a_range_around_a_seq(store: Store, ranges: list[list[int]], seq: int) -> None:
    """All of them, and no others, by however many sizes of ranges they are found."""
    fill(store, *((1, page, lo, hi) for page, (lo, hi) in enumerate(ranges)))
    found = [page for size in dependencies.levels(store, 1) for page in dependencies.pages_around(store, 1, size, seq)]
    assert sorted(found) == [page for page, (lo, hi) in enumerate(ranges) if lo <= seq <= hi]


def test_groups_are_apart(store: Store) -> None:
    """A range of one says nothing of another."""
    fill(store, (1, 10, 0, 5), (2, 20, 0, 5))
    assert [dependencies.pages_around(store, group, (5).bit_length(), 3) for group in (1, 2)] == [[10], [20]]


def test_a_key_is_a_group_of_its_own(store: Store) -> None:
    """Less than nothing, so that it is no group's."""
    fill(store, (-7, 10, 0, 0), (7, 20, 0, 0))
    assert dependencies.pages_of_key(store, 7) == [10]


def test_a_key_takes_few_bytes(store: Store) -> None:
    """However long it is; it is found all the same."""
    key = (1 << 63) - 9
    fill(store, (dependencies.of_key(key)[0], 10, 0, 0), (dependencies.of_key(key - 1)[0], 20, 0, 0))
    assert dependencies.pages_of_key(store, key) == [10]
    assert all(-(1 << 31) < group < 0 for (group,) in store.all("SELECT grp FROM reads"))


def test_a_touched_key_is_known_by_what_has_read_it(store: Store) -> None:
    """Not by what has read another."""
    key = (1 << 62) + 5
    dependencies.add_touched(store, [key], {}, {})
    assert dependencies.is_touched(store, dependencies.of_key(key))
    assert not dependencies.is_touched(store, dependencies.of_key(key + 1))
    dependencies.clear_touched(store)


def test_what_was_touched_is_noted_once(store: Store) -> None:
    """Keys beside the seqs of groups."""
    dependencies.add_touched(store, [7], {1: {3, 4}}, {})
    dependencies.add_touched(store, [7], {1: {4}}, {})
    assert store.all("SELECT grp, seq FROM touched ORDER BY grp, seq") == [(-7, 0), (1, 3), (1, 4)]


def test_what_only_looks_different_is_told_apart(store: Store) -> None:
    """As long as nothing else has been touched there, in whichever order."""
    dependencies.add_touched(store, [], {2: {3, 4, 5}}, {2: {3, 4}})
    dependencies.add_touched(store, [], {2: {3, 4, 5}}, {2: {4, 5}})
    assert [dependencies.is_touched(store, (2, seq, seq)) for seq in (3, 4, 5, 6)] == [True, True, True, False]
    assert [dependencies.is_touched(store, (2, seq, seq), cosmetic=False) for seq in (3, 4, 5)] == [True, False, True]


def test_keys_whose_article_only_looks_different_are_told_apart(store: Store) -> None:
    """By the same rule: what has differed more before, differs more still."""
    dependencies.add_touched(store, [3, 4, 5], {}, {}, {3, 4})
    dependencies.add_touched(store, [3, 4, 5], {}, {}, {4, 5})
    assert [dependencies.is_touched(store, dependencies.of_key(key)) for key in (3, 4, 5, 6)] == [
        True,
        True,
        True,
        False,
    ]
    assert [dependencies.is_touched(store, dependencies.of_key(key), cosmetic=False) for key in (3, 4, 5)] == [
        True,
        False,
        True,
    ]
