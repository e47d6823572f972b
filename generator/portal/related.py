"""Artikel Terkait: how closely two articles are related.

An article is compared only with those nearest in time that share a term with it, a telling word or a tag, so its cost
does not grow with the archive. What a term is worth depends on nothing newer than the article: it is rare if the last
articles before it that carry the term lie far apart. All is counted in whole numbers, so that all machines agree.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from generator.portal import telling
from generator.portal.records import Article, Record
from generator.portal.seq import first_seq, seconds_between

EARLIER, LATER = 24, 6
"""Articles before and after an article that it is compared with, for each of its terms."""

AROUND = 96
"""Articles before an article by which is measured how often the portal publishes."""

_COMPARED = 12
"""Candidates that are looked at closely: those that share the most."""
_LEAST, _WEAK = 250, 10
"""An article is not related that has fewer points, or less than this part of the points of the best one."""
_SEEN = 1024
"""A term with fewer carriers than `EARLIER` is as rare as if the portal had so many articles before."""
_WORTH = (0, 2, 6, 10, 16, 22, 30, 37, 45, 54, 63, 73, 83, 94, 105, 116)
"""What a term is worth by the bits of how many articles come between two that carry it: twice their number to 1.5."""
_RARE = 16
"""What a term is worth from which on all its carriers are candidates; of others the half is enough."""
SHARE = 48
"""Points for a term by which a candidate is counted once more."""
_SAME_DAY = 2
"""Articles of one day in a list, as long as others are related too."""
_DAY = first_seq(86400)
_ZONE = first_seq(7 * 3600)
"""A day is one of western Indonesia, whatever the zone of the portal; in units of seqs, as days are."""


class Traits(Record, frozen=True):
    """What two articles are compared by: a small part of an article, since most candidates are not shown in the end."""

    kanal: int
    region: int
    """Numbers of the kanal, the region and its province; 0 without a region."""
    province: int
    paid: bool
    terms: bytes
    """See `telling.find`."""


class Candidate(Record, frozen=True):
    """The traits of an article, ready to be compared."""

    kanal: int
    region: int
    province: int
    paid: bool
    weights: Mapping[int, int]
    """Term -> what it says about the article."""


pack = msgspec.msgpack.Encoder(order="deterministic").encode
_decode = msgspec.msgpack.Decoder(Traits).decode


def traits(article: Article) -> Traits:
    """Return the traits of an article."""
    matter = article.matter
    return Traits(
        kanal=telling.term(f"@{matter.category}"),
        region=telling.term(f"@/{matter.region}") if matter.region else 0,
        province=telling.term(f"@/{matter.region.partition('/')[0]}") if matter.region else 0,
        paid=matter.type == "advertorial",
        terms=telling.find(article),
    )


def unpack(packed: bytes) -> Candidate:
    """Return packed traits, ready to be compared."""
    traits = _decode(packed)
    return Candidate(traits.kanal, traits.region, traits.province, traits.paid, telling.weights(traits.terms))


def carried(article: Candidate) -> frozenset[int]:
    """Return the terms by which others find an article, its region among them; none if somebody paid for it."""
    if article.paid:
        return frozenset()
    return frozenset((*article.weights, article.region) if article.region else article.weights)


def changed(before: Candidate, after: Candidate) -> frozenset[int] | None:
    """Return the terms that an article carries otherwise than before; None if it differs in more than these."""
    if msgspec.structs.replace(before, weights=after.weights) != after:
        return None
    return frozenset(term for term, _ in before.weights.items() ^ after.weights.items())


def pace(seq: int, around: Sequence[int]) -> int:
    """Return how many seconds pass from one article to the next.

    Args:
        seq: of an article.
        around: seqs of the `AROUND` articles before it, newest first.

    """
    return max(1, seconds_between(around[-1], seq) // len(around)) if around else 1


def look(carriers: array[int], seq: int, seconds: int, upto: int) -> tuple[int, array[int]]:
    """Return what it is worth to share a term with an article, and the articles nearest to it that carry the term.

    Args:
        carriers: seqs of articles that carry the term, oldest first.
        seq: of the article, which may be among them, and among those returned.
        seconds: from one article of the portal to the next.
        upto: the horizon.

    """
    here = bisect_left(carriers, seq)
    # A story that has just begun has few carriers, close together.
    apart = _SEEN // (here + 1)
    if here >= EARLIER:
        apart = seconds_between(carriers[here - EARLIER], seq) // (EARLIER * seconds)
    worth = _WORTH[min(apart.bit_length(), len(_WORTH) - 1)]
    end = bisect_right(carriers, upto, here, min(here + LATER + 1, len(carriers)))
    return worth, carriers[max(0, here - (EARLIER if worth >= _RARE else EARLIER // 2)) : end]


def most_shared(pool: Iterable[int], own: Collection[int]) -> list[int]:
    """Return the candidates that are to be looked at closely.

    Args:
        pool: their seqs, each as often as it shares something, and more often if that is rare.
        own: seqs that are no candidates.

    """
    counts = Counter(pool)
    for seq in own:
        del counts[seq]
    return sorted(counts, key=counts.__getitem__, reverse=True)[:_COMPARED]


def score(own: Candidate, values: Mapping[int, int], other: Candidate, apart: int) -> int:
    """Return how closely an article is related to another one.

    Args:
        own: the article whose page is made.
        values: term of it -> what it is worth, times what it says about the article.
        other: the candidate.
        apart: seconds between them.

    """
    weights = other.weights
    shares = [values[term] * weights[term] for term in weights.keys() & values.keys()]
    # A word or two alone may be chance.
    points = sum(shares) * len(shares) // (len(shares) + 2)
    if own.province != other.province and own.province and other.province:
        # Two provinces have places of the same name: words say little then.
        points //= 8
    elif own.region and other.region == own.region:
        points += points // 4
    if other.kanal == own.kanal:
        points += points // 2
    # A year makes a story worth three quarters of what it was.
    return points * 27 // (27 + (apart // 86400).bit_length())


def choose(scored: Iterable[tuple[int, int]], count: int) -> list[int]:
    """Return the best articles, the newer one first of two that are equal.

    Of one day there are two at most while others are related too: a story has a history.

    Args:
        scored: points and seq of each candidate.
        count: how many at most.

    """
    ranking = sorted(scored, reverse=True)
    least = max(_LEAST, ranking[0][0] // _WEAK) if ranking else 0
    chosen: list[int] = []
    spare: list[int] = []
    days: Counter[int] = Counter()
    for points, seq in ranking:
        if points >= least:
            day = (seq + _ZONE) // _DAY
            days[day] += 1
            (chosen if days[day] <= _SAME_DAY else spare).append(seq)
    return (chosen + spare)[:count]
