"""Groups: all articles, those of a kanal, a tag, an author, a type.

Table: `groups`; what they hold is in `store.members`.
"""

from __future__ import annotations

from generator.model.records import Record
from generator.store.database import Store
from generator.store.prefixes import end


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
    """Return a group by its id.

    Raises:
        IndexError: there is none.

    """
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
    """Add to the numbers of published articles: for each group how many more there are, and its id."""
    store.db.executemany("UPDATE groups SET count = count + ? WHERE id = ?", steps)


def add_unpublished(store: Store, steps: list[tuple[int, int, int]]) -> None:
    """Add to the numbers of unpublished articles.

    Args:
        store: the store, in a transaction.
        steps: for each group how many more are unpublished, how many of these are scheduled, and its id.

    """
    sql = "UPDATE groups SET unpublished = unpublished + ?, scheduled = scheduled + ? WHERE id = ?"
    store.db.executemany(sql, steps)


def find(store: Store, kind: str, slug: str) -> int:
    """Return the id of a group; 0 if there is none."""
    row = store.db.execute("SELECT id FROM groups WHERE kind = ? AND slug = ?", (kind, slug)).fetchone()
    return row[0] if row else 0


def tags(store: Store, prefix: str) -> list[tuple[int, str]]:
    """Return id and slug of the tags with articles that begin with a prefix, by slug."""
    sql = "SELECT id, slug FROM groups WHERE kind = 'tag' AND slug >= ? AND slug < ? AND count > 0 ORDER BY slug"
    return store.all(sql, prefix, end(prefix))


def has_tag(store: Store, slug: str) -> bool:
    """Return whether there is a tag with articles that has a slug."""
    return bool(store.all("SELECT 1 FROM groups WHERE kind = 'tag' AND slug = ? AND count > 0", slug))


def largest_tags(store: Store, count: int) -> list[tuple[str, int]]:
    """Return slug and number of articles of the tags with the most articles, the largest first."""
    sql = "SELECT slug, count FROM groups WHERE kind = 'tag' AND count > 0 ORDER BY count DESC, slug LIMIT ?"
    return store.all(sql, count)
