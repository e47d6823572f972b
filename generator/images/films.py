"""Films and sound in boxes (MP4, MOV, M4A) without what tells where, when and with what they were taken.

Players find sound and picture by their distance from the beginning of the file, so nothing is taken out: what readers
have no need of becomes free space of the same length. Title, artist, album, cover and copyright stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generator.portal.records import Record

_TOP = frozenset((b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"prft", b"pdin", b"wide"))
_MOOV = frozenset((b"mvhd", b"trak", b"mvex", b"iods", b"pssh", b"cmov", b"udta", b"meta"))
_HOLDERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"))
_NOTES = frozenset((b"free", b"skip", b"uuid", b"XMP_"))
_HEADS = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_RIGHTS = frozenset(
    (
        b"\xa9nam", b"\xa9ART", b"\xa9aut", b"\xa9alb", b"\xa9cpy", b"\xa9gen", b"aART", b"auth", b"cprt", b"covr",
        b"titl", b"perf", b"albm", b"trkn",
    )
)  # fmt: skip
"""What may be said of a film in `udta` and, of sound from a shop, in `ilst`."""
_SEEN = frozenset((b"vide", b"soun", b"subt", b"sbtl", b"text", b"clcp", b"tmcd", b"auxv", b"pict", b"hint"))
"""What a track is for readers; other tracks hold what the device measured: position, height, speed, faces."""
_DEEPEST, _MOST = 8, 10_000
_PICTURES = frozenset(
    (b"avc1", b"avc3", b"hvc1", b"hev1", b"mp4v", b"av01", b"vp09", b"jpeg", b"apch", b"apcn", b"apcs")
)
"""Formats of pictures, whose entries name what has encoded them."""


class _Box(Record, frozen=True):
    kind: bytes
    at: int
    start: int
    """Of what it holds."""
    end: int


def is_film(head: bytes) -> bool:
    """Return whether a file that begins so is one of boxes."""
    return head[4:8] in _TOP or head[4:8] in _NOTES


def cleaned(data: bytes) -> bytes:
    """Return a film without what readers have no need of; it has the same length."""
    kept = bytearray(data)
    end = 0
    for box in _boxes(data, 0, len(data)):
        end = box.end
        if box.kind in (b"moov", b"moof"):
            _tidy(kept, data, box, 0)
        elif box.kind not in _TOP:
            _free(kept, box)
    # What follows the last box that can be followed.
    kept[end:] = bytes(len(data) - end)
    return data if kept == data else bytes(kept)


def _free(kept: bytearray, box: _Box) -> None:
    kept[box.at + 4 : box.at + 8] = b"free"
    kept[box.start : box.end] = bytes(box.end - box.start)


def _tidy(kept: bytearray, data: bytes, holder: _Box, depth: int) -> None:
    """Free what is noted in a box and in those that it holds."""
    inner = list(_boxes(data, holder.start, holder.end))
    if holder.kind == b"trak" and not _is_seen(data, inner):
        _free_samples(kept, data, holder)
    for box in inner:
        if box.kind in _HEADS:
            wide = 8 if data[box.start : box.start + 1] == b"\1" else 4
            times = slice(box.start + 4, min(box.start + 4 + 2 * wide, box.end))
            kept[times] = bytes(len(kept[times]))
        elif box.kind in _NOTES or (holder.kind == b"moov" and box.kind not in _MOOV):
            _free(kept, box)
        elif box.kind == b"udta":
            _sift(kept, data, box)
        elif box.kind == b"meta":
            _sift_meta(kept, data, box)
        elif box.kind == b"stsd":
            _unsign(kept, data, box)
        elif box.kind in _HOLDERS and depth < _DEEPEST:
            _tidy(kept, data, box, depth + 1)


def _sift(kept: bytearray, data: bytes, holder: _Box) -> None:
    """Free what is said of a film, but for whose it is."""
    for box in _boxes(data, holder.start, holder.end):
        if box.kind == b"meta":
            _sift_meta(kept, data, box)
        elif box.kind not in _RIGHTS:
            _free(kept, box)


def _sift_meta(kept: bytearray, data: bytes, meta: _Box) -> None:
    """Free what is said of a film under names of the maker's choice; of that under the usual ones, as `_sift` does."""
    # In MP4 a version of four bytes comes first, in MOV none.
    start = meta.start if data[meta.start + 4 : meta.start + 8] == b"hdlr" else meta.start + 4
    inner = list(_boxes(data, start, meta.end))
    told = next((box for box in inner if box.kind == b"hdlr"), None)
    if told is None or data[told.start + 8 : told.start + 12] != b"mdir":
        _free(kept, meta)
        return
    for box in inner:
        if box.kind == b"ilst":
            _sift(kept, data, box)
        elif box.kind != b"hdlr":
            _free(kept, box)


