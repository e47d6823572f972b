"""How closely two articles are related (Artikel Terkait).

An article is compared only with its nearest neighbours in time that share a term, so the cost does not grow with the
archive. A term's worth depends on nothing newer than the article: a term is rare if the previous articles that contain
it are far apart. All arithmetic is in whole numbers, so all machines agree.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from generator.model import keywords
from generator.model.keywords import Terms
from generator.model.ordinal import SHIFT, seconds_between
from generator.model.records import Article, Record
from generator.model.urls import line_of

EARLIER, LATER = 18, 4
"""Articles before and after an article that it is compared with, for each term."""

AROUND = 96
"""Articles before an article that measure how often the portal publishes."""

COMPARED = 16
"""Candidates compared in detail: those that share the most."""
OF_SERIES = 2
"""The most articles of one series in a list."""
_LEAST = 100
"""The fewest points of a related article."""
_WEAK, _FAINT = 4, 10
"""The fewest points as fractions of the best one's: of a related article, and of one that fills the list."""
_SEEN = 1024
"""A term of fewer articles than `EARLIER` is as rare as if the portal had so many before."""
_WORTH = (0, 1, 4, 8, 13, 19, 27, 35, 44, 54, 65, 77, 89, 103, 117, *(132,) * 49)
"""Worth of a term by the bits of how many articles come between two that contain it: 1.155 times their number
to 1.75."""
_SHARE = 24
"""Value of a term, its worth times its weight, for which a candidate counts once."""
_CHANCE = 8
"""How many things in common count half: the fewer, the more may be chance."""
_STEP = 8
_SAME_DAY = 2
_DAY = 86400


class Traits(Record, frozen=True):
    """What articles are compared by: kept small, since most candidates are not shown in the end."""

    kanal: int
    region: int
    """Numbers of the kanal, the region and its province; 0 without a region."""
    province: int
    series: int
    """The term of its headline without dates and numbers."""
    paid: bool
    terms: bytes


class Candidate(Record, frozen=True):
    """The traits of an article, ready to be compared."""

    kanal: int
    region: int
    province: int
    series: int
    paid: bool
    terms: Terms


pack = msgspec.msgpack.Encoder(order="deterministic").encode
_decode = msgspec.msgpack.Decoder(Traits).decode


def traits(article: Article) -> Traits:
    matter = article.matter
    return Traits(
        kanal=keywords.term(f"@{line_of(matter.category)[0]}"),
        region=keywords.term(f"@/{matter.region}") if matter.region else 0,
        province=keywords.term(f"@/{matter.region.partition('/')[0]}") if matter.region else 0,
        series=keywords.series_term(matter.title),
        paid=matter.type == "advertorial",
        terms=keywords.packed_keywords(article),
    )


def unpack(packed: bytes) -> Candidate:
    traits = _decode(packed)
    terms = keywords.unpack(traits.terms)
    return Candidate(traits.kanal, traits.region, traits.province, traits.series, traits.paid, terms)


def indexed_terms(article: Candidate) -> frozenset[int]:
    """Return the terms by which other articles find this one, none if it is paid for, and that of its series."""
    if article.paid:
        return frozenset({article.series})
    return frozenset((*article.terms.weights, article.series, *([article.region] if article.region else [])))


def changed(before: Candidate, after: Candidate) -> frozenset[int] | None:
    """Return the terms that differ between two versions of an article; None if more than these and the series does."""
    if msgspec.structs.replace(before, terms=after.terms, series=after.series) != after:
        return None
    # Names matter only on the article's own page.
    old, new = before.terms.weights, after.terms.weights
    if _length(old) != _length(new):
        return frozenset(old.keys() | new.keys())
    return frozenset(term for term, _ in old.items() ^ new.items())


