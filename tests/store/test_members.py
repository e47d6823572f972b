"""Members: the articles of a group, around a place or between two, and what others show of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.model.ordinal import BEGINNING, END
from generator.model.page import Status
from generator.store import documents, members
from generator.store.database import Store, open_store
from generator.store.documents import Row
from generator.store.members import Stretch


@pytest.fixture
def filled(store: Store) -> Store:
    """Group 1 has 10, 20, … 100; group 2 has 25."""
    members.add(store, [*((1, seq) for seq in range(10, 101, 10)), (2, 25)])
    return store


@pytest.mark.parametrize(
    ("seq", "most", "before", "expected"),
    [
        (50, 20, 2, ([*range(10, 101, 10)], BEGINNING, END)),
        (50, 11, 2, ([*range(10, 101, 10)], BEGINNING, END)),
        (50, 10, 2, ([*range(10, 101, 10)], BEGINNING, 100)),
        (30, 3, 1, ([10, 20, 30], BEGINNING, 30)),
        (31, 3, 1, ([10, 20, 30, 40, 50, 60], 20, 60)),
        (50, 3, 0, ([30, 40, 50, 60, 70, 80], 30, 80)),
        (50, 3, 2, ([30, 40, 50, 60, 70, 80], 50, 80)),
        (95, 3, 1, ([70, 80, 90, 100], 80, END)),
    ],
)
def test_members_around_a_place(
    filled: Store, seq: int, most: int, before: int, expected: tuple[list[int], int, int]
) -> None:
    """A small group is read whole; of a large one as many as asked for on either side, and how far they reach."""
    seqs, low, high = expected
    assert members.stretch(filled, 1, seq, most, before) == Stretch(array("q", seqs), low, high)


def test_members_of_a_group_alone(filled: Store) -> None:
    """Both ends count; others have no part in it."""
    assert members.between(filled, 1, 20, 40) == [20, 30, 40]
    assert members.between(filled, 1, 21, 29) == []
    assert members.newest(filled, 1, 40, 3) == [40, 30, 20]
    assert members.newest(filled, 1, 39, 1) == [30]
    assert [members.oldest(filled, 1), members.oldest(filled, 1, 20), members.oldest(filled, 1, 21)] == [10, 20, 30]
    assert members.oldest(filled, 1, 101) is None
    members.remove(filled, (1, 2), 20)
    members.remove(filled, (2,), 25)
    assert members.between(filled, 1, 0, 40) == [10, 30, 40]
    assert members.oldest(filled, 2) is None


def test_articles_of_a_group(filled: Store) -> None:
    """By the cards of those that are published."""
    members.add_cards(filled, [(20, 7, b"", b""), (25, 8, b"", b""), (30, 9, b"", b"")])
    assert sorted(members.docs(filled, 1)) == [7, 9]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        members.replace(store, 1, 1, [10, 30, 50])
        members.replace(store, 2, 1, [0])
        yield store


@pytest.mark.parametrize(
    ("seq", "page"), [(9, None), (10, (1, 10)), (29, (1, 10)), (30, (2, 30)), (99, (3, 50)), (BEGINNING, None)]
)
def test_the_page_that_holds_an_article(store: Store, seq: int, page: tuple[int, int] | None) -> None:
    """The last that begins at it or before."""
    assert members.holding(store, 1, seq) == page


def test_where_a_page_begins(store: Store) -> None:
    """One that is not known begins with time."""
    assert [members.start_of(store, 1, number) for number in (1, 2, 3, 4)] == [10, 30, 50, BEGINNING]


def test_replacing_the_end_of_a_listing(store: Store) -> None:
    """What comes before it stays, and so do other groups."""
    members.replace(store, 1, 2, [40])
    assert store.all("SELECT * FROM chunks ORDER BY grp, number") == [(1, 1, 10), (1, 2, 40), (2, 1, 0)]


@pytest.fixture
def published(store: Store) -> Store:
    documents.put(store, Row(7, "article", "a.md", b"", 10, Status.SHOWN), b"")
    documents.put(store, Row(8, "article", "b.md", b"", 20, Status.SHOWN), b"")
    documents.put(store, Row(9, "article", "c.md", b"", 30, Status.HIDDEN), b"")
    members.add_cards(store, [(20, 8, b"dua" * 99, b"d"), (10, 7, b"satu", b"s"), (15, 3, b"lain", b"l")])
    return store


def test_cards_by_article_and_by_seq(published: Store) -> None:
    """In the order of seqs; nothing of what is not published."""
    assert members.card_of(published, 8) == (20, b"dua" * 99, b"d")
    assert members.card_of(published, 9) is None
    assert members.cards(published, "card", (20, 10, 11)) == [(10, 7, b"satu"), (20, 8, b"dua" * 99)]
    assert members.cards(published, "traits", (20, 10, 11)) == [(10, 7, b"s"), (20, 8, b"d")]
    assert list(members.every_traits(published)) == [(7, b"s"), (3, b"l"), (8, b"d")]
    members.remove_card(published, 20)
    assert members.card_of(published, 8) is None
