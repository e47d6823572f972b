"""Members: the seqs of the published articles of each group.

Table: `members`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from generator.portal.seq import BEGINNING
from generator.store.database import Store


def all_of(store: Store, group: int) -> array[int]:
    """Return all members of a group, oldest first."""
    rows = store.db.execute("SELECT seq FROM members WHERE grp = ? ORDER BY seq", (group,))
    return array("q", [row[0] for row in rows])


def between(store: Store, group: int, lo: int, hi: int) -> list[int]:
    """Return the members of a group from seq `lo` to `hi`, oldest first."""
    sql = "SELECT seq FROM members WHERE grp = ? AND seq BETWEEN ? AND ? ORDER BY seq"
    return [row[0] for row in store.db.execute(sql, (group, lo, hi))]


def newest(store: Store, group: int, upto: int, count: int) -> list[int]:
    """Return at most `count` members of a group up to a seq, newest first."""
    sql = "SELECT seq FROM members WHERE grp = ? AND seq <= ? ORDER BY seq DESC LIMIT ?"
    return [row[0] for row in store.db.execute(sql, (group, upto, count))]


def oldest(store: Store, group: int, since: int = BEGINNING) -> int | None:
    """Return the oldest member of a group from a seq on, if there is one."""
    sql = "SELECT seq FROM members WHERE grp = ? AND seq >= ? ORDER BY seq LIMIT 1"
    row = store.db.execute(sql, (group, since)).fetchone()
    return row[0] if row else None


def docs(store: Store, group: int) -> list[int]:
    """Return the articles of a group."""
    return [row[0] for row in store.all("SELECT doc FROM members JOIN cards USING (seq) WHERE grp = ?", group)]


def add(store: Store, members: Iterable[tuple[int, int]]) -> None:
    """Add members: group and seq of each; quickest in the order of the table."""
    store.db.executemany("INSERT INTO members VALUES (?, ?)", members)


def remove(store: Store, groups: Iterable[int], seq: int) -> None:
    """Remove an article from groups."""
    store.db.executemany("DELETE FROM members WHERE grp = ? AND seq = ?", [(group, seq) for group in groups])
