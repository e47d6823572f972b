"""Artikel Terkait: how much two articles have to do with each other.

Only the articles nearest in time that share a tag are compared, so the cost of
one article does not grow with the archive. How telling a shared tag is must not
depend on anything newer than the article either: a tag is rare when few of the
articles just before carried it.
Everything is counted in whole numbers, so that every machine agrees.
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
"""Articles on each side of an article that are compared, for each of its tags."""

THRESHOLD = 8
"""Score from which two articles are related: one rare tag, or common ones and more."""

AROUND = 96
"""Articles before an article among which a tag is counted."""

_FEW = 24
"""In a young portal everything is a large share of everything; a tag is counted among at least this many."""

_STEPS = ((200, 1), (80, 3), (20, 5), (8, 6))
"""Per mille of the articles around it that carry a tag, and what sharing it is worth; rarer ones `_RAREST`."""
_RAREST = 8
_WORD, _WORDS = 3, 3
"""What a telling word of both headlines is worth, and how many count."""
_REGION = 2
_WORDLESS = _REGION + 3
"""The most that two articles can have in common apart from tags and words."""
_MOST = _WORD * _WORDS + _WORDLESS
"""The same with words."""
_DAY = 86400


_COMMON_WORDS = """
yang untuk pada dari dalam akan dengan oleh atau juga ini itu para serta saat bisa jadi sudah telah masih karena hingga
sampai antara agar lebih tak tidak bukan ada adalah baru usai jelang lagi kini dua tiga empat lima enam tujuh warga siap
minta sebut kata soal gelar raih catat jalan kota kabupaten desa provinsi tahun hari bulan pekan jam orang bagi demi
lewat hadapi mulai kembali capai naik turun beri buka tutup tahap pertama kedua ketiga besar kecil
"""
_STOP = frozenset(words(_COMMON_WORDS))


class Traits(Record, frozen=True):
    """What two articles are compared by; a small part of a card, since most candidates are only compared."""

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
    """Return what an article is compared by."""
    said = set(words(" ".join(card.tags)))
    telling = frozenset(word for word in words(card.title) if len(word) > 3 and word not in _STOP and word not in said)
    province = card.region.partition("/")[0]
    return Traits(card.stamp.epoch, card.category, card.region, province, telling, card.type == "advertorial")


def weight(older: Sequence[int], around: Sequence[int]) -> int:
    """Return what sharing a tag is worth.

    A story that breaks is on everybody's lips for some days; its tag is still
    telling then, so the share is taken of more articles than the tag's own.

    Args:
        older: the places in time of the nearest older articles with the tag, newest first.
        around: the places of the `AROUND` articles before the article, oldest first.

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
    """Return how much an article has to do with another one.

    Args:
        own: the article on whose page the other one would stand.
        other: the candidate.
        tags: what the tags that they share are worth.

    """
    if other.paid:
        return 0
    found = tags
    shared = 0 if own.words.isdisjoint(other.words) else min(_WORDS, len(own.words & other.words))
    if other.province != own.province and other.province and own.province:
        # Places of one name in two provinces: the words say little then.
        found += shared - 4
    else:
        found += _WORD * shared
        if other.region and other.region == own.region:
            found += _REGION
    if other.category == own.category:
        found += 1
    apart = abs(own.epoch - other.epoch)
    if apart <= 3 * _DAY:
        found += 2
    elif apart <= 14 * _DAY:
        found += 1
    return found


def best(own: Traits, candidates: Iterable[tuple[int, int, Traits]], count: int) -> list[int]:
    """Return the places in time of the articles most related to one, the best first, the newer of equals first.

    Args:
        own: the article on whose page they would stand.
        candidates: what the tags that an article shares with it are worth, the place of that article in time, and what
            it is compared by.
        count: most that are wanted.

    """
    found: list[tuple[int, int]] = []
    least = THRESHOLD
    for tags, place, other in sorted(candidates, key=_worth, reverse=True):
        if tags + _MOST < least:
            # Nor can any of those that follow.
            break
        if tags + _WORDLESS < least and own.words.isdisjoint(other.words):
            continue
        reached = score(own, other, tags)
        if reached < least:
            continue
        if len(found) < count:
            heappush(found, (reached, place))
        else:
            heappushpop(found, (reached, place))
        if len(found) == count:
            least = max(THRESHOLD, found[0][0])
    return [place for _, place in sorted(found, reverse=True)]


_worth = itemgetter(0)
