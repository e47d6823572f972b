"""The names of documents and of the people behind bylines, and what refers to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from generator.base.text import slugify
from generator.model.codec import decode
from generator.model.index_entry import byline_slugs
from generator.model.lookup_keys import url_key
from generator.model.ordinal import BEGINNING
from generator.model.page import Status
from generator.model.records import Profile, Record
from generator.store import documents
from generator.store.database import Store, marks
from generator.store.pages import LASTING


def doc_named(store: Store, key: int) -> int | None:
    """Return the document with a unique name, such as that of a file."""
    doc: int | None = store.value("SELECT doc FROM names WHERE key = ?", key)
    return doc


def users(store: Store, key: int) -> set[int]:
    return {*store.column("SELECT doc FROM links WHERE key = ?", key)}


class User(Record, frozen=True):
    """A document that refers to a name."""

    doc: int
    kind: str
    path: str


def last_users(store: Store, key: int, most: int) -> list[User]:
    """Return the documents that refer to a name, those that were read first last, at most some."""
    sql = f"SELECT doc, kind, path FROM links JOIN docs ON id = doc WHERE key = ? ORDER BY doc DESC LIMIT {most}"
    return [User(*row) for row in store.db.execute(sql, (key,))]


def newest_user(store: Store, doc: int) -> int:
    """Return the seq of the newest article that shows a picture; below all seqs if none does."""
    key = url_key(f"/{documents.path(store, doc)}")
    newest = store.value("SELECT max(seq) FROM links JOIN docs ON id = doc WHERE key = ?", key)
    return BEGINNING if newest is None else int(newest)


def is_used(store: Store, key: int) -> bool:
    return bool(store.value("SELECT 1 FROM links WHERE key = ?", key))


def readers(store: Store, key: int) -> list[int]:
    """Return the documents with readers, now or at another hour, that refer to a name; articles first, by path."""
    sql = (
        "SELECT doc FROM links JOIN docs ON id = doc WHERE key = ?"
        f" AND (NOT ifnull(draft, 0) OR state <> {Status.HIDDEN}) ORDER BY kind <> 'article', docs.path"
    )
    return store.column(sql, key)


def dead(store: Store, asked: Iterable[tuple[int, int]] | None) -> list[tuple[int, int]]:
    """Return key and document of the references that are dead or ambiguous; None checks all.

    Addresses of pages, present or reserved, are not dead.
    """
    source = "links"
    if asked is not None:
        source = "looked_at"
        store.db.execute("CREATE TEMP TABLE IF NOT EXISTS looked_at (key INTEGER, doc INTEGER)")
        store.db.execute("DELETE FROM looked_at")
        store.db.executemany("INSERT INTO looked_at VALUES (?, ?)", asked)
    return store.all(
        f"SELECT links.key, links.doc FROM {source} AS asked"
        " JOIN links ON links.key = asked.key AND links.doc = asked.doc"
        f" JOIN docs ON docs.id = links.doc WHERE NOT ifnull(docs.draft, 0)"
        f" AND {_leads_nowhere('links.key')}"
    )


def is_dead(store: Store, key: int) -> bool:
    """Return whether a reference to a name would be dead or ambiguous."""
    return bool(store.value(f"SELECT {_leads_nowhere('?1')}", key))


def _leads_nowhere(key: str) -> str:
    """Return the condition that a key is neither the name of one document nor an address, now or at another hour.

    A draft makes no name ambiguous: a new article must not break the links of others.
    """
    return (
        f"(SELECT count(*) FROM names WHERE names.key = {key}) <> 1"
        f" AND (SELECT count(*) = 0 OR total(NOT ifnull(named.draft, 0)) > 1 FROM names"
        f" JOIN docs AS named ON named.id = names.doc WHERE names.key = {key})"
        f" AND NOT EXISTS (SELECT 1 FROM pages WHERE pages.key = {key} AND {LASTING})"
        f" AND NOT EXISTS (SELECT 1 FROM reserved WHERE reserved.key = {key})"
    )


class Sequel(Record, frozen=True):
    """A published article that refers to an earlier one."""

    key: int
    """By which that one finds it."""
    doc: int
    seq: int


def sequels(store: Store, keys: Sequence[int]) -> list[Sequel]:
    """Return the published articles found by some keys, at most some hundreds; one row per key."""
    sql = f"SELECT key, id, seq FROM sequels JOIN docs ON id = doc WHERE state = {Status.SHOWN}"
    return [Sequel(*row) for row in store.db.execute(f"{sql} AND key IN ({marks(len(keys))})", keys)]


def add_sequels(store: Store, doc: int, keys: Iterable[int]) -> None:
    store.db.executemany("INSERT OR IGNORE INTO sequels VALUES (?, ?)", [(key, doc) for key in keys])


def remove_sequels(store: Store, doc: int, keys: Iterable[int]) -> None:
    store.db.executemany("DELETE FROM sequels WHERE key = ? AND doc = ?", [(key, doc) for key in keys])


def add_names(store: Store, names: Iterable[tuple[int, int]]) -> None:
    """Add names: key and document of each; fastest in table order."""
    store.db.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", names)


def add_links(store: Store, links: Iterable[tuple[int, int]]) -> None:
    """Add references: key and document of each; fastest in table order."""
    store.db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", links)


def remove(store: Store, doc: int, names: Iterable[int], links: Iterable[int]) -> None:
    store.db.executemany("DELETE FROM names WHERE key = ? AND doc = ?", [(key, doc) for key in names])
    store.db.executemany("DELETE FROM links WHERE key = ? AND doc = ?", [(key, doc) for key in links])


_PUBLIC = f"(kind <> 'article' OR state = {Status.SHOWN})"


def is_shown(store: Store, key: int) -> bool:
    """Return whether something published refers to a name."""
    return bool(store.all(f"SELECT 1 FROM links JOIN docs ON id = doc WHERE key = ? AND {_PUBLIC} LIMIT 1", key))


def withdrawn(store: Store, docs: Iterable[int] | None) -> list[int]:
    """Return those of some documents (None for all) that are withdrawn articles."""
    withdrawn = f"SELECT id FROM docs WHERE state = {Status.NOTICE}"
    if docs is None:
        return store.column(f"{withdrawn} ORDER BY id")
    return [doc for doc in sorted(docs) if store.all(f"{withdrawn} AND id = ?", doc)]


class People:
    """People behind bylines: profiles by slug, name and initials."""

    def __init__(self, store: Store) -> None:
        self._records = documents.profiles(store)

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        """The profiles by slug, read only when needed."""
        profiles = (decode(Profile, record) for record in self._records)
        return {profile.slug: profile for profile in profiles}

    @cached_property
    def _slugs(self) -> dict[str, str]:
        """Slug of a name or of initials -> slug of the profile."""
        slugs: dict[str, str] = {}
        for slug, profile in self.profiles.items():
            for name in byline_slugs(profile):
                slugs.setdefault(name, slug)
        return slugs

    def slug(self, plain: str) -> str:
        """Return the slug of a person's page and group, from the slug of the name as written."""
        return plain if plain in self.profiles else self._slugs.get(plain, plain)

    def profile(self, name: str) -> Profile | None:
        return self.profiles.get(self.slug(slugify(name)))
