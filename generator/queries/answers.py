"""Answers of queries and what they read, and how the store keeps these for a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

import msgspec

from generator.base.digest import digest
from generator.model.records import Record
from generator.store.dependencies import Read

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
_encode = msgspec.msgpack.Encoder().encode


class Answer(Record, Generic[T_co], frozen=True):
    """The answer of a query."""

    value: T_co
    digest: bytes
    reads: tuple[Read, ...]
    """The ranges and keys read for it: while nothing in them changes, neither does the answer."""
    seqs: tuple[int, ...] = ()
    """The articles of Artikel Terkait, whose slow answer can be restored from them while it holds."""
    fills: int = 0
    """How many of the last ones only fill it."""


def of_value(value: T, reads: Iterable[Read]) -> Answer[T]:
    """Return an answer whose digest is that of its value."""
    return Answer(value, digest(_encode(value)), tuple(reads))


SHARED, SITE_FRAME = "shared", "site_frame"
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
    """Return enough of a digest to tell two answers to one question apart."""
    return full[:8]


pack_dependencies = msgspec.msgpack.Encoder().encode
unpack_dependencies = msgspec.msgpack.Decoder(tuple[Dependency, ...]).decode


def reads_of(packed: bytes | None) -> Iterator[Read]:
    """Yield what was read for a page's packed dependencies."""
    return (read for dependency in unpack_dependencies(packed) for read in dependency.reads) if packed else iter(())
