"""The pages of the output, and the state of each.

The column `note` has the detail of a page as JSON; for a row without a kind, the owner of its file.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec.json import Decoder, encode

from generator.model.kinds import OF_ARTICLE, SUGGESTED
from generator.model.page import Detail, Page, Stale
from generator.model.rebuild_reasons import Reason
from generator.model.records import Record
from generator.model.variants import variant_at
from generator.store.compression import unpack
from generator.store.database import Store, marks
from generator.store.schema import SITE_TABLES

COLUMNS = "path, kind, ref, number, lo, hi, note"
"""What `page_of` makes a page of."""
_ARTICLE = "article "
"""The note of a row without a kind that was an article's first page, before the article's id."""
_NOBODY = "''"
_TO_BE_MADE = "stale > 0 AND pages.kind NOT IN ('picture', 'withheld')"
"""Which pages `stale_ids` returns; variants of pictures are made apart from them."""
LASTING = (
    "kind NOT IN ('', 'picture', 'search-terms', 'search-spelling', 'search-documents')"
    " AND NOT (kind = 'sitemap' AND number)"
)
"""Which pages there is reason to link to: variants of pictures come and go with whoever shows them, the sitemaps
after the first of a month with the number of its articles, and the files of the search with the days."""
FOREIGN = "foreign"
"""The note of a row without a kind whose file is not ours to delete."""


@cache
def _details() -> Decoder[Detail]:
    return Decoder(Detail)


def page_of(path: str, kind: str, ref: int | None, number: int, lo: int, hi: int, note: str) -> Page:
    """Return a page from its columns; a picture variant is recognised by its path."""
    if kind == "picture":
        detail: Detail | None = variant_at(path)
    else:
        detail = _details().decode(note) if kind and note else None
    return Page(path, kind, ref, number, lo, hi, detail)


def columns_of(page: Page) -> tuple[str, str, int | None, int, int, int, str]:
    note = "" if page.detail is None or page.kind == "picture" else encode(page.detail).decode()
    return page.path, page.kind, page.ref, page.number, page.lo, page.hi, note


def is_empty(store: Store) -> bool:
    return not store.all("SELECT 1 FROM pages WHERE kind <> '' LIMIT 1")


def at(store: Store, key: int) -> Page | None:
    """Return the page planned at the address with this key."""
    return _page_where(store, "key = ? AND kind <> ''", key)


def shown_at(store: Store, keys: Iterable[int]) -> set[int]:
    """Return the keys whose addresses have a planned page that is not a redirect."""
    sql = "SELECT key FROM pages WHERE key IN ({}) AND kind NOT IN ('', 'redirect', 'alias', 'moved')"
    return {key for (key,) in store.among(sql, keys)}


def lasting_at(store: Store, key: int) -> Page | None:
    """Return the page planned at the address with this key, if it is worth linking to."""
    return _page_where(store, f"key = ? AND {LASTING}", key)


def _page_where(store: Store, condition: str, key: int) -> Page | None:
    row = store.db.execute(f"SELECT {COLUMNS} FROM pages WHERE {condition}", (key,)).fetchone()
    return page_of(*row) if row else None


def why(store: Store, key: int) -> str:
    """Return why the page at the address with this key was last made; empty if there is none."""
    return store.value("SELECT why FROM pages WHERE key = ?", key) or ""


def build_of(store: Store, key: int) -> int | None:
    """Return the number of the build that made the page at the address with this key; 0 if there is none.

    It is None while the page is to be made anew: a build knows of a changed article before it makes the article's page.
    """
    if store.value("SELECT stale FROM pages WHERE key = ?", key) == Stale.STALE:
        return None
    return store.value("SELECT made FROM pages WHERE key = ? AND digest IS NOT NULL", key) or 0


def suggestible(store: Store, most: int) -> list[str]:
    """Return at most `most` paths of pages whose addresses people write by hand, in order."""
    sql = f"SELECT path FROM pages WHERE kind IN ({marks(len(SUGGESTED))}) OR (kind = 'listing' AND number = 0)"
    return store.column(f"{sql} ORDER BY path LIMIT {most}", *SUGGESTED)


class StalePage(Record, frozen=True):
    """A page to be made, checked or copied."""

    id: int
    page: Page
    stale: Stale
    why: str
    cause: str | None
    digest: bytes | None
    """Of its file; None if it has none yet."""
    asks: bytes | None
    """Its packed dependencies."""
    seq: int | None
    """Of the article whose page it is."""
    record: bytes | None
    """The packed record of that, if the page is made in any case."""


def stale(store: Store, ids: Sequence[int]) -> list[StalePage]:
    """Return stale pages by their ids, with the data to make those of articles."""
    rows = store.db.execute(
        "SELECT pages.id, stale, why, cause, pages.digest, asks, seq, record,"
        " pages.path, pages.kind, ref, number, lo, hi, note FROM pages"
        f" LEFT JOIN docs ON docs.id = ref AND pages.kind IN ({marks(len(OF_ARTICLE))})"
        f" LEFT JOIN records ON doc = docs.id AND stale = {Stale.STALE} WHERE pages.id IN ({marks(len(ids))})",
        (*OF_ARTICLE, *ids),
    )
    return [
        StalePage(
            page, page_of(*columns), stale, why, cause, digest, asks and unpack(asks), seq, record and unpack(record)
        )
        for page, stale, why, cause, digest, asks, seq, record, *columns in rows
    ]


def stale_ids(store: Store) -> array[int]:
    """Return ids of the stale pages with a file, except variants, in order of time, whatever the kind."""
    sql = (
        f"SELECT pages.id FROM pages LEFT JOIN docs ON docs.id = ref AND pages.kind IN ({marks(len(OF_ARTICLE))})"
        f" WHERE {_TO_BE_MADE} ORDER BY coalesce(seq, lo), pages.id"
    )
    return array("q", (page for (page,) in store.db.execute(sql, OF_ARTICLE)))


def count_doubtful(store: Store) -> int:
    """Return how many of the pages from `stale_ids` only need a check."""
    return int(store.value(f"SELECT count(*) FROM pages WHERE {_TO_BE_MADE} AND stale = {Stale.CHECK}"))


def stale_variants(store: Store) -> list[tuple[int, int]]:
    """Return media file and id of each stale picture variant, in this order."""
    return store.all("SELECT ref, id FROM pages WHERE stale > 0 AND kind = 'picture' ORDER BY ref, id")


def variant_paths(store: Store) -> Iterator[str]:
    return (row[0] for row in store.db.execute("SELECT path FROM pages WHERE kind = 'picture'"))


def mark_stale(store: Store, kinds: Iterable[str], reason: Reason) -> None:
    """Mark all pages of some kinds as stale; one that is already stale keeps its reason."""
    names = tuple(kinds)
    sql = (
        f"UPDATE pages SET stale = {Stale.STALE}, why = ? WHERE kind IN ({marks(len(names))}) AND stale < {Stale.STALE}"
    )
    store.db.execute(sql, (reason, *names))


def mark_stale_at(store: Store, keys: Iterable[int], reason: Reason) -> None:
    sql = f"UPDATE pages SET stale = {Stale.STALE}, why = ? WHERE key = ? AND stale < {Stale.STALE} AND kind <> ''"
    store.db.executemany(sql, [(reason, key) for key in keys])


def mark_for_refill(store: Store, kinds: Iterable[str]) -> None:
    """Mark all pages of some kinds for a check of their shared templates."""
    names = tuple(kinds)
    sql = f"UPDATE pages SET stale = {Stale.REFILL} WHERE kind IN ({marks(len(names))}) AND stale < {Stale.REFILL}"
    store.db.execute(sql, names)


def mark_for_check(store: Store, causes: Mapping[int, str]) -> None:
    """Mark fresh pages for a check: page id -> path below content/ of the changed file, or empty."""
    store.db.executemany(
        f"UPDATE pages SET stale = {Stale.CHECK}, cause = ? WHERE id = ? AND stale = {Stale.FRESH} AND kind <> ''",
        [(cause, page) for page, cause in sorted(causes.items())],
    )


def letters(store: Store) -> list[str]:
    sql = (
        "SELECT DISTINCT json_extract(note, '$[1]') AS letter FROM pages"
        " WHERE ref IS NULL AND kind = 'tags' AND letter <> '' ORDER BY letter"
    )
    return store.column(sql)


# ------------------------------------------------------------------- for planning


class Row(Record, frozen=True):
    """A page as stored."""

    id: int
    key: int
    """Of its address."""
    page: Page
    """Without a kind when it is planned no more and its file is to be deleted."""


def of_document(store: Store, doc: int, kinds: Sequence[str]) -> list[Row]:
    return _rows(store, f"ref = ? AND kind IN ({marks(len(kinds))})", doc, *kinds)


def of_listing(store: Store, group: int, first: int) -> list[Row]:
    """Return the pages of a group's listing from a number on, and its front page."""
    return _rows(store, "ref = ? AND kind = 'listing' AND (number >= ? OR number = 0)", group, first)


