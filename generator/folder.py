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
    """A folder of the site; a context, in which the folder of the last file stays open for the next."""

    def __init__(self, top: str | Path, name: str = "the site's content") -> None:
        """Name the folder, which may be a symbolic link itself, and what problems call it."""
        self._top = os.fspath(top)
        self._name = name
        self._last: tuple[str, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def open(self, path: str) -> int:
        """Return a descriptor for reading a file, by its path below the folder.

        Raises:
            OSError: it cannot be opened, is no file, or a symbolic link leads astray (`StrayError`).

        """
        try:
            return self._open(path)
        except OSError as error:
            if error.errno not in _LINK:
                raise
        return self._open(self.target(path))

    def file(self, path: str) -> BinaryIO:
        """Return an open file, which the caller closes; it stays open when the folder is left.

        Raises:
            OSError: as `open`.

        """
        return os.fdopen(self.open(path), "rb")

    def read(self, path: str, most: int | None = None) -> bytes:
        """Return the bytes of a file; of one that has more than `most`, one more than that at least.

        Raises:
            OSError: as `open`, or it cannot be read.

        """
        with os.fdopen(self.open(path), "rb", buffering=0) as file:
            if most is None:
                return file.readall()
            data = file.read(min(os.fstat(file.fileno()).st_size, most) + 1)
            while len(data) <= most and (more := file.read(1 << 16)):
                data += more
            return data

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

    def _open(self, path: str) -> int:
        if "\0" in path or not {"", ".", ".."}.isdisjoint(path.split("/")):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        if not _STEPS:
            return self._looked(path)
        above, _, name = path.rpartition("/")
        if self._last is None or self._last[0] != above:
            self._leave()
            self._last = (above, self._descend(above))
        return regular(name, self._last[1])

    def _descend(self, path: str) -> int:
        """Return a descriptor of a folder, opened step by step."""
        here = os.open(self._top, _WAY & ~_STAY)
        for name in path.split("/") if path else ():
            try:
                inner = os.open(name, _WAY, dir_fd=here)
            finally:
                os.close(here)
            here = inner
        return here

    def _looked(self, path: str) -> int:
        """Open a file by its whole path, once it is known to be free of links."""
        full = os.path.join(os.path.realpath(self._top), *path.split("/"))
        if os.path.normcase(os.path.realpath(full)) != os.path.normcase(full):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
        return regular(full)

    def _leave(self) -> None:
        if self._last is not None:
            os.close(self._last[1])
            self._last = None


def regular(name: str, folder: int | None = None) -> int:
    """Return a descriptor for reading a file, by its name in an open folder or by its path.

    Raises:
        OSError: it cannot be opened, or is a symbolic link or no file.

    """
    # A pipe in its place would keep its reader waiting.
    descriptor = os.open(name, _READ | getattr(os, "O_NONBLOCK", 0), dir_fd=folder)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, "it is neither a file nor a folder")
