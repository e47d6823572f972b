"""Three people at one desk, which is killed now and then: `python -m tests.fuzz.desk` takes thousands of steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.desk.walk import walk


@pytest.mark.slow
def test_nothing_is_lost(tmp_path: Path) -> None:
    """Whatever three people and others beside do, and when it is killed: no word that was saved is lost."""
    assert walk(tmp_path, 60, seed=1, kills=2).mistakes == []
