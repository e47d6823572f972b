"""Postings: whose candidates differ when articles take up terms or give them up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from struct import pack

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.engine.indexing import postings as updates
from generator.engine.indexing.postings import Affected, Postings
from generator.model import related
from generator.model.ordinal import first_ordinal, last_ordinal
from generator.model.related import EARLIER, LATER
from generator.store import members, postings
from generator.store.database import Store, open_store
from tests.quick import examples
from tests.store import tables

FRESHNESS = 40
ARTICLES = st.dictionaries(
    st.integers(0, 300).map(first_ordinal), st.frozensets(st.integers(1, 3), max_size=3), max_size=90
)


def seen(articles: dict[int, frozenset[int]], seq: int) -> dict[int, list[int]]:
    """Return for each term of an article those that it is compared with."""
    upto = last_ordinal((seq >> 20) + FRESHNESS)
    found = {}
    for term in articles[seq]:
        having = sorted(other for other, terms in articles.items() if term in terms)
        here = bisect_left(having, seq)
        end = bisect_right(having, upto)
        found[term] = having[max(0, here - EARLIER) : here] + having[here + 1 : end][:LATER]
    return found


def traits(terms: frozenset[int]) -> bytes:
    """Return the packed traits of an article that carries terms."""
    return related.pack(related.Traits(0, 0, 0, False, pack(f"<{len(terms)}I", *[term << 4 | 2 for term in terms])))


@pytest.fixture(scope="module", autouse=True)
def short_rows() -> Iterator[None]:
    """Rows of the table so short that what concerns an article lies in several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "CHUNK", 7)
        yield


@given(ARTICLES, ARTICLES, st.integers(0, 300), st.integers(0, 300))
@example({first_ordinal(0): frozenset({1})}, {first_ordinal(0): frozenset()}, 0, 0)
@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whoever_sees_others_is_concerned(
    tmp_path: Path, before: dict[int, frozenset[int]], drawn: dict[int, frozenset[int]], low: int, high: int
) -> None:
    """Whatever comes, goes and changes at once, an article that is compared with others than before is named."""
    after = {seq: terms for seq, terms in before.items() if not first_ordinal(low) <= seq <= first_ordinal(high)}
    after |= {seq: terms for seq, terms in drawn.items() if first_ordinal(low) <= seq <= first_ordinal(high)}
    with closing(open_store(tmp_path / ".ssg")) as store, store.trial():
        tables.forget_postings(store)
        first = Postings(store, FRESHNESS, first=True)
        for seq, terms in before.items():
            first.enter(seq, terms)
        assert first.finish() == Affected({}, {})
        members.add_cards(store, [(seq, 1, b"", traits(terms)) for seq, terms in after.items()])
        run = Postings(store, FRESHNESS, first=False)
        for seq in before.keys() | after.keys():
            old, new = before.get(seq), after.get(seq)
            if old == new:
                continue
            if old is not None and new is not None:
                run.stay(seq, traits(old), traits(new), looks=False)
            else:
                run.leave(seq, old or frozenset())
                run.enter(seq, new or frozenset())
        concerned = run.finish().candidates
    for seq in before.keys() & after.keys():
        if seen(before, seq) != seen(after, seq):
            assert seq in concerned
            changed = concerned[seq]
            assert before.get(changed) != after.get(changed)


def test_few_are_concerned(tmp_path: Path) -> None:
    """One new article of a term that thousands carry concerns those that are near, and no others."""
    with closing(open_store(tmp_path / ".ssg")) as store, store.trial():
        first = Postings(store, FRESHNESS, first=True)
        for second in range(0, 3000, 2):
            first.enter(first_ordinal(second), {1})
        first.finish()
        run = Postings(store, FRESHNESS, first=False)
        run.enter(first_ordinal(1501), {1})
        assert len(run.finish().candidates) == EARLIER + LATER + 1


def test_an_archive_that_differs_at_once_is_read_once(tmp_path: Path) -> None:
    """Articles that follow one another share what is read of the table, should somebody edit all of them."""
    with closing(open_store(tmp_path / ".ssg")) as store, store.trial():
        seqs = [first_ordinal(second) for second in range(700)]
        first = Postings(store, FRESHNESS, first=True)
        for seq in seqs:
            first.enter(seq, {1})
        first.finish()
        run = Postings(store, FRESHNESS, first=False)
        for seq in seqs:
            run.leave(seq, {1})
            run.enter(seq, {1})
        asked: list[str] = []
        store.db.set_trace_callback(asked.append)
        assert run.finish().candidates.keys() == set(seqs)
        assert len(asked) < 900


def test_a_small_change_concerns_those_that_see_it(tmp_path: Path) -> None:
    """An article that says one word more, or more often, is another one only to those that have the word."""
    with closing(open_store(tmp_path / ".ssg")) as store, store.trial():
        first = Postings(store, FRESHNESS, first=True)
        for second in range(40):
            terms = frozenset({1, 2} if second % 4 == 0 else {1})
            first.enter(first_ordinal(second), terms)
            members.add_cards(store, [(first_ordinal(second), second, b"", traits(terms))])
        first.finish()
        run = Postings(store, FRESHNESS, first=False)
        run.stay(first_ordinal(20), traits(frozenset({1})), traits(frozenset({1, 2})), looks=False)
        assert {seq >> 20 for seq in run.finish().candidates} == set(range(4, 40, 4))


