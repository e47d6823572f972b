"""Workers: batches in this process or in others, in order."""

from __future__ import annotations

import atexit
import contextlib
import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.base import workers
from generator.base.errors import MachineError
from generator.base.workers import (
    ENOUGH,
    CancelledError,
    LazyPool,
    Run,
    Stream,
    batches,
    in_order,
    rounds,
    shares,
)


class Inline(Executor):
    """Runs everything at once, and counts what was submitted."""

    def __init__(self, error: Exception | None = None) -> None:
        self.submitted = 0
        self.stopped = False
        self.error = error

    def submit(self, work: Callable[..., object], /, *args: object, **named: object) -> Future[object]:
        self.submitted += 1
        future: Future[object] = Future()
        if self.error is not None:
            future.set_exception(self.error)
        else:
            future.set_result(work(*args, **named))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.stopped = True


def doubled(factor: int, batch: tuple[int, ...]) -> list[int]:
    return [factor * item for item in batch]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Inline]:
    """The executors that were started in the place of processes."""
    made: list[Inline] = []

    def pool(jobs: int) -> Inline:
        made.append(Inline())
        return made[-1]

    monkeypatch.setattr(workers, "pool", pool)
    return made


def test_batches_of_a_stream():
    """The last one has what is left."""
    assert list(batches(iter(range(5)), 2)) == [(0, 1), (2, 3), (4,)]


@pytest.mark.parametrize("many", [0, 1, 99, 100, 1000, 27_000])
def test_shares_hold_all_in_their_order_and_become_smaller(many):
    """The last ones are small, whatever there was."""
    found = list(shares(range(many), 4, 100, 1600))
    assert [one for part in found for one in part] == list(range(many))
    sizes = [len(part) for part in found]
    assert sizes == sorted(sizes, reverse=True)
    assert not sizes or sizes[0] <= 1600
    assert not sizes[2:] or sizes[-2] <= 133


@pytest.mark.parametrize("many", [0, 1, 2, 7, 301, 2222])
@pytest.mark.parametrize("number", [1, 3, 8])
def test_rounds_have_a_batch_of_each_stretch_in_turn(many, number):
    """All that a process is given lies side by side, and nothing is left out."""
    found = list(rounds(range(many), number, 2, 100, 1600))
    stretches = [[one for part in found[turn::number] for one in part] for turn in range(number)]
    assert [one for stretch in stretches for one in stretch] == list(range(many))
    assert max(map(len, stretches)) - min(map(len, stretches)) <= 1


def test_distant_workers_get_stretches(started: list[Inline]):
    """Processes of this machine take whatever comes next."""

    class Far(Inline):
        least = 0

        def rest(self) -> None:
            pass

    with LazyPool(2, Far()) as pool:
        pool.executor_for(4)
        assert list(pool.shares(range(4), 1, 1, 9)) == [(0, 1), (2, 3)]
        assert list(pool.shares(range(4), 2, 1, 9)) == [(0,), (2,), (1,), (3,)]
    with LazyPool(2) as pool:
        pool.executor_for(ENOUGH)
        assert list(pool.shares(range(4), 1, 1, 9)) == [(0, 1), (2,), (3,)]


def test_few_items_are_done_in_this_process(started: list[Inline]):
    """To start a process costs more than they do."""
    with LazyPool(4) as pool:
        assert list(pool.run(ENOUGH - 1, doubled, (2,), [(1, 2), (3,)])) == [2, 4, 6]
        assert not pool.started
    assert not started


def test_many_items_start_processes_once(started: list[Inline]):
    """From then on everything is done there, in the order of the batches; they end with the block."""
    with LazyPool(4) as pool:
        assert list(pool.run(ENOUGH, doubled, (2,), [(1, 2), (3,)])) == [2, 4, 6]
        assert list(pool.run(1, doubled, (3,), [(1,)])) == [3]
        assert pool.started
    assert [executor.submitted for executor in started] == [3]
    assert started[0].stopped


def test_one_job_starts_no_process(started: list[Inline]):
    """Another process would only take turns with this one."""
    with LazyPool(1) as pool:
        assert pool.executor_for(10 * ENOUGH) is None


def test_a_stopped_pool_is_none(started: list[Inline]):
    """Its processes have ended; an executor that was given stays, for somebody else owns it."""
    with LazyPool(2) as pool:
        pool.executor_for(ENOUGH)
        pool.stop()
        assert started[0].stopped
        assert not pool.started
    given = Inline()
    with LazyPool(2, given) as pool:
        assert pool.executor_for(0) is given
        pool.stop()
        assert pool.executor_for(1) is given
    assert not given.stopped


def test_no_more_batches_are_in_flight_than_allowed():
    """Batches are taken from a stream as results are taken, so that memory stays bounded."""
    taken: list[int] = []

    def stream():
        for number in range(10):
            taken.append(number)
            yield (number,)

    results = in_order(Inline(), doubled, (1,), stream(), 3)
    assert next(results) == 0
    assert taken == [0, 1, 2]


def test_a_process_that_was_killed_is_no_crash():
    """It is said in words, with what to do."""
    with pytest.raises(MachineError, match="fewer --jobs"):
        list(in_order(Inline(BrokenExecutor()), doubled, (1,), [(1,)], 3))


