"""Runs batches in other processes, in order, with few in flight; tells how far they are, and ends when cancelled."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar, runtime_checkable

import msgspec

from generator.base.errors import MachineError
from generator.base.sentences import sentence
from generator.base.start import look_seldom

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")
Summary = TypeVar("Summary")

ENOUGH = 300
"""Files or pages from which worker processes pay for their start."""


def cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def pool(jobs: int) -> Executor:
    """Return a pool of processes; they start fresh, so nothing of this one's state leaks into them.

    Signals that the calling thread blocks are blocked in them, too.
    """
    # Imported here: a build with little to do starts no process.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context, resource_tracker  # noqa: PLC0415

    if sys.platform != "win32":
        # The tracker takes SIGINT off that list when it starts.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)


@runtime_checkable
class Distant(Protocol):
    """An executor that has a build's batches made elsewhere."""

    least: int
    """From how many items it pays."""

    def rest(self) -> None:
        """Release what a build held there: it has no more batches."""


class LazyPool:
    """Processes that start once there is enough to do for them; until then this process does the work."""

    def __init__(self, jobs: int = 0, executor: Executor | None = None) -> None:
        """Take the number of processes, 0 for one a processor, and an executor to be used in their place."""
        self.jobs = jobs or cores()
        self._given = executor
        self._least = executor.least if isinstance(executor, Distant) else 0
        self._executor: Executor | None = None
        self._own: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def started(self) -> bool:
        return self._executor is not None

    def executor_for(self, items: int) -> Executor | None:
        if self._executor is None:
            if self._given is not None:
                self._executor = self._given if items >= self._least else None
            elif self.jobs > 1 and items >= ENOUGH:
                self._executor = self._own = pool(self.jobs)
        return self._executor

    def run(
        self,
        items: int,
        work: Callable[..., list[Result]],
        first: tuple[object, ...],
        parts: Iterable[tuple[Item, ...]],
    ) -> Iterator[Result]:
        """Do what `in_order` does, in the process where so many items (files or pages) are done best."""
        executor = self.executor_for(items)
        if executor is None:
            return (result for part in parts for result in work(*first, part))
        return in_order(executor, work, first, parts, self.ahead)

    def shares(self, items: Sequence[Item], turns: int, least: int, most: int) -> Iterator[tuple[Item, ...]]:
        """Cut a sequence into batches for whoever does the work (see `shares` and `rounds`).

        Neighbours in it are best done by the same process; each batch is a part of what is left, so that it takes every
        process `turns` of them.
        """
        if isinstance(self._executor, Distant):
            return rounds(items, self.jobs, turns, least, most)
        return shares(items, turns * self.jobs, least, most)

    @property
    def ahead(self) -> int:
        """Most batches that wait or run at one time."""
        return 3 * self.jobs

    def stop(self) -> None:
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)
            self._executor = self._own = None
        elif isinstance(self._executor, Distant):
            self._executor.rest()


Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how many items of it are done, and how many there are."""


class CancelledError(Exception):
    """The work was cancelled."""


def _silent(stage: str, done: int, total: int) -> None:
    del stage, done, total


class Run(msgspec.Struct, frozen=True):
    """How a piece of work is done: in which processes, who hears of it, and whether another thread has cancelled it."""

    pool: LazyPool
    progress: Progress = _silent
    cancelled: threading.Event = msgspec.field(default_factory=threading.Event)

    def step(self, stage: str, done: int, total: int) -> None:
        """Report how far a stage is; raises CancelledError."""
        if self.cancelled.is_set():
            raise CancelledError
        self.progress(stage, done, total)


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


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when it is killed."""
    look_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def give_back() -> None:
    """Return free memory to the system, where the C library can."""
    if sys.platform != "linux":
        return
    # Imported here: only a build that read thousands of articles has anything to give.
    import ctypes  # noqa: PLC0415

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    left = iter(items)
    while part := tuple(islice(left, size)):
        yield part


def shares(items: Sequence[Item], parts: int, least: int, most: int) -> Iterator[tuple[Item, ...]]:
    """Cut a sequence into batches of this part of what is left, so that several processes end at the same time."""
    start = 0
    while start < len(items):
        size = min(most, max(least, (len(items) - start) // parts))
        yield tuple(items[start : start + size])
        start += size


def rounds(items: Sequence[Item], number: int, turns: int, least: int, most: int) -> Iterator[tuple[Item, ...]]:
    """Cut a sequence into a stretch for each of some processes, and each stretch into batches as `shares`.

    The batches come in rounds: batch n is of stretch n % number.
    """
    longest = -(-len(items) // number)
    for part in shares(range(longest), turns, least, most):
        for stretch in range(number):
            # Stretches differ by one item; the last batch of those that are shorter may be empty, but takes its turn.
            start, end = (len(items) * place // number for place in (stretch, stretch + 1))
            yield tuple(items[start + part[0] : min(end, start + part[-1] + 1)])


def in_order(
    executor: Executor,
    work: Callable[..., list[Result]],
    first: tuple[object, ...],
    parts: Iterable[tuple[Item, ...]],
    ahead: int,
) -> Iterator[Result]:
    """Yield the results of `work`, called with `first` and each of the batches, in the order of the batches.

    At most `ahead` batches wait or run, so that memory stays bounded. Raises MachineError if a process was ended.
    """
    # Imported here, as the executor was.
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415

    flying: deque[Future[list[Result]]] = deque()
    try:
        for part in parts:
            flying.append(executor.submit(work, *first, part))
            if len(flying) >= ahead:
                yield from flying.popleft().result()
        while flying:
            yield from flying.popleft().result()
    except BrokenExecutor as error:
        raise MachineError(
            sentence("a worker process was ended before its work was done; if memory ran out, build with fewer --jobs")
        ) from error
    finally:
        for future in flying:
            future.cancel()
