"""The contents of each folder of content/ when last read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.base.digest import SIZE, digest
from generator.model.records import Record
from generator.store.compression import UnpackingError, pack, unpack
from generator.store.database import Store

_STAT = 8
"""Bytes of what a stat is kept as."""
UNKNOWN = bytes(_STAT)
"""In the place of a stat that is not to be trusted."""
_EACH = _STAT + SIZE
_BETWEEN = "\0"
"""No name of a file holds it."""


def packed(stat: str) -> bytes:
    """Return a digest of a stat in an eighth of its bytes: it is only ever compared."""
    return digest(stat.encode(), _STAT)


class FolderFile(Record, frozen=True):
    """A file of a folder."""

    name: str
    stat: bytes
    """`packed` from size, mtime, ctime, inode and mode, or of a commit from object and mode; or `UNKNOWN`."""
    digest: bytes


class Contents(Record, frozen=True):
    """The contents of a folder."""

    path: str
    """Below content/, with a slash at its end; empty for content/ itself."""
    signature: bytes
    """Of the names and stats in it; empty when it has to be looked at again in any case."""
    entries: list[FolderFile]


def signatures(store: Store) -> dict[str, bytes]:
    return dict(store.db.execute("SELECT path, signature FROM dirs"))


def untrusted(store: Store) -> frozenset[str]:
    """Return the paths of the folders that must be checked in any case."""
    return frozenset(store.column("SELECT path FROM dirs WHERE signature = x''"))


def paths(store: Store) -> list[str]:
    """Return the paths of all known folders, in order, without trailing slashes."""
    return [path.rstrip("/") for path in store.column("SELECT path FROM dirs ORDER BY path")]


def entries(store: Store, path: str) -> tuple[FolderFile, ...]:
    """Return the files that a folder had; none if it is unknown.

    Raises:
        UnpackingError: its row is damaged.

    """
    row = store.db.execute("SELECT names, files FROM dirs WHERE path = ?", (path,)).fetchone()
    if row is None:
        return ()
    names, files = _names(row[0]), row[1]
    if len(files) != len(names) * _EACH:
        raise UnpackingError
    return tuple(
        FolderFile(name, files[at : at + _STAT], files[at + _STAT : at + _EACH])
        for name, at in zip(names, range(0, len(files), _EACH), strict=True)
    )


def save(store: Store, folders: Iterable[Contents], gone: Iterable[str]) -> None:
    """Replace the rows of some folders, in order of path, and delete those of `gone` ones.

    That is the order of the table, which keeps its pages full.
    """
    rows = (_row(folder) for folder in folders)
    store.db.executemany("INSERT OR REPLACE INTO dirs VALUES (?, ?, ?, ?)", rows)
    store.db.executemany("DELETE FROM dirs WHERE path = ?", [(path,) for path in gone])


def forget(store: Store, files: Iterable[str]) -> None:
    """Forget files, so that their folders are checked again and they count as new."""
    gone: defaultdict[str, set[str]] = defaultdict(set)
    for path in files:
        gone[path[: path.rfind("/") + 1]].add(path)
    left = [
        Contents(folder, b"", [file for file in entries(store, folder) if folder + file.name not in gone[folder]])
        for folder in sorted(gone)
    ]
    save(store, left, ())


def _row(folder: Contents) -> tuple[str, bytes, bytes, bytes]:
    """Return the columns of a folder; its names resemble the beginnings of records, which helps compression."""
    files = sorted(folder.entries, key=lambda file: file.name)
    names = _BETWEEN.join(file.name for file in files).encode()
    return (
        folder.path,
        folder.signature,
        pack(names) if names else b"",
        b"".join(file.stat + file.digest for file in files),
    )


def _names(names: bytes) -> list[str]:
    return unpack(names).decode().split(_BETWEEN) if names else []
