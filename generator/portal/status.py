"""Status: what becomes of a file of content/, as the store keeps it."""

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
    FAULTY = 3
    """A media file that bears the name of a picture and cannot be shown as one."""
