"""What Windows does otherwise, as far as the source shows it: lines end with two bytes in whatever is written as text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support import ROOT

SOURCES = sorted((ROOT / "generator").rglob("*.py"))

OPENERS = {
    "generator/base/folder.py": "with O_BINARY",
    "generator/cli/terminal.py": "the null device",
    "generator/preview/state.py": "a token, without a line feed",
    "generator/engine/folder_walk.py": "folders",
    "generator/annex/desk/files.py": "with O_BINARY, and folders",
}
"""Modules that call os.open, each with why that is the same there: without O_BINARY it opens a text file."""


def calls(file: Path, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(name):
            yield node


def test_pages_and_pictures_are_written_as_they_are() -> None:
    """One that was staged by os.open alone had CR LF for each LF: other bytes than elsewhere, and broken icons."""
    found = {file.relative_to(ROOT).as_posix() for file in SOURCES if [*calls(file, "os.open")]}
    assert found == set(OPENERS)


def test_text_is_written_with_the_line_ends_that_it_has() -> None:
    """What is opened for text, or written as text, says which: without that it depends on the system."""
    missing = []
    for file in SOURCES:
        for call in (*calls(file, ".write_text"), *calls(file, "open")):
            words = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
            text = ast.unparse(call.func).endswith("write_text") and ast.unparse(call.func) != "formatter.write_text"
            text |= any(mode in words for mode in ("w", "a", "x"))
            if text and not any(keyword.arg == "newline" for keyword in call.keywords):
                missing.append(f"{file.relative_to(ROOT)}:{call.lineno}")
    assert not missing
