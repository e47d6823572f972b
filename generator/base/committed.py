"""The files below a folder of a site as a commit has them, by the rules of `Folder`."""

from __future__ import annotations

import errno
import os
import posixpath
import stat
import tempfile

from generator.base.folder import CONTENT, Files, check_target, leaves
from generator.base.git import Entry, Objects

_LINKS = 40
"""Links that may lead to one another, as many as Linux follows."""


class Committed(Files):
    """The files of a tree."""

    def __init__(self, repository: str, tree: str) -> None:
        super().__init__()
        self.objects = Objects(repository)
        self._top = Entry(stat.S_IFDIR, tree)
        self._listed: dict[str, dict[str, Entry]] = {}

    def close(self) -> None:
        """End git."""
        self.objects.close()

    def read(self, path: str, most: int | None) -> bytes:
        """Return the bytes of a file; of one that has more than `most`, one more than that.

        Raises:
            OSError: it is not there or no file, cannot be had, or is a symbolic link that leads astray (`StrayError`).

        """
        return self.objects.read(self.file(path).name, most)

    def open(self, path: str) -> int:
        """Return a descriptor for reading a file, whose bytes are laid out for it.

        Raises:
            OSError: as `read`.

        """
        entry = self.file(path)
        with tempfile.TemporaryFile() as copy:
            self.objects.copy(entry.name, copy)
            copy.seek(0)
            return os.dup(copy.fileno())

    def _is_file(self, path: str) -> bool:
        try:
            self.file(path)
        except OSError:
            return False
        return True

    def _list(self, path: str) -> dict[str, Entry]:
        return self.folder(path)

    def file(self, path: str) -> Entry:
        """Return the file of a path, which may be a link to another one.

        Raises:
            OSError: as `read`.

        """
        entry = self._entry(path)
        if stat.S_ISLNK(entry.mode):
            entry = self._entry(self.target(path))
        if not stat.S_ISREG(entry.mode):
            raise OSError(errno.EINVAL, "it is neither a file nor a folder")
        return entry

    def target(self, path: str) -> str:
        """Return the path of the file that a symbolic link leads to.

        Raises:
            StrayError: it leads to anything but a published file of this folder, or from an article to another kind.

        """
        inner = self._real(path)
        if not inner:
            # The top itself, as in a folder.
            raise leaves(CONTENT)
        try:
            mode: int | None = self._entry(inner).mode
        except FileNotFoundError:
            mode = None
        check_target(path, inner, is_there=mode is not None, is_folder=stat.S_ISDIR(mode or 0))
        return inner

    def _real(self, path: str) -> str:
        left, done = path.split("/"), ""
        for _ in range(_LINKS + len(left)):
            if not left:
                return done
            name = left.pop(0)
            step = posixpath.normpath(f"{done}/{name}" if done else name)
            if step.startswith(".."):
                break
            entry = self.folder(done).get(name)
            if entry is not None and stat.S_ISLNK(entry.mode):
                link = self.objects.read(entry.name, 4096).decode("utf-8", "surrogateescape")
                if link.startswith("/"):
                    break
                left = [*link.split("/"), *left]
            else:
                done = "" if step == "." else step
        raise leaves(CONTENT)

    def _entry(self, path: str) -> Entry:
        above, _, name = path.rpartition("/")
        found = self.folder(above).get(name)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return found

    def folder(self, path: str) -> dict[str, Entry]:
        if path not in self._listed:
            entry: Entry | None = self._top
            if path:
                above, _, name = path.rpartition("/")
                entry = self.folder(above).get(name)
            is_folder = entry is not None and stat.S_ISDIR(entry.mode)
            self._listed[path] = self.objects.tree(entry.name) if entry is not None and is_folder else {}
        return self._listed[path]
