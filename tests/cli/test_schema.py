"""`ssg schema`: what is printed, and what is written for VS Code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.support import Portal, invoked, site

KINDS = ("article", "author", "page", "topic", "front", "advertisement", "site")
OTHERS = ("authors", "pages", "topics", "iklan")
SETTINGS = {
    "yaml.schemas": {
        ".vscode/warta-article.json": ["content/*/**/*.md", *(f"!content/{folder}/*.md" for folder in OTHERS)],
        ".vscode/warta-advertisement.json": ["content/iklan/*.md"],
        ".vscode/warta-author.json": ["content/authors/*.md"],
        ".vscode/warta-page.json": ["content/pages/*.md"],
        ".vscode/warta-front.json": ["content/front.yaml", "content/front/*.yaml"],
        ".vscode/warta-topic.json": ["content/topics/*.md"],
        ".vscode/warta-site.json": ["site.yaml"],
    }
}


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return site(tmp_path)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("article", {"title": "A", "photo": {"src": "/a.jpg", "credit": "S"}}, {"title": "A", "judull": "B"}),
        ("author", {"nama": "Sari", "role": "Wartawan"}, {"namaa": "Sari"}),
        ("page", {"title": "Kontak"}, {"title": "Kontak", "role": "X"}),
        ("topic", {"title": "Banjir"}, {"title": "Banjir", "author": "X"}),
        ("front", {"next": ["banjir"]}, {"depan": "banjir"}),
        ("site", {"name": "A", "base_url": "https://a.example", "host": "nginx"}, {"host": "awan"}),
    ],
)
def test_a_schema_takes_what_a_build_takes(portal: Portal, kind: str, good: object, bad: object) -> None:
    """And nothing else."""
    result = invoked(portal, "schema", kind)
    assert result.return_value == 0
    assert result.stdout.startswith('{\n  "$schema": ')
    Draft202012Validator.check_schema(json.loads(result.stdout))
    schema = Draft202012Validator({**json.loads(result.stdout), "required": [], "allOf": [{}]})
    assert schema.is_valid(good)
    assert not schema.is_valid(bad)


def test_all_are_written_for_an_editor(portal: Portal) -> None:
    """Settings that are there are the desk's: it is told what to add."""
    result = invoked(portal, "schema", "--install")
    assert (result.return_value, "settings.json are in .vscode/" in result.stdout) == (0, True)
    folder = portal.folder / ".vscode"
    assert {path.name for path in folder.iterdir()} == {"settings.json", *(f"warta-{kind}.json" for kind in KINDS)}
    for kind in KINDS:
        assert (folder / f"warta-{kind}.json").read_text("utf-8") == invoked(portal, "schema", kind).stdout
    settings = folder / "settings.json"
    assert json.loads(settings.read_text("utf-8")) == SETTINGS
    settings.write_text("{}")
    (folder / "warta-page.json").unlink()
    said, _, text = invoked(portal, "schema", "--install").stdout.partition("\n")
    assert said.startswith(".vscode/settings.json is there already")
    assert json.loads(text) == SETTINGS
    assert settings.read_text() == "{}"
    assert (folder / "warta-page.json").exists()


def test_one_of_them_has_to_be_named(portal: Portal) -> None:
    """What there is, is said."""
    result = invoked(portal, "schema")
    assert (result.return_value, ", ".join(KINDS) in result.stderr) == (2, True)
