"""Packs: the store in pieces that travel, each named by the digest of its bytes, with pages of the store's file.

The first packs hold all pages; a further one holds those that differ since. A pack in which nothing counts any longer
goes, and so does one of which little counts, with what does in a new one, so that they hold at most twice the store. In
a pack, pages lie as they follow each other in the trees of SQLite: who reads one of a table is likely to read the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from generator.base.digest import digest
from generator.store.holes import WRITTEN
from generator.store.page_map import PAGE, Chart, Pack, Row, packed, sum_of
from generator.store.partial import Partial

PAGES = 1024
"""Pages of a full pack: some 9 MB packed."""
_INNER = (2, 5)
"""With which byte the pages of a tree begin that lead to others, of an index and of a table."""


def digests_of(file: Path, partial: Partial | None = None) -> list[bytes]:
    """Return the digest of each page of a store; pages of a partial one that were not written here are as they came."""
    found = []
    with open(file, "rb") as store:
        for number in range(1, store.seek(0, 2) // PAGE + 1):
            if partial is not None and partial.state(number) != WRITTEN:
                found.append(partial.chart.row(number).digest)
                continue
            store.seek((number - 1) * PAGE)
            found.append(digest(store.read(PAGE)))
    return found


def plan(there: Chart | None, pages: Sequence[bytes]) -> set[int]:
    """Return which pages have to be sent.

    Args:
        there: what the target has.
        pages: digest of each page of the store.

    """
    if there is None:
        return set(range(1, len(pages) + 1))
    packs = [row.pack for row in there][: len(pages)]
    sent = {
        number
        for number, here in enumerate(pages, 1)
        if number > len(packs) or there.row(number).digest != here
    }  # fmt: skip
    live = Counter(pack for number, pack in enumerate(packs, 1) if number not in sent)
    total = sum(there.packs[pack].pages for pack in live) + len(sent)
    for pack, count in sorted(live.items(), key=lambda item: item[1] / there.packs[item[0]].pages):
        if total <= 2 * len(pages):
            break
        sent |= {number for number, other in enumerate(packs, 1) if other == pack}
        total += count - there.packs[pack].pages
    return sent


def tree_order(file: Path, is_here: Callable[[int], bool], whole: Iterable[int] = ()) -> tuple[list[int], set[int]]:
    """Return the pages of a store in the order of its trees, and those that are likely to be read.

    These are the first page, and those that lead to others, which come first.

    Args:
        file: the store.
        is_here: whether a page is in the file.
        whole: pages with which also all are likely to be read that they lead to.

    """
    below: dict[int, list[int]] = {}
    with open(file, "rb") as store:
        count = store.seek(0, 2) // PAGE
        for number in filter(is_here, range(1, count + 1)):
            if found := _children(store, number, count):
                below[number] = found
    led: set[int] = set()
    pending = list(whole)
    while pending:
        if (number := pending.pop()) not in led:
            led.add(number)
            pending += below.get(number, ())
    hot = {1, *below, *led}
    inner = set(below)
    order = dict.fromkeys(below)
    for root in sorted(inner - {child for children in below.values() for child in children}):
        pending = [root]
        while pending:
            number = pending.pop()
            order.setdefault(number)
            # Each is followed once: what a damaged store says may lead in a circle.
            pending += reversed(below.pop(number, ()))
    return [*order, *(number for number in range(1, count + 1) if number not in order)], hot


def _children(store: BinaryIO, number: int, count: int) -> list[int]:
    """Return the pages to which a page of a tree leads; none if it is no such page."""
    start = 100 if number == 1 else 0
    store.seek((number - 1) * PAGE + start)
    head = store.read(12)
    if head[0] not in _INNER:
        return []
    page = bytes(start) + head + store.read(PAGE - start - 12)
    cells = int.from_bytes(head[3:5], "big")
    at = (int.from_bytes(page[start + 12 + 2 * n : start + 14 + 2 * n], "big") for n in range(cells))
    found = [*(int.from_bytes(page[one : one + 4], "big") for one in at), int.from_bytes(head[8:12], "big")]
    return found if all(0 < one <= count for one in found) else []


def pack(
    file: Path, numbers: Iterable[int], place: int, hot: Callable[[int], int]
) -> tuple[Pack, bytes, dict[int, Row]]:
    """Return a pack with some pages of a store, its bytes, and where each page is.

    Args:
        file: the store.
        numbers: the pages, in order.
        place: the number of the pack in its chart.
        hot: how many times a page is still sent with those that are likely to be read.

    """
    rows, found, at = {}, [], 0
    with open(file, "rb") as store:
        for number in numbers:
            store.seek((number - 1) * PAGE)
            page = store.read(PAGE)
            data = packed(page)
            rows[number] = Row(place, at, len(data), digest(page), sum_of(number, page), hot(number))
            found.append(data)
            at += len(data)
    whole = b"".join(found)
    return Pack(digest(whole).hex(), len(rows)), whole, rows


def cut(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the pages of each pack."""
    for at in range(0, len(numbers), PAGES):
        yield numbers[at : at + PAGES]
