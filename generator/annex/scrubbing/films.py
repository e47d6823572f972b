"""Films and sound in boxes (MP4, MOV, M4A) without what tells where, when and with what they were taken.

Players find sound and picture by their distance from the beginning of the file, so nothing is taken out: what readers
have no need of becomes free space of the same length. Title, artist, album, cover and copyright stay.
"""

from __future__ import annotations

import re
from itertools import islice

from generator.annex.scrubbing import samples
from generator.annex.scrubbing.photos import cover
from generator.annex.scrubbing.samples import Span
from generator.pictures.chunks import MOST, Chunk, boxes, first
from generator.pictures.recordings import FILM_BOXES, NOTE_BOXES

_MOOV = frozenset((b"mvhd", b"trak", b"mvex", b"iods", b"pssh", b"cmov", b"udta", b"meta"))
_HOLDERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"))
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
_TEXTS = frozenset((b"subt", b"sbtl", b"text", b"clcp"))
"""Those of them into which drones write where they are."""
_DEEPEST = 8
_PICTURES = frozenset(
    (b"avc1", b"avc3", b"hvc1", b"hev1", b"mp4v", b"av01", b"vp09", b"jpeg", b"apch", b"apcn", b"apcs")
)
"""Formats of pictures, whose entries name what has encoded them."""


_POSITION = re.compile(
    rb"\b(?:gps|home)\s*\(\s*(?:[nsew]\s*:?\s*)?[-+]?\d|\b(?:lat(?:itude)?|long?t?(?:itude)?)\s*[:=]\s*[-+]?\d",
    re.IGNORECASE,
)
"""As in `GPS(106.8456,-6.2088,15)` and `[latitude: -6.2088]`, which drones write into subtitles."""


def cleaned(data: bytes) -> bytes:
    """Return a film without what readers have no need of; it has the same length."""
    kept = bytearray(data)
    end = 0
    top = list(boxes(data, 0, len(data), MOST))
    fragments = [box for box in top if box.kind == b"moof"]
    for box in top:
        end = box.end
        if box.kind == b"moov":
            _blank(kept, data, box, fragments)
        if box.kind in (b"moov", b"moof"):
            _tidy(kept, data, box, 0)
        elif box.kind not in FILM_BOXES:
            _free(kept, box)
    # What follows the last box that can be followed.
    kept[end:] = bytes(len(data) - end)
    return data if kept == data else bytes(kept)


def _free(kept: bytearray, box: Chunk) -> None:
    kept[box.at + 4 : box.at + 8] = b"free"
    kept[box.start : box.end] = bytes(box.end - box.start)


def _tidy(kept: bytearray, data: bytes, holder: Chunk, depth: int) -> None:
    """Free what is noted in a box and in those that it holds."""
    for box in boxes(data, holder.start, holder.end):
        if box.kind in _HEADS:
            wide = 8 if data[box.start : box.start + 1] == b"\1" else 4
            times = slice(box.start + 4, min(box.start + 4 + 2 * wide, box.end))
            kept[times] = bytes(len(kept[times]))
        elif box.kind in NOTE_BOXES or (holder.kind == b"moov" and box.kind not in _MOOV):
            _free(kept, box)
        elif box.kind == b"udta":
            _sift(kept, data, box)
        elif box.kind == b"meta":
            _sift_meta(kept, data, box)
        elif box.kind == b"stsd":
            _unsign(kept, data, box)
        elif box.kind in _HOLDERS and depth < _DEEPEST:
            _tidy(kept, data, box, depth + 1)


def _sift(kept: bytearray, data: bytes, holder: Chunk) -> None:
    """Free what is said of a film, but for whose it is."""
    for box in boxes(data, holder.start, holder.end):
        if box.kind == b"meta":
            _sift_meta(kept, data, box)
        elif box.kind not in _RIGHTS:
            _free(kept, box)
        elif box.kind == b"covr":
            for inner in boxes(data, box.start, box.end):
                kept[inner.start + 8 : inner.end] = _padded(cover(data[inner.start + 8 : inner.end]), inner)


def _padded(picture: bytes, holder: Chunk) -> bytes:
    """Return a picture in the room of another; what comes behind its end is nothing. Zeros if it is larger."""
    size = max(holder.end - holder.start - 8, 0)
    return picture.ljust(size, b"\0") if len(picture) <= size else bytes(size)


def _sift_meta(kept: bytearray, data: bytes, meta: Chunk) -> None:
    """Free what is said of a film under names of the maker's choice; of that under the usual ones, as `_sift` does."""
    # In MP4 a version of four bytes comes first, in MOV none.
    start = meta.start if data[meta.start + 4 : meta.start + 8] == b"hdlr" else meta.start + 4
    inner = list(boxes(data, start, meta.end))
    told = next((box for box in inner if box.kind == b"hdlr"), None)
    if told is None or data[told.start + 8 : told.start + 12] != b"mdir":
        _free(kept, meta)
        return
    for box in inner:
        if box.kind == b"ilst":
            _sift(kept, data, box)
        elif box.kind != b"hdlr":
            _free(kept, box)


def _unsign(kept: bytearray, data: bytes, table: Chunk) -> None:
    """Take out the name of the device, which cameras write as that of the encoder."""
    for entry in islice(boxes(data, table.start + 8, table.end), 10):
        if entry.kind in _PICTURES and entry.end - entry.start >= 78:
            kept[entry.start + 42 : entry.start + 74] = bytes(32)


def _blank(kept: bytearray, data: bytes, moov: Chunk, fragments: list[Chunk]) -> None:
    """Overwrite what tracks hold, wherever that lies, if it is nothing for readers or tells a position."""
    tracks = [(box, _kind(data, box)) for box in boxes(data, moov.start, moov.end) if box.kind == b"trak"]
    doubtful = [(box, kind) for box, kind in tracks if kind not in _SEEN - _TEXTS]
    if not doubtful:
        return
    runs = samples.of_fragments(data, moov, fragments)
    told: list[Span] = []
    # Tracks that lie over each other without end would stall the build.
    left = 2 * len(data)
    for track, kind in doubtful:
        spans = [*samples.of_track(data, track), *runs.get(samples.number_of(data, track), ())]
        left -= sum(span.end - span.start for span in spans)
        if kind not in _SEEN or left < 0 or any(tells_position(data[span.start : span.end]) for span in spans):
            told += spans
    for span in samples.merged(told):
        kept[span.start : span.end] = bytes(span.end - span.start)


def _kind(data: bytes, track: Chunk) -> bytes:
    """Return what a track is, by its handler; a picture if it does not say so."""
    told = first(data, track, b"mdia", b"hdlr")
    return data[told.start + 8 : told.start + 12] if told is not None else b"vide"


def tells_position(text: bytes) -> bool:
    """Return whether subtitles tell where something was taken, as no spoken word does."""
    return _POSITION.search(text) is not None
