"""Answers: what a query returns, with what it depends on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

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
    """The ranges and keys that were read for it: while nothing in them changes, neither does the answer."""
    seqs: tuple[int, ...] = ()
    """The articles of Artikel Terkait, which is slow to work out: with them it can be given again while it holds."""
    fills: int = 0
    """How many of them, the last, only fill it."""


def of_value(value: T, reads: Iterable[Read]) -> Answer[T]:
    """Return an answer that is told from another by its value."""
    return Answer(value, digest(_encode(value)), tuple(reads))
