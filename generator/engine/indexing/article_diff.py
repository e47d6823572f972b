"""The articles of an index run: their groups, their seqs, and how the last build published them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from generator.base.workers import batches
from generator.engine.clock import Clock
from generator.model import index_entry
from generator.model.codec import decode, decode_card, decode_text
from generator.model.front import Front
from generator.model.index_entry import Facts, Showing, byline_slugs
from generator.model.lookup_keys import person_key, url_key
from generator.model.ordinal import BEGINNING, first_ordinal, last_ordinal
from generator.model.page import Status
from generator.model.records import Record
from generator.model.site import Site
from generator.store import documents, groups, members, reserved_addresses, times, words
from generator.store.database import Store
from generator.store.names import People
from generator.store.times import Arrival

_BATCH = 500
"""Articles of a first reading that are in memory at a time."""


class GroupIds:
    """The ids of groups, looked up once per index run; new groups are created."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ids: dict[tuple[str, str], int] = {}
        self.created: list[tuple[str, str]] = []
        """Those that were not there before."""
        self._names: dict[int, tuple[str, str]] = {}

    def id(self, kind: str, slug: str) -> int:
        group = self._ids.get((kind, slug))
        if group is None:
            group = groups.find(self._store, kind, slug)
            if not group:
                group = groups.create(self._store, kind, slug)
                self.created.append((kind, slug))
            self._ids[kind, slug] = group
            self._names[group] = (kind, slug)
        return group

    def ids(self, names: Iterable[tuple[str, str]], people: People) -> tuple[int, ...]:
        """Return the ids of an article's groups without duplicates; author slugs are those of names as written."""
        found = (self.id(kind, people.slug(slug) if kind == "author" else slug) for kind, slug in names)
        return tuple(dict.fromkeys(found))

    def name(self, group: int) -> tuple[str, str]:
        if group not in self._names:
            known = groups.get(self._store, group)
            self._names[group] = (known.kind, known.slug)
        return self._names[group]


class IndexRun(Record, frozen=True):
    """The context shared by all parts of an index run."""

    store: Store
    site: Site
    clock: Clock
    group_ids: GroupIds
    last_people: People
    """Whom bylines meant at the last build."""
    first: bool
    """Whether nothing of the site was known."""
    ahead: bool
    """Whether pictures of unpublished articles are prepared, too, as in a preview."""
    later: bool
    """Whether new pictures get their variants in later builds."""


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


class Before(Document, frozen=True):
    """A document as of the last build."""

    showings: tuple[Showing, ...]
    """The pictures that it showed, as counted in `store.pictures`."""
    published: Published | None = None
    """None for all but published articles."""
    found: int | None = None
    """The seq of an article that the portal's search found."""


class PlacedArticle(Record, frozen=True):
    """An article with its seq."""

    doc: int
    seq: int
    path: str
    facts: Facts
    groups: tuple[int, ...]
    """Ids, with the current people."""


class Placement(Record, frozen=True):
    """The articles of an index run."""

    articles: tuple[PlacedArticle, ...]
    before: Mapping[int, Before]
    """The last state of these, and of all changed or deleted documents, by id."""


def last_known(run: IndexRun, doc: int) -> Before | None:
    """Return a document as of the last build; call it before its rows change."""
    row = documents.by_id(run.store, doc)
    if row is None:
        return None
    if row.kind == "media":
        return Before(row.kind, row.path, index_entry.of_media(row.path), ())
    if row.kind == "front":
        return Before(row.kind, row.path, index_entry.of_front(decode(Front, row.record)), ())
    facts = index_entry.of_text(decode_text(row.kind, row.record), run.site.reading.media_url)
    if row.kind != "article":
        return Before(row.kind, row.path, facts, facts.showings)
    showings = facts.showings if run.ahead or row.state == Status.SHOWN else ()
    found = words.found_at(run.store, doc) if run.site.search else None
    known = members.card_of(run.store, doc)
    if known is None:
        return Before(row.kind, row.path, facts, showings, found=found)
    seq, packed, traits = known
    card, labels, _ = decode_card(packed)
    groups_ = run.group_ids.ids(index_entry.groups_of(card, labels), run.last_people)
    return Before(row.kind, row.path, facts, showings, Published(seq, packed, traits, groups_), found)


