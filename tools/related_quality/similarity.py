"""How near texts are: the cosine of their words, weighted by TF-IDF as it is commonly done."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.model.related import OF_SERIES

_WORD = re.compile(r"\b\w\w+\b")
PLACES = 5
FRESH = 48 * 3600
"""Seconds after an article within which a newer one may still stand in its box."""

Vector = dict[str, float]


def vectors(texts: Sequence[str], most: float = 0.2) -> list[Vector]:
    """Return the weights of the words of each text, as vectors of length 1.

    A weight is `1 + ln count`, times `1 + ln ((1 + texts) / (1 + texts with the word))`.

    Args:
        texts: all of an archive.
        most: words in a larger share of the texts do not count, nor do those in one text alone.

    """
    counts = [Counter(_WORD.findall(text.lower())) for text in texts]
    carriers = Counter(word for count in counts for word in count)
    rarity = {
        word: 1 + math.log((1 + len(texts)) / (1 + number))
        for word, number in carriers.items()
        if 2 <= number <= most * len(texts)
    }
    found = []
    for count in counts:
        weights = {word: (1 + math.log(number)) * rarity[word] for word, number in count.items() if word in rarity}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        found.append({word: weight / length for word, weight in weights.items()})
    return found


def cosine(one: Vector, other: Vector) -> float:
    """Return how near two texts are, from 0 to 1."""
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def shown(found: Sequence[Vector], boxes: Sequence[Sequence[int]]) -> list[float]:
    """Return the mean nearness of the places of each box, of which an empty one counts 0."""
    return [sum(cosine(found[at], found[other]) for other in box) / PLACES for at, box in enumerate(boxes)]


def reachable(found: Sequence[Vector], when: Sequence[int], series: Sequence[int]) -> list[float]:
    """Return the same for the best boxes that there can be.

    Args:
        found: vectors of all articles, the oldest first.
        when: their times in seconds, in the same order.
        series: numbers of the series that their headlines are of.

    """
    best: list[list[tuple[float, int]]] = [[] for _ in found]
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, vector in enumerate(found):
        near = [0.0] * at
        for word, weight in vector.items():
            for other, its in postings[word]:
                near[other] += weight * its
            postings[word].append((at, weight))
        # Newer ones may take the places of their series.
        best[at] = _chosen(zip(near, series, strict=False), 2 * PLACES)
        for other in range(at - 1, -1, -1):
            if when[at] > when[other] + FRESH:
                break
            best[other].append((near[other], series[at]))
    return [sum(nearness for nearness, _ in _chosen(one, PLACES)) / PLACES for one in best]


def _chosen(near: Iterable[tuple[float, int]], count: int) -> list[tuple[float, int]]:
    """Return the nearest of some articles, as nearness and series, with no more of a series than a box may have."""
    chosen: list[tuple[float, int]] = []
    times: Counter[int] = Counter()
    for nearness, number in sorted(near, reverse=True):
        times[number] += 1
        if len(chosen) < count and times[number] <= OF_SERIES:
            chosen.append((nearness, number))
    return chosen
