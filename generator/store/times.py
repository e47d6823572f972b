"""Times: the articles' places in time, and what comes of these.

Table: `docs`, its columns `seq`, `state`, `expires` and `draft`.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import astuple

from generator.model.records import Record
from generator.store.database import Store


class Timing(Record, frozen=True):
    """An article's place in time, and what becomes of it."""

    seq: int
    state: int
    """One of `Status`."""
    expires: int | None
    draft: int
    """1 for a draft, 2 for an article that is held back."""
    id: int


class InSecond(Record, frozen=True):
    """An article among those of the same second."""

    id: int
    path: str
    seq: int


def among(store: Store, lo: int, hi: int) -> list[InSecond]:
    """Return the articles that have a seq from `lo` to `hi`, both included."""
    return [InSecond(*row) for row in store.all("SELECT id, path, seq FROM docs WHERE seq BETWEEN ? AND ?", lo, hi)]


def unplace(store: Store, docs: Iterable[int]) -> None:
    """Take their places in time from articles, so that others may have them."""
    store.db.executemany("UPDATE docs SET seq = NULL WHERE id = ?", [(doc,) for doc in docs])


def place(store: Store, timings: Iterable[Timing]) -> None:
    """Give articles their places in time, and what comes of these."""
    store.db.executemany(
        "UPDATE docs SET seq = ?, state = ?, expires = ?, draft = ? WHERE id = ?", map(astuple, timings)
    )


def between(store: Store, lo: int, hi: int) -> list[int]:
    """Return the articles with a seq above `lo` and not above `hi`."""
    return [row[0] for row in store.all("SELECT id FROM docs WHERE seq > ? AND seq <= ?", lo, hi)]


def after(store: Store, lo: int) -> list[int]:
    """Return the articles with a seq above `lo`."""
    return [row[0] for row in store.all("SELECT id FROM docs WHERE seq > ?", lo)]


def expiring_between(store: Store, low: int, high: int) -> list[int]:
    """Return the articles that expire after one time and not after another, in seconds since 1970."""
    return [row[0] for row in store.all("SELECT id FROM docs WHERE expires > ? AND expires <= ?", low, high)]


def all_drafts(store: Store) -> list[int]:
    """Return all drafts."""
    return [row[0] for row in store.all("SELECT id FROM docs WHERE draft AND draft = 1")]
