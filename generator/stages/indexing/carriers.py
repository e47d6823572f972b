"""Carriers: published articles take up the terms by which related ones are found, and give them up.

Which pages that concerns need not be recorded, since the relation goes both ways: an article is a candidate for those
of its term that come next after it, and for the few just before it. So those are looked up when it changes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet

from generator.base.workers import batches
from generator.portal import related
from generator.portal.related import EARLIER, LATER
from generator.portal.seq import SHIFT
from generator.store import cards, postings
from generator.store.database import Store
from generator.store.postings import Window

_FEW = 300
"""Articles that changed a little, up to which it is looked up who sees that."""
_MANY = 1 << 22
"""Postings that are gathered before they are written in the order of their table, some 35 MB: each time, the last row
of nearly every term is read and written again."""


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
        self._through: dict[int, AbstractSet[int]] = {}
        """Seq of an article -> the terms through which alone others see that it differs."""
        self._differing: dict[int, int] = {}
        """The same articles, which see that they differ even if they carry no term any more."""
        self._count = 0

    def leave(self, seq: int, terms: Collection[int], through: AbstractSet[int] | None) -> None:
        """Let the article with a seq give up terms, which it may take up again.

        Args:
            seq: of the article.
            terms: all that it carries.
            through: those by which others see a difference, if they are few; None if all may see one.

        """
        if through is not None and len(self._through) < _FEW:
            self._through[seq] = through
            self._differing[seq] = seq
        for term in terms:
            self._left[term].append(seq)

    def enter(self, seq: int, terms: Collection[int]) -> None:
        """Let the article with a seq take up terms."""
        for term in terms:
            self._entered[term].append(seq)
        self._count += len(terms)
        if self._first and self._count > _MANY:
            postings.add(self._store, self._entered)
            self._entered.clear()
            self._count = 0

    def finish(self) -> dict[int, int]:
        """Write the changes.

        Returns:
            The seqs of the articles whose candidates differ, each with the seq of an article because of which they do.

        """
        if self._first:
            postings.add(self._store, self._entered)
            return {}
        concerned: dict[int, int] = {}
        # Whoever saw an article before it left, and whoever sees one that has come.
        doubtful: defaultdict[int, set[int]] = defaultdict(set)
        self._concern(self._left, concerned, doubtful)
        # Most terms of an article that was edited are the same as before.
        postings.remove(self._store, _except(self._left, self._entered))
        postings.add(self._store, _except(self._entered, self._left))
        self._concern(self._entered, concerned, doubtful)
        return {**self._seeing(doubtful), **concerned, **self._differing}

    def _seeing(self, doubtful: dict[int, set[int]]) -> dict[int, int]:
        """Return which articles carry a term through which they see that a candidate of theirs differs."""
        seeing = {}
        for part in batches(sorted(doubtful), _FEW):
            for seq, _, traits in cards.rows(self._store, "traits", part):
                weights = related.unpack(traits).terms.weights
                for other in sorted(doubtful[seq]):
                    if not self._through[other].isdisjoint(weights):
                        seeing[seq] = other
        return seeing

    def _concern(self, changes: dict[int, list[int]], concerned: dict[int, int], doubtful: dict[int, set[int]]) -> None:
        """Note the articles for which those that changed are candidates, and these themselves.

        Args:
            changes: term -> seqs of the articles that changed.
            concerned: seq -> that of an article that changed, to which those are added that see a difference.
            doubtful: seq -> those of articles that changed, to which those are added that may see one.

        """
        # Whichever file was read first, the same article is named.
        for term in sorted(changes):
            window: Window | None = None
            noted = 0
            # In the order of time many share a window, and those that they concern, should all of an archive differ.
            for seq in sorted(changes[term]):
                if window is None or not window.low <= seq < window.high:
                    window, noted = postings.window(self._store, term, seq, LATER, EARLIER), 0
                here = bisect_left(window.seqs, seq)
                end = here + 1 + EARLIER
                few = seq in self._through
                for other in window.seqs[max(0 if few else noted, here - LATER) : end]:
                    # Its horizon is the end of a second.
                    if other + self._freshness + (1 << SHIFT) > seq:
                        if few:
                            doubtful[other].add(seq)
                        else:
                            concerned.setdefault(other, seq)
                noted = noted if few else end


def _except(some: Mapping[int, list[int]], others: Mapping[int, list[int]]) -> dict[int, set[int]]:
    """Return for each term the articles that are among some and not among others; no term without any."""
    left = ((term, {*seqs}.difference(others.get(term, ()))) for term, seqs in some.items())
    return {term: seqs for term, seqs in left if seqs}
