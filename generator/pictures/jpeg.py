"""JPEG without what its readers have no need of; its pixels are not touched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.pictures import exif

_MARKER = re.compile(rb"\xff([^\x00\xff])")
_AFTER_SCAN = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_BARE = frozenset((0x01, *range(0xD0, 0xD8), _SOI))
"""Markers without a length."""
_EXIF, _ICC, _PHOTOSHOP = b"Exif\0\0", b"ICC_PROFILE\0", b"Photoshop 3.0\0"
_CREATOR, _CREDIT, _COPYRIGHT = b"\x02\x50", b"\x02\x6e", b"\x02\x74"
_IN_UTF8 = b"\x1c\x01\x5a\x00\x03\x1b%G"
_IPTC = b"8BIM\x04\x04"


def cleaned(data: bytes) -> bytes:
    """Return a JPEG without position, device, thumbnails, comments and what follows its end.

    Orientation, colour profile, creator, credit and copyright stay. What cannot be followed is left out.
    """
    return b"\xff\xd8" + b"".join(_parts(data))


def _parts(data: bytes) -> Iterator[bytes]:
    at, marker = 2, _MARKER
    while found := marker.search(data, at):
        kind, at = found[1][0], found.end()
        if kind == _EOI:
            yield b"\xff\xd9"
            return
        if kind in _BARE:
            continue
        end = at + int.from_bytes(data[at : at + 2], "big")
        if end < at + 2 or end > len(data):
            return
        yield _segment(kind, data[at + 2 : end])
        at, marker = end, _MARKER
        if kind == _SOS:
            # What is coded follows without a length, up to the next marker that is none of its own.
            following = _AFTER_SCAN.search(data, at)
            yield data[at : following.start() if following else len(data)]
            if following is None:
                return
            at = following.start()


def _segment(kind: int, body: bytes) -> bytes:
    """Return what stays of a segment."""
    if kind == 0xE0:
        # What follows 14 bytes is a thumbnail.
        body = body[:12] + b"\0\0" if body.startswith(b"JFIF\0") and len(body) >= 14 else b""
    elif kind == 0xE1:
        kept = exif.reduced(body[6:]) if body.startswith(_EXIF) else b""
        body = _EXIF + kept if kept else b""
    elif kind == 0xE2:
        body = body if body.startswith(_ICC) else b""
    elif kind == 0xED:
        body = _rights(body)
    elif kind == 0xEE:
        body = body[:12] if body.startswith(b"Adobe") else b""
    elif 0xE0 < kind <= 0xEF or kind == _COM:
        body = b""
    return b"\xff" + bytes((kind,)) + (len(body) + 2).to_bytes(2, "big") + body if body else b""


def _rights(body: bytes) -> bytes:
    """Return a Photoshop segment with nothing in it but creator, credit and copyright as IPTC has them."""
    at = body.find(_IPTC) if body.startswith(_PHOTOSHOP) else -1
    if at < 0:
        return b""
    at += len(_IPTC)
    at += (body[at] // 2 + 1) * 2 if at < len(body) else 1
    size, at = int.from_bytes(body[at : at + 4], "big"), at + 4
    records = body[at : at + size]
    kept, at = b"", 0
    while records[at : at + 1] == b"\x1c" and at + 5 <= len(records):
        end = at + 5 + int.from_bytes(records[at + 3 : at + 5], "big")
        whole = records[at:end]
        if whole == _IN_UTF8 or (whole[1:3] in (_CREATOR, _CREDIT, _COPYRIGHT) and end - at <= 505):
            kept += whole
        at = end
    if kept in (b"", _IN_UTF8):
        return b""
    return _PHOTOSHOP + _IPTC + b"\0\0" + len(kept).to_bytes(4, "big") + kept + b"\0" * (len(kept) % 2)
