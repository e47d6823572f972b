"""What a reader types, as what is looked up."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from generator.base.stemming import stem
from generator.search.words import STOPWORDS, tokens

LETTERS = 1000
"""Letters of a query that are read."""
SLOTS = 12
"""Words that are looked up."""


class Slot(msgspec.Struct, frozen=True):
    """A word of a query."""

    word: str
    place: int
    """In the query, stop words counted."""
    term: str
    exact: str
    """The term of the word as it is written, which counts in addition; empty if that is `term`."""
    others: tuple[tuple[str, ...], ...] = ()
    """What means the same: terms that stand together in its place."""
    is_extra: bool = False
    """Whether it adds to the points alone: nothing is missed without it."""

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """Its term, and what means the same: terms of which an article has all those of one."""
        return (self.term,), *self.others


class Query(msgspec.Struct, frozen=True):
    """What a reader looks for."""

    slots: tuple[Slot, ...]
    left_out: int = 0
    """Words beyond `SLOTS`."""


def parse(text: str, synonyms: Mapping[str, str]) -> Query:
    """Return the words of a query: stop words only if there are no others, and as extras if there is one other.

    `synonyms` maps a word, or words with single blanks, to what means the same; see `both_ways`.
    """
    words = tokens(text[:LETTERS])
    chosen = [(place, word) for place, word in enumerate(words) if word not in STOPWORDS]
    with_extras = len(chosen) == 1 and len(words) <= SLOTS
    if with_extras or not chosen:
        chosen = [*enumerate(words)]
    seen: dict[str, Slot] = {}
    for place, word in chosen:
        is_stop = word in STOPWORDS
        term = word if is_stop else stem(word)
        if term not in seen:
            exact = f"{term}={word}" if word != term else ""
            seen[term] = Slot(word, place, term, exact, _others(words, place, synonyms), with_extras and is_stop)
    slots = [*seen.values()]
    return Query(tuple(slots[:SLOTS]), len(slots[SLOTS:]))


_LONGEST = 4
"""Words of the longest synonym."""


def _others(words: list[str], place: int, synonyms: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return the terms of what means the same as words of the query of which one stands at a place."""
    found = []
    for size in range(1, _LONGEST + 1):
        for start in range(max(0, place - size + 1), min(place, len(words) - size) + 1):
            other = synonyms.get(" ".join(words[start : start + size]), "")
            found.append(tuple(stem(word) for word in other.split() if word not in STOPWORDS))
    # A synonym of stop words alone says nothing.
    return tuple(dict.fromkeys(filter(None, found)))


def both_ways(pairs: Mapping[str, str]) -> dict[str, str]:
    """Return what `parse` asks of pairs that mean the same, such as "jateng" and "jawa tengah"."""
    found: dict[str, str] = {}
    for one, other in sorted(pairs.items()):
        first, second = " ".join(tokens(one)), " ".join(tokens(other))
        if first and second and first != second:
            found.setdefault(first, second)
            found.setdefault(second, first)
    return found
