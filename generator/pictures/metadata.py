"""Removes from pictures what reveals where, when and with which device they were made; pixels are untouched.

What readers do not need is left out. A photo keeps its author and owner, its orientation and its colour profile. What
cannot be parsed is cut off, since it may hold anything; no program shows such a file either.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping

from generator.pictures.chunks import number, png_chunks, riff_chunks
from generator.pictures.probing import sniff

_BEFORE = b"\xef\xbb\xbf \t\r\n"
"""What may precede a drawing's first character."""
_MARKER = re.compile(rb"\xff([^\x00\xff])")
_AFTER_SCAN = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_BARE = frozenset((0x01, *range(0xD0, 0xD8), _SOI))
"""Markers without a length."""
_EXIF, _ICC, _PHOTOSHOP = b"Exif\0\0", b"ICC_PROFILE\0", b"Photoshop 3.0\0"
_CREATOR, _CREDIT, _COPYRIGHT = b"\x02\x50", b"\x02\x6e", b"\x02\x74"
_IN_UTF8 = b"\x1c\x01\x5a\x00\x03\x1b%G"
_IPTC = b"8BIM\x04\x04"
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
ARTIST_TAG, COPYRIGHT_TAG, _ORIENTATION_TAG, _POSITION_TAG = 0x013B, 0x8298, 0x0112, 0x8825
_LONGEST_TEXT = 500
"""Maximum bytes of a name or notice."""
_MOST_ENTRIES = 1000

_PNG = frozenset(
    (
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
        b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    )
)  # fmt: skip
"""Chunks that affect the picture."""
_PNG_RIGHTS = (b"Author\0", b"Copyright\0")
_WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def cleaned(data: bytes) -> bytes:
    """Return a picture without what readers do not need; anything else unchanged.

    A drawing must be one that `svg` accepts. No camera writes GIF, and what an AVIF tells is for `recordings`.
    """
    kind = sniff(data[:64])
    if kind == "animated":
        kind = {b"\x89PNG": "png", b"RIFF": "webp"}.get(data[:4], kind)
    if kind:
        return _CLEANERS[kind](data) if kind in _CLEANERS else data
    if not data[:100].lstrip(_BEFORE).startswith(b"<"):
        return data
    # Imported here: the module says why.
    from generator.pictures.svg import without_notes  # noqa: PLC0415

    return without_notes(data, cleaned)


