"""Codes: the table, the source that uses it, and the document that explains it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.base import codes
from generator.base.codes import Kind
from generator.lint.rules import CODES, RULE_CODES
from tests.layers import modules, tree

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/problems.md"
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+){1,2}|unreadable")
MAKERS = ("Problem", "Finding", "finding", "Flaw", "problem", "tolerates")
"""What makes a problem of a code, or asks for one."""


def literals() -> str:
    """Return the source of the package, without the tables themselves."""
    files = (file for file in sorted((ROOT / "generator").rglob("*.py")) if file.name != "codes.py")
    return "\n".join(file.read_text("utf-8").partition("\nRULES = ")[0] for file in files)


def test_the_table_has_every_code_once_and_in_order():
    """Those of builds and those of rules, each in the order of the alphabet."""
    assert list(codes.CODES) == sorted(codes.CODES)
    assert list(RULE_CODES) == sorted(RULE_CODES)
    assert codes.CODES.keys().isdisjoint(RULE_CODES)


def test_every_code_in_the_source_is_in_the_table():
    """Where a problem is made, and where something is declared to be a code."""
    assert {code for path in modules().values() for code in codes_in(tree(path))} - CODES.keys() == set()


def codes_in(module: ast.Module) -> Iterator[str]:
    """Yield the codes that a module gives to problems, and those in values that it declares to be `Code`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            yield from constants([*node.args, *named] if name in MAKERS else named)
        elif isinstance(node, ast.AnnAssign) and node.value and "'Code'" in ast.dump(node.annotation):
            yield from constants([node.value])
        elif isinstance(node, ast.arguments):
            yield from constants([one for one in node.kw_defaults if one and node.kwonlyargs[-1].arg == "code"])


def constants(nodes: Iterable[ast.expr]) -> Iterator[str]:
    """Yield the texts in expressions that look like codes, but those in calls."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value
        elif not isinstance(node, ast.Call):
            yield from constants(child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))


def test_every_code_is_used():
    """A code that nothing bears is deleted, from the document too."""
    source = literals()
    assert [code for code in CODES if f'"{code}"' not in source] == []


def test_what_a_rule_finds_has_a_code_of_its_table():
    """Not one of what builds report."""
    assert set(re.findall(r'(?:Finding|finding)\(\s*"([a-z-]+)"', literals())) == set(RULE_CODES)


def test_codes_read_like_codes():
    """Letters and hyphens, two words or three; a meaning is one sentence."""
    assert all(CODE.fullmatch(code) for code in CODES)
    assert all(kind.meaning.endswith(".") and kind.meaning.count(". ") == 0 for kind in CODES.values())


def test_a_severity_can_be_changed_or_the_reason_is_known():
    """An error that may be a warning says what readers see then, and what several of it are called."""
    for code, kind in CODES.items():
        assert bool(kind.fixed) != kind.tolerable or (kind.severity == "warning" and kind.fixed), code
        assert bool(kind.outcome) == bool(kind.number), code


def test_the_document_has_the_table():
    """docs/problems.md shows each code with its severity, its meaning, and what comes of it as a warning; rules of a desk apart."""
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (\w+) \| (.*) \| (.*) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert rows == [(code, kind.severity, kind.meaning, changed(kind)) for code, kind in CODES.items()]


def changed(kind: Kind) -> str:
    """Return what the document says of changing a severity."""
    if kind.outcome:
        return f"yes: {kind.outcome[0].lower()}{kind.outcome[1:].rstrip('.')}"
    return "no" if kind.fixed else "yes"
