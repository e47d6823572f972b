"""Gets what was done at the desk into its history, in order and in each person's name.

What a step left of its files lies in `.ssg/desk/queue/` before the browser has its answer, and goes when it is in the
history, so that a kill loses nothing. Typing is no step: whose unrecorded text lies in a file is written down, and that
is recorded when somebody else goes on, with the next step, after some idle minutes, and at the end or next beginning.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from generator.annex.desk import files
from generator.annex.desk.commits import Commits, Left, Told, repository_of
from generator.annex.desk.git import BusyError
from generator.annex.desk.step_queue import Step, StepQueue
from generator.annex.desk.versions import Versions
from generator.base.errors import MessageError
from generator.base.folder import Folder
from generator.base.state_files import claim, claim_folder, write
from generator.model.codec import UNREADABLE

_IDLE = 300.0
"""Seconds without a save after which what was typed is recorded."""
_LOOK = 5.0
"""Seconds between looks for it."""
_PACKED = 500
"""Commits after which git is asked whether its objects are to be packed."""
_TRIES = 40
"""After which a step is kept as a version, since git does not take it; about ten minutes."""
_LONGEST_WAIT = 20.0
_INLINE = 1 << 18
"""Bytes of a file that lie in the queue; more of them are put into the repository at once."""
_LONGEST = 1 << 27
"""Bytes of a file."""


class Keeping:
    """What waits to be recorded. `writing` is held by who calls, unless a method says otherwise."""

    def __init__(self, site: Path, writing: threading.RLock, idle: float = _IDLE) -> None:
        self._site = site
        self._writing = writing
        self._idle = idle
        self._folder = claim_folder(claim_folder(site / ".ssg") / "desk")
        self._queue = StepQueue(self._folder / "queue")
        self.commits: Commits | None = repository_of(site)
        self.versions = Versions(site)
        self._open: dict[str, tuple[Told, bytes, float]] = {}
        """Path -> who typed last, what they saved, and when by the monotonic clock."""
        self._intended: dict[str, Told] = {}
        """Path -> who is about to write it."""
        self._refused: dict[str, Told] = {}
        """Path -> who last did something to it that git does not take."""
        self._ended = False
        self._over = 0.0
        """When it began no step any more, by the monotonic clock."""
        self._tries = 0
        self._done = 0
        """Commits."""
        self._thread = threading.Thread(target=self._work, name="ssg history", daemon=True)

    def begin(self) -> None:
        """Record what a desk that was killed has left, and whatever comes."""
        if self.commits is not None:
            self.commits.lock.wait(_LONGEST_WAIT)
        with self._writing:
            self._refused = _noted(self._folder)
            for path in self._refused:
                top, _, below = path.partition("/")
                with contextlib.suppress(MessageError, OSError):
                    if top == "content":
                        files.sweep(self._site, below)
            self._again()
        self._thread.start()

    def end(self, patience: float) -> None:
        """Record what was typed, and wait some seconds for all to be done; the next desk does the rest."""
        with self._writing:
            self._close(list(self._open))
        with self._queue.changed:
            self._ended, self._over = True, time.monotonic() + patience
            self._queue.changed.notify_all()
        if self._thread.ident is not None:
            # A commit that has begun is not left half made, with git's lock.
            self._thread.join(patience + _LONGEST_WAIT)

    # ---------------------------------------------------------------- what comes in

    def intend(self, told: Told, paths: Iterable[str]) -> None:
        """Take note of who is about to write some files."""
        new = [path for path in paths if path not in self._open or self._open[path][0].name != told.name]
        self._close([path for path in new if path in self._open])
        self._intended |= dict.fromkeys(new, told)
        if new:
            self._note()

    def typed(self, path: str, told: Told, before: tuple[Told, bytes] | None, after: bytes) -> None:
        """Take note of a save; `before` is what lay there, for a text that came from elsewhere."""
        earlier = self._open.get(path)
        stranger = before is not None and (earlier is None or earlier[1] != before[1])
        if earlier is not None and (stranger or earlier[0].name != told.name):
            self._queue.add(Step(earlier[0], (Left(path, earlier[1]),)))
        if before is not None and stranger:
            self._queue.add(Step(before[0], (Left(path, before[1]),)))
        self._open[path] = (told, after, time.monotonic())
        self._refused.pop(path, None)
        if self._intended.pop(path, None) is not None or earlier is None or earlier[0].name != told.name:
            self._note()

    def record(self, told: Told, paths: Sequence[str]) -> None:
        """Take note of a step that has written some files, or deleted them."""
        left = tuple(map(self.left, dict.fromkeys(paths)))
        for one in left:
            earlier = self._open.get(one.path)
            is_gone = one.data is None and not one.blob
            if earlier is not None and (is_gone or earlier[0].name != told.name):
                self._queue.add(Step(earlier[0], (Left(one.path, earlier[1]),)))
        self._queue.add(Step(told, left))
        for path in paths:
            self._open.pop(path, None)
            self._intended.pop(path, None)
            self._refused.pop(path, None)
        self._note()

    def close(self, path: str) -> None:
        """Let what was typed into a file be recorded now, before something takes its place."""
        if path in self._open:
            self._close([path])

    def settle(self, patience: float, *, typed: bool = False) -> bool:
        """Wait, without `writing`, until all that came is recorded, also what was only typed; return whether it is."""
        if typed:
            with self._writing:
                self._close(list(self._open))
                self._again()
        return self._queue.wait_until_empty(patience) and not self._refused

    def typist(self, path: str) -> Told | None:
        """Return whose unrecorded text lies in a file."""
        found = self._open.get(path)
        return found[0] if found else None

    def left(self, path: str) -> Left:
        """Return what there is of a file now."""
        data = _read(self._site, path)
        if data is not None and len(data) > _INLINE and self.commits is not None:
            with contextlib.suppress(BusyError):
                return Left(path, blob=self.commits.blob(path, data))
        return Left(path, data)

    # ------------------------------------------------------------------ the folder

    def _close(self, paths: Sequence[str]) -> None:
        """Let some typed texts be recorded."""
        for path in paths:
            told, data, _ = self._open[path]
            self._queue.add(Step(told, (Left(path, data),)))
            del self._open[path]
        if paths:
            self._note()

    def _again(self) -> None:
        """Let what git did not take be recorded, as the files are now."""
        for path, told in list(self._refused.items()):
            self._queue.add(Step(told, (self.left(path),)))
            del self._refused[path]
        self._note()

    def _note(self) -> None:
        found = self._refused | {path: one[0] for path, one in self._open.items()} | self._intended
        write(claim_folder(self._folder) / "typed.json", msgspec.json.encode(found))

    # ------------------------------------------------------------------- its thread

    def _work(self) -> None:
        while True:
            with self._queue.changed:
                names = self._queue.names()
                if self._ended and (not names or time.monotonic() > self._over):
                    return
                if not names:
                    self._queue.changed.wait(min(_LOOK, self._idle))
            if names:
                self._try(names[0])
            # Whoever holds it may be waiting for this thread.
            elif self._writing.acquire(blocking=False):
                try:
                    self._look()
                finally:
                    self._writing.release()

    def _look(self) -> None:
        now = time.monotonic()
        # When the disk is full, it stays noted until there is room.
        with contextlib.suppress(OSError):
            self._close([path for path, one in self._open.items() if now - one[2] >= self._idle])
            if self._refused and not self._tries:
                self._again()

    def _try(self, name: str) -> None:
        step = self._queue.read(name)
        try:
            if step is not None:
                self._recorded(step)
            self._queue.drop(name)
        except (BusyError, OSError):
            # The wait has a greatest length, and so has its power.
            self._tries = min(self._tries + 1, _TRIES)
            with self._queue.changed:
                if not self._ended:
                    self._queue.changed.wait(min(_LONGEST_WAIT, 0.1 * 1.5**self._tries))
                elif self._tries > 3:
                    # The next desk tries again.
                    raise SystemExit from None

    def _recorded(self, step: Step) -> None:
        others: Sequence[Left] = step.left
        if self.commits is not None:
            try:
                others = self.commits.commit(step.told, step.left)
                self._tries = 0
                if self._done % _PACKED == 0:
                    self.commits.pack()
                self._done += 1
            except (BusyError, OSError):
                if self._tries < _TRIES or self._ended:
                    raise
                with self._writing:
                    self._refused |= {one.path: step.told for one in step.left}
                    self._note()
        if others := [one for one in others if self.versions.takes(one)]:
            with contextlib.suppress(MessageError, OSError), self._writing:
                self.versions.commit(step.told, others)


def _read(site: Path, path: str) -> bytes | None:
    """Return the bytes of a file below a site's folder; None if there is none, or links lead elsewhere."""
    top, _, below = path.partition("/")
    try:
        with Folder(site / "content" if top == "content" else site) as opened:
            return opened.read(below if top == "content" else path, _LONGEST)
    except OSError:
        return None


def _noted(folder: Path) -> dict[str, Told]:
    """Return who has typed, or was about to write, which files, as the last desk noted it."""
    try:
        return msgspec.json.decode(claim(folder / "typed.json").read_bytes(), type=dict[str, Told])
    except (OSError, *UNREADABLE):
        return {}
