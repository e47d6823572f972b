"""What a build is asked to do, and what it did."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base.codes import Code
from generator.base.errors import Problem
from generator.engine.clock import Outlook
from generator.model.records import Record


class Options(Record, frozen=True):
    """What a build is asked to do."""

    site: str
    output: str
    now: int
    """Time of the build, in seconds since 1970."""
    drafts: bool = False
    jobs: int = 0
    """Processes; 0 for one a processor."""
    verify: bool = False
    """Whether to read the whole output and mend what differs."""
    commit: str = ""
    """The commit whose site is built, as git understands it; empty for the site as it lies there."""
    folders: frozenset[str] | None = None
    """Folders below content/, each with a slash at its end, when it is known that nothing else has changed since the
    last build that ended well; None for all."""
    later: bool = False
    """Whether the variants of pictures that come are left to later builds."""
    hold: bool = False
    """Whether files with errors are held back instead of stopping the build, whatever site.yaml says."""
    strict_addresses: bool = False
    """Whether an address that a published article would lose is an error."""


class Report(Record, frozen=True):
    """What a build did."""

    articles: int
    pages: int
    """Files of the output."""
    added: int
    changed: int
    deleted: int
    rendered: int
    """Pages that were made, whether or not their bytes differ."""
    seconds: float
    warnings: tuple[Problem, ...] = ()
    """What deserves a look though the portal was built, in the output and in the files that this build has read."""
    more_warnings: int = 0
    """How many more there are of these."""
    tolerated: Mapping[Code, int] = {}
    """Number of the errors that site.yaml makes warnings, in all of the site, by code."""
    ahead: Outlook = Outlook()
    pictures_left: int = 0
    """How many are shown as they are until later builds have made their smaller versions."""
    held: tuple[Problem, ...] = ()
    """What keeps files from being published that are held back, each alone."""

    @property
    def unchanged(self) -> int:
        """Files of the output that were left as they were."""
        return self.pages - self.added - self.changed
