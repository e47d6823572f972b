"""Frames: whether an animation or a small picture, of which no variants are made, has an end.

Nothing decodes it here, so what is looked at is its structure: each part says
how long it is, and the last one must end within the file.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping


def cut_short(data: bytes) -> bool:
    """Tell whether a GIF, PNG, WebP, AVIF or JPEG, moving or not, is not all there or not made as it should be."""
    whole = next((walk for begin, walk in _FORMS.items() if data.startswith(begin)), _boxes)
    return not whole(data)


def _gif(data: bytes) -> bool:
    """Tell whether the blocks of a GIF lead to its end, with a picture among them."""
    at, pictures = 13 + _table(data, 10), 0
    while at < len(data):
        kind, at = data[at], at + 1
        if kind == 0x3B:
            return pictures > 0
        if kind == 0x2C:
            pictures += 1
            # Place and size, its own colours, and the size of a code.
            at += 9 + _table(data, at + 8) + 1
        elif kind == 0x21:
            at += 1
        elif kind:
            return False
        while kind and at < len(data) and data[at]:
            at += data[at] + 1
        at += bool(kind)
    return False


def _table(data: bytes, at: int) -> int:
    """Return the length of the table of colours that flags announce."""
    return 3 << ((data[at] & 7) + 1) if at < len(data) and data[at] & 0x80 else 0


def _png(data: bytes) -> bool:
    """Tell whether the chunks of a PNG lead to its end, and each is what its checksum says."""
    at = 8
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at = end + 4
    return False


def _riff(data: bytes) -> bool:
    """Tell whether the chunks of a WebP fill it to its end."""
    most, at = 8 + int.from_bytes(data[4:8], "little"), 12
    if most > len(data):
        return False
    while at + 8 <= most:
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "little")
        at += at % 2
    # Some leave out the byte that would make the last length even.
    return at in (most, most + 1)


def _jpeg(data: bytes) -> bool:
    """Tell whether the last scan of a JPEG is followed by its end."""
    return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda") > 0


def _boxes(data: bytes) -> bool:
    """Tell whether the boxes of an AVIF fill it to its end, and one of them holds frames."""
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


_FORMS: Mapping[bytes, Callable[[bytes], bool]] = {b"GIF8": _gif, b"\x89PNG": _png, b"RIFF": _riff, b"\xff\xd8": _jpeg}
