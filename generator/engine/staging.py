"""Stages new and changed files in a folder of the output, and moves them to their places."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path

from generator.base.digest import digest, hasher
from generator.base.errors import UsageError
from generator.base.folder import Folder, copy, create
from generator.base.sentences import sentence

NEW, OVER = "files", "over"
"""Its folders: new files in their final folders, which move whole; replacements side by side."""


def staged_path(stage: str, path: str, *, replaces: bool) -> str:
    """Return the path of a staged file; one that replaces a file has its folder already."""
    if replaces:
        return f"{stage}/{OVER}/{digest(path.encode('utf-8', 'surrogateescape')).hex()}"
    return f"{stage}/{NEW}/{path}"


class StagingFolder:
    """Writes files into a staging folder; several processes may share one."""

    def __init__(self, stage: str) -> None:
        self._stage = stage
        self._output = Folder(os.path.dirname(stage))
        self._folders = set[str]()

    def write(self, path: str, data: bytes, same: Path | None = None, *, replaces: bool) -> None:
        """Write a file, as a link to `same` if that has its bytes."""
        target = self._target(path, replaces=replaces)
        if same is not None:
            # A hard link: the cached file needs no additional room.
            with suppress(OSError):
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
        """Copy an open file of up to `most` bytes, and close it; return the digest."""
        whole = hasher()
        with open(self._target(path, replaces=replaces), "wb") as out:

            def write(piece: bytes) -> None:
                whole.update(piece)
                out.write(piece)

            copy(source, write, most)
        return whole.digest()

    def output(self, path: str) -> bytes | None:
        """Return the bytes of an output file; None if it cannot be read."""
        try:
            return self._output.read(path, None)
        except OSError:
            return None

    def close(self) -> None:
        self._output.close()

    def _target(self, path: str, *, replaces: bool) -> str:
        target = staged_path(self._stage, path, replaces=replaces)
        self._make(target.rpartition("/")[0])
        return target

    def _make(self, folder: str) -> None:
        if folder in self._folders:
            return
        if folder == self._stage:
            os.makedirs(folder, exist_ok=True)
        else:
            # From the top, so that no attempt fails for want of a parent.
            self._make(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                os.mkdir(folder)
        self._folders.add(folder)


def delete(top: Path, path: str) -> None:
    """Delete an output file, and the folders that this leaves empty."""
    if _through_link(top, path):
        return
    try:
        os.unlink(os.path.join(top, path))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        # A killed build did it, perhaps without the folders; or somebody put something else there.
        pass
    except PermissionError:
        # macOS reports this for a folder.
        if not os.path.isdir(os.path.join(top, path)):
            raise
    prune(top, path)


def prune(top: Path, path: str) -> None:
    """Delete the empty folders above a deleted file, and empty ones in its place."""
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
    at = str(top)
    for part in path.split("/")[:-1]:
        at = os.path.join(at, part)
        if os.path.islink(at):
            return True
    return False


def make_folders(top: str, paths: Iterable[str]) -> None:
    """Make sure that files have real folders, should somebody have removed or replaced one."""
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
    """Return whether a folder of the output exists. Anything else in its place, such as a link, is deleted."""
    try:
        mode = os.lstat(goal).st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        return True
    os.unlink(goal)
    return False


def move_folder(source: str, target: str) -> None:
    """Merge one folder into another; a folder that does not exist there moves whole."""
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
        # Renaming one hard link to another of the same file, such as a cached picture, does nothing.
        for item in items:
            if not item.is_dir(follow_symlinks=False):
                Path(item.path).unlink(missing_ok=True)
        os.rmdir(source)


def move_file(source: str, goal: str) -> None:
    try:
        os.replace(source, goal)
    except FileNotFoundError:
        if os.path.exists(source):
            raise
    except (IsADirectoryError, PermissionError):
        # A page's old folder may be there; only empty folders are deleted.
        if not os.path.isdir(goal) or os.path.islink(goal):
            raise
        for folder, _, _ in os.walk(goal, topdown=False):
            os.rmdir(folder)
        os.replace(source, goal)


def without_folder(path: Path) -> Path:
    """Return a path that one of our files can be moved to; an empty folder there is deleted, another refused."""
    if path.is_dir() and not path.is_symlink():
        if any(path.iterdir()):
            said = sentence(
                "{path} is a folder that is not ours, and is in the way of a file; move it elsewhere", path=path
            )
            raise UsageError(said)
        path.rmdir()
    return path


def check_room(top: str, paths: Iterable[str], deleted: Container[str]) -> None:
    """Refuse paths where, after the deletions, something foreign is in the way, or that are on another disk."""
    disk = os.lstat(top).st_dev
    seen = {""}
    for path in paths:
        if not _is_free(f"{top}/{path}"):
            _check_way(top, path, deleted)
        folder = path.rpartition("/")[0]
        while folder not in seen:
            seen.add(folder)
            _check_disk(top, folder, disk)
            folder = folder.rpartition("/")[0]


def _is_free(full: str) -> bool:
    """Return whether a file can be put there directly: over another one, or where there is nothing."""
    try:
        return stat.S_ISREG(os.lstat(full).st_mode)
    except FileNotFoundError:
        return True
    except OSError:
        # One of its folders is not a folder.
        return False


def _check_disk(top: str, folder: str, disk: int) -> None:
    """Refuse a folder on another disk, where a rename is impossible."""
    try:
        there = os.lstat(f"{top}/{folder}")
    except OSError:
        return
    if stat.S_ISDIR(there.st_mode) and there.st_dev != disk:
        said = sentence(
            "{top}/{folder} is on another disk than {top}, so no file can be put there in one step; unmount it, "
            "or mount the whole output there",
            top=top, folder=folder,
        )  # fmt: skip
        raise UsageError(said)


def _check_way(top: str, path: str, deleted: Container[str]) -> None:
    """Refuse a file in the place of a folder with foreign files, or a folder in the place of a foreign file."""
    parts = path.split("/")
    for number in range(1, len(parts) + 1):
        part = "/".join(parts[:number])
        goal = f"{top}/{part}"
        if os.path.islink(goal):
            return
        if number < len(parts) and not os.path.isdir(goal):
            if part in deleted:
                return
            raise UsageError(
                sentence("{goal} is not ours, and is in the way of a folder; move it elsewhere", goal=goal)
            )
    for folder, inner, names in os.walk(f"{top}/{path}"):
        links = [name for name in inner if os.path.islink(os.path.join(folder, name))]
        for file in (os.path.join(folder, name) for name in (*names, *links)):
            if os.path.relpath(file, top).replace(os.sep, "/") not in deleted:
                raise UsageError(
                    sentence("{file} is not ours, and its folder is in the way of a file; move it elsewhere", file=file)
                )
