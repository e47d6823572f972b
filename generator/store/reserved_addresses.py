"""The addresses that unpublished articles bring: of their own pages, and of the lists that they will stand in."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import astuple

from generator.model.records import Record
from generator.store.database import Store

OWN, OTHER = -1, 0
"""In place of a group: a page of the article itself; a list without numbered pages."""


class Claim(Record, frozen=True):
    """An address that an unpublished article brings."""

    key: int
    """Of the address."""
    group: int
    """Whose listing it is, or `OWN`, or `OTHER`."""
    doc: int
    scheduled: int
    """Whether the article will be published without anybody's doing: 1 or 0."""


def is_empty(store: Store) -> bool:
    """Return whether all articles are published."""
    return not store.all("SELECT 1 FROM reserved LIMIT 1")


def has_address(store: Store, key: int) -> bool:
    """Return whether an unpublished article has or brings an address."""
    return bool(store.all("SELECT 1 FROM reserved WHERE key = ? LIMIT 1", key))


def has_list(store: Store, key: int) -> bool:
    """Return whether an address is that of a list in which an unpublished article will stand."""
    return bool(store.all("SELECT 1 FROM reserved WHERE key = ? AND grp <> ? LIMIT 1", key, OWN))


def insert(store: Store, claims: Iterable[Claim]) -> None:
    """Add addresses; in the order of the table, which is quickest."""
    store.db.executemany("INSERT OR IGNORE INTO reserved VALUES (?, ?, ?, ?)", sorted(map(astuple, claims)))


def remove(store: Store, doc: int) -> list[Claim]:
    rows = store.all("DELETE FROM reserved WHERE doc = ? RETURNING key, grp, doc, scheduled", doc)
    return [Claim(*row) for row in rows]


def docs_listed(store: Store, key: int, group: int) -> list[int]:
    """Return the unpublished articles that will stand in the listing of a group, whose address has this key."""
    return store.column("SELECT doc FROM reserved WHERE key = ? AND grp = ?", key, group)


class ScheduledArticle(Record, frozen=True):
    """An article that will be published without anybody's doing."""

    doc: int
    record: bytes
    """The packed article."""
    seq: int
    expires: int
    """Seconds since 1970; 0 for never."""


def articles(store: Store, key: int | None = None) -> list[ScheduledArticle]:
    """Return the scheduled articles, the first to be published first; with a key, those with a page at that address."""
    claims = "scheduled" if key is None else f"scheduled AND key = {key} AND grp = {OWN}"
    rows = store.all(
        "SELECT id, record, seq, ifnull(expires, 0) FROM docs JOIN records ON records.doc = docs.id"
        f" WHERE id IN (SELECT doc FROM reserved WHERE {claims}) ORDER BY seq"
    )
    unpack = store.compression.unpack
    return [ScheduledArticle(doc, unpack(record), seq, expires) for doc, record, seq, expires in rows]


class Bringer(Record, frozen=True):
    """A scheduled article that brings a list."""

    group: int
    """Whose listing it is, or `OTHER`."""
    path: str
    """Of the article, below content/."""
    seq: int


def bringer(store: Store, key: int, number: int) -> Bringer | None:
    """Return the scheduled article that is the `number`th to stand in the list at an address, counted from 1."""
    rows = store.all(
        "SELECT grp, path, seq FROM reserved JOIN docs ON docs.id = reserved.doc"
        " WHERE key = ? AND grp <> ? AND scheduled ORDER BY seq LIMIT 1 OFFSET ?",
        key, OWN, number - 1,
    )  # fmt: skip
    return Bringer(*rows[0]) if rows else None
