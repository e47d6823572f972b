"""`ssg schema`: what is printed, and what is written for VS Code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.cli.schema import KINDS, schema
from tests.support import CONFIG, Portal, invoked, site

SETTINGS = {
    "yaml.schemas": {
        ".vscode/warta-article.json": [
            "content/*/**/*.md",
            "!content/authors/*.md",
            "!content/pages/*.md",
            "!content/topics/*.md",
            "!content/iklan/*.md",
        ],
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


def plain(kind: str, *, indonesian: bool = False) -> Any:
    """Return a schema as it is after a way through JSON."""
    return json.loads(json.dumps(schema(kind, str, indonesian=indonesian)))


@pytest.mark.parametrize("kind", KINDS)
def test_one_schema_is_printed(portal: Portal, kind: str) -> None:
    """With as much room as a person needs who reads it; with Indonesian keys where the site has them."""
    result = invoked(portal, "schema", kind)
    assert result.return_value == 0
    assert result.stdout.startswith('{\n  "$schema": ')
    assert json.loads(result.stdout) == plain(kind)
    portal.add("site.yaml", f"{CONFIG}keys: id\n")
    assert json.loads(invoked(portal, "schema", kind).stdout) == plain(kind, indonesian=True)
    portal.add("site.yaml", "bukan: situs\n")
    assert json.loads(invoked(portal, "schema", kind).stdout) == plain(kind)


def test_all_are_written_for_an_editor(portal: Portal) -> None:
    """Settings that are there are the desk's: it is told what to add."""
    result = invoked(portal, "schema", "--install")
    assert (result.return_value, result.stdout) == (0, "7 schemas and settings.json are in .vscode/\n")
    folder = portal.folder / ".vscode"
    assert {path.name for path in folder.iterdir()} == {"settings.json", *(f"warta-{kind}.json" for kind in KINDS)}
    for kind in KINDS:
        text = (folder / f"warta-{kind}.json").read_text("utf-8")
        assert text == invoked(portal, "schema", kind).stdout
    settings = folder / "settings.json"
    assert json.loads(settings.read_text("utf-8")) == SETTINGS
    assert settings.read_bytes().endswith(b"}\n")
    settings.write_text("{}")
    (folder / "warta-page.json").unlink()
    result = invoked(portal, "schema", "--install")
    said, _, text = result.stdout.partition("\n")
    assert (result.return_value, said) == (0, ".vscode/settings.json is there already; what it needs is:")
    assert json.loads(text) == SETTINGS
    assert settings.read_text() == "{}"
    assert (folder / "warta-page.json").exists()
    portal.add("site.yaml", f"{CONFIG}keys: id\n")
    invoked(portal, "schema", "--install")
    assert json.loads((folder / "warta-article.json").read_text("utf-8")) == plain("article", indonesian=True)


def test_one_of_them_has_to_be_named(portal: Portal) -> None:
    """What there is, is said."""
    result = invoked(portal, "schema")
    assert result.return_value == 2
    assert (
        result.stderr
        == "error: name one of article, author, page, topic, front, advertisement, site, as in: ssg schema article; or --install\n"
    )
