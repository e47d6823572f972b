"""What something costs by its size.

How many seconds it takes is the affair of the machine, and of what else that does. No test asks for them: twice as much
may take about twice as long, and what would never end is stopped.
"""

from __future__ import annotations

import contextlib
import math
import signal
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

Work = Callable[[int], Callable[[], object]]
"""Makes ready what is to be done for a size; what it returns does it, and is measured."""

MOST = 1.5
"""The power with which the time of something linear may grow; linear ones were measured with up to 1.2, a square has 2."""
TIMES = 8
"""How many times as large the larger one is."""
FLOOR = 0.0003
"""Seconds; what is below is noise."""
NOTHING = 0.004
"""Seconds for which something that is large enough for a square to take long may take; some clocks tell no less."""


class Cost(NamedTuple):
    """What something costs as it grows."""

    name: str
    sizes: tuple[int, ...]
    """Each larger than the one before."""
    seconds: tuple[float, ...]
    """Of the processor."""

    @property
    def power(self) -> float:
        """The power of the size with which the time grows; what takes no time at all does not grow."""
        first, last = (max(self.seconds[which], FLOOR, tick()) for which in (0, -1))
        return math.log(last / first) / math.log(self.sizes[-1] / self.sizes[0])


@cache
def tick() -> float:
    """Return the least time that the clock of the processor tells: nanoseconds, or hundredths of a second on some machines."""
    begin = time.process_time()
    while (now := time.process_time()) == begin:
        pass
    return now - begin


def seconds(work: Callable[[], object]) -> float:
    """Return the time of the processor that something takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def fastest(made: Callable[[], Callable[[], object]], times: int, enough: float = 0) -> float:
    """Return the seconds of the fastest of several runs: what else the machine does can only make it slower.

    Args:
        made: makes ready what is done, anew for each run.
        times: runs at most; one that takes no more than `enough` is the last.
        enough: seconds.

    """
    best = math.inf
    for _ in range(times):
        best = min(best, seconds(made()))
        if best <= enough:
            break
    return best


def held(work: Work, size: int, most: float = MOST) -> None:
    """Fail if the time of something grows faster than its size.

    Args:
        work: what is done for a size; it may be done several times.
        size: the larger of the two that are compared, for which a square would take long.
        most: the power of the size that is allowed.

    """
    sizes = (size // TIMES, size)
    best = [math.inf, math.inf]
    for again in (1, 2, 6):
        best = [min(one, fastest(partial(work, size), again)) for one, size in zip(best, sizes, strict=True)]
        cost = Cost("", sizes, (max(best[0], NOTHING), max(best[1], NOTHING)))
        if cost.power < most:
            return
    raise AssertionError(cost)


class EndlessError(AssertionError):
    """Something took so long that it will not end."""


@contextlib.contextmanager
def ends(after: float = 120) -> Iterator[None]:
    """Stop what would go on for hours; the seconds of the processor are many times what it should take on any machine."""

    def stop(*_: object) -> None:
        raise EndlessError(f"not done after {after} seconds of the processor")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, after)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
