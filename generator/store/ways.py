"""Ways: the old addresses that lead on, and the addresses of articles that are gone, as hosts are told of them.

Table: `pages`, by an index of its own: there are few of these pages among many others.
"""

from __future__ import annotations

from generator.portal.records import Record
from generator.store.database import EVERY, Store

_WAYS = "kind IN ('redirect', 'alias')"
"""As the index `pages_ways` has it, so that SQLite uses that."""


class Way(Record, frozen=True):
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


def leading(store: Store, most: int = EVERY) -> list[Way]:
    """Return the pages at old addresses: those of site.yaml, then the others by path, at most so many of these."""
    own = store.all("SELECT path, note FROM pages WHERE ref IS NULL AND kind = 'moved' ORDER BY path")
    rows = store.all(
        "SELECT path, note, (SELECT path FROM docs WHERE id = way.ref),"
        " (SELECT path FROM pages WHERE ref = way.ref AND kind IN ('article', 'gone') AND number = 1)"
        f" FROM pages AS way WHERE {_WAYS} ORDER BY path LIMIT ?",
        most,
    )
    return [
        *(Way(path, False, target, "", "") for path, target in own),
        *(Way(path, bool(note), "", document, page or "") for path, note, document, page in rows),
    ]


def over(store: Store, most: int = EVERY) -> list[str]:
    """Return the paths of the pages at addresses of articles that are gone, in order; at most so many."""
    return [row[0] for row in store.all("SELECT path FROM pages WHERE kind = 'gone' ORDER BY path LIMIT ?", most)]


def count(store: Store) -> int:
    """Return the number of pages at old addresses."""
    others = store.all(f"SELECT count(*) FROM pages WHERE {_WAYS}")[0][0]
    return int(others + store.all("SELECT count(*) FROM pages WHERE ref IS NULL AND kind = 'moved'")[0][0])
