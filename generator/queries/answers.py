"""Answers of queries and what they read, and how the store keeps these for a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, ParamSpec, TypeVar

import msgspec

from generator.base.digest import digest
from generator.base.sentences import Sentence
from generator.model.records import Record
from generator.store.dependencies import Read

P = ParamSpec("P")
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


class Query(Generic[P, T_co]):
    """A function that takes an `Archive` and plain values, and why a page is made again when its answer differs.

    What it reads is in its answer: nothing else says when to ask it again.
    """

    def __init__(self, function: Callable[P, Answer[T_co]], why: Sentence) -> None:
        self.name = function.__name__
        self.why = why
        self._function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Answer[T_co]:
        return self._function(*args, **kwargs)


def query(why: Sentence) -> Callable[[Callable[P, Answer[T]]], Query[P, T]]:
    """Make a query of a function; `why` is what `ssg why` says."""
    return lambda function: Query(function, why)


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
