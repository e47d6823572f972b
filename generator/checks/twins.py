"""Twins: one report that was published twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.sentences import Sentence, sentence
from generator.base.text import slugify
from generator.checks.desk import Desk, Finding, Look
from generator.portal import related

_WEEK, _DAYS = 7 * 86400, 2 * 86400
_SHARED = 0.8
"""Part of the telling words of both that both have."""
_FEWEST = 12
"""Telling words, of texts that can be compared."""
_BANDS = (0, 0x5BD1E995, 0x9E3779B9, 0x85EBCA6B)
"""Orders of terms; articles that have most of them in common begin alike in one of these orders."""
_FIRST = 3
_LOOKED_AT = 8
"""Articles with the same beginning that one is compared with, the latest first."""


def same_report(desk: Desk) -> Iterator[Finding]:
    """Yield the later one of two; what follows another or was withdrawn is no second report."""
    told: set[str] = set()
    for later, earlier, why in (*_same_text(desk.looks), *_same_headline(desk.looks), *_alike(desk)):
        if later.path in told or later.withdrawn or earlier.withdrawn or later.follows:
            continue
        told.add(later.path)
        hint = sentence("delete one of them, or say follows: in the later one if it goes on where the other ends")
        yield Finding("same-report", later.path, why, hint, "title", other=earlier.path)


_Pair = tuple[Look, Look, Sentence]


def _same_text(looks: Sequence[Look]) -> Iterator[_Pair]:
    seen: dict[bytes, Look] = {}
    for look in looks:
        if look.silent or look.withdrawn:
            continue
        earlier = seen.setdefault(look.text, look)
        if earlier is not look:
            yield look, earlier, sentence("this has the very text of content/{path}", path=earlier.path)


def _same_headline(looks: Sequence[Look]) -> Iterator[_Pair]:
    seen: dict[str, Look] = {}
    for look in looks:
        if look.withdrawn:
            continue
        title = slugify(look.title)
        earlier = seen.get(title)
        seen[title] = look
        if earlier is not None and look.epoch - earlier.epoch <= _WEEK:
            yield look, earlier, sentence("this has the headline of content/{path}", path=earlier.path)


def _alike(desk: Desk) -> Iterator[_Pair]:
    """Yield published articles that have nearly all of their telling words in common."""
    seen: dict[tuple[int, ...], list[tuple[Look, frozenset[int]]]] = {}
    for number, packed in desk.terms:
        look, terms = desk.looks[number], frozenset(related.unpack(packed).terms.weights)
        if len(terms) < _FEWEST:
            continue
        for band in _BANDS:
            first = tuple(sorted(terms, key=lambda term, band=band: term * 2654435761 % 4294967296 ^ band)[:_FIRST])  # type: ignore[misc]
            same = seen.setdefault((band, *first), [])
            for other, others in reversed(same[-_LOOKED_AT:]):
                if look.epoch - other.epoch > _DAYS:
                    break
                if len(terms & others) >= _SHARED * len(terms | others):
                    yield look, other, sentence("this says nearly the same as content/{path}", path=other.path)
                    break
            same.append((look, terms))
            del same[:-_LOOKED_AT]
