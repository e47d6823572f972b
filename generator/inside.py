"""Inside: files below a folder, opened without following a symbolic link on the way.

Whoever writes into a folder can put a link in the place of a file, or of a
folder above it, at any moment, so what a path was a moment ago says nothing.
Each step is taken from the folder that was opened before it, and what is looked
at and read is what was opened.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO

_FILE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that stands in the place of a file is not waited for."""
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_STAY = getattr(os, "O_NOFOLLOW", 0)
_STEPS = bool(_STAY) and os.open in os.supports_dir_fd


def opened(top: str, path: str) -> BinaryIO:
    """Open a file below a folder for reading.

    Args:
        top: the folder; it may be reached through links, since who runs the program names it.
        path: below it, with forward slashes.

    Raises:
        OSError: there is no regular file, or a link on the way to it leads elsewhere.

    """
    try:
        return _opened(top, path)
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.EMLINK):
            raise
    # A link may stand for another file of the folder, whose own way must be free of links.
    there = os.path.relpath(os.path.realpath(os.path.join(top, path)), os.path.realpath(top)).replace(os.sep, "/")
    if any(part[0] == "." for part in there.split("/")):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
    return _opened(top, there)


def _opened(top: str, path: str) -> BinaryIO:
    parts = path.split("/")
    if "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    descriptor = _stepped(top, parts) if _STEPS else _walked(top, parts)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "this is no regular file", path)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _stepped(top: str, parts: list[str]) -> int:
    folder = os.open(top, _FOLDER)
    try:
        for part in parts[:-1]:
            below = os.open(part, _FOLDER | _STAY, dir_fd=folder)
            os.close(folder)
            folder = below
        return os.open(parts[-1], _FILE | _STAY, dir_fd=folder)
    finally:
        os.close(folder)


def _walked(top: str, parts: list[str]) -> int:  # pragma: no cover
    """Do it where the system opens nothing from an open folder: a link can still be put there after the look."""
    there = os.path.realpath(top)
    for part in parts:
        there = os.path.join(there, part)
        if os.path.realpath(there) != there:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), there)
    return os.open(there, _FILE)
