"""Times: places in time, and what comes of these."""

from __future__ import annotations

import pytest

from generator.store import documents, times
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.times import InSecond, Timing


@pytest.fixture
def filled(store: Store) -> Store:
    for doc in range(1, 6):
        documents.put(store, Row(doc, "article", f"{doc}.md", b"", None, 0), b"")
    times.place(
        store, [Timing(10, 1, None, 0, 1), Timing(20, 0, 500, 1, 2), Timing(30, 0, 600, 2, 3), Timing(40, 1, 700, 0, 4)]
    )
    return store


def test_articles_by_their_places(filled: Store) -> None:
    """Of a range of seqs both ends count where seconds are meant; a time that has passed counts no more."""
    assert times.among(filled, 10, 20) == [InSecond(1, "1.md", 10), InSecond(2, "2.md", 20)]
    assert times.among(filled, 11, 19) == []
    assert times.between(filled, 10, 30) == [2, 3]
    assert times.after(filled, 20) == [3, 4]
    assert times.expiring_between(filled, 500, 600) == [3]
    assert times.all_drafts(filled) == [2]
    assert filled.all("SELECT id, seq, state, expires, draft FROM docs WHERE id = 2") == [(2, 20, 0, 500, 1)]


def test_articles_may_change_places(filled: Store) -> None:
    """Once they have left those that they had."""
    times.unplace(filled, (1, 2))
    times.place(filled, [Timing(20, 1, None, 0, 1), Timing(10, 0, None, 0, 2)])
    assert times.among(filled, 0, 25) == [InSecond(2, "2.md", 10), InSecond(1, "1.md", 20)]
