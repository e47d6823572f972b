"""Codes: the table, the source that uses it, and the document that explains it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from generator.base import codes
from generator.base.codes import Code, Kind
from generator.lint.rules.table import KINDS, RULE_KINDS

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/problems.md"


def literals() -> str:
    """Return the source of the package, without the tables themselves."""
    files = (file for file in sorted((ROOT / "generator").rglob("*.py")) if file.name != "codes.py")
    return "\n".join(file.read_text("utf-8").partition("\nRULES = ")[0] for file in files)


def test_the_table_has_every_code_once_and_in_order():
    """The type, which mypy holds the source to, and the table name the same codes."""
    assert list(codes.KINDS) == sorted(get_args(Code))
    assert codes.KINDS.keys().isdisjoint(RULE_KINDS)
    assert list(get_args(Code)) == sorted(set(get_args(Code)))


def test_every_code_is_used():
    """A code that nothing bears is deleted, from the document too."""
    source = literals()
    assert [code for code in KINDS if f'"{code}"' not in source] == []


def test_what_a_rule_finds_has_a_code_of_the_table():
    """Mypy holds the others to it."""
    assert set(re.findall(r'(?:Finding|_finding)\(\s*(?:byline, )?"([a-z-]+)"', literals())) == set(RULE_KINDS)


def test_codes_read_like_codes():
    """Letters and hyphens, two words or three; a meaning is one sentence."""
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){1,2}|unreadable", code) for code in KINDS)
    assert all(kind.meaning.endswith(".") and kind.meaning.count(". ") == 0 for kind in KINDS.values())


def test_a_severity_can_be_changed_or_the_reason_is_known():
    """An error that may be a warning says what readers see then, and what several of it are called."""
    for code, kind in KINDS.items():
        assert bool(kind.fixed) != kind.tolerable or (kind.severity == "warning" and kind.fixed), code
        assert bool(kind.outcome) == bool(kind.number), code


def test_the_document_has_the_table():
    """docs/problems.md shows each code with its severity, its meaning, and what comes of it as a warning; rules of a desk apart."""
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (\w+) \| (.*) \| (.*) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert rows == [(code, kind.severity, kind.meaning, changed(kind)) for code, kind in KINDS.items()]


def changed(kind: Kind) -> str:
    """Return what the document says of changing a severity."""
    if kind.outcome:
        return f"yes: {kind.outcome[0].lower()}{kind.outcome[1:].rstrip('.')}"
    return "no" if kind.fixed else "yes"
