"""What a media file is, whether a picture is whole; and libvips, configured for untrusted files.

Only the four picture formats that cameras and editors write have variants. A file's first bytes decide its format, not
its name; unknown formats are refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from generator.base.errors import MachineError
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.model.records import Record
from generator.model.variants import LEAST
from generator.pictures.chunks import boxes, gif_blocks, number, png_chunks, riff_chunks

_LOADERS = ("Jpeg", "Png", "Webp", "Heif", "Svg")
"""The permitted decoders; the first bytes of a file choose among them."""
MAX_PIXELS = 50_000_000
"""The largest picture that is opened: a file of a few kilobytes can claim to exceed any memory."""
_MAX_JPEG_SIDE = 65_500
"""The longest side of a JPEG, in pixels."""
_SCAN = re.compile(rb"\xff\xda\0[\x08\x0a\x0c\x0e][\x01-\x04]")
_MOST_SCANS = 100
"""Times that a JPEG is drawn over, each as much work as the whole; cameras and editors take ten, and a bomb all."""
_MAX_SIDE = 100_000
"""The longest plausible side, in pixels; a larger number comes from a broken file."""
_SIDEWAYS = (5, 6, 7, 8)
"""EXIF orientations that swap width and height."""
ELSEWHERE = b"version https://git-lfs.github.com/spec/"
"""The beginning of a Git LFS pointer."""
FETCH = sentence("fetch it with `git lfs pull`")
DAMAGED = sentence("it is damaged or cut short")
EXPORT_AGAIN = sentence("open it in an image editor and export it again")


class Probe(Record, frozen=True):
    """What is known of a picture before any variant is made."""

    width: int = 0
    """As displayed, after the rotation that the camera recorded."""
    height: int = 0
    variable: bool = False
    """Whether it can have variants."""
    fault: Sentence = NOTHING
    """Why it cannot be shown, as the end of a sentence."""
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
    """Return width and height in pixels from the header; 0 and 0 if it cannot be read."""
    # Imported here: it imports much of the network code, and an edit of a text needs no picture.
    import imagesize  # noqa: PLC0415

    try:
        width, height = map(int, imagesize.get(BytesIO(data)))
    except Exception:  # noqa: BLE001 - a picture may be broken in any way; then its size is unknown
        return 0, 0
    return (width, height) if 0 < width <= _MAX_SIDE and 0 < height <= _MAX_SIDE else (0, 0)


def probe(data: bytes) -> Probe:
    """Examine a picture of the site, except an SVG.

    Animations and very small pictures are checked completely now, since they are published unchanged. A photo is
    decoded by `making.fault_of`.
    """
    kind = sniff(data[:64])
    if not kind:
        if data.startswith(ELSEWHERE):
            return Probe(fault=sentence("is only a pointer of Git LFS, not the picture itself"), hint=FETCH)
        hint = sentence("export it again as JPEG, PNG, WebP or AVIF")
        return Probe(fault=sentence("is not the picture that its name says"), hint=hint)
    width, height = dimensions(data)
    if refused := too_large(width, height):
        return refused
    unreadable = Probe(fault=sentence("cannot be read: {damaged}", damaged=DAMAGED), hint=EXPORT_AGAIN)
    if kind in ("gif", "animated"):
        return unreadable if not width or is_truncated(data) else Probe(width, height)
    if kind == "jpeg" and data.count(b"\xff\xda") > _MOST_SCANS and len(scans := _SCAN.findall(data)) > _MOST_SCANS:
        said = sentence("is drawn over {count} times, more than {most}", count=len(scans), most=_MOST_SCANS)
        return Probe(fault=said, hint=EXPORT_AGAIN)
    libvips = vips()
    try:
        image = libvips.Image.new_from_buffer(data, "", access="sequential", fail_on="error")
    except libvips.Error:
        return unreadable
    width, height = image.width, image.height
    if refused := too_large(width, height):
        return refused
    if min(width, height) < LEAST and is_truncated(data):
        return unreadable
    if image.get_typeof("orientation") and image.get("orientation") in _SIDEWAYS:
        width, height = height, width
    return Probe(width, height, min(width, height) >= LEAST)


def too_large(width: int, height: int) -> Probe | None:
    """Return why a picture of this size is not opened; None if it is."""
    if width * height <= MAX_PIXELS and max(width, height) <= _MAX_JPEG_SIDE:
        return None
    side, most = max(width, height), MAX_PIXELS // 1_000_000
    if side > _MAX_JPEG_SIDE:
        fault = sentence("has a side of {side} pixels, more than {most}", side=side, most=_MAX_JPEG_SIDE)
    else:
        fault = sentence(
            "has {width} × {height} pixels, more than {most} million in all", width=width, height=height, most=most
        )
    return Probe(fault=fault, hint=sentence("make it smaller; 2,400 pixels on the longer side are plenty"))


def is_truncated(data: bytes) -> bool:
    """Return whether a GIF, PNG, WebP, AVIF or JPEG is truncated or malformed."""
    ends = next((walk for magic, walk in _WALKS.items() if data.startswith(magic)), _avif_ends)
    return not ends(data)


def _gif_ends(data: bytes) -> bool:
    images = 0
    for block in gif_blocks(data):
        if block.kind == b";":
            return images > 0
        images += block.kind == b","
    return False


def _png_ends(data: bytes) -> bool:
    for chunk in png_chunks(data):
        if chunk.after > len(data) or zlib.crc32(data[chunk.at + 4 : chunk.end]) != number(data, chunk.end):
            return False
        if chunk.kind == b"IEND":
            return True
    return False


def _webp_ends(data: bytes) -> bool:
    end, after = 8 + int.from_bytes(data[4:8], "little"), 12
    if end > len(data):
        return False
    for chunk in riff_chunks(data, 12, end):
        after = chunk.after
    # Some encoders omit the padding byte of the last chunk.
    return after in (end, end + 1)


def _jpeg_ends(data: bytes) -> bool:
    return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda") > 0


def _avif_ends(data: bytes) -> bool:
    after, kinds = 0, set()
    for box in boxes(data, 0, len(data)):
        after = box.after
        kinds.add(box.kind)
    return after == len(data) and b"mdat" in kinds


_WALKS: Mapping[bytes, Callable[[bytes], bool]] = {
    b"GIF8": _gif_ends, b"\x89PNG": _png_ends, b"RIFF": _webp_ends, b"\xff\xd8": _jpeg_ends,
}  # fmt: skip


def is_recording(head: bytes) -> bool:
    """Return whether a file is a film or sound, by its first 12 bytes."""
    wav = head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE"
    mp3 = head[:1] == b"\xff" and head[1:2] > b"\xdf"
    film = head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide")
    return wav or mp3 or film or head.startswith((b"\x1a\x45\xdf\xa3", b"OggS", b"ID3", b"fLaC"))


@lru_cache(maxsize=1)
def vips() -> Any:
    """Return pyvips with one thread, no cache and only the decoders above; raises MachineError if it is missing."""
    try:
        # Imported here: a build without pictures to make starts without it.
        import pyvips  # noqa: PLC0415
    except (ImportError, OSError) as error:
        # An OSError would be reported for each picture, as if it could not be read.
        said = sentence(
            "libvips, which reads pictures, cannot be loaded; pip install --force-reinstall pyvips-binary ({why})",
            why=error,
        )
        raise MachineError(said) from error

    # One thread per process: the pool has a process for each core, and with more the encoders write other bytes.
    pyvips.concurrency_set(1)
    pyvips.cache_set_max(0)
    pyvips.block_untrusted_set(True)
    pyvips.operation_block_set("VipsForeignLoad", True)
    for name in _LOADERS:
        pyvips.operation_block_set(f"VipsForeignLoad{name}", False)
    return pyvips
