"""Turns: a number of steps that follow from a seed alone."""

from __future__ import annotations

import time
import traceback

import msgspec
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.fuzz.newsroom.machine import Newsroom, Settled, count

EXAMPLES, STEPS = 5, 50
"""Newsrooms in a turn, and the most steps of each."""
SETTLED = 16
"""Each of so many turns begins with an archive; a step takes about ten times as long there."""


class Turn(msgspec.Struct, frozen=True):
    """A turn as the ledger keeps it."""

    seed: int
    steps: int
    seconds: float
    """Of processor time, without the builds that were killed."""
    failure: str = ""
    """What went wrong, in a line; empty when nothing did."""


def take(seed: int, *, examples: int = EXAMPLES, smallest: bool = False) -> tuple[Turn, str]:
    """Take a turn.

    Args:
        seed: decides all of it, with one version of Hypothesis and of the newsroom.
        examples: newsrooms, one after the other.
        smallest: whether to look for the fewest steps that fail in the same way.

    Returns:
        The turn, and the steps and the traceback when it failed.

    """
    kind = Newsroom if seed % SETTLED else Settled
    machine = type("Newsroom", (kind,), {"_hypothesis_internal_use_seed": seed})
    phases = [Phase.generate, Phase.shrink] if smallest else [Phase.generate]
    how = settings(
        max_examples=examples, stateful_step_count=STEPS, deadline=None, database=None, phases=phases,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False, derandomize=False,
    )  # fmt: skip
    before, start, failure, story = count.steps, time.process_time(), "", ""
    try:
        run_state_machine_as_test(machine, settings=how)
    except Exception as error:  # noqa: BLE001 - whatever a build raises is a finding
        failure = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        story = "".join(traceback.format_exception(error))
    return Turn(seed, count.steps - before, round(time.process_time() - start, 2), failure), story
