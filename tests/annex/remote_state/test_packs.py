"""The pages of a store travel in few packs, and an edit adds a small one."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.annex.deploying.manifest import DamagedError
from generator.annex.remote_state import packs
from generator.annex.remote_state.packs import PAGES, Pack, PageMap, decode, encode, page_digests, plan, unpack
from generator.base.digest import digest
from generator.store.files import PAGE


def sent(store: Path, folder: Path, there: PageMap | None) -> tuple[PageMap, int]:
    """Write what differs between a store and what a target has; return the new map, and the number of pages."""
    digests = page_digests(store)
    numbers = plan(there, digests)
    return packs.write_packs(store, folder, there, digests, numbers)[0], len(numbers)


def test_random_edits_move_little_and_packs_hold_at_most_twice_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many edits a store has seen, it comes back as it is, packs are few, and an edit sends about what it is."""
    monkeypatch.setattr(packs, "PAGE", 16)
    rng = random.Random(7)
    pages = [rng.randbytes(16) for _ in range(900)]
    store, there, moved = tmp_path / "store.db", None, 0
    for turn in range(120):
        for _ in range(20):
            pages[rng.randrange(len(pages))] = rng.randbytes(16)
        if turn % 30 == 29:
            pages = pages[: len(pages) - 40] if turn % 60 == 29 else [*pages, *(rng.randbytes(16) for _ in range(60))]
        store.write_bytes(b"".join(pages))
        there, count = sent(store, tmp_path, there)
        moved += count if turn else 0
        assert sum(len(pack.pages) for pack in there.packs) <= 2 * len(pages)
        if turn % 10 == 0:
            unpack(decode(*encode(there)), tmp_path, tmp_path / "back")
            assert (tmp_path / "back").read_bytes() == store.read_bytes()
    assert moved / 119 < 10 * 20


def test_packs_are_of_one_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pages there are, a pack has no more than it may."""
    monkeypatch.setattr(packs, "PAGE", 4)
    (tmp_path / "store.db").write_bytes(bytes(4 * (2 * PAGES + 1)))
    there, _ = sent(tmp_path / "store.db", tmp_path, None)
    assert [len(pack.pages) for pack in there.packs] == [PAGES, PAGES, 1]


@pytest.fixture
def packed(tmp_path: Path) -> PageMap:
    """A store of five pages in two packs."""
    store = tmp_path / "store.db"
    store.write_bytes(b"".join(bytes([n]) * PAGE for n in range(5)))
    first, _ = sent(store, tmp_path, None)
    store.write_bytes(b"".join(bytes([n + (n == 3)]) * PAGE for n in range(5)))
    return sent(store, tmp_path, first)[0]


def test_a_pack_is_the_one_of_its_name(packed: PageMap, tmp_path: Path) -> None:
    """Another one, half of one, and one with fewer pages or without end: refused."""
    assert [pack.pages for pack in packed.packs] == [(1, 2, 3, 0, 5), (4,)]
    file = tmp_path / packed.packs[0].name
    whole = file.read_bytes()
    for data in (whole[:-1], whole + b"x", b"", bytes([whole[0] ^ 1]) + whole[1:]):
        file.write_bytes(data)
        with pytest.raises(DamagedError):
            unpack(packed, tmp_path, tmp_path / "back")
    for data in (zlib.compress(bytes(4 * PAGE)), zlib.compress(bytes(1 << 20)), whole[:-1], b"x"):
        (tmp_path / digest(data).hex()).write_bytes(data)
        first = msgspec.structs.replace(packed.packs[0], digest=digest(data))
        with pytest.raises(DamagedError):
            unpack(msgspec.structs.replace(packed, packs=(first, packed.packs[1])), tmp_path, tmp_path / "back")
    file.unlink()
    with pytest.raises(FileNotFoundError):
        unpack(packed, tmp_path, tmp_path / "back")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda packs: (),
        lambda packs: packs[:1],
        lambda packs: (*packs, packs[1]),
        lambda packs: (*packs, Pack(b"x" * 16, ())),
        lambda packs: (*packs, Pack(b"x" * 16, (6,))),
        lambda packs: (*packs, Pack(b"x" * 16, (-1,))),
        lambda packs: (*packs, Pack(b"x" * 16, (0,) * (PAGES + 1))),
    ],
)
def test_a_map_has_each_page_once(packed: PageMap, spoil: Callable[[tuple[Pack, ...]], tuple[Pack, ...]]) -> None:
    """Pages that no pack has, that two have, or that the store has not, packs without pages and huge ones: refused."""
    assert decode(*encode(packed)) == packed
    with pytest.raises(DamagedError):
        decode(*encode(msgspec.structs.replace(packed, packs=spoil(packed.packs))))


def test_nothing_else_is_a_map(packed: PageMap, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other bytes than its name says, other values, and bytes that become too many: refused."""
    name, data = encode(packed)
    with pytest.raises(DamagedError):
        decode("0" * 32, data)
    rng = random.Random(5)
    plain = (b"", b"\x00", msgspec.msgpack.encode([1, 2]), *(rng.randbytes(rng.randrange(200)) for _ in range(50)))
    for other in (data[:-3], b"", b"x", *map(zlib.compress, plain)):
        with pytest.raises(DamagedError):
            decode(name, other)
        with pytest.raises(DamagedError):
            decode(digest(other).hex(), other)
    monkeypatch.setattr(packs, "MOST", 1)
    bomb = zlib.compress(bytes(1 << 20))
    with pytest.raises(DamagedError):
        decode(digest(bomb).hex(), bomb)


