"""The store's files in a state folder, their checksums, the folder's lock, and the version of the program."""

from __future__ import annotations

import contextlib
import os
import struct
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import IO

from generator.base.digest import digest
from generator.base.state_files import check_link, claim, claim_folder, discard
from generator.store.damage import is_damage

STORE = "store.db"
FILES = (STORE, "store.db-wal", "store.db-shm", "store.sums")
"""The store, what SQLite lays beside it, and its checksums."""
_ASIDE = "store.aside"

PAGE = 16384
"""Bytes of a page of the store: two articles fill one of the usual size badly; this leaves less unused."""
_HEAD = struct.Struct("<8s4Q")
_MAGIC = b"warta 1\n"
_OPEN = (0, 0, 0, 0)
"""In place of a stat, while the store is being written or when whoever wrote it was killed."""
_SUM = 4

_LOG_HEAD, _FRAME_HEAD = 32, 24
_LONG = 1000 * PAGE
"""Bytes of the log from which SQLite moves it into the store after a commit, and begins it again."""

Stat = tuple[int, int, int, int]


class Sums:
    """A checksum for each page of the store's file, which reveals damage.

    SQLite believes whatever a disk, a copy or a restored cache gives it, as long as the pages make sense. So a
    successful build leaves in `store.sums` a checksum of each page and the stat of the file. While the stat is the
    same, nobody has written to the store, and it is trusted; otherwise, and with `--verify`, all of it is read. An edit
    costs only the checksums of changed pages; SQLite's log names them before it is merged.
    """

    def __init__(self, store: Path) -> None:
        self._store = store
        self._log = store.with_name(f"{store.name}-wal")
        self._file = store.with_suffix(".sums")
        self._known = False
        """Whether the sums are right but for the pages that were changed."""
        self._changed: set[int] = set()

    def read(self) -> Stat | None:
        """Return the stat of the store as a build left it; None if unknown, or if the build was killed."""
        try:
            with open(claim(self._file), "rb") as file:
                magic, *stat = _HEAD.unpack(file.read(_HEAD.size))
        except (OSError, struct.error):
            return None
        return (stat[0], stat[1], stat[2], stat[3]) if magic == _MAGIC and tuple(stat) != _OPEN else None

    def differ(self, *, verify: bool) -> bool:
        """Return whether the store differs from what was left; False if that is unknown.

        With `verify`, all of it is read even if its stat is the same.
        """
        left = self.read()
        if left is None:
            return False
        if self._log.exists() and self._log.stat().st_size:
            # A successful build leaves no log.
            return True
        if not verify and left == _stat(self._store):
            return False
        with open(self._file, "rb") as file, open(self._store, "rb") as store:
            file.seek(_HEAD.size)
            sums = file.read()
            for number, at in enumerate(range(0, len(sums), _SUM), 1):
                if sums[at : at + _SUM] != checksum(number, store.read(PAGE)):
                    return True
            return store.tell() != os.fstat(store.fileno()).st_size

    def begin(self) -> None:
        """Mark the checksums as void until `seal`, before the store is written."""
        self._known = self.read() is not None
        if self._known:
            with open(self._file, "r+b", buffering=0) as file:
                file.write(_HEAD.pack(_MAGIC, *_OPEN))

    def follow(self) -> None:
        """Collect the pages in the log after a commit, if SQLite is about to restart the log."""
        with contextlib.suppress(OSError):
            if self._known and self._log.stat().st_size > _LONG:
                self.gather()

    def gather(self) -> None:
        if not self._known:
            return
        try:
            with open(self._log, "rb", buffering=0) as file:
                head = file.read(_LOG_HEAD)
                # Frames of an earlier log, not overwritten yet, have another salt.
                while len(frame := file.read(_FRAME_HEAD)) == _FRAME_HEAD and frame[8:16] == head[16:24]:
                    self._changed.add(int.from_bytes(frame[:4], "big"))
                    file.seek(PAGE, os.SEEK_CUR)
        except FileNotFoundError:
            pass

    def seal(self) -> None:
        """Write the checksums of changed pages, and the stat of the store, which nobody has open."""
        if self._log.exists() and self._log.stat().st_size:
            return
        left = _stat(self._store)
        count, rest = divmod(left[0], PAGE)
        if rest:
            return
        pages = sorted(page for page in self._changed if page <= count) if self._known else range(1, count + 1)
        with open(self._store, "rb", buffering=0) as store, open(self._file, "r+b" if self._known else "w+b") as file:
            following = 0
            for page in pages:
                if page != following:
                    store.seek((page - 1) * PAGE)
                    file.seek(_HEAD.size + (page - 1) * _SUM)
                file.write(checksum(page, store.read(PAGE)))
                following = page + 1
            file.truncate(_HEAD.size + count * _SUM)
            file.seek(0)
            file.write(_HEAD.pack(_MAGIC, *left))


def _stat(file: Path) -> Stat:
    found = file.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def checksum(number: int, page: bytes) -> bytes:
    return zlib.crc32(page, number).to_bytes(_SUM, "little")


def remove(folder: Path) -> None:
    """Delete the store, and the templates that its program compiled."""
    for name in ("templates", *FILES):
        discard(folder / name)


def is_whole(folder: Path) -> bool:
    """Return whether a state folder's store is the one that was left there, as far as is known."""
    return not Sums(folder / STORE).differ(verify=False)


def is_settled(folder: Path) -> bool:
    """Return whether a state folder's store is as a build left it, all in its own file."""
    sums = Sums(folder / STORE)
    return (folder / STORE).exists() and sums.read() is not None and not sums.differ(verify=False)


def put(work: Path, folder: Path) -> None:
    """Replace the store of a state folder by one in another folder; nobody has either open."""
    remove(folder)
    os.replace(work / STORE, folder / STORE)
    Sums(folder / STORE).seal()


def is_known(folder: Path) -> bool:
    # Set aside by a killed build.
    discard(folder / _ASIDE)
    return (folder / STORE).exists()


@contextlib.contextmanager
def aside(folder: Path) -> Iterator[None]:
    """Set the store aside; delete it at the end, or restore it if the program is to blame for the error."""
    path, kept = folder / STORE, folder / _ASIDE
    if path.exists():
        os.replace(path, kept)
    remove(folder)
    try:
        yield
    except Exception as error:
        if is_damage(error) and kept.exists():
            remove(folder)
            os.replace(kept, path)
        raise
    finally:
        discard(kept)


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
