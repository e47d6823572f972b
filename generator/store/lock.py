"""Lock: one build of a site at a time."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from generator.base.state_files import check_link, claim, claim_folder


@contextlib.contextmanager
def lock(folder: Path, *, waiting: Callable[[], None] | None = None, patience: float = 0.0) -> Iterator[None]:
    """Hold the state folder against a second build.

    Args:
        folder: the state folder, or one below it.
        waiting: called once if another one holds it.
        patience: seconds before that is called: a process that was killed may hold it for a moment.

    """
    check_link(folder)
    with open(claim(claim_folder(folder) / "lock"), "a+b") as file:
        until = time.monotonic() + patience
        while not (held := _try_lock(file)) and time.monotonic() < until:
            time.sleep(0.02)
        if not held:
            if waiting is not None:
                waiting()
            _wait_lock(file)
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

    def _wait_lock(file: IO[bytes]) -> None:
        while not _try_lock(file):
            time.sleep(0.1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait_lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
