"""Packs: the pages of a store travel in few pieces, and nothing that a target says is believed."""

from __future__ import annotations

import random
import struct
import zlib
from pathlib import Path

import pytest

from generator.base.digest import digest
from generator.deploying.packs import PAGES, Pack, SpoiledError, digests_of, head_of, pack, plan, unpack
from generator.store.checksums import PAGE


def test_random_edits_move_little_and_few_packs_stay() -> None:
    """However many edits a store has seen, the packs hold its pages, are few, and an edit sends about what it changed."""
    rng = random.Random(7)
    pages = [bytes([n % 256]) * 16 for n in range(900)]
    packs: list[Pack] = []
    sent = 0
    for turn in range(120):
        for _ in range(20):
            pages[rng.randrange(len(pages))] = rng.randbytes(16)
        if turn % 30 == 29:
            pages = pages[: len(pages) - 40] if turn % 60 == 29 else [*pages, *(rng.randbytes(16) for _ in range(60))]
        todo = plan(packs, pages)
        known = {one.name: one for one in packs}
        new = [Pack(f"{turn}-{n}", {page: pages[page - 1] for page in cut}) for n, cut in enumerate(todo.sent)]
        packs = [*(known[name] for name in todo.kept), *new]
        sent += sum(map(len, todo.sent)) if turn else 0
        merged: dict[int, bytes] = {}
        for one in packs:
            merged.update(one.pages)
        assert [merged[n] for n in range(1, len(pages) + 1)] == pages
        assert len(packs) <= 2 * (len(pages) // PAGES) + 8
    assert sent / 119 < 10 * 20


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    """A pack gives back the pages with their numbers, and its head says which they are."""
    file = tmp_path / "store.db"
    file.write_bytes(b"".join(bytes([n]) * PAGE for n in range(5)))
    made, data = pack(file, [2, 5])
    assert list(unpack(made.name, data)) == [(2, b"\1" * PAGE), (5, b"\4" * PAGE)]
    assert head_of(made.name, data) == made
    assert [made.pages[2], made.pages[5]] == [digests_of(file)[1], digests_of(file)[4]]


def test_nothing_else_is_unpacked() -> None:
    """Other bytes than the name says, a head that is none, and pages without end are refused."""
    bomb = b"warta 1\n" + struct.pack("<I", 1) + struct.pack("<I16s", 1, b"") + zlib.compress(bytes(4 * PAGE))
    many = b"warta 1\n" + struct.pack("<I", 2**32 - 1)
    for data in (b"", b"warta 1\n", many, bomb, bomb[:-3], b"warta 2\n" + bomb[8:]):
        with pytest.raises(SpoiledError):
            list(unpack(digest(data).hex(), data))
    with pytest.raises(SpoiledError):
        list(unpack("0" * 32, bomb))
