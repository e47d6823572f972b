"""Own files: what the generator keeps for itself, whatever may have become of it.

A disk, a copy or a person may leave a folder, a link or a pipe where a file of
the state was, or take away the right to read it. None of that is worth an
error: what is not a true file goes, for nothing in the state is a source.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from pathlib import Path

from generator.base.errors import UsageError


def claim(path: Path) -> Path:
    """Return a path where there is nothing or a true file that may be read and written."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return path
    if not stat.S_ISREG(mode):
        discard(path)
    elif not os.access(path, os.R_OK | os.W_OK):
        # If it is not ours, whoever opens it gets to know.
        with contextlib.suppress(PermissionError):
            path.chmod(stat.S_IMODE(mode) | stat.S_IRUSR | stat.S_IWUSR)
    return path


def claim_folder(path: Path) -> Path:
    """Make a folder, unless it is there; what is in its place goes. Several processes may do so at the same time."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        # What was no folder a moment ago may be one by now, made by another process.
        with contextlib.suppress(FileNotFoundError, IsADirectoryError):
            path.unlink()
        path.mkdir(parents=True, exist_ok=True)
    return path


def check_link(path: Path) -> None:
    """See to it that a folder is no link, and in none, to what is not there, as of a disk that is not mounted.

    Raises:
        UsageError: it is.

    """
    for one in (path, *path.parents):
        if one.is_symlink() and not one.exists():
            raise UsageError(
                f"{one} is a link to {os.readlink(one)}, which is not there; mount the disk that it is on, or remove"
                " the link"
            )


def discard(path: Path) -> Path:
    """Delete whatever is at a path, and return the path; a link goes, and not what it leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return path


def write(path: Path, data: bytes, *, alone: bool = True, lasting: bool = False) -> None:
    """Write a small file whole or not at all.

    Args:
        path: the file.
        data: its bytes.
        alone: whether no other process writes it at the same time.
        lasting: whether they must be on the disk before the file has its name, so that a power cut cannot empty it.

    """
    unfinished = claim(path.with_name(f"{path.name}.new" + ("" if alone else str(os.getpid()))))
    with open(unfinished, "wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        if lasting:
            os.fsync(file.fileno())
    os.replace(unfinished, claim(path))
