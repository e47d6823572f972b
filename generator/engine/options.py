"""What a build is asked to do."""

from __future__ import annotations

from generator.model.records import Record


class Options(Record, frozen=True):
    """What a build is asked to do."""

    site: str
    """The site's folder."""
    output: str
    """The output folder."""
    now: int
    """Time of the build, in seconds since 1970."""
    drafts: bool = False
    """Whether drafts are published."""
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
