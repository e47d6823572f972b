"""Grouping: many problems of one kind are told as one, with the first of their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.base.codes import KINDS, Code, Severity
from generator.base.errors import Problem, printable

_FEW = 5
"""Problems of one kind that are shown each in full; of more, so many places."""
_OWN = re.compile(r'"[^"]*"|content/[^\s,]+|\d[\d.,]*')
"""What a sentence says of one problem alone."""
_BY_FILE: frozenset[Code] = frozenset({"missing-picture", "broken-picture"})
"""Codes of which all problems with one sentence are about one file, and mended by it."""


def told(problems: Iterable[Problem], severity: Severity) -> str:
    """Return problems as people see them: those of which there are many in groups, below the others.

    Args:
        problems: all of one severity, in order.
        severity: error or warning.

    """
    groups: dict[tuple[Code, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.code, _OWN.sub("…", problem.message)), []).append(problem)
    single = sorted(problem for group in groups.values() if len(group) <= _FEW for problem in group)
    many = sorted((group for group in groups.values() if len(group) > _FEW), key=len)
    return "\n\n".join([*(one.text(severity) for one in single), *("\n".join(_lines(one, severity)) for one in many)])


def count(problems: Iterable[Problem]) -> int:
    """Return how many things there are to mend: a picture that is missing in a hundred articles is one."""
    return len(
        {(one.code, one.message) if one.code in _BY_FILE else (one.where, one.code, one.message) for one in problems}
    )


def tolerated(counts: Mapping[Code, int]) -> str:
    """Return in one line what a site tolerates, from the number of its faults by code; empty for nothing."""
    parts = (f"{number:,} {KINDS[code].nouns[number != 1]}" for code, number in counts.items())
    return f"tolerated: {', '.join(parts)} (list: ssg build --all)" if counts else ""


def _lines(group: list[Problem], severity: Severity) -> Iterator[str]:
    """Yield the lines that tell a group."""
    places: dict[str, list[Problem]] = {}
    for problem in group:
        places.setdefault(problem.message, []).append(problem)
    first = group[0]
    if len(places) == 1:
        yield f"{severity}: {printable(first.message)} [{first.code}]: in {len(group):,} places"
        yield from (f"  {printable(str(one.where))}" for one in group[:_FEW])
        rest = len(group) - _FEW
    else:
        sentence = _OWN.sub("…", first.message)
        several = f"{len(group):,} times" if len(places) == len(group) else f"{len(places):,} in {len(group):,} places"
        yield f"{severity}: {printable(sentence)} [{first.code}]: {several}"
        shown = list(places.values())[:_FEW]
        for same in shown:
            more = f", and {len(same) - 1:,} more places" if len(same) > 1 else ""
            own = ", ".join(_OWN.findall(same[0].message))
            yield f"  {printable(str(same[0].where))}: {printable(own)}{more}"
        rest = len(places) - len(shown)
    if rest > 0:
        yield f"  … and {rest:,} more (ssg build --all)"
    if first.hint and all(one.hint == first.hint for one in group):
        yield f"  hint: {printable(first.hint)}"
