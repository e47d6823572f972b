"""What site.yaml makes of the problems of its content, by their codes and by folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.base.codes import Code, Level, severity_of
from generator.base.errors import Problem
from generator.model.records import Record

_CONTENT = "content/"
_SITE = "site.yaml"
_OF_SITE: tuple[Code, ...] = ("missing-duty",)
"""Codes that are about site.yaml, and can be changed all the same."""
SHOWN_ANYWAY: frozenset[Code] = frozenset(
    {
        "ambiguous-link",
        "bad-related",
        "broken-picture",
        "dead-fragment",
        "dead-link",
        "missing-picture",
        "unknown-region",
    }
)
"""Errors that a build with --hold tolerates: the page is decent without the link, the box or the picture, and somebody
else may have caused them, by deleting or renaming what the page refers to."""


class Rule(Record, frozen=True):
    """The severities of some codes in a part of content/."""

    path: str
    """Pattern of paths below content/, in which ** is anything and * all but a slash; empty for all of content/."""
    severities: tuple[tuple[str, Level], ...]


class Severities(Record, frozen=True):
    """What decides the severity of a problem with content; of two rules that say something, the later one counts."""

    rules: tuple[Rule, ...] = ()
    hold: bool = False
    """Whether files with errors are held back, each alone, instead of stopping the build."""

    def of(self, problem: Problem) -> Level:
        """Return the severity of a problem; few that are not about a file of content/ can be changed."""
        path, code = problem.where.path, problem.code
        level = severity_of(code)
        if path.startswith(_CONTENT) or (path == _SITE and code in _OF_SITE):
            inside = path.removeprefix(_CONTENT) if path != _SITE else ""
            for rule in self.rules:
                severity = dict(rule.severities).get(code)
                if severity is not None and (not rule.path or (inside and _fits(rule.path, inside))):
                    level = severity
        return "warning" if level == "error" and self.hold and code in SHOWN_ANYWAY else level

    def tolerates(self, *codes: Code) -> bool:
        """Return whether one of these errors is but a warning in any part of content/."""
        if self.hold and not SHOWN_ANYWAY.isdisjoint(codes):
            return True
        return any((code, "warning") in rule.severities for rule in self.rules for code in codes)

    def parted(self, problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Return the errors among problems, and the warnings; of what is off nothing is said."""
        found: dict[Level, list[Problem]] = {"error": [], "warning": [], "off": []}
        for problem in problems:
            found[self.of(problem)].append(problem)
        return tuple(found["error"]), tuple(found["warning"])


@lru_cache(maxsize=1024)
def _fits(pattern: str, path: str) -> bool:
    """Return whether a path fits a pattern, in time that is the product of their lengths whatever they are.

    As a regular expression a pattern with many stars would try all ways to share a path among them.
    """
    ends = {0}
    """Places in the path up to which it fits what is read of the pattern."""
    for part in re.split(r"(\*\*|\*)", pattern):
        if part == "**":
            ends = set(range(min(ends), len(path) + 1))
        elif part == "*":
            beyond: set[int] = set()
            for end in sorted(ends):
                stop = path.find("/", end)
                # What begins later within the same name reaches no further.
                if end not in beyond:
                    beyond.update(range(end, (stop if stop >= 0 else len(path)) + 1))
            ends = beyond
        else:
            ends = {end + len(part) for end in ends if path.startswith(part, end)}
        if not ends:
            return False
    return len(path) in ends
