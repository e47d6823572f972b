"""What stands in the public ledgers of corrections and withdrawals, each with its own place in time.

Entries of unpublished articles are there too, hidden.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import astuple

from generator.model.records import Record
from generator.store.database import Store


class Entry(Record, frozen=True):
    """An entry of a ledger."""

    group: int
    """Of the ledger."""
    seq: int
    """Its own place in time, not that of its article."""
    doc: int
    number: int
    """Which of its article's it is, counted from the oldest."""
    hidden: int
    """Whether its article is not published: 1 or 0."""
    scheduled: int = 0
    """Whether that will be published though nobody edits it: 1 or 0."""


def add(store: Store, entries: Iterable[Entry]) -> None:
    """Add entries."""
    store.db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", map(astuple, entries))


def remove(store: Store, doc: int) -> list[Entry]:
    """Remove the entries of an article; return them."""
    sql = "DELETE FROM entries WHERE doc = ? RETURNING grp, seq, doc, number, hidden, scheduled"
    return [Entry(*row) for row in store.all(sql, doc)]


def is_there(store: Store, group: int, seq: int) -> bool:
    """Return whether a ledger has an entry with a seq that readers see."""
    return bool(store.all("SELECT 1 FROM entries WHERE grp = ? AND seq = ? AND NOT hidden LIMIT 1", group, seq))


def between(store: Store, group: int, lo: int, hi: int) -> list[tuple[int, int]]:
    """Return article and number of the entries that readers see from seq `lo` to `hi`, newest first."""
    sql = (
        "SELECT entries.doc, number FROM entries JOIN docs ON id = doc WHERE grp = ? AND entries.seq BETWEEN ? AND ?"
        " AND NOT hidden ORDER BY entries.seq DESC, path, number DESC"
    )
    return store.all(sql, group, lo, hi)
