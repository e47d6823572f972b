"""Holds the bytes of new and changed files in a folder of the output until that takes them over."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator.base.digest import digest, hasher
from generator.base.errors import UsageError
from generator.base.folder import Folder, copy, create
from generator.base.sentences import sentence

NEW, OVER = "files", "over"
"""Its folders: new files in their own folders, which move whole; files that take the place of others side by side."""


def staged_path(stage: str, path: str, *, replaces: bool) -> str:
    """Return where the bytes of a file wait; one that replaces a file has its folder already."""
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
        """Write a file, as another name of `same` if that holds its bytes."""
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
        """Copy an open file up to some `most` bytes, and close it; return the digest of what was copied."""
        whole = hasher()
        with open(self._target(path, replaces=replaces), "wb") as out:

            def write(piece: bytes) -> None:
                whole.update(piece)
                out.write(piece)

            copy(source, write, most)
        return whole.digest()

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


def delete(top: Path, path: str) -> None:
    """Delete a file of the output, and the folders that it leaves empty."""
    if _through_link(top, path):
        return
    try:
        os.unlink(os.path.join(top, path))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        # A killed build did it, and may not have come to the folders; or somebody put something else there.
        pass
    except PermissionError:
        # What macOS says of a folder.
        if not os.path.isdir(os.path.join(top, path)):
            raise
    prune(top, path)


def prune(top: Path, path: str) -> None:
    """Delete the folders that a file which is gone has left empty, and empty ones in its own place."""
    if _through_link(top, path):
        return
    for inner, _, _ in os.walk(os.path.join(top, path), topdown=False):
        with suppress(OSError):
            os.rmdir(inner)
    folder = path.rpartition("/")[0]
    while folder:
        try:
            os.rmdir(os.path.join(top, folder))
        except FileNotFoundError:
            pass
        except OSError:
            break
        folder = folder.rpartition("/")[0]


def _through_link(top: Path, path: str) -> bool:
    """Return whether a folder on the way to a file is a symbolic link, which leads out of the output."""
    at = str(top)
    for part in path.split("/")[:-1]:
        at = os.path.join(at, part)
        if os.path.islink(at):
            return True
    return False


def make_folders(top: str, paths: Iterable[str]) -> None:
    """Make sure that files have true folders to go to, should somebody have removed or replaced one."""
    known = {""}
    for path in paths:
        folders = []
        folder = path.rpartition("/")[0]
        while folder not in known:
            known.add(folder)
            folders.append(folder)
            folder = folder.rpartition("/")[0]
        for folder in reversed(folders):
            if not _clear_for_folder(f"{top}/{folder}"):
                os.mkdir(f"{top}/{folder}")


def _clear_for_folder(goal: str) -> bool:
    """Return whether a folder of the output is there. What else is in its place, as a link that leads out, goes."""
    try:
        mode = os.lstat(goal).st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        return True
    os.unlink(goal)
    return False


def move_folder(source: str, target: str) -> None:
    """Move all of one folder into another; a folder that is not there yet moves whole."""
    with os.scandir(source) as entries:
        items = list(entries)
    for item in items:
        goal = f"{target}/{item.name}"
        if not item.is_dir(follow_symlinks=False):
            move_file(item.path, goal)
        elif _clear_for_folder(goal):
            move_folder(item.path, goal)
        else:
            os.rename(item.path, goal)
    try:
        os.rmdir(source)
    except OSError:
        # Where both are names of one file, as of a picture that is kept in the state, to rename does nothing.
        for item in items:
            if not item.is_dir(follow_symlinks=False):
                Path(item.path).unlink(missing_ok=True)
        os.rmdir(source)


def move_file(source: str, goal: str) -> None:
    """Move a file to its place, if that was not done before."""
    try:
        os.replace(source, goal)
    except FileNotFoundError:
        if os.path.exists(source):
            raise
    except (IsADirectoryError, PermissionError):
        # A page's folder of old may stand there; only empty folders go.
        if not os.path.isdir(goal) or os.path.islink(goal):
            raise
        for folder, _, _ in os.walk(goal, topdown=False):
            os.rmdir(folder)
        os.replace(source, goal)


def without_folder(path: Path) -> Path:
    """Return a path that a file of ours can be moved to; an empty folder in its place goes.

    Raises:
        UsageError: the folder is not empty.

    """
    if path.is_dir() and not path.is_symlink():
        if any(path.iterdir()):
            raise UsageError(
                sentence(
                    "{path} is a folder that is not ours, and is in the way of a file; move it elsewhere", path=path
                )
            )
        path.rmdir()
    return path