def of_kinds(store: Store, kinds: Sequence[str]) -> list[Page]:
    """Return all pages of some kinds; there may be as many as articles."""
    sql = f"SELECT {COLUMNS} FROM pages WHERE kind IN ({marks(len(kinds))})"
    return [page_of(*row) for row in store.db.execute(sql, kinds)]


def own_paths(store: Store) -> list[str]:
    """Return the paths of the articles' own pages, without the other pages of split ones."""
    return store.column("SELECT path FROM pages WHERE kind = 'article' AND number = 1")


def of_site(store: Store, kinds: Sequence[str]) -> list[Row]:
    return _rows(store, f"ref IS NULL AND kind IN ({marks(len(kinds))})", *kinds)


def of_site_at(store: Store, key: int) -> list[Row]:
    """Return the site's page at an address, also a former one; none or one."""
    return _rows(store, "key = ? AND ref IS NULL", key)


_ROW = f"SELECT id, key, {COLUMNS} FROM pages WHERE"


def _rows(store: Store, where: str, *values: object) -> list[Row]:
    rows = store.db.execute(f"{_ROW} {where}", values)
    return [Row(page, key, page_of(*columns)) for page, key, *columns in rows]


def by_key(store: Store, keys: Iterable[int]) -> dict[int, Row]:
    """Return the rows at some addresses, whoever owns them, by key."""
    rows = store.among(f"{_ROW} key IN ({{}})", keys)
    return {key: Row(page, key, page_of(*columns)) for page, key, *columns in rows}


