"""Severities of problems with content, as site.yaml sets them by code and folder."""

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
"""Codes about site.yaml whose severity can be changed nevertheless."""
SHOWN_ANYWAY: frozenset[Code] = frozenset(
    {
        "ambiguous-link",
        "bad-related",
        "broken-picture",
        "dead-fragment",
        "dead-link",
        "list-address",
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
    """Decides the severity of a problem with content; the last matching rule wins."""

    rules: tuple[Rule, ...] = ()
    hold: bool = False
    """Whether files with errors are held back, each alone, instead of stopping the build."""

    def of(self, problem: Problem) -> Level:
        """Return the severity of a problem; most outside content/ cannot be changed."""
        path, code = problem.where.path, problem.code
        level = severity_of(code)
        if path.startswith(_CONTENT) or (path == _SITE and code in _OF_SITE):
            inside = path.removeprefix(_CONTENT) if path != _SITE else ""
            for rule in self.rules:
                severity = dict(rule.severities).get(code)
                if severity is not None and (not rule.path or (inside and fits(rule.path, inside))):
                    level = severity
        return "warning" if level == "error" and self.hold and code in SHOWN_ANYWAY else level

    def tolerates(self, *codes: Code) -> bool:
        """Return whether any of these errors is only a warning in some part of content/."""
        if self.hold and not SHOWN_ANYWAY.isdisjoint(codes):
            return True
        return any((code, "warning") in rule.severities for rule in self.rules for code in codes)

    def parted(self, problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Split problems into errors and warnings, without those that are off."""
        found: dict[Level, list[Problem]] = {"error": [], "warning": [], "off": []}
        for problem in problems:
            found[self.of(problem)].append(problem)
        return tuple(found["error"]), tuple(found["warning"])


@lru_cache(maxsize=1024)
def fits(pattern: str, path: str) -> bool:
    """Return whether a path matches a pattern, in time proportional to the product of their lengths.

    A regular expression for a pattern with many stars would backtrack exponentially.
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
                # A later start within the same name reaches no further.
                if end not in beyond:
                    beyond.update(range(end, (stop if stop >= 0 else len(path)) + 1))
            ends = beyond
        else:
            ends = {end + len(part) for end in ends if path.startswith(part, end)}
        if not ends:
            return False
    return len(path) in ends
