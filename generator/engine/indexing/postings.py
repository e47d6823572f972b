"""Updates the postings, by which related articles are found, and finds the articles that a change affects.

No page records them, since the relation goes both ways: an article is a candidate for the next articles with its term,
and for the few just before it. So these are looked up when it changes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from operator import itemgetter

from generator.base.workers import batches
from generator.model import related
from generator.model.ordinal import SHIFT
from generator.model.records import Record
from generator.model.related import EARLIER, LATER
from generator.store import members, postings
from generator.store.database import Store
from generator.store.postings import Window

_FEW = 300
"""Articles whose terms are read at a time."""
_KINDS = 300
"""The most distinct sets of changed terms; beyond that, any article may be affected. Renaming a tag causes few."""
_MANY = 1 << 22
"""Postings that are collected, some 35 MB, before they are written in table order: each write reads and rewrites the
last row of nearly every term."""


Change = tuple[frozenset[int] | None, bool]
"""For an article that stays: the terms through which others are affected, None for all; whether it looks different."""
_ANOTHER: Change = None, False
"""For an article that enters or leaves."""


class Affected(Record, frozen=True):
    """The articles that a change affects: seqs, each with that of the article that caused it."""

    candidates: dict[int, int]
    """Articles that may have other related articles."""
    cosmetic: dict[int, int]
    """Articles with candidates that only look different."""


class Postings:
    """Changes which articles contain a term; on a first reading nothing was related before."""

    def __init__(self, store: Store, freshness: int, *, first: bool) -> None:
        self._freshness = freshness << SHIFT
        self._store = store
        self._first = first
        self._left: defaultdict[int, list[int]] = defaultdict(list)
        self._entered: defaultdict[int, list[int]] = defaultdict(list)
        self._kinds: set[frozenset[int]] = set()
        self._changes: dict[int, Change] = {}
        self._own: dict[int, int] = {}
        self._count = 0

    def leave(self, seq: int, terms: Collection[int]) -> None:
        for term in terms:
            self._left[term].append(seq)

    def stay(self, seq: int, before: bytes, after: bytes, *, looks: bool) -> bool:
        """Change the traits or looks of an article that keeps its seq; return whether it may fill other lists now."""
        was = now = related.unpack(before)
        through: frozenset[int] | None = frozenset()
        fills = False
        if before != after:
            # Even if it has no terms any more.
            self._own[seq] = seq
            now = related.unpack(after)
            fills = was.paid != now.paid or (
                was.series != now.series and any(self._has_series(seq, series) for series in (was.series, now.series))
            )
            through = None if fills else related.changed(was, now)
        if through and through not in self._kinds:
            if len(self._kinds) < _KINDS:
                self._kinds.add(through)
            else:
                through = None
        self.leave(seq, related.indexed_terms(was))
        self.enter(seq, related.indexed_terms(now))
        self._changes[seq] = through, looks
        return fills

    def _has_series(self, seq: int, series: int) -> bool:
        """Return whether an article other than one is of a series, or was before."""
        others = postings.window(self._store, series, seq, 1, 1).seqs
        return not {*others, *self._left.get(series, ()), *self._entered.get(series, ())} <= {seq}

    def enter(self, seq: int, terms: Collection[int]) -> None:
        for term in terms:
            self._entered[term].append(seq)
        self._count += len(terms)
        if self._first and self._count > _MANY:
            postings.add(self._store, self._entered)
            self._entered.clear()
            self._count = 0

    def finish(self) -> Affected:
        if self._first:
            postings.add(self._store, self._entered)
            return Affected({}, {})
        found = _Found()
        # Articles that saw one before it left, and those that see a new one.
        self._note_affected(self._left, found)
        # Most terms of an edited article are unchanged, and so are the articles that find it by these.
        gone, came = _except(self._left, self._entered), _except(self._entered, self._left)
        postings.remove(self._store, gone)
        postings.add(self._store, came)
        differing = self._entered.keys() & (gone.keys() | came.keys())
        self._note_affected({term: self._entered[term] for term in differing}, found)
        return Affected({**self._seeing(found.doubtful), **found.candidates, **self._own}, found.cosmetic)

    def _seeing(self, doubtful: Mapping[int, Mapping[frozenset[int], int]]) -> dict[int, int]:
        """Return the articles that share a changed term with a candidate."""
        seeing = {}
        for part in batches(sorted(doubtful), _FEW):
            for seq, _, traits in members.cards(self._store, "traits", part):
                weights = related.unpack(traits).terms.weights
                for through, other in sorted(doubtful[seq].items(), key=itemgetter(1)):
                    if not through.isdisjoint(weights):
                        seeing[seq] = other
        return seeing

    def _note_affected(self, changes: Mapping[int, list[int]], found: _Found) -> None:
        """Note the changed articles, and those for which they are candidates, by term."""
        # Sorted, so that the same article is named in whatever order files were read.
        for term in sorted(changes):
            window: Window | None = None
            noted: dict[Change, int] = {}
            # In order of time many share a window and affected articles, should a whole archive change.
            for seq in sorted(changes[term]):
                change = self._changes.get(seq, _ANOTHER)
                if window is None or not window.holds(seq):
                    window, noted = postings.window(self._store, term, seq, LATER, EARLIER), {}
                here = bisect_left(window.seqs, seq)
                end = here + 1 + EARLIER
                # Articles notified of such a change by an earlier one need not be notified again.
                for other in window.seqs[max(noted.get(change, 0), here - LATER) : end]:
                    # A horizon is the end of a second.
                    if other + self._freshness + (1 << SHIFT) > seq:
                        found.note(other, seq, change)
                noted[change] = end


class _Found:
    def __init__(self) -> None:
        self.candidates: dict[int, int] = {}
        self.doubtful: defaultdict[int, dict[frozenset[int], int]] = defaultdict(dict)
        """Seq of a possibly affected article -> changed terms -> seq of an article that changed them."""
        self.cosmetic: dict[int, int] = {}

    def note(self, other: int, seq: int, change: Change) -> None:
        through, looks = change
        if through is None:
            self.candidates.setdefault(other, seq)
        elif through:
            self.doubtful[other].setdefault(through, seq)
        if looks:
            self.cosmetic.setdefault(other, seq)


def _except(some: Mapping[int, list[int]], others: Mapping[int, list[int]]) -> dict[int, set[int]]:
    """Return the items of some lists that are not in the others, by term; empty lists are left out."""
    left = ((term, {*seqs}.difference(others.get(term, ()))) for term, seqs in some.items())
    return {term: seqs for term, seqs in left if seqs}
