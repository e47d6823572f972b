"""Green stays green: after a build without problems no later hour makes a build fail, while nobody edits anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fuzz.green import turn
from tests.quick import LONG, sample

TURNS = 1500 if LONG else 1


@pytest.mark.parametrize("part", sample([2, 1], 2))
def test_green_stays_green(tmp_path: Path, part: int) -> None:
    """Of random sites, whatever is scheduled and whatever expires, and each hour's output is that of a clean build."""
    seed = os.environ.get("WARTA_SEED", "1")
    hours = sum(sum(turn(tmp_path / str(number), f"{seed}:{part}:{number}")) for number in range(TURNS))
    assert hours > 10
