"""Withheld: which files readers may not see because of what refers to them, and who shows them all the same.

Tables: `links`, `docs`.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.page import Status
from generator.store.database import Store

_PUBLIC = f"(kind <> 'article' OR state = {Status.SHOWN})"
_WITHDRAWN = f"SELECT id FROM docs WHERE state = {Status.NOTICE}"


def is_withheld(store: Store, key: int) -> bool:
    """Return whether articles refer to a name, and nothing that is published does."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM links WHERE key = ?)"
        f" AND NOT EXISTS (SELECT 1 FROM links JOIN docs ON id = doc WHERE key = ? AND {_PUBLIC})"
    )
    return bool(store.all(sql, key, key)[0][0])


def is_named(store: Store, key: int) -> bool:
    """Return whether anything that is published refers to a name."""
    return bool(
        store.all(f"SELECT EXISTS (SELECT 1 FROM links JOIN docs ON id = doc WHERE key = ? AND {_PUBLIC})", key)[0][0]
    )


def shown_by(store: Store, key: int) -> str:
    """Return the path of the first published document that refers to a name; empty if none does."""
    rows = store.all(f"SELECT min(path) FROM links JOIN docs ON id = doc WHERE key = ? AND {_PUBLIC}", key)
    return rows[0][0] or ""


def withdrawn(store: Store, docs: Iterable[int] | None) -> list[int]:
    """Return which of some documents are withdrawn articles; None stands for all documents."""
    if docs is None:
        return [row[0] for row in store.all(f"{_WITHDRAWN} ORDER BY id")]
    return [doc for doc in sorted(docs) if store.all(f"{_WITHDRAWN} AND id = ?", doc)]


def withdrawn_users(store: Store, keys: Iterable[int]) -> set[int]:
    """Return the withdrawn articles that refer to any of some names.

    Few articles are withdrawn, whereas a large part of an archive may refer to one name.
    """
    sql = f"{_WITHDRAWN} AND EXISTS (SELECT 1 FROM links WHERE key = ? AND doc = id)"
    return {row[0] for key in keys for row in store.all(sql, key)}
