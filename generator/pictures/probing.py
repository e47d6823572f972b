"""Probing: what a picture file is, before any variant is made of it.

Only the four formats that cameras and editors write have variants. The first bytes of a file decide its format, not
its name; whatever else it may be is refused.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from generator.base.sentences import NOTHING, Sentence, sentence
from generator.model.records import Record
from generator.model.variants import LEAST
from generator.pictures.vips import vips


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


MAX_PIXELS = 50_000_000
"""Largest picture that is opened: a file of a few kilobytes can claim to be larger than any memory."""
_MAX_JPEG_SIDE = 65_500
"""Longest side, in pixels, that a JPEG can have."""
_MAX_SIDE = 100_000
"""Longest side, in pixels, that is believed; a larger number comes from a broken file."""
_SIDEWAYS = (5, 6, 7, 8)
"""EXIF orientations that swap width and height."""

ELSEWHERE = b"version https://git-lfs.github.com/spec/"
"""How the text begins that git has in the place of a large file."""
FETCH = sentence("fetch it with `git lfs pull`; build --commit needs pictures that are in the repository itself")
DAMAGED = sentence("it is damaged or cut short")
EXPORT_AGAIN = sentence("open it in an image editor and export it again")


class Probe(Record, frozen=True):
    """What is known of a picture before any variant is made."""

    width: int = 0
    """As it is seen, after the rotation that the camera recorded."""
    height: int = 0
    variable: bool = False
    """Whether variants can be made of it."""
    fault: Sentence = NOTHING
    """Why it cannot be shown, as the end of a sentence about it."""
    hint: Sentence = NOTHING


def sniff(head: bytes) -> str:
    """Return a file's format by its first 64 bytes: jpeg, png, webp, avif, gif, animated, or empty if unknown."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "animated" if head[37:41] == b"acTL" else "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "animated" if head[12:16] == b"VP8X" and head[20:21] and head[20] & 2 else "webp"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head[4:8] == b"ftyp":
        return {b"avif": "avif", b"mif1": "avif", b"avis": "animated"}.get(head[8:12], "")
    return ""


def dimensions(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels as the header states them; 0 and 0 if it cannot be read."""
    # Imported here: it brings half of the network with it, and an edit of a text looks at no picture.
    import imagesize  # noqa: PLC0415

    try:
        if data.startswith(b"GIF8"):
            # imagesize takes a side of more than 32,767 pixels for a negative one.
            width, height = (int.from_bytes(data[at : at + 2], "little") for at in (6, 8))
        else:
            width, height = map(int, imagesize.get(BytesIO(data)))
    except Exception:  # noqa: BLE001 - a picture may be broken in any way; then its size is unknown
        return 0, 0
    return (width, height) if 0 < width <= _MAX_SIDE and 0 < height <= _MAX_SIDE else (0, 0)


def probe(data: bytes) -> Probe:
    """Look at a picture, but not an SVG, that the site may show.

    The structure of an animation or a very small picture is checked to its end now, since it is shown as it is.
    A photo is decoded when its variants are made, or by `making.undecodable`.
    """
    kind = sniff(data[:64])
    if not kind:
        if data.startswith(ELSEWHERE):
            return Probe(fault=sentence("is only a pointer of Git LFS, not the picture itself"), hint=FETCH)
        hint = sentence("export it again as JPEG, PNG, WebP or AVIF")
        return Probe(fault=sentence("is not the picture that its name says"), hint=hint)
    width, height = dimensions(data)
    if too_large := _too_large(width, height):
        return too_large
    unreadable = Probe(fault=sentence("cannot be read: {damaged}", damaged=DAMAGED), hint=EXPORT_AGAIN)
    if kind in ("gif", "animated"):
        return unreadable if not width or is_truncated(data) else Probe(width, height)
    libvips = vips()
    try:
        image = libvips.Image.new_from_buffer(data, "", access="sequential", fail_on="error")
    except libvips.Error:
        return unreadable
    width, height = image.width, image.height
    if too_large := _too_large(width, height):
        return too_large
    if min(width, height) < LEAST and is_truncated(data):
        return unreadable
    if image.get_typeof("orientation") and image.get("orientation") in _SIDEWAYS:
        width, height = height, width
    return Probe(width, height, min(width, height) >= LEAST)


def _too_large(width: int, height: int) -> Probe | None:
    """Return the fault of a picture that would fill the memory, or None."""
    if width * height <= MAX_PIXELS and max(width, height) <= _MAX_JPEG_SIDE:
        return None
    fault = sentence(
        "has {width} × {height} pixels, more than {most} million in all",
        width=width,
        height=height,
        most=MAX_PIXELS // 1_000_000,
    )
    if max(width, height) > _MAX_JPEG_SIDE:
        fault = sentence("has a side of {side} pixels, more than {most}", side=max(width, height), most=_MAX_JPEG_SIDE)
    return Probe(fault=fault, hint=sentence("make it smaller; 2,400 pixels on the longer side are plenty"))
