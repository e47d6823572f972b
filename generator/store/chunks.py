"""Chunks: at which seq each page of a listing begins. The front page counts as one more than the numbered ones.

Table: `chunks`.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.portal.seq import BEGINNING
from generator.store.database import Store


def holding(store: Store, group: int, seq: int) -> tuple[int, int] | None:
    """Return number and lowest seq of the page of a group's listing that holds a seq; None if all begin after it."""
    sql = "SELECT number, lo FROM chunks WHERE grp = ? AND lo <= ? ORDER BY number DESC LIMIT 1"
    row: tuple[int, int] | None = store.db.execute(sql, (group, seq)).fetchone()
    return row


def start_of(store: Store, group: int, number: int) -> int:
    """Return the lowest seq of a page of a group's listing; the beginning of time for one that is not known."""
    rows = store.all("SELECT lo FROM chunks WHERE grp = ? AND number = ?", group, number)
    return int(rows[0][0]) if rows else BEGINNING


def replace(store: Store, group: int, first: int, starts: Iterable[int]) -> None:
    """Replace the pages of a group's listing from a number on.

    Args:
        store: the store, in a transaction.
        group: id of the group.
        first: number of the first page to be replaced.
        starts: the lowest seq of that page and of each that follows.

    """
    store.db.execute("DELETE FROM chunks WHERE grp = ? AND number >= ?", (group, first))
    store.db.executemany(
        "INSERT INTO chunks VALUES (?, ?, ?)", ((group, number, lo) for number, lo in enumerate(starts, first))
    )
