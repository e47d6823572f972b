"""The addresses that unpublished articles will have: of their own pages, and of the lists they will be in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.store.compression import unpack
from generator.store.database import Store

OWN, OTHER = -1, 0
"""In place of a group: a page of the article itself; a list without numbered pages."""


def has_list(store: Store, key: int) -> bool:
    """Return whether an address is that of a list that an unpublished article will be in."""
    return bool(store.all("SELECT 1 FROM reserved WHERE key = ? AND grp <> ? LIMIT 1", key, OWN))


def insert(store: Store, claims: Iterable[tuple[int, int, int]]) -> None:
    """Add addresses: key, the group whose listing it is (or `OWN`, `OTHER`), and article; fastest in table order."""
    store.db.executemany("INSERT OR IGNORE INTO reserved VALUES (?, ?, ?)", sorted(claims))


def remove(store: Store, doc: int) -> list[int]:
    """Remove the addresses of an article; return their keys."""
    return store.column("DELETE FROM reserved WHERE doc = ? RETURNING key", doc)


def docs_listed(store: Store, key: int, group: int) -> list[int]:
    """Return the unpublished articles that will be in a group's listing, whose address has this key."""
    return store.column("SELECT doc FROM reserved WHERE key = ? AND grp = ?", key, group)


def articles(store: Store, key: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Yield document and packed record of the unpublished articles that are no drafts, by id.

    With a key, only those with a page at that address.
    """
    at = f"grp = {OWN}" if key is None else f"grp = {OWN} AND key = {key}"
    rows = store.all(
        "SELECT id, record FROM docs JOIN records ON records.doc = docs.id"
        f" WHERE id IN (SELECT doc FROM reserved WHERE {at}) AND ifnull(draft, 0) <> 1 ORDER BY id"
    )
    return ((doc, unpack(record)) for doc, record in rows)
