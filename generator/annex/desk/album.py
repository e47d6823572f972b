"""The photos of a site in memory, newest first: ten thousand are looked through while somebody types."""

from __future__ import annotations

import re
import threading
import time

from generator.base.text import fold
from generator.config.media import PICTURES
from generator.model.records import Record
from generator.store import documents
from generator.store.database import Store

PHOTOS = tuple(ending for ending in PICTURES if ending != ".svg")
_MONTH = re.compile(r"(?:^|/)(\d{4}/\d{2})/[^/]+\Z")
_SECONDS = 10.0
"""After which they are read again, whatever was saved: a file that could not be taken in may be by now."""


class Photo(Record, frozen=True, order=True):
    """A photo, ordered by the month of its folder, then as it came."""

    month: str
    doc: int
    folded: str
    """Its path below content/."""


class Album:
    """The photos of a site; any thread may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._photos: list[Photo] = []
        self._until = 0.0

    def expire(self) -> None:
        """Have them read again."""
        self._until = 0.0

    def photos(self, store: Store) -> list[Photo]:
        """Return them, newest first."""
        with self._lock:
            if time.monotonic() >= self._until:
                # Set first, since what is saved meanwhile is to be read next time.
                self._until = time.monotonic() + _SECONDS
                found = (_photo(doc, path) for doc, path in documents.media_paths(store) if is_photo(path))
                self._photos = sorted(found, reverse=True)
            return self._photos


def is_photo(path: str) -> bool:
    """Return whether a file is named like a photo that is published."""
    return path.lower().endswith(PHOTOS)


def _photo(doc: int, path: str) -> Photo:
    month = _MONTH.search(path)
    return Photo(month[1] if month else "", doc, fold(path))
