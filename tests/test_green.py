"""Green stays green: after a build without problems no later hour makes a build fail, while nobody edits anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.green import turn


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(1, 2), pytest.param(2, 14, marks=pytest.mark.long), pytest.param(3, 200, marks=pytest.mark.long)],
)
def test_green_stays_green(tmp_path: Path, seed: int, steps: int) -> None:
    """Of random sites, whatever is scheduled and whatever expires; `make fuzz KIND=green` tries more."""
    assert sum(turn(tmp_path, f"{seed}", steps)) > 3
