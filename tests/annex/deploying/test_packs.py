"""Packs: the pages of a store travel in few pieces, each page for itself, in the order in which they are read."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import msgspec

from generator.annex.deploying.packs import PAGES, cut, digests_of, pack, plan, tree_order
from generator.store.database import open_store
from generator.store.page_map import NOWHERE, PAGE, Pack, chart_of, page_of


def test_random_edits_move_little_and_packs_hold_at_most_twice_the_store() -> None:
    """However many edits a store has seen, its chart has its pages, packs are few, and an edit sends about what it is."""
    rng = random.Random(7)
    pages = [bytes([n % 256]) * 16 for n in range(900)]
    chart = None
    sent = 0
    for turn in range(120):
        for _ in range(20):
            pages[rng.randrange(len(pages))] = rng.randbytes(16)
        if turn % 30 == 29:
            pages = pages[: len(pages) - 40] if turn % 60 == 29 else [*pages, *(rng.randbytes(16) for _ in range(60))]
        todo = sorted(plan(chart, pages))
        rows = [chart.row(n) if chart and n <= len(chart) else NOWHERE for n in range(1, len(pages) + 1)]
        packs = list(chart.packs) if chart else []
        for numbers in cut(todo):
            for number in numbers:
                rows[number - 1] = msgspec.structs.replace(
                    NOWHERE, pack=len(packs), size=1, digest=pages[number - 1], sum=b"1234"
                )
            packs.append(Pack(f"{turn:032x}", len(numbers)))
        kept = sorted({row.pack for row in rows})
        chart = chart_of(
            [packs[n] for n in kept], [msgspec.structs.replace(row, pack=kept.index(row.pack)) for row in rows]
        )
        sent += len(todo) if turn else 0
        assert [row.digest for row in chart] == pages
        assert sum(one.pages for one in chart.packs) <= 2 * len(pages)
    assert sent / 119 < 10 * 20


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    """A pack gives back each of its pages by what its chart says of it."""
    file = tmp_path / "store.db"
    file.write_bytes(b"".join(bytes([n]) * PAGE for n in range(5)))
    made, data, rows = pack(file, [5, 2], 3, lambda number: number == 2)
    assert (made.pages, list(rows), rows[2].pack) == (2, [5, 2], 3)
    for number, row in rows.items():
        assert page_of(row, data[row.at : row.at + row.size]) == bytes([number - 1]) * PAGE
        assert (row.digest, row.hot) == (digests_of(file)[number - 1], number == 2)


def test_pages_lie_as_they_are_read(tmp_path: Path) -> None:
    """What leads to others comes first, then the pages of each table, one after the other; none is left out."""
    with closing(open_store(tmp_path)) as store, store.transaction():
        for n in range(400):
            store.db.execute("INSERT INTO records VALUES (?, ?)", (n, bytes(7000)))
            store.db.execute("INSERT INTO days VALUES (?, ?)", (n, n))
    file = tmp_path / "store.db"
    count = file.stat().st_size // PAGE
    order, inner = tree_order(file, lambda _: True)
    assert sorted(order) == list(range(1, count + 1))
    assert inner == {1, order[0]}
    assert len(tree_order(file, lambda _: True, [order[0]])[1]) > 190
    rows = order[1:200]
    assert rows == sorted(rows)
    data = bytearray(file.read_bytes())
    # What is damaged leads nowhere, or in a circle.
    root = order[0]
    data[(root - 1) * PAGE + 8 : (root - 1) * PAGE + 12] = root.to_bytes(4, "big")
    file.write_bytes(data)
    assert sorted(tree_order(file, lambda _: True, [root])[0]) == list(range(1, count + 1))


def test_packs_are_of_one_size() -> None:
    """However many pages there are, a pack has no more than it may."""
    assert [len(one) for one in cut(range(2 * PAGES + 1))] == [PAGES, PAGES, 1]
