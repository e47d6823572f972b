"""The parts of films and sound in MP4 and MOV."""

from __future__ import annotations

import pytest

from generator.pictures.boxes import Box, boxes, first, number
from tests.pictures.test_films import box

HUGE = b"\xff" * 8


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", []),
        (box(b"free")[:7], []),
        (box(b"free"), [Box(b"free", 0, 8, 8)]),
        (box(b"free") + box(b"mdat", b"abc"), [Box(b"free", 0, 8, 8), Box(b"mdat", 8, 16, 19)]),
        (box(b"mdat", b"abc", wide=True) + box(b"free"), [Box(b"mdat", 0, 16, 19), Box(b"free", 19, 27, 27)]),
        (box(b"mdat", wide=True), [Box(b"mdat", 0, 16, 16)]),
        (b"\0\0\0\1mdat" + HUGE[:7], []),
        (b"\0\0\0\1mdat" + HUGE, [Box(b"mdat", 0, 16, 16)]),
        (b"\0\0\0\1mdat" + bytes(7) + b"\x0f", []),
        (b"\0\0\0\0mdatabc", [Box(b"mdat", 0, 8, 11)]),
        (b"\0\0\0\7mdatabc", []),
        (box(b"mdat", b"abc")[:-1], [Box(b"mdat", 0, 8, 10)]),
    ],
)  # fmt: skip
def test_boxes_are_followed_as_far_as_they_can_be(data: bytes, found: list[Box]) -> None:
    """Each says its size in four bytes or eight, or that it goes to the end; one that is cut short has what there is."""
    assert list(boxes(data, 0, len(data))) == found


def test_boxes_between_two_places() -> None:
    """Those of a holder, and no more than there may be."""
    data = b"xx" + box(b"free") * 3 + b"xx"
    assert list(boxes(data, 2, 18)) == [Box(b"free", 2, 10, 10), Box(b"free", 10, 18, 18)]
    assert list(boxes(b"xx" + b"\0\0\0\0mdatabc" + b"xx", 2, 13)) == [Box(b"mdat", 2, 10, 13)]
    assert list(boxes(b"x" * 40, 30, 36)) == []
    assert list(boxes(data, 2, 26, 1)) == [Box(b"free", 2, 10, 10)]
    assert len(list(boxes(box(b"free") * 10_001, 0, 80_008))) == 10_000


def test_a_number_has_four_bytes() -> None:
    """Fewer at the end of the data."""
    assert [number(b"\1\2\3\4\5", at) for at in (0, 1, 3, 5)] == [0x01020304, 0x02030405, 0x0405, 0]


def test_a_box_in_a_box_is_found_by_its_kind() -> None:
    """The first of each; nothing if one of them is not there."""
    data = box(b"moov", box(b"free"), box(b"trak", box(b"tkhd", b"a")), box(b"trak", box(b"mdia")))
    (moov,) = boxes(data, 0, len(data))
    assert first(data, moov) == moov
    assert first(data, moov, b"trak", b"tkhd") == Box(b"tkhd", 24, 32, 33)
    assert first(data, moov, b"trak", b"mdia") is None
    assert first(data, moov, b"udta", b"meta", b"ilst") is None
    assert first(data, None, b"trak") is None
