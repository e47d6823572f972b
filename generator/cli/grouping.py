"""Grouping: many problems of one kind are told as one, with the first of their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.base.codes import KINDS, Code, Severity
from generator.base.errors import Problem, ordered, printable
from generator.base.languages import ENGLISH, Language
from generator.base.sentences import counted, sentence

_FEW = 5
"""Problems of one kind that are shown each in full; of more, so many places."""
_OWN = re.compile(r'"[^"]*"|content/[^\s,]+|\d[\d.,]*')
"""What a sentence says of one problem alone."""
_BY_FILE: frozenset[Code] = frozenset({"missing-picture", "broken-picture"})
"""Codes of which all problems with one sentence are about one file, and mended by it."""


def told(
    problems: Iterable[Problem], severity: Severity, language: Language = ENGLISH, command: str = "ssg build"
) -> str:
    """Return problems as people see them: those of which there are many in groups, below the others.

    Args:
        problems: all of one severity, in order.
        severity: error or warning.
        language: in which to tell them.
        command: that tells each of them with --all.

    """
    groups: dict[tuple[Code, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.code, _OWN.sub("…", problem.message)), []).append(problem)
    single = ordered(problem for group in groups.values() if len(group) <= _FEW for problem in group)
    many = sorted((group for group in groups.values() if len(group) > _FEW), key=len)
    return "\n\n".join(
        [
            *(one.text(severity, language) for one in single),
            *("\n".join(_lines(one, severity, language, command)) for one in many),
        ]
    )


def count(problems: Iterable[Problem]) -> int:
    """Return how many things there are to mend: a picture that is missing in a hundred articles is one."""
    return len(
        {(one.code, one.message) if one.code in _BY_FILE else (one.where, one.code, one.message) for one in problems}
    )


def tolerated(counts: Mapping[Code, int], language: Language = ENGLISH) -> str:
    """Return in one line what a site tolerates, from the number of its faults by code; empty for nothing."""
    if not counts:
        return ""
    parts = ", ".join(language.put(KINDS[code].counted(number)) for code, number in counts.items())
    return language.put(sentence("tolerated: {parts} (list: ssg build --all)", parts=parts))


def _lines(group: list[Problem], severity: Severity, language: Language, command: str) -> Iterator[str]:
    """Yield the lines that tell a group; the others are as in `told`."""
    places: dict[str, list[Problem]] = {}
    for problem in group:
        places.setdefault(problem.message, []).append(problem)
    first = group[0]
    word = language.severity(severity)
    if len(places) == 1:
        number = sentence("in {count} places", count=len(group))
        yield f"{word}: {printable(language.put(first.said))} [{first.code}]: {language.put(number)}"
        yield from (f"  {printable(str(one.where))}" for one in group[:_FEW])
        rest = len(group) - _FEW
    else:
        said = _OWN.sub("…", language.put(first.said))
        number = (
            sentence("{count} times", count=len(group))
            if len(places) == len(group)
            else sentence("{different} in {count} places", different=len(places), count=len(group))
        )
        yield f"{word}: {printable(said)} [{first.code}]: {language.put(number)}"
        shown = list(places.values())[:_FEW]
        for same in shown:
            own = printable(", ".join(_OWN.findall(language.put(same[0].said))))
            if len(same) > 1:
                own = language.put(
                    counted("{own}, and {count} more place", "{own}, and {count} more places", len(same) - 1, own=own)
                )
            yield f"  {printable(str(same[0].where))}: {own}"
        rest = len(places) - len(shown)
    if rest > 0:
        yield "  " + language.put(sentence("… and {rest} more ({command} --all)", rest=rest, command=command))
    if first.advice and all(one.advice == first.advice for one in group):
        yield f"  {language.hint}: {printable(language.put(first.advice))}"
