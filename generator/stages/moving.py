"""Moving: files go from the staging folder into the output, one rename each; whatever was done may be done again."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator.base.errors import UsageError
from generator.base.sentences import sentence


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
    """Return a path that a file of ours can be moved to, with an empty folder in its place removed.

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
