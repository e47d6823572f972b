"""Opens files below a folder of the site without following symbolic links out of it.

A path is checked when the folder is walked, but its bytes are read later. In between, anybody with write access could
replace a file or folder by a link. So nothing is opened by its whole path: each folder is opened from its parent, and
neither folder nor file may be a link.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Self

from generator.base.sentences import Sentence, sentence
from generator.base.text import fold

MAX_DEPTH = 32
"""The most levels of folders."""
MAX_PATH = 1000
"""In bytes, below a folder of the site; systems allow about four times as many for a whole path."""

_STAY = getattr(os, "O_NOFOLLOW", 0)
_STEPS = bool(_STAY) and os.open in os.supports_dir_fd
"""Whether the system opens files relative to an open folder; if not, there is a gap between checking and opening."""
_BINARY = getattr(os, "O_BINARY", 0)
"""Without it Windows writes two bytes for each line feed, in pictures too, and reads a file up to its first Ctrl-Z."""
_READ = os.O_RDONLY | _STAY | _BINARY
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _STAY | _BINARY
_WAY = _READ | getattr(os, "O_DIRECTORY", 0)
_SOON = getattr(os, "O_NONBLOCK", 0)
_PIECE = 1 << 26
"""The most bytes read at once."""
_NONE = frozenset(("", ".", ".."))
"""Parts of a path that name nothing."""
_LINK = (errno.ELOOP, errno.EMLINK)
"""What systems report for a link where a file was expected."""

DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})
"""Names that Windows keeps for devices: no file can have one, whatever its ending."""
WELL_KNOWN = ".well-known"
"""RFC 8615."""
_LEFTOVERS = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"))
"""Files that Windows and macOS create in a folder, as Word does its lock files, ~$…."""


def ignored(name: str) -> bool:
    """Return whether a name is hidden or an editor's leftover; the folder in which others look for files is neither."""
    return (
        (name[0] == "." and name != WELL_KNOWN)
        or name[-1] == "~"
        or (name[0] == "#" and name[-1] == "#")
        or name.startswith("~$")
        or name.lower() in _LEFTOVERS
    )


def is_own(site: Path, path: str) -> bool:
    """Return whether a file of a site and its folders are no symbolic links; content/ itself may be one."""
    top, *below = path.split("/")
    above = os.path.realpath(site / top) if below else os.path.realpath(site)
    return os.path.realpath(site / path) == os.path.join(above, *(below or [top]))


OWN = ("content", "themes", ".ssg", ".git")
"""Folders of a site that are filled by its newsroom, or for the program alone."""
MIXED = sentence("this is one of the site's own folders, or holds one; a deploy there could delete its files")


def mixes(site: Path, folder: Path, *own: str) -> bool:
    """Return whether a folder holds the site, or is, holds or lies in one of the site's `own` folders."""
    line, top, *others = map(_lineage, (folder, site, *(site / name for name in own)))
    return line[0] in top or any(line[0] in other or other[0] in line for other in others)


def _lineage(folder: Path) -> list[object]:
    """Identify a folder, and those above it, by whatever links and in whatever letter case it was named."""
    real = Path(os.path.realpath(folder))
    return [(one.stat().st_dev, one.stat().st_ino) if os.path.exists(one) else one for one in (real, *real.parents)]


class StrayError(OSError):
    """A symbolic link to anything but a published file of the same folder."""

    def __init__(self, said: Sentence, advice: Sentence) -> None:
        super().__init__(errno.ELOOP, str(said))
        self.said = said
        self.advice = advice


class ChangedError(Exception):
    """A file is not as it was when it was read."""


CONTENT = sentence("the site's content")


