"""The addresses that unpublished articles will have: of their own pages, and of the lists they will be in."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import astuple

from generator.model.records import Record
from generator.store.compression import unpack
from generator.store.database import Store
from generator.store.faults import Found

OWN, OTHER = -1, 0
"""In place of a group: a page of the article itself; a list without numbered pages."""


class Claim(Record, frozen=True):
    """An address that an unpublished article will have."""

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
    """Return whether an address is that of a list that an unpublished article will be in."""
    return bool(store.all("SELECT 1 FROM reserved WHERE key = ? AND grp <> ? LIMIT 1", key, OWN))


def insert(store: Store, claims: Iterable[Claim]) -> None:
    """Add addresses, in table order, which is fastest."""
    store.db.executemany("INSERT OR IGNORE INTO reserved VALUES (?, ?, ?, ?)", sorted(map(astuple, claims)))


def remove(store: Store, doc: int) -> list[Claim]:
    rows = store.all("DELETE FROM reserved WHERE doc = ? RETURNING key, grp, doc, scheduled", doc)
    return [Claim(*row) for row in rows]


def docs_listed(store: Store, key: int, group: int) -> list[int]:
    """Return the unpublished articles that will be in a group's listing, whose address has this key."""
    return store.column("SELECT doc FROM reserved WHERE key = ? AND grp = ?", key, group)


class ScheduledArticle(Record, frozen=True):
    """An article that will be published without an edit."""

    doc: int
    record: bytes
    """The packed article."""
    seq: int
    expires: int
    """Seconds since 1970; 0 for never."""


def articles(store: Store, key: int | None = None) -> list[ScheduledArticle]:
    """Return the scheduled articles, next first; with a key, those with a page at that address."""
    claims = "scheduled" if key is None else f"scheduled AND key = {key} AND grp = {OWN}"
    rows = store.all(
        "SELECT id, record, seq, ifnull(expires, 0) FROM docs JOIN records ON records.doc = docs.id"
        f" WHERE id IN (SELECT doc FROM reserved WHERE {claims}) ORDER BY seq"
    )
    return [ScheduledArticle(doc, unpack(record), seq, expires) for doc, record, seq, expires in rows]


def held(store: Store, key: int, now: int) -> list[tuple[int, bytes]]:
    """Return the articles with a page at an address that are held back for their own errors: id and packed record."""
    rows = store.all(
        "SELECT id, record FROM docs JOIN records ON records.doc = docs.id WHERE ifnull(expires, ?1 + 1) > ?1"
        f" AND id IN (SELECT doc FROM reserved WHERE key = ?2 AND grp = {OWN})"
        f" AND EXISTS (SELECT 1 FROM faults WHERE doc = id AND found = {Found.HELD}) ORDER BY id",
        now, key,
    )  # fmt: skip
    return [(doc, unpack(record)) for doc, record in rows]


class Bringer(Record, frozen=True):
    """A scheduled article that creates a list."""

    group: int
    """Whose listing it is, or `OTHER`."""
    path: str
    """Of the article, below content/."""
    seq: int


def bringer(store: Store, key: int, number: int) -> Bringer | None:
    """Return the scheduled article that is the `number`th in the list at an address, counted from 1."""
    rows = store.all(
        "SELECT grp, path, seq FROM reserved JOIN docs ON docs.id = reserved.doc"
        " WHERE key = ? AND grp <> ? AND scheduled ORDER BY seq LIMIT 1 OFFSET ?",
        key, OWN, number - 1,
    )  # fmt: skip
    return Bringer(*rows[0]) if rows else None