def regrouped(run: IndexRun, people: People) -> tuple[set[int], set[int]]:
    """Return the articles whose bylines now mean somebody else, and the keys of these people.

    The group members are still those of the last build.
    """
    store, docs, keys = run.store, set[int](), set[int]()
    names = {name for some in (run.last_people, people) for p in some.profiles.values() for name in byline_slugs(p)}
    for name in sorted(names):
        old, new = run.last_people.slug(name), people.slug(name)
        if old != new:
            group = groups.ensure(store, "author", old)
            docs.update(members.docs(store, group))
            # Unpublished articles are in no list, except the reserved ones.
            docs.update(
                reserved_addresses.docs_listed(store, url_key(run.site.paths.listing_url("author", old)), group)
            )
            keys.update((person_key(name), person_key(old), person_key(new)))
    return docs, keys


def place(
    run: IndexRun, changed: Mapping[int, Document], before: Mapping[int, Before], docs: Iterable[int], people: People
) -> Placement:
    """Assign seqs to the articles of a run.

    `changed` are new or changed articles; `before` is the last state of these and of deleted ones; `docs` are documents
    to index again, if they are articles. A moved article loses its seq in the store.
    """
    articles, known = {**changed}, {**before}

    def look_again(doc: int) -> None:
        if doc in articles or doc in known:
            return
        document = last_known(run, doc)
        if document is not None and document.kind == "article":
            known[doc] = articles[doc] = document

    for doc in docs:
        look_again(doc)
    seqs = _seqs(run.store, articles, look_again)
    placed = (
        PlacedArticle(doc, seqs[doc], article.path, facts, run.group_ids.ids(facts.groups, people))
        for doc, article in articles.items()
        for facts in (index_entry.as_of(article.facts, run.clock.now),)
    )
    return Placement(tuple(placed), known)


def _seqs(store: Store, articles: Mapping[int, Document], look_again: Callable[[int], None]) -> dict[int, int]:
    """Return the seq of each article; one that changes loses its seq in the store."""
    seconds: defaultdict[int, list[int]] = defaultdict(list)
    for doc, article in articles.items():
        seconds[article.facts.epoch].append(doc)
    seqs: dict[int, int] = {}
    moved: list[int] = []
    for epoch, docs in seconds.items():
        neighbours = times.in_seconds(store, first_ordinal(epoch), last_ordinal(epoch))
        old = {doc: seq for doc, _, seq in neighbours}
        # An article that moved to another second keeps its old seq until it is moved.
        paths = {doc: path for doc, path, _ in neighbours if doc not in articles}
        paths |= {doc: articles[doc].path for doc in docs}
        for seq, doc in enumerate(sorted(paths, key=paths.__getitem__), first_ordinal(epoch)):
            seqs[doc] = seq
            if old.get(doc) != seq:
                moved.append(doc)
                # Neighbours within the same second move up.
                look_again(doc)
    times.unplace(store, moved)
    return seqs


class Arrivals:
    """The articles of a first reading, which wait in a table since an archive does not fit into memory."""

    def __init__(self, run: IndexRun) -> None:
        self._store = run.store
        self._now = run.clock.now
        self._group_ids = run.group_ids
        self._people: People | None = None
        self._rows: list[Arrival] = []

    def add(self, doc: int, path: str, article: Facts) -> None:
        """Add an article, after all other documents."""
        if self._people is None:
            self._people = People(self._store)
        article = index_entry.as_of(article, self._now)
        groups = self._group_ids.ids(article.groups, self._people)
        self._rows.append(Arrival(doc, path, replace(article, names=(), links=(), groups=(), words=b""), groups))
        if len(self._rows) == _BATCH:
            self._write()

    def _write(self) -> None:
        times.add_arrivals(self._store, self._rows)
        self._rows.clear()

    def placed(self) -> Iterator[tuple[PlacedArticle, ...]]:
        """Yield all articles with their seqs, oldest first, in batches; their names are left out."""
        self._write()
        return batches(self._placed(), _BATCH)

    def _placed(self) -> Iterator[PlacedArticle]:
        seq = BEGINNING
        for arrival in times.arrivals_in_order(self._store):
            seq = max(seq + 1, first_ordinal(arrival.facts.epoch))
            yield PlacedArticle(arrival.doc, seq, arrival.path, arrival.facts, arrival.groups)
