"""Workers: run batches in other processes, in order, with few in flight."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def pool(jobs: int) -> Executor:
    """Return a pool of processes; they start fresh, so nothing of this one's state leaks into them."""
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    """Leave Ctrl-C to the parent, which ends the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Cut a sequence or a stream into batches."""
    left = iter(items)
    while part := tuple(islice(left, size)):
        yield part


def in_order(
    executor: Executor,
    work: Callable[..., list[Result]],
    first: tuple[object, ...],
    parts: Iterable[tuple[Item, ...]],
    ahead: int,
) -> Iterator[Result]:
    """Yield the results of each batch in the order of the batches; at most `ahead` batches are in flight.

    Args:
        executor: where the batches run.
        work: called with `first` and a batch.
        first: the same first arguments for every batch.
        parts: the batches.
        ahead: most batches that wait or run at one time, so that memory stays bounded.

    """
    flying: deque[Future[list[Result]]] = deque()
    try:
        for part in parts:
            flying.append(executor.submit(work, *first, part))
            if len(flying) >= ahead:
                yield from flying.popleft().result()
        while flying:
            yield from flying.popleft().result()
    finally:
        for future in flying:
            future.cancel()
