"""The store: what the generator knows of the site, in one SQLite file.

It is opened here alone. Nothing in it is a source: it may be deleted at any
time, and a build from an empty store is the definition of a clean build.

Articles are ordered by `seq`, a number that grows with (timestamp, path): the
epoch in its upper bits, and below it the place among articles of the same
second, by path. A range of time in a group is a range of numbers in `members`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from generator.digest import digest
from generator.errors import UsageError

STATE = ".ssg"
"""Name of the state folder."""
FORMAT = 1
"""Version of the tables below."""

_NO_PART = ("__pycache__", "themes", "skeleton", "commands", "serve")
"""Folders of the package that have no part in what a page's bytes are; themes have digests of their own."""

_WRITER, _READER = 131072, 32768
"""Kilobytes of memory for what is at hand of the store. Readers are many, and read what is near to each other."""

SHIFT = 20
"""Bits of a seq below the epoch: a million articles may bear the same second."""
BEGINNING = -(1 << 62)
END = (1 << 62) - 1

NOTHING = "kind = '', ref = NULL, number = 0, lo = 0, hi = 0, note = '', stale = 0, why = ''"
"""Assignments that take a page out of the plan; its row stays until its file is deleted."""

GONE = (
    "INSERT OR REPLACE INTO pages (key, path, kind, number, lo, hi, note, stale, why, digest)"
    " VALUES (?, ?, '', 0, 0, 0, '', 0, '', ?)"
)
"""Makes the row of a file of the output that is no page and is to be deleted: key, path and digest."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;

-- scan: what each folder of content/ held when it was last read
CREATE TABLE dirs (path TEXT PRIMARY KEY, signature BLOB, manifest BLOB) WITHOUT ROWID;

-- index: the files, the articles that are shown, and the groups they belong to
CREATE TABLE docs (
    id INTEGER PRIMARY KEY, kind TEXT, path TEXT, digest BLOB, seq INTEGER, state INTEGER,
    expires INTEGER, draft INTEGER);
CREATE UNIQUE INDEX docs_seq ON docs (seq) WHERE seq IS NOT NULL;
CREATE INDEX docs_expires ON docs (expires) WHERE expires IS NOT NULL;
CREATE INDEX docs_draft ON docs (id) WHERE draft;
CREATE INDEX docs_faulty ON docs (id) WHERE state = 3;
CREATE INDEX docs_other ON docs (kind) WHERE seq IS NULL;
CREATE TABLE records (doc INTEGER PRIMARY KEY, record BLOB);
CREATE TABLE cards (seq INTEGER PRIMARY KEY, doc INTEGER, card BLOB, traits BLOB);
CREATE TABLE groups (
    id INTEGER PRIMARY KEY, kind TEXT, slug TEXT, count INTEGER, asleep INTEGER DEFAULT 0, coming INTEGER DEFAULT 0);
CREATE UNIQUE INDEX groups_slug ON groups (kind, slug);
CREATE INDEX groups_count ON groups (kind, count DESC, slug);
CREATE TABLE members (grp INTEGER, seq INTEGER, PRIMARY KEY (grp, seq)) WITHOUT ROWID;
CREATE TABLE days (day INTEGER PRIMARY KEY, count INTEGER);
CREATE TABLE names (key INTEGER, doc INTEGER, PRIMARY KEY (key, doc)) WITHOUT ROWID;
CREATE TABLE links (key INTEGER, doc INTEGER, PRIMARY KEY (key, doc)) WITHOUT ROWID;
-- the addresses of articles that are not published, and of the lists that they stand in otherwise
CREATE TABLE asleep (key INTEGER, grp INTEGER, doc INTEGER, coming INTEGER, PRIMARY KEY (key, grp, doc)) WITHOUT ROWID;
CREATE INDEX asleep_doc ON asleep (doc);
-- the articles of a first reading until they have their places
CREATE TABLE arrivals (doc INTEGER PRIMARY KEY, epoch INTEGER, path TEXT, facts BLOB);

-- index: how often each picture of the site is shown, by how it is shown and where the eye rests in it
CREATE TABLE shown (key INTEGER, use TEXT, focus TEXT, count INTEGER, PRIMARY KEY (key, use, focus)) WITHOUT ROWID;

-- plan: the files of the output, and what each was made from
CREATE TABLE chunks (grp INTEGER, number INTEGER, lo INTEGER, PRIMARY KEY (grp, number)) WITHOUT ROWID;
CREATE TABLE pages (
    id INTEGER PRIMARY KEY, key INTEGER, path TEXT, kind TEXT, ref INTEGER, number INTEGER, lo INTEGER, hi INTEGER,
    note TEXT, stale INTEGER, why TEXT, digest BLOB, asks BLOB, cause TEXT, made INTEGER);
CREATE UNIQUE INDEX pages_key ON pages (key);
CREATE INDEX pages_ref ON pages (ref, kind) WHERE ref IS NOT NULL;
CREATE INDEX pages_site ON pages (kind) WHERE ref IS NULL;
CREATE INDEX pages_stale ON pages (stale) WHERE stale > 0;
CREATE TABLE reads (
    grp INTEGER, level INTEGER, lo INTEGER, page INTEGER, hi INTEGER, PRIMARY KEY (grp, level, lo, page)) WITHOUT ROWID;
-- plan: what was touched since the pages were made, a key as a group of its own (minus the key, and 0)
CREATE TABLE touched (grp INTEGER, seq INTEGER, PRIMARY KEY (grp, seq)) WITHOUT ROWID;
"""


