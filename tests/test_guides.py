"""The guides in Indonesian: what they show works as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import cli
from generator.base.codes import KINDS
from generator.commands.init import create
from generator.readers.config import parse
from tests.support import AFTER, CONFIG, ROOT, Portal

GUIDES = sorted((ROOT / "docs/id").glob("*.md"))


def blocks(file: Path, language: str) -> list[str]:
    """Return the code blocks in a language, without the indentation of lists."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", file.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [re.sub(f"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    create(tmp_path / "kabar")
    monkeypatch.chdir(tmp_path / "kabar")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(AFTER))
    made = Portal(tmp_path / "kabar")
    made.now = AFTER
    return made


@pytest.mark.slow
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_each_command_works(portal: Portal, guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a new portal, one after the other; of the preview, that it would start with these words."""
    portal.build()
    for line in "".join(blocks(guide, "sh")).splitlines():
        words = shlex.split(line)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        assert words[0] == "ssg"
        if words[1] == "serve":
            context = cli.group.make_context("ssg", ["serve"])
            command = cli.group.get_command(context, "serve")
            assert command is not None
            command.make_context("serve", words[2:], parent=context)
            continue
        result = CliRunner().invoke(cli.group, words[1:], standalone_mode=False)
        assert result.exception is None, line
        assert not result.return_value, f"{line}: {result.output}"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_each_sample_is_an_article_of_a_new_portal(portal: Portal, guide: Path) -> None:
    """It builds without problems or warnings."""
    for text in blocks(guide, "markdown"):
        portal.add("content/daerah/2026/11/contoh.md", text)
        assert portal.build(now=AFTER + 10**7).warnings == ()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_each_line_of_site_yaml_is_read(guide: Path) -> None:
    """Below those of any site."""
    for text in blocks(guide, "yaml"):
        assert parse(f"{CONFIG}{text}")[1] == []


def test_each_problem_has_its_advice() -> None:
    """All codes and no other, in their order."""
    text = (ROOT / "docs/id/masalah.md").read_text("utf-8")
    assert re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE) == sorted(KINDS)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_each_link_leads_to_a_document(guide: Path) -> None:
    """And the README leads here."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", guide.read_text("utf-8")):
        if target.endswith(".md") and "/" not in target.removeprefix("../"):
            assert (guide.parent / target).is_file(), target
    assert f"docs/id/{guide.name}" in (ROOT / "README.md").read_text("utf-8")
