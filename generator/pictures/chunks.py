"""The parts of media files, each with its kind and size: one walk for boxes, chunks and blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from generator.model.records import Record

MOST = 1_000_000
"""The most parts: a streamed film has some for each second."""
MOST_IN_BOX = 10_000


class Chunk(Record, frozen=True):
    """A part of a file; positions count from the beginning of the file."""

    kind: bytes
    at: int
    start: int
    """Of its content."""
    end: int
    """Of its content; a truncated part ends where its container does."""
    after: int
    """Start of the next part, even if beyond the data."""


class Bytes(Protocol):
    """Data that can be sliced."""

    def __getitem__(self, part: slice, /) -> bytes: ...


Data = TypeVar("Data", bound=Bytes)


def walk(
    data: Data, at: int, stop: int, read: Callable[[Data, int, int], Chunk | None], most: int = MOST
) -> Iterator[Chunk]:
    """Yield the parts between two positions, as long as `read` can follow them."""
    for _ in range(most):
        chunk = read(data, at, stop)
        if chunk is None:
            return
        yield chunk
        at = chunk.after


def number(data: Bytes, at: int) -> int:
    """Return the four bytes at a position as a number; fewer at the end of the data."""
    return int.from_bytes(data[at : at + 4], "big")


def boxes(data: Bytes, at: int, stop: int, most: int = MOST_IN_BOX) -> Iterator[Chunk]:
    """Yield the boxes of MP4, MOV and AVIF between two positions."""
    return walk(data, at, stop, _box, most)


def first(data: bytes, holder: Chunk | None, *kinds: bytes) -> Chunk | None:
    """Return the first box of a kind in a holder, then of the next kind in that, and so on."""
    for kind in kinds:
        if holder is None:
            return None
        holder = next((box for box in boxes(data, holder.start, holder.end) if box.kind == kind), None)
    return holder


def png_chunks(data: bytes) -> Iterator[Chunk]:
    """Yield the chunks of a PNG; each is followed by a checksum of four bytes."""
    return walk(data, 8, len(data), _png_chunk)


def riff_chunks(data: bytes, at: int, stop: int) -> Iterator[Chunk]:
    """Yield the chunks of WebP or WAV between two positions."""
    return walk(data, at, stop, _riff_chunk)


def gif_blocks(data: bytes) -> Iterator[Chunk]:
    """Yield the blocks of a GIF by their first byte; the content of images and extensions begins with its length."""
    return walk(data, 13 + _colour_table(data, 10), len(data), _gif_block)


def _box(data: Bytes, at: int, stop: int) -> Chunk | None:
    if at + 8 > stop:
        return None
    head = data[at : at + 16]
    size, start = number(head, 0), at + 8
    if size == 1:
        size, start = int.from_bytes(head[8:], "big"), at + 16
    elif size == 0:
        size = stop - at
    if at + size < start or start > stop:
        return None
    return Chunk(head[4:8], at, start, min(at + size, stop), at + size)


def _png_chunk(data: bytes, at: int, stop: int) -> Chunk | None:
    if at + 8 > stop:
        return None
    end = at + 8 + number(data, at)
    return Chunk(data[at + 4 : at + 8], at, at + 8, min(end, stop), end + 4)


def _riff_chunk(data: bytes, at: int, stop: int) -> Chunk | None:
    if at + 8 > stop:
        return None
    kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
    if kind == b"data" and data[:4] == b"RF64":
        # Its size has 64 bits and is stored elsewhere.
        size = int.from_bytes(data[28:36], "little") if data[12:16] == b"ds64" else stop - at - 8
    end = at + 8 + size
    return Chunk(kind, at, at + 8, min(end, stop), end + size % 2)


def _gif_block(data: bytes, at: int, stop: int) -> Chunk | None:
    while at < stop and not data[at]:
        at += 1
    kind = data[at : at + 1]
    if kind == b",":
        start = at + 10 + _colour_table(data, at + 9) + 1
    elif kind == b"!":
        start = at + 2
    else:
        return Chunk(kind, at, at + 1, at + 1, at + 1) if kind == b";" else None
    end = start
    while end < stop and data[end]:
        end += data[end] + 1
    return Chunk(kind, at, start, min(end, stop), end + 1)


def _colour_table(data: bytes, at: int) -> int:
    """Return the size in bytes of the colour table announced by the flags at a position."""
    return 3 << ((data[at] & 7) + 1) if at < len(data) and data[at] & 0x80 else 0
