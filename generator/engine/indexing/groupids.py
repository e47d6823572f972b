"""Tells which groups an article belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.index_entry import byline_slugs
from generator.model.lookup_keys import person_key, url_key
from generator.model.records import Record
from generator.model.urls import Paths
from generator.queries.site_lookups import People
from generator.store import groups, members, reserved_addresses
from generator.store.database import Store


class GroupIds:
    """The ids of groups, each looked up once in an index run; a group that is new is made."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ids: dict[tuple[str, str], int] = {}
        self._names: dict[int, tuple[str, str]] = {}

    def id(self, kind: str, slug: str) -> int:
        """Return the id of a group."""
        group = self._ids.get((kind, slug))
        if group is None:
            group = self._ids[kind, slug] = groups.ensure(self._store, kind, slug)
            self._names[group] = (kind, slug)
        return group

    def ids(self, names: Iterable[tuple[str, str]], people: People) -> tuple[int, ...]:
        """Return the ids of an article's groups, each once; an author's slug is that of the name as written."""
        found = (self.id(kind, people.slug(slug) if kind == "author" else slug) for kind, slug in names)
        return tuple(dict.fromkeys(found))

    def name(self, group: int) -> tuple[str, str]:
        """Return kind and slug of a group whose id was looked up."""
        return self._names[group]


class Regrouped(Record, frozen=True):
    """What profiles that came, went or changed bring about."""

    docs: frozenset[int] = frozenset()
    """Articles that are gathered under another person."""
    keys: frozenset[int] = frozenset()


def regrouped(store: Store, paths: Paths, before: People, after: People) -> Regrouped:
    """Return the articles whose bylines mean somebody else; the members of groups are still those of the last build."""
    if before is after:
        return Regrouped()
    docs: set[int] = set()
    keys: set[int] = set()
    names = {name for people in (before, after) for p in people.profiles.values() for name in byline_slugs(p)}
    for name in sorted(names):
        old, new = before.slug(name), after.slug(name)
        if old != new:
            group = groups.ensure(store, "author", old)
            docs.update(members.docs(store, group))
            # What is not published stands in no list, but in those that it will stand in.
            docs.update(reserved_addresses.docs_listed(store, url_key(paths.listing_url("author", old)), group))
            keys.update((person_key(name), person_key(old), person_key(new)))
    return Regrouped(frozenset(docs), frozenset(keys))
