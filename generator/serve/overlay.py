"""Problems as the browser shows them, and where the editor opens their place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent
from typing import Any
from urllib.parse import quote

from generator.base.errors import Problem
from generator.readers.theme import BUILT_IN

EDITOR = "vscode://file/{path}:{line}"


def link(template: str, file: Path, line: int = 1, column: int = 1) -> str:
    """Return the address that opens a file in the editor; empty when the template is."""
    path = quote(file.as_posix().lstrip("/"), safe="/:")
    for name, value in (("path", path), ("line", str(line or 1)), ("column", str(column or 1))):
        template = template.replace(f"{{{name}}}", value)
    return template


def file_of(path: str, site: Path) -> Path:
    """Return the file that a problem's path means."""
    built_in = "generator/themes/"
    return BUILT_IN / path.removeprefix(built_in) if path.startswith(built_in) else site / path


def problems(found: Iterable[Problem], site: Path, editor: str) -> list[dict[str, Any]]:
    """Return problems as plain data."""
    return [
        {
            "place": str(one.where), "path": one.where.path, "line": one.where.line, "column": one.where.column,
            "message": one.message, "hint": one.hint,
            "excerpt": dedent("\n".join(line for line in str(one).split("\n")[1:] if not line.startswith("  hint: "))),
            "open": link(editor, file_of(one.where.path, site.absolute()), one.where.line, one.where.column),
        }
        for one in found
    ]  # fmt: skip
