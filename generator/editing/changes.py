"""Changes several files of a site, all or none of them.

A journal in the state folder holds what has to be done, with the bytes of all files. A command that is killed before
it is written has changed nothing; what it leaves undone after that, `finish` does, unless the journal was damaged. New
files come first and deletions last, so at no moment is a text in no file at all. A file that somebody has saved
meanwhile is left alone.
"""

from __future__ import annotations

import difflib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import EllipsisType

import msgspec

from generator.base.crashes import explain
from generator.base.digest import SIZE, digest
from generator.base.errors import UsageError, printable
from generator.base.folder import is_own
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, discard, write
from generator.base.text import decode
from generator.model.records import Record

JOURNAL = "edits"
"""In the state folder, as long as changes are being made: the digest of what follows it, and a `_Journal`."""
_LONGEST = 255
"""Bytes of a name."""
_UNFINISHED = ".ssg-edit.new"
"""The name that a file has until it is whole: hidden, and short, since its own may be as long as the disk allows."""


class Change(Record, frozen=True):
    """One file that becomes another."""

    path: str
    """Below the site's folder, with forward slashes."""
    before: bytes | None
    """Its bytes now; None if there is no such file."""
    after: bytes | None
    """None if it goes."""


class Move(Record, frozen=True):
    """One file that keeps its bytes at another path."""

    old: str
    """Below the site's folder, as the new path."""
    new: str


class _Journal(Record, frozen=True):
    changes: tuple[Change, ...]
    moves: tuple[Move, ...]


def diff(changes: Iterable[Change], moves: Iterable[Move] = ()) -> str:
    """Return what changes of texts would do as a unified diff; files that only move are a line each."""
    pieces = [f"rename {move.old} => {move.new}\n" for move in moves]
    for change in sorted(changes, key=lambda change: change.path):
        old, new = (_lines(data, change.path) for data in (change.before, change.after))
        was, becomes = (f"a/{change.path}" if old else "/dev/null", f"b/{change.path}" if new else "/dev/null")
        pieces += (
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in difflib.unified_diff(old, new, was, becomes)
        )
    return "".join(pieces)


def check(site: Path, changes: Iterable[Change], moves: Iterable[Move] = ()) -> None:
    """Check that changes can be made, so that none of them fails once others are made.

    Raises:
        UsageError: a file is not what it was when the change was worked out, something is in the way of a new one, it
            has a name that no file can have, may not be written, or is reached by a symbolic link.

    """
    targets: set[str] = set()
    for change in changes:
        _check(site, change.path, change.before, targets)
    for move in moves:
        _check(site, move.old, ..., targets)
        _check(site, move.new, None, targets)


def apply(site: Path, changes: Sequence[Change], moves: Sequence[Move] = ()) -> None:
    """Make changes to files of a site, each path once, all or none; the caller holds the site's lock.

    Raises:
        UsageError: they cannot all be made, as `check` says. Nothing was changed.

    """
    check(site, changes, moves)
    claim_folder(site / ".ssg")
    journal = msgspec.msgpack.encode(_Journal(tuple(changes), tuple(moves)))
    write(site / ".ssg" / JOURNAL, digest(journal) + journal, lasting=True)
    finish(site)


def is_unfinished(site: Path) -> bool:
    """Return whether a killed command has left anything undone, so that files are half of what they will be."""
    return _journal(site) is not None


def finish(site: Path) -> bool:
    """Do what a killed command has left undone; return whether there was anything. The caller holds the site's lock.

    Raises:
        UsageError: some of the files were saved meanwhile, and are as they were saved; all others are changed.

    """
    journal = _journal(site)
    saved = [*_carried_out(site, journal)] if journal else []
    discard(site / ".ssg" / JOURNAL)
    if saved:
        raise UsageError(
            sentence(
                "{files} was saved while it was being changed, so it is as it was saved; look at it once more",
                files=", ".join(saved),
            )
        )
    return journal is not None


def _carried_out(site: Path, journal: _Journal) -> Iterator[str]:
    """Carry a journal out; yield the path of each file that was left alone."""
    for change in journal.changes:
        if change.after is not None:
            now = _bytes_of(site / change.path)
            if now == change.before and is_own(site, change.path):
                _put(site / change.path, change.after)
            elif now != change.after:
                yield change.path
    for move in journal.moves:
        if (site / move.old).exists() and not os.path.lexists(site / move.new):
            (site / move.new).parent.mkdir(parents=True, exist_ok=True)
            os.rename(site / move.old, site / move.new)
            _tidy(site, move.old)
    for change in journal.changes:
        if change.after is None and (now := _bytes_of(site / change.path)) is not None:
            if now != change.before:
                yield change.path
                continue
            (site / change.path).unlink()
            _tidy(site, change.path)


def _journal(site: Path) -> _Journal | None:
    """Return the journal that was left; None if there is none, or none that can be believed."""
    try:
        sealed = (site / ".ssg" / JOURNAL).read_bytes()
    except OSError:
        return None
    seal, journal = sealed[:SIZE], sealed[SIZE:]
    return msgspec.msgpack.decode(journal, type=_Journal) if digest(journal) == seal else None


def _check(site: Path, path: str, before: bytes | EllipsisType | None, targets: set[str]) -> None:
    """Check one path, and add it to those that were checked before.

    `before` is what the file has to hold; None if there may be none, `...` if it may be any.
    """
    try:
        if any(len(name.encode()) > _LONGEST for name in path.split("/")):
            # In a folder that is still to be made, nothing else would say so before.
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(site / path))
        if not is_own(site, path):
            raise UsageError(sentence("{path} is reached by a symbolic link; nothing was changed", path=path))
        now = _bytes_of(site / path) if before is not ... else before
    except (OSError, ValueError) as error:
        # A folder, below a file, too long for the disk, or no name at all.
        no_name = sentence("no file can be called {path}", path=printable(path))
        why = explain(error) if isinstance(error, OSError) else no_name
        raise UsageError(sentence("{problem}; nothing was changed", problem=why)) from error
    if now != before:
        message = (
            sentence("{path} was saved meanwhile; nothing was changed, run the command again", path=path)
            if before is not None
            else sentence("{path} is there already; nothing was changed", path=path)
        )
        raise UsageError(message)
    if path in targets:
        raise UsageError(sentence("two files would become {path}; nothing was changed", path=path))
    targets.add(path)
    above = next(parent for parent in (site / path).parents if parent.exists())
    if not os.access(above, os.W_OK | os.X_OK):
        raise UsageError(sentence("nothing may be written in {folder}; nothing was changed", folder=above))


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _put(file: Path, data: bytes) -> None:
    """Write a file, whose name is hidden until it is whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = claim(file.with_name(_UNFINISHED))
    unfinished.write_bytes(data)
    if file.exists():
        shutil.copymode(file, unfinished)
    os.replace(unfinished, file)


def _tidy(site: Path, path: str) -> None:
    """Delete the folders above a path that have become empty, up to those at the top of content/."""
    for above in list(Path(path).parents)[:-2]:
        try:
            (site / above).rmdir()
        except OSError:
            return


def _lines(data: bytes | None, path: str) -> list[str]:
    return decode(data, path)[0].splitlines(keepends=True) if data else []
