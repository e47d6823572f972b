"""What `--help` says of the program and of each command, letter by letter."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.support import ROOT

DOCUMENT = ROOT / "tests/fixtures/help.txt"


@pytest.mark.parametrize("name", ["", *main.COMMANDS])
def test_the_help_of_a_command(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As fixtures/help.txt has it: what it is for, each option with its default, and examples."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.delenv("SSG_EDITOR", raising=False)
    parts = re.split(r"^=== (ssg.*) ===\n", DOCUMENT.read_text("utf-8"), flags=re.MULTILINE)
    wanted = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert [*wanted] == ["ssg", *(f"ssg {one}" for one in main.COMMANDS)]
    found = CliRunner().invoke(main.group, [*([name] if name else []), "--help"], prog_name="ssg")
    assert found.output == wanted[f"ssg {name}".strip()]
