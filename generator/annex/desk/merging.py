"""What two people made of one text, put together; and what differs between two texts.

Everything is bounded: lines that occur once in both texts are the anchors, and what lies between them is compared line
by line only if it is short. A text without anchors counts as changed as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from generator.model.records import Record

_WORK = 10_000_000
"""Steps that all comparisons of a text may take together; about half a second."""
_DEPTH = 16
"""Of anchors between anchors."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\S+\s*|\s+")
_AROUND = 3
"""Unchanged lines shown beside a change."""

Change = tuple[int, int, int, int]
"""Lines from and to in the old text, and those of the new text in their place."""


class _Effort:
    """What comparisons may cost yet: those of lines that recur can take as many steps as there are lines, cubed."""

    def __init__(self) -> None:
        self._left = _WORK

    def covers(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Return whether two texts can be compared line by line, which is then counted."""
        ours, theirs = Counter(old), Counter(new)
        equal = ours & theirs
        steps = (equal.total() + 1) * (len(old) + len(new) + sum(ours[one] * theirs[one] for one in equal))
        if steps > self._left:
            return False
        self._left -= steps
        return True


class Line(Record, frozen=True):
    """A line of a comparison."""

    kind: Literal["same", "added", "removed", "skip"]
    text: str
    """Without its end; of `skip`, how many unchanged lines are left out."""


def reconcile(base: str, theirs: str, mine: str) -> str | None:
    """Return what two people made of `base`, put together; None if they changed the same place differently.

    Changed lines of either are taken over, and within a line of the body changed words. Front matter is merged by whole
    lines alone: half of one time and half of another are no time.
    """
    # A last line without its end would be glued to what somebody has written below it.
    base, theirs, mine = (text and text.removesuffix("\n") + "\n" for text in (base, theirs, mine))
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    pieces = [_LINE.findall(text) for text in (base, theirs, mine)]
    return _merged(pieces[0], pieces[1], pieces[2], _front_matter(pieces[0]))


def compare(old: str, new: str) -> list[Line]:
    """Return the lines of two texts, with long unchanged runs left out."""
    before, after = _LINE.findall(old), _LINE.findall(new)
    found: list[Line] = []
    at = 0
    changed = changes(before, after)
    for number, (low, high, first, last) in enumerate(changed):
        found += _unchanged(before[at:low], is_first=not number, is_last=False)
        found += (Line("removed", line.rstrip("\r\n")) for line in before[low:high])
        found += (Line("added", line.rstrip("\r\n")) for line in after[first:last])
        at = high
    return found + _unchanged(before[at:], is_first=not changed, is_last=True)


def changes(old: Sequence[str], new: Sequence[str], effort: _Effort | None = None) -> list[Change]:
    """Return what differs, in order; no two of them touch each other."""
    found: list[Change] = []
    for low, high, first, last in _differing(old, new, (0, len(old), 0, len(new)), _DEPTH, effort or _Effort()):
        if found and found[-1][1] == low and found[-1][3] == first:
            found[-1] = (found[-1][0], high, found[-1][2], last)
        else:
            found.append((low, high, first, last))
    return found


def _unchanged(lines: list[str], *, is_first: bool, is_last: bool) -> list[Line]:
    shown = [Line("same", line.rstrip("\r\n")) for line in lines]
    head = 0 if is_first else _AROUND
    tail = len(shown) if is_last and is_first else 0 if is_last else _AROUND
    left = len(shown) - head - tail
    if is_first and is_last:
        return [Line("skip", str(len(shown)))] if shown else []
    return shown if left < 2 else [*shown[:head], Line("skip", str(left)), *shown[len(shown) - tail :]]


def _differing(old: Sequence[str], new: Sequence[str], within: Change, depth: int, effort: _Effort) -> Iterator[Change]:
    low, high, first, last = within
    while low < high and first < last and old[low] == new[first]:
        low, first = low + 1, first + 1
    while low < high and first < last and old[high - 1] == new[last - 1]:
        high, last = high - 1, last - 1
    if low == high or first == last:
        if low < high or first < last:
            yield low, high, first, last
    elif anchors := _anchors(old, new, (low, high, first, last)) if depth else []:
        for a, b in anchors:
            yield from _differing(old, new, (low, a, first, b), depth - 1, effort)
            low, first = a + 1, b + 1
        yield from _differing(old, new, (low, high, first, last), depth - 1, effort)
    elif not effort.covers(old[low:high], new[first:last]):
        yield low, high, first, last
    else:
        for kind, a, b, c, d in SequenceMatcher(None, old[low:high], new[first:last], autojunk=False).get_opcodes():
            if kind != "equal":
                yield low + a, low + b, first + c, first + d


def _anchors(old: Sequence[str], new: Sequence[str], within: Change) -> list[tuple[int, int]]:
    """Return the lines that are there once in both, as many as keep their order."""
    low, high, first, last = within
    ours, theirs = Counter(old[low:high]), Counter(new[first:last])
    places = {new[at]: at for at in range(first, last) if theirs[new[at]] == 1}
    pairs = [(at, places[old[at]]) for at in range(low, high) if ours[old[at]] == 1 and old[at] in places]
    # The longest run of pairs that rises on both sides, by patience.
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(ends, place)
        before.append(tops[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [place]
        tops[pile : pile + 1] = [number]
    found = []
    at = tops[-1] if tops else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _merged(base: list[str], theirs: list[str], mine: list[str], whole: int) -> str | None:
    """Return the merged text; before line `whole` of the base, lines are not merged by words."""
    made: list[str] = []
    at = 0
    effort = _Effort()
    for low, high, (one, other) in _together(changes(base, theirs, effort), changes(base, mine, effort)):
        made += base[at:low]
        at = high
        ours = ["".join(_side(base, side, low, high, new)) for side, new in ((theirs, one), (mine, other))]
        old = "".join(base[low:high])
        if not one or not other or ours[0] == ours[1]:
            made.append(ours[0] if one else ours[1])
        elif low < whole or (words := _by_words(old, ours[0], ours[1], effort)) is None:
            return None
        else:
            made.append(words)
    return "".join([*made, *base[at:]])


def _together(one: list[Change], other: list[Change]) -> Iterator[tuple[int, int, tuple[list[Change], list[Change]]]]:
    """Yield the places of the base that either changed, with the changes of both; those that overlap are one place."""
    left: tuple[list[Change], list[Change]] = (one[::-1], other[::-1])
    while left[0] or left[1]:
        taken: tuple[list[Change], list[Change]] = ([], [])
        side = min((number for number in (0, 1) if left[number]), key=lambda number: left[number][-1][:2])
        taken[side].append(left[side].pop())
        low, high, *_ = taken[side][0]
        is_more = True
        while is_more:
            is_more = False
            for number in (0, 1):
                while left[number] and _overlaps(low, high, left[number][-1]):
                    taken[number].append(left[number].pop())
                    high = max(high, taken[number][-1][1])
                    is_more = True
        yield low, high, taken


def _overlaps(low: int, high: int, change: Change) -> bool:
    """Return whether a change is of the same lines; two insertions at one place have no order."""
    return change[0] < high or (change[0] == change[1] == low == high)


def _side(base: list[str], new: list[str], low: int, high: int, own: list[Change]) -> list[str]:
    """Return what one side has in place of some lines of the base."""
    found: list[str] = []
    at = low
    for change in own:
        found += [*base[at : change[0]], *new[change[2] : change[3]]]
        at = change[1]
    return [*found, *base[at:high]]


def _by_words(base: str, theirs: str, mine: str, effort: _Effort) -> str | None:
    """Return the merged words of a place, if an unchanged word lies between any two changes."""
    words = [_WORD.findall(text) for text in (base, theirs, mine)]
    if not words[0]:
        return None
    places = list(_together(changes(words[0], words[1], effort), changes(words[0], words[2], effort)))
    made: list[str] = []
    at = -1
    for low, high, (one, other) in places:
        if (one and other) or low <= at:
            return None
        made += words[0][max(at, 0) : low]
        made += _side(words[0], words[1] if one else words[2], low, high, one or other)
        at = high
    return "".join([*made, *words[0][max(at, 0) :]])


def _front_matter(lines: list[str]) -> int:
    """Return after which line the body begins."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), len(lines)) + 1
