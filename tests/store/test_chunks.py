"""Operations on chunks: where the pages of a listing begin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.portal.seq import BEGINNING
from generator.store import chunks
from generator.store.database import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        chunks.replace(store, 1, 1, [10, 30, 50])
        chunks.replace(store, 2, 1, [0])
        yield store


@pytest.mark.parametrize(
    ("seq", "page"), [(9, None), (10, (1, 10)), (29, (1, 10)), (30, (2, 30)), (99, (3, 50)), (BEGINNING, None)]
)
def test_the_page_that_holds_an_article(store: Store, seq: int, page: tuple[int, int] | None) -> None:
    """The last that begins at it or before."""
    assert chunks.holding(store, 1, seq) == page


def test_where_a_page_begins(store: Store) -> None:
    """One that is not known begins with time."""
    assert [chunks.start_of(store, 1, number) for number in (1, 2, 3, 4)] == [10, 30, 50, BEGINNING]


def test_replacing_the_end_of_a_listing(store: Store) -> None:
    """What comes before it stays, and so do other groups."""
    chunks.replace(store, 1, 2, [40])
    assert store.all("SELECT * FROM chunks ORDER BY grp, number") == [(1, 1, 10), (1, 2, 40), (2, 1, 0)]
