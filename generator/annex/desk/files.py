"""Reads and writes files of content/ for the desk: whole or not at all, and never by way of a symbolic link.

Whoever can write an article could put a link in place of a file or folder while the desk looks elsewhere. So each
folder is opened from the one above it, and what is there is compared once more at the moment of writing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from generator.annex.desk.desk import MissingError, StaleError
from generator.base.digest import digest
from generator.base.errors import UsageError, printable
from generator.base.folder import MAX_DEPTH, MAX_PATH, ignored, open_regular
from generator.base.sentences import sentence
from generator.editing.sources import NOTES, TRASH

_LONGEST = 255
"""Bytes of a name."""
_UNFINISHED = re.compile(r"\.ssg-desk-[0-9a-f]{12}\.new")
_STEPS = os.open in os.supports_dir_fd
"""Whether the system opens files relative to an open folder; if not, there is a gap between checking and opening."""
_WAY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def version_of(data: bytes | None) -> str:
    """Return what tells the bytes of a file from others; empty for no file."""
    return "" if data is None else digest(data).hex()


def read(site: Path, path: str, most: int) -> bytes | None:
    """Return the bytes of a file by its path below content/; None if there is none.

    Raises:
        UsageError: the path is none, a link is on the way, or the file is larger than `most` bytes.

    """
    with _at(site, path, make=False) as (folder, name):
        return None if folder == _NOWHERE else _read(folder, name, path, most)


def need(site: Path, path: str, most: int) -> bytes:
    """Return the same; raise MissingError if there is no file."""
    data = read(site, path, most)
    if data is None:
        raise MissingError(sentence("{path} is not there any more", path=printable(path)))
    return data


def sweep(site: Path, path: str) -> None:
    """Remove what a killed write has left beside a file, by its path below content/."""
    with _at(site, path, make=False) as (folder, _):
        for name in os.listdir(folder) if folder != _NOWHERE else ():
            if _UNFINISHED.fullmatch(name):
                with contextlib.suppress(OSError):
                    os.unlink(_named(folder, name), dir_fd=_descriptor(folder))


def write(site: Path, path: str, before: bytes | None, after: bytes | None) -> None:
    """Replace the bytes of a file, by its path below content/; None stands for no file.

    Raises:
        StaleError: the file is not as it was `before`; nothing was changed.
        UsageError: as for `read`.

    """
    with _at(site, path, make=after is not None) as (folder, name):
        check = partial(_check, folder, name, path, before)
        if after is not None:
            _put(folder, name, after, check)
            return
        check()
        if before is not None:
            os.unlink(_named(folder, name), dir_fd=_descriptor(folder))
            if folder != _NOWHERE and path.count("/") > 1:
                _tidy(site, path)


_Place = int | str
"""An open folder's descriptor, or its path where the system cannot open files from it."""
_NOWHERE = ""


def _named(folder: _Place, name: str) -> str:
    return name if isinstance(folder, int) else os.path.join(folder, name)


def _descriptor(folder: _Place) -> int | None:
    return folder if isinstance(folder, int) else None


def _read(folder: _Place, name: str, path: str, most: int, *, larger_is_other: bool = False) -> bytes | None:
    try:
        descriptor, size = open_regular(_named(folder, name), _descriptor(folder))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _astray(path) from error
    with os.fdopen(descriptor, "rb") as file:
        if size > most and not larger_is_other:
            raise UsageError(sentence("{path} is larger than the desk can open", path=printable(path)))
        return file.read(most + 1)


def _check(folder: _Place, name: str, path: str, before: bytes | None) -> None:
    """Raise StaleError if a file is not as it was."""
    most = len(before) if before is not None else 0
    now = None if folder == _NOWHERE else _read(folder, name, path, most, larger_is_other=True)
    if now != before:
        said = sentence("{path} was changed by somebody else; nothing was saved", path=printable(path))
        raise StaleError(said, version=version_of(now))


def _put(folder: _Place, name: str, data: bytes, check: Callable[[], object]) -> None:
    """Write a file atomically, by way of a hidden one; `check` is called at the last moment."""
    unfinished = f".ssg-desk-{secrets.token_hex(6)}.new"
    at = _descriptor(folder)
    mode = 0o666
    with contextlib.suppress(OSError):
        mode = stat.S_IMODE(os.stat(_named(folder, name), dir_fd=at, follow_symlinks=False).st_mode)
    descriptor = os.open(_named(folder, unfinished), _NEW, mode, dir_fd=at)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        check()
        os.replace(_named(folder, unfinished), _named(folder, name), src_dir_fd=at, dst_dir_fd=at)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(_named(folder, unfinished), dir_fd=at)
        raise


@contextlib.contextmanager
def _at(site: Path, path: str, *, make: bool) -> Iterator[tuple[_Place, str]]:
    """Yield the folder of a file and its name; `_NOWHERE` if the folder does not exist and is not to be made."""
    *above, name = check_path(path)
    content = site / "content"
    if not _STEPS:
        folder = _by_path(content, above, path, make=make)
        yield folder, name
        return
    descriptor = os.open(content, _WAY & ~getattr(os, "O_NOFOLLOW", 0))
    try:
        for part in above:
            try:
                if make:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(part, dir_fd=descriptor)
                below = os.open(part, _WAY, dir_fd=descriptor)
            except FileNotFoundError:
                yield _NOWHERE, name
                return
            except OSError as error:
                if error.errno not in (errno.ELOOP, errno.ENOTDIR, errno.EMLINK):
                    raise
                raise _astray(path) from error
            os.close(descriptor)
            descriptor = below
        yield descriptor, name
    finally:
        os.close(descriptor)


def _by_path(content: Path, above: list[str], path: str, *, make: bool) -> str:
    folder = Path(os.path.realpath(content), *above)
    if make:
        folder.mkdir(parents=True, exist_ok=True)
    if not folder.is_dir():
        return _NOWHERE
    if os.path.normcase(os.path.realpath(folder)) != os.path.normcase(folder):
        raise _astray(path)
    return str(folder)


def check_path(path: str) -> list[str]:
    """Return the parts of a path below content/; raise UsageError for one that neither a build nor the desk has."""
    parts = path.split("/")
    hidden = [part for part in parts if not part or (ignored(part) and part not in (NOTES, TRASH))]
    if (
        hidden or "\\" in path or not path.isprintable() or len(path.encode()) > MAX_PATH or len(parts) > MAX_DEPTH
        or any(len(part.encode()) > _LONGEST for part in parts)
    ):  # fmt: skip
        raise UsageError(sentence("no file can be called {path}", path=printable(path[:200])))
    return parts


def _astray(path: str) -> UsageError:
    return UsageError(sentence("{path} is reached by a symbolic link; nothing was changed", path=printable(path)))


def _tidy(site: Path, path: str) -> None:
    """Delete the folders above a path that are now empty, except the top ones of content/."""
    for above in list(Path(path).parents)[:-2]:
        try:
            (site / "content" / above).rmdir()
        except OSError:
            return
