"""How many articles each group has, each day, and how many tags begin alike.

A group is all articles, or those of a kanal, a tag, an author, a type; `members` has which. The index of tags has a
page for each letter. Where too many tags begin with it, that page leads to those of two letters, and those to three, so
that no page grows with the archive. Days are counted from 1970-01-01; a day without articles has no row.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.records import Record
from generator.model.urls import LONGEST_PREFIX
from generator.store.database import Store


class Group(Record, frozen=True):
    """A group, with the number of its articles."""

    id: int
    kind: str
    slug: str
    published: int
    unpublished: int
    scheduled: int
    """Of the unpublished ones, those that will be published without anybody's doing."""


_COLUMNS = "id, kind, slug, count, unpublished, scheduled"


def ensure(store: Store, kind: str, slug: str) -> int:
    """Return the id of a group; make it, empty, if there is none."""
    row = store.db.execute("SELECT id FROM groups WHERE kind = ? AND slug = ?", (kind, slug)).fetchone()
    if row is None:
        sql = "INSERT INTO groups (kind, slug, count) VALUES (?, ?, 0) RETURNING id"
        row = store.db.execute(sql, (kind, slug)).fetchone()
    return int(row[0])


def articles(store: Store) -> int:
    """Return the number of published articles."""
    return sum(row[0] for row in store.db.execute("SELECT count FROM groups WHERE kind = 'all' AND slug = ''"))


def get(store: Store, group: int) -> Group:
    """Return a group by its id, which is there."""
    return Group(*store.all(f"SELECT {_COLUMNS} FROM groups WHERE id = ?", group)[0])


def listed_at(store: Store, key: int) -> Group | None:
    """Return the group whose listing has an address, or will have it once scheduled articles are published."""
    rows = store.all(
        f"SELECT {_COLUMNS} FROM groups WHERE id ="
        " coalesce((SELECT ref FROM pages WHERE key = ? AND kind = 'listing' AND number = 0),"
        " (SELECT max(grp) FROM reserved WHERE key = ?))",
        key, key,
    )  # fmt: skip
    return Group(*rows[0]) if rows else None


def add_published(store: Store, steps: list[tuple[int, int]]) -> None:
    """Add to each group, by its id, how many more articles are published."""
    store.db.executemany("UPDATE groups SET count = count + ? WHERE id = ?", steps)


def add_unpublished(store: Store, steps: list[tuple[int, int, int]]) -> None:
    """Add to each group, by its id, how many more articles are unpublished, and how many of these scheduled."""
    sql = "UPDATE groups SET unpublished = unpublished + ?, scheduled = scheduled + ? WHERE id = ?"
    store.db.executemany(sql, steps)


def find(store: Store, kind: str, slug: str) -> int:
    """Return the id of a group; 0 if there is none."""
    row = store.db.execute("SELECT id FROM groups WHERE kind = ? AND slug = ?", (kind, slug)).fetchone()
    return row[0] if row else 0


def tags(store: Store, prefix: str) -> list[str]:
    """Return the slugs of the tags with articles that begin with a prefix, in order."""
    sql = "SELECT slug FROM groups WHERE kind = 'tag' AND slug >= ? AND slug < ? AND count > 0 ORDER BY slug"
    return store.column(sql, prefix, end(prefix))


def has_tag(store: Store, slug: str) -> bool:
    """Return whether there is a tag with articles that has a slug."""
    return bool(store.all("SELECT 1 FROM groups WHERE kind = 'tag' AND slug = ? AND count > 0", slug))


def largest_tags(store: Store, count: int) -> list[tuple[str, int]]:
    """Return slug and number of articles of the tags with the most articles, the largest first."""
    sql = "SELECT slug, count FROM groups WHERE kind = 'tag' AND count > 0 ORDER BY count DESC, slug LIMIT ?"
    return store.all(sql, count)


def prefixes_of(slug: str) -> list[str]:
    """Return the prefixes of a tag, the shortest first."""
    return [slug[:size] for size in range(1, min(LONGEST_PREFIX, len(slug)) + 1)]


