"""Reads and writes files of content/ for the desk: whole or not at all, and never by way of a symbolic link.

Whoever can write an article could put a link in place of a file or folder while the desk looks elsewhere. So each
folder is opened from the one above it, and what is there is compared once more at the moment of writing.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from generator.annex.desk.desk import MissingError, StaleError
from generator.base.digest import digest
from generator.base.errors import UsageError, printable
from generator.base.folder import MAX_DEPTH, MAX_PATH, ChangedError, Folder, ignored
from generator.base.sentences import sentence
from generator.editing.sources import NOTES, TRASH

MAX_BYTES = 4 << 20
"""Of a text."""
_MAX_NAME_BYTES = 255
_LINK_ERRORS = (errno.ELOOP, errno.ENOTDIR, errno.EMLINK, errno.EINVAL)


def version_of(data: bytes | None) -> str:
    """Return what tells the bytes of a file from others; empty for no file."""
    return "" if data is None else digest(data).hex()


def check_version(data: bytes | None, version: str) -> None:
    """Raise StaleError if a file is not in the version in which somebody has opened it."""
    if version_of(data) != version:
        said = sentence("somebody else has saved this meanwhile; your text is not lost, look at it again first")
        raise StaleError(said, theirs=(data or b"").decode("utf-8", "replace"), version=version_of(data))


def read(site: Path, path: str, most: int = MAX_BYTES) -> bytes | None:
    """Return the bytes of a file by its path below content/, None if there is none; raise UsageError for a link."""
    with _content(site, path) as content:
        data = content.own(path, most)
    if data is not None and len(data) > most:
        raise UsageError(sentence("{path} is larger than the desk can open", path=printable(path)))
    return data


def peek(site: Path, path: str) -> bytes | None:
    """Return the same; None for what cannot be read, too."""
    with contextlib.suppress(UsageError):
        return read(site, path)
    return None


def need(site: Path, path: str) -> bytes:
    """Return the same; raise MissingError if there is no file."""
    data = read(site, path)
    if data is None:
        raise MissingError(sentence("{path} is not there any more", path=printable(path)))
    return data


def write(site: Path, path: str, before: bytes | None, after: bytes | None) -> None:
    """Replace the bytes of a file, None for no file; raise StaleError if it is not as `before`, UsageError as above."""
    try:
        with _content(site, path) as content:
            content.replace(path, before, after)
    except ChangedError as error:
        said = sentence("{path} was changed by somebody else; nothing was saved", path=printable(path))
        raise StaleError(said) from error
    if after is None:
        # The folders that are empty now, except the top ones of content/.
        with contextlib.suppress(OSError):
            for above in list(Path(path).parents)[:-2]:
                (site / "content" / above).rmdir()


@contextlib.contextmanager
def _content(site: Path, path: str) -> Iterator[Folder]:
    """Yield content/; raise UsageError for a path that is none, or that a link is on the way of."""
    check_path(path)
    try:
        with Folder(site / "content") as folder:
            yield folder
    except OSError as error:
        if error.errno not in _LINK_ERRORS:
            raise
        said = sentence("{path} is reached by a symbolic link; nothing was changed", path=printable(path))
        raise UsageError(said) from error


def check_path(path: str) -> list[str]:
    """Return the parts of a path below content/; raise UsageError for one that neither a build nor the desk has."""
    parts = path.split("/")
    hidden = [part for part in parts if not part or (ignored(part) and part not in (NOTES, TRASH))]
    if (
        hidden or "\\" in path or not path.isprintable() or len(path.encode()) > MAX_PATH or len(parts) > MAX_DEPTH
        or any(len(part.encode()) > _MAX_NAME_BYTES for part in parts)
    ):  # fmt: skip
        raise UsageError(sentence("no file can be called {path}", path=printable(path[:200])))
    return parts