def pace(seq: int, around: Sequence[int]) -> int:
    """Return the average seconds between articles, from the `AROUND` articles before one, newest first."""
    return max(1, seconds_between(around[-1], seq) // len(around)) if around else 1


def rarity(postings: list[int], seq: int, seconds: int) -> tuple[int, int]:
    """Return the worth of sharing a term with an article, and how many articles with the term precede it.

    `postings` are the seqs of articles with the term, oldest first; the article with `seq` may be among them. `seconds`
    is the pace of the portal.
    """
    here = bisect_left(postings, seq)
    if here >= EARLIER:
        apart = ((seq >> SHIFT) - (postings[here - EARLIER] >> SHIFT)) // (EARLIER * seconds)
    else:
        # A new story has few postings, close together.
        apart = _SEEN // (here + 1)
    return _WORTH[apart.bit_length()], here


def nearest(postings: list[int], here: int, upto: int) -> list[int]:
    """Return the articles with a term that are nearest to one, perhaps including itself.

    `postings` and `here` (how many precede the article) are as in `rarity`; `upto` is the horizon.
    """
    near = postings[max(0, here - EARLIER) : here + LATER + 1]
    if near and near[-1] > upto:
        del near[bisect_right(near, upto) :]
    return near


def counts(value: int) -> int:
    """Return how often a term counts for the candidates that it finds: a very common one finds nobody."""
    return (value + _SHARE // 2) // _SHARE


def most_shared(pool: Iterable[int], own: Collection[int]) -> list[int]:
    """Return the candidates, those that share the most first.

    `pool` contains a candidate's seq once for each shared term, and more often for rare ones; `own` are excluded.
    """
    counts = Counter(pool)
    for seq in own:
        counts.pop(seq, None)
    return sorted(sorted(counts, reverse=True), key=counts.__getitem__, reverse=True)


def score(own: Candidate, values: Mapping[int, int], other: Candidate, apart: int) -> int:
    """Return how closely an article is related to another.

    `own` is the article whose page is made, and `values` is the worth of its terms times their weight; `apart` is in
    seconds.
    """
    weights, names = other.terms.weights, own.terms.names
    shares = {term: values[term] * weights[term] for term in values.keys() & weights.keys()}
    points = sum(shares.values())
    if other.kanal == own.kanal:
        points += points // 2
    else:
        # In another kanal a name may be somebody else's, so it weighs no more than the rest.
        named = sum([shares[term] for term in names.keys() & shares.keys()])
        points -= max(0, 2 * named - points)
    if own.region and other.region == own.region:
        points += points // 4
    # A name is one thing, however many words it has. A short article shares fewer.
    count = len({names.get(term, term) for term in shares})
    points = points * count * keywords.WORDS // ((count + _CHANCE) * _length(weights))
    # A year reduces the points to three quarters.
    points = points * 27 // (27 + (apart // 86400).bit_length())
    if count == 1:
        # However rare it is.
        points = min(points, _LEAST - 1)
    if own.province != other.province and own.province and other.province:
        # Provinces share place names, so words prove little.
        points //= 8
        return points if points >= _LEAST else 0
    return points


def _length(weights: Mapping[int, int]) -> int:
    """Return how many terms an article has, up to those of a long one, in steps: few edits take it over one."""
    return min(-(-len(weights) // _STEP) * _STEP, keywords.WORDS)


def choose(scored: Iterable[tuple[int, int]], seq: int, count: int) -> tuple[list[int], list[int]]:
    """Return the seqs of the related articles, and of those that may fill the list; both best first.

    Of two equals the newer one comes first. At most two of the related ones are within a day of each other while there
    are others, so that a list spans a story's history. The last one published before this article gets the last place.
    """
    ranking = sorted(scored, reverse=True)
    best = ranking[0][0] if ranking else 0
    least = max(_LEAST, best // _WEAK)
    better = [other for points, other in ranking if points >= least]
    chosen: list[int] = []
    spare: list[int] = []
    times: list[int] = []
    for candidate in better:
        if len(chosen) == count:
            break
        time = candidate >> SHIFT
        near = [other for other in times if -_DAY < time - other < _DAY]
        (chosen if len(near) < _SAME_DAY else spare).append(candidate)
        times.append(time)
    listed = (chosen + spare)[:count]
    turns = [other for other in better if other < seq]
    if turns and max(turns) not in listed and count > 1:
        listed[-1] = max(turns)
    return listed, [other for points, other in ranking if points > best // _FAINT and other not in listed]
