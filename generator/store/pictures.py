"""The picture at an address, how documents show each one, and which have deferred variants.

A picture with deferred variants is shown as its original.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import astuple

from generator.model.cards import Picture
from generator.model.index_entry import Showing
from generator.model.lookup_keys import url_key
from generator.model.urls import is_ours, picture_url
from generator.model.variants import base_of
from generator.store import documents
from generator.store.database import Store


def add_use(store: Store, showing: Showing, step: int) -> int:
    """Add to the number of documents that show a picture in one way; return the new count."""
    where = astuple(showing)
    store.db.execute("INSERT INTO shown VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING", where)
    sql = "UPDATE shown SET count = count + ? WHERE key = ? AND way = ? AND focus = ? RETURNING count"
    count = int(store.db.execute(sql, (step, *where)).fetchone()[0])
    if not count:
        store.db.execute("DELETE FROM shown WHERE key = ? AND way = ? AND focus = ?", where)
    return count


def used_keys(store: Store) -> list[int]:
    """Return the keys of all pictures that any document shows."""
    return store.column("SELECT DISTINCT key FROM shown")


def uses(store: Store, key: int) -> list[Showing]:
    rows = store.all("SELECT way, focus FROM shown WHERE key = ? ORDER BY way, focus", key)
    return [Showing(key, way, focus) for way, focus in rows]


def defer(store: Store, doc: int) -> None:
    store.db.execute("INSERT OR IGNORE INTO deferred VALUES (?)", (doc,))


def undefer(store: Store, docs: Iterable[int]) -> None:
    """Remove pictures from the deferred ones."""
    store.db.executemany("DELETE FROM deferred WHERE doc = ?", [(doc,) for doc in docs])


def is_deferred(store: Store, doc: int) -> bool:
    return bool(store.all("SELECT 1 FROM deferred WHERE doc = ?", doc))


def count_deferred(store: Store) -> int:
    """Return the number of deferred pictures."""
    return int(store.all("SELECT count(*) FROM deferred")[0][0])


def deferred(store: Store) -> list[int]:
    """Return the documents of all deferred pictures."""
    return store.column("SELECT doc FROM deferred ORDER BY doc")


def picture_at(store: Store, url: str) -> Picture | None:
    """Return the picture at an address of the site, with size (0 if unknown) and variants; None if it cannot be shown.

    It gets the spelling of its file: a text may use other letter case, which many hosts distinguish. A picture in the
    portal's own folders exists, or the site has an error.
    """
    file = documents.media_at(store, url_key(url))
    if file is None:
        return Picture(picture_url(url)) if is_ours(url) else None
    media = file.media
    if media.fault:
        return None
    base = base_of(media.path, file.digest) if media.variable and not is_deferred(store, file.doc) else ""
    return Picture(picture_url(f"/{media.path}"), width=media.width, height=media.height, base=base)
