"""Inbox: what was saved and has not been taken in yet."""

from __future__ import annotations

import threading

from generator.portal.records import Record


class Saved(Record, frozen=True):
    """What was saved, asked for, or both."""

    folders: frozenset[str] | None = frozenset()
    """Folders below content/ where something may differ, each with a slash at its end; None for all of them."""
    media: frozenset[str] = frozenset()
    """Addresses of media files that may differ."""
    setup: bool = False
    """Whether site.yaml or a theme may differ."""
    time: bool = False
    """Whether the preview is to show another time."""
    names: tuple[str, ...] = ()
    """The files themselves, for the terminal."""

    def __bool__(self) -> bool:
        return self.folders is None or bool(self.folders or self.setup or self.time)

    def __or__(self, later: Saved) -> Saved:
        whole = self.folders is None or later.folders is None
        return Saved(
            None if whole else (self.folders or frozenset()) | (later.folders or frozenset()),
            self.media | later.media,
            self.setup or later.setup,
            self.time or later.time,
            self.names + later.names,
        )


EVERYTHING = Saved(folders=None, setup=True)


class Inbox:
    """Collects what the watching threads and the browsers report, for the engine's thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        """Guards the two below."""
        self._saved = Saved()
        self._recent: frozenset[str] = frozenset()
        """Folders that the first look has not taken in either."""
        self._wake = threading.Event()

    def add(self, saved: Saved, recent: frozenset[str] = frozenset()) -> None:
        """Add to what waits, and wake whoever waits for it.

        Args:
            saved: what has to be taken in.
            recent: folders below content/ that a first look may show before that.

        """
        with self._lock:
            self._saved |= saved
            self._recent |= recent
        self._wake.set()

    def take(self) -> Saved:
        """Return all that waits and forget it."""
        with self._lock:
            saved, self._saved, self._recent = self._saved, Saved(), frozenset()
            self._wake.clear()
        return saved

    def take_recent(self) -> frozenset[str]:
        """Return the folders that a first look has not taken in yet, and forget that they are recent."""
        with self._lock:
            recent, self._recent = self._recent, frozenset()
        return recent

    def wake(self) -> None:
        """End a wait though nothing was added."""
        self._wake.set()

    def wait(self, seconds: float) -> bool:
        """Wait until something was added since `take`; return whether it was."""
        return self._wake.wait(seconds)
