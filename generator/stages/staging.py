"""The staging folder: where the bytes of new and changed files wait until the output takes them over."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from generator.base.digest import SIZE, digest
from generator.base.folder import Folder, copy, create

NEW, OVER = "files", "over"
"""Its folders: new files in their own folders, which move whole; files that take the place of others side by side."""


def staged_path(stage: str, path: str, *, replaces: bool) -> str:
    """Return where the bytes of a file wait.

    Args:
        stage: the staging folder.
        path: path of the file below the output folder.
        replaces: whether it takes the place of a file, so that there is a folder for it already.

    """
    if replaces:
        return f"{stage}/{OVER}/{digest(path.encode('utf-8', 'surrogateescape')).hex()}"
    return f"{stage}/{NEW}/{path}"


class Parcel:
    """Holds files where there is no staging folder, until they are brought to one."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, bool]] = {}

    def write(self, path: str, data: bytes, same: Path | None = None, *, replaces: bool) -> None:
        """Hold a file; all is as in `StagingFolder.write`."""
        del same
        self._files[path] = (data, replaces)

    def copy(self, path: str, source: int, most: int | None, *, replaces: bool) -> bytes:
        """Hold what an open file has, and close that; all is as in `StagingFolder.copy`."""
        pieces: list[bytes] = []
        copy(source, pieces.append, most)
        data = b"".join(pieces)
        self.write(path, data, replaces=replaces)
        return digest(data)

    def output(self, path: str) -> bytes | None:
        """Return None: where there is no staging folder, there is no output either."""
        del path
        return None

    def close(self) -> None:
        """Do nothing: no folder is open."""

    def unpack(self) -> dict[str, tuple[bytes, bool]]:
        """Return path -> bytes of each file, and whether it takes the place of another one; hold none of them."""
        files, self._files = self._files, {}
        return files


class StagingFolder:
    """Writes files into a staging folder; one process of several that do."""

    def __init__(self, stage: str) -> None:
        self._stage = stage
        self._output = Folder(os.path.dirname(stage))
        self._folders: set[str] = set()
        """Those that are there."""

    def write(self, path: str, data: bytes, same: Path | None = None, *, replaces: bool) -> None:
        """Write a file.

        Args:
            path: path of the file below the output folder.
            data: its bytes.
            same: a file that holds them already.
            replaces: whether it takes the place of a file of the output.

        """
        target = self._target(path, replaces=replaces)
        if same is not None:
            # Two names for one file: what is kept for the next build needs no room of its own.
            with contextlib.suppress(OSError):
                os.link(same, target)
                return
        descriptor = create(target)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
        finally:
            os.close(descriptor)

    def copy(self, path: str, source: int, most: int | None, *, replaces: bool) -> bytes:
        """Copy an open file, and close it; return the digest of the bytes that were copied.

        Args:
            path: path of the copy below the output folder.
            source: descriptor of the file.
            most: bytes after which it ends, more or less; None for no limit.
            replaces: whether the copy takes the place of a file of the output.

        """
        hasher = hashlib.blake2b(digest_size=SIZE)
        with open(self._target(path, replaces=replaces), "wb") as out:

            def write(piece: bytes) -> None:
                hasher.update(piece)
                out.write(piece)

            copy(source, write, most)
        return hasher.digest()

    def output(self, path: str) -> bytes | None:
        """Return the bytes of a file as the output has it; None if it cannot be read."""
        try:
            return self._output.read(path, None)
        except OSError:
            return None

    def close(self) -> None:
        """Close the folders of the output that were read."""
        self._output.close()

    def _target(self, path: str, *, replaces: bool) -> str:
        """Return where a file is written, in a folder that is there."""
        target = staged_path(self._stage, path, replaces=replaces)
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            try:
                os.mkdir(folder)
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        return target
