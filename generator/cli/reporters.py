"""What a build or a check has found, in words for people and in the formats of programs.

`github` are the workflow commands of GitHub Actions, `gitlab` is a report of code quality for GitLab. Of many problems
with one code, people are shown the first.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import click
import msgspec

from generator.base.codes import CODES, Code, Severity
from generator.base.digest import digest
from generator.base.errors import MessageError, Problem, ordered, printable
from generator.base.sentences import ENGLISH, Language, Sentence, counted, sentence

if TYPE_CHECKING:
    from generator.check import Checked

_FEW = 5
"""So many problems with one code are shown."""
_BY_FILE = frozenset({"missing-picture", "broken-picture"})
"""Codes of which all problems with one sentence are about one file, and mended by it."""


def encoded(data: object) -> str:
    """Return a value as JSON, with a question mark for what is no text, such as bytes of a command line."""
    try:
        return msgspec.json.encode(data).decode()
    except UnicodeEncodeError:
        # Imported here for a fast start: this is rare.
        import json  # noqa: PLC0415

        text = json.dumps(msgspec.to_builtins(data), ensure_ascii=False, separators=(",", ":"))
        return text.encode(errors="replace").decode()


def say(data: object) -> None:
    sys.stdout.write(f"{encoded(data)}\n")


def failed(said: Sentence, language: Language, *, as_json: bool = False, code: int = 2) -> int:
    """Report why a command could not do its work, and return its exit code."""
    if as_json:
        say({"ok": False, "error": language.put(said)})
    else:
        click.echo(language.failed(said), err=True)
    return code


def cause(error: Exception, site: str) -> tuple[Sentence, int]:
    """Return the message for an error, and the exit code; a crash's details go to the site's state folder."""
    # Imported here for a fast start: most commands succeed.
    from generator.base.crashes import CRASHED, crash_message, explain  # noqa: PLC0415

    if isinstance(error, OSError):
        return explain(error), 2
    return (error.said, 2) if isinstance(error, MessageError) else (crash_message(site, error), CRASHED)


def plain(problem: Problem, language: Language) -> dict[str, object]:
    where = problem.where
    return {
        "path": where.path, "line": where.line, "column": where.column, "code": problem.code,
        "message": language.put(problem.said), "hint": language.put(problem.advice), "excerpt": problem.excerpt,
    }  # fmt: skip


# ------------------------------------------------------------------- for people


def in_full(problems: Iterable[Problem], severity: Severity, language: Language) -> str:
    return "\n\n".join(problem.text(severity, language) for problem in problems)


def grouped(
    problems: Iterable[Problem], severity: Severity, language: Language = ENGLISH, command: str = "ssg build"
) -> str:
    """Return problems of one severity, and below them the first of each frequent code; `command` --all lists each."""
    groups: dict[Code, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.code, []).append(problem)
    few = ordered(problem for group in groups.values() if len(group) <= _FEW for problem in group)
    parts = [in_full(few, severity, language)] if few else []
    for group in sorted((group for group in groups.values() if len(group) > _FEW), key=len):
        rest = sentence("… and {rest} more ({command} --all)", rest=len(group) - _FEW, command=command)
        parts += [in_full(group[:_FEW], severity, language), f"[{group[0].code}] {language.put(rest)}"]
    return "\n\n".join(parts)


def count(problems: Iterable[Problem]) -> int:
    """Return how many things need fixing: a picture missing in a hundred articles is one."""
    return len(
        {(problem.code, problem.message, "" if problem.code in _BY_FILE else problem.where) for problem in problems}
    )


def tolerated(counts: Mapping[Code, int], language: Language = ENGLISH) -> str:
    """Return one line on what a site tolerates, from its number of faults by code; empty for none."""
    if not counts:
        return ""
    parts = ", ".join(language.put(CODES[code].counted(number)) for code, number in counts.items())
    return language.put(sentence("tolerated: {parts} (list: ssg build --all)", parts=parts))


def text(checked: Checked, language: Language, *, list_all: bool) -> str:
    """Return what a check has found, errors last, where people look first; with `list_all`, each problem in full."""
    found: tuple[tuple[Severity, tuple[Problem, ...]], ...] = (("warning", checked.warnings), ("error", checked.errors))
    return "\n\n".join(
        in_full(problems, severity, language) if list_all else grouped(problems, severity, language, "ssg check")
        for severity, problems in found
        if problems
    )


def summary(checked: Checked, language: Language) -> str:
    errors, warnings = count(checked.errors), count(checked.warnings)
    what = sentence("nothing to mend")
    if errors or warnings:
        what = sentence(
            "{errors}, {warnings}",
            errors=counted("{count} error", "{count} errors", errors),
            warnings=counted("{count} warning", "{count} warnings", warnings),
        )
    return language.put(
        counted(
            "{count} article checked · {what} · {seconds} s", "{count} articles checked · {what} · {seconds} s",
            checked.articles, what=what, seconds=language.decimal(checked.seconds),
        )
    )  # fmt: skip


# ----------------------------------------------------------------- for programs


def as_json(checked: Checked, language: Language) -> str:
    problems = [{"severity": severity, **plain(problem, language)} for severity, problem in _all(checked)]
    found = {"ok": not checked.errors, "articles": checked.articles, "seconds": round(checked.seconds, 3)}
    return encoded({**found, "problems": problems})


def github(checked: Checked, language: Language) -> str:
    return "\n".join(workflow_command(severity, problem, language) for severity, problem in _all(checked))


def workflow_command(severity: Severity, problem: Problem, language: Language) -> str:
    where = problem.where
    place = {"file": where.path, "line": where.line, "col": where.column, "title": problem.code}
    properties = ",".join(
        f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for key, value in place.items() if value
    )
    return f"::{severity} {properties}::{_escaped(_message(problem, language))}"


def _escaped(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _message(problem: Problem, language: Language) -> str:
    said, advice = language.put(problem.said), language.put(problem.advice)
    return printable(said) + (f"\n{language.hint}: {printable(advice)}" if advice else "")


def gitlab(checked: Checked, language: Language) -> str:
    """Return a code quality report, a list of problems."""
    report = []
    seen: Counter[str] = Counter()
    for severity, problem in _all(checked):
        what = f"{problem.where.path}\n{problem.code}\n{problem.said}"
        seen[what] += 1
        report.append(
            {
                "description": _message(problem, language), "check_name": problem.code,
                "fingerprint": digest(f"{what}\n{seen[what]}".encode()).hex(),
                "severity": "major" if severity == "error" else "minor",
                "location": {"path": problem.where.path, "lines": {"begin": max(problem.where.line, 1)}},
            }
        )  # fmt: skip
    return encoded(report)


def _all(checked: Checked) -> Iterator[tuple[Severity, Problem]]:
    yield from (("error", problem) for problem in checked.errors)
    yield from (("warning", problem) for problem in checked.warnings)


MACHINES: Mapping[str, Callable[[Checked, Language], str]] = MappingProxyType(
    {"json": as_json, "github": github, "gitlab": gitlab}
)
"""The formats for programs, by name."""
