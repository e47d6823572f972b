"""Where the samples of a film's tracks lie, by the tables at its beginning and those of its fragments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.records import Record
from generator.pictures.chunks import Chunk, boxes, first, number


class Span(Record, frozen=True):
    """A part of a film."""

    start: int
    end: int


def number_of(data: bytes, track: Chunk) -> int:
    """Return the number of a track; 0 if it has none."""
    head = first(data, track, b"tkhd")
    if head is None:
        return 0
    return number(data, head.start + (20 if data[head.start : head.start + 1] == b"\1" else 12))


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the parts that spans take up, each once, in order."""
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
    """Yield the chunks of a track by its own tables."""
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
        # Chunks that lie over each other without end would stall the build.
        size = min(size, left)
        left -= size
        start = int.from_bytes(data[at : at + wide], "big")
        yield Span(start, min(start + size, len(data)))


def of_fragments(data: bytes, moov: Chunk, fragments: Iterable[Chunk]) -> dict[int, list[Span]]:
    """Return what fragments hold, by the number of the track.

    Args:
        data: the film.
        moov: says how large samples are where a fragment does not.
        fragments: in their order.

    """
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
    """Return from where the places of a track in a fragment count, and the size of its samples.

    Args:
        data: the film.
        head: of the track in the fragment.
        start: of the fragment.
        last: where what the track before it holds has ended.
        size: of samples where the fragment names none.

    """
    flags = number(data, head.start) & 0xFFFFFF
    at, base = head.start + 8, start if flags & 0x20000 else last
    if flags & 0x1:
        base, at = int.from_bytes(data[at : at + 8], "big"), at + 8
    at += 4 * (bool(flags & 0x2) + bool(flags & 0x8))
    return base, number(data, at) if flags & 0x10 else size


def _run(data: bytes, run: Chunk, base: int, last: int, size: int) -> Span:
    """Return where a run lies: from a place that counts from `base`, or from the end of the last one."""
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
