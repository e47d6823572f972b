"""History: why each page was made in the last build, and why it would be made in the next one.

Table: `pages`, its columns `stale`, `why`, `cause`, `made` and `asks`.
"""

from __future__ import annotations

from typing import Any

from generator.model.kinds import OF_DOCUMENT
from generator.model.records import Record
from generator.store.database import Store, marks


class History(Record, frozen=True):
    """How a page came about, and whether it is up to date."""

    id: int
    path: str
    """Below the output folder."""
    stale: int
    """One of `Stale`."""
    why: str
    """Why it was made, or is to be made if it is stale, as `model.rebuild_reasons` packs it."""
    cause: str | None
    """Path below content/ of the file for which it has to be checked."""
    made: int | None
    """Number of the build that made it."""
    dependencies: bytes | None
    """Packed by `queries.dependencies`."""


_COLUMNS = "id, path, stale, why, cause, made, asks"


def _history(store: Store, row: tuple[Any, ...]) -> History:
    page, path, stale, why, cause, made, asks = row
    return History(page, path, stale, why, cause, made, asks and store.compression.unpack(asks))


def at(store: Store, key: int) -> list[History]:
    """Return the page at an address, if there is one, by the key of the address."""
    rows = store.all(f"SELECT {_COLUMNS} FROM pages WHERE kind <> '' AND key = ?", key)
    return [_history(store, row) for row in rows]


def of_file(store: Store, key: int) -> list[History]:
    """Return the pages that are made of a file of content/, by the key of the file."""
    sql = (
        f"SELECT {_COLUMNS} FROM pages WHERE ref IN (SELECT doc FROM names WHERE key = ?)"
        f" AND kind IN ({marks(len(OF_DOCUMENT))}) ORDER BY path"
    )
    return [_history(store, row) for row in store.all(sql, key, *OF_DOCUMENT)]
