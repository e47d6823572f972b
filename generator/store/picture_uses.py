"""Showings: in how many documents each picture of the site is shown, and how.

Table: `shown`.
"""

from __future__ import annotations

from msgspec.structs import astuple

from generator.model.index_entry import Showing
from generator.store.database import Store


def add(store: Store, showing: Showing, step: int) -> int:
    """Add to the number of documents that show a picture in one way; return how many do now."""
    where = astuple(showing)
    store.db.execute("INSERT INTO shown VALUES (?, ?, ?, ?, 0) ON CONFLICT DO NOTHING", where)
    sql = "UPDATE shown SET count = count + ? WHERE key = ? AND way = ? AND focus = ? AND old = ? RETURNING count"
    count = int(store.db.execute(sql, (step, *where)).fetchone()[0])
    if not count:
        store.db.execute("DELETE FROM shown WHERE key = ? AND way = ? AND focus = ? AND old = ?", where)
    return count


def keys(store: Store) -> list[int]:
    """Return the keys of all pictures that any document shows."""
    return [key for (key,) in store.db.execute("SELECT DISTINCT key FROM shown")]


def of(store: Store, key: int) -> list[Showing]:
    """Return the ways in which a picture is shown."""
    rows = store.all("SELECT way, focus, old FROM shown WHERE key = ? ORDER BY way, focus, old", key)
    return [Showing(key, way, focus, bool(old)) for way, focus, old in rows]
