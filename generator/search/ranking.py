"""The order of results: whole numbers only, so that the browser and the terminal agree on each.

All words come before some. Then a word counts by how rare it is and where it stands; words that stand in the headline,
and in the order of the query, count more; and of two articles that say the same the newer comes first, though never so
much that an old headline which is exactly what was asked for is buried.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.search.files import NO_POSTING, Posting
from generator.search.query import Query, Slot
from generator.search.words import PLACES

_HALF_LIFE = 12
"""Months."""
RECENCY = tuple(128 + round(128 * 0.5 ** (months / _HALF_LIFE)) for months in range(121))
"""What the points of an article are multiplied by, in 256ths, by its age in months; the last goes for all older."""
_SCATTERED, _HEADLINE, _PHRASE = 2, 3, 4
"""Halves of its points for an article with all words: somewhere, in the headline, and there side by side."""
_EXACT = 4
"""The fraction of a word's points that the word as it is written adds."""
_PART = 3
"""An article with some words has at least this fraction of what all are worth."""
_STEEPNESS = 3
"""How often its points are multiplied by its share of that: many words in the text count more than one in the headline.
"""


class Segment(msgspec.Struct, frozen=True):
    """A segment of the index, as far as a query needs it."""

    documents: int
    months: Sequence[tuple[int, int]]
    """Year times 100 plus month, and number of documents, oldest first."""
    postings: Mapping[str, Posting]
    """Of all terms of the query and the filters that it has."""


class Hit(msgspec.Struct, frozen=True):
    """A result."""

    segment: int
    """Its place among the segments, newest first."""
    document: int
    whole: bool
    """Whether it has all words."""
    points: int


def terms_of(query: Query, filters: Sequence[str] = ()) -> list[str]:
    """Return all terms that a query asks for."""
    found = [term for one in filters for term in one.split()]
    for slot in query.slots:
        found += [slot.term, *([slot.exact] if slot.exact else []), *(term for other in slot.others for term in other)]
    return [*dict.fromkeys(found)]


def rarity(documents: int, of: int) -> int:
    """Return how much a term of some documents `of` all is worth: 16 times log2(1 + of / documents), nearly."""
    value = 16 * of // max(documents, 1) + 16
    bits = value.bit_length() - 1
    return (bits - 4) * 16 + (value << 4 >> bits) - 16


def rank(
    query: Query, segments: Sequence[Segment], filters: Sequence[str] = (), *, newest_first: bool = False
) -> list[Hit]:
    """Return the results of a query in some segments, newest first, in order.

    An article must have one of the terms of each filter; blanks stand between them.
    """
    total = sum(segment.documents for segment in segments)
    counts: dict[str, int] = {}
    for segment in segments:
        for term, posting in segment.postings.items():
            counts[term] = counts.get(term, 0) + len(posting.documents)
    worth = {term: rarity(count, total) for term, count in counts.items()}
    slots = [slot for slot in query.slots if any(_known(terms, worth) for terms in slot.ways)]
    if all(slot.is_extra for slot in slots):
        return []
    values = [max(_worth(terms, worth) for terms in slot.ways) for slot in slots]
    newest = max((month for segment in segments for month, _ in segment.months), default=0)
    hits: list[Hit] = []
    for number, segment in enumerate(segments):
        hits += _of_segment(number, segment, slots, values, worth, filters, newest)
    whole = [hit for hit in hits if hit.whole]
    chosen = whole if newest_first and whole else hits
    if newest_first:
        return sorted(chosen, key=lambda hit: (hit.segment, -hit.document))
    return sorted(chosen, key=lambda hit: (not hit.whole, -hit.points, hit.segment, -hit.document))


def _known(terms: Iterable[str], worth: Mapping[str, int]) -> bool:
    return all(term in worth for term in terms)


def _worth(terms: Iterable[str], worth: Mapping[str, int]) -> int:
    """Return what terms that stand for one word are worth: as much as the rarest."""
    return max(worth[term] for term in terms) if _known(terms, worth) else 0


