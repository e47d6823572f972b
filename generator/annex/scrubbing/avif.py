"""AVIF without Exif, XMP and whatever no part of it refers to.

Its parts are found by their distance from the beginning of the file, so these are overwritten with zeros.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.pictures.chunks import Chunk, boxes

_EMPTY_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
_WIPED = frozenset((b"free", b"skip", b"uuid", b"udta"))
_HOLDERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl"))
_DEEPEST = 8
_MOST = 1000
"""Boxes of one level, and pieces of all items."""
_SHOWN = frozenset((b"av01", b"grid", b"iovl", b"iden", b"tmap"))
"""Kinds of items that are a part of what is seen."""


def cleaned(data: bytes) -> bytes:
    """Return an AVIF without what readers have no need of."""
    kept = bytearray(data)
    tops = list(boxes(data, 0, len(data), _MOST))
    if tops and tops[-1].end < len(data):
        # What follows the last box that can be followed.
        del kept[tops[-1].end :]
    _wipe(kept, data, tops)
    meta = next((box for box in tops if box.kind == b"meta"), None)
    if meta is None:
        return bytes(kept)
    try:
        extents = _extents(data, meta)
    except (IndexError, ValueError):
        del kept[meta.start :]
        return bytes(kept)
    for kind, start, end in extents:
        if kind not in _SHOWN:
            kept[start:end] = (_EMPTY_EXIF if kind == b"Exif" else b"")[: end - start].ljust(end - start, b"\0")
    if all(box.kind != b"moov" for box in tops):
        _wipe_between(
            kept,
            [box for box in (*tops, *boxes(data, meta.start + 4, meta.end, _MOST)) if box.kind in (b"mdat", b"idat")],
            extents,
        )
    return bytes(kept)


def _wipe(kept: bytearray, data: bytes, level: list[Chunk], depth: int = 0) -> None:
    """Overwrite boxes that hold what people or devices have noted."""
    for box in level:
        if box.kind in _WIPED:
            kept[box.start : box.end] = bytes(box.end - box.start)
        elif box.kind in _HOLDERS and depth < _DEEPEST:
            _wipe(kept, data, list(boxes(data, box.start, box.end, _MOST)), depth + 1)


def _wipe_between(kept: bytearray, holders: list[Chunk], extents: list[tuple[bytes, int, int]]) -> None:
    """Overwrite what lies in boxes of data and belongs to no item."""
    for box in holders:
        at = box.start
        for _, start, end in sorted(extents, key=lambda extent: extent[1:]):
            if end <= box.start or start >= box.end:
                continue
            if start > at:
                kept[at:start] = bytes(start - at)
            at = max(at, end)
        if at < box.end:
            kept[at : box.end] = bytes(box.end - at)


def _extents(data: bytes, meta: Chunk) -> list[tuple[bytes, int, int]]:
    """Return the kind of each item and where its bytes lie, piece by piece; raise IndexError or ValueError."""
    inner = {box.kind: box for box in boxes(data, meta.start + 4, meta.end, _MOST)}
    kinds = dict(_items(data, inner[b"iinf"])) if b"iinf" in inner else {}
    if b"iloc" not in inner:
        return []
    idat = inner.get(b"idat")
    found: list[tuple[bytes, int, int]] = []
    size = 0
    for item, start, end in _locations(data, inner[b"iloc"], idat.start if idat else 0):
        size += max(min(end, len(data)) - start, 0)
        if len(found) == _MOST or size > 2 * len(data):
            # Each is as long as it likes, and they may lie over each other.
            raise ValueError
        if start < len(data):
            found.append((kinds.get(item, b""), start, min(end, len(data))))
    return found


def _items(data: bytes, box: Chunk) -> Iterator[tuple[int, bytes]]:
    at = box.start + (6 if data[box.start] == 0 else 8)
    for entry in boxes(data, at, box.end, _MOST):
        if entry.kind == b"infe" and (version := data[entry.start]) in (2, 3):
            wide = 2 if version == 2 else 4
            number = int.from_bytes(data[entry.start + 4 : entry.start + 4 + wide], "big")
            yield number, data[entry.start + 6 + wide : entry.start + 10 + wide]


def _locations(data: bytes, box: Chunk, idat: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, beginning and end of each piece of each item; raise ValueError if the table is broken."""
    at, version = box.start + 4, data[box.start]

    def number(size: int) -> int:
        nonlocal at
        if at + size > box.end:
            raise ValueError
        at += size
        return int.from_bytes(data[at - size : at], "big")

    if version > 2:
        raise ValueError
    sizes = number(2)
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version == 2 else 2
    for _ in range(number(wide)):
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(base_size)
        for _ in range(number(2)):
            if version:
                number(index_size)
            start, length = base + number(offset_size), number(length_size)
            if method > 1:
                continue
            start += idat if method == 1 else 0
            yield item, start, start + length