def unplan(store: Store, ids: Iterable[int]) -> None:
    """Remove pages from the plan; their rows stay, without a kind, until their files are deleted."""
    store.db.executemany(f"UPDATE pages SET {_unplanned('ref')} WHERE id = ?", ((page,) for page in ids))


def unplan_all(store: Store) -> None:
    """Remove all pages from the plan; those without a file are deleted."""
    store.db.execute("DELETE FROM pages WHERE digest IS NULL")
    store.db.execute(f"UPDATE pages SET {_unplanned(_NOBODY)}, asks = NULL")


def _unplanned(owner: str) -> str:
    """Return the SQL that takes a page out of the plan; the first page of an article keeps a note of whose it was."""
    return (
        f"note = CASE WHEN kind = '' THEN note WHEN kind = 'article' AND number = 1 THEN '{_ARTICLE}' || {owner}"
        " ELSE '' END, kind = '', ref = NULL, number = 0, lo = 0, hi = 0, stale = 0, why = ''"
    )


def lost(store: Store) -> list[tuple[str, int | None]]:
    """Return the articles' pages to be deleted: path, and the article's id, unless the store was cleared since."""
    sql = (
        f"SELECT path, substr(note, {len(_ARTICLE) + 1}) FROM pages"
        " WHERE ref IS NULL AND kind = '' AND digest IS NOT NULL AND note LIKE ? ORDER BY path"
    )
    return [(path, int(owner) if owner else None) for path, owner in store.all(sql, f"{_ARTICLE}%")]


def update(store: Store, page_id: int, page: Page, reason: Reason) -> None:
    """Change a row to another page, or a changed one, and mark it stale."""
    store.db.execute(
        "UPDATE pages SET path = ?, kind = ?, ref = ?, number = ?, lo = ?, hi = ?, note = ?,"
        f" stale = {Stale.STALE}, why = ? WHERE id = ?",
        (*columns_of(page), reason, page_id),
    )


def insert(store: Store, rows: Iterable[tuple[int, Page, Reason, bytes | None]]) -> None:
    """Add stale pages: key, page, reason, and the digest of an existing file."""
    store.db.executemany(
        "INSERT INTO pages (key, path, kind, ref, number, lo, hi, note, stale, why, digest)"
        f" VALUES (?, ?, ?, ?, ?, ?, ?, ?, {Stale.STALE}, ?, ?)",
        ((key, *columns_of(page), reason, digest) for key, page, reason, digest in rows),
    )


def digest_of(store: Store, page_id: int) -> bytes | None:
    digest: bytes | None = store.value("SELECT digest FROM pages WHERE id = ?", page_id)
    return digest


def set_digest(store: Store, page_id: int, digest: bytes | None) -> None:
    store.db.execute("UPDATE pages SET digest = ? WHERE id = ?", (digest, page_id))


def insert_leftover(store: Store, key: int, path: str, digest: bytes, *, foreign: bool = False) -> None:
    """Add the row of an output file that is not a page: to be deleted or, if `foreign`, not ours.

    The key is that of its address, or `lookup_keys.spelling_key` if a page has that address in other spelling.
    """
    store.db.execute(
        "INSERT OR REPLACE INTO pages (key, path, kind, number, lo, hi, note, stale, why, digest)"
        " VALUES (?, ?, '', 0, 0, 0, ?, 0, '', ?)",
        (key, path, FOREIGN if foreign else "", digest),
    )


def has_leftovers(store: Store) -> bool:
    return bool(store.all("SELECT 1 FROM pages WHERE ref IS NULL AND kind = '' LIMIT 1"))


def pop_digests(store: Store, keys: Iterable[int]) -> dict[str, bytes]:
    """Delete rows by their keys; return the digests of their files, by path."""
    return dict(store.among("DELETE FROM pages WHERE key IN ({}) RETURNING path, digest", keys))


def forget_site(store: Store) -> None:
    """Forget the site, but not the output files: what is planned again keeps its file, the rest is deleted."""
    for table in SITE_TABLES:
        store.db.execute(f"DELETE FROM {table}")
    unplan_all(store)
    store.db.execute("DELETE FROM meta WHERE key = 'clock'")
