"""Intake: files of content/ come, change and go; their records, names and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.engine.indexing.article_diff import Known, Review
from generator.engine.indexing.deferral import is_made
from generator.engine.indexing.ledgers import Ledgers
from generator.engine.indexing.publish import Arrivals
from generator.engine.indexing.shown_pictures import Showings
from generator.engine.indexing.unpublished import Unpublished
from generator.engine.parse import Parsed
from generator.model.codec import decode
from generator.model.index_entry import Facts, byline_slugs, of_media
from generator.model.lookup_keys import count_key, file_key, person_key, url_key
from generator.model.page import Page, Status
from generator.model.rebuild_reasons import Reason
from generator.model.records import Media, Profile
from generator.store import deferred_variants, documents, faults, groups, names, redirects
from generator.store.compression import ENOUGH, TEXTS
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.faults import Found

_MANY = 200_000
"""Names that are gathered before they are written in the order of their table."""


class Intake:
    """The files that an index run takes in or out, and what pages may have read of them."""

    def __init__(
        self,
        store: Store,
        review: Review,
        arrivals: Arrivals | None,
        showings: Showings,
        unpublished: Unpublished,
        ledgers: Ledgers,
        *,
        later: bool = False,
    ) -> None:
        """Begin without any.

        Args:
            store: the store.
            review: takes up articles, and remembers how they were.
            arrivals: takes them up instead in a first reading. Then no file is known, and no page can have read any.
            showings: counts pictures.
            unpublished: forgets articles that are gone.
            ledgers: forgets them too.
            later: whether the variants of pictures that come are left to later builds.

        """
        self._store = store
        self._review = review
        self._arrivals = arrivals
        self._showings = showings
        self._unpublished = unpublished
        self._ledgers = ledgers
        self._later = later
        self.again: set[int] = set()
        """Articles to be looked at because a picture of theirs came, went or changed."""
        self.keys: set[int] = set()
        self.causes: dict[int, str] = {}
        """Key of a name -> the first file below content/ that has or had it."""
        self.reasons: dict[int, Reason] = {}
        """Document -> why its own pages must be made again, of files that are new or changed."""
        self.pages: dict[int, tuple[Page, ...]] = {}
        """Document -> its own pages, of all but articles."""
        self.gone: set[int] = set()
        """Documents whose files are gone."""
        self.profiles: set[str] = set()
        """Paths of profiles that came, went or changed."""
        self.pictures: set[int] = set()
        """Keys of media files that came, went or changed."""
        self.references: set[int] = set()
        """Keys that files which came, went or changed refer to, or did; of a first reading none."""
        self.earlier: set[int] = set()
        """Keys of links to articles whose pages led back to a file that changed or is gone."""
        self.unproven: set[int] = set()
        """Keys of pictures that may be shown though nothing has decoded them."""
        self._names: list[tuple[int, int]] = []
        self._links: list[tuple[int, int]] = []

    def remove(self, path: str) -> None:
        """Take out a file; nothing happens if it is not known."""
        doc = names.find(self._store, file_key(path))
        if doc is not None:
            known = self._forget(doc)
            self._touch(known.facts.names, known.path)
            documents.remove(self._store, doc)
            self.gone.add(doc)
            self.reasons.pop(doc, None)

    def make(self, docs: Iterable[int]) -> None:
        """Note what differs since the variants of pictures, which waited until now, are to be made."""
        for doc in docs:
            path = documents.path(self._store, doc)
            self._touch(of_media(path).names, path)
            self.references.add(url_key(f"/{path}"))
            self._note_kind("media", path)

    def take_in(self, parsed: Iterable[Parsed], deleted: Iterable[str]) -> None:
        """Take out files that are gone, and take in others, the articles last.

        Args:
            parsed: one without facts is taken out, as if it were not there.
            deleted: the paths of those that are gone.

        """
        for path in deleted:
            self.remove(path)
        # An id of a file that is gone is not given to another in the same run: what is said of one is not of both.
        next_id = max(documents.last_id(self._store), *self.gone, 0) + 1
        for file in _learnt(self._store, parsed):
            if file.facts is None:
                self.remove(file.path)
                continue
            next_id += self._insert(file, next_id)
        self._write_names()

    def _insert(self, file: Parsed, next_id: int) -> bool:
        """Take in a file, as document `next_id` if it is not known; return whether it is so."""
        assert file.facts is not None
        doc = names.find(self._store, file_key(file.path)) if self._arrivals is None else None
        is_new = doc is None
        before = Facts((), ())
        if doc is None:
            doc, seq = next_id, None
        else:
            before = self._forget(doc).facts
            seq = documents.seq_of(self._store, doc)
        if self._arrivals is None:
            self.reasons[doc] = Reason.NEW_FILE if is_new else Reason.FILE_CHANGED
            self._touch(_renamed(before, file), file.path)
            self.references.update(file.facts.links)
        state = Status.FAULTY if file.facts.faulty else Status.HIDDEN
        row = Row(doc, file.kind, file.path, file.digest, seq, state, file.facts.chooses)
        documents.put(self._store, row, file.record)
        if file.facts.queries:
            redirects.put(self._store, doc, file.facts.queries, file.facts.url)
        self._names += [(key, doc) for key in file.facts.names]
        self._links += [(key, doc) for key in file.facts.links]
        if file.facts.sequel_to:
            names.add_sequels(self._store, doc, file.facts.sequel_to)
        if file.warnings:
            faults.put(self._store, doc, Found.READING, file.warnings)
        if file.hidden:
            faults.put(self._store, doc, file.found, file.hidden)
        if file.kind == "article":
            (self._arrivals or self._review).add(doc, file.path, file.facts)
            if len(self._names) > _MANY:
                self._write_names()
        else:
            self._insert_other(doc, file, file.facts)
        return is_new

    def _insert_other(self, doc: int, file: Parsed, facts: Facts) -> None:
        """Take in what is no article."""
        self.pages[doc] = facts.pages
        self._showings.add(facts)
        self._note_kind(file.kind, file.path)
        if file.kind == "profile" and facts.photo:
            self.unproven.add(url_key(facts.photo))
        elif file.kind == "media":
            if self._arrivals is None:
                self.unproven.add(url_key(f"/{file.path}"))
            if self._later and not is_made(self._store, decode(Media, file.record), file.digest):
                deferred_variants.add(self._store, doc)
        # Pictures and profiles must be known to the articles that follow.
        self._write_names()

    def _forget(self, doc: int) -> Known:
        """Take back what a file has given to the index, and return that."""
        known = self._review.forget(doc)
        self.references.update(known.facts.links)
        if known.kind == "article":
            self._unpublished.remove(doc)
            self._ledgers.remove(doc, known.path)
            self.earlier.update(known.facts.earlier)
            names.remove_sequels(self._store, doc, known.facts.sequel_to)
        if known.facts.queries:
            redirects.remove(self._store, doc)
        if known.kind == "media":
            deferred_variants.remove(self._store, (doc,))
        names.remove(self._store, doc, known.facts.names, known.facts.links)
        faults.remove(self._store, doc)
        self._note_kind(known.kind, known.path)
        return known

    def _note_kind(self, kind: str, path: str) -> None:
        """Note what pages may have read of a document that is no article."""
        if kind in ("profile", "standing"):
            self.keys.add(count_key("standing"))
        if kind == "profile":
            self.profiles.add(path)
        if kind == "media" and self._arrivals is None:
            key = url_key(f"/{path}")
            self.pictures.add(key)
            self._note_users(key, path)

    def _note_users(self, key: int, path: str) -> None:
        """Note what pages may have read of the documents that show a picture."""
        for doc in names.users(self._store, key):
            self.again.add(doc)
            document = documents.by_id(self._store, doc)
            if document is not None and document.kind == "profile":
                # Whoever shows the person asks for the picture no more than by the name.
                profile = decode(Profile, document.record)
                self._touch(map(person_key, byline_slugs(profile)), path)

    def _touch(self, keys: Iterable[int], path: str) -> None:
        for key in keys:
            self.keys.add(key)
            self.causes.setdefault(key, path)

    def _write_names(self) -> None:
        names.add_names(self._store, sorted(self._names))
        names.add_links(self._store, sorted(self._links))
        self._names.clear()
        self._links.clear()


def _renamed(before: Facts, file: Parsed) -> set[int]:
    """Return the names by which a file is another one: all, but those that an article keeps which chooses as before.

    Whether it is published where it was, and what is touched of those, is seen once it has its place in time.
    """
    assert file.facts is not None
    if file.kind == "article" and before.choice == file.facts.choice:
        return {*before.names} ^ {*file.facts.names}
    return {*before.names, *file.facts.names}


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
