"""The form in which a store travels: its pages in packs, and a map of the pages in each pack.

Packs and maps are files named by the digest of their bytes. A push adds packs of changed pages; packs with few live
pages are rewritten and empty ones deleted, so that all together hold at most twice the store.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from generator.annex.deploying.manifest import DamagedError
from generator.base.digest import digest
from generator.base.state_files import write
from generator.model.codec import UNREADABLE
from generator.model.records import Record
from generator.store.files import PAGE

PAGES = 1024
"""Pages of a full pack, some 10 MB compressed: packs come side by side."""
MOST = 1 << 20
"""Pages of a store: 16 GB."""
_LEVEL = 6


class Pack(Record, frozen=True):
    """Pages compressed together."""

    digest: bytes
    pages: tuple[int, ...]
    """The number of each in the store, from 1 on; 0 in the place of one that a later pack has."""

    @property
    def name(self) -> str:
        return self.digest.hex()


class PageMap(Record, frozen=True):
    """Where the pages of a store are."""

    packs: tuple[Pack, ...]
    digests: tuple[bytes, ...]
    """Of each page of the store, in order."""


def encode(pages: PageMap) -> tuple[str, bytes]:
    data = zlib.compress(msgspec.msgpack.encode(pages), _LEVEL)
    return digest(data).hex(), data


def decode(name: str, data: bytes) -> PageMap:
    """Read a map; raise DamagedError if it is not that of the name, or packs and store differ in their pages."""
    try:
        found = msgspec.msgpack.decode(_inflated(name, data, 64 * MOST), type=PageMap)
    except UNREADABLE as error:
        raise DamagedError from error
    live = sorted(number for pack in found.packs for number in pack.pages if number)
    if live != [*range(1, len(found.digests) + 1)] or not 0 < len(live) <= MOST:
        raise DamagedError
    if not all(0 < len(pack.pages) <= PAGES for pack in found.packs):
        raise DamagedError
    return found


def page_digests(store: Path) -> tuple[bytes, ...]:
    with open(store, "rb") as file:
        return tuple(digest(page) for page in iter(lambda: file.read(PAGE), b""))


def plan(there: PageMap | None, pages: Sequence[bytes]) -> set[int]:
    """Return the numbers of the pages to send, from a target's map and the digest of each page of the store."""
    if there is None:
        return {*range(1, len(pages) + 1)}
    known = there.digests
    sent = {number for number, here in enumerate(pages, 1) if number > len(known) or known[number - 1] != here}
    live = {pack: _live(pack, sent, len(pages)) for pack in there.packs}
    total = sum(len(pack.pages) for pack, numbers in live.items() if numbers) + len(sent)
    for pack, numbers in sorted(live.items(), key=lambda item: len(item[1]) / len(item[0].pages)):
        if total <= 2 * len(pages):
            break
        if numbers:
            sent.update(numbers)
            total += len(numbers) - len(pack.pages)
    return sent


def _live(pack: Pack, sent: Collection[int], count: int) -> list[int]:
    return [number for number in pack.pages if 0 < number <= count and number not in sent]


def write_packs(
    store: Path, folder: Path, there: PageMap | None, pages: Sequence[bytes], sent: Collection[int]
) -> tuple[PageMap, int]:
    """Write the pages that `plan` returned into packs; return the map of all pages, and the bytes written."""
    live = [(pack, {*_live(pack, sent, len(pages))}) for pack in (there.packs if there else ())]
    packs = [
        Pack(pack.digest, tuple(number if number in kept else 0 for number in pack.pages))
        for pack, kept in live
        if kept
    ]
    numbers, size = sorted(sent), 0
    with open(store, "rb") as file:
        for start in range(0, len(numbers), PAGES):
            chosen = numbers[start : start + PAGES]
            plain = bytearray()
            for number in chosen:
                file.seek((number - 1) * PAGE)
                plain += file.read(PAGE)
            data = zlib.compress(plain, _LEVEL)
            packs.append(Pack(digest(data), tuple(chosen)))
            write(folder / packs[-1].name, data)
            size += len(data)
    return PageMap(tuple(packs), tuple(pages)), size


def unpack(pages: PageMap, folder: Path, store: Path) -> int:
    """Make a store's file of the packs in a folder; return their size. Raise DamagedError or FileNotFoundError."""
    with open(store, "wb") as file:
        file.truncate(len(pages.digests) * PAGE)

    def unpack_one(pack: Pack) -> int:
        data = (folder / pack.name).read_bytes()
        plain = _inflated(pack.name, data, len(pack.pages) * PAGE)
        if len(plain) != len(pack.pages) * PAGE:
            raise DamagedError
        with open(store, "r+b") as file:
            for place, number in enumerate(pack.pages):
                if number:
                    file.seek((number - 1) * PAGE)
                    file.write(plain[place * PAGE : (place + 1) * PAGE])
        return len(data)

    with ThreadPoolExecutor(4) as pool:
        return sum(pool.map(unpack_one, pages.packs))


def _inflated(name: str, data: bytes, most: int) -> bytes:
    """Return a target file's content, at most so many bytes: a few bytes can expand without bound."""
    if digest(data).hex() != name:
        raise DamagedError
    inflating = zlib.decompressobj()
    try:
        plain = inflating.decompress(data, most + 1)
    except zlib.error as error:
        raise DamagedError from error
    if len(plain) > most or not inflating.eof:
        raise DamagedError
    return plain
