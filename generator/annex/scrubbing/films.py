"""Films and sound in boxes (MP4, MOV, M4A) without what reveals where, when and with what they were recorded.

Players find sound and picture by file offset, so nothing is taken out: what readers do not need becomes free space of
the same length. Title, artist, album, cover and copyright stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.annex.scrubbing.photos import cover
from generator.model.records import Record
from generator.pictures.chunks import MOST, Chunk, boxes, first, number
from generator.pictures.probing import FILM_BOXES, NOTE_BOXES

_MOOV = frozenset((b"mvhd", b"trak", b"mvex", b"iods", b"pssh", b"cmov", b"udta", b"meta"))
_HOLDERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"))
_HEADS = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_RIGHTS = frozenset(
    (
        b"\xa9nam", b"\xa9ART", b"\xa9aut", b"\xa9alb", b"\xa9cpy", b"\xa9gen", b"aART", b"auth", b"cprt", b"covr",
        b"titl", b"perf", b"albm", b"trkn",
    )
)  # fmt: skip
"""Allowed film metadata in `udta` and, for sound from a shop, in `ilst`."""
_SEEN = frozenset((b"vide", b"soun", b"subt", b"sbtl", b"text", b"clcp", b"tmcd", b"auxv", b"pict", b"hint"))
"""What a track is for readers; other tracks hold what the device measured: position, height, speed, faces."""
_TEXTS = frozenset((b"subt", b"sbtl", b"text", b"clcp"))
"""Those into which drones write their position."""
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


class Span(Record, frozen=True):
    """A box of a film."""

    start: int
    end: int


def cleaned(data: bytes) -> bytes:
    """Return a film of the same length without what readers do not need."""
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
    # What follows the last readable box.
    kept[end:] = bytes(len(data) - end)
    return data if kept == data else bytes(kept)


def _free(kept: bytearray, box: Chunk) -> None:
    kept[box.at + 4 : box.at + 8] = b"free"
    kept[box.start : box.end] = bytes(box.end - box.start)


def _tidy(kept: bytearray, data: bytes, holder: Chunk, depth: int) -> None:
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
    """Blank out the metadata of a film, except for titles, names and rights."""
    for box in boxes(data, holder.start, holder.end):
        if box.kind == b"meta":
            _sift_meta(kept, data, box)
        elif box.kind not in _RIGHTS:
            _free(kept, box)
        elif box.kind == b"covr":
            for inner in boxes(data, box.start, box.end):
                size = max(inner.end - inner.start - 8, 0)
                picture = cover(data[inner.start + 8 : inner.end])
                # What comes behind its end is nothing.
                kept[inner.start + 8 : inner.end] = picture.ljust(size, b"\0") if len(picture) <= size else bytes(size)


def _sift_meta(kept: bytearray, data: bytes, meta: Chunk) -> None:
    """Free metadata under custom names; for that under the usual ones, as `_sift` does."""
    # MP4 has a four-byte version first, MOV has none.
    start = meta.start if data[meta.start + 4 : meta.start + 8] == b"hdlr" else meta.start + 4
    inner = list(boxes(data, start, meta.end))
    handler = next((box for box in inner if box.kind == b"hdlr"), None)
    if handler is None or data[handler.start + 8 : handler.start + 12] != b"mdir":
        _free(kept, meta)
        return
    for box in inner:
        if box.kind == b"ilst":
            _sift(kept, data, box)
        elif box.kind != b"hdlr":
            _free(kept, box)


def _unsign(kept: bytearray, data: bytes, table: Chunk) -> None:
    """Remove the device's name, which cameras write as the encoder's."""
    for entry in islice(boxes(data, table.start + 8, table.end), 10):
        if entry.kind in _PICTURES and entry.end - entry.start >= 78:
            kept[entry.start + 42 : entry.start + 74] = bytes(32)


def _blank(kept: bytearray, data: bytes, moov: Chunk, fragments: list[Chunk]) -> None:
    """Overwrite tracks, wherever they lie, that are not for readers or reveal a position."""
    tracks = [(box, _kind(data, box)) for box in boxes(data, moov.start, moov.end) if box.kind == b"trak"]
    doubtful = [(box, kind) for box, kind in tracks if kind not in _SEEN - _TEXTS]
    if not doubtful:
        return
    runs = of_fragments(data, moov, fragments)
    wiped: list[Span] = []
    # Endlessly overlapping tracks would stall the build.
    left = 2 * len(data)
    for track, kind in doubtful:
        spans = [*of_track(data, track), *runs.get(number_of(data, track), ())]
        left -= sum(span.end - span.start for span in spans)
        if kind not in _SEEN or left < 0 or any(tells_position(data[span.start : span.end]) for span in spans):
            wiped += spans
    for span in merged(wiped):
        kept[span.start : span.end] = bytes(span.end - span.start)


def _kind(data: bytes, track: Chunk) -> bytes:
    handler = first(data, track, b"mdia", b"hdlr")
    return data[handler.start + 8 : handler.start + 12] if handler is not None else b"vide"


def tells_position(text: bytes) -> bool:
    """Return whether subtitles reveal a position in a form that no speech has."""
    return _POSITION.search(text) is not None


def number_of(data: bytes, track: Chunk) -> int:
    """Return the number of a track; 0 if it has none."""
    head = first(data, track, b"tkhd")
    if head is None:
        return 0
    return number(data, head.start + (20 if data[head.start : head.start + 1] == b"\1" else 12))


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    start = end = 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start > end:
            if end > start:
                yield Span(start, end)
            start, end = span.start, span.end
        end = max(end, span.end)
    if end > start:
        yield Span(start, end)


def of_track(data: bytes, track: Chunk) -> Iterator[Span]:
    table = first(data, track, b"mdia", b"minf", b"stbl")
    if table is None:
        return
    tables = {box.kind: box for box in boxes(data, table.start, table.end)}
    wide = 8 if b"co64" in tables else 4
    places = tables.get(b"co64", tables.get(b"stco"))
    if places is None or b"stsz" not in tables or b"stsc" not in tables:
        return
    sizes, runs = tables[b"stsz"], tables[b"stsc"]
    same = number(data, sizes.start + 4)
    starts = [
        (number(data, at), number(data, at + 4)) for at in range(runs.start + 8, min(runs.end - 11, len(data)), 12)
    ]
    run = sample = 0
    left = len(data)
    for index, at in enumerate(range(places.start + 8, places.end - wide + 1, wide)):
        while run + 1 < len(starts) and starts[run + 1][0] <= index + 1:
            run += 1
        count = min(starts[run][1] if starts else 0, left)
        listed = range(sizes.start + 12 + 4 * sample, min(sizes.start + 12 + 4 * (sample + count), sizes.end - 3), 4)
        size = same * count if same else sum(number(data, place) for place in listed)
        sample += count
        # Endlessly overlapping chunks would stall the build.
        size = min(size, left)
        left -= size
        start = int.from_bytes(data[at : at + wide], "big")
        yield Span(start, min(start + size, len(data)))


def of_fragments(data: bytes, moov: Chunk, fragments: Iterable[Chunk]) -> dict[int, list[Span]]:
    """Return fragments' data by track number; `moov` has the sample sizes where a fragment has none."""
    extends = first(data, moov, b"mvex")
    sizes = {
        number(data, box.start + 4): number(data, box.start + 16)
        for box in (boxes(data, extends.start, extends.end) if extends is not None else ())
        if box.kind == b"trex"
    }
    found: dict[int, list[Span]] = {}
    for moof in fragments:
        last = moof.at
        for part in boxes(data, moof.start, moof.end):
            head = first(data, part, b"tfhd") if part.kind == b"traf" else None
            if head is None:
                continue
            track = number(data, head.start + 4)
            base, size = _begin(data, head, moof.at, last, sizes.get(track, 0))
            last = base
            for box in boxes(data, part.start, part.end):
                if box.kind == b"trun":
                    span = _run(data, box, base, last, size)
                    last = span.end
                    found.setdefault(track, []).append(span)
    return found


