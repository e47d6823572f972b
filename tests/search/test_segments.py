"""The index is cut by days alone."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from generator.search import segments
from generator.search.segments import cuts

DAY = date(1970, 1, 1).toordinal()


def _number(text: str) -> int:
    return date.fromisoformat(text).toordinal() - DAY


@pytest.mark.parametrize(
    ("today", "oldest", "names"),
    [
        (
            "2026-11-29",
            "2024-05-01",
            "2026-11-29 2026-11 2026-10 2026-q3 2026-q2 2026-q1 2025 2024",
        ),
        ("2026-07-01", "2026-04-30", "2026-07-01 2026-q2"),
        ("2026-03-01", "2026-01-31", "2026-03-01 2026-02 2026-01"),
        ("2026-01-01", "2025-12-31", "2026-01-01 2025"),
        ("2026-01-02", "2026-01-02", "2026-01-02"),
        ("2026-01-02", "2026-03-02", "2026-01-02"),
    ],
)
def test_years_quarters_months_and_today(today: str, oldest: str, names: str) -> None:
    """A closed year is a segment, a closed quarter of this year, a closed month of this one, its days so far, and today."""
    assert [cut.name for cut in cuts(_number(today), _number(oldest))] == names.split()


def test_cuts_leave_no_day_out() -> None:
    """From the first to the last each day is in one."""
    found = [*cuts(_number("2026-11-29"), _number("2019-02-03"))]
    assert all(older.end == newer.start for newer, older in pairwise(found))
    assert found[-1].start <= _number("2019-02-03")


@pytest.mark.parametrize(
    ("documents", "shards"),
    [(0, 1), (16, 1), (17, 2), (600, 64), (10_000, 64), (10_241, 128), (18_000, 128), (10**7, 1024)],
)
def test_files_of_terms_stay_small(documents: int, shards: int) -> None:
    """Their number is a power of two that follows the number of articles."""
    assert segments.shards(documents) == shards
