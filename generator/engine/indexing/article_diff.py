"""The articles that an index run looks at: how the last build published them, and their places in time now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from generator.base.workers import batches
from generator.engine.indexing.groupids import GroupIds
from generator.model import index_entry
from generator.model.codec import decode_card, decode_text
from generator.model.index_entry import Facts, Showing
from generator.model.ordinal import BEGINNING, first_ordinal, last_ordinal
from generator.model.page import Status
from generator.model.records import Record
from generator.model.variants import Ageing
from generator.queries.site_lookups import People
from generator.store import cards, documents, times
from generator.store.database import Store
from generator.store.times import Arrival

_BATCH = 500
"""Articles of a first reading that are in memory at a time."""
Article = tuple[str, Facts]


class Document(Record, frozen=True):
    """A document of the store."""

    kind: str
    path: str
    facts: Facts


class Published(Record, frozen=True):
    """A published article as its groups know it."""

    seq: int
    card: bytes
    traits: bytes
    groups: tuple[int, ...]


class Before(Record, frozen=True):
    """A document as the last build left it."""

    path: str
    showings: tuple[Showing, ...]
    """The pictures that it showed, as `picture_uses` counts them."""
    published: Published | None
    """None for all but published articles."""


class Placed(Record, frozen=True):
    """An article with its place in time."""

    doc: int
    seq: int
    path: str
    facts: Facts
    groups: tuple[int, ...]
    """Ids, by the people that there are now."""


class Placement(Record, frozen=True):
    """The articles that are looked at."""

    articles: tuple[Placed, ...]
    before: Mapping[int, Before]
    """How these, and all that changed or is gone, were at the last build, by document."""


class LastBuild:
    """Returns documents as the last build left them; to be asked before their rows differ.

    With `ahead`, the pictures of unpublished articles count too, as in a preview.
    """

    def __init__(self, store: Store, group_ids: GroupIds, media_url: str, *, ahead: bool) -> None:
        self._store = store
        self._group_ids = group_ids
        self._media_url = media_url
        self._ahead = ahead
        self._age = times.last_ageing(store)
        self.people = People(store)

    def document(self, doc: int) -> Document | None:
        """Return a document by its id."""
        row = documents.by_id(self._store, doc)
        if row is None:
            return None
        if row.kind == "media":
            return Document(row.kind, row.path, index_entry.of_media(row.path))
        return Document(row.kind, row.path, index_entry.of_text(decode_text(row.kind, row.record), self._media_url))

    def before(self, doc: int, document: Document) -> Before:
        """Return what a document was like."""
        facts = document.facts
        if document.kind != "article":
            return Before(document.path, facts.showings, None)
        showings: tuple[Showing, ...] = ()
        if facts.showings:
            version = documents.version(self._store, doc)
            if self._ahead or version is None or version.state == Status.SHOWN:
                showings = showings_at(facts, self._age)
        row = cards.of(self._store, doc)
        if row is None:
            return Before(document.path, showings, None)
        seq, packed, traits = row
        card, labels, _ = decode_card(packed)
        groups = self._group_ids.ids(index_entry.groups_of(card, labels), self.people)
        return Before(document.path, showings, Published(seq, packed, traits, groups))


def showings_at(article: Facts, age: Ageing) -> tuple[Showing, ...]:
    """Return the pictures that an article shows, as it does at its age."""
    if article.epoch >= age.since:
        return article.showings
    return tuple(replace(showing, old=True) for showing in article.showings)


def place(
    store: Store, last_build: LastBuild, changed: Mapping[int, Article], before: Mapping[int, Before],
    docs: Iterable[int], group_ids: GroupIds, people: People,
) -> Placement:  # fmt: skip
    """Give the articles that are looked at their places in time.

    `changed` are new or changed articles, `before` how these and all that is gone were; `docs` are documents to look at
    again, as far as they are articles. One that moves has no place in the store from now on.
    """
    articles, known = {**changed}, {**before}

    def look_again(doc: int) -> None:
        if doc in articles or doc in known:
            return
        document = last_build.document(doc)
        if document is not None and document.kind == "article":
            known[doc] = last_build.before(doc, document)
            articles[doc] = (document.path, document.facts)

    for doc in docs:
        look_again(doc)
    seqs = _seqs(store, articles, look_again)
    placed = (
        Placed(doc, seqs[doc], path, facts, group_ids.ids(facts.groups, people))
        for doc, (path, facts) in articles.items()
    )
    return Placement(tuple(placed), known)


def _seqs(store: Store, articles: Mapping[int, Article], look_again: Callable[[int], None]) -> dict[int, int]:
    """Return the seq of each article; one that has another in the store has none there from now on."""
    seconds: defaultdict[int, list[int]] = defaultdict(list)
    for doc, (_, facts) in articles.items():
        seconds[facts.epoch].append(doc)
    seqs: dict[int, int] = {}
    moved: list[int] = []
    for epoch, docs in seconds.items():
        neighbours = times.in_seconds(store, first_ordinal(epoch), last_ordinal(epoch))
        old = {article.id: article.seq for article in neighbours}
        # One that has left this second for another stays in the way until it is moved.
        paths = {article.id: article.path for article in neighbours if article.id not in articles}
        paths |= {doc: articles[doc][0] for doc in docs}
        for seq, doc in enumerate(sorted(paths, key=paths.__getitem__), first_ordinal(epoch)):
            seqs[doc] = seq
            if old.get(doc) != seq:
                moved.append(doc)
                # A neighbour within the same second steps aside.
                look_again(doc)
    times.unplace(store, moved)
    return seqs


class Arrivals:
    """The articles of a first reading, which wait in a table since an archive does not fit into memory."""

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
        self._rows.append(Arrival(doc, path, replace(article, names=(), links=(), groups=()), groups))
        if len(self._rows) == _BATCH:
            self._write()

    def _write(self) -> None:
        times.add_arrivals(self._store, self._rows)
        self._rows.clear()

    def placed(self) -> Iterator[tuple[Placed, ...]]:
        """Yield all articles with their places in time, the oldest first, some at a time; their names are left out."""
        self._write()
        return batches(self._placed(), _BATCH)

    def _placed(self) -> Iterator[Placed]:
        seq = BEGINNING
        for arrival in times.arrivals_in_order(self._store):
            seq = max(seq + 1, first_ordinal(arrival.facts.epoch))
            yield Placed(arrival.doc, seq, arrival.path, arrival.facts, arrival.groups)
