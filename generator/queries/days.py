"""Queries for days: which days and months have articles, and how many. Days are counted from 1970-01-01."""

from __future__ import annotations

from generator.base import timestamps
from generator.model.lookup_keys import count_key
from generator.model.ordinal import BEGINNING, END
from generator.queries.answers import Answer, of_value
from generator.queries.archive import Archive
from generator.store import days
from generator.store.dependencies import of_key


def counts(archive: Archive, start: int, end: int, name: str) -> Answer[list[tuple[int, int]]]:
    """Return each day with articles and their number, oldest first.

    Args:
        archive: the archive.
        start: the first day.
        end: the day after the last one.
        name: of the count that differs whenever one of these days does, as `count_key` has it.

    """
    return of_value(days.between(archive.store, start, end), [of_key(count_key(name))])


def months(archive: Archive) -> Answer[list[tuple[int, int, int]]]:
    """Return year, month and number of articles of each month that has any, oldest first."""
    sums: dict[tuple[int, int], int] = {}
    for number, count in days.counts(archive.store):
        day = timestamps.day_of(number)
        sums[day.year, day.month] = sums.get((day.year, day.month), 0) + count
    return of_value([(year, month, count) for (year, month), count in sums.items()], [of_key(count_key("years"))])


def neighbours(archive: Archive, day: int) -> Answer[tuple[int | None, int | None]]:
    """Return the nearest days with articles before and after a day."""
    before, after = archive.nearest_days(day)
    lo, hi = BEGINNING if before is None else before, END if after is None else after
    return of_value((before, after), [(archive.group("days", ""), lo, hi)])
