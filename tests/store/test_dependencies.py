"""Operations on dependencies: which pages have read what changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.lookup_keys import page_key
from generator.model.ordinal import BEGINNING, END
from generator.model.page import Page, Stale
from generator.model.rebuild_reasons import Reason
from generator.store import dependencies, outputs, pages
from generator.store.database import Store, open_store
from generator.store.dependencies import History

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


def test_where_a_read_is_kept(store: Store) -> None:
    """By the size class of its range, from the lowest seq on; keys are cut to what one of them may take."""
    reads = {(3, 5, 5): (3, 0, 5, 9), (3, 5, 6): (3, 1, 5, 9), (3, 5, 8): (3, 2, 5, 9), (3, 0, 8): (3, 4, 0, 9)}
    assert {read: dependencies.place(9, read) for read in reads} == reads
    assert dependencies.of_key(5) == (-5, 0, 0)
    assert dependencies.of_key((1 << 31) + 5) == (-5, 0, 0)
    assert dependencies.of_key((1 << 31) - 1) == (-((1 << 31) - 1), 0, 0)


def test_the_sizes_of_ranges_that_were_read(store: Store) -> None:
    """Each once, the smallest first; of a group that nobody has read none."""
    fill(store, (1, 10, 0, 0), (1, 11, 3, 3), (1, 12, 0, 5), (1, 13, 0, 1000), (2, 14, 0, 2))
    assert [dependencies.levels(store, group) for group in (1, 2, 3)] == [[0, 3, 10], [2], []]


def test_a_range_is_looked_for_no_further_than_it_may_begin(store: Store) -> None:
    """Its row is found from its first seq to its last."""
    fill(store, (1, 10, 8, 15))
    assert [seq for seq in range(24) if dependencies.pages_around(store, 1, 3, seq)] == [*range(8, 16)]


def test_what_is_no_longer_read_is_removed_alone(store: Store) -> None:
    """One range of one page; a range that is added again has the end that it has now."""
    fill(store, (1, 10, 0, 5), (1, 11, 0, 5), (1, 10, 1, 6))
    dependencies.remove(store, [dependencies.place(10, (1, 0, 5))])
    rows = [(1, 3, 0, 11, 5), (1, 3, 1, 10, 5)]
    assert store.all("SELECT * FROM reads ORDER BY lo") == rows
    dependencies.add(store, [(1, 3, 0, 11, 7)])
    assert store.all("SELECT * FROM reads ORDER BY lo") == [(1, 3, 0, 11, 7), rows[1]]


def test_whether_anything_was_touched(store: Store) -> None:
    """Until it is forgotten."""
    dependencies.clear_touched(store)
    assert not dependencies.anything_touched(store)
    dependencies.add_touched(store, [], {1: [4]}, {})
    assert dependencies.anything_touched(store)
    assert [dependencies.is_touched(store, (group, lo, hi)) for group, lo, hi in ((1, 4, 4), (1, 0, 9), (1, 5, 9), (1, 0, 3), (2, 4, 4))] == [True, True, False, False, False]  # fmt: skip
    dependencies.clear_touched(store)
    assert not dependencies.anything_touched(store)


def test_how_pages_were_made(store: Store) -> None:
    """The page at an address, and those of a file by path; none that is out of the plan."""
    listed = [Page("b/index.html", "article", 1, 1), Page("a/index.html", "article", 1, 2), Page("index.html", "home"), Page("c/index.html", "listing", 1)]  # fmt: skip
    pages.insert(store, [(page_key(page.path), page, Reason.NEW_FILE, None) for page in listed])
    ids = dict(store.all("SELECT path, id FROM pages"))
    store.db.execute("INSERT INTO names VALUES (77, 1)")
    outputs.save_made(store, [("latest", 5, b"d", b"tanya", ids["b/index.html"])])
    pages.mark_for_check(store, {ids["b/index.html"]: "daerah/x.md"})
    made = History(ids["b/index.html"], "b/index.html", Stale.CHECK, "latest", "daerah/x.md", 5, b"tanya")
    new = History(ids["a/index.html"], "a/index.html", Stale.STALE, str(Reason.NEW_FILE), None, None, None)
    assert dependencies.history_of_file(store, 77) == [new, made]
    assert dependencies.history_of_file(store, 78) == []
    assert dependencies.history_at(store, page_key("b/index.html")) == [made]
    pages.unplan(store, [made.id])
    assert dependencies.history_at(store, page_key("b/index.html")) == []
    assert dependencies.history_of_file(store, 77) == [new]
