"""Films and sound in boxes (MP4, MOV, M4A) without what tells where, when and with what they were taken.

Players find sound and picture by their distance from the beginning of the file, so nothing is taken out: what readers
have no need of becomes free space of the same length. Title, artist, album, cover and copyright stay.
"""

from __future__ import annotations

from itertools import islice

from generator.pictures import samples
from generator.pictures.boxes import Box, boxes, first
from generator.pictures.covers import Photo, padded
from generator.pictures.positions import tells_position
from generator.pictures.samples import Span

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
_TEXTS = frozenset((b"subt", b"sbtl", b"text", b"clcp"))
"""Those of them into which drones write where they are."""
_DEEPEST = 8
_MOST = 1_000_000
"""Boxes of a file: one that was sent while it was taken has some for each second."""
_PICTURES = frozenset(
    (b"avc1", b"avc3", b"hvc1", b"hev1", b"mp4v", b"av01", b"vp09", b"jpeg", b"apch", b"apcn", b"apcs")
)
"""Formats of pictures, whose entries name what has encoded them."""


def is_film(head: bytes) -> bool:
    """Return whether a file that begins so is one of boxes."""
    return head[4:8] in _TOP or head[4:8] in _NOTES


def cleaned(data: bytes, photo: Photo) -> bytes:
    """Return a film without what readers have no need of; it has the same length.

    Args:
        data: the film.
        photo: cleans its cover.

    """
    kept = bytearray(data)
    end = 0
    top = list(boxes(data, 0, len(data), _MOST))
    fragments = [box for box in top if box.kind == b"moof"]
    for box in top:
        end = box.end
        if box.kind == b"moov":
            _blank(kept, data, box, fragments)
        if box.kind in (b"moov", b"moof"):
            _tidy(kept, data, box, photo, 0)
        elif box.kind not in _TOP:
            _free(kept, box)
    # What follows the last box that can be followed.
    kept[end:] = bytes(len(data) - end)
    return data if kept == data else bytes(kept)


def _free(kept: bytearray, box: Box) -> None:
    kept[box.at + 4 : box.at + 8] = b"free"
    kept[box.start : box.end] = bytes(box.end - box.start)


def _tidy(kept: bytearray, data: bytes, holder: Box, photo: Photo, depth: int) -> None:
    """Free what is noted in a box and in those that it holds."""
    for box in boxes(data, holder.start, holder.end):
        if box.kind in _HEADS:
            wide = 8 if data[box.start : box.start + 1] == b"\1" else 4
            times = slice(box.start + 4, min(box.start + 4 + 2 * wide, box.end))
            kept[times] = bytes(len(kept[times]))
        elif box.kind in _NOTES or (holder.kind == b"moov" and box.kind not in _MOOV):
            _free(kept, box)
        elif box.kind == b"udta":
            _sift(kept, data, box, photo)
        elif box.kind == b"meta":
            _sift_meta(kept, data, box, photo)
        elif box.kind == b"stsd":
            _unsign(kept, data, box)
        elif box.kind in _HOLDERS and depth < _DEEPEST:
            _tidy(kept, data, box, photo, depth + 1)


def _sift(kept: bytearray, data: bytes, holder: Box, photo: Photo) -> None:
    """Free what is said of a film, but for whose it is."""
    for box in boxes(data, holder.start, holder.end):
        if box.kind == b"meta":
            _sift_meta(kept, data, box, photo)
        elif box.kind not in _RIGHTS:
            _free(kept, box)
        elif box.kind == b"covr":
            for cover in boxes(data, box.start, box.end):
                kept[cover.start + 8 : cover.end] = padded(
                    photo(data[cover.start + 8 : cover.end]), cover.end - cover.start - 8
                )


def _sift_meta(kept: bytearray, data: bytes, meta: Box, photo: Photo) -> None:
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
            _sift(kept, data, box, photo)
        elif box.kind != b"hdlr":
            _free(kept, box)


def _unsign(kept: bytearray, data: bytes, table: Box) -> None:
    """Take out the name of the device, which cameras write as that of the encoder."""
    for entry in islice(boxes(data, table.start + 8, table.end), 10):
        if entry.kind in _PICTURES and entry.end - entry.start >= 78:
            kept[entry.start + 42 : entry.start + 74] = bytes(32)


def _blank(kept: bytearray, data: bytes, moov: Box, fragments: list[Box]) -> None:
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


def _kind(data: bytes, track: Box) -> bytes:
    """Return what a track is, by its handler; a picture if it does not say so."""
    told = first(data, track, b"mdia", b"hdlr")
    return data[told.start + 8 : told.start + 12] if told is not None else b"vide"
