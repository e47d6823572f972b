"""Queries for days: which days and months have articles, and how many. Days are counted from 1970-01-01."""

from __future__ import annotations

from generator.base import dates
from generator.portal.keys import count_key
from generator.portal.seq import BEGINNING, END
from generator.queries.answers import Answer, of_value
from generator.queries.archive import Archive


def counts(archive: Archive, start: int, end: int, name: str) -> Answer[list[tuple[int, int]]]:
    """Return each day with articles and their number, oldest first.

    Args:
        archive: the archive.
        start: the first day.
        end: the day after the last one.
        name: of the count that differs whenever one of these days does, as `count_key` has it.

    """
    sql = "SELECT day, count FROM days WHERE day >= ? AND day < ? ORDER BY day"
    rows = [tuple(row) for row in archive.store.db.execute(sql, (start, end))]
    return of_value(rows, [(-count_key(name), 0, 0)])


def months(archive: Archive) -> Answer[list[tuple[int, int, int]]]:
    """Return year, month and number of articles of each month that has any, oldest first."""
    found: dict[tuple[int, int], int] = {}
    for number, count in archive.store.db.execute("SELECT day, count FROM days ORDER BY day"):
        day = dates.day_of(number)
        found[day.year, day.month] = found.get((day.year, day.month), 0) + count
    return of_value([(year, month, count) for (year, month), count in found.items()], [(-count_key("years"), 0, 0)])


def neighbours(archive: Archive, day: int) -> Answer[tuple[int | None, int | None]]:
    """Return the nearest days with articles before and after a day."""
    db = archive.store.db
    before = db.execute("SELECT day FROM days WHERE day < ? ORDER BY day DESC LIMIT 1", (day,)).fetchone()
    after = db.execute("SELECT day FROM days WHERE day > ? ORDER BY day LIMIT 1", (day,)).fetchone()
    value = (before[0] if before else None, after[0] if after else None)
    lo, hi = BEGINNING if value[0] is None else value[0], END if value[1] is None else value[1]
    return of_value(value, [(archive.group("days", ""), lo, hi)])