def _unsign(kept: bytearray, data: bytes, table: _Box) -> None:
    """Take out the name of the device, which cameras write as that of the encoder."""
    for entry in islice(_boxes(data, table.start + 8, table.end), 10):
        if entry.kind in _PICTURES and entry.end - entry.start >= 78:
            kept[entry.start + 42 : entry.start + 74] = bytes(32)


def _is_seen(data: bytes, inner: list[_Box]) -> bool:
    """Return whether a track is picture, sound or text; one that does not say so is."""
    media = next((box for box in inner if box.kind == b"mdia"), None)
    told = media and next((box for box in _boxes(data, media.start, media.end) if box.kind == b"hdlr"), None)
    return told is None or data[told.start + 8 : told.start + 12] in _SEEN


def _free_samples(kept: bytearray, data: bytes, track: _Box) -> None:
    """Overwrite what a track holds, wherever that lies in the file."""
    for start, size in _chunks(data, _tables(data, track, 0)):
        end = min(start + size, len(data))
        kept[start:end] = bytes(max(end - start, 0))


def _tables(data: bytes, holder: _Box, depth: int) -> dict[bytes, _Box]:
    found: dict[bytes, _Box] = {}
    for box in _boxes(data, holder.start, holder.end):
        if box.kind in (b"mdia", b"minf", b"stbl") and depth < _DEEPEST:
            found |= _tables(data, box, depth + 1)
        elif box.kind in (b"stsz", b"stsc", b"stco", b"co64"):
            found[box.kind] = box
    return found


def _chunks(data: bytes, tables: dict[bytes, _Box]) -> Iterator[tuple[int, int]]:
    """Yield where each chunk of a track begins, and its size in bytes."""
    wide = 8 if b"co64" in tables else 4
    places = tables.get(b"co64", tables.get(b"stco"))
    if places is None or b"stsz" not in tables or b"stsc" not in tables:
        return
    sizes, runs = tables[b"stsz"], tables[b"stsc"]
    same = _number(data, sizes.start + 4)
    starts = [
        (_number(data, at), _number(data, at + 4)) for at in range(runs.start + 8, min(runs.end - 11, len(data)), 12)
    ]
    run = sample = 0
    left = len(data)
    for index, at in enumerate(range(places.start + 8, places.end - wide + 1, wide)):
        while run + 1 < len(starts) and starts[run + 1][0] <= index + 1:
            run += 1
        count = min(starts[run][1] if starts else 0, left)
        table = range(sizes.start + 12 + 4 * sample, min(sizes.start + 12 + 4 * (sample + count), sizes.end - 3), 4)
        size = same * count if same else sum(_number(data, one) for one in table)
        sample += count
        # Chunks that lie over each other without end would stall the build.
        size = min(size, left)
        left -= size
        yield int.from_bytes(data[at : at + wide], "big"), size


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _boxes(data: bytes, at: int, stop: int) -> Iterator[_Box]:
    """Yield the boxes between two places, as long as they can be followed."""
    for _ in range(_MOST):
        if at + 8 > stop:
            return
        size, kind, head = _number(data, at), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = stop - at
        if size < head or at + head > stop:
            return
        # One that is cut short holds what there is of it.
        yield _Box(kind, at, at + head, min(at + size, stop))
        at += size
