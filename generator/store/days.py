"""Days: how many articles each day has. Days are counted from 1970-01-01; a day without articles has no row.

Table: `days`.
"""

from __future__ import annotations

from generator.store.database import Store


def counts(store: Store) -> list[tuple[int, int]]:
    """Return each day and its number of articles, oldest first."""
    return store.all("SELECT day, count FROM days ORDER BY day")


def between(store: Store, start: int, end: int) -> list[tuple[int, int]]:
    """Return each day and its number of articles, from the day `start` until before `end`, oldest first."""
    return store.all("SELECT day, count FROM days WHERE day >= ? AND day < ? ORDER BY day", start, end)


def nearest(store: Store, day: int) -> tuple[int | None, int | None]:
    """Return the nearest days with articles before and after a day."""
    before = store.all("SELECT day FROM days WHERE day < ? ORDER BY day DESC LIMIT 1", day)
    after = store.all("SELECT day FROM days WHERE day > ? ORDER BY day LIMIT 1", day)
    return before[0][0] if before else None, after[0][0] if after else None


def total(store: Store, start: int, end: int) -> int:
    """Return the number of articles from the day `start` until before `end`."""
    return int(store.all("SELECT sum(count) FROM days WHERE day >= ? AND day < ?", start, end)[0][0] or 0)


def has_any(store: Store, start: int, end: int) -> bool:
    """Return whether there is an article from the day `start` until before `end`."""
    return bool(store.all("SELECT 1 FROM days WHERE day >= ? AND day < ? LIMIT 1", start, end))


def add(store: Store, day: int, step: int) -> int:
    """Add to the number of articles of a day; return how many it has now."""
    store.db.execute("INSERT INTO days VALUES (?, 0) ON CONFLICT DO NOTHING", (day,))
    return int(store.all("UPDATE days SET count = count + ? WHERE day = ? RETURNING count", step, day)[0][0])


def remove_empty(store: Store) -> None:
    """Remove the days that have no articles."""
    store.db.execute("DELETE FROM days WHERE count = 0")
