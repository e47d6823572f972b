"""Carriers: published articles take up the terms by which related ones are found, and give them up.

Which pages that concerns need not be recorded, since the relation goes both ways: an article is a candidate for those
of its term that come next after it, and for the few just before it. So those are looked up when it changes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter

from generator.base.workers import batches
from generator.model import related
from generator.model.ordinal import SHIFT
from generator.model.records import Record
from generator.model.related import EARLIER, LATER
from generator.store import cards, postings
from generator.store.database import Store
from generator.store.postings import Window

_FEW = 300
"""Articles that carry terms at which it is looked in one go whether they see a difference."""
_KINDS = 300
"""Ways in which articles have changed a little that are told apart; a newsroom that renames a tag has few."""
_MANY = 1 << 22
"""Postings that are gathered before they are written in the order of their table, some 35 MB: each time, the last row
of nearly every term is read and written again."""


Change = tuple[int | None, bool]
"""Of an article that stays: the number of its kind of change, None if all may see that; whether it looks different."""
_ANOTHER: Change = None, False
"""Of one that comes or goes."""


class Concerned(Record, frozen=True):
    """Whom it concerns that articles changed: seqs, each with that of an article because of which it is concerned."""

    candidates: dict[int, int]
    """Articles that may have to choose others."""
    looks: dict[int, int]
    """Articles among whose candidates are such that only look different."""


class Carriers:
    """The articles that carry terms, while an index run changes them."""

    def __init__(self, store: Store, freshness: int, *, first: bool) -> None:
        """Begin without changes.

        Args:
            store: the store.
            freshness: seconds after its own time for which an article's page takes in what is newer.
            first: whether this is a first reading: then nothing was related to anything before.

        """
        self._freshness = freshness << SHIFT
        self._store = store
        self._first = first
        self._left: defaultdict[int, list[int]] = defaultdict(list)
        self._entered: defaultdict[int, list[int]] = defaultdict(list)
        self._throughs: list[set[int]] = []
        """Terms through which alone others see that an article differs, of one kind of change after the other."""
        self._kinds: dict[frozenset[int], int] = {}
        self._changes: dict[int, Change] = {}
        self._own: dict[int, int] = {}
        """Articles that may have to choose others because they differ themselves."""
        self._count = 0

    def leave(self, seq: int, terms: Collection[int]) -> None:
        """Let the article with a seq give up terms."""
        for term in terms:
            self._left[term].append(seq)

    def stay(self, seq: int, before: bytes, after: bytes, *, looks: bool) -> None:
        """Let the article with a seq stay the same one, with other terms or a card that differs.

        Args:
            seq: of the article.
            before: its packed traits so far.
            after: those that it has now.
            looks: whether its card differs.

        """
        was = now = related.unpack(before)
        through: frozenset[int] | None = frozenset()
        if before != after:
            # Even if it carries no term any more.
            self._own[seq] = seq
            now = related.unpack(after)
            through = related.changed(was, now)
        self.leave(seq, related.carried(was))
        self.enter(seq, related.carried(now))
        self._changes[seq] = None if through is None else self._kind(through), looks

    def _kind(self, through: frozenset[int]) -> int:
        """Return the number of the kind of a change; if there are too many, the last one stands for all others."""
        if through not in self._kinds:
            self._kinds[through] = min(len(self._throughs), _KINDS)
            if len(self._throughs) <= _KINDS:
                self._throughs.append(set())
            self._throughs[-1] |= through
        return self._kinds[through]

    def enter(self, seq: int, terms: Collection[int]) -> None:
        """Let the article with a seq take up terms."""
        for term in terms:
            self._entered[term].append(seq)
        self._count += len(terms)
        if self._first and self._count > _MANY:
            postings.add(self._store, self._entered)
            self._entered.clear()
            self._count = 0

    def finish(self) -> Concerned:
        """Write the changes; return whom they concern."""
        if self._first:
            postings.add(self._store, self._entered)
            return Concerned({}, {})
        found = _Found(self._throughs)
        # Whoever saw an article before it left, and whoever sees one that has come.
        self._concern(self._left, found)
        # Most terms of an article that was edited are the same as before, and so is who sees it by these.
        gone, came = _except(self._left, self._entered), _except(self._entered, self._left)
        postings.remove(self._store, gone)
        postings.add(self._store, came)
        self._concern({term: self._entered[term] for term in self._entered.keys() & (gone.keys() | came.keys())}, found)
        return Concerned({**self._seeing(found.doubtful), **found.candidates, **self._own}, found.looks)

    def _seeing(self, doubtful: Mapping[int, Mapping[int, int]]) -> dict[int, int]:
        """Return which articles carry a term through which they see that a candidate of theirs differs."""
        seeing = {}
        for part in batches(sorted(doubtful), _FEW):
            for seq, _, traits in cards.rows(self._store, "traits", part):
                weights = related.unpack(traits).terms.weights
                for kind, other in sorted(doubtful[seq].items(), key=itemgetter(1)):
                    if not self._throughs[kind].isdisjoint(weights):
                        seeing[seq] = other
        return seeing

    def _concern(self, changes: Mapping[int, list[int]], found: _Found) -> None:
        """Note the articles for which those that changed are candidates, and these themselves.

        Args:
            changes: term -> seqs of the articles that changed.
            found: who is noted.

        """
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
    """Whom changes are found to concern; the first that is found because of which it does is the one that is named."""

    def __init__(self, throughs: Sequence[Collection[int]]) -> None:
        """Begin with nobody; for `throughs` see `Carriers`."""
        self._throughs = throughs
        self.candidates: dict[int, int] = {}
        self.doubtful: defaultdict[int, dict[int, int]] = defaultdict(dict)
        """Seq of an article that may see that others have changed -> kind of change -> seq of such a one."""
        self.looks: dict[int, int] = {}

    def note(self, other: int, seq: int, change: Change) -> None:
        """Note that an article is compared with one that has changed."""
        kind, looks = change
        if kind is None:
            self.candidates.setdefault(other, seq)
        elif self._throughs[kind]:
            self.doubtful[other].setdefault(kind, seq)
        if looks:
            self.looks.setdefault(other, seq)


def _except(some: Mapping[int, list[int]], others: Mapping[int, list[int]]) -> dict[int, set[int]]:
    """Return for each term the articles that are among some and not among others; no term without any."""
    left = ((term, {*seqs}.difference(others.get(term, ()))) for term, seqs in some.items())
    return {term: seqs for term, seqs in left if seqs}
