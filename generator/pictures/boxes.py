"""Boxes: the parts of films and sound in MP4 and MOV, each with its size, its kind and what it holds."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.records import Record

MOST = 10_000
"""Boxes of one holder, but for the whole file."""


class Box(Record, frozen=True):
    """A part of a file."""

    kind: bytes
    at: int
    start: int
    """Of what it holds."""
    end: int


def number(data: bytes, at: int) -> int:
    """Return the four bytes at a place as a number; fewer at the end of the data."""
    return int.from_bytes(data[at : at + 4], "big")


def boxes(data: bytes, at: int, stop: int, most: int = MOST) -> Iterator[Box]:
    """Yield the boxes between two places, as long as they can be followed."""
    for _ in range(most):
        if at + 8 > stop:
            return
        size, kind, head = number(data, at), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = stop - at
        if size < head or at + head > stop:
            return
        # One that is cut short holds what there is of it.
        yield Box(kind, at, at + head, min(at + size, stop))
        at += size


def first(data: bytes, holder: Box | None, *kinds: bytes) -> Box | None:
    """Return the first box of a kind in a holder, of the next kind in that, and so on."""
    for kind in kinds:
        if holder is None:
            return None
        holder = next((box for box in boxes(data, holder.start, holder.end) if box.kind == kind), None)
    return holder
