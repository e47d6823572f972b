"""The preview's own state: a store beside the build's, so that neither waits for the other or spoils it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.errors import UsageError
from generator.store import FORMAT, Store, lock, open_reader, open_store, program, remove


def folder_of(site: Path) -> Path:
    """Return the preview's state folder."""
    return site / ".ssg" / "serve"


@contextlib.contextmanager
def opened(site: Path, going: Callable[[], bool]) -> Iterator[Store]:
    """Open the preview's store; one that is not there begins as a copy of the build's, if the site was ever built.

    Args:
        site: the site's folder.
        going: asked now and then whether to go on; a copy that is not wanted any more is given up.

    Raises:
        UsageError: another preview of the site is running.

    """
    own = folder_of(site)
    with lock(own, waiting=_refuse):
        version = f"{FORMAT} {program()}".encode()
        if _version(own) != version:
            remove(own)
            if _version(own.parent) == version:
                _copy(own.parent, own, going)
        store = open_store(own)
        try:
            yield store
        finally:
            store.close()


def _refuse() -> None:
    raise UsageError("another `ssg serve` of this site is running; stop it first, or use the address that it printed")


def _version(folder: Path) -> bytes | None:
    try:
        with contextlib.closing(open_reader(folder)) as store:
            return store.get("version")
    except (UsageError, sqlite3.Error):
        return None


def _copy(source: Path, target: Path, going: Callable[[], bool]) -> None:
    def step(_: int, __: int, ___: int) -> None:
        if not going():
            raise InterruptedError

    unfinished = target / "copy.db"
    unfinished.unlink(missing_ok=True)
    try:
        with (
            contextlib.closing(open_reader(source)) as store,
            contextlib.closing(sqlite3.connect(unfinished)) as copy,
        ):
            copy.execute("PRAGMA synchronous = OFF")
            store.db.backup(copy, pages=8192, progress=step, sleep=0)
        unfinished.replace(target / "store.db")
    except (sqlite3.Error, InterruptedError):
        unfinished.unlink(missing_ok=True)
