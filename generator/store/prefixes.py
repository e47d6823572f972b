"""Prefixes: how many tags with published articles begin alike. Table: `prefixes`.

The index of tags has a page for each letter. Where too many tags begin with it, that page leads to those of two
letters, and those to three, so that no page grows with the archive.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.urls import LONGEST_PREFIX
from generator.store.database import Store


def of(slug: str) -> list[str]:
    """Return the prefixes of a tag, the shortest first."""
    return [slug[:size] for size in range(1, min(LONGEST_PREFIX, len(slug)) + 1)]


def end(prefix: str) -> str:
    """Return the first text, in order, after all that begin with a prefix."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1) if prefix else chr(0x10FFFF)


def add(store: Store, slugs: Iterable[str], step: int) -> None:
    """Add to the numbers of the prefixes of some tags."""
    rows = [(len(prefix), prefix, step, step) for slug in slugs for prefix in of(slug)]
    store.db.executemany(
        "INSERT INTO prefixes VALUES (?, ?, ?) ON CONFLICT (size, prefix) DO UPDATE SET count = count + ?", rows
    )


def remove_empty(store: Store, slugs: Iterable[str]) -> None:
    """Forget the prefixes of some tags with which no tag begins any more."""
    rows = [(len(prefix), prefix) for slug in slugs for prefix in of(slug)]
    store.db.executemany("DELETE FROM prefixes WHERE size = ? AND prefix = ? AND count = 0", rows)


def are_there(store: Store, prefix: str) -> bool:
    """Return whether a tag with published articles begins with a prefix."""
    return bool(store.all("SELECT 1 FROM prefixes WHERE size = ? AND prefix = ?", len(prefix), prefix))


def is_split(store: Store, prefix: str, most: int) -> bool:
    """Return whether the page of a prefix leads to longer ones instead of its tags, being more than `most`."""
    if len(prefix) == LONGEST_PREFIX:
        # However many tags begin with it, this page lists them all.
        return False
    rows = store.all("SELECT count FROM prefixes WHERE size = ? AND prefix = ?", len(prefix), prefix)
    return bool(rows) and rows[0][0] > most


def longer(store: Store, prefix: str = "") -> list[str]:
    """Return the prefixes that are longer by one character, in order; the letters and digits if none is given."""
    sql = "SELECT prefix FROM prefixes WHERE size = ? AND prefix >= ? AND prefix < ? ORDER BY prefix"
    return [row[0] for row in store.all(sql, len(prefix) + 1, prefix, end(prefix))]
