"""Arrivals: the articles of a first reading, which wait in the store for their places in time.

An archive does not fit into memory; its places depend on all of it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.base.workers import batches
from generator.portal.facts import Facts
from generator.portal.seq import BEGINNING, first_seq
from generator.queries.people import People
from generator.stages.indexing.groupids import GroupIds
from generator.stages.indexing.review import Placed
from generator.store import arrivals
from generator.store.arrivals import Arrival
from generator.store.database import Store

_BATCH = 500
"""Articles that are in memory at a time."""


class Arrivals:
    """The articles of a first reading."""

    def __init__(self, store: Store, group_ids: GroupIds) -> None:
        self._store = store
        self._group_ids = group_ids
        self._people: People | None = None
        self._rows: list[Arrival] = []

    def add(self, doc: int, path: str, article: Facts) -> None:
        """Take in an article, after all documents that are none."""
        if self._people is None:
            self._people = People(self._store)
        groups = self._group_ids.ids(article.groups, self._people)
        short = msgspec.structs.replace(article, names=(), links=(), groups=())
        self._rows.append(Arrival(doc, path, short, groups))
        if len(self._rows) == _BATCH:
            self._write()

    def _write(self) -> None:
        arrivals.add(self._store, self._rows)
        self._rows.clear()

    def placed(self) -> Iterator[tuple[Placed, ...]]:
        """Yield all articles with their places in time, the oldest first, some at a time; their names are left out."""
        self._write()
        return batches(self._placed(), _BATCH)

    def _placed(self) -> Iterator[Placed]:
        seq = BEGINNING
        for arrival in arrivals.in_order(self._store):
            seq = max(seq + 1, first_seq(arrival.facts.epoch))
            yield Placed(arrival.doc, seq, arrival.path, arrival.facts, arrival.groups)
