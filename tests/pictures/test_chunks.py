"""The parts of which media files are made."""

from __future__ import annotations

import pytest

from generator.pictures.chunks import Chunk, boxes, first, gif_blocks, number, png_chunks, riff_chunks
from tests.annex.scrubbing.test_films import box

HUGE = b"\xff" * 8


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", []),
        (box(b"free")[:7], []),
        (box(b"free"), [Chunk(b"free", 0, 8, 8, 8)]),
        (box(b"free") + box(b"mdat", b"abc"), [Chunk(b"free", 0, 8, 8, 8), Chunk(b"mdat", 8, 16, 19, 19)]),
        (box(b"mdat", b"abc", wide=True) + box(b"free"), [Chunk(b"mdat", 0, 16, 19, 19), Chunk(b"free", 19, 27, 27, 27)]),
        (box(b"mdat", wide=True), [Chunk(b"mdat", 0, 16, 16, 16)]),
        (b"\0\0\0\1mdat" + HUGE[:7], []),
        (b"\0\0\0\1mdat" + HUGE, [Chunk(b"mdat", 0, 16, 16, (1 << 64) - 1)]),
        (b"\0\0\0\1mdat" + bytes(7) + b"\x0f", []),
        (b"\0\0\0\0mdatabc", [Chunk(b"mdat", 0, 8, 11, 11)]),
        (b"\0\0\0\7mdatabc", []),
        (box(b"mdat", b"abc")[:-1], [Chunk(b"mdat", 0, 8, 10, 11)]),
    ],
)  # fmt: skip
def test_boxes_are_followed_as_far_as_they_can_be(data: bytes, found: list[Chunk]) -> None:
    """Each says its size in four bytes or eight, or that it goes to the end; one that is cut short has what there is."""
    assert list(boxes(data, 0, len(data))) == found


def test_boxes_between_two_places() -> None:
    """Those of a holder, and no more than there may be."""
    data = b"xx" + box(b"free") * 3 + b"xx"
    assert list(boxes(data, 2, 18)) == [Chunk(b"free", 2, 10, 10, 10), Chunk(b"free", 10, 18, 18, 18)]
    assert list(boxes(b"xx" + b"\0\0\0\0mdatabc" + b"xx", 2, 13)) == [Chunk(b"mdat", 2, 10, 13, 13)]
    assert list(boxes(b"x" * 40, 30, 36)) == []
    assert list(boxes(data, 2, 26, 1)) == [Chunk(b"free", 2, 10, 10, 10)]
    assert len(list(boxes(box(b"free") * 10_001, 0, 80_008))) == 10_000


def test_a_number_has_four_bytes() -> None:
    """Fewer at the end of the data."""
    assert [number(b"\1\2\3\4\5", at) for at in (0, 1, 3, 5)] == [0x01020304, 0x02030405, 0x0405, 0]


def test_a_box_in_a_box_is_found_by_its_kind() -> None:
    """The first of each; nothing if one of them is not there."""
    data = box(b"moov", box(b"free"), box(b"trak", box(b"tkhd", b"a")), box(b"trak", box(b"mdia")))
    (moov,) = boxes(data, 0, len(data))
    assert first(data, moov) == moov
    assert first(data, moov, b"trak", b"tkhd") == Chunk(b"tkhd", 24, 32, 33, 33)
    assert first(data, moov, b"trak", b"mdia") is None
    assert first(data, moov, b"udta", b"meta", b"ilst") is None
    assert first(data, None, b"trak") is None


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + kind + body + b"\0\0\0\0" for kind, body in chunks
    )


def riff(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def test_chunks_of_a_png_have_a_checksum_behind_them() -> None:
    """One that is cut short has what there is of it."""
    data = png((b"IHDR", b"abc"), (b"IEND", b""))
    assert list(png_chunks(data)) == [Chunk(b"IHDR", 8, 16, 19, 23), Chunk(b"IEND", 23, 31, 31, 35)]
    assert list(png_chunks(data[:18])) == [Chunk(b"IHDR", 8, 16, 18, 23)]
    assert list(png_chunks(data[:16])) == [Chunk(b"IHDR", 8, 16, 16, 23)]
    assert list(png_chunks(data[:15])) == []


def test_chunks_of_riff_are_padded() -> None:
    """The samples of a long WAV have their size elsewhere."""
    data = riff(b"VP8 ", b"abc") + riff(b"EXIF", b"de")
    assert list(riff_chunks(data, 0, 22)) == [Chunk(b"VP8 ", 0, 8, 11, 12), Chunk(b"EXIF", 12, 20, 22, 22)]
    assert list(riff_chunks(data, 12, 21)) == [Chunk(b"EXIF", 12, 20, 21, 22)]
    long = (
        b"RF64\xff\xff\xff\xffWAVE" + riff(b"ds64", bytes(8) + (4).to_bytes(8, "little")) + b"data\xff\xff\xff\xffabcd"
    )
    assert list(riff_chunks(long, 36, len(long))) == [Chunk(b"data", 36, 44, 48, 48)]
    assert list(riff_chunks(long[:12] + long[36:], 12, 24)) == [Chunk(b"data", 12, 20, 24, 24)]


def test_blocks_of_a_gif_end_with_an_empty_part() -> None:
    """Zeros between them are passed over; behind one of an unknown kind nothing is followed."""
    head, extension, image = b"GIF89a" + bytes(7), b"!\xff\x01a\0", b"," + bytes(9) + b"\x02\x01b\0"
    found = list(gif_blocks(head + b"\0" + extension + image + b";?;"))
    assert found == [Chunk(b"!", 14, 16, 18, 19), Chunk(b",", 19, 30, 32, 33), Chunk(b";", 33, 34, 34, 34)]
    assert list(gif_blocks(b"GIF89a" + bytes(4) + b"\x80\0\0" + bytes(6) + b";")) == [Chunk(b";", 19, 20, 20, 20)]
