"""What seeds of the newsroom come to, in digests that are the same on every machine.

    python -m tests.fuzz.newsroom.told --seeds 200

prints a line for each step: the seed, the digests of its output, of its list of changes and of all that was said, and the
first thing that was said of it. Builds are not proved here.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers
from hypothesis.stateful import run_state_machine_as_test

from tests.fuzz.newsroom import desk, machine
from tests.fuzz.newsroom.__main__ import MEMORY
from tests.fuzz.newsroom.machine import Settled
from tests.fuzz.newsroom.proof import MARKER, Clean, Outcome, Proof, outcome
from tests.support import Portal

SMALL, ARCHIVES = 8, 64
"""Articles of most newsrooms; one of so many has a whole archive."""
NEWSROOMS = 3
"""As many are drawn for a seed; the last one is told."""

NOTHING = Outcome((), frozenset(), frozenset(), {})


class Unjudged(Clean):
    """Builds nothing."""

    def build(self, site: Path, now: int) -> Outcome:
        return NOTHING


class Heard(Proof):
    """Proves nothing, and keeps a line for each build; without `lines` it does not build either."""

    def __init__(self, portal: Portal, output: Path, lines: list[str] | None) -> None:
        super().__init__(portal, output)
        self.lines = lines

    def check(self, expected: Outcome, **options: object) -> Outcome:
        if self.lines is None:
            return NOTHING
        found = outcome(lambda: self.portal.build(output=str(self.output), **options), lambda: self.look().files)  # type: ignore[arg-type]
        said = [*map(str, found.problems)]
        if not found.problems:
            report = self.portal.report
            assert report is not None
            said = [f"+{report.added} ~{report.changed} -{report.deleted} of {report.rendered}"]
            said += [*sorted(map(str, report.warnings)), "held", *sorted(map(str, report.held))]
        files = [f"{path}\0{short(data)}" for path, data in sorted(self.look().files.items()) if path != MARKER]
        self.lines.append(f"{short(*files)} {short(self._told())} {short(*said)} {said[0].splitlines()[0]}")
        return found


def short(*parts: str | bytes) -> str:
    """Return the beginning of a digest."""
    data = b"\n".join(part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape") for part in parts)
    return sha256(data).hexdigest()[:10]


def take(seed: int, steps: int) -> list[str]:
    """Return a line for each build of a newsroom in which a seed decides about so many steps."""
    newsrooms: list[list[str]] = []

    class Told(Settled):
        # Which call of a build is the hundredth that writes is its own affair, and a new key is not what was recorded.
        kill = any_key = None
        _hypothesis_internal_use_seed = seed

        def __init__(self) -> None:
            super().__init__()
            self.clean = Unjudged(self.top / "judge")
            newsrooms.append([])
            # Those before the last one are simple: the first is the simplest of all, and the same for each seed.
            lines = None if len(newsrooms) < NEWSROOMS else newsrooms[-1]
            self.outputs = [Heard(self.portal, one.output, lines) for one in self.outputs]
            self.output = self.outputs[0]

    how = settings(
        max_examples=NEWSROOMS, stateful_step_count=steps, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck), derandomize=False,
    )  # fmt: skip
    with (
        # Hypothesis likes numbers that stand in the program, which are others after each change of it.
        mock.patch.object(providers, "_get_local_constants", providers.Constants),
        mock.patch.object(machine, "PATIENCE", 0),
        mock.patch.object(desk, "ARCHIVED", SMALL if seed % ARCHIVES else desk.ARCHIVED),
    ):
        run_state_machine_as_test(Told, settings=how)
    return newsrooms[-1]


def taken(seeds: int, steps: int, jobs: int) -> Iterator[str]:
    """Yield the lines of all seeds, in order."""
    with ProcessPoolExecutor(jobs) as pool:
        for seed, lines in enumerate(pool.map(partial(take, steps=steps), range(seeds))):
            yield from (f"{seed} {line}" for line in lines)


def main() -> None:
    """Print the lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    if "TMPDIR" not in os.environ and MEMORY.is_dir():
        os.environ["TMPDIR"] = str(MEMORY)
    os.environ |= {"SSG_LANG": "en", "LANGUAGE": "en"}
    for line in taken(given.seeds, given.steps, given.jobs):
        print(line, flush=True)


if __name__ == "__main__":
    main()
