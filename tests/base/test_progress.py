"""Progress: how far a piece of work is, and whether anybody still wants it."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from generator.base.progress import Cancellation, CancelledError, Run, Stream
from generator.base.workers import LazyPool


def test_each_step_is_told():
    """Whoever watches gets the stage, how much is done, and how much there is."""
    told: list[tuple[str, int, int]] = []
    Run(LazyPool(1), lambda *step: told.append(step)).step("reading", 1, 2)
    assert told == [("reading", 1, 2)]


def test_cancelled_work_ends_at_its_next_step():
    """Nothing is told any more, and the work ends by an error."""
    told: list[object] = []
    cancellation = Cancellation()
    run = Run(LazyPool(1), lambda *step: told.append(step), cancellation)
    cancellation.cancel()
    with pytest.raises(CancelledError):
        run.step("reading", 1, 2)
    assert not told


def test_a_run_that_nobody_can_cancel_goes_on():
    """Without a token of its own, each run has one that nobody cancels."""
    cancelled = Run(LazyPool(1))
    cancelled.cancellation.cancel()
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
