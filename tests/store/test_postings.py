"""Postings: the articles that carry a term, packed into rows."""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.ordinal import END, first_ordinal
from generator.store import postings
from generator.store.database import Store
from tests.quick import examples

FIRST, LAST = -62_000_000_000, 253_000_000_000
"""Seconds of the years 5 and 9987."""
EPOCHS = st.one_of(st.integers(1_700_000_000, 1_700_400_000), st.integers(FIRST, LAST))
SEQS = st.builds(
    lambda epoch, place: first_ordinal(epoch) + place, EPOCHS, st.sampled_from([0, 0, 0, 1, 300, 70_000, 1_048_575])
)


def all_of(store: Store, term: int) -> list[int]:
    """Return the articles that carry a term."""
    return list(postings.window(store, term, 0, 1 << 40, 1 << 40).seqs)


@given(st.lists(st.tuples(st.booleans(), st.sets(SEQS, max_size=150)), max_size=8))
@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_term_holds_what_was_added_and_not_removed(store: Store, steps: list[tuple[bool, set[int]]]) -> None:
    """Whatever the order, the years and the places within a second; rows stay small."""
    store.db.execute("DELETE FROM postings")
    expected: set[int] = set()
    for enter, seqs in steps:
        (postings.add if enter else postings.remove)(store, {7: seqs, 8: ()})
        expected = expected | seqs if enter else expected - seqs
        assert all_of(store, 7) == sorted(expected)
    rows = store.db.execute("SELECT lo, length(seqs) FROM postings ORDER BY lo").fetchall()
    assert all(length <= 8 * postings.CHUNK for _, length in rows)


@given(
    st.sets(st.integers(0, 3000).map(first_ordinal), max_size=400),
    st.integers(-5, 3005),
    st.integers(1, 30),
    st.integers(1, 9),
    st.sampled_from([0, 5, 200]),
)
@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_window_holds_enough_on_both_sides(
    store: Store, seqs: set[int], at: int, before: int, after: int, ahead: int
) -> None:
    """From `low` until before `high`, the nearest articles on both sides are in it, as many as were asked for."""
    store.db.execute("DELETE FROM postings")
    postings.add(store, {7: seqs})
    every = sorted(seqs)
    window = postings.window(store, 7, first_ordinal(at), before, after, ahead)
    assert window.holds(first_ordinal(at))
    for seq in {first_ordinal(at), *[one for one in every if window.holds(one)]}:
        here, inside = bisect_left(every, seq), bisect_left(window.seqs, seq)
        assert list(window.seqs[max(0, inside - before) : inside]) == every[max(0, here - before) : here]
        assert list(window.seqs[inside : inside + after]) == every[here : here + after]


def test_an_article_takes_eight_bytes(store: Store) -> None:
    """As an archive grows at its end, rows are full."""
    for number in range(500):
        postings.add(store, {7: [first_ordinal(1_700_000_000 + 60 * number)]})
    rows = store.db.execute("SELECT length(seqs) FROM postings ORDER BY lo").fetchall()
    assert [row[0] for row in rows[:-1]] == [8 * postings.CHUNK] * 5


def test_terms_are_apart(store: Store) -> None:
    """What one term gains or loses is nothing to another."""
    postings.add(store, {7: [first_ordinal(1), first_ordinal(2)], 8: [first_ordinal(2)]})
    postings.remove(store, {7: [first_ordinal(2)]})
    assert (all_of(store, 7), all_of(store, 8), all_of(store, 9)) == ([first_ordinal(1)], [first_ordinal(2)], [])


def test_a_window_that_reads_ahead_holds_for_later_articles(store: Store) -> None:
    """Pages that are made in the order of time read a common term once for some hundred of them."""
    postings.add(store, {7: [first_ordinal(n) for n in range(1000)]})
    plain = postings.window(store, 7, first_ordinal(100), 24, 6)
    ahead = postings.window(store, 7, first_ordinal(100), 24, 6, 300)
    assert plain.low == ahead.low
    assert plain.high < first_ordinal(200) < first_ordinal(400) <= ahead.high


def test_a_window_holds_little_more_than_was_asked_for(store: Store) -> None:
    """Of a term that half of an archive has, only rows near the seq are read."""
    every = [first_ordinal(n) for n in range(20 * postings.CHUNK)]
    postings.add(store, {7: every})
    for at in (0, 5 * postings.CHUNK, 10 * postings.CHUNK + 50, 20 * postings.CHUNK):
        assert len(postings.window(store, 7, first_ordinal(at), 24, 6).seqs) <= 4 * postings.CHUNK


def test_where_a_window_is_long_enough() -> None:
    """From its low end on, and before its high one."""
    window = postings.Window([1, 2, 3], 3, 7)
    assert [seq for seq in range(10) if window.holds(seq)] == [3, 4, 5, 6]


def test_a_window_without_articles_is_one_of_all_time(store: Store) -> None:
    """Nothing is nearer on either side, whatever was asked for."""
    assert postings.window(store, 7, 5, 2, 2) == postings.Window([], -END, END)
    postings.add(store, {7: [10, 20]})
    assert postings.window(store, 7, 15, 2, 2) == postings.Window([10, 20], 10, END)
    assert postings.window(store, 7, 5, 2, 2) == postings.Window([10, 20], -END, 10)
    assert postings.window(store, 7, 5, 2, 3) == postings.Window([10, 20], -END, END)
