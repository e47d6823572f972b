"""How often articles were read, as the owner's host or counter says."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.records import Record

FILE = "data/popular.json"
"""From the site's folder."""
FRESH = 72 * 3600
"""Seconds after which counts are too old to be shown."""
MOST = 10_000
"""Addresses in a file."""
KEPT = 100
"""Articles that are kept of them: what is withdrawn or gone makes room for the next."""


class Counts(Record, frozen=True):
    """What the file says."""

    until: int
    """The end of the counting, in seconds since 1970."""
    views: Mapping[str, int]
    """Of addresses, as written."""

    @property
    def ends(self) -> int:
        """When they are too old."""
        return self.until + FRESH


class MostRead(Record, frozen=True):
    """The most read articles."""

    ends: int = 0
    """When they are too old, in seconds since 1970."""
    articles: tuple[str, ...] = ()
    """Paths below content/, the most read one first; none when they are too old."""
