"""Where the files of a site come from, as a value that other processes understand."""

from __future__ import annotations

import msgspec

from generator.base.folder import Files, Folder


class Source(msgspec.Struct, frozen=True, array_like=True):
    """A folder as it is, or as a commit has it."""

    folder: str
    """The folder; of a commit, the one in which its repository is found."""
    tree: str = ""
    """The name that git has for the folder's tree in the commit, in hex; empty for the folder as it is."""

    def opened(self) -> Files:
        if not self.tree:
            return Folder(self.folder)
        # Imported here: no other build runs git.
        from generator.base.git import Committed  # noqa: PLC0415

        return Committed(self.folder, self.tree)
