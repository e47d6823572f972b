"""Steps at the desk that are not in the history yet, a file each in `.ssg/desk/queue/`: a kill loses none."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import msgspec

from generator.annex.desk.commits import Left, Told
from generator.base.state_files import claim, claim_folder, write
from generator.model.codec import UNREADABLE
from generator.model.records import Record

_NAME = re.compile(r"[0-9]{9}")


class Step(Record, frozen=True):
    """What somebody did, and what that left of the files."""

    told: Told
    left: tuple[Left, ...]


class StepQueue:
    """The steps in a folder, in order."""

    def __init__(self, folder: Path) -> None:
        self._folder = claim_folder(folder)
        self._next = max(map(int, self.names()), default=0) + 1
        self.changed = threading.Condition()
        """Notified of every step that comes or goes."""

    def names(self) -> list[str]:
        try:
            return sorted(one.name for one in self._folder.iterdir() if _NAME.fullmatch(one.name))
        except OSError:
            return []

    def add(self, step: Step) -> None:
        with self.changed:
            write(claim_folder(self._folder) / f"{self._next:09d}", msgspec.json.encode(step))
            self._next += 1
            self.changed.notify_all()

    def read(self, name: str) -> Step | None:
        """Return a step; None if it is damaged, which loses only who did it: the files themselves are whole."""
        try:
            return msgspec.json.decode(claim(self._folder / name).read_bytes(), type=Step)
        except (OSError, *UNREADABLE):
            return None

    def drop(self, name: str) -> None:
        with self.changed:
            (self._folder / name).unlink(missing_ok=True)
            self.changed.notify_all()

    def wait_until_empty(self, patience: float) -> bool:
        """Wait some seconds until all steps are gone; return whether they are."""
        end = time.monotonic() + patience
        with self.changed:
            while self.names():
                if not self.changed.wait(min(1.0, max(0.0, end - time.monotonic()))) and time.monotonic() >= end:
                    return False
        return True
