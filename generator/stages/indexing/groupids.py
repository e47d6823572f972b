"""Group ids: which groups an article belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from generator.queries.people import People
from generator.store import groups
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
        """Return the ids of an article's groups, each once.

        Args:
            names: kind and slug of each; of an author, the slug of the name as written.
            people: who is meant by such a name.

        """
        found = (self.id(kind, people.slug(slug) if kind == "author" else slug) for kind, slug in names)
        return tuple(dict.fromkeys(found))

    def name(self, group: int) -> tuple[str, str]:
        """Return kind and slug of a group whose id was looked up."""
        return self._names[group]
