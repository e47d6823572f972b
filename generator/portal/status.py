"""Status: what becomes of a file of content/, and whether a page is up to date, as the store keeps them."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """What becomes of a file of content/."""

    HIDDEN = 0
    """An article that is not published; and whatever is no article."""
    SHOWN = 1
    """A published article."""
    NOTICE = 2
    """A withdrawn article: its address stays, as a notice."""
    GONE = 4
    """An article that is over: its address says so, and nothing leads there."""
    FAULTY = 3
    """A media file that bears the name of a picture and cannot be shown as one."""


class Stale(IntEnum):
    """Whether a page of the output has to be made again."""

    FRESH = 0
    """It is as it should be."""
    CHECK = 1
    """Something that it read may differ: it is made again only if one of its answers does."""
    REFILL = 2
    """The same, and what it has of shared templates may differ, which is put into it as it is."""
    STALE = 3
    """It is made again."""
