"""The options of a build, and its report."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base.codes import Code
from generator.base.errors import Problem
from generator.engine.clock import Outlook
from generator.model.records import Record


class Options(Record, frozen=True):
    """The options of a build."""

    site: str
    output: str
    now: int
    """Time of the build, in seconds since 1970."""
    unpublished: bool = False
    """Whether a preview shows drafts and scheduled articles."""
    jobs: int = 0
    """Processes; 0 for one per core."""
    verify: bool = False
    """Whether to read the whole output and repair it."""
    folders: frozenset[str] | None = None
    """Folders below content/, each with a slash at its end, when it is known that nothing else has changed since the
    last build that ended well; None for all."""
    later: bool = False
    """Whether variants of new pictures are left to later builds."""
    hold: bool = False
    """Whether files with errors are held back instead of stopping the build, whatever site.yaml says."""
    strict_addresses: bool = False
    """Whether a lost address of a published article is an error."""


class Report(Record, frozen=True):
    """The result of a build."""

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
    """Warnings about the output and the files read by this build."""
    more_warnings: int = 0
    """How many more warnings there are."""
    tolerated: Mapping[Code, int] = {}
    """Number of tolerated errors in the whole site, by code."""
    ahead: Outlook = Outlook()
    pictures_left: int = 0
    """Pictures shown as originals until later builds make their variants."""
    held: tuple[Problem, ...] = ()
    """Problems of the files held back."""

    @property
    def unchanged(self) -> int:
        """Output files that were left unchanged."""
        return self.pages - self.added - self.changed
