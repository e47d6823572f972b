"""Names: by which keys each document is known, and which it refers to.

Tables: `names`, `links`.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.store.database import Store


def find(store: Store, key: int) -> int | None:
    """Return the document that has a name that is one document's alone, such as that of a file."""
    row = store.db.execute("SELECT doc FROM names WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def users(store: Store, key: int) -> set[int]:
    """Return the documents that refer to a name."""
    return {row[0] for row in store.db.execute("SELECT doc FROM links WHERE key = ?", (key,))}


def add_names(store: Store, names: Iterable[tuple[int, int]]) -> None:
    """Add names: key and document of each; quickest in the order of the table."""
    store.db.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", names)


def add_links(store: Store, links: Iterable[tuple[int, int]]) -> None:
    """Add references: key and document of each; quickest in the order of the table."""
    store.db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", links)


def remove(store: Store, doc: int, names: Iterable[int], links: Iterable[int]) -> None:
    """Remove names and references of a document."""
    store.db.executemany("DELETE FROM names WHERE key = ? AND doc = ?", [(key, doc) for key in names])
    store.db.executemany("DELETE FROM links WHERE key = ? AND doc = ?", [(key, doc) for key in links])
