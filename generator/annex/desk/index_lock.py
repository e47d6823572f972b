"""Git's lock of the index of a repository: held by the desk while it commits, and removed where a kill has left it."""

from __future__ import annotations

import contextlib
import os
import platform
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

from generator.annex.desk.git import BusyError, asked
from generator.base.errors import UsageError
from generator.store.files import lock as alone

_STALE = 60.0
"""Seconds after which a lock that nobody uses is what a killed git left."""
_STALE_UNSEEN = 600.0
"""The same where the system does not tell what runs."""
_PATIENCE = 10.0
"""Seconds for another desk that looks for locks."""
_MARK = "ssg"
"""What a lock of the desk's begins with; then come its process and its machine, which has processes of its own."""
_LONGEST = 480
"""Bytes of a lock that are read."""


class IndexLock:
    """The lock of a working copy at `top`, whose `folder` is git's own, such as .git."""

    def __init__(self, top: str, folder: Path) -> None:
        self._top = top
        self._folder = folder

    @contextlib.contextmanager
    def held(self) -> Iterator[Path]:
        """Hold git's lock of the index, so that no commit of others comes in between; yield where to put a new index.

        Others would commit what is staged for us, or undo what is committed and not staged.
        """
        self.heal()
        lock, index, new = (self._folder / name for name in ("index.lock", "index", "index.ssg"))
        try:
            self._make(lock)
        except OSError as error:
            raise BusyError(str(error)) from error
        try:
            new.unlink(missing_ok=True)
            yield new
            if new.exists():
                if not _is_ours(lock):
                    # A machine that slept for an hour finds what others have done meanwhile.
                    raise BusyError("the lock was taken for one that was left")
                os.replace(new, index)
        except OSError as error:
            raise BusyError(str(error)) from error
        finally:
            with contextlib.suppress(OSError):
                if _is_ours(lock):
                    lock.unlink()

    def _make(self, lock: Path) -> None:
        """Make a lock that says from its first moment whose it is, whenever this program may be killed."""
        # A new name each time: writing to a file that has hard links would change another desk's lock.
        own, mark = self._folder / f"ssg-{token_hex(8)}.lock", f"{_MARK} {os.getpid()} {platform.node()}".encode()
        try:
            own.write_bytes(mark)
            os.link(own, lock)
        except FileExistsError:
            raise
        except OSError:
            # A disk without links, such as a USB stick's: after a kill at this very moment, `_STALE` is waited for.
            with lock.open("xb") as file:
                try:
                    file.write(mark)
                    file.flush()
                except OSError:
                    # The disk is full, and an empty lock would be nobody's.
                    lock.unlink()
                    raise
        finally:
            own.unlink(missing_ok=True)

    def heal(self) -> None:
        """Remove the locks that a killed git or desk left."""
        with contextlib.suppress(OSError, UsageError):
            locks = [*_locks(self._folder, self._top), *self._folder.glob("ssg-*.lock")]
            # One desk at a time: what another one has removed, it may have made anew by now.
            with alone(self._folder / "ssg", waiting=_refuse, patience=_PATIENCE):
                for lock in locks:
                    with contextlib.suppress(OSError):
                        age = time.time() - lock.lstat().st_mtime
                        if _is_ours(lock) or (age > _stale() and not _somebody_in(self._top)):
                            lock.unlink()

    def wait(self, patience: float) -> None:
        """Wait for a git that a killed desk has left at work, since it may be writing files."""
        end = time.monotonic() + patience
        while (self._folder / "index.lock").exists() and _somebody_in(self._top) and time.monotonic() < end:
            time.sleep(0.05)


def _locks(folder: Path, top: str) -> list[Path]:
    """Return the locks that a commit needs, in git's folder for this working copy and the one for all."""
    head = (folder / "HEAD").read_text("utf-8", "replace").strip()
    common = Path(top, asked(top, "rev-parse", "--git-common-dir").strip())
    found = [folder / "index.lock", folder / "index.ssg.lock", folder / "HEAD.lock", common / "packed-refs.lock"]
    return [*found, common / f"{head.removeprefix('ref: ')}.lock"] if head.startswith("ref: refs/") else found


def _stale() -> float:
    return _STALE if Path("/proc/self/cwd").exists() else _STALE_UNSEEN


def _is_ours(lock: Path) -> bool:
    """Return whether a lock is that of a desk which is not there any more, or of this one."""
    with lock.open("rb") as file:
        mark, _, rest = file.read(_LONGEST).decode("utf-8", "replace").partition(" ")
    number, _, machine = rest.partition(" ")
    if mark != _MARK or not (number.isascii() and number.isdigit()) or machine not in ("", platform.node()):
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return int(number) == os.getpid()


def _refuse() -> None:
    raise BusyError("another desk looks for locks that were left")


def _somebody_in(top: str) -> bool:
    """Return whether a git runs in a repository, as far as the system tells, or another user's git anywhere."""
    real = os.path.realpath(top)
    for one in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (one / "comm").read_text().startswith("git"):
                place = real
                with contextlib.suppress(PermissionError):
                    place = os.readlink(one / "cwd")
                if f"{place}/".startswith(f"{real}/"):
                    return True
    return False
