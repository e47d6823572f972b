"""Committed: the files below a folder of a site as a commit has them, by the rules of `Folder`."""

from __future__ import annotations

import errno
import os
import posixpath
import stat
import tempfile
from collections import defaultdict
from typing import Self

from generator.base.folder import StrayError, ignored
from generator.base.git import Entry, Objects
from generator.base.sentences import sentence
from generator.base.text import fold

_LINKS = 40
"""Links that may lead to one another, as many as Linux follows."""


class Committed:
    """The files of a tree."""

    def __init__(self, repository: str, tree: str) -> None:
        """Take a folder in which git finds the repository, and the name of the tree."""
        self.objects = Objects(repository)
        self._top = Entry(stat.S_IFDIR, tree)
        self._listed: dict[str, dict[str, Entry]] = {}
        self._spelled: dict[str, dict[str, list[str]]] = {}
        """Path of a folder -> the paths in it, by their names without letter case."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
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

    def has(self, path: str) -> bool:
        """Return whether there is a file of this path that is published, whatever the letter case of its names is."""
        if any(not name or ignored(name) for name in path.split("/")):
            return False
        if self._is_file(path):
            return True
        found = [""]
        for name in path.split("/"):
            found = [one for above in found for one in self._names(above).get(fold(name), ())]
        return any(map(self._is_file, found))

    def _names(self, path: str) -> dict[str, list[str]]:
        if path not in self._spelled:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for name in sorted(self.folder(path)):
                if not ignored(name):
                    found[fold(name)].append(f"{path}/{name}" if path else name)
            self._spelled[path] = found
        return self._spelled[path]

    def _is_file(self, path: str) -> bool:
        try:
            self.file(path)
        except OSError:
            return False
        return True

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
            raise _outside()
        if any(map(ignored, inner.split("/"))) or inner.endswith(".md") != path.endswith(".md"):
            hint = sentence("remove it; if readers may see that file, put a copy of it here")
            raise StrayError(sentence("this symbolic link stands for a file that is not published"), hint)
        try:
            mode = self._entry(inner).mode
        except FileNotFoundError:
            raise StrayError(sentence("this symbolic link leads nowhere"), sentence("remove it")) from None
        if stat.S_ISDIR(mode):
            raise StrayError(sentence("this symbolic link stands for a folder"), sentence("put the folder itself here"))
        return inner

    def _real(self, path: str) -> str:
        """Return where a path leads when all links on the way are followed."""
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
        raise _outside()

    def _entry(self, path: str) -> Entry:
        above, _, name = path.rpartition("/")
        found = self.folder(above).get(name)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return found

    def folder(self, path: str) -> dict[str, Entry]:
        """Return what is in a folder, by name; nothing if it is none."""
        if path not in self._listed:
            entry: Entry | None = self._top
            if path:
                above, _, name = path.rpartition("/")
                entry = self.folder(above).get(name)
            is_folder = entry is not None and stat.S_ISDIR(entry.mode)
            self._listed[path] = self.objects.tree(entry.name) if entry is not None and is_folder else {}
        return self._listed[path]


def _outside() -> StrayError:
    return StrayError(
        sentence("this symbolic link leaves {name}", name=sentence("the site's content")),
        sentence("put the file itself here"),
    )
