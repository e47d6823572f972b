"""Truncation: the structure of a picture tells whether it is all there."""

from __future__ import annotations

import pytest

from generator.images.truncation import is_truncated
from tests.images.test_films import box
from tests.photos import jpeg, plain

PICTURES = {
    "gif": bytes(plain(9, 9).gifsave_buffer()), "png": bytes(plain(9, 9).pngsave_buffer()), "jpeg": jpeg(9, 9),
    "webp": bytes(plain(9, 9).webpsave_buffer()), "avif": bytes(plain(64, 64).heifsave_buffer(compression="av1")),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_a_whole_picture_ends(name):
    """In each format."""
    assert not is_truncated(PICTURES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_cut_anywhere_does_not_end(name):
    """Whichever byte is the last one that is there."""
    data = PICTURES[name]
    assert [end for end in range(len(data) - 1) if not is_truncated(data[:end])] == []


def test_a_png_whose_bytes_were_changed_is_noticed():
    """By the checksum of its chunk."""
    data = bytearray(PICTURES["png"])
    data[20] ^= 1
    assert is_truncated(bytes(data))


def test_bytes_of_no_known_format_do_not_end():
    """They are taken for the boxes of an AVIF, and there are none."""
    assert is_truncated(b"")
    assert is_truncated(b"<html></html>")


GIF = b"GIF89a\1\0\1\0\0\0\0"
IMAGE = b"\x2c" + bytes(9) + b"\2\1x\0"
MORE = b"\x21\xf9\1x\0"
TABLES = b"GIF89a\1\0\1\0\x80\0\0" + bytes(6) + b"\x2c" + bytes(8) + b"\x81" + b"T" * 12 + b"\2\2xy\1z\0"


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (GIF + IMAGE + b"\x3b", True), (GIF + b"\x3b", False), (GIF + MORE + b"\x3b", False), (GIF + MORE + IMAGE + MORE + b"\x3b", True),
        (GIF + b"\0" + IMAGE + b"\0\0\x3b", True), (GIF + IMAGE + b"\x99\x3b", False), (TABLES + b"\x3b", True), (TABLES[:-1], False),
        (TABLES[:-1] + b"\x3b", False), (GIF + IMAGE + b"\x3bTELL", True),
    ],
)  # fmt: skip
def test_the_blocks_of_a_gif(data, ends):
    """With an image among them, and with tables of colours of its own or of all."""
    assert is_truncated(data) is not ends


def webp(*chunks: bytes, more: int = 0) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + (len(body) + more).to_bytes(4, "little") + body


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (webp(b"VP8 \2\0\0\0ab"), True), (webp(b"VP8 \1\0\0\0a\0", b"ABCD\0\0\0\0"), True), (webp(b"VP8 \1\0\0\0a"), True),
        (webp(b"VP8 \2\0\0\0ab", more=1), False), (webp(b"VP8 \2\0\0\0ab") + b"TELL", True), (webp(b"VP8 \4\0\0\0ab"), False),
        (webp(b"VP8 \2\0\0\0ab", b"A"), False), (webp(b"VP8 \2\0\0\0ab", b"ABCD\0\0\0"), False),
    ],
)  # fmt: skip
def test_the_chunks_of_a_webp(data, ends):
    """They fill it; the last may be without its padding."""
    assert is_truncated(data) is not ends


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (box(b"ftyp") + box(b"mdat"), True), (box(b"ftyp", b"avif") + box(b"mdat", b"a", wide=True), True), (b"\0\0\0\0mdatabc", True),
        (box(b"ftyp", b"avif"), False), (box(b"mdat", b"a") + b"T", False), (box(b"mdat", b"ab")[:-1], False), (b"\0\0\0\7mdat", False),
        (box(b"mdat") + b"\0\0\0\7free" + box(b"free"), False), (b"\0\0\0\1mdat" + bytes(7) + b"\7", False),
    ],
)  # fmt: skip
def test_the_boxes_of_an_avif(data, ends):
    """They fill it, and one of them has what is seen."""
    assert is_truncated(data) is not ends


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (b"\xff\xd8\xff\xda\xff\xd9", True), (b"\xff\xd8\xff\xd9", False), (b"\xff\xd8\xff\xd9\xff\xda", False), (b"\xff\xd8\xff\xda", False),
        (b"\xff\xd8\xff\xda\xff\xd9\xff\xda\xff\xd9TELL", True),
    ],
)  # fmt: skip
def test_the_scans_of_a_jpeg(data, ends):
    """Behind the last of them it ends."""
    assert is_truncated(data) is not ends
