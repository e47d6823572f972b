"""Clock: the time that a preview shows."""

from __future__ import annotations

import time

from generator.model.records import Record


class PreviewClock(Record, frozen=True):
    """The present, or a time that somebody chose."""

    pinned: int | None
    """The chosen time; None for the present."""

    @property
    def now(self) -> int:
        """The time that the preview shows, in seconds since 1970."""
        return int(time.time()) if self.pinned is None else self.pinned


class Timing(Record, frozen=True):
    """How long the preview waits for what."""

    silence: int = 20
    """Milliseconds without a save that end a burst of saves."""
    burst: int = 400
    """Milliseconds after which a burst is taken in even if it goes on."""
    watching: float = 0.15
    """Seconds that the first look waits for the watching to begin; a site that takes longer is looked at twice."""
    polling: float = 2.0
    """Seconds between two looks at files where the system does not report changes."""
    problems: float = 0.06
    """Seconds that new problems wait for the rest of a save."""
    pause: float = 3.0
    """Seconds without a save after which the store is tidied."""


TIMING = Timing()