class Store:
    """An open store."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        # Autocommit: transactions begin and end where the stages say so. One
        # thread at a time uses it, though serve may not always be the same one.
        if write:
            self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=60)
        else:
            uri = f"{path.absolute().as_uri()}?mode=ro"
            self.db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=60)

    @property
    def site(self) -> Path:
        """The site's folder: its state lies in `STATE`, that of a preview further below."""
        above = self.path.absolute().parents
        return next((folder.parent for folder in above if folder.name == STATE), above[1])

    def close(self) -> None:
        """Close the store."""
        self.db.close()

    def get(self, key: str) -> bytes | None:
        """Return a value of the `meta` table."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else bytes(row[0])

    def number(self, key: str) -> int:
        """Return a whole number of the `meta` table, 0 when it is not there."""
        return int(self.get(key) or b"0")

    def set(self, key: str, value: bytes) -> None:
        """Set a value of the `meta` table."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Begin a transaction; commit it at the end, or roll it back when anything is raised."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            # A full disk rolls back by itself.
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    def bound(self, kilobytes: int) -> None:
        """Bound the memory for what is read and written."""
        # SQLite counts in pages, and knows their size only when it has read one.
        self.db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        self.db.execute(f"PRAGMA cache_size = -{kilobytes}")

    def checkpoint(self) -> None:
        """Move what the log has gathered into the store's own file."""
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def shrink(self) -> None:
        """Free the memory of the pages that were read or written."""
        self.db.execute("PRAGMA shrink_memory")

    def all(self, sql: str, *values: Any) -> list[Any]:
        """Return all rows of a query."""
        return self.db.execute(sql, values).fetchall()


def open_store(folder: Path) -> Store:
    """Open the store in the state folder for writing; an unreadable or foreign one is replaced by an empty one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "store.db"
    version = f"{FORMAT} {program()}".encode()
    for _ in range(2):
        store = None
        try:
            store = Store(path, write=True)
            # Two articles fill a page of the usual size badly; this one leaves less unused.
            store.db.execute("PRAGMA page_size = 16384")
            store.db.execute("PRAGMA journal_mode = WAL")
            store.db.execute("PRAGMA synchronous = NORMAL")
            if not store.all("SELECT 1 FROM sqlite_master LIMIT 1"):
                with store.transaction():
                    for statement in _SCHEMA.split(";"):
                        store.db.execute(statement)
                    store.set("version", version)
            if store.get("version") == version:
                store.bound(_WRITER)
                return store
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "database or disk is full" in str(error):
                raise
        if store is not None:
            store.close()
        remove(folder)
    raise UsageError(f"the state in {folder} cannot be opened; delete that folder")


def open_reader(folder: Path) -> Store:
    """Open the store for reading, as worker processes and `ssg why` do.

    Raises:
        UsageError: there is no store.

    """
    path = folder / "store.db"
    if not path.exists():
        raise UsageError("this site was not built yet; run `ssg build` first")
    store = Store(path, write=False)
    store.bound(_READER)
    return store


def clear(store: Store) -> None:
    """Forget the site, but not the files of the output: what is planned again keeps its file, the rest is deleted."""
    for table in (
        "dirs", "docs", "records", "cards", "groups", "members", "days", "names", "links", "asleep", "shown", "chunks",
        "reads", "touched",
    ):  # fmt: skip
        store.db.execute(f"DELETE FROM {table}")
    store.db.execute("DELETE FROM pages WHERE digest IS NULL")
    store.db.execute(f"UPDATE pages SET {NOTHING}, asks = NULL")
    store.db.execute("DELETE FROM meta WHERE key = 'clock'")


def remove(folder: Path) -> None:
    """Delete the store, and the templates as the program that wrote it has compiled them."""
    shutil.rmtree(folder / "templates", ignore_errors=True)
    for name in ("store.db", "store.db-wal", "store.db-shm"):
        (folder / name).unlink(missing_ok=True)


def program() -> str:
    """Return a digest of what turns a site into bytes: this package's code and the libraries that it uses.

    A store that another program has written is not read: a new version may
    give other bytes for the same site.
    """
    here = Path(__file__).parent
    parts = []
    for folder, names, files in os.walk(here):
        names[:] = sorted(name for name in names if name not in _NO_PART)
        for name in sorted(files):
            if name.endswith(".py"):
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    parts.append(os.path.relpath(path, here).encode() + b"\0" + digest(file.read()))
    wanted = ("jinja2-", "markdown_it_py-", "pyyaml-", "markupsafe-", "imagesize-", "msgspec-", "pyvips")
    for entry in sys.path:
        if entry.endswith("site-packages") and os.path.isdir(entry):
            names = [name for name in os.listdir(entry) if name.lower().startswith(wanted)]
            parts += [name.lower().encode() for name in sorted(names)]
    return digest(b"\0".join(parts)).hex()


@contextlib.contextmanager
def lock(folder: Path, *, waiting: Any = None) -> Iterator[None]:
    """Hold the state folder against a second build; `waiting()` is called once if another one holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "a+b") as file:
        if not _try_lock(file):
            if waiting is not None:
                waiting()
            _wait_lock(file)
        yield


if sys.platform == "win32":  # pragma: no cover
    import msvcrt
    import time

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait_lock(file: IO[bytes]) -> None:
        while not _try_lock(file):
            time.sleep(0.1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait_lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


def marks(number: int) -> str:
    """Return a number of question marks, for a statement that takes so many values; SQLite takes 999 at least."""
    return ",".join("?" * number)


def first_seq(epoch: int) -> int:
    """Return the smallest seq of an instant."""
    return epoch << SHIFT


def last_seq(epoch: int) -> int:
    """Return the largest seq of an instant."""
    return ((epoch + 1) << SHIFT) - 1
