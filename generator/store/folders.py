"""Folders: what each folder of content/ held when it was last read.

Table: `dirs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from generator.portal.records import Record
from generator.store.database import Store

_PARTIAL = "partial"
"""Key of the store: whether some of the folders are known alone."""


class Entry(Record, frozen=True):
    """A file of a folder."""

    name: str
    stat: str
    """Size, mtime, ctime, inode and mode; empty when they are not to be trusted."""
    digest: bytes


class Contents(Record, frozen=True):
    """What a folder holds."""

    path: str
    """Below content/, with a slash at its end; empty for content/ itself."""
    signature: bytes
    """Of the names and stats in it; empty when it has to be looked at again in any case."""
    entries: list[Entry]


_decode = msgspec.msgpack.Decoder(tuple[Entry, ...]).decode
_encode = msgspec.msgpack.Encoder().encode


def is_partial(store: Store) -> bool:
    """Return whether some of the folders are known alone, so that what is not known may be there all the same."""
    return store.number(_PARTIAL) == 1


def set_partial(store: Store) -> None:
    """Note that no more than some of the folders are known."""
    store.set(_PARTIAL, b"1")


def signatures(store: Store) -> dict[str, bytes]:
    """Return the signature of each known folder by its path."""
    return dict(store.db.execute("SELECT path, signature FROM dirs"))


def paths(store: Store) -> list[str]:
    """Return the paths of all known folders, in order, without a slash at their ends."""
    return [row[0].rstrip("/") for row in store.db.execute("SELECT path FROM dirs ORDER BY path")]


def entries(store: Store, path: str) -> tuple[Entry, ...]:
    """Return the files that a folder held; none if it is not known."""
    row = store.db.execute("SELECT manifest FROM dirs WHERE path = ?", (path,)).fetchone()
    return _decode(row[0]) if row else ()


def files_below(store: Store, folder: str) -> Iterator[str]:
    """Yield the paths of the files that a folder of content/ and the folders below it held."""
    # "0" follows "/" in the order of characters.
    rows = store.all("SELECT path, manifest FROM dirs WHERE path >= ? AND path < ?", f"{folder}/", f"{folder}0")
    for path, manifest in rows:
        yield from (path + entry.name for entry in _decode(manifest))


def save(store: Store, folders: Iterable[Contents], gone: Iterable[str]) -> None:
    """Replace what is known of some folders, and forget others.

    Args:
        store: the store, in a transaction.
        folders: those that differ.
        gone: paths of those that are no longer there.

    """
    store.db.executemany(
        "INSERT OR REPLACE INTO dirs VALUES (?, ?, ?)",
        [
            (folder.path, folder.signature, _encode(sorted(folder.entries, key=lambda one: one.name)))
            for folder in folders
        ],
    )
    store.db.executemany("DELETE FROM dirs WHERE path = ?", [(path,) for path in gone])