def mapped(digests: str, *packs: tuple[int, ...]) -> PageMap:
    """Return a map of pages whose digests are letters."""
    return PageMap(
        tuple(Pack(bytes([n]) * 16, pages) for n, pages in enumerate(packs)), tuple(one.encode() for one in digests)
    )


@pytest.mark.parametrize(
    ("there", "pages", "numbers"),
    [
        (None, "ab", {1, 2}), (None, "", set()), (mapped("ab", (1, 2)), "ab", set()), (mapped("ab", (1, 2)), "ac", {2}), (mapped("ab", (1, 2)), "abc", {3}), (mapped("abc", (1, 2, 3)), "ab", set()), (mapped("ab", (1, 2)), "ba", {1, 2}),
        (mapped("ab", (1, 0, 0), (2,)), "ab", set()), (mapped("ab", (1, 0, 0, 0), (2,)), "ab", {1}), (mapped("ab", (2,), (1, 0, 0, 0)), "ab", {1}), (mapped("abc", (1, 0, 0, 0), (2, 0, 0), (3,)), "abc", {1}),
        (mapped("abc", (2, 0, 0), (1, 0, 0, 0, 0, 0), (3,)), "abc", {1}), (mapped("abc", (1, 0, 0, 0, 0, 0), (2, 0, 0, 0, 0), (3,)), "abc", {1, 2}), (mapped("ab", (1, 0, 0), (2,)), "xb", {1}), (mapped("abcd", (1, 2, 3, 4)), "a", {1}),
        (mapped("abc", (1, 2, 3)), "a", {1}), (mapped("ab", (1, 2)), "a", set()),
    ],
)  # fmt: skip
def test_which_pages_are_sent(there: PageMap | None, pages: str, numbers: set[int]) -> None:
    """Those that differ, and those of the packs with the fewest live pages, while all hold more than twice the store."""
    assert plan(there, [one.encode() for one in pages]) == numbers


def test_what_is_written_is_what_the_map_says(packed: PageMap, tmp_path: Path) -> None:
    """Each pack by its name, with the pages in their order; sizes are those of the packs."""
    store = tmp_path / "store.db"
    digests = page_digests(store)
    assert digests == tuple(digest(bytes([n + (n == 3)]) * PAGE) for n in range(5)) == packed.digests
    found, size = packs.write_packs(store, tmp_path, packed, digests, {5, 2})
    assert [pack.pages for pack in found.packs] == [(1, 0, 3, 0, 0), (4,), (2, 5)]
    assert found.packs[0].digest == packed.packs[0].digest
    assert found.packs[1] == packed.packs[1]
    data = (tmp_path / found.packs[2].name).read_bytes()
    assert (size, zlib.decompress(data)) == (len(data), b"\1" * PAGE + b"\4" * PAGE)
    assert packs.write_packs(store, tmp_path, packed, digests, {4})[0].packs[0].pages == (1, 2, 3, 0, 5)
    assert packs.write_packs(store, tmp_path, packed, digests, ()) == (packed, 0)
    whole = sum((tmp_path / pack.name).stat().st_size for pack in found.packs)
    assert unpack(found, tmp_path, tmp_path / "back") == whole
    assert (tmp_path / "back").read_bytes() == store.read_bytes()


def test_a_store_may_have_as_many_pages_as_it_may(packed: PageMap, monkeypatch: pytest.MonkeyPatch) -> None:
    """One more is refused, and so is none."""
    monkeypatch.setattr(packs, "MOST", 5)
    assert decode(*encode(packed)) == packed
    for most in (4, 1):
        monkeypatch.setattr(packs, "MOST", most)
        with pytest.raises(DamagedError):
            decode(*encode(packed))
    monkeypatch.undo()
    with pytest.raises(DamagedError):
        decode(*encode(PageMap((), ())))


def test_a_pack_may_be_full() -> None:
    """With one page more it is none."""
    full = PageMap((Pack(b"x" * 16, tuple(range(1, PAGES + 1))),), (b"y" * 16,) * PAGES)
    assert decode(*encode(full)) == full
    more = PageMap((Pack(b"x" * 16, tuple(range(1, PAGES + 2))),), (b"y" * 16,) * (PAGES + 1))
    with pytest.raises(DamagedError):
        decode(*encode(more))
