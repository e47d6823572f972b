"""Notes of ID3 around sound (MP3, FLAC): what is said of a recording before and behind it.

Title, artist, album, number, copyright and cover stay; comments, places, dates, devices, private and unknown frames go.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.pictures.covers import Photo

_KEPT = frozenset(
    (b"TIT1", b"TIT2", b"TIT3", b"TPE1", b"TPE2", b"TALB", b"TCOM", b"TCOP", b"TPUB", b"TRCK", b"TPOS", b"TLAN")
)
_OLD = 128
"""Bytes of the notes at the end of a file, of ID3 before its second version."""
_LYRICS = b"LYRICS200"


def begin(data: bytes, photo: Photo) -> tuple[bytes, int]:
    """Return the notes at the beginning of a file, as far as they stay, and where what follows them begins."""
    kept, at = b"", 0
    while data[at : at + 3] == b"ID3" and at + 10 <= len(data):
        end = min(at + 10 + _syncsafe(data, at + 6) + (10 if data[at + 5] & 0x10 else 0), len(data))
        # Of a form that hardly any program writes, nothing is kept.
        if not kept and data[at + 3] in (3, 4) and not data[at + 5] & 0xE0:
            kept = b"".join(_frames(data, at + 10, end, data[at + 3], photo))
            if kept:
                kept = b"ID3" + data[at + 3 : at + 5] + b"\0" + _as_syncsafe(len(kept)) + kept
        at = end
    return kept, at


def end(data: bytes) -> tuple[int, bytes]:
    """Return where the notes at the end of a file begin, and what stays of them."""
    stop, kept = len(data), b""
    for _ in range(10):
        if data[stop - _OLD : stop - _OLD + 3] == b"TAG" and stop >= _OLD:
            stop -= _OLD
            if not kept:
                kept = data[stop : stop + 93] + bytes(32) + b"\0\0\xff"
        elif data[stop - 32 : stop - 24] == b"APETAGEX" and stop >= 32:
            # Its size counts the footer, but not the head, which a flag announces.
            size = int.from_bytes(data[stop - 20 : stop - 16], "little") + (32 if data[stop - 9] & 0x80 else 0)
            stop -= max(32, min(size, stop))
        elif data[stop - 9 : stop] == _LYRICS and data[stop - 15 : stop - 9].isdigit():
            stop -= min(int(data[stop - 15 : stop - 9]) + 15, stop)
        elif data[stop - 10 : stop - 7] == b"3DI" and stop >= 20:
            stop -= min(_syncsafe(data, stop - 4) + 20, stop)
        else:
            break
    return stop, kept


def _frames(data: bytes, at: int, stop: int, version: int, photo: Photo) -> Iterator[bytes]:
    """Yield the frames that stay."""
    while at + 10 <= stop and data[at]:
        kind, flags = data[at : at + 4], data[at + 8 : at + 10]
        size = _syncsafe(data, at + 4) if version == 4 else int.from_bytes(data[at + 4 : at + 8], "big")
        body = data[at + 10 : min(at + 10 + size, stop)]
        at += 10 + size
        # What is packed, encrypted or grouped cannot be looked into.
        if flags[1]:
            continue
        if kind == b"APIC":
            body = _picture(body, photo)
        if body and (kind in _KEPT or kind == b"APIC"):
            length = _as_syncsafe(len(body)) if version == 4 else len(body).to_bytes(4, "big")
            yield kind + length + flags + body


def _picture(body: bytes, photo: Photo) -> bytes:
    """Return a cover; nothing if it cannot be found."""
    encoding, (kind, found, rest) = body[:1], body[1:].partition(b"\0")
    if not found or not rest:
        return b""
    wide = encoding in (b"\1", b"\2")
    at = 1
    while wide and at + 1 < len(rest) and rest[at : at + 2] != b"\0\0":
        at += 2
    if not wide:
        at = rest.find(b"\0", 1)
    clean = photo(rest[at + (2 if wide else 1) :]) if at > 0 else b""
    return encoding + kind + b"\0" + rest[:1] + (b"\0\0" if wide else b"\0") + clean if clean else b""


def _syncsafe(data: bytes, at: int) -> int:
    """Return the number in four bytes of seven bits."""
    return sum((byte & 0x7F) << shift for byte, shift in zip(data[at : at + 4], (21, 14, 7, 0), strict=False))


def _as_syncsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
