"""What two people made of one text, put together.

Stretches that are too long to be compared piece by piece count as changed as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, chain

_MAX_PAIRS = 1_000_000
"""Of pieces that are compared, such as 1,000 lines of one text with 1,000 of the other; more could take seconds."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\S+[^\S\n]*|\s+")

Line = tuple[str, ...]
"""A line of an article in the pieces in which it is merged."""


def reconcile(base: str, theirs: str, mine: str) -> str | None:
    """Return what two people made of `base`, put together; None if they changed the same place differently.

    Front matter is merged by whole lines: half of one time and half of another are no time. The body is merged by
    words, with an unchanged one, or the end of a line, between what either changed.
    """
    # A last line without its end would be glued to what somebody has written below it.
    base, theirs, mine = (text and text.removesuffix("\n") + "\n" for text in (base, theirs, mine))
    old, *new = (_lines(text) for text in (base, theirs, mine))
    pieces, head = [*chain(*old)], _head(_LINE.findall(base))
    made: list[str] = []
    start = at = -1
    for low, high, words in sorted({edit for lines in new for edit in _edits(old, lines)}):
        # Two insertions at one place have no order.
        if low < at or (low == at and (low >= head or high == start)):
            return None
        made += (*pieces[max(at, 0) : low], *words)
        start, at = low, high
    return "".join([*made, *pieces[max(at, 0) :]])


def _changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int, int, int]]:
    """Return from where to where the old one differs, and what the new one has there; no two of them touch."""
    low, most = 0, min(len(old), len(new))
    while low < most and old[low] == new[low]:
        low += 1
    same = 0
    while same < most - low and old[-1 - same] == new[-1 - same]:
        same += 1
    before, after = old[low : len(old) - same], new[low : len(new) - same]
    if len(before) * len(after) > _MAX_PAIRS:
        return [(low, low + len(before), low, low + len(after))]
    found = SequenceMatcher(None, before, after).get_opcodes()
    return [(low + a, low + b, low + c, low + d) for kind, a, b, c, d in found if kind != "equal"]


def _edits(old: list[Line], new: list[Line]) -> Iterator[tuple[int, int, Line]]:
    """Yield from which piece of the old lines to which they differ, and the new pieces."""
    begins = [0, *accumulate(map(len, old))]
    for low, high, first, last in _changes(old, new):
        before, after = [*chain(*old[low:high])], [*chain(*new[first:last])]
        for a, b, c, d in _changes(before, after):
            yield begins[low] + a, begins[low] + b, tuple(after[c:d])


def _lines(text: str) -> list[Line]:
    lines = _LINE.findall(text)
    head = _head(lines)
    return [(line,) if number < head else tuple(_WORD.findall(line)) for number, line in enumerate(lines)]


def _head(lines: Sequence[str]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), len(lines)) + 1
