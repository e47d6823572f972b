"""Problems of a site: values with a place, collected and shown together.

A stage never stops at the first mistake of an editor. It returns `Problem`
values; whoever runs the stages raises one `SiteError` with all of them, and
the command line alone decides how they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Where(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A place in a file of the site."""

    path: str
    """Path from the site's folder, with forward slashes."""
    line: int = 0
    """From 1; 0 when the problem is about the whole file."""
    column: int = 0
    """From 1, in characters; 0 when it is about the whole line."""

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return place


class Problem(msgspec.Struct, frozen=True, array_like=True, order=True):
    """One thing that is wrong with the site, and what to do about it."""

    where: Where
    message: str
    """A sentence, without the place."""
    hint: str = ""
    """What to do next; empty when the sentence says it."""
    excerpt: str = ""
    """The line the place points at, as it stands in the file."""

    def __str__(self) -> str:
        lines = [f"{self.where}: error: {self.message}"]
        if self.excerpt and self.where.line:
            excerpt, column = _window(self.excerpt, self.where.column)
            number = str(self.where.line)
            lines.append(f"  {number} | {excerpt}")
            if column:
                lines.append(f"  {' ' * len(number)} | {' ' * (column - 1)}^")
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


def _window(line: str, column: int, width: int = 100) -> tuple[str, int]:
    """Cut a long line to the part around a column; tabs become single spaces so that the caret fits."""
    line = line.replace("\t", " ")
    if len(line) <= width:
        return line, column
    start = max(0, min(column - width // 2, len(line) - width))
    cut = line[start : start + width]
    shift = start
    if start > 0:
        cut, shift = f"…{cut}", start - 1
    if start + width < len(line):
        cut = f"{cut}…"
    return cut, column - shift if column else 0


class SiteError(Exception):
    """The site has problems; nothing in the output was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n\n".join(str(problem) for problem in self.problems)


class UsageError(Exception):
    """The command was given something it cannot work with (exit code 2)."""


def excerpt(text: str, line: int) -> str:
    """Return line number `line` (from 1) of `text`, or nothing when there is no such line."""
    lines = text.split("\n", line)
    return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
