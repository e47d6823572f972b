"""The SQLite file with everything the generator knows of the site; only this module opens it.

Nothing in it is a source: it may be deleted at any time, and a build from an empty store defines a clean build.

Articles are ordered by `seq`, a number that grows with (timestamp, path): the epoch in its upper bits, and below it the
position by path among articles of the same second. A range of time in a group is a range of numbers in `members`.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, discard
from generator.base.workers import batches
from generator.store.damage import is_damage
from generator.store.files import FILES, PAGE, STORE, program, remove
from generator.store.schema import SCHEMA

STATE = ".ssg"
"""Name of the state folder."""

_WRITER, _READER = 131072, 16384
"""Kilobytes of SQLite's page cache. There are many readers, and each reads pages that lie close together."""
_BATCH = 500


class Store:
    """An open store."""

    lost = False
    """Whether it took the place of one that was damaged."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path = path
        self.content = str(self.site / "content")
        """The folder that it knows, or is to know."""
        # Autocommit: transactions begin and end where the stages say so. One thread at a time uses it, though in serve
        # not always the same one.
        uri = f"{path.absolute().as_uri()}?mode={'rwc' if write else 'ro'}"
        self.db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=60)

    @property
    def site(self) -> Path:
        """The site's folder: its state is in `STATE`, that of a preview in a subfolder."""
        above = self.path.parents
        return next((folder.parent for folder in above if folder.name == STATE), above[1])

    def close(self) -> None:
        self.db.close()

    def get(self, key: str) -> bytes | None:
        value = self.value("SELECT value FROM meta WHERE key = ?", key)
        return None if value is None else bytes(value)

    def number(self, key: str) -> int:
        """Return an integer of the `meta` table; 0 if it is missing."""
        return int(self.get(key) or b"0")

    def set(self, key: str, value: bytes) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def renew(self, key: str, value: bytes) -> bool:
        """Set a value of the `meta` table; return whether it changed."""
        if self.get(key) == value:
            return False
        self.set(key, value)
        return True

    @contextlib.contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[None]:
        self.db.execute("BEGIN IMMEDIATE")
        kept = False
        try:
            yield
            if keep:
                self.db.execute("COMMIT")
                kept = True
        finally:
            if not kept:
                self._roll_back("ROLLBACK")

    def trial(self) -> AbstractContextManager[None]:
        return self.transaction(keep=False)

    @contextlib.contextmanager
    def attempt(self) -> Iterator[None]:
        """Begin a part of a transaction that is rolled back on any exception."""
        self.db.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self._roll_back("ROLLBACK TO attempt")
            raise
        finally:
            if self.db.in_transaction:
                self.db.execute("RELEASE attempt")

    def _roll_back(self, statement: str) -> None:
        # SQLite rolls back by itself if the disk is full.
        if self.db.in_transaction:
            self.db.execute(statement)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Read one state of the store; otherwise each query begins a transaction, as slow as a short query."""
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            # An unreadable store may have ended it.
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")

    def bound(self, kilobytes: int) -> None:
        # SQLite counts in pages, and knows their size only after reading one.
        self.db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        self.db.execute(f"PRAGMA cache_size = -{kilobytes}")

    def interrupt_when(self, condition: Callable[[], bool]) -> None:
        """Abort long operations in the store with `sqlite3.OperationalError` as soon as a condition holds."""
        self.db.set_progress_handler(condition, 200_000)

    def keep_log(self) -> None:
        """Keep writes in the log until `checkpoint`, so that nobody waits for moving them."""
        self.db.execute("PRAGMA wal_autocheckpoint = 0")

    def checkpoint(self) -> None:
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def shrink(self) -> None:
        self.db.execute("PRAGMA shrink_memory")

    def all(self, sql: str, *values: Any) -> list[Any]:
        return self.db.execute(sql, values).fetchall()

    def value(self, sql: str, *values: Any) -> Any:
        """Return the first value of the first row of a query; None without rows."""
        row = self.db.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def column(self, sql: str, *values: Any) -> list[Any]:
        return [row[0] for row in self.db.execute(sql, values)]

    def among(self, sql: str, values: Iterable[Any]) -> Iterator[Any]:
        """Yield the rows of a query for any number of values, substituting some hundreds at a time for its `{}`."""
        for part in batches(values, _BATCH):
            yield from self.db.execute(sql.format(marks(len(part))), part)


def open_store(folder: Path, *, verify: bool = False) -> Store:
    """Open the store in a state folder for writing; another program's or a damaged one is replaced by an empty one.

    Values and SQLite tell when they cannot be read; what a disk has altered in silence is found with `verify` alone.

    Raises:
        OSError: the machine failed; the store is left unchanged. Likewise `sqlite3.Error`.

    """
    claim_folder(folder)
    path = folder / STORE
    lost = False
    for _ in range(2):
        for name in FILES:
            claim(folder / name)
            if not path.exists():
                # Remains of a deleted store are useless to another.
                discard(folder / name)
        store = None
        try:
            store = Store(path, write=True)
            if _set_up(store):
                if verify and store.value("PRAGMA integrity_check(1)") != "ok":
                    raise sqlite3.DatabaseError("the store is not sound")
                store.lost = lost
                return store
        except sqlite3.Error as error:
            if store is not None:
                store.close()
            if not is_damage(error):
                # The system may give a reason that SQLite does not.
                with open(path, "a+b"):
                    raise
            lost = True
        else:
            store.close()
        remove(folder)
    raise UsageError(sentence("the state in {folder} cannot be opened; delete that folder", folder=folder))


def _set_up(store: Store) -> bool:
    """Set up a store, with its tables if it is new; return whether this program wrote it."""
    ours = program().encode()
    store.db.execute(f"PRAGMA page_size = {PAGE}")
    store.db.execute("PRAGMA journal_mode = WAL")
    store.db.execute("PRAGMA synchronous = NORMAL")
    if not store.all("SELECT 1 FROM sqlite_master LIMIT 1"):
        with store.transaction():
            for statement in SCHEMA.split(";"):
                store.db.execute(statement)
            store.set("version", ours)
    store.bound(_WRITER)
    return store.get("version") == ours


def open_reader(folder: Path) -> Store:
    """Open the store for reading, as worker processes and `ssg why` do.

    Raises:
        UsageError: there is no store.

    """
    path = folder / STORE
    if not path.is_file():
        raise UsageError(sentence("this site was not built yet; run `ssg build` first"))
    store = Store(path, write=False)
    try:
        store.bound(_READER)
    except sqlite3.Error:
        store.close()
        raise
    return store


def copy(source: Path, target: Path) -> None:
    """Copy the store of one state folder into another that has none, even while it is in use."""
    with (
        contextlib.closing(open_reader(source)) as store,
        contextlib.closing(sqlite3.connect(target / STORE)) as other,
    ):
        other.execute("PRAGMA synchronous = OFF")
        store.db.backup(other)
        # Readers on several machines share no log.
        other.execute("PRAGMA journal_mode = DELETE")


EVERY = -1
"""As the most rows that are wanted: all."""


def marks(number: int) -> str:
    """Return a list of `number` question marks for a statement; SQLite allows at least 999."""
    return ",".join("?" * number)