def end(prefix: str) -> str:
    """Return the first text, in order, after all that begin with a prefix."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1) if prefix else chr(0x10FFFF)


def add_prefixes(store: Store, slugs: Iterable[str], step: int) -> None:
    """Add to the numbers of the prefixes of some tags."""
    rows = [(len(prefix), prefix, step, step) for slug in slugs for prefix in prefixes_of(slug)]
    store.db.executemany(
        "INSERT INTO prefixes VALUES (?, ?, ?) ON CONFLICT (size, prefix) DO UPDATE SET count = count + ?", rows
    )


def remove_empty_prefixes(store: Store, slugs: Iterable[str]) -> None:
    """Forget the prefixes of some tags with which no tag begins any more."""
    rows = [(len(prefix), prefix) for slug in slugs for prefix in prefixes_of(slug)]
    store.db.executemany("DELETE FROM prefixes WHERE size = ? AND prefix = ? AND count = 0", rows)


def has_prefix(store: Store, prefix: str) -> bool:
    """Return whether a tag with published articles begins with a prefix."""
    return bool(store.all("SELECT 1 FROM prefixes WHERE size = ? AND prefix = ?", len(prefix), prefix))


def is_split(store: Store, prefix: str, most: int) -> bool:
    """Return whether the page of a prefix leads to longer ones instead of its tags, being more than `most`."""
    if len(prefix) == LONGEST_PREFIX:
        # However many tags begin with it, this page lists them all.
        return False
    rows = store.all("SELECT count FROM prefixes WHERE size = ? AND prefix = ?", len(prefix), prefix)
    return bool(rows) and rows[0][0] > most


def longer_prefixes(store: Store, prefix: str = "") -> list[str]:
    """Return the prefixes that are longer by one character, in order; the letters and digits if none is given."""
    sql = "SELECT prefix FROM prefixes WHERE size = ? AND prefix >= ? AND prefix < ? ORDER BY prefix"
    return store.column(sql, len(prefix) + 1, prefix, end(prefix))


def days(store: Store) -> list[tuple[int, int]]:
    """Return each day and its number of articles, oldest first."""
    return store.all("SELECT day, count FROM days ORDER BY day")


def days_between(store: Store, start: int, end: int) -> list[tuple[int, int]]:
    """Return each day and its number of articles, from the day `start` until before `end`, oldest first."""
    return store.all("SELECT day, count FROM days WHERE day >= ? AND day < ? ORDER BY day", start, end)


def nearest_days(store: Store, day: int) -> tuple[int | None, int | None]:
    """Return the nearest days with articles before and after a day."""
    before = store.all("SELECT day FROM days WHERE day < ? ORDER BY day DESC LIMIT 1", day)
    after = store.all("SELECT day FROM days WHERE day > ? ORDER BY day LIMIT 1", day)
    return before[0][0] if before else None, after[0][0] if after else None


def articles_between(store: Store, start: int, end: int) -> int:
    """Return the number of articles from the day `start` until before `end`."""
    return int(store.all("SELECT sum(count) FROM days WHERE day >= ? AND day < ?", start, end)[0][0] or 0)


def has_days(store: Store, start: int, end: int) -> bool:
    """Return whether there is an article from the day `start` until before `end`."""
    return bool(store.all("SELECT 1 FROM days WHERE day >= ? AND day < ? LIMIT 1", start, end))


def add_to_day(store: Store, day: int, step: int) -> int:
    """Add to the number of articles of a day; return how many it has now."""
    store.db.execute("INSERT INTO days VALUES (?, 0) ON CONFLICT DO NOTHING", (day,))
    return int(store.all("UPDATE days SET count = count + ? WHERE day = ? RETURNING count", step, day)[0][0])


def remove_empty_days(store: Store) -> None:
    """Remove the days that have no articles."""
    store.db.execute("DELETE FROM days WHERE count = 0")
