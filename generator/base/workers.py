"""Runs batches in other processes, in order, a few at a time, with progress and cancellation."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Generic, Literal, Self, TypeVar

import msgspec

from generator.base.errors import MachineError
from generator.base.sentences import sentence
from generator.base.start import collect_rarely

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")
Summary = TypeVar("Summary")

ENOUGH = 300
"""Files or pages from which worker processes are worth starting."""


def cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def pool(jobs: int) -> Executor:
    """Return a process pool; its processes start fresh, so no state of this one leaks into them.

    Signals blocked in the calling thread are blocked in them, too.
    """
    # Imported here: a small build starts no process.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context, resource_tracker  # noqa: PLC0415

    if sys.platform != "win32":
        # Starting the tracker unblocks SIGINT.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)


class LazyPool:
    """Processes that start once there is enough work; until then this process does it."""

    def __init__(self, jobs: int = 0, executor: Executor | None = None) -> None:
        """Take the number of processes, 0 for one per core, and an executor to use instead of them."""
        self.jobs = jobs or cores()
        self._given = executor
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def started(self) -> bool:
        return self._executor is not None

    def executor_for(self, items: int) -> Executor | None:
        if self._executor is None and items >= ENOUGH and (self._given or self.jobs > 1):
            self._executor = self._given or pool(self.jobs)
        return self._executor

    def run(
        self,
        items: int,
        work: Callable[..., list[Result]],
        first: tuple[object, ...],
        parts: Iterable[tuple[Item, ...]],
    ) -> Iterator[Result]:
        """Run batches as `in_order` does, here or in other processes, depending on the number of items."""
        executor = self.executor_for(items)
        if executor is None:
            return (result for part in parts for result in work(*first, part))
        return in_order(executor, work, first, parts, self.ahead)

    def shares(self, items: Sequence[Item], turns: int, least: int, most: int) -> Iterator[tuple[Item, ...]]:
        """Cut a sequence into batches so that what is left takes each process `turns` of them (see `shares`)."""
        return shares(items, turns * self.jobs, least, most)

    @property
    def ahead(self) -> int:
        """The most batches that wait or run at a time."""
        return 3 * self.jobs

    def stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


Step = Literal["read", "reading", "making", "import", "media", "comparing", "sending", "telling"]
"""What takes long enough to be shown as it goes on; `cli/terminal` has words for each."""
Progress = Callable[[Step, int, int], None]
"""Called with the name of a step, and how many of its items are done, of how many."""


class CancelledError(Exception):
    """The work was cancelled."""


def _silent(stage: Step, done: int, total: int) -> None:
    del stage, done, total


class Run(msgspec.Struct, frozen=True):
    """How work is done: in which processes, where progress is reported, and whether another thread cancelled it."""

    pool: LazyPool
    progress: Progress = _silent
    cancelled: threading.Event = msgspec.field(default_factory=threading.Event)

    def step(self, stage: Step, done: int, total: int) -> None:
        """Report how far a stage is; raises CancelledError."""
        if self.cancelled.is_set():
            raise CancelledError
        self.progress(stage, done, total)


class Stream(Generic[Item, Summary]):
    """The items of a generator, iterated over once, and then its return value."""

    def __init__(self, items: Generator[Item, None, Summary]) -> None:
        self._items = items
        self._summaries: list[Summary] = []

    def __iter__(self) -> Iterator[Item]:
        self._summaries.append((yield from self._items))

    @property
    def summary(self) -> Summary:
        """The generator's return value; raises ValueError while items are left."""
        if not self._summaries:
            raise ValueError("a stream has a summary when all of it has passed")
        return self._summaries[0]


def _begin() -> None:
    """Leave Ctrl-C to the parent, and exit when it is killed."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def release_memory() -> None:
    """Return free memory to the system, where the C library can."""
    if sys.platform != "linux":
        return
    # Imported here: only a build that read thousands of articles has memory to return.
    import ctypes  # noqa: PLC0415

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    left = iter(items)
    while part := tuple(islice(left, size)):
        yield part


def shares(items: Sequence[Item], parts: int, least: int, most: int) -> Iterator[tuple[Item, ...]]:
    """Cut a sequence into batches, each one of `parts` shares of what is left, so that processes finish together."""
    start = 0
    while start < len(items):
        size = min(most, max(least, (len(items) - start) // parts))
        yield tuple(items[start : start + size])
        start += size


def in_order(
    executor: Executor,
    work: Callable[..., list[Result]],
    first: tuple[object, ...],
    parts: Iterable[tuple[Item, ...]],
    ahead: int,
) -> Iterator[Result]:
    """Yield the results of `work`, called with `first` and each batch, in the order of the batches.

    At most `ahead` batches wait or run, which bounds memory. Raises MachineError if a process was killed.
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
