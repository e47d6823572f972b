"""Unmade: the pictures whose variants are left to later builds; until then they are shown as they are.

Table: `unmade`.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.store.database import Store


def add(store: Store, doc: int) -> None:
    """Leave the variants of a picture to a later build."""
    store.db.execute("INSERT OR IGNORE INTO unmade VALUES (?)", (doc,))


def remove(store: Store, docs: Iterable[int]) -> None:
    """Let the variants of pictures be made, or forget pictures that are gone."""
    store.db.executemany("DELETE FROM unmade WHERE doc = ?", [(doc,) for doc in docs])


def has(store: Store, doc: int) -> bool:
    """Return whether the variants of a picture are left to a later build."""
    return bool(store.all("SELECT 1 FROM unmade WHERE doc = ?", doc))


def count(store: Store) -> int:
    """Return the number of these pictures."""
    return int(store.all("SELECT count(*) FROM unmade")[0][0])


def every(store: Store) -> list[int]:
    """Return the documents of all of them."""
    return [doc for (doc,) in store.all("SELECT doc FROM unmade ORDER BY doc")]
