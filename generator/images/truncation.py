"""Truncation: whether the structure of a picture leads to its end.

For animations and small pictures, which are published as they are. Nothing decodes them here, so only their structure
is followed: each part states its length, and the last one must end within the file.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping


def is_truncated(data: bytes) -> bool:
    """Return whether a GIF, PNG, WebP, AVIF or JPEG, animated or not, is cut short or malformed."""
    ends = next((walk for magic, walk in _WALKS.items() if data.startswith(magic)), _avif_ends)
    return not ends(data)


def _gif_ends(data: bytes) -> bool:
    """Return whether the blocks of a GIF lead to its trailer, with an image among them."""
    at, images = 13 + _colour_table_size(data, 10), 0
    while at < len(data):
        kind, at = data[at], at + 1
        if kind == 0x3B:
            return images > 0
        if kind == 0x2C:
            images += 1
            # Position and size, the local colour table, and the size of an LZW code.
            at += 9 + _colour_table_size(data, at + 8) + 1
        elif kind == 0x21:
            at += 1
        elif kind:
            return False
        while kind and at < len(data) and data[at]:
            at += data[at] + 1
        at += bool(kind)
    return False


def _colour_table_size(data: bytes, at: int) -> int:
    """Return the size in bytes of the colour table that the flags at an offset announce."""
    return 3 << ((data[at] & 7) + 1) if at < len(data) and data[at] & 0x80 else 0


def _png_ends(data: bytes) -> bool:
    """Return whether the chunks of a PNG lead to IEND and fit their checksums."""
    at = 8
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at = end + 4
    return False


def _webp_ends(data: bytes) -> bool:
    """Return whether the chunks of a WebP fill it exactly."""
    end, at = 8 + int.from_bytes(data[4:8], "little"), 12
    if end > len(data):
        return False
    while at + 8 <= end:
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "little")
        at += at % 2
    # Some encoders leave out the padding byte of the last chunk.
    return at in (end, end + 1)


def _jpeg_ends(data: bytes) -> bool:
    """Return whether an end marker follows the last scan of a JPEG."""
    return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda") > 0


def _avif_ends(data: bytes) -> bool:
    """Return whether the boxes of an AVIF fill it exactly, and one of them holds media data."""
    at, kinds = 0, set()
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        kinds.add(kind)
        if size == 0:
            at = len(data)
        elif size < 8:
            return False
        else:
            at += size
    return at == len(data) and b"mdat" in kinds


_WALKS: Mapping[bytes, Callable[[bytes], bool]] = {
    b"GIF8": _gif_ends, b"\x89PNG": _png_ends, b"RIFF": _webp_ends, b"\xff\xd8": _jpeg_ends,
}  # fmt: skip
