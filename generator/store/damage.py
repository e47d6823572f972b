"""Which errors indicate a damaged store, and which the machine's failure."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from generator.base.errors import MachineError, Problem, SiteError, UsageError, Where
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.model.codec import UNREADABLE
from generator.store.compression import UnpackingError

DAMAGE = (sqlite3.Error, *UNREADABLE, UnpackingError)
"""Errors that are raised when something in the store cannot be read, by damage or by the machine."""


def is_damage(error: Exception) -> bool:
    """Return whether an error may come from a damaged state, not from the site, the command or the machine."""
    if isinstance(error, (SiteError, UsageError, MachineError, OSError, MemoryError)):
        return False
    return not (isinstance(error, sqlite3.Error) and _reason(error))


_REASONS = {
    sqlite3.SQLITE_FULL: sentence("the disk is full"),
    sqlite3.SQLITE_IOERR: sentence("the disk is full, over its quota or failing"),
    sqlite3.SQLITE_CANTOPEN: sentence("it cannot be opened"),
    sqlite3.SQLITE_READONLY: sentence("it may not be written"),
    sqlite3.SQLITE_PERM: sentence("it may not be written"),
    sqlite3.SQLITE_BUSY: sentence("another program holds it"),
    sqlite3.SQLITE_LOCKED: sentence("another program holds it"),
    sqlite3.SQLITE_PROTOCOL: sentence("another program holds it"),
    sqlite3.SQLITE_INTERRUPT: sentence("it was interrupted"),
    sqlite3.SQLITE_NOMEM: sentence("there is not enough memory"),
}


_DAMAGED = sentence("it is damaged; run ssg build, which makes it anew")
_OTHER = sentence("no build of this version of ssg has finished it; run ssg build")
_CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)


def _reason(error: sqlite3.Error) -> Sentence:
    """Return SQLite's reason if the machine failed; empty if the store itself is at fault."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    if code == sqlite3.SQLITE_IOERR_SHORT_READ:
        return NOTHING
    return _REASONS.get(code) or _REASONS.get(code & 0xFF, NOTHING)


@contextlib.contextmanager
def working(folder: Path) -> Iterator[None]:
    """Turn errors of the machine while using the store into sentences.

    Raises:
        MachineError: the machine failed.

    """
    try:
        yield
    except sqlite3.Error as error:
        reason = _reason(error)
        if not reason:
            raise
        raise _unusable(folder, reason) from error


def fault(error: sqlite3.Error, folder: Path) -> MachineError | None:
    """Return the message for an error while reading a store; None if it is this program's fault."""
    reason = _reason(error)
    if not reason and getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _CORRUPT:
        reason = _DAMAGED
    elif not reason and str(error).startswith("no such "):
        # Commands that only read expect the tables of a build of this version.
        reason = _OTHER
    return _unusable(folder, reason) if reason else None


def _unusable(folder: Path, reason: Sentence) -> MachineError:
    return MachineError(sentence("the state in {folder} cannot be used: {reason}", folder=folder, reason=reason))


def state_lost(hint: Sentence) -> Problem:
    return Problem(
        Where(".ssg/store.db"),
        "damaged-state",
        sentence("the state was damaged, so everything was read and made anew"),
        hint,
    )
