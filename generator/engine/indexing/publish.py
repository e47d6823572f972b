"""Publication: articles with places in time are published, or wait for their hour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.base.workers import batches
from generator.engine.clock import Clock, is_scheduled, status_of
from generator.engine.indexing.article_diff import Placed
from generator.engine.indexing.group_members import Membership, Published
from generator.engine.indexing.groupids import GroupIds
from generator.engine.indexing.ledgers import Ledgers
from generator.engine.indexing.shown_pictures import Showings
from generator.engine.indexing.unpublished import Unpublished
from generator.model.codec import decode_card, encode_card
from generator.model.index_entry import Facts
from generator.model.ordinal import BEGINNING, first_ordinal
from generator.model.page import Status
from generator.model.variants import Ageing, uses_of
from generator.queries.people import People
from generator.queries.pictures import site_picture
from generator.store import arrivals, times
from generator.store.arrivals import Arrival
from generator.store.database import Store
from generator.store.times import Timing


class Publication:
    """What time makes of the articles of an index run."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        age: Ageing,
        membership: Membership,
        showings: Showings,
        unpublished: Unpublished,
        ledgers: Ledgers,
    ) -> None:
        self._store = store
        self._clock = clock
        self._age = age
        self._membership = membership
        self._showings = showings
        self._unpublished = unpublished
        self._ledgers = ledgers
        self.unproven: set[int] = set()
        """Keys of the pictures of scheduled articles, which nothing has decoded yet."""

    def take_back(self, articles: Iterable[Placed]) -> None:
        """Take back what articles that are looked at again brought while unpublished, and what they have in ledgers."""
        for article in articles:
            self._unpublished.remove(article.doc)
            self._ledgers.remove(article.doc, article.path)

    def apply(self, articles: Sequence[Placed], before: Mapping[int, Published]) -> None:
        """Bring the store up to date with some articles.

        Args:
            articles: all that are looked at, or in a first reading some of them, in the order of time.
            before: how these, and those that are gone, were published.

        """
        timings: list[Timing] = []
        after: dict[int, Published] = {}
        for article in articles:
            doc, seq, facts, groups = article.doc, article.seq, article.facts, article.groups
            status = status_of(facts, self._clock)
            timings.append(Timing(seq, status, facts.expires or None, int(facts.draft) or 2 * facts.held, doc))
            scheduled = is_scheduled(facts, self._clock)
            if status == Status.HIDDEN:
                self._unpublished.add(doc, facts, groups, scheduled=scheduled)
            if facts.entries:
                self._ledgers.add(doc, article.path, facts, status, scheduled=scheduled)
            if not self._showings.add_article(facts, status) and scheduled:
                self.unproven.update(showing.key for showing in facts.showings)
            if status == Status.SHOWN:
                after[doc] = Published(seq, self._card(facts), facts.traits, groups)
        times.place(self._store, timings)
        for doc, old in before.items():
            if doc not in after:
                self._membership.leave(old)
        for doc, new in after.items():
            self._membership.enter(doc, new, before.get(doc))
        self._membership.write_cards()

    def _card(self, article: Facts) -> bytes:
        """Return the packed card of an article with the size of its picture, or without one that is to be left out."""
        if not article.photo:
            return article.unsized_card
        card, labels, _ = decode_card(article.unsized_card)
        assert card.photo is not None
        given = card.photo
        photo = site_picture(self._store, article.photo)
        if photo is not None:
            of = uses_of(card.type, photo, uncut=bool(given.fit)) if photo.base else ()
            photo = msgspec.structs.replace(
                photo, focus=given.focus, fit=given.fit, of=of, artificial=given.artificial,
                old=article.epoch < self._age.since,
            )  # fmt: skip
        return encode_card(msgspec.structs.replace(card, photo=photo), labels)


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
            seq = max(seq + 1, first_ordinal(arrival.facts.epoch))
            yield Placed(arrival.doc, seq, arrival.path, arrival.facts, arrival.groups)
