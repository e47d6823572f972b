"""Overlay: problems as the browser shows them, with links that open their places in the editor."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent
from typing import Any
from urllib.parse import quote

from generator.base.errors import Problem
from generator.base.languages import Language
from generator.theming.theme import BUILT_IN

EDITOR = "vscode://file/{path}:{line}"


def link(template: str, file: Path, line: int = 1, column: int = 1) -> str:
    """Return the address that opens a file in the editor; empty if the template is.

    Args:
        template: the address, with {path}, {line} and {column}.
        file: the file.
        line: line in it, from 1; 0 means the first.
        column: column in it, from 1; 0 means the first.

    """
    path = quote(file.as_posix().lstrip("/"), safe="/:")
    for name, value in (("path", path), ("line", str(line or 1)), ("column", str(column or 1))):
        template = template.replace(f"{{{name}}}", value)
    return template


def file_of(path: str, site: Path) -> Path:
    """Return the file that the path of a problem means; that of a built-in theme is elsewhere."""
    built_in = "generator/themes/"
    return BUILT_IN / path.removeprefix(built_in) if path.startswith(built_in) else site / path


def problems(
    problems: Iterable[Problem], site: Path, editor: str, language: Language, *, excerpts: bool
) -> list[dict[str, Any]]:
    """Return problems as plain data.

    Args:
        problems: what is wrong.
        site: the site's folder.
        editor: address that opens a file in the editor; empty for a visitor from another machine.
        language: in which to tell them.
        excerpts: whether to show the lines themselves, which may be of something that is not published.

    """
    return [
        {
            "place": str(problem.where), "path": problem.where.path, "line": problem.where.line,
            "column": problem.where.column, "code": problem.code, "message": language.put(problem.said),
            "hint": language.put(problem.advice),
            "excerpt": _excerpt(problem) if excerpts else "",
            "open": link(
                editor, file_of(problem.where.path, site.absolute()), problem.where.line, problem.where.column
            ),
        }
        for problem in problems
    ]  # fmt: skip


def _excerpt(problem: Problem) -> str:
    return dedent("\n".join(problem.shown()))
