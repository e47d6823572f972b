"""Artikel Terkait: how closely two articles are related.

An article is compared only with those nearest in time that share a tag, so its cost does not grow with the archive.
What a shared tag is worth depends on nothing newer than the article: a tag is rare if few of the articles just before
it have the tag. Everything is counted in whole numbers, so that all machines agree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from heapq import heappush, heappushpop
from operator import itemgetter

import msgspec

from generator.base.text import words
from generator.portal.records import Card, Record

NEAREST = 12
"""Articles on each side of an article that it is compared with, for each of its tags."""

THRESHOLD = 8
"""Score from which two articles are related: one rare tag, or common ones and more."""

AROUND = 96
"""Articles before an article among which its tags are counted."""

_FEW = 24
"""A tag is counted among at least this many, for in a young portal each article is a large share of all."""

_STEPS = ((200, 1), (80, 3), (20, 5), (8, 6))
"""Per mille of the articles around that have a tag, and what sharing it is worth; a rarer one is worth `_RAREST`."""
_RAREST = 8
_WORD, _WORDS = 3, 3
"""What a telling word in both headlines is worth, and how many count."""
_REGION = 2
_WORDLESS = _REGION + 3
"""The most points that two articles can have without tags and words."""
_MOST = _WORD * _WORDS + _WORDLESS
"""The same with words, without tags."""
_DAY = 86400


_COMMON_WORDS = """
yang untuk pada dari dalam akan dengan oleh atau juga ini itu para serta saat bisa jadi sudah telah masih karena hingga
sampai antara agar lebih tak tidak bukan ada adalah baru usai jelang lagi kini dua tiga empat lima enam tujuh warga siap
minta sebut kata soal gelar raih catat jalan kota kabupaten desa provinsi tahun hari bulan pekan jam orang bagi demi
lewat hadapi mulai kembali capai naik turun beri buka tutup tahap pertama kedua ketiga besar kecil
"""
_STOP = frozenset(words(_COMMON_WORDS))


class Traits(Record, frozen=True):
    """What two articles are compared by: a small part of a card, since most candidates are not shown in the end."""

    epoch: int
    category: str
    region: str
    province: str
    words: frozenset[str]
    """Telling words of the headline."""
    paid: bool


pack = msgspec.msgpack.Encoder(order="deterministic").encode
unpack = msgspec.msgpack.Decoder(Traits).decode


def traits(card: Card) -> Traits:
    """Return the traits of an article."""
    said = set(words(" ".join(card.tags)))
    telling = frozenset(word for word in words(card.title) if len(word) > 3 and word not in _STOP and word not in said)
    province = card.region.partition("/")[0]
    return Traits(card.stamp.epoch, card.category, card.region, province, telling, card.type == "advertorial")


def weight(older: Sequence[int], around: Sequence[int]) -> int:
    """Return how many points sharing a tag is worth.

    While a story breaks, many articles have its tag, and it still says much. So if all the nearest articles with the
    tag are recent, the share is taken of the time that they span.

    Args:
        older: seqs of the `NEAREST` older articles with the tag, newest first.
        around: seqs of the `AROUND` articles before the article, oldest first.

    """
    if not older or not around:
        return _RAREST
    if len(older) == NEAREST and older[-1] >= around[0]:
        carried, total = NEAREST, len(around) - bisect_left(around, older[-1])
    else:
        carried, total = sum(seq >= around[0] for seq in older), len(around)
    share = 1000 * carried // max(total, _FEW)
    for least, worth in _STEPS:
        if share >= least:
            return worth
    return _RAREST


def score(own: Traits, other: Traits, tags: int) -> int:
    """Return how many points an article has for being related to another one.

    Args:
        own: traits of the article whose page is made.
        other: traits of the candidate.
        tags: points for the tags that both have.

    """
    if other.paid:
        return 0
    points = tags
    shared = 0 if own.words.isdisjoint(other.words) else min(_WORDS, len(own.words & other.words))
    if other.province != own.province and other.province and own.province:
        # Two provinces have places of the same name: words say little then.
        points += shared - 4
    else:
        points += _WORD * shared
        if other.region and other.region == own.region:
            points += _REGION
    if other.category == own.category:
        points += 1
    apart = abs(own.epoch - other.epoch)
    if apart <= 3 * _DAY:
        points += 2
    elif apart <= 14 * _DAY:
        points += 1
    return points


def best(own: Traits, candidates: Iterable[tuple[int, int, Traits]], count: int) -> list[int]:
    """Return the seqs of the articles most related to one, the best first, and of equal ones the newer first.

    Args:
        own: traits of the article whose page is made.
        candidates: of each, the points for the tags that both have, its seq, and its traits.
        count: how many at most.

    """
    heap: list[tuple[int, int]] = []
    least = THRESHOLD
    for tags, seq, other in sorted(candidates, key=_tag_points, reverse=True):
        if tags + _MOST < least:
            # Nor can any of those that follow.
            break
        if tags + _WORDLESS < least and own.words.isdisjoint(other.words):
            continue
        points = score(own, other, tags)
        if points < least:
            continue
        if len(heap) < count:
            heappush(heap, (points, seq))
        else:
            heappushpop(heap, (points, seq))
        if len(heap) == count:
            least = max(THRESHOLD, heap[0][0])
    return [seq for _, seq in sorted(heap, reverse=True)]


_tag_points = itemgetter(0)
