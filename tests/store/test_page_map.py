"""Chart: what a target says of a state is held to what can be true."""

from __future__ import annotations

import random
import struct
import zlib

import msgspec
import pytest

from generator.base.digest import digest
from generator.store.page_map import (
    PAGE,
    Chart,
    Pack,
    Row,
    SpoiledError,
    chart_of,
    compressed,
    decode,
    opened,
    packed,
    page_of,
    ranked,
)  # fmt: skip


def chart() -> Chart:
    """Return a chart of three pages in two packs."""
    packs = [Pack("0" * 32, 2), Pack("f" * 32, 5)]
    places = ((1, 7), (0, 9), (0, 0))
    return chart_of(packs, [Row(place, at, 9, digest(bytes([at])), b"abcd", at == 0) for place, at in places])


def test_a_chart_travels() -> None:
    """It comes back as it was, and knows the order in which its pages lie."""
    made = chart()
    found = opened(*compressed(made))
    assert found == made
    assert [row.hot for row in found] == [0, 0, 1]
    assert list(ranked(found)) == [3, 2, 1]


def test_nothing_else_is_a_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other bytes than its name says, counts that are huge, packs that there are not, sizes without bound: refused."""
    made = chart()
    plain = made.encode()
    data = compressed(made)[1]
    with pytest.raises(SpoiledError):
        opened("0" * 32, data)
    beyond = chart_of(made.packs, [msgspec.structs.replace(row, pack=2) for row in made])
    long = chart_of(made.packs, [msgspec.structs.replace(row, size=60_000) for row in made])
    head = struct.Struct("<8sII")
    spoilt = [
        b"", plain[:-1], plain + b"x", b"warta 1\n" + plain[8:], beyond.encode(), long.encode(),
        head.pack(b"warta 2\n", 2**32 - 1, 2**32 - 1), head.pack(b"warta 2\n", 0, 3) + plain[16:],
    ]  # fmt: skip
    rng = random.Random(5)
    spoilt += [rng.randbytes(rng.randrange(200)) for _ in range(50)]
    for one in spoilt:
        with pytest.raises(SpoiledError):
            decode(one)
        travelled = zlib.compress(one)
        with pytest.raises(SpoiledError):
            opened(digest(travelled).hex(), travelled)
    monkeypatch.setattr("generator.store.page_map.MOST", 1000)
    bomb = zlib.compress(bytes(2 << 20))
    for one in (bomb, data[:-3], b"", b"x"):
        with pytest.raises(SpoiledError):
            opened(digest(one).hex(), one)


def test_a_page_is_the_one_that_was_packed() -> None:
    """Another page, half of one and one without end are refused."""
    page = b"abc" * 5000 + bytes(PAGE - 15000)
    row = Row(0, 0, 0, digest(page), b"", hot=0)
    assert page_of(row, packed(page)) == page
    for data in (packed(page[:-1]), packed(page)[:-2], b"", zlib.compress(bytes(1 << 20)), packed(page + b"x")):
        with pytest.raises(SpoiledError):
            page_of(row, data)
