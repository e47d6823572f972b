"""Changes several files of a site: all is checked first, then file by file is replaced.

New files come first and deletions last, so a text always exists in some file, whenever a command is killed. What is
done by then, git shows.
"""

from __future__ import annotations

import difflib
import errno
import io
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import EllipsisType

from generator.base.crashes import explain
from generator.base.errors import UsageError, printable
from generator.base.folder import is_own
from generator.base.sentences import sentence
from generator.base.state_files import claim
from generator.base.text import decode
from generator.model.records import Record

_LONGEST = 255
"""Bytes of a name."""
_LOOKED_AT = 8000
"""Bytes in which a NUL makes a file binary, as for git."""
_UNFINISHED = ".ssg-edit.new"
"""The name of an incomplete file: hidden, and short, since its own may have the greatest length."""


class Change(Record, frozen=True):
    """A change of one file."""

    path: str
    """Below the site's folder, with forward slashes."""
    before: bytes | None
    """The current bytes; None if it does not exist."""
    after: bytes | None
    """None to delete it."""


class Move(Record, frozen=True):
    """A file that keeps its bytes at another path."""

    old: str
    """Below the site's folder, like the new path."""
    new: str


def diff(changes: Iterable[Change], moves: Iterable[Move] = ()) -> str:
    """Return a unified diff of changes; files that only move are one line each."""
    pieces = [f"rename {move.old} => {move.new}\n" for move in moves]
    for change in sorted(changes, key=lambda change: change.path):
        if change.before is not None and b"\0" in change.before[:_LOOKED_AT]:
            pieces.append(f"Binary files a/{change.path} and b/{change.path} differ\n")
            continue
        old, new = (_lines(data, change.path) for data in (change.before, change.after))
        was, becomes = (f"a/{change.path}" if old else "/dev/null", f"b/{change.path}" if new else "/dev/null")
        pieces += (
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in difflib.unified_diff(old, new, was, becomes)
        )
    return "".join(pieces)


def check(site: Path, changes: Iterable[Change], moves: Iterable[Move] = ()) -> None:
    """Check that all changes can be made before any is.

    Raises:
        UsageError: a file changed since the change was computed, a new path is taken or invalid, or a file is not
            writable or reached by a symbolic link.

    """
    targets: set[str] = set()
    for change in changes:
        _check(site, change.path, change.before, targets)
    for move in moves:
        _check(site, move.old, ..., targets)
        _check(site, move.new, None, targets)


def apply(site: Path, changes: Sequence[Change], moves: Sequence[Move] = ()) -> None:
    """Make changes to files of a site, each path once; the caller holds the site's lock.

    Raises:
        UsageError: they cannot all be made, see `check`. Nothing was changed.

    """
    check(site, changes, moves)
    for change in changes:
        if change.after is not None:
            _put(site / change.path, change.after)
    for move in moves:
        (site / move.new).parent.mkdir(parents=True, exist_ok=True)
        os.rename(site / move.old, site / move.new)
        _tidy(site, move.old)
    for change in changes:
        if change.after is None:
            (site / change.path).unlink()
            _tidy(site, change.path)


def _check(site: Path, path: str, before: bytes | EllipsisType | None, targets: set[str]) -> None:
    """Check one path, and add it to those already checked.

    `before` is the file's expected content; None for no file, `...` for any.
    """
    try:
        if any(len(name.encode()) > _LONGEST for name in path.split("/")):
            # In a folder that does not exist yet, nothing else would say so in time.
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(site / path))
        if not is_own(site, path):
            raise UsageError(sentence("{path} is reached by a symbolic link; nothing was changed", path=path))
        now = _bytes_of(site / path) if before is not ... else before
    except (OSError, ValueError) as error:
        # A folder, a path below a file, a name that is too long or invalid.
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
    """Write a file atomically, by way of a hidden one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = claim(file.with_name(_UNFINISHED))
    unfinished.write_bytes(data)
    if file.exists():
        shutil.copymode(file, unfinished)
    os.replace(unfinished, file)


def _tidy(site: Path, path: str) -> None:
    """Delete the folders above a path that are now empty, except the top ones of content/."""
    for above in list(Path(path).parents)[:-2]:
        try:
            (site / above).rmdir()
        except OSError:
            return


def _lines(data: bytes | None, path: str) -> list[str]:
    # `str.splitlines` also cuts at signs that stand within a line of a file.
    return [*io.StringIO(decode(data, path)[0], newline="\n")] if data else []
