"""The published articles of each group, by their seqs, and where the pages of its listing begin."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from generator.model.ordinal import BEGINNING, END
from generator.model.records import Record
from generator.store.database import Store


class Stretch(Record, frozen=True):
    """Some of the members of a group, one after the other."""

    seqs: array[int]
    """Oldest first."""
    low: int
    """From this seq to `high` it holds all members, and before it as many more as were asked for."""
    high: int


def stretch(store: Store, group: int, seq: int, most: int, before: int) -> Stretch:
    """Return the members of a group around a seq.

    Args:
        store: the store.
        group: id of the group.
        seq: the middle.
        most: members up to that, and after it, that are read.
        before: how many of the first of these are there only for those that come after them.

    """
    sql = "SELECT seq FROM members WHERE grp = ? AND seq > ? ORDER BY seq LIMIT ?"
    # Most groups are small, and read whole by the first statement.
    earlier, later = list[int](), store.column(sql, group, BEGINNING, most)
    if len(later) == most and later[-1] < seq:
        earlier = newest(store, group, seq, most)[::-1]
        later = store.column(sql, group, seq, most)
    low = earlier[before] if len(earlier) == most else BEGINNING
    return Stretch(array("q", earlier + later), low, later[-1] if len(later) == most else END)


def between(store: Store, group: int, lo: int, hi: int) -> list[int]:
    """Return the members of a group from seq `lo` to `hi`, oldest first."""
    sql = "SELECT seq FROM members WHERE grp = ? AND seq BETWEEN ? AND ? ORDER BY seq"
    return store.column(sql, group, lo, hi)


def newest(store: Store, group: int, upto: int, count: int) -> list[int]:
    """Return at most `count` members of a group up to a seq, newest first."""
    sql = "SELECT seq FROM members WHERE grp = ? AND seq <= ? ORDER BY seq DESC LIMIT ?"
    return store.column(sql, group, upto, count)


def oldest(store: Store, group: int, since: int = BEGINNING) -> int | None:
    """Return the oldest member of a group from a seq on, if there is one."""
    sql = "SELECT seq FROM members WHERE grp = ? AND seq >= ? ORDER BY seq LIMIT 1"
    row = store.db.execute(sql, (group, since)).fetchone()
    return row[0] if row else None


def docs(store: Store, group: int) -> list[int]:
    """Return the articles of a group."""
    return store.column("SELECT doc FROM members JOIN cards USING (seq) WHERE grp = ?", group)


def add(store: Store, members: Iterable[tuple[int, int]]) -> None:
    """Add members: group and seq of each; quickest in the order of the table."""
    store.db.executemany("INSERT INTO members VALUES (?, ?)", members)


def remove(store: Store, groups: Iterable[int], seq: int) -> None:
    """Remove an article from groups."""
    store.db.executemany("DELETE FROM members WHERE grp = ? AND seq = ?", [(group, seq) for group in groups])


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
    """Replace the pages of a group's listing from number `first` on, each by its lowest seq."""
    store.db.execute("DELETE FROM chunks WHERE grp = ? AND number >= ?", (group, first))
    store.db.executemany(
        "INSERT INTO chunks VALUES (?, ?, ?)", ((group, number, lo) for number, lo in enumerate(starts, first))
    )
