"""The files of the output and their deletion.

A file to be deleted is a page without a kind, or a withheld one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.model.kinds import OF_DOCUMENT
from generator.model.lookup_keys import page_key, spelling_key
from generator.model.page import Stale
from generator.model.rebuild_reasons import Reason
from generator.model.records import Record
from generator.store.compression import pack, unpack
from generator.store.database import Store, marks
from generator.store.pages import FOREIGN, insert_leftover

_DIFFERS = f"stale = CASE kind WHEN '' THEN {Stale.FRESH} ELSE {Stale.STALE} END, why = ?"

_OWNERS = 100
_TEXT_FOLDERS = {"author": "authors", "tag": "topics"}
"""By the kind of a group, where the texts of its lists are."""


class Leftover(Record, frozen=True):
    """A file of the output that is to be deleted."""

    page: int
    path: str
    digest: bytes | None
    """None when it was not written, or is there no longer."""
    asks: bytes | None
    """Packed dependencies of the page that it was."""
    foreign: bool
    """Whether nobody knows it to be ours, so that it stays unless a page takes its place."""


def tree(store: Store) -> str:
    return (store.get("tree") or b"").decode()


def set_tree(store: Store, digest: str, files: int) -> None:
    """Set the digest of the whole output in hex, and the number of its files."""
    store.set("tree", digest.encode())
    store.set("files", b"%d" % files)


def count(store: Store) -> int:
    return store.number("files")


def forget(store: Store, reason: Reason) -> None:
    """Forget all files of the output, so that all pages are made again."""
    store.db.execute(f"UPDATE pages SET digest = NULL, {_DIFFERS}", (reason,))
    set_tree(store, "", 0)


def pages(store: Store) -> list[tuple[int, str, bytes | None]]:
    return store.all("SELECT id, path, digest FROM pages")


def digests(store: Store) -> dict[str, bytes]:
    return dict(store.db.execute("SELECT path, digest FROM pages WHERE digest IS NOT NULL"))


def written(store: Store, ids: Iterable[int]) -> dict[str, str]:
    """Return path and hex digest of the files of some pages, by their ids."""
    # In table order, since adjacent rows are read together.
    return dict(store.among("SELECT path, lower(hex(digest)) FROM pages WHERE id IN ({})", sorted(ids)))


class OutputFile(Record, frozen=True):
    """A file of the output that is ours."""

    path: str
    kind: str
    """Of the page, by its name."""
    digest: bytes
    owners: tuple[str, ...]
    """Paths below content/ of the files that it belongs to or is shown by, at most `_OWNERS`; lists belong to a person
    or a topic at most."""


def described(store: Store) -> list[tuple[str, str, bytes]]:
    """Return path, kind and digest of all files of the output that are ours."""
    return store.all("SELECT path, kind, digest FROM pages WHERE digest IS NOT NULL AND kind != ''")


def with_owners(store: Store) -> Iterator[OutputFile]:
    """Yield all files of the output that are ours."""
    docs = dict(store.db.execute("SELECT id, path FROM docs"))
    groups = store.db.execute("SELECT id, kind, slug FROM groups WHERE kind IN ('author', 'tag')")
    texts = {group: (f"{_TEXT_FOLDERS[kind]}/{slug}.md",) for group, kind, slug in groups}
    rows = store.all("SELECT path, kind, digest, ref FROM pages WHERE digest IS NOT NULL AND kind != ''")
    media = {ref: page_key(docs[ref]) for _, kind, _, ref in rows if kind in ("media", "picture")}
    users: dict[int, list[str]] = {}
    sql = "SELECT key, path FROM links JOIN docs ON id = doc WHERE key IN ({})"
    for key, path in store.among(sql, {*media.values()}):
        users.setdefault(key, []).append(path)
    owners = {ref: (docs[ref], *sorted(users.get(key, ()))[:_OWNERS]) for ref, key in media.items()}
    for path, kind, known, ref in rows:
        if kind == "listing":
            yield OutputFile(path, kind, known, texts.get(ref, ()))
        else:
            yield OutputFile(path, kind, known, owners.get(ref, (docs[ref],)) if kind in OF_DOCUMENT else ())


def correct(store: Store, differ: Iterable[tuple[bytes | None, Reason, int]]) -> None:
    """Record digest (None without a file), reason and page id of files that differ from what was written.

    Their pages are made again.
    """
    store.db.executemany(f"UPDATE pages SET digest = ?, {_DIFFERS} WHERE id = ?", differ)


def add_leftover(store: Store, path: str, digest: bytes) -> None:
    key = page_key(path)
    # A page may have that address in other spelling.
    taken = store.all("SELECT 1 FROM pages WHERE key = ?", key)
    insert_leftover(store, spelling_key(path) if taken else key, path, digest)


def set_foreign(store: Store, files: Mapping[str, bytes]) -> None:
    """Record files not known to be ours: path and digest. A page that replaces one may reuse its bytes."""
    for path, digest in files.items():
        insert_leftover(store, spelling_key(path), path, digest, foreign=True)


def forget_foreign(store: Store) -> None:
    store.db.execute("DELETE FROM pages WHERE ref IS NULL AND kind = '' AND note = ?", (FOREIGN,))


def foreign(store: Store) -> list[str]:
    """Return the paths of files not known to be ours that no page replaces, in order."""
    sql = "SELECT path FROM pages WHERE ref IS NULL AND kind = '' AND note = ? ORDER BY path"
    return store.column(sql, FOREIGN)


def no_longer_used(store: Store) -> list[str]:
    """Return the paths of media files that the output has, but no longer will, since nothing refers to them."""
    unused = "NOT EXISTS (SELECT 1 FROM links WHERE links.key = pages.key)"
    sql = f"SELECT path FROM pages WHERE kind = 'withheld' AND digest IS NOT NULL AND {unused} ORDER BY path"
    return store.column(sql)


def leftovers(store: Store) -> list[Leftover]:
    """Return the files that are not pages: those to be deleted, and foreign ones."""
    rows = store.all(
        "SELECT id, path, digest, asks, note FROM pages WHERE ref IS NULL AND kind = ''"
        " UNION ALL SELECT id, path, digest, asks, note FROM pages WHERE stale > 0 AND kind = 'withheld'"
    )
    return [
        Leftover(page, path, digest, asks and unpack(asks), note == FOREIGN) for page, path, digest, asks, note in rows
    ]


def remove_leftovers(store: Store, deleted: Mapping[str, bytes]) -> None:
    """Remove the rows of files to be deleted; keep path and digest of existing ones, in case of a kill."""
    store.db.execute("DELETE FROM pages WHERE ref IS NULL AND kind = ''")
    store.db.execute(
        f"UPDATE pages SET digest = NULL, asks = NULL, stale = {Stale.FRESH} WHERE stale > 0 AND kind = 'withheld'"
    )
    store.db.execute("DELETE FROM gone")
    store.db.executemany("INSERT INTO gone VALUES (?, ?)", deleted.items())


def last_deleted(store: Store) -> dict[str, bytes]:
    return dict(store.all("SELECT path, digest FROM gone"))


def before(store: Store, ids: Sequence[int]) -> dict[int, tuple[bytes | None, bytes | None]]:
    """Return digest and packed dependencies of pages as last made, by their ids."""
    rows = store.db.execute(f"SELECT id, digest, asks FROM pages WHERE id IN ({marks(len(ids))})", ids)
    return {page: (digest, asks and unpack(asks)) for page, digest, asks in rows}


def save_checked(store: Store, checked: Iterable[tuple[bytes, int]]) -> None:
    """Mark pages as fresh without making them: packed dependencies, and ids."""
    store.db.executemany(
        f"UPDATE pages SET stale = {Stale.FRESH}, asks = ? WHERE id = ?",
        ((pack(asks), page) for asks, page in checked),
    )


def save_made(store: Store, made: Iterable[tuple[str, int, bytes, bytes, int]]) -> None:
    """Mark pages as fresh: packed reason, generation of the build, digest, packed dependencies and id of each."""
    store.db.executemany(
        f"UPDATE pages SET stale = {Stale.FRESH}, why = ?, made = ?, digest = ?, asks = ? WHERE id = ?",
        ((*before, pack(asks), page) for *before, asks, page in made),
    )
