"""Partial: a store of which only those pages are here that somebody has read; the others are where its chart says.

The file of the store has its full size, with holes. Beside it, `store.map` (`holes`) has the chart and says of each
page whether it is here, shared by all processes that have the store open; and which of them somebody has read, so that
the next machine is given these at once. Before SQLite reads a page (`hook`), it is
brought; it is checked by its digest, so that it makes no difference when.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from pathlib import Path

from generator.base.digest import digest
from generator.base.state_files import claim
from generator.store.door import DOOR, Door, Get
from generator.store.holes import ABSENT, HERE, MAP, WRITTEN, read, state_of, word
from generator.store.page_map import PAGE, SpoiledError, page_of, ranked

if sys.platform != "win32":
    import fcntl

_MOST_AHEAD = 256
_DEEPEST = 20
"""Steps from the page from which a table hangs to its rows: SQLite has no more."""
_APART = 32 * 1024
"""Bytes between two pages that are rather brought too than asked for twice."""
_PIECE = 4 << 20


class Partial:
    """The pages of a store that are here, and a way to the others."""

    def __init__(self, folder: Path) -> None:
        """Open it.

        Args:
            folder: the state folder.

        Raises:
            SpoiledError: what is there is none.

        """
        self._store = folder / "store.db"
        file = claim(folder / MAP)
        found = read(file.read_bytes())
        self.origin, self.chart = found.origin, found.chart
        self._file = open(file, "r+b", buffering=0)  # noqa: SIM115 - until it is closed
        self._map = mmap.mmap(self._file.fileno(), 0)
        with memoryview(self._map) as view, view[found.states : found.reads] as states:
            self._states = states.cast("I")
            self._reads = view[found.reads :]
        self._inners: dict[int, tuple[list[int], list[int]] | None] = {}
        self._ahead: dict[int, int] = {}
        """Rank of the page after those that were brought -> how many are brought at once if it is asked for."""

    def close(self) -> None:
        """Close it."""
        self._door.close()
        self._states.release()
        self._reads.release()
        self._map.close()
        self._file.close()

    def __len__(self) -> int:
        """Return how many pages the store had when it came."""
        return len(self._states)

    @cached_property
    def _door(self) -> Door:
        return Door(os.environ.get(DOOR, ""))

    @cached_property
    def _ranked(self) -> tuple[list[int], list[int]]:
        """The pages in the order of the packs, and the rank of each."""
        order = list(ranked(self.chart))
        ranks = [0] * (len(order) + 1)
        for rank, number in enumerate(order):
            ranks[number] = rank
        return order, ranks

    def state(self, number: int) -> int:
        """Return whether a page is here, and whether it was written here; those that came later were.

        Raises:
            SpoiledError: nobody knows any more.

        """
        return state_of(number, self._states[number - 1]) if number <= len(self) else WRITTEN

    def _set(self, number: int, state: int) -> None:
        self._states[number - 1] = word(number, state)

    def note(self, number: int) -> None:
        """Note that somebody reads a page."""
        if number <= len(self):
            self._reads[number - 1] = 1

    def is_read(self, number: int) -> bool:
        """Return whether somebody has read a page since the store came; of those that came later nobody asks."""
        return number <= len(self) and self._reads[number - 1] == 1

    def need(self, number: int) -> None:
        """Make sure that a page is here.

        Raises:
            OSError: it cannot be had.
            SpoiledError: what is there is another one.

        """
        if self.state(number) != ABSENT:
            return
        order, ranks = self._ranked
        rank = ranks[number]
        ahead = self._ahead.pop(rank, 1)
        first, last = self._block(rank, order) if self.origin.block else (rank, rank)
        last = max(last, rank + ahead - 1)
        self._ahead[last + 1] = min(2 * ahead, _MOST_AHEAD)
        self._bring([page for page in order[first : last + 1] if self.state(page) == ABSENT], self._door.get)

    def _block(self, rank: int, order: list[int]) -> tuple[int, int]:
        """Return the ranks of the first and last page that come with one though nobody has asked for them yet."""
        own = self.chart.row(order[rank])
        start = own.at // self.origin.block * self.origin.block
        end = start + -(-(own.at + own.size - start) // self.origin.block) * self.origin.block
        first = last = rank
        while first and (before := self.chart.row(order[first - 1])).pack == own.pack and before.at >= start:
            first -= 1
        while last + 1 < len(order) and (after := self.chart.row(order[last + 1])).pack == own.pack:
            if after.at + after.size > end:
                break
            last += 1
        return first, last

    def _page(self, number: int) -> bytes:
        """Return a page as it is in the file; of nothing on Windows, where no store is partial (`hook`)."""
        if sys.platform == "win32":
            return b""
        return os.pread(_opened(self._store, self._store.stat().st_ino), PAGE, (number - 1) * PAGE)

    def is_hole(self, number: int) -> bool:
        """Return whether a page that is said to have been brought has nothing of what it was."""
        if self.state(number) != HERE:
            return False
        return digest(self._page(number)) != self.chart.row(number).digest

    def bring(self, numbers: Iterable[int], get: Get | None = None) -> None:
        """Bring pages that will be read, many at a time.

        Raises:
            OSError: they cannot be had.
            SpoiledError: what is there are others.

        """
        ranks = self._ranked[1]
        wanted = sorted((n for n in numbers if self.state(n) == ABSENT), key=lambda number: ranks[number])
        found = get or self._door.get
        with ThreadPoolExecutor(8) as pool:
            for _ in pool.map(lambda piece: self._bring(piece, found), self._pieces(wanted)):
                pass

    def expect(self, root: int, keys: Iterable[int]) -> None:
        """Bring the rows of a table that are about to be read one after the other; what cannot be had is met then.

        Args:
            root: the page from which the table hangs.
            keys: of the rows.

        """
        leaves: set[int] = set()
        for key in keys:
            page = root
            for _ in range(_DEEPEST):
                if (found := self._inner(page)) is None:
                    break
                page = found[1][bisect_left(found[0], key)]
            leaves.add(page)
        with contextlib.suppress(OSError, SpoiledError):
            self.bring(leaves)

    def _inner(self, number: int) -> tuple[list[int], list[int]] | None:
        """Return the greatest key of each page but the last that a page of a table leads to, and these pages."""
        if number not in self._inners:
            page = b""
            if 1 < number <= len(self) and self.state(number) != ABSENT:
                page = self._page(number)
            self._inners[number] = _led(page) if page[:1] == b"\5" else None
        return self._inners[number]

    def _pieces(self, wanted: list[int]) -> Iterator[list[int]]:
        """Yield pages, in the order of the packs, by pieces that are asked for at once."""
        piece: list[int] = []
        for number in wanted:
            row = self.chart.row(number)
            if piece:
                first, last = self.chart.row(piece[0]), self.chart.row(piece[-1])
                if row.pack != first.pack or row.at - last.at - last.size > _APART or row.at - first.at > _PIECE:
                    yield piece
                    piece = []
            piece.append(number)
        if piece:
            yield piece

    def _bring(self, numbers: list[int], get: Get) -> None:
        while numbers:
            rows = [self.chart.row(number) for number in numbers]
            first = rows[0]
            count = next((n for n, row in enumerate(rows) if row.pack != first.pack), len(rows))
            end = rows[count - 1].at + rows[count - 1].size
            data = get(self.chart.packs[first.pack].name, first.at, end - first.at)
            pages = [page_of(row, data[row.at - first.at : row.at - first.at + row.size]) for row in rows[:count]]
            with self._alone():
                for number, page in zip(numbers, pages, strict=False):
                    if sys.platform != "win32" and self.state(number) == ABSENT:
                        os.pwrite(_opened(self._store, self._store.stat().st_ino), page, (number - 1) * PAGE)
                        self._set(number, HERE)
            numbers = numbers[count:]

    @contextlib.contextmanager
    def writing(self, number: int) -> Iterator[None]:
        """Hold a page that is not here against its being brought while it is written; note that it was written here."""
        if self.state(number) == ABSENT:
            with self._alone():
                self._set(number, WRITTEN)
                yield
            return
        if number <= len(self):
            self._set(number, WRITTEN)
        yield

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        if sys.platform != "win32":
            fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            if sys.platform != "win32":
                fcntl.flock(self._file, fcntl.LOCK_UN)


@cache
def _opened(store: Path, inode: int) -> int:
    """Return a number by which a store can be written.

    It is never closed: with any of its numbers a process gives up all locks that SQLite has on the file.
    """
    del inode
    return os.open(store, os.O_RDWR)


def _led(page: bytes) -> tuple[list[int], list[int]]:
    """Return what a page of a table that leads to others says of them, as SQLite lays it out."""
    keys, pages = [], []
    for n in range(int.from_bytes(page[3:5], "big")):
        at = int.from_bytes(page[12 + 2 * n : 14 + 2 * n], "big")
        pages.append(int.from_bytes(page[at : at + 4], "big"))
        key = 0
        for byte in page[at + 4 : at + 12]:
            key = key << 7 | byte & 0x7F
            if byte < 0x80:
                break
        else:
            key = key << 8 | page[at + 12]
        keys.append(key)
    return keys, [*pages, int.from_bytes(page[8:12], "big")]
