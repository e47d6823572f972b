"""Bylines: articles that are gathered under another person because a profile came, went or changed."""

from __future__ import annotations

from generator.portal.facts import byline_slugs
from generator.portal.keys import person_key, url_key
from generator.portal.records import Record
from generator.portal.urls import Paths
from generator.queries.people import People
from generator.store import groups, members, reserved
from generator.store.database import Store


class Regrouped(Record, frozen=True):
    """What profiles that came, went or changed bring about."""

    docs: frozenset[int] = frozenset()
    """Articles that are gathered under another person."""
    keys: frozenset[int] = frozenset()
    """Keys of the persons."""


def regrouped(store: Store, paths: Paths, before: People, after: People) -> Regrouped:
    """Return the articles whose bylines mean somebody else.

    Args:
        store: the store, with the members of groups as of the last build.
        paths: the folders of the lists.
        before: the people of the last build.
        after: the people that there are now.

    """
    docs: set[int] = set()
    keys: set[int] = set()
    names = {name for people in (before, after) for p in people.profiles.values() for name in byline_slugs(p)}
    for name in sorted(names):
        old, new = before.slug(name), after.slug(name)
        if old != new:
            group = groups.ensure(store, "author", old)
            docs.update(members.docs(store, group))
            # What is not published stands in no list, but in those that it will stand in.
            docs.update(reserved.docs_listed(store, url_key(paths.listing_url("author", old)), group))
            keys.update((person_key(name), person_key(old), person_key(new)))
    return Regrouped(frozenset(docs), frozenset(keys))
