"""Query addresses: old addresses with a query, such as /?p=123, and the documents that they are of.

Table: `queries`. No file of the output can be at such an address; a host has to be told of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.portal.records import Record
from generator.portal.status import Status
from generator.store.database import EVERY, Store

_DUE = "queries"
"""What the store holds under this name tells whether their list has to be written."""


class QueryAddress(Record, frozen=True):
    """An old address, and where it leads."""

    address: str
    path: str
    """Of the document, below content/."""
    url: str
    """Of the document; empty for a person, whose address site.yaml decides."""


def put(store: Store, doc: int, addresses: Iterable[str], url: str) -> None:
    """Add the addresses of a document; `url` is as in `QueryAddress`."""
    store.db.executemany("INSERT OR IGNORE INTO queries VALUES (?, ?, ?)", [(doc, one, url) for one in addresses])
    touch(store)


def remove(store: Store, doc: int) -> None:
    """Remove the addresses of a document."""
    store.db.execute("DELETE FROM queries WHERE doc = ?", (doc,))
    touch(store)


def touch(store: Store) -> None:
    """Note that the list may differ, since a document with such an address came, went or was published."""
    store.set(_DUE, b"1")


def settle(store: Store) -> None:
    """Note that the list is as it should be."""
    store.set(_DUE, b"")


def is_due(store: Store) -> bool:
    """Return whether the list may differ from what was written last."""
    return bool(store.get(_DUE))


def is_empty(store: Store) -> bool:
    """Return whether no document has such an address."""
    return not store.all("SELECT 1 FROM queries LIMIT 1")


def published(store: Store, most: int = EVERY) -> list[QueryAddress]:
    """Return the addresses of what is published now, in order; at most so many."""
    rows = store.all(
        "SELECT address, path, url FROM queries JOIN docs ON id = doc"
        f" WHERE kind <> 'article' OR state IN ({Status.SHOWN}, {Status.NOTICE}, {Status.GONE})"
        " ORDER BY address, path LIMIT ?",
        most,
    )
    return [QueryAddress(*row) for row in rows]