def _followed(top: str, path: str, name: Sentence) -> str:
    full = os.path.join(top, path)
    real = os.path.realpath(full)
    inside = os.path.realpath(top) + os.sep
    if not real.startswith(inside):
        said = sentence("this symbolic link leaves {name}", name=name)
        raise StrayError(said, sentence("put the file itself here"))
    inner = real[len(inside) :].replace(os.sep, "/")
    if any(map(ignored, inner.split("/"))) or inner.endswith(".md") != path.endswith(".md"):
        hint = sentence("remove it; if readers may see that file, put a copy of it here")
        raise StrayError(sentence("this symbolic link stands for a file that is not published"), hint)
    if not os.path.exists(real):
        raise StrayError(sentence("this symbolic link leads nowhere"), sentence("remove it"))
    if os.path.isdir(real):
        raise StrayError(sentence("this symbolic link stands for a folder"), sentence("put the folder itself here"))
    return inner


class Folder:
    """A folder of the site; while open, it keeps the folders that lead to the last file open for the next one."""

    def __init__(self, top: str | Path, name: Sentence = CONTENT) -> None:
        self._spelled: dict[str, dict[str, list[str]]] = {}
        """Path of a folder -> the paths in it by folded name."""
        self._top = os.fspath(top)
        self._name = name
        self._way: list[tuple[str, int]] = []
        """Name and descriptor of each folder from the top to the last file's."""
        self._above: str | None = None
        """Path of the last file's folder; None before the first file, and after a folder that does not exist."""

    def has(self, path: str) -> bool:
        """Return whether a published file has this path, ignoring letter case. Each folder is listed once."""
        if any(not name or ignored(name) for name in path.split("/")):
            return False
        if self._is_file(path):
            return True
        found = [""]
        for name in path.split("/"):
            found = [inside for above in found for inside in self._names(above).get(fold(name), ())]
        return any(map(self._is_file, found))

    def _names(self, path: str) -> dict[str, list[str]]:
        if path not in self._spelled:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for name in sorted(self._list(path)):
                if not ignored(name):
                    found[fold(name)].append(f"{path}/{name}" if path else name)
            self._spelled[path] = found
        return self._spelled[path]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close open descriptors."""
        self._leave()
        self._spelled.clear()

    def open(self, path: str) -> int:
        """Return a descriptor for reading a file; raises OSError, and StrayError for a link that leads outside."""
        return self._open_followed(path)[0]

    def file(self, path: str) -> BinaryIO:
        """Return an open file, which the caller closes; raises like `open`."""
        return os.fdopen(self.open(path), "rb")

    def read(self, path: str, most: int | None) -> bytes:
        """Return the bytes of a file; of one larger than `most`, at least one byte more than that. Raises like `open`.

        `None` (no limit) is only for themes, which are trusted: a file can grow, after its size was checked, to a
        sparse terabyte, which takes no disk space but all of the memory.
        """
        # This reads every article of a fresh checkout, so it makes as few system calls as possible.
        descriptor, size = self._open_followed(path)
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

    def own(self, path: str, most: int) -> bytes | None:
        """Return the bytes of a file that is no link, and of a larger one one byte more; None if there is none."""
        try:
            descriptor = self._open(path)[0]
        except FileNotFoundError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            return file.read(most + 1)

    def replace(self, path: str, before: bytes | None, after: bytes | None) -> None:
        """Put a file in place of the one that is there, with the folders that it needs; None stands for no file.

        No link is followed. Raises OSError, and ChangedError, with nothing changed, if it is not as it was `before`.
        """
        above, _, name = path.rpartition("/")
        if after is None:
            self._check(path, before)
            if before is not None:
                at, prefix = self._place(above)
                os.unlink(prefix + name, dir_fd=at)
            return
        at, prefix = self._place(above)
        unfinished, mode = f"{prefix}.ssg-{os.urandom(6).hex()}.new", 0o666
        with contextlib.suppress(OSError):
            mode = stat.S_IMODE(os.stat(prefix + name, dir_fd=at, follow_symlinks=False).st_mode)
        with contextlib.ExitStack() as undone:
            descriptor = os.open(unfinished, _NEW, mode, dir_fd=at)
            undone.callback(os.unlink, unfinished, dir_fd=at)
            with os.fdopen(descriptor, "wb") as file:
                file.write(after)
            # At the last moment.
            self._check(path, before)
            os.replace(unfinished, prefix + name, src_dir_fd=at, dst_dir_fd=at)
            undone.pop_all()

    def _check(self, path: str, before: bytes | None) -> None:
        if self.own(path, len(before or b"")) != before:
            raise ChangedError

    def _place(self, above: str) -> tuple[int | None, str]:
        """Open a folder, which is made where there is none; return it, or else what comes before a name in it."""
        names = above.split("/") if above else []
        if _STEPS:
            self._descend(names, make=True)
            self._above = above
            return self._way[-1][1], ""
        folder = os.path.join(os.path.realpath(self._top), *names)
        os.makedirs(folder, exist_ok=True)
        if os.path.normcase(os.path.realpath(folder)) != os.path.normcase(folder):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), above)
        return None, folder + os.sep

    def _is_file(self, path: str) -> bool:
        try:
            os.close(self.open(path))
        except OSError:
            return False
        return True

    def _list(self, path: str) -> list[str]:
        """Return the names in a folder below the top; none if it cannot be listed."""
        names = path.split("/") if path else []
        try:
            if _STEPS:
                self._descend(names)
                self._above = path
                return os.listdir(self._way[-1][1])
            full = os.path.join(os.path.realpath(self._top), *names)
            is_straight = os.path.normcase(os.path.realpath(full)) == os.path.normcase(full)
            return os.listdir(full) if is_straight else []
        except OSError:
            return []

    def target(self, path: str) -> str:
        """Return the path, below the folder, of the file that a symbolic link leads to; raises StrayError."""
        return _followed(self._top, path, self._name)

    def _open_followed(self, path: str) -> tuple[int, int]:
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
            return self._open_by_path(path)
        if above != self._above:
            self._descend(above.split("/") if above else [])
            self._above = above
        return open_regular(name, self._way[-1][1])

    def _descend(self, names: list[str], *, make: bool = False) -> None:
        """Open a folder step by step, starting from the deepest one already open; perhaps make it."""
        if len(names) > MAX_DEPTH:
            # Each of them stays open.
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
            if make:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(name, dir_fd=self._way[-1][1])
            self._way.append((name, os.open(name, _WAY, dir_fd=self._way[-1][1])))

    def _open_by_path(self, path: str) -> tuple[int, int]:
        """Open a file by its whole path after checking that no part of it is a link."""
        full = os.path.join(os.path.realpath(self._top), *path.split("/"))
        if not _NONE.isdisjoint(path.split("/")):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        if os.path.normcase(os.path.realpath(full)) != os.path.normcase(full):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
        return open_regular(full)

    def _leave(self, kept: int = 0) -> None:
        """Close all open folders but the first `kept`."""
        self._above = None
        while len(self._way) > kept:
            os.close(self._way.pop()[1])


def open_regular(name: str, folder: int | None = None) -> tuple[int, int]:
    """Return descriptor and size of a regular file, by its path or its name in an open folder; raises OSError."""
    # Non-blocking, since opening a pipe would block.
    descriptor = os.open(name, _READ | _SOON, dir_fd=folder)
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode):
        return descriptor, status.st_size
    os.close(descriptor)
    raise OSError(errno.EINVAL, "it is neither a file nor a folder")


def read(file: Path, most: int = -2) -> bytes:
    """Return the bytes of a file, which may be a symbolic link, and of one larger than `most` one more than that.

    Raises OSError for anything but a regular file.
    """
    with os.fdopen(open_regular(os.path.realpath(file))[0], "rb") as source:
        return source.read(most + 1)


def create(path: str) -> int:
    """Return a descriptor for writing a new or emptied file; `open` would make three more system calls."""
    return os.open(path, _WRITE, 0o666)


def copy(descriptor: int, write: Callable[[bytes], object], most: int | None) -> int:
    """Pass the bytes of an open file to `write` in pieces and close it; return the number of bytes.

    Of a file larger than `most`, little more than that is read; None means what it does in `Folder.read`.
    """
    size = 0
    with os.fdopen(descriptor, "rb") as source:
        while (most is None or size <= most) and (piece := source.read(1 << 20)):
            write(piece)
            size += len(piece)
    return size