def renamed(store: Store, count: int, *, looks: bool, terms: Callable[[int], frozenset[int]]) -> Affected:
    """Return whom it concerns that every tenth of some articles, which share a term, says some terms more."""
    first = Postings(store, FRESHNESS, first=True)
    for second in range(count):
        first.enter(first_ordinal(second), {1})
        members.add_cards(store, [(first_ordinal(second), second, b"", traits(frozenset({1, second % 10 + 2})))])
    first.finish()
    run = Postings(store, FRESHNESS, first=False)
    for second in range(0, count, 10):
        seq = first_ordinal(second)
        run.stay(seq, traits(frozenset({1})), traits(frozenset({1}) | terms(second)), looks=looks)
    return run.finish()


def test_an_article_that_only_looks_different_makes_nobody_choose_again(tmp_path: Path) -> None:
    """Those that may show it are named, and it is not named itself."""
    with closing(open_store(tmp_path / ".ssg")) as store, store.trial():
        found = renamed(store, 200, looks=True, terms=lambda _: frozenset())
    assert found.candidates == {}
    assert found.cosmetic.keys() == {first_ordinal(second) for second in range(200)}
    assert set(found.cosmetic.values()) <= {first_ordinal(second) for second in range(0, 200, 10)}


def test_a_tag_renamed_everywhere_makes_those_choose_again_that_have_it(tmp_path: Path) -> None:
    """However many they are; others only look whether they show one of them."""
    with closing(open_store(tmp_path / ".ssg")) as store, store.trial():
        found = renamed(store, 5000, looks=True, terms=lambda _: frozenset({2}))
    assert found.candidates.keys() == {first_ordinal(second) for second in range(0, 5000, 10)}
    assert found.cosmetic.keys() == {first_ordinal(second) for second in range(5000)}


def test_changes_of_very_many_kinds_are_taken_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that are near then count as seeing the rest, and nobody is left out."""
    monkeypatch.setattr(updates, "_KINDS", 2)
    with closing(open_store(tmp_path / ".ssg")) as store, store.trial():
        found = renamed(store, 100, looks=False, terms=lambda second: frozenset({second // 10 % 5 + 2}))
    seeing = {
        other
        for second in range(0, 100, 10)
        for other in range(max(0, second - LATER), min(100, second + EARLIER))
        if other % 10 == second // 10 % 5
    }
    named = {seq >> 20 for seq in found.candidates}
    assert seeing <= named
    assert found.cosmetic == {}


def test_changes_that_take_turns_are_told_once_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive in which every second article looks different is gone through as if it were two that all do."""
    told: list[int] = []
    note = updates._Found.note

    def noted(found: updates._Found, other: int, seq: int, change: updates.Change) -> None:
        told.append(other)
        note(found, other, seq, change)

    monkeypatch.setattr(updates._Found, "note", noted)

    def count(each: int) -> int:
        told.clear()
        with closing(open_store(tmp_path / f"{each}/.ssg")) as store, store.trial():
            first = Postings(store, FRESHNESS, first=True)
            for second in range(100):
                first.enter(first_ordinal(second), {1})
            first.finish()
            run = Postings(store, FRESHNESS, first=False)
            for second in range(100):
                same = traits(frozenset({1}))
                run.stay(first_ordinal(second), same, same, looks=second % each == 0)
            assert len(run.finish().cosmetic) == 100
        return len(told)

    assert count(2) <= 2 * count(1)


def test_an_edit_that_keeps_the_terms_writes_none(tmp_path: Path) -> None:
    """An article that says nearly the same in other words concerns others, and keeps the rows that it had."""
    with closing(open_store(tmp_path / ".ssg")) as store, store.trial():
        first = Postings(store, FRESHNESS, first=True)
        for second in range(40):
            first.enter(first_ordinal(second), {1, 2})
        first.finish()
        run = Postings(store, FRESHNESS, first=False)
        run.leave(first_ordinal(20), {1, 2})
        run.enter(first_ordinal(20), {2, 3})
        asked: list[str] = []
        store.db.set_trace_callback(asked.append)
        assert len(run.finish().candidates) == EARLIER + LATER + 1
    written = [sql.partition(" ")[0] for sql in asked if sql.startswith(("DELETE", "INSERT"))]
    # The row of the term that went, once more, and a row for the one that came.
    assert sorted(written) == ["DELETE", "INSERT", "INSERT"]


@given(ARTICLES, st.randoms())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_order_of_work_says_nothing(tmp_path: Path, articles: dict[int, frozenset[int]], chance: Random) -> None:
    """Whichever article is taken in first, the same are named, and for each the same one because of which it is."""
    found = []
    for order in ([*articles], chance.sample([*articles], len(articles))):
        with closing(open_store(tmp_path / ".ssg")) as store, store.trial():
            tables.forget_postings(store)
            run = Postings(store, FRESHNESS, first=False)
            for seq in order:
                run.enter(seq, articles[seq])
            found.append(run.finish())
    assert found[0] == found[1]
