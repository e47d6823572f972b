"""Formats: what a check has found, for people and for the programs that show it beside the text.

`github` are the workflow commands of GitHub Actions, `gitlab` is a report of code quality for GitLab, and `sarif` is
SARIF 2.1.0, which code hosts and editors read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec

from generator import __version__
from generator.base.codes import KINDS, Severity
from generator.base.digest import digest
from generator.base.errors import Problem, printable
from generator.base.languages import Language
from generator.base.sentences import counted, sentence
from generator.cli import grouping

if TYPE_CHECKING:
    from generator.check import Checked
import sys

import click

from generator.base.sentences import Sentence

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def text(checked: Checked, language: Language, *, list_all: bool) -> str:
    """Return what people read, errors last: that is where the eye is.

    Args:
        checked: what was found.
        language: in which to say it.
        list_all: whether each problem is told, however many there are of its kind.

    """
    parts = []
    told: tuple[tuple[Severity, tuple[Problem, ...]], ...] = (
        ("warning", checked.warnings),
        ("error", checked.errors),
    )
    for severity, problems in told:
        if list_all:
            parts += [problem.text(severity, language) for problem in problems]
        elif problems:
            parts.append(grouping.told(problems, severity, language, "ssg check"))
    return "\n\n".join(parts)


def summary(checked: Checked, language: Language) -> str:
    """Return the line at the end."""
    errors, warnings = grouping.count(checked.errors), grouping.count(checked.warnings)
    what = sentence(
        "{errors}, {warnings}",
        errors=counted("{count} error", "{count} errors", errors),
        warnings=counted("{count} warning", "{count} warnings", warnings),
    )
    if not errors and not warnings:
        what = sentence("nothing to mend")
    done = counted(
        "{count} article checked · {what} · {seconds} s",
        "{count} articles checked · {what} · {seconds} s",
        checked.articles,
        what=what,
        seconds=language.decimal(checked.seconds),
    )
    return language.put(done)


def as_json(checked: Checked, language: Language) -> str:
    """Return one object with all problems, as `ssg build --json` has them, each with its severity."""
    problems = [
        {
            "severity": severity, "path": one.where.path, "line": one.where.line, "column": one.where.column,
            "code": one.code, "message": language.put(one.said), "hint": language.put(one.advice),
            "excerpt": one.excerpt,
        }
        for severity, one in _all(checked)
    ]  # fmt: skip
    found = {"ok": not checked.errors, "articles": checked.articles, "seconds": round(checked.seconds, 3)}
    return msgspec.json.encode({**found, "problems": problems}).decode()


def github(checked: Checked, language: Language) -> str:
    """Return a workflow command for each problem."""
    return "\n".join(_command(severity, one, language) for severity, one in _all(checked))


def github_errors(errors: Iterable[Problem], language: Language) -> str:
    """Return a workflow command for each of some errors."""
    return "\n".join(_command("error", one, language) for one in errors)


def _command(severity: Severity, problem: Problem, language: Language) -> str:
    where = problem.where
    place = {"file": where.path, "line": where.line, "col": where.column, "title": problem.code}
    given = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value)
    return f"::{severity} {given}::{_escaped(_message(problem, language))}"


def _escaped(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")


def _message(problem: Problem, language: Language) -> str:
    """Return sentence and hint, on a line each."""
    said, advice = language.put(problem.said), language.put(problem.advice)
    return printable(said) + (f"\n{language.hint}: {printable(advice)}" if advice else "")


def gitlab(checked: Checked, language: Language) -> str:
    """Return a report of code quality, a list of problems.

    By its fingerprint GitLab knows a problem again: it does not change with the line, which any edit above it moves.
    """
    found = []
    seen: Counter[str] = Counter()
    for severity, one in _all(checked):
        what = f"{one.where.path}\n{one.code}\n{one.said}"
        seen[what] += 1
        found.append(
            {
                "description": _message(one, language),
                "check_name": one.code,
                "fingerprint": digest(f"{what}\n{seen[what]}".encode()).hex(),
                "severity": "major" if severity == "error" else "minor",
                "location": {"path": one.where.path, "lines": {"begin": max(one.where.line, 1)}},
            }
        )
    return msgspec.json.encode(found).decode()


def sarif(checked: Checked, language: Language) -> str:
    """Return a log of one run."""
    codes = sorted({one.code for _, one in _all(checked)})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": KINDS[code].meaning},
            "defaultConfiguration": {"level": "error" if KINDS[code].severity == "error" else "warning"},
        }
        for code in codes
    ]
    results = [
        {
            "ruleId": one.code,
            "ruleIndex": codes.index(one.code),
            "level": severity,
            "message": {"text": _message(one, language)},
            "locations": [{"physicalLocation": _location(one)}],
        }
        for severity, one in _all(checked)
    ]
    driver = {"name": "Warta", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return msgspec.json.encode({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}).decode()


def _location(problem: Problem) -> dict[str, object]:
    where = problem.where
    place: dict[str, object] = {"artifactLocation": {"uri": quote(where.path)}}
    if where.line:
        place["region"] = {"startLine": where.line, **({"startColumn": where.column} if where.column else {})}
    return place


def _all(checked: Checked) -> Iterator[tuple[Severity, Problem]]:
    yield from (("error", problem) for problem in checked.errors)
    yield from (("warning", problem) for problem in checked.warnings)


MACHINES: Mapping[str, Callable[[Checked, Language], str]] = MappingProxyType(
    {"json": as_json, "github": github, "gitlab": gitlab, "sarif": sarif}
)
"""The formats for programs, by name."""


def say(data: object) -> None:
    """Print a value as a line of JSON."""
    sys.stdout.write(line(data))


def line(data: object) -> str:
    """Return a value as a line of JSON."""
    return msgspec.json.encode(data).decode() + "\n"


def failed(said: Sentence, language: Language, *, as_json: bool, code: int = 2) -> int:
    """Say why a command could not do its work, and return its exit code."""
    if as_json:
        say({"ok": False, "error": language.put(said)})
    else:
        click.echo(language.failed(said), err=True)
    return code
