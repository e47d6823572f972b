"""Updates the postings, by which related articles are found, and finds the articles that a change affects.

Nobody records which pages those are, since the relation goes both ways: an article is a candidate for those of its term
that come next after it, and for the few just before it. So these are looked up when it changes.
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
"""Articles whose terms are read at a time, to see whether they see a difference."""
_KINDS = 300
"""Such sets of terms that are told apart, beyond which all may see a change; a newsroom that renames a tag has few."""
_MANY = 1 << 22
"""Postings that are gathered before they are written in the order of their table, some 35 MB: each time, the last row
of nearly every term is read and written again."""


Change = tuple[frozenset[int] | None, bool]
"""Of an article that stays: the terms through which alone others see it, None if all may; if it looks different."""
_ANOTHER: Change = None, False
"""Of one that comes or goes."""


class Affected(Record, frozen=True):
    """The articles that a change affects: seqs, each with that of an article that caused it."""

    candidates: dict[int, int]
    """Articles that may have to choose others."""
    cosmetic: dict[int, int]
    """Articles among whose candidates are some that only look different."""


class Postings:
    """Changes which articles contain a term; on a first reading nothing was related to anything before."""

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

    def stay(self, seq: int, before: bytes, after: bytes, *, looks: bool) -> None:
        """Change the traits of an article that stays in its place, or how it looks."""
        was = now = related.unpack(before)
        through: frozenset[int] | None = frozenset()
        if before != after:
            # Even if it carries no term any more.
            self._own[seq] = seq
            now = related.unpack(after)
            through = related.changed(was, now)
        if through and through not in self._kinds:
            if len(self._kinds) < _KINDS:
                self._kinds.add(through)
            else:
                through = None
        self.leave(seq, related.indexed_terms(was))
        self.enter(seq, related.indexed_terms(now))
        self._changes[seq] = through, looks

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
        # Whoever saw an article before it left, and whoever sees one that has come.
        self._note_affected(self._left, found)
        # Most terms of an article that was edited are the same as before, and so is who sees it by these.
        gone, came = _except(self._left, self._entered), _except(self._entered, self._left)
        postings.remove(self._store, gone)
        postings.add(self._store, came)
        differing = self._entered.keys() & (gone.keys() | came.keys())
        self._note_affected({term: self._entered[term] for term in differing}, found)
        return Affected({**self._seeing(found.doubtful), **found.candidates, **self._own}, found.cosmetic)

    def _seeing(self, doubtful: Mapping[int, Mapping[frozenset[int], int]]) -> dict[int, int]:
        """Return the articles that see by one of their terms that a candidate differs."""
        seeing = {}
        for part in batches(sorted(doubtful), _FEW):
            for seq, _, traits in members.cards(self._store, "traits", part):
                weights = related.unpack(traits).terms.weights
                for through, other in sorted(doubtful[seq].items(), key=itemgetter(1)):
                    if not through.isdisjoint(weights):
                        seeing[seq] = other
        return seeing

    def _note_affected(self, changes: Mapping[int, list[int]], found: _Found) -> None:
        """Note the articles for which the changed ones are candidates, and these themselves, by term."""
        # Whichever file was read first, the same article is named.
        for term in sorted(changes):
            window: Window | None = None
            noted: dict[Change, int] = {}
            # In the order of time many share a window, and those that they concern, should all of an archive differ.
            for seq in sorted(changes[term]):
                change = self._changes.get(seq, _ANOTHER)
                if window is None or not window.holds(seq):
                    window, noted = postings.window(self._store, term, seq, LATER, EARLIER), {}
                here = bisect_left(window.seqs, seq)
                end = here + 1 + EARLIER
                # Whoever has learnt of such a change by an article before this one need not learn of it again.
                for other in window.seqs[max(noted.get(change, 0), here - LATER) : end]:
                    # Its horizon is the end of a second.
                    if other + self._freshness + (1 << SHIFT) > seq:
                        found.note(other, seq, change)
                noted[change] = end


class _Found:
    def __init__(self) -> None:
        self.candidates: dict[int, int] = {}
        self.doubtful: defaultdict[int, dict[frozenset[int], int]] = defaultdict(dict)
        """Seq of an article that may see that others have changed -> terms by which it sees it -> seq of such a one."""
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
    """Return for each term the articles that are among some and not among others; no term without any."""
    left = ((term, {*seqs}.difference(others.get(term, ()))) for term, seqs in some.items())
    return {term: seqs for term, seqs in left if seqs}
