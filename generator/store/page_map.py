"""Chart: where the pages of a store are while they are at a target, and what each of them is.

They lie in *packs*, each page compressed for itself, so that one can be had without the others.
"""

from __future__ import annotations

import itertools
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import astuple

from generator.base.digest import SIZE, digest
from generator.model.records import Record

PAGE = 16384
"""Bytes of a page of the store: two articles fill one of the usual size badly; this leaves less unused."""
MOST = 1 << 20
"""Pages of a store: 16 GB."""

_MAGIC = b"warta 3\n"
_HEAD = struct.Struct("<8sII")
_PACK = struct.Struct(f"<{SIZE}sI")
_ROW = struct.Struct(f"<HIH{SIZE}s4sB")


class SpoiledError(Exception):
    """What is said to be a part of a state cannot be one."""


class Row(Record, frozen=True):
    """A page, and where it is."""

    pack: int
    """The number of its pack, from 0 on."""
    at: int
    """Where it begins there."""
    size: int
    """Bytes that it has there."""
    digest: bytes
    sum: bytes
    """By which damage to it is found later (`checksums`)."""
    hot: int
    """How many times it is still sent with those that a build is likely to read; 0 if it is none of them."""


NOWHERE = Row(0, 0, 0, b"", b"", 0)
"""In the place of a page that is not in any pack yet."""


class Pack(Record, frozen=True):
    """Pages that lie together."""

    name: str
    """Digest of all of it, in hex."""
    pages: int
    """How many it has, with those that count no longer."""


class Chart(Record, frozen=True):
    """A chart; pages are numbered from 1 on."""

    packs: tuple[Pack, ...]
    rows: bytes

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self.rows) // _ROW.size

    def __iter__(self) -> Iterator[Row]:
        """Yield all pages."""
        return itertools.starmap(Row, _ROW.iter_unpack(self.rows))

    def row(self, number: int) -> Row:
        """Return a page."""
        return Row(*_ROW.unpack_from(self.rows, (number - 1) * _ROW.size))

    def encode(self) -> bytes:
        """Return a chart as it is kept."""
        packs = b"".join(_PACK.pack(bytes.fromhex(one.name), one.pages) for one in self.packs)
        return _HEAD.pack(_MAGIC, len(self.packs), len(self)) + packs + self.rows


def chart_of(packs: Iterable[Pack], rows: Iterable[Row]) -> Chart:
    """Return a chart from its parts."""
    return Chart(tuple(packs), b"".join(_ROW.pack(*astuple(row)) for row in rows))


def size_of(packs: int, pages: int) -> int:
    """Return how many bytes a chart has that is not compressed."""
    return _HEAD.size + packs * _PACK.size + pages * _ROW.size


def decode(data: bytes) -> Chart:
    """Read a chart, and check that nothing in it leads out of anywhere.

    Raises:
        SpoiledError: it is none.

    """
    if len(data) < _HEAD.size:
        raise SpoiledError
    magic, packs, pages = _HEAD.unpack_from(data)
    if magic != _MAGIC or not 0 < packs <= 1 << 16 or not 0 < pages <= MOST or len(data) != size_of(packs, pages):
        raise SpoiledError
    start = _HEAD.size + packs * _PACK.size
    found = tuple(Pack(name.hex(), count) for name, count in _PACK.iter_unpack(data[_HEAD.size : start]))
    chart = Chart(found, data[start:])
    if any(row.pack >= packs or not 0 < row.size <= 2 * PAGE for row in chart):
        raise SpoiledError
    return chart


def compressed(chart: Chart) -> tuple[str, bytes]:
    """Return name and bytes of a chart as it travels."""
    data = zlib.compress(chart.encode(), 6)
    return digest(data).hex(), data


def opened(name: str, data: bytes) -> Chart:
    """Read a chart that has travelled.

    Raises:
        SpoiledError: it is not the one of that name, or none.

    """
    if digest(data).hex() != name:
        raise SpoiledError
    return decode(_unpacked(data, size_of(1 << 16, MOST)))


def packed(page: bytes) -> bytes:
    """Return a page as it lies in a pack."""
    return zlib.compress(page, 6)


def page_of(row: Row, data: bytes) -> bytes:
    """Return a page from the bytes of a pack.

    Raises:
        SpoiledError: it is another one.

    """
    # No more than it says: what a few bytes may become has no bound.
    page = _unpacked(data, PAGE)
    if digest(page) != row.digest:
        raise SpoiledError
    return page


def sum_of(number: int, page: bytes) -> bytes:
    """Return the sum of a page, by which damage to it is found."""
    return zlib.crc32(page, number).to_bytes(4, "little")


def _unpacked(data: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(data, most + 1)
    except zlib.error as error:
        raise SpoiledError from error
    if len(plain) > most or not unpacking.eof:
        raise SpoiledError
    return plain


def ranked(chart: Chart) -> Sequence[int]:
    """Return the numbers of all pages in the order in which they lie in the packs."""
    places = [(row.pack, row.at, number) for number, row in enumerate(chart, 1)]
    return [number for _, _, number in sorted(places)]
