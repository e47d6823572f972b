"""Packs: the store in pieces that travel, each named by the digest of its bytes, with pages of the store's file.

The first packs hold all pages; each further one holds those that differ since, which count before those of the packs
before it. Small packs become one as they gather, each at most half as large as the next, so that there are few.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.base.digest import SIZE, digest
from generator.portal.records import Record
from generator.store.checksums import PAGE

PAGES = 256
"""Pages of a full pack: some 2 MB packed."""
_MAGIC = b"warta 1\n"
_COUNT = struct.Struct("<I")
_ROW = struct.Struct(f"<I{SIZE}s")


class SpoiledError(Exception):
    """What a target says to be a state cannot be one."""


class Pack(Record, frozen=True):
    """What is known of a pack without its pages."""

    name: str
    pages: dict[int, bytes]
    """Number of each page in it, from 1 on -> digest of its bytes."""


class Plan(Record, frozen=True):
    """What becomes of the packs of a target."""

    kept: tuple[str, ...]
    """Names of those that stay, in their order."""
    sent: tuple[tuple[int, ...], ...]
    """The pages of each new one; they come after those that stay."""


def digests_of(file: Path) -> list[bytes]:
    """Return the digest of each page of a store."""
    found = []
    with open(file, "rb") as store:
        while page := store.read(PAGE):
            found.append(digest(page))
    return found


def plan(packs: Sequence[Pack], pages: Sequence[bytes]) -> Plan:
    """Return which packs stay and what new ones hold.

    Args:
        packs: those of the target, in their order.
        pages: digest of each page of the store.

    """
    last = {number: one.name for one in packs for number in one.pages}
    known = {number: there for one in packs for number, there in one.pages.items()}
    sent = {number for number, here in enumerate(pages, 1) if known.get(number) != here}
    kept: list[Pack] = []
    for one in reversed(packs):
        live = {n for n in one.pages if n <= len(pages) and n not in sent and last[n] == one.name}
        if sent and len(one.pages) < PAGES and len(live) < 2 * len(sent):
            sent |= live
        elif live:
            kept.insert(0, one)
    if sum(len(one.pages) for one in kept) + len(sent) > 2 * len(pages):
        kept, sent = [], set(range(1, len(pages) + 1))
    numbers = sorted(sent)
    cuts = range(0, len(numbers), PAGES)
    return Plan(tuple(one.name for one in kept), tuple(tuple(numbers[at : at + PAGES]) for at in cuts))


def pack(file: Path, numbers: Sequence[int]) -> tuple[Pack, bytes]:
    """Return a pack with some pages of a store, and its bytes."""
    pages, found = {}, []
    with open(file, "rb") as store:
        for number in numbers:
            store.seek((number - 1) * PAGE)
            page = store.read(PAGE)
            pages[number] = digest(page)
            found.append(page)
    data = _head(pages) + zlib.compress(b"".join(found), 6)
    return Pack(digest(data).hex(), pages), data


def _head(pages: Mapping[int, bytes]) -> bytes:
    rows = (_ROW.pack(number, known) for number, known in pages.items())
    return _MAGIC + _COUNT.pack(len(pages)) + b"".join(rows)


def head_of(name: str, data: bytes) -> Pack:
    """Read what a pack says of itself.

    Raises:
        SpoiledError: it is none.

    """
    size = len(_MAGIC) + _COUNT.size
    if data[: len(_MAGIC)] != _MAGIC or len(data) < size:
        raise SpoiledError
    (count,) = _COUNT.unpack_from(data, len(_MAGIC))
    if count > PAGES or len(data) < size + count * _ROW.size:
        raise SpoiledError
    rows: list[tuple[int, bytes]] = list(_ROW.iter_unpack(data[size : size + count * _ROW.size]))
    return Pack(name, dict(rows))


def head_bytes(data: bytes) -> bytes:
    """Return the part of a pack that says what it holds."""
    return _head(head_of("", data).pages)


def unpack(name: str, data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of each page in a pack.

    Raises:
        SpoiledError: it is not the one of that name, or is none.

    """
    if digest(data).hex() != name:
        raise SpoiledError
    found = head_of(name, data)
    unpacking = zlib.decompressobj()
    try:
        # No more than it says: what a few bytes may become has no bound.
        plain = unpacking.decompress(data[len(_head(found.pages)) :], len(found.pages) * PAGE + 1)
    except zlib.error as error:
        raise SpoiledError from error
    if len(plain) != len(found.pages) * PAGE:
        raise SpoiledError
    for at, number in enumerate(found.pages):
        yield number, plain[at * PAGE : (at + 1) * PAGE]
