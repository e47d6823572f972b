"""The store's files in a state folder, the folder's lock, and the version of the program."""

from __future__ import annotations

import contextlib
import os
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import IO

from generator.base.digest import digest
from generator.base.state_files import check_link, claim, claim_folder, discard

STORE = "store.db"
_LOG = f"{STORE}-wal"
FILES = (STORE, _LOG, f"{STORE}-shm")
"""The store, and what SQLite lays beside it."""

PAGE = 16384
"""Bytes of a page of the store: two articles fill one of the usual size badly; this leaves less unused."""


def remove(folder: Path) -> None:
    """Delete the store, and the templates that its program compiled."""
    for name in ("templates", *FILES):
        discard(folder / name)


def is_settled(folder: Path) -> bool:
    """Return whether all of a state folder's store is in its own file: no build is at work, and none was killed."""
    log = folder / _LOG
    return (folder / STORE).exists() and not (log.exists() and log.stat().st_size)


def put(work: Path, folder: Path) -> None:
    """Replace the store of a state folder by one in another folder; nobody has either open."""
    remove(folder)
    os.replace(work / STORE, folder / STORE)


PACKAGE = Path(__file__).parents[1]
_NO_PART = ("__pycache__", "themes", "skeleton", "cli", "preview", "editing", "importing", "deploying", "remote_state")
"""Folders of the package that have no part in what a page's bytes are; themes have digests of their own.

`annex/cluster.py` has none either, but by this digest a worker is known to be the same program.
"""


_LIBRARIES = (
    "jinja2-", "markdown_it_py-", "mdit_py_plugins-", "pyyaml-", "markupsafe-", "imagesize-", "msgspec-",
    "pyvips",
)  # fmt: skip
"""How the names of the installed libraries begin that have a part in it."""


@cache
def program() -> str:
    return program_of(PACKAGE)


def program_of(package: Path) -> str:
    """Return a digest of what turns a site into bytes: the package's code and its libraries.

    A store written by another program is not read: a new version may give other bytes for the same site.
    """
    parts = []
    start = len(str(package)) + 1
    for folder, names, files in os.walk(package):
        names[:] = sorted(name for name in names if name not in _NO_PART)
        for name in sorted(files):
            if name.endswith((".py", ".dict")):
                path = os.path.join(folder, name)
                with open(path, "rb", buffering=0) as file:
                    parts.append(path[start:].encode() + b"\0" + digest(file.read()))
    for entry in sys.path:
        if entry.endswith("site-packages") and os.path.isdir(entry):
            names = [name for name in os.listdir(entry) if name.lower().startswith(_LIBRARIES)]
            parts += [name.lower().encode() for name in sorted(names)]
    # It packs the index of the search.
    parts.append(zlib.ZLIB_RUNTIME_VERSION.encode())
    return digest(b"\0".join(parts)).hex()


@contextlib.contextmanager
def lock(folder: Path, *, waiting: Callable[[], None] | None = None, patience: float = 0.0) -> Iterator[None]:
    """Lock a state folder, or one below it, against a second build.

    If another process holds it, `waiting` is called once, after `patience` seconds: a killed process may hold it for a
    moment.
    """
    check_link(folder)
    with open(claim(claim_folder(folder) / "lock"), "a+b") as file:
        until = time.monotonic() + patience
        while not _try_lock(file):
            if waiting is not None and time.monotonic() >= until:
                waiting()
                waiting = None
            time.sleep(0.02)
        yield


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
