"""Workers: batches in this process or in others, in order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future

import pytest

from generator.base import workers
from generator.base.errors import MachineError
from generator.base.workers import ENOUGH, LazyPool, batches, in_order, rounds, shares


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
