"""What tests look up in the tables of the store, or put there; no test outside of this folder knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.ordinal import END, SHIFT
from generator.store import postings
from generator.store.database import Store


def doc_of(store: Store, path: str) -> int:
    """Return the id of a file, by its path below content/."""
    return int(store.value("SELECT id FROM docs WHERE path = ?", path))


def seq_of(store: Store, path: str) -> int:
    return int(store.value("SELECT seq FROM docs WHERE path = ?", path))


def paths_of(store: Store) -> dict[int, str]:
    """Return the paths of all documents by their ids."""
    return dict(store.all("SELECT id, path FROM docs"))


def paths_in_time(store: Store) -> dict[int, str]:
    """Return the paths of all articles by their seqs, published or not."""
    return dict(store.all("SELECT seq, path FROM docs WHERE seq NOT NULL"))


def kinds_of(store: Store, docs: Iterable[int]) -> set[str]:
    return {kind for (kind,) in store.among("SELECT kind FROM docs WHERE id IN ({})", docs)}


def names_of(store: Store, doc: int) -> list[int]:
    """Return the keys of the names of a document."""
    return store.column("SELECT key FROM names WHERE doc = ?", doc)


def faulty(store: Store) -> list[str]:
    """Return the paths of media files that cannot be shown as the pictures that they are named as."""
    return store.column("SELECT path FROM docs WHERE state = 3")


def hours(store: Store) -> list[int]:
    """Return the hours at which articles appear or are taken down, in seconds since 1970."""
    appear = f"SELECT seq >> {SHIFT} FROM docs WHERE seq NOT NULL"
    return store.column(f"{appear} UNION SELECT expires FROM docs WHERE expires NOT NULL")


def count(store: Store, table: str) -> int:
    return int(store.value(f"SELECT count(*) FROM {table}"))


def bytes_of_folders(store: Store) -> int:
    """Return how many bytes of values are kept of folders."""
    return int(store.value("SELECT sum(length(path) + length(signature) + length(names) + length(files)) FROM dirs"))


def group_names(store: Store) -> dict[int, tuple[str, str]]:
    """Return kind and slug of all groups by their ids."""
    return {group: (kind, slug) for group, kind, slug in store.all("SELECT id, kind, slug FROM groups")}


def group_counts(store: Store, kind: str) -> list[tuple[str, int, int, int]]:
    """Return slug, published, unpublished and scheduled articles of the groups of a kind, by slug."""
    return store.all("SELECT slug, count, unpublished, scheduled FROM groups WHERE kind = ? ORDER BY slug", kind)


def set_day(store: Store, day: int, articles: int) -> None:
    store.db.execute("INSERT OR REPLACE INTO days VALUES (?, ?)", (day, articles))


def set_prefixes(store: Store, counts: Mapping[str, int]) -> None:
    """Set how many tags begin with each prefix."""
    rows = [(len(prefix), prefix, number) for prefix, number in counts.items()]
    store.db.executemany("INSERT INTO prefixes VALUES (?, ?, ?)", rows)


def ledger_entries(store: Store) -> list[tuple[int, str, int]]:
    """Return seq, path of the article, and number of all entries of ledgers, the oldest first."""
    sql = "SELECT entries.seq, path, number FROM entries JOIN docs ON id = doc ORDER BY entries.seq"
    return store.all(sql)


def query_addresses(store: Store) -> list[tuple[str, str]]:
    """Return the old addresses with a query, and where they lead."""
    return store.all("SELECT address, url FROM queries")


def sequels(store: Store) -> list[tuple[int, str]]:
    """Return key and path of what leads back to articles, by path."""
    return store.all("SELECT key, path FROM sequels JOIN docs ON id = doc ORDER BY path")


def uses(store: Store) -> list[tuple[int, str, bool, int]]:
    """Return how pictures are shown: key, way, whether by old articles, how often; by way."""
    rows = store.all("SELECT key, way, old, count FROM shown ORDER BY way")
    return [(key, way, bool(old), number) for key, way, old, number in rows]


def forget_postings(store: Store) -> None:
    store.db.execute("DELETE FROM postings")


def pages(store: Store) -> list[tuple[int, str, str, int, str]]:
    """Return id, path, kind, level of staleness and reason of all pages of the plan, by id."""
    return store.all("SELECT id, path, kind, stale, why FROM pages WHERE kind <> '' ORDER BY id")


def settle_pages(store: Store) -> None:
    """Let all pages be fresh, each with a file whose digest is its path."""
    store.db.execute("UPDATE pages SET stale = 0, why = '', digest = path")


def make_again(store: Store, level: int, digest: bytes | None = None, *, lost: bool = False) -> dict[int, str]:
    """Mark all files of the output to be made again, with another digest or `lost`; return their ids and paths."""
    with store.transaction():
        sql = "UPDATE pages SET stale = ?, digest = iif(?, NULL, ifnull(?, digest)) WHERE digest IS NOT NULL"
        store.db.execute(sql, (level, lost, digest))
    return dict(store.all("SELECT id, path FROM pages WHERE digest IS NOT NULL OR stale > 0 ORDER BY id"))


def orphaned_reads(store: Store) -> list[tuple[int, ...]]:
    """Return what is known to have been read by pages that are not there."""
    return store.all("SELECT * FROM reads WHERE page NOT IN (SELECT id FROM pages)")


def index_rows(store: Store) -> dict[str, list[object]]:
    """Return all that the index keeps, by table, with names in place of ids."""
    group = "(SELECT kind || '/' || slug FROM groups WHERE id = grp)"
    path = "(SELECT path FROM docs WHERE id = doc)"
    tables = {
        "docs": "SELECT kind, path, digest, seq, state, expires, draft, chooses FROM docs",
        "records": f"SELECT {path}, record FROM records",
        "cards": f"SELECT seq, {path}, card, traits FROM cards",
        "groups": "SELECT kind, slug, count, unpublished, scheduled FROM groups WHERE count OR unpublished OR scheduled",
        "prefixes": "SELECT size, prefix, count FROM prefixes",
        "members": f"SELECT {group}, seq FROM members",
        "days": "SELECT day, count FROM days",
        "names": f"SELECT key, {path} FROM names",
        "links": f"SELECT key, {path} FROM links",
        "sequels": f"SELECT key, {path} FROM sequels",
        "queries": f"SELECT {path}, address, url FROM queries",
        "reserved": f"SELECT key, ifnull({group}, grp), {path}, scheduled FROM reserved",
        "entries": f"SELECT {group}, seq, {path}, number, hidden, scheduled FROM entries",
        "shown": "SELECT key, way, focus, old, count FROM shown",
        "deferred": f"SELECT {path} FROM deferred",
        "faults": f"SELECT {path}, found, code, count FROM faults",
    }
    rows = {name: sorted(store.all(sql), key=repr) for name, sql in tables.items()}
    # How articles are cut into rows depends on how they came.
    terms = store.column("SELECT DISTINCT term FROM postings ORDER BY term")
    rows["postings"] = [(term, *postings.window(store, term, 0, END, END).seqs) for term in terms]
    return rows


def set_found(store: Store, path: str, seq: int, state: int = 1, words: bytes = b"\0") -> int:
    """Add an article that the search finds; return its id."""
    doc = 1 + store.value("SELECT ifnull(max(id), 0) FROM docs")
    store.db.execute(
        "INSERT INTO docs (id, kind, path, seq, state) VALUES (?, 'article', ?, ?, ?)", (doc, path, seq, state)
    )
    store.db.execute("INSERT INTO words VALUES (?, ?)", (doc, store.compression.pack(1, words)))
    return doc


def move(store: Store, doc: int, seq: int) -> None:
    """Give an article another place in time."""
    store.db.execute("UPDATE docs SET seq = ? WHERE id = ?", (seq, doc))


def made_now(store: Store) -> dict[str, str]:
    """Return why pages are to be made, by path, and have them count as made."""
    found = dict(store.all("SELECT path, why FROM pages WHERE stale > 0 AND kind <> ''"))
    store.db.execute("UPDATE pages SET stale = 0")
    return found
