"""What each page has read, what was touched since, and why pages were made.

A row stands for a range of seqs within a group that a page has read. An exact key is kept as a group of its own: minus
the key, from 0 to 0. Only 31 bits of the key are kept, to save space, because an article's page reads six or seven
keys. At worst, a page is checked although a different key was touched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from generator.model.kinds import OF_DOCUMENT
from generator.model.ordinal import BEGINNING
from generator.model.page import Stale
from generator.model.records import Record
from generator.store.compression import unpack
from generator.store.database import Store, marks

Read = tuple[int, int, int]
"""What was read: a group, its lowest and its highest seq; for a key see `of_key`."""
Place = tuple[int, int, int, int]
"""The primary key of `reads`: group, size class, lowest seq, page."""
_KEYS = (1 << 31) - 1


def of_key(key: int) -> Read:
    """Return the read of a key."""
    return -(key & _KEYS), 0, 0


def place(page: int, read: Read) -> Place:
    """Return the primary key in `reads` of what a page read; a range is shorter than 2 ** its size class."""
    group, lo, hi = read
    return group, (hi - lo).bit_length(), lo, page


def pages_of_key(store: Store, key: int) -> list[int]:
    """Return ids of the pages that read a key, sometimes including one that read another."""
    return store.column("SELECT page FROM reads WHERE grp = ?", of_key(key)[0])


def pages_around(store: Store, group: int, size: int, seq: int) -> list[int]:
    """Return ids of the pages that read a range of a group, of a size class from `levels`, that contains a seq.

    A range of a size class that contains the seq begins at most that size before it, so no others are visited.
    """
    sql = "SELECT page FROM reads WHERE grp = ? AND level = ? AND lo BETWEEN ? AND ? AND lo + span >= ?"
    return store.column(sql, group, size, max(BEGINNING, seq - (1 << size)), seq, seq)


def levels(store: Store, group: int) -> list[int]:
    """Return the size classes of the ranges read of a group, smallest first."""
    found: list[int] = []
    sql = "SELECT min(level) FROM reads WHERE grp = ? AND level > ?"
    while (level := store.value(sql, group, found[-1] if found else -1)) is not None:
        found.append(level)
    return found


def add_touched(
    store: Store,
    keys: Iterable[int],
    groups: Mapping[int, Iterable[int]],
    cosmetic: Mapping[int, Collection[int]],
    cosmetic_keys: Collection[int] = frozenset(),
) -> None:
    """Record touched keys and seqs of groups: answers of pages that read them may have changed.

    `cosmetic` and `cosmetic_keys` are those at which an article only looks different.
    """
    # An earlier build that made no pages may have recorded more.
    sql = "INSERT INTO touched VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET cosmetic = min(cosmetic, excluded.cosmetic)"
    store.db.executemany(sql, [(*of_key(key)[:2], key in cosmetic_keys) for key in keys])
    for group, seqs in groups.items():
        alone = cosmetic.get(group, ())
        store.db.executemany(sql, [(group, seq, seq in alone) for seq in seqs])


def anything_touched(store: Store) -> bool:
    return bool(store.all("SELECT 1 FROM touched LIMIT 1"))


def is_touched(store: Store, read: Read, *, cosmetic: bool = True) -> bool:
    """Return whether anything in a range was touched since the pages were made, with or without cosmetic changes."""
    sql = "SELECT 1 FROM touched WHERE grp = ? AND seq BETWEEN ? AND ? AND cosmetic <= ? LIMIT 1"
    return bool(store.value(sql, *read, cosmetic))


def clear_touched(store: Store) -> None:
    store.db.execute("DELETE FROM touched")


def remove(store: Store, places: Iterable[Place]) -> None:
    store.db.executemany("DELETE FROM reads WHERE grp = ? AND level = ? AND lo = ? AND page = ?", places)


def add(store: Store, rows: Iterable[tuple[int, int, int, int, int]]) -> None:
    """Add ranges that pages read: the primary key, and the highest seq."""
    # Stored is the distance from the lowest: zero for a key or one seq, and few bytes for most others.
    store.db.executemany(
        "INSERT OR REPLACE INTO reads VALUES (?, ?, ?, ?, ?)",
        ((group, size, lo, page, hi - lo) for group, size, lo, page, hi in rows),
    )


class History(Record, frozen=True):
    """How a page was made, and whether it is up to date."""

    id: int
    path: str
    """Below the output folder."""
    stale: Stale
    why: str
    """Why it was made, or is to be made if it is stale, as `model.rebuild_reasons` packs it."""
    cause: str | None
    """Path below content/ of the file for which it has to be checked."""
    made: int | None
    """Number of the build that made it."""
    dependencies: bytes | None
    """Packed by `queries.answers`."""


_COLUMNS = "id, path, stale, why, cause, made, asks"


def _history(row: tuple[Any, ...]) -> History:
    page, path, stale, why, cause, made, asks = row
    return History(page, path, stale, why, cause, made, asks and unpack(asks))


def history_at(store: Store, key: int) -> list[History]:
    """Return the page at an address, if any, by the key of the address."""
    rows = store.all(f"SELECT {_COLUMNS} FROM pages WHERE kind <> '' AND key = ?", key)
    return [_history(row) for row in rows]


def history_of_file(store: Store, key: int) -> list[History]:
    """Return the pages made from a file of content/, by the key of the file."""
    sql = (
        f"SELECT {_COLUMNS} FROM pages WHERE ref IN (SELECT doc FROM names WHERE key = ?)"
        f" AND kind IN ({marks(len(OF_DOCUMENT))}) AND kind <> 'withheld' ORDER BY path"
    )
    return [_history(row) for row in store.all(sql, key, *OF_DOCUMENT)]
