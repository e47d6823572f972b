"""Take as many steps in the newsroom as are asked for; docs/testing.md says how."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path

import click

from tests.fuzz.newsroom.ledger import Ledger
from tests.fuzz.newsroom.turns import Turn, take

MEMORY = Path("/dev/shm")


@click.command(epilog="Example: python -m tests.fuzz.newsroom --steps 100000")
@click.option("--steps", default=100_000, show_default=True, help="How many steps to take, with those of the folder.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes; by default one a processor.")
@click.option(
    "--folder", default=".fuzz", show_default=True, type=click.Path(path_type=Path), help="Where progress is kept."
)
@click.option("--seed", type=int, help="Where a new folder begins; by default anywhere.")
@click.option("--replay", type=int, metavar="SEED", help="Take one turn again and show the fewest steps that fail.")
def main(steps: int, jobs: int | None, folder: Path, seed: int | None, replay: int | None) -> None:
    """Let a newsroom do everything newsrooms do, and compare each build with a clean one."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir():
        os.environ["TMPDIR"] = str(MEMORY)
    if replay is not None:
        _, story = take(replay, smallest=True)
        print(story or f"nothing fails with {replay}")
        sys.exit(bool(story))
    ledger = Ledger(folder, seed)
    print(f"from seed {ledger.start}; {ledger.steps:,} of {steps:,} steps were taken before; Ctrl-C stops", flush=True)
    try:
        for turn in _taken(ledger, steps, jobs or os.cpu_count() or 1):
            _tell(ledger, steps, turn)
    except KeyboardInterrupt:
        print("stopped; the same command goes on", flush=True)
        # The processes leave Ctrl-C to this one, and end with it: a turn that is not over is taken again.
        os._exit(130)
    print(f"{ledger.steps:,} steps, {len(ledger.failed)} of {len(ledger.turns)} turns failed")
    sys.exit(bool(ledger.failed))


def _taken(ledger: Ledger, steps: int, jobs: int) -> Iterator[Turn]:
    """Yield the turns as they end, one a process at a time, until there are steps enough."""
    coming = ledger.coming()
    flying: set[Future[tuple[Turn, str]]] = set()
    with ProcessPoolExecutor(jobs) as pool:
        while True:
            while len(flying) < jobs and ledger.steps < steps:
                flying.add(pool.submit(take, next(coming)))
            if not flying:
                break
            done, flying = wait(flying, return_when=FIRST_COMPLETED)
            for one in done:
                turn, story = one.result()
                ledger.add(turn, story)
                yield turn


def _tell(ledger: Ledger, steps: int, turn: Turn) -> None:
    if turn.failure:
        print(f"FAILED {turn.failure}\n  again: python -m tests.fuzz.newsroom --replay {turn.seed}")
    each = 1000 * ledger.seconds / max(1, ledger.steps)
    share = min(1, ledger.steps / steps)
    print(f"{share:4.0%}  {ledger.steps:,} steps, {each:.0f} ms each, {len(ledger.failed)} turns failed", flush=True)


if __name__ == "__main__":
    main()
