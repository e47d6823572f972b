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
        self._newer: dict[K, T] = {}
        self._older: dict[K, T] = {}

    def get(self, key: K) -> T | None:
        """Return the value of a key; None if it is not there any more."""
        value = self._newer.get(key)
        if value is None and (value := self._older.get(key)) is not None:
            self.keep(key, value)
        return value

    def keep(self, key: K, value: T) -> T:
        if len(self._newer) >= self._size:
            self._older, self._newer = self._newer, {}
        self._newer[key] = value
        return value


class RecentCache(Generic[T]):
    """What was read for articles lately, by their seqs."""

    def __init__(self, size: int, read: Callable[[list[int]], Iterable[tuple[int, T]]]) -> None:
        """Make an empty cache, with so many articles in one half.

        `read` yields each of some seqs, at most 500, with its value.
        """
        self._size = size
        self._read = read
        self._newer: dict[int, T] = {}
        self._older: dict[int, T] = {}

    def get(self, seq: int) -> T:
        value = self._newer.get(seq)
        return self.load((seq,))[0] if value is None else value

    def load(self, seqs: Iterable[int]) -> list[T]:
        """Return the values of some seqs, in their order; those that are missing are read in one go."""
        wanted = list(seqs)
        missing = [seq for seq in wanted if seq not in self._newer]
        if missing:
            if len(self._newer) >= self._size:
                # What is needed now goes on.
                self._older, self._newer = self._newer, {seq: self._newer[seq] for seq in wanted if seq in self._newer}
            older = self._older
            self._newer |= {seq: older[seq] for seq in missing if seq in older}
            missing = [seq for seq in missing if seq not in self._newer]
            for start in range(0, len(missing), _BATCH):
                self._newer.update(self._read(missing[start : start + _BATCH]))
        return [self._newer[seq] for seq in wanted]