def _begin(data: bytes, head: Chunk, start: int, last: int, size: int) -> tuple[int, int]:
    """Return the base offset of a track in a fragment, and its sample size.

    `last` is where the previous track ended, `size` that of samples where the fragment names none.
    """
    flags = number(data, head.start) & 0xFFFFFF
    at, base = head.start + 8, start if flags & 0x20000 else last
    if flags & 0x1:
        base, at = int.from_bytes(data[at : at + 8], "big"), at + 8
    at += 4 * (bool(flags & 0x2) + bool(flags & 0x8))
    return base, number(data, at) if flags & 0x10 else size


def _run(data: bytes, run: Chunk, base: int, last: int, size: int) -> Span:
    """Return where a run lies: at an offset from `base`, or after the last one."""
    flags = number(data, run.start) & 0xFFFFFF
    count, at = min(number(data, run.start + 4), len(data)), run.start + 8
    start = last
    if flags & 0x1:
        start, at = base + int.from_bytes(data[at : at + 4], "big", signed=True), at + 4
    at += 4 * bool(flags & 0x4)
    step = 4 * sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
    total = size * count
    if flags & 0x200:
        first_size = at + 4 * bool(flags & 0x100)
        total = sum(number(data, place) for place in range(first_size, min(at + step * count, run.end - 3), step))
    start = min(max(start, 0), len(data))
    return Span(start, min(start + total, len(data)))
