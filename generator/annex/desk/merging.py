"""What two people made of one text, put together; and what differs between two texts.

Stretches that are too long to be compared piece by piece count as changed as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from generator.model.records import Record

_MOST_PAIRS = 1_000_000
"""Of pieces that are compared, such as 1,000 lines of one text with 1,000 of the other; more could take seconds."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\S+\s*|\s+")
_AROUND = 3
"""Unchanged lines shown beside a change."""

Change = tuple[int, int, int, int]
"""Lines from and to in the old text, and those of the new text in their place."""


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


def changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Return what differs, in order; no two of them touch each other."""
    low, most = 0, min(len(old), len(new))
    while low < most and old[low] == new[low]:
        low += 1
    same = 0
    while same < most - low and old[-1 - same] == new[-1 - same]:
        same += 1
    before, after = old[low : len(old) - same], new[low : len(new) - same]
    if len(before) * len(after) > _MOST_PAIRS:
        return [(low, low + len(before), low, low + len(after))]
    found = SequenceMatcher(None, before, after).get_opcodes()
    return [(low + a, low + b, low + c, low + d) for kind, a, b, c, d in found if kind != "equal"]


def _unchanged(lines: list[str], *, is_first: bool, is_last: bool) -> list[Line]:
    shown = [Line("same", line.rstrip("\r\n")) for line in lines]
    head = 0 if is_first else _AROUND
    tail = len(shown) if is_last and is_first else 0 if is_last else _AROUND
    left = len(shown) - head - tail
    if is_first and is_last:
        return [Line("skip", str(len(shown)))] if shown else []
    return shown if left < 2 else [*shown[:head], Line("skip", str(left)), *shown[len(shown) - tail :]]


def _merged(base: list[str], theirs: list[str], mine: list[str], whole: int) -> str | None:
    """Return the merged text; before line `whole` of the base, lines are not merged by words."""
    made: list[str] = []
    at = 0
    for low, high, (one, other) in _together(changes(base, theirs), changes(base, mine)):
        made += base[at:low]
        at = high
        ours = ["".join(_side(base, side, low, high, new)) for side, new in ((theirs, one), (mine, other))]
        old = "".join(base[low:high])
        if not one or not other or ours[0] == ours[1]:
            made.append(ours[0] if one else ours[1])
        elif low < whole or (words := _by_words(old, ours[0], ours[1])) is None:
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


def _by_words(base: str, theirs: str, mine: str) -> str | None:
    """Return the merged words of a place, if an unchanged word lies between any two changes."""
    words = [_WORD.findall(text) for text in (base, theirs, mine)]
    if not words[0]:
        return None
    places = list(_together(changes(words[0], words[1]), changes(words[0], words[2])))
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
