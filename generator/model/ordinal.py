"""The seq: the number that orders articles.

It grows with (timestamp, path): the upper bits are the epoch, the lower bits number the articles of one second by path.
So a range of time is a range of seqs.
"""

from __future__ import annotations

SHIFT = 20
"""Bits below the epoch: a million articles may have the same second."""
BEGINNING = -(1 << 62)
END = (1 << 62) - 1


def first_ordinal(epoch: int) -> int:
    return epoch << SHIFT


def last_ordinal(epoch: int) -> int:
    return ((epoch + 1) << SHIFT) - 1


def ordinal_range(start: int, end: int) -> tuple[int, int]:
    """Return the lowest and the highest seq from `start` until before `end`, in seconds since 1970."""
    return first_ordinal(start), first_ordinal(end) - 1


def seconds_between(one: int, other: int) -> int:
    """Return the seconds between two seqs, ignoring the places within a second, which have gaps."""
    return abs((one >> SHIFT) - (other >> SHIFT))
