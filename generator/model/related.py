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

EARLIER, LATER = 24, 6
"""Articles before and after an article that it is compared with, for each term."""

AROUND = 96
"""Articles before an article that measure how often the portal publishes."""

_COMPARED = 12
"""Candidates compared in detail: those that share the most."""
_LEAST, _WEAK = 250, 10
"""The fewest points of a related article, absolute and as a fraction of the best one's."""
_TURN = 3
"""The fraction of the best one's points that the latest article needs for the last place."""
_SEEN = 1024
"""A term of fewer articles than `EARLIER` is as rare as if the portal had so many before."""
_WORTH = (0, 1, 4, 8, 13, 19, 27, 35, 44, 54, 65, 77, 89, 103, 117, *(132,) * 49)
"""Worth of a term by the bits of how many articles come between two that contain it: 1.155 times their number
to 1.75."""
_RARE = 16
"""From this worth on, all of a term's nearest articles are candidates; below it, half of them."""
SHARE = 48
"""Points per count of a candidate for one term."""
_SAME_DAY = 2
_DAY = 86400


class Traits(Record, frozen=True):
    """What articles are compared by: kept small, since most candidates are not shown in the end."""

    kanal: int
    region: int
    """Numbers of the kanal, the region and its province; 0 without a region."""
    province: int
    paid: bool
    terms: bytes


class Candidate(Record, frozen=True):
    """The traits of an article, ready to be compared."""

    kanal: int
    region: int
    province: int
    paid: bool
    terms: Terms


pack = msgspec.msgpack.Encoder(order="deterministic").encode
_decode = msgspec.msgpack.Decoder(Traits).decode


def traits(article: Article) -> Traits:
    matter = article.matter
    return Traits(
        kanal=keywords.term(f"@{matter.category}"),
        region=keywords.term(f"@/{matter.region}") if matter.region else 0,
        province=keywords.term(f"@/{matter.region.partition('/')[0]}") if matter.region else 0,
        paid=matter.type == "advertorial",
        terms=keywords.packed_keywords(article),
    )


def unpack(packed: bytes) -> Candidate:
    traits = _decode(packed)
    return Candidate(traits.kanal, traits.region, traits.province, traits.paid, keywords.unpack(traits.terms))


def is_paid(packed: bytes) -> bool:
    return _decode(packed).paid


def terms_of(packed: bytes) -> frozenset[int]:
    return keywords.numbers(_decode(packed).terms)


def indexed_terms(article: Candidate) -> frozenset[int]:
    """Return the terms by which other articles find this one, including its region; none if it is paid for."""
    if article.paid:
        return frozenset()
    terms = article.terms.weights
    return frozenset((*terms, article.region) if article.region else terms)


def changed(before: Candidate, after: Candidate) -> frozenset[int] | None:
    """Return the terms that differ between two versions of an article; None if other traits differ, too."""
    if msgspec.structs.replace(before, terms=after.terms) != after:
        return None
    old, new = before.terms, after.terms
    # Joined words matter only on the article's own page.
    return frozenset(term for term, _ in old.weights.items() ^ new.weights.items()) | old.headline ^ new.headline


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


def nearest(postings: list[int], here: int, worth: int, upto: int) -> list[int]:
    """Return the articles with a term that are nearest to one, perhaps including itself.

    `postings`, `worth` and `here` (how many precede the article) are as in `rarity`; `upto` is the horizon.
    """
    start = here - (EARLIER if worth >= _RARE else EARLIER // 2)
    near = postings[max(0, start) : here + LATER + 1]
    if near and near[-1] > upto:
        del near[bisect_right(near, upto) :]
    return near


def most_shared(pool: Iterable[int], own: Collection[int]) -> list[int]:
    """Return the candidates to compare in detail.

    `pool` contains a candidate's seq once for each shared term, and more often for rare ones; `own` are excluded.
    """
    counts = Counter(pool)
    for seq in own:
        counts.pop(seq, None)
    return sorted(counts, key=counts.__getitem__, reverse=True)[:_COMPARED]


def score(own: Candidate, values: Mapping[int, int], other: Candidate, apart: int) -> int:
    """Return how closely an article is related to another.

    `own` is the article whose page is made, and `values` is the worth of its terms times their weight; `apart` is in
    seconds.
    """
    weights, joined = other.terms.weights, own.terms.joined
    shares = {term: values[term] * weights[term] for term in values.keys() & weights.keys()}
    for term in own.terms.headline & other.terms.headline:
        shares[term] *= 2
    # A name counts once, however many words it has.
    for term in joined:
        if term in shares:
            share, first = shares.pop(term), joined[term]
            if share >= shares.get(first, 0):
                shares[first] = share
    # One or two shared words may be chance.
    points = sum(shares.values()) * len(shares) // (len(shares) + 2)
    if own.province != other.province and own.province and other.province:
        # Provinces share place names, so words prove little.
        points //= 8
    elif own.region and other.region == own.region:
        points += points // 4
    if other.kanal == own.kanal:
        points += points // 2
    # A year reduces the points to three quarters.
    return points * 27 // (27 + (apart // 86400).bit_length())


def choose(scored: Iterable[tuple[int, int]], seq: int, count: int) -> list[int]:
    """Return the seqs of the related articles, best first; of two equals the newer one first.

    At most two are within a day of each other while others are related, so that a list spans a story's history. The
    last article published before this one gets the last place, if it is related well enough.
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
    turns = [other for points, other in ranking if points >= max(least, best // _TURN) and other < seq]
    if turns and max(turns) not in listed and count > 1:
        listed[-1] = max(turns)
    return listed
