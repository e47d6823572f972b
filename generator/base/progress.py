"""How far a long piece of work is, and whether it was cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from typing import Generic, TypeVar

import msgspec

from generator.base.workers import LazyPool

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how many items of it are done, and how many there are."""


class CancelledError(Exception):
    """The work was cancelled."""


class Cancellation:
    """A token by which another thread may cancel a piece of work."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raise CancelledError if the work was cancelled."""
        if self._event.is_set():
            raise CancelledError


def _silent(stage: str, done: int, total: int) -> None:
    del stage, done, total


class Run(msgspec.Struct, frozen=True):
    """How a piece of work is done: in which processes, who hears of it, and who may cancel it."""

    pool: LazyPool
    progress: Progress = _silent
    cancellation: Cancellation = msgspec.field(default_factory=Cancellation)

    def step(self, stage: str, done: int, total: int) -> None:
        """Report how far a stage is; raises CancelledError."""
        self.cancellation.check()
        self.progress(stage, done, total)


Item = TypeVar("Item")
Summary = TypeVar("Summary")


class Stream(Generic[Item, Summary]):
    """The items of a generator, to be iterated over once, and then what it returned."""

    def __init__(self, items: Generator[Item, None, Summary]) -> None:
        self._items = items
        self._summaries: list[Summary] = []

    def __iter__(self) -> Iterator[Item]:
        self._summaries.append((yield from self._items))

    @property
    def summary(self) -> Summary:
        """What the generator returned; raises ValueError while items are left."""
        if not self._summaries:
            raise ValueError("a stream has a summary when all of it has passed")
        return self._summaries[0]
