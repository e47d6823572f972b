"""A checksum for each page of the store's file, by which damage to it is found.

SQLite believes whatever a disk, a copy or a restored cache gives it, as long as the pages make sense. So a build that
has ended leaves, in `store.sums`, a sum of each page and the stat of the file. While the stat is the same, nobody has
written to it since, and the store is trusted; otherwise, and with `--verify`, all of it is read. An edit costs the sums
of the pages that it changed; SQLite's log names them before it goes into the store.
"""

from __future__ import annotations

import contextlib
import os
import struct
import zlib
from pathlib import Path

from generator.base.state_files import claim

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
    """The sums of a store."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._log = store.with_name(f"{store.name}-wal")
        self._file = store.with_suffix(".sums")
        self._known = False
        """Whether the sums are right but for the pages that were changed."""
        self._changed: set[int] = set()

    def read(self) -> Stat | None:
        """Return the stat of the store as a build left it; None if none left it whole, or that is not known."""
        try:
            with open(claim(self._file), "rb") as file:
                magic, *stat = _HEAD.unpack(file.read(_HEAD.size))
        except (OSError, struct.error):
            return None
        return (stat[0], stat[1], stat[2], stat[3]) if magic == _MAGIC and tuple(stat) != _OPEN else None

    def differ(self, *, verify: bool) -> bool:
        """Return whether the store is not the one that was left; never if that is not known.

        With `verify`, all of it is read though its stat is the same.
        """
        left = self.read()
        if left is None:
            return False
        if self._log.exists() and self._log.stat().st_size:
            # Whoever left the store whole left no log.
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
        """Mark the sums as void until `seal`, before the store is written."""
        self._known = self.read() is not None
        if self._known:
            with open(self._file, "r+b", buffering=0) as file:
                file.write(_HEAD.pack(_MAGIC, *_OPEN))

    def follow(self) -> None:
        """Gather the pages that are in the log after a commit, if SQLite is about to begin the log again."""
        with contextlib.suppress(OSError):
            if self._known and self._log.stat().st_size > _LONG:
                self.gather()

    def gather(self) -> None:
        if not self._known:
            return
        try:
            with open(self._log, "rb", buffering=0) as file:
                head = file.read(_LOG_HEAD)
                # Frames of an earlier log, which this one has not reached yet, have another salt.
                while len(frame := file.read(_FRAME_HEAD)) == _FRAME_HEAD and frame[8:16] == head[16:24]:
                    self._changed.add(int.from_bytes(frame[:4], "big"))
                    file.seek(PAGE, os.SEEK_CUR)
        except FileNotFoundError:
            pass

    def seal(self) -> None:
        """Write the sums of the changed pages, and the stat of the store; nobody has it open."""
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
