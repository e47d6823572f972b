"""Artikel Terkait: how much two articles have to do with each other.

Only the articles nearest in time that share a tag are compared, so the cost of
one article does not grow with the archive. How telling a shared tag is must not
depend on anything newer than the article either: a tag is rare when its nearest
older articles lie far back, measured by how fast the portal published then.
Everything is counted in whole numbers, so that every machine agrees.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.records import Card
from generator.store import SHIFT
from generator.text import words

NEAREST = 12
"""Articles on each side of an article that are compared, for each of its tags."""

THRESHOLD = 8
"""Score from which two articles are related: one rare tag, or common ones and more."""

_STEPS = ((250, 1), (80, 2), (20, 4), (5, 6))
"""Per mille of the articles around it that carry a tag, and what sharing it is worth; rarer ones `_RAREST`."""
_RAREST = 8
_DAY = 86400


_COMMON_WORDS = """
yang untuk pada dari dalam akan dengan oleh atau juga ini itu para serta saat bisa jadi sudah telah masih karena hingga
sampai antara agar lebih tak tidak bukan ada adalah baru usai jelang lagi kini dua tiga empat lima enam tujuh warga siap
minta sebut kata soal gelar raih catat jalan kota kabupaten desa provinsi tahun hari bulan pekan jam orang bagi demi
lewat hadapi mulai kembali capai naik turun beri buka tutup tahap pertama kedua ketiga besar kecil
"""
_STOP = frozenset(words(_COMMON_WORDS))


def telling(card: Card) -> frozenset[str]:
    """Return the words of a headline that say what it is about, without those that its tags say already."""
    said = {word for tag in card.tags for word in words(tag)}
    return frozenset(word for word in words(card.title) if len(word) > 3 and word not in _STOP and word not in said)


def pace(seq: int, before: Sequence[int]) -> int:
    """Return the seconds that passed between two articles of the portal, on average, before an article.

    Args:
        seq: the article's place in time.
        before: the places of the articles before it, newest first.

    """
    return max(1, ((seq >> SHIFT) - (before[-1] >> SHIFT)) // len(before)) if before else 1


def weight(seq: int, older: Sequence[int], gap: int) -> int:
    """Return what sharing a tag is worth.

    Args:
        seq: the article's place in time.
        older: the places of the nearest older articles with the tag, newest first.
        gap: the portal's pace at the time.

    """
    if not older:
        return _RAREST
    passed = max(1, (seq >> SHIFT) - (older[-1] >> SHIFT))
    share = 1000 * len(older) * gap // passed
    for least, worth in _STEPS:
        if share >= least:
            return worth
    return _RAREST


def score(own: Card, own_words: frozenset[str], other: Card, other_words: frozenset[str], tags: int) -> int:
    """Return how much an article has to do with another one.

    Args:
        own: the article on whose page the other one would stand.
        own_words: its telling words.
        other: the candidate.
        other_words: its telling words.
        tags: what the tags that they share are worth.

    """
    if other.type == "advertorial":
        return 0
    found = tags
    shared = min(3, len(own_words & other_words))
    here, there = own.region, other.region
    if here and there and here.partition("/")[0] != there.partition("/")[0]:
        # Places of one name in two provinces: the words say little then.
        found += shared - 4
    else:
        found += 3 * shared + (2 if here and here == there else 0)
    if own.category == other.category:
        found += 1
    apart = abs(own.stamp.epoch - other.stamp.epoch)
    if apart <= 3 * _DAY:
        found += 2
    elif apart <= 14 * _DAY:
        found += 1
    return found
