"""Holes: the file beside a partial store that says which of its pages are not here, and where they are."""

from __future__ import annotations

import sqlite3
import struct
import zlib
from array import array
from pathlib import Path

import msgspec

from generator.base.state_files import claim, write
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.store.page_map import Chart, SpoiledError, decode, size_of

MAP = "store.map"
VFS = "&vfs=warta-partial"
"""What the address of such a store has for SQLite, by which it asks before it reads."""
ABSENT, HERE, WRITTEN = 0, 1, 2
"""Of a page: it is not here; it was brought; it was written here."""
AWAY = sqlite3.SQLITE_IOERR_AUTH
"""What SQLite is told of a page that cannot be had; nothing else says that here."""
_HEAD = struct.Struct("<8s4I")
"""The first bytes, then how many the origin has, packs, pages, and the sum of origin and chart."""
_MAGIC = b"warta 3\n"
_WORDS = {ABSENT: 0x1D9A6C35, HERE: 0x6B4FD2E8, WRITTEN: 0xA7E31B5C}
"""What stands for a state; other bits for each page, so that what a fault of the disk leaves is none of them."""
_STATES = {word: state for state, word in _WORDS.items()}
_APART, _BITS = 0x9E3779B1, 0xFFFFFFFF


class Origin(Record, frozen=True):
    """Where the pages are that are not here."""

    target: Target
    block: int = 0
    """Bytes that have to be read at once, from a multiple of so many on; 0 if any can be."""


class Holes(Record, frozen=True):
    """What the file says, and where in it stands what changes."""

    origin: Origin
    chart: Chart
    states: int
    """The byte at which it begins to say which pages are here: a word (`word`) for each."""
    reads: int
    """The byte at which it begins to say which of them somebody has read: a byte for each, 0 or 1."""
    found: bytes
    """Of each page whether it was here when this was read."""


def word(number: int, state: int) -> int:
    """Return what stands for the state of a page."""
    return _WORDS[state] ^ number * _APART & _BITS


def state_of(number: int, found: int) -> int:
    """Return the state of a page by what stands for it.

    Raises:
        SpoiledError: that is nothing.

    """
    state = _STATES.get(found ^ number * _APART & _BITS)
    if state is None:
        raise SpoiledError
    return state


def read(data: bytes) -> Holes:
    """Return what the file says.

    Raises:
        SpoiledError: it is none of ours.

    """
    try:
        magic, size, packs, pages, known = _HEAD.unpack_from(data)
        start = _HEAD.size + size
        end = start + size_of(packs, pages)
        states = -(-end // 4) * 4
        reads = states + 4 * pages
        if magic != _MAGIC or len(data) != reads + pages or zlib.crc32(data[_HEAD.size : end]) != known:
            raise SpoiledError
        origin = msgspec.msgpack.decode(data[_HEAD.size : start], type=Origin)
        words = memoryview(data)[states:reads].cast("I")
        found = bytes(state_of(number, one) for number, one in enumerate(words, 1))
        return Holes(origin, decode(data[start:end]), states, reads, found)
    except (struct.error, msgspec.MsgspecError) as error:
        raise SpoiledError from error


def lay(folder: Path, origin: Origin, chart: Chart, states: bytes) -> None:
    """Write beside a store which of its pages are here, of which nobody has read any.

    Args:
        folder: the state folder.
        origin: where the others are.
        chart: all pages.
        states: for each, whether it is here.

    """
    first = msgspec.msgpack.encode(origin)
    rest = first + chart.encode()
    head = _HEAD.pack(_MAGIC, len(first), len(chart.packs), len(chart), zlib.crc32(rest))
    words = array("I", (word(number, state) for number, state in enumerate(states, 1)))
    gap = bytes(-(len(head) + len(rest)) % 4)
    write(folder / MAP, b"".join((head, rest, gap, words.tobytes(), bytes(len(chart)))))


def states_of(folder: Path) -> bytes:
    """Return for each page of a store whether it is here; nothing if all are.

    Raises:
        SpoiledError: nobody can tell.

    """
    try:
        data = claim(folder / MAP).read_bytes()
    except FileNotFoundError:
        return b""
    return read(data).found


def origin_of(folder: Path) -> Origin | None:
    """Return where the pages of a store are that are not here; None if all are, or nobody can tell."""
    try:
        data = claim(folder / MAP).read_bytes()
        found = read(data)
    except (FileNotFoundError, SpoiledError):
        return None
    return found.origin if ABSENT in found.found else None
