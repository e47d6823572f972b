"""Folder: the files below a folder of the site, opened so that no symbolic link can lead elsewhere.

What a file may be is judged by its path when the folder is walked, and its
bytes are read later, some of them twice. In between, anybody who can write
there may put a link in the place of a file or of a folder. So nothing is opened
by its whole path: each folder on the way is opened from the one above, and
neither it nor the file may be a link.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO, Self

DEEPEST = 32
"""Folders that may lie in each other."""
LONGEST = 1000
"""Bytes of a path below a folder of the site; systems have room for four times as many, with all that is above it."""

_STAY = getattr(os, "O_NOFOLLOW", 0)
_STEPS = bool(_STAY) and os.open in os.supports_dir_fd
"""Whether the system opens files from an open folder; else there is a moment between looking at one and opening it."""
_READ = os.O_RDONLY | _STAY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_WAY = _READ | getattr(os, "O_DIRECTORY", 0)
_SOON = getattr(os, "O_NONBLOCK", 0)
_PIECE = 1 << 26
"""Bytes that are read at a time at most."""
_NONE = frozenset(("", ".", ".."))
"""What is no name of a file or a folder."""
_LINK = (errno.ELOOP, errno.EMLINK)
"""What systems say of a link in the place of a file."""


def ignored(name: str) -> bool:
    """Tell whether a file or folder is none of ours: hidden files, and what editors leave behind."""
    return name[0] == "." or name[-1] == "~" or (name[0] == "#" and name[-1] == "#") or name == "Thumbs.db"


class StrayError(OSError):
    """A symbolic link that does not stand for a file of its own folder which is published too."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(errno.ELOOP, message)
        self.message = message
        self.hint = hint


class Folder:
    """A folder of the site; a context, in which the folders on the way to the last file stay open for the next."""

    def __init__(self, top: str | Path, name: str = "the site's content") -> None:
        """Name the folder, which may be a symbolic link itself, and what problems call it."""
        self._top = os.fspath(top)
        self._name = name
        self._way: list[tuple[str, int]] = []
        """Name and descriptor of each folder from the top to the one of the last file."""
        self._above: str | None = None
        """Its path; None before the first, and after one that was not there."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def open(self, path: str) -> int:
        """Return a descriptor for reading a file, by its path below the folder.

        Raises:
            OSError: it cannot be opened, is no file, or a symbolic link leads astray (`StrayError`).

        """
        return self._found(path)[0]

    def file(self, path: str) -> BinaryIO:
        """Return an open file, which the caller closes; it stays open when the folder is left.

        Raises:
            OSError: as `open`.

        """
        return os.fdopen(self.open(path), "rb")

    def read(self, path: str, most: int | None) -> bytes:
        """Return the bytes of a file; of one that has more than `most`, one more than that at least.

        None, for any number, is for themes alone, which are trusted: after its size was looked at, a file can become
        one of a terabyte, which takes no room on the disk but all of the memory.

        Raises:
            OSError: as `open`, or it cannot be read.

        """
        # Every article of a fresh checkout comes this way, so it costs no more calls of the system than it must.
        descriptor, size = self._found(path)
        try:
            most = sys.maxsize if most is None else most
            data = os.read(descriptor, min(size, most, _PIECE) + 1)
            while len(data) <= most and (
                more := os.read(descriptor, max(1 << 16, min(max(size - len(data), len(data)), _PIECE)))
            ):
                data += more
            return data
        finally:
            os.close(descriptor)

    def target(self, path: str) -> str:
        """Return the path below the folder of what a symbolic link stands for.

        Raises:
            StrayError: it stands for anything but a file here that is published, and as the same: an article, or not.

        """
        full = os.path.join(self._top, path)
        found = os.path.realpath(full)
        inside = os.path.realpath(self._top) + os.sep
        if not found.startswith(inside):
            raise StrayError(f"this symbolic link leaves {self._name}", "put the file itself here")
        inner = found[len(inside) :].replace(os.sep, "/")
        if any(map(ignored, inner.split("/"))) or inner.endswith(".md") != path.endswith(".md"):
            hint = "remove it; if readers may see that file, put a copy of it here"
            raise StrayError("this symbolic link stands for a file that is not published", hint)
        if not os.path.exists(found):
            raise StrayError("this symbolic link leads nowhere", "remove it")
        if os.path.isdir(found):
            raise StrayError("this symbolic link stands for a folder", "put the folder itself here")
        return inner

    def _found(self, path: str) -> tuple[int, int]:
        """Return a descriptor and the size of a file, which may be a link to another one."""
        try:
            return self._open(path)
        except OSError as error:
            if error.errno not in _LINK:
                raise
        return self._open(self.target(path))

    def _open(self, path: str) -> tuple[int, int]:
        above, _, name = path.rpartition("/")
        if name in _NONE or "\0" in path:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        if not _STEPS:
            return self._looked(path)
        if above != self._above:
            self._descend(above.split("/") if above else [])
            self._above = above
        return regular(name, self._way[-1][1])

    def _descend(self, names: list[str]) -> None:
        """Open a folder step by step, from the last one on that lies on the way."""
        if len(names) > DEEPEST:
            # Each of them would stay open.
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), "/".join(names))
        if not self._way:
            self._way.append(("", os.open(self._top, _WAY & ~_STAY)))
        same = 0
        while same < min(len(names), len(self._way) - 1) and self._way[same + 1][0] == names[same]:
            same += 1
        self._leave(same + 1)
        for name in names[same:]:
            if name in _NONE:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
            self._way.append((name, os.open(name, _WAY, dir_fd=self._way[-1][1])))

    def _looked(self, path: str) -> tuple[int, int]:
        """Open a file by its whole path, once it is known to be free of links."""
        full = os.path.join(os.path.realpath(self._top), *path.split("/"))
        if not _NONE.isdisjoint(path.split("/")):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        if os.path.normcase(os.path.realpath(full)) != os.path.normcase(full):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
        return regular(full)

    def _leave(self, kept: int = 0) -> None:
        """Close all folders that are open but the first few."""
        self._above = None
        while len(self._way) > kept:
            os.close(self._way.pop()[1])


def regular(name: str, folder: int | None = None) -> tuple[int, int]:
    """Return a descriptor and the size of a file, by its name in an open folder or by its path.

    Raises:
        OSError: it cannot be opened, or is a symbolic link or no file.

    """
    # A pipe in its place would keep its reader waiting.
    descriptor = os.open(name, _READ | _SOON, dir_fd=folder)
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode):
        return descriptor, status.st_size
    os.close(descriptor)
    raise OSError(errno.EINVAL, "it is neither a file nor a folder")
