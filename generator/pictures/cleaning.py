"""Cleaning: a picture or a film as it is published, without what tells where, when and with which device it was taken.

Nothing is encoded again: parts that readers have no need of are left out, and every pixel stays. Who made a photo and
who owns it stays with it, and so do its orientation and its colour profile. What cannot be followed is cut off, since
nobody can say what it holds; such a file is one that no program shows either.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping

from generator.pictures import avif, drawings, exif, films, jpeg, ogg, sound, webm
from generator.pictures.probing import sniff

_PNG = frozenset(
    (
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
        b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    )
)  # fmt: skip
"""Chunks that decide what is seen."""
_PNG_RIGHTS = (b"Author\0", b"Copyright\0")
_WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_GIF_LOOPS = (b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0", b"\x0bICCRGBG1012")
_BEFORE = b"\xef\xbb\xbf \t\r\n"
"""What may come before the first sign of a drawing."""
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def cleaned(data: bytes) -> bytes:
    """Return a picture or a film without what readers have no need of; anything else as it is.

    A drawing has to be one that `svg` has found to be a mere picture.
    """
    clean = _TABLE.get(sniff(data[:64]))
    if clean is None:
        for fits, clean_film in _FILMS:
            if fits(data[:12]):
                return clean_film(data)
        return drawings.cleaned(data, cleaned) if data[:100].lstrip(_BEFORE).startswith(b"<") else data
    return _png(data) if data.startswith(b"\x89PNG") else _webp(data) if data.startswith(b"RIFF") else clean(data)


def _cover(data: bytes) -> bytes:
    """Return the cover of a film or of sound, cleaned; nothing if it is no photo."""
    kind = sniff(data[:64])
    return _TABLE[kind](data) if kind in ("jpeg", "png") else b""


def _png(data: bytes) -> bytes:
    return data[:8] + b"".join(_png_chunks(data))


def _png_chunks(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + size
        if kind in _PNG:
            yield data[at:end]
        elif kind == b"eXIf" and (kept := exif.reduced(data[at + 8 : end - 4])):
            yield _png_chunk(kind, kept)
        elif kind == b"tEXt" and size <= 500 and data.startswith(_PNG_RIGHTS, at + 8):
            yield data[at:end]
        if kind == b"IEND":
            return
        at = end


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def _webp(data: bytes) -> bytes:
    end = min(8 + int.from_bytes(data[4:8], "little"), len(data))
    chunks = list(_webp_chunks(data, 12, end))
    has_exif = any(chunk.startswith(b"EXIF") for chunk in chunks)
    for number, chunk in enumerate(chunks):
        if chunk.startswith(b"VP8X") and len(chunk) > 8:
            flags = chunk[8] & ~(_EXIF_FLAG | _XMP_FLAG) | (_EXIF_FLAG if has_exif else 0)
            chunks[number] = chunk[:8] + bytes((flags,)) + chunk[9:]
    body = b"WEBP" + b"".join(chunks)
    # One that is cut short says the length that it should have, and stays recognisable as such.
    lost = 8 + int.from_bytes(data[4:8], "little") - end
    return b"RIFF" + (len(body) + lost).to_bytes(4, "little") + body


def _webp_chunks(data: bytes, at: int, stop: int, *, frame: bool = False) -> Iterator[bytes]:
    """Yield what stays of the chunks between two places, each padded; a frame holds no frames."""
    while at + 8 <= stop:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = min(at + 8 + size + size % 2, stop)
        if kind == b"ANMF" and frame:
            pass
        elif kind == b"ANMF":
            body = data[at + 8 : min(at + 24, end)] + b"".join(_webp_chunks(data, at + 24, end, frame=True))
            yield kind + (len(body)).to_bytes(4, "little") + body if at + 8 + size <= stop else data[at:end]
        elif kind in _WEBP:
            yield data[at:end]
        elif kind == b"EXIF":
            body = exif.reduced(data[at + 8 : end].removeprefix(b"Exif\0\0"))
            if body:
                yield kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
        at = at + 8 + size + size % 2


def _gif(data: bytes) -> bytes:
    at = 13 + _colour_table(data, 10)
    return data[:at] + b"".join(_gif_blocks(data, at))


def _gif_blocks(data: bytes, at: int) -> Iterator[bytes]:
    while at < len(data):
        kind, start = data[at], at
        if kind == 0x3B:
            yield b"\x3b"
            return
        if kind == 0x2C:
            at += 10 + _colour_table(data, at + 9) + 1
            kept = True
        elif kind == 0x21:
            label, at = data[at + 1 : at + 2], at + 2
            kept = label == b"\xf9" or (label == b"\xff" and data.startswith(_GIF_LOOPS, at))
        elif not kind:
            at += 1
            continue
        else:
            return
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
        if kept:
            yield data[start:at]


def _colour_table(data: bytes, at: int) -> int:
    """Return the size in bytes of the colour table that the flags at a place announce."""
    return 3 << ((data[at] & 7) + 1) if at < len(data) and data[at] & 0x80 else 0


_TABLE: Mapping[str, Callable[[bytes], bytes]] = {
    "jpeg": jpeg.cleaned, "png": _png, "webp": _webp, "gif": _gif, "avif": avif.cleaned, "animated": avif.cleaned,
}  # fmt: skip
"""By what the first bytes say; an animation is any of three formats."""
_FILMS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], bytes]], ...] = (
    (films.is_film, lambda data: films.cleaned(data, _cover)),
    (webm.is_webm, webm.cleaned),
    (ogg.is_ogg, ogg.cleaned),
    (sound.is_sound, lambda data: sound.cleaned(data, _cover)),
)
"""Films and sound, by the same."""
