"""Seq: the number by which articles are ordered.

It grows with (timestamp, path): the epoch stands in its upper bits, and below
it the place among the articles of the same second, by path. So a range of
time in a group is a range of numbers.
"""

from __future__ import annotations

SHIFT = 20
"""Bits of a seq below the epoch: a million articles may bear the same second."""
BEGINNING = -(1 << 62)
END = (1 << 62) - 1


def first_seq(epoch: int) -> int:
    """Return the smallest seq of an instant."""
    return epoch << SHIFT


def last_seq(epoch: int) -> int:
    """Return the largest seq of an instant."""
    return ((epoch + 1) << SHIFT) - 1
