"""The ledger: which turns were taken, in a folder, so that a long run can be stopped and continued."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec

from tests.fuzz.newsroom.turns import Turn


class Ledger:
    """The turns of a run. One that failed counts when it is taken again and does not."""

    def __init__(self, folder: Path, seed: int | None = None) -> None:
        """Open the ledger of a folder; a new one begins at a seed, or at any."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._file = folder / "turns.jsonl"
        start = folder / "seed"
        if not start.exists():
            start.write_text(f"{secrets.randbelow(10**6) * 10**6 if seed is None else seed}\n")
        self.start = int(start.read_text())
        lines = self._file.read_bytes().splitlines() if self._file.exists() else []
        self.turns: dict[int, Turn] = {}
        for line in lines:
            turn = msgspec.json.decode(line, type=Turn)
            self.turns[turn.seed] = turn

    def add(self, turn: Turn, story: str) -> None:
        """Keep a turn, and what went wrong in it."""
        self.turns[turn.seed] = turn
        with self._file.open("ab") as file:
            file.write(msgspec.json.encode(turn) + b"\n")
        told = self._folder / f"failed-{turn.seed}.txt"
        if story:
            told.write_text(story)
        else:
            told.unlink(missing_ok=True)

    def coming(self) -> Iterator[int]:
        """Yield the seeds to be taken: those that failed, and then new ones."""
        known = dict(self.turns)
        yield from (turn.seed for turn in known.values() if turn.failure)
        yield from (seed for seed in count(self.start) if seed not in known)

    @property
    def steps(self) -> int:
        """Steps that were taken."""
        return sum(turn.steps for turn in self.turns.values())

    @property
    def seconds(self) -> float:
        """Time of the processors for them."""
        return sum(turn.seconds for turn in self.turns.values())

    @property
    def failed(self) -> list[Turn]:
        """The turns that failed."""
        return [turn for turn in self.turns.values() if turn.failure]
