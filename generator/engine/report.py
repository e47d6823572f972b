"""What a build did."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base.codes import Code
from generator.base.errors import Problem
from generator.engine.schedule import Outlook
from generator.model.records import Record


class Report(Record, frozen=True):
    """What a build did."""

    articles: int
    """Articles that are published."""
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
    """What waits."""
    pictures_left: int = 0
    """How many are shown as they are until later builds have made their smaller versions."""
    held: tuple[Problem, ...] = ()
    """What keeps files from being published that are held back, each alone."""

    @property
    def unchanged(self) -> int:
        """Files of the output that were left as they were."""
        return self.pages - self.added - self.changed
