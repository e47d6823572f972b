"""A cache of what was read for articles lately."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")
_BATCH = 500
"""Articles that are read in one go."""


class RecentCache(Generic[T]):
    """What was read for articles lately, by their seqs.

    Pages are made in the order of time, so what was not asked for lately will not be asked for soon: the cache has a
    newer half and an older one, and the older one is dropped when the newer is full.
    """

    def __init__(self, size: int, read: Callable[[list[int]], Iterable[tuple[int, T]]]) -> None:
        """Make an empty cache.

        Args:
            size: articles in one half.
            read: yields each of some seqs, at most 500, with its value.

        """
        self._size = size
        self._read = read
        self._newer: dict[int, T] = {}
        self._older: dict[int, T] = {}

    def get(self, seq: int) -> T:
        """Return the value of a seq."""
        value = self._newer.get(seq)
        return self.load((seq,))[0] if value is None else value

    def load(self, seqs: Iterable[int]) -> list[T]:
        """Return the values of some seqs, in their order; those that are missing are read in one go."""
        wanted = list(seqs)
        newer = self._newer
        missing = [seq for seq in wanted if seq not in newer]
        if missing:
            if len(newer) > self._size:
                self._older, self._newer = newer, {seq: newer[seq] for seq in wanted if seq in newer}
                newer = self._newer
            older = self._older
            newer |= {seq: older[seq] for seq in missing if seq in older}
            missing = [seq for seq in missing if seq not in newer]
            for start in range(0, len(missing), _BATCH):
                newer.update(self._read(missing[start : start + _BATCH]))
        return [newer[seq] for seq in wanted]
