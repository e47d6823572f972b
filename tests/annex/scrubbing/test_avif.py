"""AVIF, box by box and item by item."""

from __future__ import annotations

import pytest

from generator.annex.scrubbing import cleaned
from tests.annex.scrubbing.test_films import box

Place = tuple[int, int, list[tuple[int, int]]]
"""An item: its number, how it is stored, and where its pieces lie."""
HEAD = box(b"ftyp", b"avif", bytes(4))
EMPTY_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"


def items(*kinds: bytes, version: int = 0, entry: int = 2) -> bytes:
    """Return the table that says what the items 1, 2, … are."""
    count, wide = len(kinds).to_bytes(4 if version else 2, "big"), 4 if entry == 3 else 2
    entries = [
        box(b"infe", bytes((entry, 0, 0, 0)), at.to_bytes(wide, "big"), b"\0\0", kind, b"nama\0")
        for at, kind in enumerate(kinds, 1)
    ]
    return box(b"iinf", bytes((version, 0, 0, 0)), count, *entries)


def places(*found: Place, version: int = 1, sizes: int = 0x4400, base: int = 0) -> bytes:
    """Return the table that says where items lie, with places of four bytes or eight."""
    wide = 4 if version == 2 else 2
    body = bytes((version, 0, 0, 0)) + sizes.to_bytes(2, "big") + len(found).to_bytes(wide, "big")
    offset, length, base_size, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    for item, method, pieces in found:
        body += item.to_bytes(wide, "big") + (method.to_bytes(2, "big") if version else b"") + b"\0\0"
        body += (base.to_bytes(base_size, "big") if base_size else b"") + len(pieces).to_bytes(2, "big")
        for start, size in pieces:
            body += (
                bytes(index if version else 0) + (start - base).to_bytes(offset, "big") + size.to_bytes(length, "big")
            )
    return box(b"iloc", body)


def picture(table: bytes, what: bytes, data: bytes, idat: bytes = b"") -> bytes:
    return HEAD + box(b"meta", bytes(4), what, table, box(b"idat", idat) if idat else b"") + box(b"mdat", data)


def whole(what: bytes, data: bytes, pieces: dict[int, list[tuple[int, int]]], **options: int) -> tuple[bytes, int]:
    """Return a picture whose pieces are counted from the beginning of its data, and where that lies."""
    empty = places(*((item, 0, found) for item, found in pieces.items()), **options | {"base": 0})
    at = len(picture(empty, what, b""))
    moved: list[Place] = [(item, 0, [(start + at, size) for start, size in found]) for item, found in pieces.items()]
    return picture(places(*moved, **options), what, data), at


@pytest.mark.parametrize("kind", [b"av01", b"grid", b"iovl", b"iden", b"tmap"])
def test_what_is_a_part_of_what_is_seen_stays(kind: bytes) -> None:
    """Pictures, and how they are put together."""
    data, _ = whole(items(kind), b"PICTURE", {1: [(0, 7)]})
    assert cleaned(data) == data


@pytest.mark.parametrize("kind", [b"mime", b"uri ", b"hvc1", b"jpeg"])
def test_what_is_none_is_overwritten(kind: bytes) -> None:
    """XMP and whatever else there may be; Exif becomes one that says nothing."""
    data, at = whole(
        items(b"av01", kind, b"Exif"), b"PICTURETELL" + b"E" * 30, {1: [(0, 7)], 2: [(7, 4)], 3: [(11, 30)]}
    )
    assert cleaned(data) == data[:at] + b"PICTURE" + bytes(4) + EMPTY_EXIF.ljust(30, b"\0")


def test_what_belongs_to_no_item_is_overwritten() -> None:
    """Before, between and behind them, also where they lie over each other, and what is of an item without a kind."""
    data, at = whole(items(b"av01", b"av01"), b"..PICTURE..DATA..X", {1: [(2, 7)], 2: [(4, 5), (11, 4)], 3: [(17, 1)]})
    assert cleaned(data) == data[:at] + b"\0\0PICTURE\0\0DATA\0\0\0"
    inner = picture(places((1, 1, [(2, 3)]), (2, 2, [(0, 9)])), items(b"av01", b"av01"), b"TELL", b"..ABC..")
    assert cleaned(inner) == inner.replace(b"..ABC..", b"\0\0ABC\0\0").replace(b"TELL", bytes(4))


@pytest.mark.parametrize("kind", [b"free", b"skip", b"uuid", b"udta"])
def test_boxes_in_which_something_is_noted_are_overwritten(kind: bytes) -> None:
    """At the top and in the tracks of an animation, wherever those have them."""
    note = box(kind, b"TELL")
    deep = box(b"moov", note, box(b"trak", note, box(b"mdia", note, box(b"minf", note, box(b"stbl", note, b"")))))
    data = HEAD + box(b"meta", bytes(4)) + note + deep + box(b"mdat", b"PICTURE")
    assert cleaned(data) == data.replace(b"TELL", bytes(4))
    assert cleaned(HEAD + box(b"abcd", note)) == HEAD + box(b"abcd", note)


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (b"", b""),
        (HEAD + b"\0\0\0\7free" + b"TELL", HEAD),
        (HEAD + box(b"mdat", b"PICTURE")[:-2], HEAD + box(b"mdat", b"PICTURE")[:-2]),
        (HEAD + b"\0\0\0\0skipTELL", HEAD + b"\0\0\0\0skip" + bytes(4)),
        (HEAD + box(b"skip", b"TELL", wide=True) + b"TELL", HEAD + box(b"skip", bytes(4), wide=True)),
        (HEAD + b"TELL", HEAD),
    ],
)  # fmt: skip
def test_boxes_are_followed_as_far_as_they_can_be(data: bytes, kept: bytes) -> None:
    """What follows goes."""
    assert cleaned(data) == kept