def _jpeg(data: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(_jpeg_parts(data))


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
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
        yield _jpeg_segment(kind, data[at + 2 : end])
        at, marker = end, _MARKER
        if kind == _SOS:
            # Coded data follows without a length, up to the next marker that is not part of it.
            following = _AFTER_SCAN.search(data, at)
            yield data[at : following.start() if following else len(data)]
            if following is None:
                return
            at = following.start()


def _jpeg_segment(kind: int, body: bytes) -> bytes:
    if kind == 0xE0:
        # After 14 bytes a thumbnail follows.
        body = body[:12] + b"\0\0" if body.startswith(b"JFIF\0") and len(body) >= 14 else b""
    elif kind == 0xE1:
        kept = reduced_exif(body[6:]) if body.startswith(_EXIF) else b""
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
    size, at = number(body, at), at + 4
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


def reduced_exif(tiff: bytes) -> bytes:
    """Return an Exif block, from its byte order mark on, with only orientation, artist and copyright; or nothing.

    It is a new block, so position, device, times, thumbnail, maker notes and comments are dropped unread.
    """
    order = _ORDERS.get(tiff[:4], "")
    orientation, texts = _read_exif(tiff, order) if order else (1, {})
    turned = 1 < orientation <= 8
    if not turned and not texts:
        return b""
    return _written_exif(order, orientation if turned else 1, texts)


def rights_in(exif: bytes) -> dict[int, str]:
    """Return artist and copyright of an Exif block by their tags."""
    tiff = exif.removeprefix(_EXIF)
    order = _ORDERS.get(tiff[:4], "")
    texts = _read_exif(tiff, order)[1] if order else {}
    return {tag: text.rstrip(b"\0").decode("utf-8", "replace") for tag, text in texts.items()}


def _read_exif(tiff: bytes, order: str) -> tuple[int, dict[int, bytes]]:
    """Return the orientation of an Exif block, and artist and copyright by their tags."""
    orientation, texts = 1, {}
    for tag, kind, count, at in _exif_entries(tiff, order):
        size = count * {2: 1, 3: 2, 4: 4}.get(kind, 0)
        start = at if size <= 4 else struct.unpack_from(f"{order}I", tiff, at)[0]
        value = tiff[start : start + size]
        if len(value) != size or not size:
            continue
        if tag == _ORIENTATION_TAG and kind == 3:
            orientation = struct.unpack_from(f"{order}H", value)[0]
        elif tag in (ARTIST_TAG, COPYRIGHT_TAG) and kind == 2 and (text := value[:_LONGEST_TEXT].rstrip(b"\0 ")):
            texts[tag] = text + b"\0"
    return orientation, texts


def has_position(tiff: bytes) -> bool:
    """Return whether an Exif block, from its byte order mark on, leads to a position."""
    order = "<" if tiff[:2] == b"II" else ">"
    return any(tag == _POSITION_TAG for tag, *_ in _exif_entries(tiff, order))


def _exif_entries(tiff: bytes, order: str) -> list[tuple[int, int, int, int]]:
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
    except struct.error:
        return []
    places = range(start + 2, min(start + 2 + 12 * min(count, _MOST_ENTRIES), len(tiff) - 11), 12)
    return [(*struct.unpack_from(f"{order}HHI", tiff, at), at + 8) for at in places]


def _written_exif(order: str, orientation: int, texts: dict[int, bytes]) -> bytes:
    head = b"II*\0" if order == "<" else b"MM\0*"
    behind = 8 + 2 + 12 * (1 + len(texts)) + 4
    entries = struct.pack(f"{order}HHIHH", _ORIENTATION_TAG, 3, 1, orientation, 0)
    values = b""
    for tag in sorted(texts):
        text = texts[tag]
        where = text.ljust(4, b"\0") if len(text) <= 4 else struct.pack(f"{order}I", behind + len(values))
        entries += struct.pack(f"{order}HHI", tag, 2, len(text)) + where
        if len(text) > 4:
            values += text + b"\0" * (len(text) % 2)
    return head + struct.pack(f"{order}IH", 8, 1 + len(texts)) + entries + b"\0\0\0\0" + values


def _png(data: bytes) -> bytes:
    return data[:8] + b"".join(_png_parts(data))


def _png_parts(data: bytes) -> Iterator[bytes]:
    for chunk in png_chunks(data):
        kind, size = chunk.kind, number(data, chunk.at)
        if kind in _PNG or (kind == b"tEXt" and size <= 500 and data.startswith(_PNG_RIGHTS, chunk.start)):
            yield data[chunk.at : chunk.after]
        elif kind == b"eXIf" and (body := reduced_exif(data[chunk.start : chunk.end])):
            yield len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
        if kind == b"IEND":
            return


def _webp(data: bytes) -> bytes:
    stated = 8 + int.from_bytes(data[4:8], "little")
    end = min(stated, len(data))
    parts = list(_webp_parts(data, 12, end))
    has_exif = any(part.startswith(b"EXIF") for part in parts)
    for index, part in enumerate(parts):
        if part.startswith(b"VP8X") and len(part) > 8:
            flags = part[8] & ~(_EXIF_FLAG | _XMP_FLAG) | (_EXIF_FLAG if has_exif else 0)
            parts[index] = part[:8] + bytes((flags,)) + part[9:]
    body = b"WEBP" + b"".join(parts)
    # A truncated one keeps its stated length, and so stays recognizable as truncated.
    return b"RIFF" + (len(body) + stated - end).to_bytes(4, "little") + body


def _webp_parts(data: bytes, at: int, stop: int) -> Iterator[bytes]:
    """Yield the chunks to keep between two places, each padded; no program notes anything in frames."""
    for chunk in riff_chunks(data, at, stop):
        kind, end = chunk.kind, min(chunk.after, stop)
        if kind in _WEBP:
            yield data[chunk.at : end]
        elif kind == b"EXIF" and (body := reduced_exif(data[chunk.start : end].removeprefix(_EXIF))):
            yield kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


_CLEANERS: Mapping[str, Callable[[bytes], bytes]] = {"jpeg": _jpeg, "png": _png, "webp": _webp}
