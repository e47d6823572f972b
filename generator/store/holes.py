"""Holes: the file beside a partial store that says which of its pages are not here, and where they are."""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

import msgspec

from generator.base.ownfiles import claim, write
from generator.portal.records import Record
from generator.portal.targets import Target
from generator.store.chart import Chart, SpoiledError, decode, size_of

MAP = "store.map"
VFS = "&vfs=warta-partial"
"""What the address of such a store has for SQLite, by which it asks before it reads."""
ABSENT, HERE, WRITTEN = 0, 1, 2
"""Of a page: it is not here; it was brought; it was written here."""
AWAY = sqlite3.SQLITE_IOERR_AUTH
"""What SQLite is told of a page that cannot be had; nothing else says that here."""
_HEAD = struct.Struct("<8sIII")
_MAGIC = b"warta 2\n"


class Origin(Record, frozen=True):
    """Where the pages are that are not here."""

    target: Target
    block: int = 0
    """Bytes that have to be read at once, from a multiple of so many on; 0 if any can be."""


def read(data: bytes) -> tuple[Origin, Chart, int]:
    """Return where pages are, all pages, and at which byte it begins to say which are here.

    A byte for each page says whether it is here.

    Raises:
        SpoiledError: it is none of ours.

    """
    try:
        magic, size, packs, pages = _HEAD.unpack_from(data)
        start = _HEAD.size + size
        end = start + size_of(packs, pages)
        if magic != _MAGIC or len(data) != end + pages:
            raise SpoiledError
        return msgspec.msgpack.decode(data[_HEAD.size : start], type=Origin), decode(data[start:end]), end
    except (struct.error, msgspec.MsgspecError) as error:
        raise SpoiledError from error


def lay(folder: Path, origin: Origin, chart: Chart, states: bytes) -> None:
    """Write beside a store which of its pages are here.

    Args:
        folder: the state folder.
        origin: where the others are.
        chart: all pages.
        states: for each, whether it is here.

    """
    head = msgspec.msgpack.encode(origin)
    first = _HEAD.pack(_MAGIC, len(head), len(chart.packs), len(chart))
    write(folder / MAP, b"".join((first, head, chart.encode(), states)))


def states_of(folder: Path) -> bytes:
    """Return for each page of a store whether it is here; nothing if all are, or nobody can tell."""
    try:
        data = claim(folder / MAP).read_bytes()
        _, size, packs, pages = _HEAD.unpack_from(data)
    except (FileNotFoundError, struct.error):
        return b""
    start = _HEAD.size + size + size_of(packs, pages)
    return data[start : start + pages]


def origin_of(folder: Path) -> Origin | None:
    """Return where the pages of a store are that are not here; None if all are, or nobody can tell."""
    try:
        data = claim(folder / MAP).read_bytes()
        origin, chart, at = read(data)
    except (FileNotFoundError, SpoiledError):
        return None
    return origin if ABSENT in data[at : at + len(chart)] else None
