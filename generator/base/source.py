"""Source: where the files of a site come from, as a value that other processes understand."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

import msgspec

from generator.base.folder import Folder


class Files(Protocol):
    """The files of a source, while it is open; named by their paths below its top, with forward slashes."""

    def __enter__(self) -> Self:
        """Return these files."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Let go of what is held open."""

    def read(self, path: str, most: int | None) -> bytes:
        """Return the bytes of a file; of one that has more than `most`, not much more than that."""

    def open(self, path: str) -> int:
        """Return a descriptor for reading a file."""

    def has(self, path: str) -> bool:
        """Return whether there is a file of this path that is published, whatever the letter case of its names is."""


class Source(msgspec.Struct, frozen=True, array_like=True):
    """Where files come from: a folder as it is, or the same folder as a commit has it."""

    folder: str
    """The folder; of a commit, the one in which its repository is found."""
    tree: str = ""
    """The name that git has for the folder's tree in the commit, in hex; empty for the folder as it is."""

    def opened(self) -> Files:
        """Return its files; a context manager."""
        if not self.tree:
            return Folder(self.folder)
        # Imported here: no other build runs git.
        from generator.base.committed import Committed  # noqa: PLC0415

        return Committed(self.folder, self.tree)
