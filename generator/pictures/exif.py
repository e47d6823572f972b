"""Exif: the three things that a published photo keeps of it, how to turn it, who made it and who owns it."""

from __future__ import annotations

import struct

_ORIENTATION, _ARTIST, _COPYRIGHT = 0x0112, 0x013B, 0x8298
_MOST = 500
"""Bytes of a name or a notice; of a longer one the beginning stays."""
_MOST_ENTRIES = 1000


def reduced(tiff: bytes) -> bytes:
    """Return what stays of an Exif block, from its byte order mark on; empty if nothing has to.

    Position, device, times, thumbnail, maker notes and comments are not looked for: a new block is written.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return b""
    orientation, texts = 1, {}
    for tag, kind, count, at in _entries(tiff, order):
        size = count * {2: 1, 3: 2, 4: 4}.get(kind, 0)
        start = at if size <= 4 else struct.unpack_from(f"{order}I", tiff, at)[0]
        value = tiff[start : start + size]
        if len(value) != size or not size:
            continue
        if tag == _ORIENTATION and kind == 3:
            orientation = struct.unpack_from(f"{order}H", value)[0]
        elif tag in (_ARTIST, _COPYRIGHT) and kind == 2 and (text := value[:_MOST].rstrip(b"\0 ")):
            texts[tag] = text + b"\0"
    turned = 1 < orientation <= 8
    if not turned and not texts:
        return b""
    return _written(order, orientation if turned else 1, texts)


def _entries(tiff: bytes, order: str) -> list[tuple[int, int, int, int]]:
    """Return tag, type, count and the place of the value of each entry of the first directory."""
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (number,) = struct.unpack_from(f"{order}H", tiff, start)
    except struct.error:
        return []
    places = range(start + 2, min(start + 2 + 12 * min(number, _MOST_ENTRIES), len(tiff) - 11), 12)
    return [(*struct.unpack_from(f"{order}HHI", tiff, at), at + 8) for at in places]


def _written(order: str, orientation: int, texts: dict[int, bytes]) -> bytes:
    head = b"II*\0" if order == "<" else b"MM\0*"
    behind = 8 + 2 + 12 * (1 + len(texts)) + 4
    entries = struct.pack(f"{order}HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    values = b""
    for tag in sorted(texts):
        text = texts[tag]
        where = text.ljust(4, b"\0") if len(text) <= 4 else struct.pack(f"{order}I", behind + len(values))
        entries += struct.pack(f"{order}HHI", tag, 2, len(text)) + where
        if len(text) > 4:
            values += text + b"\0" * (len(text) % 2)
    return head + struct.pack(f"{order}IH", 8, 1 + len(texts)) + entries + b"\0\0\0\0" + values
