"""The files of content/, and their parsed records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec.structs import astuple

from generator.model.codec import decode
from generator.model.lookup_keys import file_key, url_key
from generator.model.ordinal import last_ordinal
from generator.model.page import Status
from generator.model.records import Media, Record
from generator.model.urls import target_url
from generator.store.compression import pack, unpack
from generator.store.database import Store, marks
from generator.store.reserved_addresses import OWN


class Document(Record, frozen=True):
    """A file of content/ with its parsed record."""

    id: int
    kind: str
    path: str
    state: Status
    record: bytes


class Row(Record, frozen=True):
    """A file of content/ as the index writes it."""

    id: int
    kind: str
    path: str
    digest: bytes
    seq: int | None
    """The place in time that it has until it gets another; None for what is no article, or new."""
    state: Status
    chooses: bool = False
    """Whether it names articles itself: as related to it or not, or for a front page."""


class Version(Record, frozen=True):
    """What tells one version of a document from another."""

    digest: bytes
    state: int


_DOCUMENT = "SELECT id, kind, path, state, record FROM docs JOIN records ON doc = id"


def select(store: Store, condition: str, *values: object) -> Iterator[Document]:
    """Yield the documents for which an SQL condition on `docs` holds; for the modules of the store."""
    rows = store.db.execute(f"{_DOCUMENT} WHERE {condition}", values)
    return (Document(doc, kind, path, state, unpack(record)) for doc, kind, path, state, record in rows)


def is_empty(store: Store) -> bool:
    return not store.all("SELECT 1 FROM docs LIMIT 1")


def put(store: Store, row: Row, record: bytes) -> None:
    store.db.execute(
        "INSERT OR REPLACE INTO docs (id, kind, path, digest, seq, state, chooses) VALUES (?, ?, ?, ?, ?, ?, ?)",
        astuple(row),
    )
    store.db.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (row.id, pack(record)))


def remove(store: Store, doc: int) -> None:
    store.db.execute("DELETE FROM docs WHERE id = ?", (doc,))
    store.db.execute("DELETE FROM records WHERE doc = ?", (doc,))


def last_id(store: Store) -> int:
    """Return the greatest id of a document, which is about their number; 0 for none."""
    return int(store.value("SELECT ifnull(max(id), 0) FROM docs"))


def by_id(store: Store, doc: int) -> Document | None:
    return next(select(store, "id = ?", doc), None)


def get(store: Store, doc: int) -> Document:
    """Return an existing document, by its id."""
    return next(select(store, "id = ?", doc))


def named(store: Store, key: int) -> Document | None:
    """Return the document with a unique name, such as that of a file."""
    return next(select(store, "id = (SELECT names.doc FROM names WHERE key = ?)", key), None)


def at_any_hour(store: Store, key: int) -> list[Document]:
    """Return the documents with a name, or with a page that will have that address when they are published."""
    docs = "SELECT doc FROM names WHERE key = ?1 UNION SELECT doc FROM reserved WHERE key = ?1 AND grp = ?2"
    return [*select(store, f"id IN ({docs})", key, OWN)]


def choosing(store: Store, docs: Iterable[int] | None) -> list[int]:
    """Return those of some documents (None for all) that pin or exclude related articles, except drafts."""
    sql = "SELECT id FROM docs WHERE chooses AND NOT ifnull(draft, 0)"
    if docs is None:
        return store.column(f"{sql} ORDER BY id")
    return [doc for doc in sorted(docs) if store.all(f"{sql} AND id = ?", doc)]


def articles_named(store: Store, key: int) -> set[int]:
    return {*store.column("SELECT id FROM names JOIN docs ON id = doc WHERE key = ? AND kind = 'article'", key)}


def paths_named(store: Store, key: int) -> list[str]:
    """Return the paths of the documents that have a name, in order."""
    return store.column("SELECT path FROM names JOIN docs ON id = doc WHERE key = ? ORDER BY path", key)


def claimants(store: Store, key: int, *, drafts: bool) -> list[str]:
    """Return the paths of the documents that a name may mean, in order; drafts only on request."""
    sql = "SELECT path FROM names JOIN docs ON id = doc WHERE key = ? AND ifnull(draft, 0) <= ? ORDER BY path"
    return store.column(sql, key, drafts)


def claimants_at(store: Store, url: str, *, drafts: bool) -> list[str]:
    """Return the paths of the documents that have an address, with a slash at its end or without, in order."""
    keys = {url_key(url), url_key(target_url(url))}
    return sorted({path for key in keys for path in claimants(store, key, drafts=drafts)})


def faulty_media(store: Store, keys: Iterable[int] | None) -> list[tuple[int, Media]]:
    """Return the media files at some addresses (None for all) that are named like pictures but cannot be shown."""
    faulty = f"state = {Status.FAULTY} ORDER BY docs.path"
    if keys is None:
        return [
            (url_key("/" + file.media.path), file.media) for file in _media_files(store, f"{_MEDIA} WHERE {faulty}")
        ]
    sql = f"{_MEDIA_AT} AND {faulty}"
    return [(key, file.media) for key in sorted(keys) for file in _media_files(store, sql, key)]


def some_paths(store: Store, kind: Literal["article", "media"], most: int) -> list[str]:
    """Return the paths of documents of a kind, newest id first, among the newest `most` documents."""
    sql = f"SELECT path FROM (SELECT path, kind FROM docs ORDER BY id DESC LIMIT {most}) WHERE kind = ?"
    return store.column(sql, kind)


def every(
    store: Store, kind: Literal["article", "media", "standing", "topic", "front", "advertisement"]
) -> Iterator[Document]:
    """Yield all documents of a kind: articles in order of time, others by path."""
    if kind == "article":
        return select(store, "seq IS NOT NULL ORDER BY seq")
    return select(store, "seq IS NULL AND kind = ? ORDER BY path", kind)


def version(store: Store, doc: int) -> Version | None:
    rows = store.all("SELECT digest, state FROM docs WHERE id = ?", doc)
    return Version(*rows[0]) if rows else None


class Target(Record, frozen=True):
    """A possible target of a link."""

    doc: int
    kind: str
    state: Status
    seq: int | None


def target(store: Store, key: int) -> Target | None:
    """Return the document with a name, a published one before a draft; None if several published ones have it."""
    rows = store.all(
        "SELECT id, kind, state, seq FROM names JOIN docs ON id = doc WHERE key = ?"
        f" ORDER BY kind = 'article' AND state = {Status.HIDDEN}, path LIMIT 2",
        key,
    )
    found = [Target(*row) for row in rows]
    ambiguous = len(found) > 1 and (found[1].kind != "article" or found[1].state != Status.HIDDEN)
    return found[0] if found and not ambiguous else None


def seq_of(store: Store, doc: int) -> int | None:
    seq: int | None = store.value("SELECT seq FROM docs WHERE id = ?", doc)
    return seq


def age(store: Store, path: str) -> tuple[bool, int, str]:
    """Return a sort key for a file of content/: greater for newer articles, least for others."""
    seq = store.value("SELECT seq FROM names JOIN docs ON id = doc WHERE key = ?", file_key(path))
    return seq is not None, seq or 0, path


def record(store: Store, doc: int) -> bytes:
    return unpack(store.value("SELECT record FROM records WHERE doc = ?", doc))


def hidden_articles(store: Store, key: int) -> list[int]:
    """Return the ids of unpublished articles with a name, except those held back."""
    where = f"key = ? AND kind = 'article' AND state = {Status.HIDDEN} AND ifnull(draft, 0) <= 1"
    return store.column(f"SELECT id FROM names JOIN docs ON id = doc WHERE {where}", key)


def drafts(store: Store, most: int) -> list[Document]:
    """Return at most `most` drafts, newest id first."""
    return [*select(store, f"draft AND draft = 1 ORDER BY id DESC LIMIT {most}")]


def scheduled(store: Store, now: int, most: int) -> list[Document]:
    """Return at most `most` articles scheduled after a time, except drafts, the next one first."""
    wanted = f"kind = 'article' AND seq > ? AND NOT ifnull(draft, 0) ORDER BY seq LIMIT {most}"
    return [*select(store, wanted, last_ordinal(now))]


def profiles(store: Store) -> Iterator[bytes]:
    """Return the packed records of all current profiles, by path; they are decompressed on iteration."""
    sql = "SELECT record FROM docs JOIN records ON doc = id WHERE seq IS NULL AND kind = 'profile' ORDER BY path"
    return (unpack(row[0]) for row in store.all(sql))


class MediaFile(Record, frozen=True):
    """A media file of content/."""

    doc: int
    digest: bytes
    media: Media


_MEDIA = "SELECT docs.id, docs.digest, record FROM docs JOIN records ON records.doc = docs.id"
_MEDIA_AT = f"{_MEDIA} JOIN names ON names.doc = docs.id WHERE names.key = ? AND kind = 'media'"


def _media_files(store: Store, sql: str, *values: object) -> Iterator[MediaFile]:
    rows = store.db.execute(sql, values)
    return (MediaFile(doc, digest, decode(Media, unpack(record))) for doc, digest, record in rows)


def media_file(store: Store, doc: int) -> MediaFile:
    """Return an existing media file, by its document."""
    return next(_media_files(store, f"{_MEDIA} WHERE docs.id = ?", doc))


def media_of(store: Store, doc: int) -> MediaFile | None:
    return next(_media_files(store, f"{_MEDIA} WHERE docs.id = ? AND kind = 'media'", doc), None)


def every_media(store: Store) -> Iterator[MediaFile]:
    return _media_files(store, f"{_MEDIA} WHERE seq IS NULL AND kind = 'media' ORDER BY path")


def media_at(store: Store, key: int) -> MediaFile | None:
    return next(_media_files(store, f"{_MEDIA_AT} ORDER BY docs.path LIMIT 1", key), None)


def media_with(store: Store, digests: Iterable[bytes]) -> list[str]:
    """Return the paths of the media files with any of some digests."""
    wanted = [*digests]
    sql = f"SELECT path FROM docs WHERE seq IS NULL AND kind = 'media' AND digest IN ({marks(len(wanted))}) ORDER BY id"
    return store.column(sql, *wanted)


def media_paths(store: Store) -> list[tuple[int, str]]:
    """Return the ids and paths of all media files that are no broken pictures."""
    sql = f"SELECT id, path FROM docs WHERE seq IS NULL AND kind = 'media' AND state <> {Status.FAULTY}"
    return store.all(sql)


def paths_of(store: Store, *kinds: Literal["profile", "standing", "topic", "media"]) -> list[str]:
    """Return the paths of all documents of some kinds other than article, in order."""
    sql = f"SELECT path FROM docs WHERE seq IS NULL AND kind IN ({marks(len(kinds))}) ORDER BY path"
    return store.column(sql, *kinds)


def path(store: Store, doc: int) -> str:
    return str(store.value("SELECT path FROM docs WHERE id = ?", doc))


def is_held(store: Store, doc: int) -> bool:
    """Return whether an article is held back."""
    return bool(store.value("SELECT draft = 2 FROM docs WHERE id = ?", doc))
