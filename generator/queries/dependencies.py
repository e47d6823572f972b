"""Dependencies: the questions that a page asked, as the store keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from generator.model.records import Record
from generator.store.dependencies import Read

SHARED, FURNITURE = "shared", "furniture"
"""Names of dependencies that are no questions: on the shared templates of a page, and on all that stands around it."""


class Dependency(Record, frozen=True):
    """A question that a page asked, the digest of the answer, and what was read for it."""

    name: str
    args: tuple[Any, ...]
    digest: bytes
    """As much of it as `shortened` leaves."""
    reads: tuple[Read, ...]
    seqs: tuple[int, ...] = ()
    """See `Answer`."""
    fills: int = 0


def shortened(full: bytes) -> bytes:
    """Return as much of a digest as tells two answers to one question apart."""
    return full[:8]


pack = msgspec.msgpack.Encoder().encode
unpack = msgspec.msgpack.Decoder(tuple[Dependency, ...]).decode


def reads_of(packed: bytes | None) -> Iterator[Read]:
    """Yield what was read for the packed dependencies of a page."""
    return (read for dependency in unpack(packed) for read in dependency.reads) if packed else iter(())
