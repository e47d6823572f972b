"""Inserts new and changed files of content/ into the store, and removes deleted ones: records, names and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from pathlib import Path

from generator.engine.indexing.article_diff import Arrivals, Before, Document, IndexRun, last_known
from generator.engine.parse import Parsed
from generator.model.codec import decode
from generator.model.index_entry import Facts, byline_slugs, of_media
from generator.model.lookup_keys import count_key, file_key, person_key, url_key
from generator.model.page import Status
from generator.model.rebuild_reasons import Reason
from generator.model.records import Media, Profile, Record
from generator.model.variants import PICTURES, base_of
from generator.store import documents, faults, names, pictures, redirects, words
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.faults import Found

_MANY = 200_000
"""Names that are collected before they are written in table order."""
AT_ONCE = 500
"""Pictures whose variants a build makes even with `later`: those of the newest articles."""
MOST = 2000
"""The most pictures that an index run makes due; more deferred ones cause a first reading, which has no limit."""


class Ingested(Record, frozen=True):
    """The effects of new, changed and deleted files."""

    before: Mapping[int, Before]
    """Changed or deleted document -> its last state."""
    articles: Mapping[int, Document]
    """New or changed articles; none in a first reading."""
    others: Mapping[int, Document]
    """Other new or changed documents."""
    reasons: Mapping[int, Reason]
    """Why the pages of these are made again; none in a first reading."""
    again: AbstractSet[int]
    """Documents to index again because a picture of theirs changed."""
    causes: Mapping[int, str]
    """Changed key -> the first file below content/ with that name; empty for a count."""
    reworded: AbstractSet[int]
    """Articles that are found by other words than before; unknown in a first reading."""
    due: tuple[str, ...]
    """Paths of deferred pictures whose variants are made now."""

    @property
    def gone(self) -> AbstractSet[int]:
        return self.before.keys() - self.articles.keys() - self.others.keys()

    def paths(self, kind: str) -> set[str]:
        """Return the paths of changed documents of a kind other than article."""
        return {file.path for file in chain(self.before.values(), self.others.values()) if file.kind == kind}


def ingest(run: IndexRun, parsed: Iterable[Parsed], deleted: Iterable[str], arrivals: Arrivals | None) -> Ingested:
    """Remove deleted files, and insert others, articles last.

    A file without facts is removed. `arrivals` takes the articles of a first reading: then no file is known, and no
    page has read any.
    """
    files = _Files(run, arrivals)
    for path in deleted:
        files.remove(path)
    files.insert(parsed)
    return Ingested(
        files.before, files.articles, files.others, files.reasons, files.again, files.causes, files.reworded, files.due
    )


class _Files:
    def __init__(self, run: IndexRun, arrivals: Arrivals | None) -> None:
        self._store = run.store
        self._run = run
        self._arrivals = arrivals
        self._names: list[tuple[int, int]] = []
        self._links: list[tuple[int, int]] = []
        self.before: dict[int, Before] = {}
        self.articles: dict[int, Document] = {}
        self.others: dict[int, Document] = {}
        self.reasons: dict[int, Reason] = {}
        self.again: set[int] = set()
        self.causes: dict[int, str] = {}
        self.reworded: set[int] = set()
        self.due = tuple(documents.path(run.store, doc) for doc in _due(run.store, later=run.later))
        for path in self.due:
            self._touch(of_media(path).names, path)
            self._note_kind("media", path)

    def remove(self, path: str) -> None:
        doc = names.doc_named(self._store, file_key(path))
        if doc is not None:
            before = self._forget(doc)
            self._touch(before.facts.names, before.path)
            documents.remove(self._store, doc)
            words.remove(self._store, doc)

    def insert(self, parsed: Iterable[Parsed]) -> None:
        # Ids of deleted files are not reused in the same run, which would confuse the two.
        next_id = max(documents.last_id(self._store), *self.before, 0) + 1
        for file in parsed:
            if file.facts is None:
                self.remove(file.path)
            else:
                next_id += self._insert(file, file.facts, next_id)
        self._write_names()

    def _insert(self, file: Parsed, facts: Facts, next_id: int) -> bool:
        """Insert a file, as document `next_id` if it is new; return whether it is."""
        doc = names.doc_named(self._store, file_key(file.path)) if self._arrivals is None else None
        is_new = doc is None
        before, seq = Facts((), ()), None
        if doc is None:
            doc = next_id
        else:
            before = self._forget(doc).facts
            seq = documents.seq_of(self._store, doc)
        if self._arrivals is None:
            self.reasons[doc] = Reason.NEW_FILE if is_new else Reason.FILE_CHANGED
            self._touch(_renamed(before, facts, file.kind), file.path)
        state = Status.FAULTY if facts.faulty else Status.HIDDEN
        documents.put(self._store, Row(doc, file.kind, file.path, file.digest, seq, state, facts.chooses), file.record)
        if file.kind == "article" and self._run.site.search:
            self._put_words(doc, facts.words)
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
        document = Document(file.kind, file.path, facts)
        if file.kind != "article":
            self.others[doc] = document
            self._note_kind(file.kind, file.path)
            if file.kind == "media" and self._run.later:
                self._defer(doc, file)
        elif self._arrivals is None:
            self.articles[doc] = document
        else:
            self._arrivals.add(doc, file.path, facts)
        # The following articles need the pictures and profiles.
        if file.kind != "article" or len(self._names) > _MANY:
            self._write_names()
        return is_new

    def _put_words(self, doc: int, said: bytes) -> None:
        if self._arrivals is not None:
            words.add(self._store, doc, said)
        elif words.put(self._store, doc, said):
            self.reworded.add(doc)

    def _defer(self, doc: int, file: Parsed) -> None:
        """Leave a picture's variants to later builds, unless they are cached."""
        version = base_of(decode(Media, file.record).path, file.digest).rpartition(".")[2]
        if not Path(self._store.site, PICTURES, version[:2], version).is_dir():
            pictures.defer(self._store, doc)

    def _forget(self, doc: int) -> Before:
        """Remove what a file contributed to the index, and return it."""
        before = last_known(self._run, doc)
        assert before is not None
        self.before[doc] = before
        facts = before.facts
        if before.kind == "article":
            names.remove_sequels(self._store, doc, facts.sequel_to)
        if facts.queries:
            redirects.remove_query_addresses(self._store, doc)
        if before.kind == "media":
            pictures.undefer(self._store, (doc,))
        names.remove(self._store, doc, facts.names, facts.links)
        faults.remove(self._store, doc)
        self._note_kind(before.kind, before.path)
        return before

    def _note_kind(self, kind: str, path: str) -> None:
        if kind in ("profile", "standing", "topic"):
            self.causes[count_key("standing")] = ""
        if kind == "media" and self._arrivals is None:
            for doc in names.users(self._store, url_key(f"/{path}")):
                self.again.add(doc)
                user = documents.by_id(self._store, doc)
                if user is not None and user.kind == "profile":
                    # Pages that show the person depend on the name, not on the picture.
                    self._touch(map(person_key, byline_slugs(decode(Profile, user.record))), path)

    def _touch(self, keys: Iterable[int], path: str) -> None:
        for key in keys:
            self.causes.setdefault(key, path)

    def _write_names(self) -> None:
        names.add_names(self._store, sorted(self._names))
        names.add_links(self._store, sorted(self._links))
        self._names.clear()
        self._links.clear()


def _due(store: Store, *, later: bool) -> list[int]:
    """Return the deferred pictures whose variants are due now, and take them off the list."""
    waiting = pictures.deferred(store)
    if later:
        waiting.sort(key=lambda doc: names.newest_user(store, doc), reverse=True)
        del waiting[AT_ONCE:]
    pictures.undefer(store, waiting)
    return waiting


def _renamed(before: Facts, after: Facts, kind: str) -> set[int]:
    """Return the names that changed: all, but only added and removed ones for an article with the same choices.

    Whether it is still published at the same place is known once it has its seq.
    """
    if kind == "article" and before.choice == after.choice:
        return {*before.names} ^ {*after.names}
    return {*before.names, *after.names}
