"""Caches of what was used lately.

Pages are made in the order of time, so what was not asked for lately will not be asked for soon. A cache has a newer
half and an older one, which is dropped when the newer is full; what is used of it goes on into the newer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")
_BATCH = 500
"""Articles that are read in one go."""


class Recent(Generic[K, T]):
    """Values that were used lately, by their keys; None is no value."""

    def __init__(self, size: int) -> None:
        """Make an empty cache, with so many values in one half."""
        self._size = size
        self.newer: dict[K, T] = {}
        """Where a value is looked for first; whoever does so millions of times needs no call for it."""
        self._older: dict[K, T] = {}

    def older(self, key: K) -> T | None:
        """Return the value of a key that is not in the newer half; None if it is not there any more."""
        return self._older.get(key)

    def keep(self, key: K, value: T) -> T:
        """Keep the value of a key, and return it."""
        if len(self.newer) >= self._size:
            self._begin_half(())
        self.newer[key] = value
        return value

    def _begin_half(self, needed: Iterable[K]) -> None:
        """Begin another half; what is needed now is in that, too."""
        newer = self.newer
        self._older, self.newer = newer, {key: newer[key] for key in needed if key in newer}


class RecentCache(Recent[int, T]):
    """What was read for articles lately, by their seqs."""

    def __init__(self, size: int, read: Callable[[list[int]], Iterable[tuple[int, T]]]) -> None:
        """Make an empty cache.

        Args:
            size: articles in one half.
            read: yields each of some seqs, at most 500, with its value.

        """
        super().__init__(size)
        self._read = read

    def get(self, seq: int) -> T:
        """Return the value of a seq."""
        value = self.newer.get(seq)
        return self.load((seq,))[0] if value is None else value

    def load(self, seqs: Iterable[int]) -> list[T]:
        """Return the values of some seqs, in their order; those that are missing are read in one go."""
        wanted = list(seqs)
        newer = self.newer
        missing = [seq for seq in wanted if seq not in newer]
        if missing:
            if len(newer) >= self._size:
                self._begin_half(wanted)
                newer = self.newer
            older = self._older
            newer |= {seq: older[seq] for seq in missing if seq in older}
            missing = [seq for seq in missing if seq not in newer]
            for start in range(0, len(missing), _BATCH):
                newer.update(self._read(missing[start : start + _BATCH]))
        return [newer[seq] for seq in wanted]
