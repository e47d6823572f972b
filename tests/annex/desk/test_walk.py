"""Three people at one desk, which is killed now and then: `python -m tests.fuzz.desk` takes thousands of steps."""

from __future__ import annotations

from tests.fuzz.desk.walk import walk
from tests.quick import LONG


def test_nothing_is_lost(tmp_path):
    """Whatever three people and others beside do, and when it is killed: no word that was saved is lost."""
    count = 2000 if LONG else 60
    assert walk(tmp_path, count, seed=1, kills=count // 30).mistakes == []
