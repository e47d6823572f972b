"""How often articles were read, as the owner's host or counter says."""

from __future__ import annotations

from generator.model.records import Record

FILES = ("data/popular.json", "data/popular.csv")
"""From the site's folder; one of them."""
FRESH = 72 * 3600
"""Seconds after which counts are too old to be shown."""
MOST = 10_000
"""Addresses in a file."""
KEPT = 100
"""Articles that are kept of them: what is withdrawn or gone makes room for the next."""


class Views(Record, frozen=True):
    """One line of a file; an address may be there several times."""

    address: str
    """As written."""
    count: int
    line: int
    """From 1; 0 if nobody can say."""


class Counts(Record, frozen=True):
    """What a file says."""

    path: str
    until: int
    """The end of the counting, in seconds since 1970."""
    views: tuple[Views, ...]

    @property
    def ends(self) -> int:
        """When they are too old."""
        return self.until + FRESH


class MostRead(Record, frozen=True):
    """The most read articles."""

    path: str = ""
    """Of the file with the counts; empty without one."""
    ends: int = 0
    """When they are too old, in seconds since 1970."""
    articles: tuple[str, ...] = ()
    """Paths below content/, the most read one first; none when they are too old."""
