"""Changes several files of a site, all or none of them.

What the files will be is laid ready in the state folder, then a journal says what has to be done. A command that is
killed before the journal has changed nothing; what it leaves undone after that, `finish` does. New files come first and
deletions last, so at no moment is a text in no file at all. A file that somebody has saved meanwhile is left alone.
"""

from __future__ import annotations

import difflib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from generator.base.crashes import explain
from generator.base.digest import SIZE, digest
from generator.base.errors import UsageError, printable
from generator.base.folder import is_own
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, discard, write
from generator.base.text import decode
from generator.model.records import Record

FOLDER = "edits"
"""In the state folder, as long as changes are being made."""
_JOURNAL = "journal"
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


class _Step(Record, frozen=True):
    """A change of the journal: digests, and the new bytes in a file named by its number."""

    path: str
    before: bytes
    """Empty if there is no such file."""
    after: bytes
    """Empty if it goes."""


class _Journal(Record, frozen=True):
    steps: tuple[_Step, ...]
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
        _check(site, change.path, digest(change.before) if change.before is not None else b"", targets)
    for move in moves:
        _check(site, move.old, None, targets)
        _check(site, move.new, b"", targets)


def apply(site: Path, changes: Sequence[Change], moves: Sequence[Move] = ()) -> None:
    """Make changes to files of a site, each path once, all or none; the caller holds the site's lock.

    Raises:
        UsageError: they cannot all be made, as `check` says. Nothing was changed.

    """
    check(site, changes, moves)
    folder = claim_folder(discard(site / ".ssg" / FOLDER))
    for number, change in enumerate(changes):
        if change.after is not None:
            write(folder / str(number), change.after, lasting=True)
    steps = [
        _Step(change.path, *(digest(data) if data is not None else b"" for data in (change.before, change.after)))
        for change in changes
    ]
    journal = msgspec.msgpack.encode(_Journal(tuple(steps), tuple(moves)))
    write(folder / _JOURNAL, digest(journal) + journal, lasting=True)
    finish(site)


def is_unfinished(site: Path) -> bool:
    """Return whether a killed command has left anything undone, so that files are half of what they will be."""
    return _journal(site / ".ssg" / FOLDER) is not None


def finish(site: Path) -> bool:
    """Do what a killed command has left undone; return whether there was anything. The caller holds the site's lock.

    Raises:
        UsageError: some of the files were saved meanwhile, and are as they were saved; all others are changed.

    """
    folder = site / ".ssg" / FOLDER
    journal = _journal(folder)
    if journal is None:
        discard(folder)
        return False
    saved = [path for path in _carried_out(site, folder, journal) if path]
    discard(folder)
    if saved:
        raise UsageError(
            sentence(
                "{files} was saved while it was being changed, so it is as it was saved; look at it once more",
                files=", ".join(saved),
            )
        )
    return True


def _carried_out(site: Path, folder: Path, journal: _Journal) -> Iterator[str]:
    """Carry a journal out; yield the path of each file that was left alone."""
    for number, step in enumerate(journal.steps):
        if step.after:
            now = _digest_of(site / step.path)
            if now == step.before and is_own(site, step.path):
                _put(site / step.path, (folder / str(number)).read_bytes())
            elif now != step.after:
                yield step.path
    for move in journal.moves:
        if (site / move.old).exists() and not os.path.lexists(site / move.new):
            (site / move.new).parent.mkdir(parents=True, exist_ok=True)
            os.rename(site / move.old, site / move.new)
            _tidy(site, move.old)
    for step in journal.steps:
        if not step.after and (now := _digest_of(site / step.path)):
            if now != step.before:
                yield step.path
                continue
            (site / step.path).unlink()
            _tidy(site, step.path)


def _journal(folder: Path) -> _Journal | None:
    """Return the journal that was left; None if there is none, or none that can be believed."""
    try:
        sealed = (folder / _JOURNAL).read_bytes()
        journal = msgspec.msgpack.decode(sealed[SIZE:], type=_Journal)
    except (OSError, msgspec.MsgspecError):
        return None
    return journal if digest(sealed[SIZE:]) == sealed[:SIZE] else None


def _check(site: Path, path: str, before: bytes | None, targets: set[str]) -> None:
    """Check one path, and add it to those that were checked before.

    `before` is its digest now; empty if there is to be no file, None if it may be any.
    """
    try:
        if any(len(name.encode()) > _LONGEST for name in path.split("/")):
            # In a folder that is still to be made, nothing else would say so before.
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(site / path))
        if not is_own(site, path):
            raise UsageError(sentence("{path} is reached by a symbolic link; nothing was changed", path=path))
        now = _digest_of(site / path) if before is not None else None
    except (OSError, ValueError) as error:
        # A folder, below a file, too long for the disk, or no name at all.
        no_name = sentence("no file can be called {path}", path=printable(path))
        why = explain(error) if isinstance(error, OSError) else no_name
        raise UsageError(sentence("{problem}; nothing was changed", problem=why)) from error
    if now != before:
        message = (
            sentence("{path} was saved meanwhile; nothing was changed, run the command again", path=path)
            if before
            else sentence("{path} is there already; nothing was changed", path=path)
        )
        raise UsageError(message)
    if path in targets:
        raise UsageError(sentence("two files would become {path}; nothing was changed", path=path))
    targets.add(path)
    above = next(parent for parent in (site / path).parents if parent.exists())
    if not os.access(above, os.W_OK | os.X_OK):
        raise UsageError(sentence("nothing may be written in {folder}; nothing was changed", folder=above))


def _digest_of(file: Path) -> bytes:
    """Return the digest of a file; empty if there is none."""
    try:
        return digest(file.read_bytes())
    except FileNotFoundError:
        return b""


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
