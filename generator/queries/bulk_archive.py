"""The archive for when most pages are made, in the order of time: more is read in one go and kept.

Its answers are those of `Archive`, which reads only what a query needs; a test compares them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from generator.model.ordinal import BEGINNING
from generator.model.related import EARLIER, LATER
from generator.model.site import Site
from generator.queries.archive import Archive
from generator.queries.recent import Recent
from generator.store import groups, members, names, postings
from generator.store.database import Store
from generator.store.members import Stretch
from generator.store.names import Sequel
from generator.store.postings import Window

_AHEAD = 300
"""Articles with a term that are read in advance."""
_STRETCH = 500
"""Articles that are read in one go at most."""
_INTERNED = 100_000
"""Articles whose seqs windows share."""
_STRETCHES, _AROUND, _BEFORE = 10_000, 2000, 256
"""Groups in one half of a cache of their members around a place in time; how many of these are read on both sides of
it, and how many come before every place that they are used for."""


class BulkArchive(Archive):
    """The archive at one moment, read ahead."""

    def __init__(self, store: Store, site: Site) -> None:
        super().__init__(store, site)
        self._stretches: Recent[int, Stretch] = Recent(_STRETCHES)
        self._interned: dict[int, int] = {}
        """Seqs of the windows: whatever terms an article has, its seq is one object, which is soon counted."""

    def read_ahead(self, lo: int, hi: int) -> None:
        """Read in one go what others show of the articles from seq `lo` to `hi`: they are mostly related to such."""
        published = self._near(self.group("all", ""), lo, lo).seqs
        start = bisect_left(published, lo)
        seqs = published[start : bisect_right(published, hi, start)][:_STRETCH]
        self.traits.load(seqs)
        self.cards(seqs)

    def _near(self, group: int, lo: int, hi: int) -> Stretch:
        """Return a stretch of the members of a group with all from seq `lo` to `hi`, unless they are very many."""
        near = self._stretches.newer.get(group)
        if near is None or lo < near.low or hi > near.high:
            near = self._stretches.older(group)
            if near is None or lo < near.low or hi > near.high:
                near = members.stretch(self.store, group, hi, _AROUND, _BEFORE)
            self._stretches.keep(group, near)
        return near

    def _newest(self, group: int, upto: int, count: int) -> list[int]:
        if count > _BEFORE:
            return super()._newest(group, upto, count)
        seqs = self._near(group, upto, upto).seqs
        end = bisect_right(seqs, upto)
        return seqs[max(0, end - count) : end].tolist()[::-1]

    def _oldest(self, group: int) -> int | None:
        # Most groups are read whole, and soon needed.
        near = self._stretches.newer.get(group) or self._near(group, BEGINNING, BEGINNING)
        if near.low == BEGINNING:
            return near.seqs[0] if near.seqs else None
        return super()._oldest(group)

    def between(self, group: int, lo: int, hi: int) -> list[int]:
        """Return the members of a group from seq `lo` to `hi`, oldest first."""
        near = self._near(group, lo, hi)
        if near.low > lo:
            return super().between(group, lo, hi)
        start = bisect_left(near.seqs, lo)
        return near.seqs[start : bisect_right(near.seqs, hi, start)].tolist()

    def nearest_days(self, day: int) -> tuple[int | None, int | None]:
        """Return the nearest days with articles before and after a day."""
        here, after = bisect_left(self._days, day), bisect_right(self._days, day)
        return self._days[here - 1] if here else None, self._days[after] if after < len(self._days) else None

    @cached_property
    def _days(self) -> list[int]:
        return [day for day, _ in groups.days(self.store)]

    def sequels(self, keys: Sequence[int]) -> list[Sequel]:
        """Return the published articles that are found by some keys, because of what they say of another one."""
        return [sequel for key in keys for sequel in self._sequels.get(key, ())]

    @cached_property
    def _sequels(self) -> dict[int, list[Sequel]]:
        found: dict[int, list[Sequel]] = {}
        for sequel in names.all_sequels(self.store):
            found.setdefault(sequel.key, []).append(sequel)
        return found

    def _read_window(self, term: int, seq: int) -> Window:
        window = postings.window(self.store, term, seq, EARLIER, LATER, _AHEAD)
        if len(self._interned) > _INTERNED:
            self._interned.clear()
        return Window([*map(self._interned.setdefault, window.seqs, window.seqs)], window.low, window.high)
