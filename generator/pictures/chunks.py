"""The parts of pictures, each with its kind and size: one walk for boxes, chunks and blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.model.records import Record

_MOST = 1_000_000


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


def walk(data: bytes, at: int, stop: int, read: Callable[[bytes, int, int], Chunk | None]) -> Iterator[Chunk]:
    """Yield the parts between two positions, as long as `read` can follow them."""
    for _ in range(_MOST):
        chunk = read(data, at, stop)
        if chunk is None:
            return
        yield chunk
        at = chunk.after


def number(data: bytes, at: int) -> int:
    """Return the four bytes at a position as a number; fewer at the end of the data."""
    return int.from_bytes(data[at : at + 4], "big")


def boxes(data: bytes, at: int, stop: int) -> Iterator[Chunk]:
    """Yield the boxes of an AVIF between two positions."""
    return walk(data, at, stop, _box)


def png_chunks(data: bytes) -> Iterator[Chunk]:
    """Yield the chunks of a PNG; each is followed by a checksum of four bytes."""
    return walk(data, 8, len(data), _png_chunk)


def riff_chunks(data: bytes, at: int, stop: int) -> Iterator[Chunk]:
    """Yield the chunks of a WebP between two positions."""
    return walk(data, at, stop, _riff_chunk)


def gif_blocks(data: bytes) -> Iterator[Chunk]:
    """Yield the blocks of a GIF by their first byte; the content of images and extensions begins with its length."""
    return walk(data, 13 + _colour_table(data, 10), len(data), _gif_block)


def _box(data: bytes, at: int, stop: int) -> Chunk | None:
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
