"""Review: the articles that an index run looks at, as they were published before it and as they are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from generator.engine.indexing.group_members import Published
from generator.engine.indexing.groupids import GroupIds
from generator.engine.indexing.shown_pictures import Showings
from generator.model import index_entry
from generator.model.codec import decode_card, decode_text
from generator.model.index_entry import Facts
from generator.model.ordinal import first_ordinal, last_ordinal
from generator.model.records import Record
from generator.queries.people import People
from generator.store import cards, documents, times
from generator.store.database import Store


class Known(Record, frozen=True):
    """A document of the store."""

    kind: str
    path: str
    facts: Facts


class Placed(Record, frozen=True):
    """An article with its place in time."""

    doc: int
    seq: int
    path: str
    facts: Facts
    groups: tuple[int, ...]
    """Ids, by the people that there are now."""


def known(store: Store, doc: int, media_url: str) -> Known | None:
    """Return a document of the store.

    Args:
        store: the store.
        doc: its id.
        media_url: where the pictures live, if elsewhere.

    """
    row = documents.by_id(store, doc)
    if row is None:
        return None
    if row.kind == "media":
        return Known(row.kind, row.path, index_entry.of_media(row.path))
    return Known(row.kind, row.path, index_entry.of_text(decode_text(row.kind, row.record), media_url))


class Review:
    """The articles that an index run looks at."""

    def __init__(self, store: Store, group_ids: GroupIds, showings: Showings, media_url: str) -> None:
        self._store = store
        self._group_ids = group_ids
        self._showings = showings
        self._media_url = media_url
        self.people = People(store)
        """As they were at the last build."""
        self.before: dict[int, Published] = {}
        """Document -> how it was published at the last build."""
        self.causes: dict[int, str] = {}
        """Seq of each of these -> its file below content/."""
        self._waiting: dict[int, tuple[str, Facts]] = {}

    def remember(self, doc: int) -> None:
        """Note how an article is published, before anything about it changes; once."""
        if doc in self.before:
            return
        row = cards.of(self._store, doc)
        if row is not None:
            seq, packed, traits = row
            card, labels, _ = decode_card(packed)
            self.causes[seq] = card.path
            self.before[doc] = Published(
                seq, packed, traits, self._group_ids.ids(index_entry.groups_of(card, labels), self.people)
            )

    def add(self, doc: int, path: str, article: Facts) -> None:
        """Take in an article that is new, or has changed."""
        self._waiting[doc] = (path, article)

    def forget(self, doc: int) -> Known:
        """Return a document that is about to be replaced or removed; an article is no longer looked at."""
        document = known(self._store, doc, self._media_url)
        assert document is not None
        self._showings.take_back(doc, document.kind, document.facts)
        self.remember(doc)
        self._waiting.pop(doc, None)
        return document

    def reload(self, doc: int) -> None:
        """Look at an article of the store again; nothing happens for other documents, and those that are gone."""
        if doc in self._waiting:
            return
        self.remember(doc)
        document = known(self._store, doc, self._media_url)
        if document is not None and document.kind == "article":
            self._showings.take_back(doc, document.kind, document.facts)
            self._waiting[doc] = (document.path, document.facts)

    def reload_all(self, docs: Collection[int], signed: Collection[int]) -> None:
        """Look again at articles of the store, and at those whose bylines lead elsewhere now."""
        for doc in signed:
            self.remember(doc)
        for doc in {*docs, *signed}:
            self.reload(doc)

    def placed(self, people: People) -> list[Placed]:
        """Return all articles that are looked at with their places in time.

        Args:
            people: as they are now.

        """
        seqs = self._seqs()
        return [
            Placed(doc, seqs[doc], path, article, self._group_ids.ids(article.groups, people))
            for doc, (path, article) in self._waiting.items()
        ]

    def _seqs(self) -> dict[int, int]:
        """Return the seq of each article; whoever has another in the store has none there from now on."""
        seconds: defaultdict[int, list[int]] = defaultdict(list)
        for doc, (_, article) in self._waiting.items():
            seconds[article.epoch].append(doc)
        seqs: dict[int, int] = {}
        moved: list[int] = []
        for epoch, docs in seconds.items():
            neighbours = times.among(self._store, first_ordinal(epoch), last_ordinal(epoch))
            old = {article.id: article.seq for article in neighbours}
            # One that has left this second for another stays in the way until it is moved.
            paths = {article.id: article.path for article in neighbours if article.id not in self._waiting}
            paths |= {doc: self._waiting[doc][0] for doc in docs}
            for seq, doc in enumerate(sorted(paths, key=paths.__getitem__), first_ordinal(epoch)):
                seqs[doc] = seq
                if old.get(doc) != seq:
                    moved.append(doc)
                    # A neighbour within the same second steps aside.
                    self.reload(doc)
        times.unplace(self._store, moved)
        return seqs
