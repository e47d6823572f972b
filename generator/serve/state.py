"""The preview's own state: a store beside the build's, so that neither waits for the other or spoils it."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.base.errors import UsageError
from generator.store.database import Store, is_whole, open_reader, open_store, remove
from generator.store.lock import lock
from generator.store.program import program
from generator.store.schema import FORMAT

ADDRESS = "address"
"""File with the address of the preview that runs."""
DAY = 86400


def folder_of(site: Path) -> Path:
    """Return the preview's state folder."""
    return site / ".ssg" / "serve"


@contextlib.contextmanager
def alone(site: Path) -> Iterator[None]:
    """Hold the preview's state against a second preview of the same site.

    Raises:
        UsageError: another preview of the site is running.

    """
    own = folder_of(site)

    def refuse() -> None:
        where = ""
        with contextlib.suppress(OSError, ValueError):
            where = f" at {(own / ADDRESS).read_text('ascii').strip()}"
        raise UsageError(f"another `ssg serve` of this site is running{where}; use that one, or stop it first")

    with lock(own, waiting=refuse):
        (own / ADDRESS).unlink(missing_ok=True)
        yield


def note_address(site: Path, address: str) -> None:
    """Leave the preview's address for whoever starts a second one."""
    with contextlib.suppress(OSError):
        (folder_of(site) / ADDRESS).write_text(f"{address}\n", "ascii")


def token_of(site: Path) -> str:
    """Return the token for other machines: the same for a day, so that a phone is let in again after a restart."""
    file = folder_of(site) / "token"
    with contextlib.suppress(OSError, ValueError):
        kept = file.read_text("ascii").strip()
        if 0 <= time.time() - file.stat().st_mtime < DAY and len(kept) >= 16:
            return kept
    made = secrets.token_urlsafe(12)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as new:
        new.write(made)
    return made


@contextlib.contextmanager
def opened(site: Path, going: Callable[[], bool]) -> Iterator[Store]:
    """Open the preview's store; one that is not there begins as a copy of the build's, if the site was ever built.

    Args:
        site: the site's folder, which is held by `alone`.
        going: asked now and then whether to go on; a copy that is not wanted any more is given up.

    """
    own = folder_of(site)
    version = f"{FORMAT} {program()}".encode()
    if _version(own) != version:
        remove(own)
        if _version(own.parent) == version and is_whole(own.parent):
            _copy(own.parent, own, going)
    store = open_store(own, sums=False)
    try:
        yield store
    finally:
        store.close()


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
