"""Where the files of a site come from, as a value that can be sent to other processes."""

from __future__ import annotations

import msgspec

from generator.base.folder import Files, Folder


class Source(msgspec.Struct, frozen=True, array_like=True):
    """A folder, in the working tree or in a commit."""

    folder: str
    """The folder; for a commit, one inside its repository."""
    tree: str = ""
    """Git's object name of the folder's tree in the commit, in hex; empty for the working tree."""

    def opened(self) -> Files:
        if not self.tree:
            return Folder(self.folder)
        # Imported here: other builds do not run git.
        from generator.base.git import Committed  # noqa: PLC0415

        return Committed(self.folder, self.tree)
