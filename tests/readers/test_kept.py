"""Kept: what is found out of the package's own templates serves all portals."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from generator.readers import kept
from generator.readers.jinja import _references, environment, template_digests
from generator.readers.theme import Theme, load
from tests.support import site

OWN = """
-- themes/uji/theme.yaml --
name: Uji
extends: kabar
-- themes/uji/templates/own.html --
{% include "_slot.html" %}
"""


@pytest.fixture
def shared(tmp_path, monkeypatch) -> Path:
    """Return the folder where things are kept for all portals, of a package that nobody has used yet."""
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "kept")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "kept"


@pytest.fixture
def parsed(monkeypatch) -> list[str | None]:
    """Return the names of the templates that are parsed; it grows."""
    names: list[str | None] = []
    parse = Environment._parse

    def counted(self, source, name, filename):
        names.append(name)
        return parse(self, source, name, filename)

    monkeypatch.setattr(Environment, "_parse", counted)
    # What templates refer to is known to this process from other tests.
    monkeypatch.setattr("generator.readers.jinja._references", _references.__wrapped__)
    return names


def theme(folder: Path, language: str = "id") -> Theme:
    found, problems = load(site(folder, OWN).folder, "uji", language)
    assert problems == []
    assert found is not None
    return found


def first_build(found: Theme, state: Path) -> None:
    """Do with templates what the first build of a portal does."""
    template_digests(found)
    env = environment(found, state)
    for name in ("own.html", "_slot.html"):
        env.get_template(name)


def test_another_portal_need_not_compile_the_templates_of_the_package(tmp_path, shared, parsed):
    """Only its own are looked through; all of them are kept with the portal too, for its workers."""
    one = theme(tmp_path / "one")
    first_build(one, tmp_path / "one state")
    assert {None, "_slot.html"} >= set(parsed)
    assert len(parsed) >= len(one.templates)
    del parsed[:]
    first_build(theme(tmp_path / "two"), tmp_path / "two state")
    assert parsed == [None]
    names = [sorted(file.name for file in (tmp_path / state).iterdir()) for state in ("one state", "two state")]
    assert names[0] == names[1]
    assert len(names[0]) == 2
    assert len([*shared.iterdir()]) == 2, "what a portal writes itself is its own"


def test_what_was_kept_counts_for_the_same_words(tmp_path, shared, parsed):
    """The words are part of the code."""
    first_build(theme(tmp_path / "one"), tmp_path / "one state")
    del parsed[:]
    other = theme(tmp_path / "two", "en")
    first_build(other, tmp_path / "two state")
    assert len(parsed) == len(other.templates)


def test_what_is_damaged_is_found_out_again(tmp_path, shared, parsed):
    """Python would run whatever it is given."""
    first_build(theme(tmp_path / "one"), tmp_path / "one state")
    for file in shared.iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"\0")
    del parsed[:]
    other = theme(tmp_path / "two")
    first_build(other, tmp_path / "two state")
    assert len(parsed) == len(other.templates)


def test_nothing_is_kept_where_python_keeps_no_code(tmp_path, shared, monkeypatch):
    """As when the package is read from a disk that is to stay as it is."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    first_build(theme(tmp_path / "one"), tmp_path / "one state")
    assert not shared.exists()


def test_the_folder_is_that_of_the_code(monkeypatch, tmp_path):
    """Where Python is told to keep code elsewhere, templates go there, too."""
    assert kept.folder().parts[-3:] == ("generator", "__pycache__", "themes")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    assert tmp_path in kept.folder().parents
