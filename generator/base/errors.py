"""Problems of a site: values with a place, collected and shown together.

A stage returns all the problems it finds; its caller raises one `SiteError` with all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

import msgspec

from generator.base.codes import Code, Severity
from generator.base.sentences import ENGLISH, NOTHING, Language, Sentence, counted, sentence


class Where(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A place in a file of the site."""

    path: str
    """From the site's folder, with forward slashes."""
    line: int = 0
    """From 1; 0 for the whole file."""
    column: int = 0
    """From 1, in characters; 0 for the whole line."""

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return place


class Problem(msgspec.Struct, frozen=True, array_like=True):
    """One thing that is wrong with the site, and what to do about it."""

    where: Where
    code: Code
    said: Sentence
    """Without the place."""
    advice: Sentence = NOTHING
    """What to do next; NOTHING if the message says so."""
    excerpt: str = ""
    """The line at the place, as in the file."""
    other: str = ""
    """Path of another file involved, which may be the one to change."""
    target: str = ""
    """The target of a dead link, as written; of an address that is taken, what a file can do without: its old one."""

    @property
    def message(self) -> str:
        return str(self.said)

    @property
    def hint(self) -> str:
        return str(self.advice)

    def __str__(self) -> str:
        return self.text("error")

    def text(self, severity: Severity, language: Language = ENGLISH) -> str:
        """Return the problem with its place, excerpt and hint, as people see it."""
        word = language.severity(severity)
        lines = [f"{printable(str(self.where))}: {word}: {printable(language.put(self.said))} [{self.code}]"]
        lines += self.shown()
        if self.advice:
            lines.append(f"  {language.hint}: {printable(language.put(self.advice))}")
        return "\n".join(lines)

    def shown(self) -> list[str]:
        """Return the line at the place and a caret below it; empty without an excerpt."""
        if not self.excerpt or not self.where.line:
            return []
        line, caret = _window(self.excerpt, self.where.column)
        number = str(self.where.line)
        return [f"  {number} | {line}", *([f"  {' ' * len(number)} | {caret}"] if caret else [])]


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(
        problems,
        key=lambda problem: (problem.where, problem.code, problem.message, problem.hint, problem.other, problem.target),
    )


def unreadable(where: Where, error: OSError) -> Problem:
    return Problem(where, "unreadable", sentence("this file cannot be read: {strerror}", strerror=error.strerror))


def changed_meanwhile(where: Where) -> Problem:
    return Problem(
        where, "unreadable", sentence("this file was changed while it was being read"), sentence("build again")
    )


_UNPRINTABLE = "[\0-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


def printable(text: str) -> str:
    """Return a text without characters that move a terminal's cursor or change the text direction."""
    return re.sub(_UNPRINTABLE, "\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


def _window(line: str, column: int, width: int = 100) -> tuple[str, str]:
    start = max(0, min(column - width // 2, len(line) - width))
    left, right = "…" if start else "", "…" if start + width < len(line) else ""
    cut = printable(line[start : start + width])
    caret = " " * len(left + cut[: column - 1 - start]) + "^" if column else ""
    return left + cut + right, caret


MOST_SHOWN = 1000
"""Problems shown per file; a file of a megabyte can have a hundred thousand."""
EXCERPTS = 50
"""How many of these get an excerpt; a line as long as an article is shown only once."""
LONG = 10_000


def capped(problems: Sequence[Problem], text: str = "") -> list[Problem]:
    """Return the problems of one file, capped, with one more that counts the rest.

    Excerpts are taken from `text`, the file's; if it is empty, the problems keep their own.
    """
    if len(problems) > MOST_SHOWN:
        problems = ordered(problems)
    first, rest = list(problems[:MOST_SHOWN]), problems[MOST_SHOWN:]
    if text:
        lines = text.split("\n")
        for number, problem in enumerate(first[:EXCERPTS]):
            line = _line(lines, problem.where.line)
            if len(line) < LONG or not number:
                first[number] = msgspec.structs.replace(problem, excerpt=line)
    if rest:
        said = counted(
            "there is one more problem in this file from here on",
            "there are {count} more problems in this file from here on",
            len(rest),
        )
        first.append(Problem(rest[0].where, "more-problems", said))
    return first


class Warnings(msgspec.Struct, frozen=True):
    """The first of many warnings and a count of the rest: an old archive may have thousands."""

    MOST: ClassVar[int] = 20_000

    first: tuple[Problem, ...] = ()
    more: int = 0

    def plus(self, problems: Sequence[Problem], more: int = 0) -> Warnings:
        """Return these warnings and later ones; `more` counts those not passed."""
        if not problems and not more:
            return self
        room = max(0, self.MOST - len(self.first))
        return Warnings((*self.first, *problems[:room]), self.more + len(problems[room:]) + more)


class SiteError(Exception):
    """The site has problems; nothing in the output was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(ordered(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n\n".join(str(problem) for problem in self.problems)


class MessageError(Exception):
    """An error that carries a sentence."""

    def __init__(self, said: Sentence) -> None:
        super().__init__(said)
        self.said = said

    def __str__(self) -> str:
        return str(self.said)


class UsageError(MessageError):
    """The command was given something it cannot work with (exit code 2)."""


class MachineError(MessageError):
    """The machine failed (exit code 2)."""


class AdvisedError(MessageError):
    """An error with a sentence and a hint; the code that catches it knows the place."""

    def __init__(self, said: Sentence, advice: Sentence = NOTHING) -> None:
        super().__init__(said)
        self.advice = advice

    @property
    def message(self) -> str:
        return str(self.said)

    @property
    def hint(self) -> str:
        return str(self.advice)


def excerpt(text: str, line: int) -> str:
    """Return line number `line` (from 1); empty if it does not exist."""
    return _line(text.split("\n", line), line)


def _line(lines: Sequence[str], line: int) -> str:
    return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
