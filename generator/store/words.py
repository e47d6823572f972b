"""What the articles are found by in the portal's search, and which of them are found.

Found are published articles, by all their words, and withdrawn ones, by their headlines.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.ordinal import BEGINNING
from generator.model.page import Status
from generator.store.compression import pack, unpack
from generator.store.database import Store

WORDS, ROWS = ("search", ""), ("search", "rows")
"""Kind and slug of the groups without members that pages record as read: of words, and of what results show."""
_STATE = f"state IN ({Status.SHOWN:d}, {Status.NOTICE:d})"
_FOUND = f"seq BETWEEN ? AND ? AND {_STATE}"


def put(store: Store, doc: int, words: bytes) -> bool:
    """Store the packed words of an article; return whether they differ from what it had."""
    before: bytes | None = store.value("SELECT words FROM words WHERE doc = ?", doc)
    if before is not None and unpack(before) == words:
        return False
    add(store, doc, words)
    return True


def add(store: Store, doc: int, words: bytes) -> None:
    store.db.execute("INSERT OR REPLACE INTO words VALUES (?, ?)", (doc, pack(words)))


def remove(store: Store, doc: int) -> None:
    store.db.execute("DELETE FROM words WHERE doc = ?", (doc,))


def found_at(store: Store, doc: int) -> int | None:
    """Return the seq of an article that is found; None for any other."""
    sql = f"SELECT seq FROM docs WHERE id = ? AND {_STATE}"
    seq: int | None = store.value(sql, doc)
    return seq


def oldest(store: Store) -> int | None:
    """Return the seq of the oldest article that is found, if there is one."""
    sql = f"SELECT seq FROM docs WHERE seq > ? AND {_STATE} ORDER BY seq LIMIT 1"
    seq: int | None = store.value(sql, BEGINNING)
    return seq


def between(store: Store, lo: int, hi: int) -> list[tuple[int, str]]:
    """Return seq and path of the articles found from seq `lo` to `hi`, oldest first."""
    return store.all(f"SELECT seq, path FROM docs WHERE {_FOUND} ORDER BY seq", lo, hi)


def docs_between(store: Store, lo: int, hi: int) -> list[tuple[int, int, int]]:
    """Return seq, document and state of the articles found from seq `lo` to `hi`, oldest first."""
    return store.all(f"SELECT seq, id, state FROM docs WHERE {_FOUND} ORDER BY seq", lo, hi)


def every(store: Store, lo: int, hi: int) -> Iterator[bytes]:
    """Yield the packed words of the articles found from seq `lo` to `hi`, oldest first."""
    sql = f"SELECT words FROM docs JOIN words ON doc = id WHERE {_FOUND} ORDER BY seq"
    return (unpack(words) for (words,) in store.db.execute(sql, (lo, hi)))
