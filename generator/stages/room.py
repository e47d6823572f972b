"""Room: what is not ours and in the way of a change is found before anything of the output is touched."""

from __future__ import annotations

import os
import stat

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.stages.journal import Changes


def check_room(top: str, changes: Changes) -> None:
    """Make sure that files can be put into the output.

    Raises:
        UsageError: something that is not ours is in the way, or a part of the output is on another disk.

    """
    disk = os.lstat(top).st_dev
    seen = {""}
    for path in (*changes.added, *changes.changed):
        if not _is_free(f"{top}/{path}"):
            _check_way(top, path, changes.deleted)
        folder = path.rpartition("/")[0]
        while folder not in seen:
            seen.add(folder)
            _check_disk(top, folder, disk)
            folder = folder.rpartition("/")[0]


def _is_free(full: str) -> bool:
    """Return whether a file can be put there at once: over another one, or where there is nothing."""
    try:
        return stat.S_ISREG(os.lstat(full).st_mode)
    except FileNotFoundError:
        return True
    except OSError:
        # One of its folders is none.
        return False


def _check_disk(top: str, folder: str, disk: int) -> None:
    """Refuse a folder of another disk: no file gets there in one step."""
    try:
        there = os.lstat(f"{top}/{folder}")
    except OSError:
        return
    if stat.S_ISDIR(there.st_mode) and there.st_dev != disk:
        raise UsageError(
            sentence(
                "{top}/{folder} is on another disk than {top}, so no file can be put there in one step; unmount it, "
                "or mount the whole output there",
                top=top,
                folder=folder,
            )
        )


def _check_way(top: str, path: str, deleted: dict[str, str]) -> None:
    """Refuse to put a file where a folder holds files that will not be deleted, or a folder where such a file is."""
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
