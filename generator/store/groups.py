"""Article counts of groups and days, and the entries of public ledgers.

A group is all articles, or those of a kanal, a tag, an author, a type; `members` has its articles. Days are counted
from 1970-01-01; a day without articles has no row.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase, digits

from msgspec.structs import astuple

from generator.model.ordinal import BEGINNING, END
from generator.model.records import Record
from generator.store.database import Store


class Group(Record, frozen=True):
    """A group, with the number of its published articles."""

    id: int
    kind: str
    slug: str
    published: int


_COLUMNS = "id, kind, slug, count"
_TAGS = "FROM groups WHERE kind = 'tag' AND slug >= ? AND slug < ? AND count > 0"


def find(store: Store, kind: str, slug: str) -> int:
    return store.value("SELECT id FROM groups WHERE kind = ? AND slug = ?", kind, slug) or 0


def ensure(store: Store, kind: str, slug: str) -> int:
    """Return the id of a group; create it, empty, if it does not exist."""
    return find(store, kind, slug) or create(store, kind, slug)


def create(store: Store, kind: str, slug: str) -> int:
    """Create a group without articles; return its id."""
    return int(store.value("INSERT INTO groups (kind, slug, count) VALUES (?, ?, 0) RETURNING id", kind, slug))


def articles(store: Store) -> int:
    return store.value("SELECT count FROM groups WHERE kind = 'all' AND slug = ''") or 0


def get(store: Store, group: int) -> Group:
    return Group(*store.all(f"SELECT {_COLUMNS} FROM groups WHERE id = ?", group)[0])


def most_listed(store: Store, key: int) -> int:
    """Return how many articles or entries the listing at an address would have if all were published at once."""
    listed = "SELECT ref FROM pages WHERE key = ?1 AND kind = 'listing' AND number = 0"
    group = f"SELECT coalesce(({listed}), (SELECT max(grp) FROM reserved WHERE key = ?1))"
    articles = "SELECT count(*) FROM reserved WHERE key = ?1 AND grp = groups.id"
    entries = "SELECT count(*) FROM entries WHERE grp = groups.id AND hidden"
    return store.value(f"SELECT count + ({articles}) + ({entries}) FROM groups WHERE id = ({group})", key) or 0


def add_published(store: Store, steps: list[tuple[int, int]]) -> None:
    """Add to the published count of each group, by id."""
    store.db.executemany("UPDATE groups SET count = count + ? WHERE id = ?", steps)


def tags(store: Store, letter: str) -> list[str]:
    """Return the slugs of the tags with articles that begin with a letter or digit, in order."""
    return store.column(f"SELECT slug {_TAGS} ORDER BY slug", letter, chr(ord(letter) + 1))


def letters(store: Store) -> list[str]:
    """Return the letters and digits that tags with articles begin with, in order."""
    sql = f"SELECT 1 {_TAGS} LIMIT 1"
    return [letter for letter in digits + ascii_lowercase if store.all(sql, letter, chr(ord(letter) + 1))]


def largest_tags(store: Store, count: int) -> list[tuple[str, int]]:
    """Return slug and article count of the tags with the most articles, largest first."""
    sql = "SELECT slug, count FROM groups WHERE kind = 'tag' AND count > 0 ORDER BY count DESC, slug LIMIT ?"
    return store.all(sql, count)


def days(store: Store, start: int = BEGINNING, end: int = END) -> list[tuple[int, int]]:
    """Return each day with articles from `start` until before `end`, and their number, oldest first."""
    return store.all("SELECT day, count FROM days WHERE day >= ? AND day < ? ORDER BY day", start, end)


def nearest_days(store: Store, day: int) -> tuple[int | None, int | None]:
    """Return the nearest days with articles before and after a day."""
    sql = "SELECT (SELECT max(day) FROM days WHERE day < ?1), (SELECT min(day) FROM days WHERE day > ?1)"
    ((before, after),) = store.all(sql, day)
    return before, after


def articles_between(store: Store, start: int, end: int) -> int:
    """Return the number of articles from the day `start` until before `end`."""
    return store.value("SELECT sum(count) FROM days WHERE day >= ? AND day < ?", start, end) or 0


def add_to_day(store: Store, day: int, step: int) -> int:
    """Add to the article count of a day; return the new count."""
    sql = "INSERT INTO days VALUES (?1, ?2) ON CONFLICT DO UPDATE SET count = count + ?2 RETURNING count"
    return int(store.value(sql, day, step))


def remove_empty_days(store: Store) -> None:
    store.db.execute("DELETE FROM days WHERE count = 0")


class LedgerEntry(Record, frozen=True):
    """An entry of a ledger, a correction or a withdrawal; those of unpublished articles are stored as hidden."""

    group: int
    """Of the ledger."""
    seq: int
    """Its own place in time, not that of its article."""
    doc: int
    number: int
    """Which of its article's it is, counted from the oldest."""
    hidden: int
    """Whether its article is not published: 1 or 0."""


def add_entries(store: Store, entries: Iterable[LedgerEntry]) -> None:
    store.db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", map(astuple, entries))


def remove_entries(store: Store, doc: int) -> list[LedgerEntry]:
    sql = "DELETE FROM entries WHERE doc = ? RETURNING grp, seq, doc, number, hidden"
    return [LedgerEntry(*row) for row in store.all(sql, doc)]


def has_entry(store: Store, group: int, seq: int) -> bool:
    """Return whether a ledger has a visible entry with a seq."""
    return bool(store.all("SELECT 1 FROM entries WHERE grp = ? AND seq = ? AND NOT hidden LIMIT 1", group, seq))


def entries_between(store: Store, group: int, lo: int, hi: int) -> list[tuple[int, int]]:
    """Return article and number of the visible entries from seq `lo` to `hi`, newest first."""
    sql = (
        "SELECT entries.doc, number FROM entries JOIN docs ON id = doc WHERE grp = ? AND entries.seq BETWEEN ? AND ?"
        " AND NOT hidden ORDER BY entries.seq DESC, path, number DESC"
    )
    return store.all(sql, group, lo, hi)
