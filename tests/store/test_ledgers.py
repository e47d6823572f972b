"""Entries: what stands in ledgers."""

from __future__ import annotations

from generator.model.page import Status
from generator.store import documents, ledgers
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.ledgers import Entry


def test_entries_are_there_as_far_as_readers_see_them(store: Store) -> None:
    """Newest first, then by path and the newest of an article; those that are hidden are in no ledger."""
    for doc, path in ((1, "b.md"), (2, "a.md")):
        documents.put(store, Row(doc, "article", path, b"", None, Status.SHOWN), b"")
    rows = [
        Entry(5, 10, 1, 0, 0), Entry(5, 20, 1, 1, 0), Entry(5, 20, 2, 0, 0), Entry(5, 20, 2, 1, 0),
        Entry(5, 30, 1, 2, 1, 1), Entry(6, 20, 2, 2, 0),
    ]  # fmt: skip
    ledgers.add(store, rows)
    assert ledgers.between(store, 5, 10, 30) == [(2, 1), (2, 0), (1, 1), (1, 0)]
    assert ledgers.between(store, 5, 11, 19) == []
    assert [ledgers.is_there(store, *at) for at in ((5, 10), (5, 30), (6, 20), (6, 10))] == [True, False, True, False]
    assert {*ledgers.remove(store, 1)} == {row for row in rows if row.doc == 1}
    assert ledgers.remove(store, 1) == []
    assert ledgers.between(store, 5, 0, 99) == [(2, 1), (2, 0)]