class _Found(msgspec.Struct):
    """What a document has of a query so far."""

    points: int = 0
    words: int = 0
    value: int = 0
    """What the found words are worth."""
    headline: int = 0
    """How many of them stand in the headline."""
    steps: int = 0
    """How many stand there as far from the word before as in the query."""
    place: int = 0
    """Of the last word in the headline, less its place in the query; 0 if it is not known."""


def _of_segment(
    number: int, segment: Segment, slots: Sequence[Slot], values: Sequence[int], worth: Mapping[str, int],
    filters: Sequence[str], newest: int,
) -> list[Hit]:  # fmt: skip
    found: dict[int, _Found] = {}
    for slot, value in zip(slots, values, strict=True):
        for document, (points, place) in _matches(segment.postings, slot, worth).items():
            here = found.get(document)
            if here is None:
                here = found[document] = _Found()
            here.points += points
            if slot.is_extra:
                continue
            here.words += 1
            here.value += value
            here.headline += place > 0
            # The place of a word after the last known one may be any.
            shift = place + SHIFT - slot.place if 0 < place < PLACES else 0
            here.steps += shift > 0 and shift == here.place
            here.place = shift
    for one in filters:
        allowed = {document for term in one.split() for document in segment.postings.get(term, NO_POSTING).documents}
        found = {document: here for document, here in found.items() if document in allowed}
    needed = [value for slot, value in zip(slots, values, strict=True) if not slot.is_extra]
    all_words, worth_of_all = len(needed), sum(needed)
    ages = _Ages(segment.months, newest)
    hits = []
    for document, here in found.items():
        whole = here.words == all_words
        if not whole and here.value * _PART < worth_of_all:
            continue
        halves = _SCATTERED
        if whole and here.headline == all_words:
            halves = _PHRASE if here.steps == all_words - 1 > 0 else _HEADLINE
        points = here.points * halves * RECENCY[ages.of(document)]
        if not whole:
            for _ in range(_STEEPNESS):
                points = points * here.value // worth_of_all
        hits.append(Hit(number, document, whole, points))
    return hits


SHIFT = 1 << 16
"""Keeps differences of places above zero."""


def _matches(postings: Mapping[str, Posting], slot: Slot, worth: Mapping[str, int]) -> dict[int, tuple[int, int]]:
    """Return each document that has a word, with its points and its place in the headline, 0 if it is not there."""
    own = postings.get(slot.term, NO_POSTING)
    value = worth.get(slot.term, 0)
    found = {
        document: (value * (mark & 15), mark >> 4) for document, mark in zip(own.documents, own.marks, strict=True)
    }
    if slot.exact in postings:
        extra = postings[slot.exact]
        for document, mark in zip(extra.documents, extra.marks, strict=True):
            if document in found:
                points, place = found[document]
                found[document] = points + value * (mark & 15) // _EXACT, place
    for terms in slot.others:
        if not terms or any(term not in postings for term in terms):
            continue
        each = [dict(zip(postings[term].documents, postings[term].marks, strict=True)) for term in terms]
        value = _worth(terms, worth)
        for document in each[0]:
            if all(document in one for one in each):
                marks = [one[document] for one in each]
                points = value * min(mark & 15 for mark in marks)
                place = marks[0] >> 4 if all(mark >> 4 for mark in marks) else 0
                if document not in found or found[document][0] < points:
                    # Its words do not stand where the word would.
                    found[document] = points, PLACES if place else 0
    return found


class _Ages:
    """The ages of a segment's documents."""

    def __init__(self, months: Sequence[tuple[int, int]], newest: int) -> None:
        self._ends: list[tuple[int, int]] = []
        """The number after the last document of each month, and its age in months."""
        end = 0
        for month, count in months:
            end += count
            age = (newest // 100 - month // 100) * 12 + newest % 100 - month % 100
            self._ends.append((end, min(max(age, 0), len(RECENCY) - 1)))

    def of(self, document: int) -> int:
        return next((age for end, age in self._ends if document < end), 0)
