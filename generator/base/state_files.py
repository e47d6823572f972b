"""Safe access to the generator's own files.

A folder, link or pipe where a state file should be is no error: whatever is not a regular file is deleted, since
nothing in the state is a source.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from generator.base.errors import UsageError
from generator.base.sentences import sentence


def claim(path: Path) -> Path:
    """Return a path after making sure that it is free, or a readable and writable regular file."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return path
    if not stat.S_ISREG(mode):
        discard(path)
    elif not os.access(path, os.R_OK | os.W_OK):
        # If it is not ours, opening it will say so.
        with contextlib.suppress(PermissionError):
            path.chmod(stat.S_IMODE(mode) | stat.S_IRUSR | stat.S_IWUSR)
    return path


def claim_folder(path: Path) -> Path:
    """Create a folder unless it exists, replacing anything else at its path; safe in several processes at once."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        # Another process may have created the folder meanwhile.
        with contextlib.suppress(FileNotFoundError, IsADirectoryError):
            path.unlink()
        path.mkdir(parents=True, exist_ok=True)
    return path


def check_link(path: Path) -> None:
    """Raise UsageError if a folder or one above it is a dangling link, as when a disk is not mounted."""
    for folder in (path, *path.parents):
        if folder.is_symlink() and not folder.exists():
            raise UsageError(
                sentence(
                    "{folder} is a link to {readlink}, which does not exist; mount its disk, or remove the link",
                    folder=folder,
                    readlink=os.readlink(folder),
                )
            )


def discard(path: Path) -> Path:
    """Delete whatever is at a path and return the path; of a link, only the link."""
    if path.is_dir() and not path.is_symlink():
        # Imported here, for a fast start: shutil imports archive libraries.
        from shutil import rmtree  # noqa: PLC0415

        rmtree(open_up(path))
    else:
        path.unlink(missing_ok=True)
    return path


def open_up(folder: Path) -> Path:
    """Restore our permissions on a folder, and return it."""
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        # If it is not ours, opening it will say so.
        with contextlib.suppress(PermissionError):
            folder.chmod(stat.S_IRWXU)
    return folder


def write(path: Path, data: bytes, *, alone: bool = True, lasting: bool = False) -> None:
    """Write a small file atomically; `alone` if no other process writes it, `lasting` to survive a power failure."""
    unfinished = claim(path.with_name(f"{path.name}.new" + ("" if alone else str(os.getpid()))))
    with open(unfinished, "wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        if lasting:
            os.fsync(file.fileno())
    os.replace(unfinished, claim(path))
