"""Cards: what other pages may show of a published article, by its seq.

Table: `cards`.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.store.database import Store


def insert(store: Store, cards: Iterable[tuple[int, int, bytes, bytes]]) -> None:
    """Add cards: seq, document, packed card and packed traits of each."""
    store.db.executemany("INSERT INTO cards VALUES (?, ?, ?, ?)", cards)


def remove(store: Store, seq: int) -> None:
    """Remove the card of an article."""
    store.db.execute("DELETE FROM cards WHERE seq = ?", (seq,))
