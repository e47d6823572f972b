"""Nearness: which of many names differ in a letter or two, without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def index(names: Iterable[str], letters: int) -> dict[str, list[str]]:
    """Return the names by what is left of them without up to so many letters."""
    found: dict[str, list[str]] = {}
    for name in names:
        for rest in _rests(name, letters):
            found.setdefault(rest, []).append(name)
    return found


def near(name: str, known: Mapping[str, list[str]], letters: int) -> list[str]:
    """Return the names of an index that differ from a name in one to so many letters, in order."""
    candidates = {other for rest in _rests(name, letters) for other in known.get(rest, ())} - {name}
    return sorted(other for other in candidates if distance(name, other) <= letters)


def _rests(name: str, letters: int) -> set[str]:
    """Return what is left of a name without up to so many letters."""
    found = last = {name}
    for _ in range(letters):
        last = {one[:place] + one[place + 1 :] for one in last for place in range(len(one))}
        found = found | last
    return found


def distance(one: str, other: str) -> int:
    """Return how many letters have to be changed, added, left out or swapped with their neighbours."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        here = [row]
        for column, letter in enumerate(other, 1):
            steps = min(above[column] + 1, here[-1] + 1, above[column - 1] + (sign != letter))
            if row > 1 < column and sign == other[column - 2] and one[row - 2] == letter:
                steps = min(steps, before[column - 2] + 1)
            here.append(steps)
        before, above = above, here
    return above[-1]
