"""Tests come in by the doors that people use; of the inside they call pure functions of the domain alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support import ROOT

DOORS = {
    "tests/support.py": {"generator.cli.main"},
    # It tries each pattern of the program, wherever it is.
    "tests/test_budgets.py": {"generator"},
    # A preview in a thread of the test, which starts in a hundredth of the time of a process.
    "tests/preview_support.py": {
        "generator.cli", "generator.base.sentences", "generator.base.start", "generator.engine.options",
        "generator.preview", "generator.preview.events", "generator.preview.ingest", "generator.preview.live",
        "generator.preview.preview", "generator.preview.server", "generator.preview.watch", "generator.preview.words",
        "generator.theming.loading",
    },
}  # fmt: skip
"""The harness, and what it opens the doors with."""
PURE = {
    "generator": {"__version__"},
    # Dates.
    "generator.base": {"dates", "timestamps", "stemming"}, "generator.base.dates": {"DateError"},
    "generator.base.timestamps": {"Stamp"},
    # Texts and slugs.
    "generator.base.text": {
        "clean", "distance", "fold", "lead", "slugify", "squeeze", "suggest", "unix_lines", "without_dateline",
    },
    "generator.base.stemming": {"stem"},
    # Addresses.
    "generator.model": {"urls"}, "generator.model.urls": {"Anchors", "fragment_of", "live_url"},
    # YAML, read and rewritten.
    "generator.config": {"yaml_text"}, "generator.config.yaml_text": {"Items", "Mapping", "Scalar"},
    "generator.config.rewriting": {
        "NotRewrittenError", "block", "replaced", "values", "with_key",
    },
    # Markdown.
    "generator.markup.markdown": {"parse_body"},
    # Keywords and ranking.
    "generator.model.keywords": {"STOPWORDS", "Terms", "WORDS"},
    "generator.model.related": {"Candidate", "choose", "rarity", "score"},
    "generator.search.words": {"LONGEST", "READ", "packed", "tokens", "unpacked"},
    # Pictures: what they are, and what is left of them.
    "generator.pictures.probing": {"probe"}, "generator.pictures.metadata": {"cleaned"},
}  # fmt: skip
"""Functions of the domain that people know, and the values that they take and return."""


def imported(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the modules of the program that a file imports, each with the name that it takes of it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "generator":
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((one.name, "*") for one in node.names if one.name.partition(".")[0] == "generator")


def files() -> Iterator[tuple[str, Path]]:
    for file in sorted((ROOT / "tests").rglob("*.py")):
        yield file.relative_to(ROOT).as_posix(), file


def test_tests_name_nothing_of_the_inside() -> None:
    """A test imports only what stands in the list of pure functions; the harness, what opens a door."""
    wrong = [
        f"{name}: {module}.{what}"
        for name, file in files()
        for module, what in imported(file)
        if what not in PURE.get(module, ()) and module not in DOORS.get(name, ())
    ]
    assert not wrong, "\n".join(wrong)


def test_tests_patch_nothing_of_the_inside() -> None:
    """Nothing in the program is replaced while it is tested, neither by its name nor by its object."""
    pattern = re.compile(r"""(?:setattr|patch(?:\.object)?)\(\s*["']generator\b""")
    assert not [name for name, file in files() if pattern.search(file.read_text("utf-8"))]
