"""Queries for days: which days and months have articles, and how many."""

from __future__ import annotations

from datetime import date

from generator.base import timestamps
from generator.queries import days
from generator.queries.archive import Archive

FIRST, SECOND, THIRD = (
    (day - date(1970, 1, 1)).days for day in (date(2024, 9, 1), date(2024, 9, 2), date(2024, 10, 1))
)


def test_days_of_a_month(archive: Archive) -> None:
    """Those with articles, oldest first; the last day is not counted."""
    start, end = timestamps.month_days(2024, 9)
    assert days.counts(archive, start, end, "m:2024-09").value == [(FIRST, 1), (SECOND, 1)]


def test_months_have_sums(archive: Archive) -> None:
    """What is withdrawn or scheduled is in none."""
    assert days.months(archive).value == [(2024, 9, 2), (2024, 10, 1)]


def test_neighbours_skip_days_without_articles(archive: Archive) -> None:
    """At either end there is none."""
    assert days.neighbours(archive, SECOND).value == (FIRST, THIRD)
    assert days.neighbours(archive, FIRST).value == (None, SECOND)
    assert days.neighbours(archive, THIRD).value == (SECOND, None)


def test_neighbours_depend_on_the_days_between(archive: Archive) -> None:
    """So a day that gets its first article is noticed by the pages on both sides, and by no other."""
    (read,) = days.neighbours(archive, SECOND).reads
    assert read == (archive.group("days", ""), FIRST, THIRD)
