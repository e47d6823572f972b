"""Old addresses that redirect, and addresses of articles that are gone, for the host's configuration."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.page import Moved, Status
from generator.model.records import Record
from generator.store.database import EVERY, Store
from generator.store.pages import COLUMNS, page_of

_WAYS = "kind IN ('redirect', 'alias')"
"""As the index `pages_ways` has it, so that SQLite uses that."""


class Redirect(Record, frozen=True):
    """A page at an old address."""

    path: str
    """Below the output."""
    exact: bool
    """Whether another address differs from this one in letter case alone."""
    target: str
    """Where site.yaml lets it lead; empty if it is the address of a document."""
    document: str
    """Path below content/ of that document."""
    page: str
    """Path of its first page below the output, if it is an article."""


def all_redirects(store: Store, most: int = EVERY) -> list[Redirect]:
    """Return the pages at old addresses: those of site.yaml, then at most `most` others by path."""
    sql = f"SELECT {COLUMNS} FROM pages WHERE ref IS NULL AND kind = 'moved' ORDER BY path"
    own = [page_of(*row) for row in store.all(sql)]
    rows = store.all(
        "SELECT path, note, (SELECT path FROM docs WHERE id = way.ref),"
        " (SELECT path FROM pages WHERE ref = way.ref AND kind IN ('article', 'gone') AND number = 1)"
        f" FROM pages AS way WHERE {_WAYS} ORDER BY path LIMIT ?",
        most,
    )
    return [
        *(Redirect(page.path, False, page.detail_of(Moved).target, "", "") for page in own),
        *(Redirect(path, bool(note), "", document, page or "") for path, note, document, page in rows),
    ]


def gone_pages(store: Store, most: int = EVERY) -> list[str]:
    """Return at most `most` paths of pages of articles that are gone, in order."""
    return store.column("SELECT path FROM pages WHERE kind = 'gone' ORDER BY path LIMIT ?", most)


def count(store: Store) -> int:
    moved = "SELECT count(*) FROM pages WHERE ref IS NULL AND kind = 'moved'"
    return int(store.value(moved) + store.value(f"SELECT count(*) FROM pages WHERE {_WAYS}"))


_DUE = "queries"
"""What the store holds under this name tells whether their list has to be written."""


class QueryAddress(Record, frozen=True):
    """An old address with a query, and its target."""

    address: str
    path: str
    """Of the document, below content/."""
    url: str
    """Of the document; empty for a person, whose address site.yaml decides."""


def add_query_addresses(store: Store, doc: int, addresses: Iterable[str], url: str) -> None:
    """Add the addresses of a document; `url` is as in `QueryAddress`."""
    store.db.executemany(
        "INSERT OR IGNORE INTO queries VALUES (?, ?, ?)", [(doc, address, url) for address in addresses]
    )
    touch(store)


def remove_query_addresses(store: Store, doc: int) -> None:
    store.db.execute("DELETE FROM queries WHERE doc = ?", (doc,))
    touch(store)


def touch(store: Store) -> None:
    """Record that the list may have changed, since a document with such an address was added, removed or published."""
    store.set(_DUE, b"1")


def settle(store: Store) -> None:
    store.set(_DUE, b"")


def is_due(store: Store) -> bool:
    """Return whether the list may differ from what was last written."""
    return bool(store.get(_DUE))


def has_no_query_address(store: Store) -> bool:
    """Return whether no document has such an address."""
    return not store.all("SELECT 1 FROM queries LIMIT 1")


_SHOWN = f"(kind <> 'article' OR state <> {Status.HIDDEN})"


def query_addresses(store: Store, most: int = EVERY) -> list[QueryAddress]:
    """Return at most `most` addresses of published documents, in order."""
    sql = f"SELECT address, path, url FROM queries JOIN docs ON id = doc WHERE {_SHOWN}"
    return [QueryAddress(*row) for row in store.all(f"{sql} ORDER BY address, path LIMIT ?", most)]
