"""Takes files of content/ that are new, changed or gone into the store: their records, names and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain

from generator.engine import variants
from generator.engine.indexing.article_diff import Arrivals, Article, Before, Document, LastBuild
from generator.engine.parse import Parsed
from generator.model.codec import decode
from generator.model.index_entry import Facts, Showing, byline_slugs, of_media
from generator.model.lookup_keys import count_key, file_key, person_key, url_key
from generator.model.page import Page, Status
from generator.model.rebuild_reasons import Reason
from generator.model.records import Media, Profile, Record
from generator.store import documents, faults, groups, names, pictures, redirects
from generator.store.compression import ENOUGH, TEXTS
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.faults import Found

_MANY = 200_000
"""Names that are gathered before they are written in the order of their table."""


class Ingested(Record, frozen=True):
    """What files that are new, changed or gone bring about."""

    articles: Mapping[int, Article]
    """The articles that are new or changed, by document; none in a first reading."""
    before: Mapping[int, Before]
    """Document that changed or is gone -> how it was at the last build."""
    again: AbstractSet[int]
    """Documents to look at because a picture of theirs came, went or changed."""
    keys: AbstractSet[int]
    causes: Mapping[int, str]
    """Key of a name -> the first file below content/ that has or had it."""
    reasons: Mapping[int, Reason]
    pages: Mapping[int, tuple[Page, ...]]
    """Document -> its own pages, of all but articles."""
    gone: AbstractSet[int]
    profiles: AbstractSet[str]
    """Paths of profiles that came, went or changed."""
    pictures: AbstractSet[int]
    """Keys of media files that came, went or changed."""
    showings: Mapping[Showing, int]
    """How many documents show a picture in one way, of all but articles."""
    references: AbstractSet[int]
    """Keys that files which came, went or changed refer to, or did; of a first reading none."""
    earlier: AbstractSet[int]
    """Keys of links to articles whose pages led back to a file that changed or is gone."""
    unproven: AbstractSet[int]
    """Keys of pictures that may be shown though nothing has decoded them."""


def ingest(
    store: Store, parsed: Iterable[Parsed], deleted: Iterable[str], last_build: LastBuild, arrivals: Arrivals | None,
    *, later: bool,
) -> Ingested:  # fmt: skip
    """Take out files that are gone, and take in others, the articles last.

    One without facts is taken out, as if it were not there. `arrivals` takes the articles of a first reading: then no
    file is known, and no page can have read any. With `later`, new pictures get their variants in later builds.
    """
    run = _Ingest(store, last_build, arrivals, later=later)
    run.make_variants(variants.due(store, later=later))
    for path in deleted:
        run.remove(path)
    run.insert(parsed)
    return run.result()


class _Ingest:
    """Gathers what an `Ingested` says."""

    def __init__(self, store: Store, last_build: LastBuild, arrivals: Arrivals | None, *, later: bool) -> None:
        self._store = store
        self._last_build = last_build
        self._arrivals = arrivals
        self._later = later
        self._articles: dict[int, Article] = {}
        self._before: dict[int, Before] = {}
        self._again: set[int] = set()
        self._keys: set[int] = set()
        self._causes: dict[int, str] = {}
        self._reasons: dict[int, Reason] = {}
        self._pages: dict[int, tuple[Page, ...]] = {}
        self._gone: set[int] = set()
        self._profiles: set[str] = set()
        self._pictures: set[int] = set()
        self._showings: Counter[Showing] = Counter()
        self._references: set[int] = set()
        self._earlier: set[int] = set()
        self._unproven: set[int] = set()
        self._names: list[tuple[int, int]] = []
        self._links: list[tuple[int, int]] = []

    def result(self) -> Ingested:
        """Return what was gathered."""
        return Ingested(
            articles=self._articles, before=self._before, again=self._again, keys=self._keys, causes=self._causes,
            reasons=self._reasons, pages=self._pages, gone=self._gone, profiles=self._profiles,
            pictures=self._pictures, showings=self._showings, references=self._references, earlier=self._earlier,
            unproven=self._unproven,
        )  # fmt: skip

    def make_variants(self, docs: Iterable[int]) -> None:
        """Note what differs since the variants of pictures, which waited until now, are to be made."""
        for doc in docs:
            path = documents.path(self._store, doc)
            self._touch(of_media(path).names, path)
            self._references.add(url_key(f"/{path}"))
            self._note_kind("media", path)

    def remove(self, path: str) -> None:
        """Take out a file; nothing happens if it is not known."""
        doc = names.doc_named(self._store, file_key(path))
        if doc is not None:
            document = self._forget(doc)
            self._touch(document.facts.names, document.path)
            documents.remove(self._store, doc)
            self._gone.add(doc)

    def insert(self, parsed: Iterable[Parsed]) -> None:
        """Take in files."""
        # An id of a file that is gone is not given to another in the same run: what is said of one is not of both.
        next_id = max(documents.last_id(self._store), *self._gone, 0) + 1
        for file in _learnt(self._store, parsed):
            if file.facts is None:
                self.remove(file.path)
            else:
                next_id += self._insert(file, file.facts, next_id)
        self._write_names()

    def _insert(self, file: Parsed, facts: Facts, next_id: int) -> bool:
        """Take in a file, as document `next_id` if it is not known; return whether it is so."""
        doc = names.doc_named(self._store, file_key(file.path)) if self._arrivals is None else None
        is_new = doc is None
        before = Facts((), ())
        if doc is None:
            doc, seq = next_id, None
        else:
            before = self._forget(doc).facts
            seq = documents.seq_of(self._store, doc)
        if self._arrivals is None:
            self._reasons[doc] = Reason.NEW_FILE if is_new else Reason.FILE_CHANGED
            self._touch(_renamed(before, facts, file.kind), file.path)
            self._references.update(facts.links)
        state = Status.FAULTY if facts.faulty else Status.HIDDEN
        documents.put(self._store, Row(doc, file.kind, file.path, file.digest, seq, state, facts.chooses), file.record)
        if facts.queries:
            redirects.add_query_addresses(self._store, doc, facts.queries, facts.url)
        self._names += [(key, doc) for key in facts.names]
        self._links += [(key, doc) for key in facts.links]
        if facts.sequel_to:
            names.add_sequels(self._store, doc, facts.sequel_to)
        if file.warnings:
            faults.put(self._store, doc, Found.READING, file.warnings)
        if file.hidden:
            faults.put(self._store, doc, file.found, file.hidden)
        if file.kind == "article":
            self._insert_article(doc, file.path, facts)
        else:
            self._insert_other(doc, file, facts)
        return is_new

    def _insert_article(self, doc: int, path: str, facts: Facts) -> None:
        if self._arrivals is None:
            self._articles[doc] = (path, facts)
        else:
            self._arrivals.add(doc, path, facts)
        if len(self._names) > _MANY:
            self._write_names()

    def _insert_other(self, doc: int, file: Parsed, facts: Facts) -> None:
        self._pages[doc] = facts.pages
        self._showings.update(facts.showings)
        self._note_kind(file.kind, file.path)
        if file.kind == "profile" and facts.photo:
            self._unproven.add(url_key(facts.photo))
        elif file.kind == "media":
            if self._arrivals is None:
                self._unproven.add(url_key(f"/{file.path}"))
            if self._later and not variants.are_made(self._store, decode(Media, file.record), file.digest):
                pictures.defer(self._store, doc)
        # Pictures and profiles must be known to the articles that follow.
        self._write_names()

    def _forget(self, doc: int) -> Document:
        """Take back what a file has given to the index, and return that."""
        document = self._last_build.document(doc)
        assert document is not None
        facts = document.facts
        self._before[doc] = self._last_build.before(doc, document)
        self._references.update(facts.links)
        if document.kind == "article":
            self._earlier.update(facts.earlier)
            names.remove_sequels(self._store, doc, facts.sequel_to)
        if facts.queries:
            redirects.remove_query_addresses(self._store, doc)
        if document.kind == "media":
            pictures.undefer(self._store, (doc,))
        names.remove(self._store, doc, facts.names, facts.links)
        faults.remove(self._store, doc)
        self._note_kind(document.kind, document.path)
        return document

    def _note_kind(self, kind: str, path: str) -> None:
        """Note what pages may have read of a document that is no article."""
        if kind in ("profile", "standing"):
            self._keys.add(count_key("standing"))
        if kind == "profile":
            self._profiles.add(path)
        if kind == "media" and self._arrivals is None:
            key = url_key(f"/{path}")
            self._pictures.add(key)
            self._note_users(key, path)

    def _note_users(self, key: int, path: str) -> None:
        """Note what pages may have read of the documents that show a picture."""
        for doc in names.users(self._store, key):
            self._again.add(doc)
            document = documents.by_id(self._store, doc)
            if document is not None and document.kind == "profile":
                # Pages that show the person ask for the picture only by the name.
                self._touch(map(person_key, byline_slugs(decode(Profile, document.record))), path)

    def _touch(self, keys: Iterable[int], path: str) -> None:
        for key in keys:
            self._keys.add(key)
            self._causes.setdefault(key, path)

    def _write_names(self) -> None:
        names.add_names(self._store, sorted(self._names))
        names.add_links(self._store, sorted(self._links))
        self._names.clear()
        self._links.clear()


def _renamed(before: Facts, after: Facts, kind: str) -> set[int]:
    """Return the names by which a file is another one: all, but those that an article keeps which chooses as before.

    Whether it is published where it was, and what is touched of those, is seen once it has its place in time.
    """
    if kind == "article" and before.choice == after.choice:
        return {*before.names} ^ {*after.names}
    return {*before.names, *after.names}


def _learnt(store: Store, parsed: Iterable[Parsed]) -> Iterator[Parsed]:
    """Yield files; as soon as there are enough articles, the store learns from these what its texts have in common."""
    files = iter(parsed)
    if store.compression.knows(TEXTS):
        yield from files
        return
    waiting: list[Parsed] = []
    samples: list[bytes] = []
    for file in files:
        waiting.append(file)
        if file.kind == "article" and file.facts is not None:
            samples += file.record, file.facts.unsized_card
        if len(samples) >= ENOUGH:
            break
    if len(samples) < ENOUGH <= 2 * groups.articles(store):
        # A newsroom that has begun with nothing has them by now.
        samples = documents.samples(store, ENOUGH // 2)
    store.compression.learn(TEXTS, samples)
    yield from chain(waiting, files)