def test_what_nobody_takes_any_more_is_cancelled():
    """Batches that wait when the results are left are not begun."""
    waiting: list[Future[object]] = []

    class Later(Inline):
        def submit(self, work: Callable[..., object], /, *args: object, **named: object) -> Future[object]:
            waiting.append(super().submit(work, *args) if not waiting else Future())
            return waiting[-1]

    results = in_order(Later(), doubled, (1,), [(1,), (2,), (3,)], 3)
    assert next(results) == 1
    results.close()
    assert [future.cancelled() for future in waiting] == [False, True, True]


@pytest.mark.parametrize(("jobs", "expected"), [(0, workers.cores()), (1, 1), (5, 5)])
def test_as_many_processes_as_asked_for(jobs: int, expected: int):
    """Without a number, one for each processor that there is; three batches of each are on their way."""
    pool = LazyPool(jobs)
    assert (pool.jobs, pool.ahead) == (expected, 3 * expected)


def test_processors_are_those_that_may_be_used(monkeypatch: pytest.MonkeyPatch):
    """As far as the system says; otherwise all, or one."""
    assert workers.cores() == len(os.sched_getaffinity(0))
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert workers.cores() == 3
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert workers.cores() == 1


def test_a_worker_leaves_ctrl_c_to_its_parent_and_ends_with_it(monkeypatch: pytest.MonkeyPatch):
    """It waits for its parent in the background; without one it goes on."""
    steps: list[object] = []
    thresholds, handler = gc.get_threshold(), signal.getsignal(signal.SIGINT)
    try:
        workers._begin()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        assert gc.get_threshold() == (100_000, 20, 100)
    finally:
        signal.signal(signal.SIGINT, handler)
        gc.set_threshold(*thresholds)
        atexit.unregister(gc.freeze)
    monkeypatch.setattr(os, "_exit", steps.append)
    workers._follow()
    assert steps == []
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: SimpleNamespace(join=lambda: steps.append("waited")))
    workers._follow()
    assert steps == ["waited", 1]


PARENT = """
import os, signal, sys, time
from generator.base import workers
with workers.pool(2) as pool:
    pids = {pool.submit(os.getpid).result()}
    pool.submit(time.sleep, 600)
    while len(pids) < 2:
        pids.add(pool.submit(os.getpid).result())
    print(*pids, flush=True)
    time.sleep(600)
"""


@pytest.mark.unmeasured
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_no_process_outlives_a_parent_that_is_killed():
    """Neither one that works nor one that waits; Ctrl-C is not for them."""

    def lives(pid: int) -> bool:
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        return False

    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        try:
            for pid in pids:
                os.kill(pid, signal.SIGINT)
            time.sleep(0.2)
            assert all(map(lives, pids))
            parent.kill()
            parent.wait()
            end = time.monotonic() + 60
            while any(map(lives, pids)):
                assert time.monotonic() < end, "processes stay"
                time.sleep(0.01)
        finally:
            parent.kill()
            for pid in filter(lives, pids):
                os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("items", "parts", "least", "most", "expected"),
    [
        (10, 2, 1, 9, [5, 2, 1, 1, 1]),
        (10, 2, 3, 9, [5, 3, 2]),
        (10, 2, 1, 4, [4, 3, 1, 1, 1]),
        (10, 1, 1, 9, [9, 1]),
        (3, 5, 1, 9, [1, 1, 1]),
        (0, 5, 1, 9, []),
    ],
)
def test_sizes_of_shares(items: int, parts: int, least: int, most: int, expected: list[int]):
    """A part of what is left each, within limits."""
    assert [len(part) for part in shares(range(items), parts, least, most)] == expected


def test_sizes_of_rounds():
    """A batch of each stretch in turn, also where one has nothing left."""
    assert list(rounds("abcdefg", 2, 2, 1, 9)) == [("a", "b"), ("d", "e"), ("c",), ("f",), (), ("g",)]


def test_shares_are_for_all_processes_together(started: list[Inline]):
    """Each batch is what every process gets if what is left takes so many turns."""
    assert [len(part) for part in LazyPool(4).shares(range(80), 2, 3, 50)][:3] == [10, 8, 7]


def test_each_step_is_told():
    """Whoever watches gets the stage, how much is done, and how much there is."""
    told: list[tuple[str, int, int]] = []
    Run(LazyPool(1), lambda *step: told.append(step)).step("reading", 1, 2)
    assert told == [("reading", 1, 2)]


def test_cancelled_work_ends_at_its_next_step():
    """Nothing is told any more, and the work ends by an error."""
    told: list[object] = []
    run = Run(LazyPool(1), lambda *step: told.append(step))
    run.cancelled.set()
    with pytest.raises(CancelledError):
        run.step("reading", 1, 2)
    assert not told


def test_a_run_that_nobody_can_cancel_goes_on():
    """Without a token of its own, each run has one that nobody cancels."""
    Run(LazyPool(1)).cancelled.set()
    Run(LazyPool(1)).step("reading", 1, 1)


def counted(items: list[str]) -> Generator[str, None, int]:
    yield from items
    return len(items)


def test_a_stream_has_its_summary_when_it_has_passed():
    """The items come as they are, and what the generator returned is there afterwards."""
    stream = Stream(counted(["a", "b"]))
    assert list(stream) == ["a", "b"]
    assert stream.summary == 2


def test_there_is_no_summary_while_items_are_left():
    """Whoever asks too early is told so, rather than given half of it."""
    stream = Stream(counted(["a", "b"]))
    next(iter(stream))
    with pytest.raises(ValueError, match="when all of it has passed"):
        _ = stream.summary
