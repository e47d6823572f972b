"""The preview's own store, separate from the build's, so that neither waits for or damages the other."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.store.database import Store, copy, open_reader, open_store
from generator.store.files import lock, program, remove

_ADDRESS = "address"
"""File with the address of the running preview."""
_DAY = 86400
_PATIENCE = 1.0
"""Seconds that the lock of a preview that was killed may take to be free."""


def folder_of(site: Path) -> Path:
    """Return the preview's state folder."""
    return site / ".ssg" / "serve"


@contextlib.contextmanager
def alone(site: Path) -> Iterator[None]:
    """Lock the preview's state against a second preview of the same site.

    Raises:
        UsageError: another preview of the site is running.

    """
    own = folder_of(site)

    def refuse() -> None:
        said = sentence("another `ssg serve` of this site is running; use that one, or stop it first")
        with contextlib.suppress(OSError, ValueError):
            address = (own / _ADDRESS).read_text("ascii").strip()
            said = sentence(
                "another `ssg serve` of this site is running at {address}; use that one, or stop it first",
                address=address,
            )
        raise UsageError(said)

    # What a killed preview has just begun (git, a picture) may hold it for a moment.
    with lock(own, waiting=refuse, patience=_PATIENCE):
        (own / _ADDRESS).unlink(missing_ok=True)
        yield


def note_address(site: Path, address: str) -> None:
    """Record the preview's address, for the message of a second one."""
    with contextlib.suppress(OSError):
        (folder_of(site) / _ADDRESS).write_text(f"{address}\n", "ascii", newline="\n")


def token_of(site: Path) -> str:
    """Return the token for other machines; it lasts a day, so that a phone keeps access after a restart."""
    file = folder_of(site) / "token"
    with contextlib.suppress(OSError, ValueError):
        kept = file.read_text("ascii").strip()
        if 0 <= time.time() - file.stat().st_mtime < _DAY and len(kept) >= 16:
            return kept
    made = secrets.token_urlsafe(12)
    file.unlink(missing_ok=True)
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii", newline="\n"
    ) as new:
        new.write(made)
    return made


def opened(site: Path) -> AbstractContextManager[Store]:
    """Open the preview's store; a new one is a copy of the build's, if the site was ever built.

    The caller holds `alone`.
    """
    own = folder_of(site)
    version = program().encode()
    if _version(own) != version:
        remove(own)
        if _version(own.parent) == version:
            with contextlib.suppress(sqlite3.Error):
                copy(own.parent, own)
    return contextlib.closing(open_store(own))


def _version(folder: Path) -> bytes | None:
    try:
        with contextlib.closing(open_reader(folder)) as store:
            return store.get("version")
    except (UsageError, sqlite3.Error):
        return None
