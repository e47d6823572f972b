"""The guides to moving in: whatever they tell a newsroom to type and to write works as it stands."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.importing_support import HEAD, TAIL, post
from tests.photos import jpeg
from tests.support import ROOT, run
from tests.test_guides import blocks

GUIDE = ROOT / "docs/migration.md"
RECIPES = blocks(ROOT / "docs/id/pindahan.md", "sql")
ROW = {
    "photo": "x.jpg",
    "id": "12",
    "title": "Satu",
    "body": "<p>Isi</p>",
    "published": "2019-10-09 16:10",
    "slug": "satu",
}
SECTIONS = [part for part in re.split(r"^(?=## )", GUIDE.read_text("utf-8"), flags=re.MULTILINE) if "```sh" in part]


def yaml_of(word: str) -> str:
    """Return the one sample in YAML that has a word."""
    (found,) = (text for text in blocks(GUIDE, "yaml") if word in text)
    return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that a newsroom has to have at hand, by the names that the guide gives it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    shown = '<img src="https://kabarlama.example/wp-content/uploads/2009/03/foto-1.jpg" alt="">'
    Path("export.xml").write_text(HEAD + post(1, shown) + TAIL, "utf-8")
    Path("access.log").write_text('1.2.3.4 - - [10/Oct/2019:13:55:36 +0700] "GET /daerah/ HTTP/1.1" 200 23 "-" "x"\n')
    Path("berita.json").write_text(json.dumps([ROW]))
    ghost = {"db": [{"data": {"posts": [{"id": "1", "title": "Satu", "slug": "satu", "html": "Isi"}]}}]}
    Path("ekspor.json").write_text(json.dumps(ghost))
    Path("situs-lama/content/posts").mkdir(parents=True)
    Path("situs-lama/hugo.toml").write_text('baseURL = "https://kabarlama.example/"\ntitle = "Kabar Lama"\n')
    Path("situs-lama/content/posts/satu.md").write_text(
        "---\ntitle: Satu\ndate: 2019-10-09T16:10:00+07:00\n---\nIsi.\n"
    )
    Path("sitemap.xml").write_text("<urlset><url><loc>https://kabarlama.example/posts/satu/</loc></url></urlset>")
    Path("uploads/2009/03").mkdir(parents=True)
    Path("uploads/2009/03/foto-1.jpg").write_bytes(jpeg(40, 30))
    return tmp_path


def follow(line: str) -> None:
    """Do what a line of the guide says, and fail if that fails."""
    command, _, pipe = line.partition("#")[0].partition("|")
    words = [str(Path(word).expanduser()) if word.startswith("~") else word for word in shlex.split(command)]
    assert pipe.strip() in ("", "less")
    if words[0] == "pip":
        assert words[1:] == ["install", "./warta[import]"]
    elif words[0] == "cp":
        shutil.copy(words[1], words[2])
    elif words[0] == "diff":
        assert all(Path(word).is_file() for word in words[1:])
    else:
        assert (words[0], run(*words[1:])) == ("ssg", 0), line


@pytest.mark.slow
@pytest.mark.parametrize("section", SECTIONS, ids=lambda text: text.split("\n")[0].strip("# "))
def test_each_command_works_as_it_stands(desk: Path, section: str) -> None:
    """One after the other, and what the day speaks of is there at its end."""
    for text in re.findall(r"```sh\n(.*?)```", section, re.DOTALL):
        for line in text.splitlines():
            follow(line)
    if section.startswith("## A day"):
        for name in re.findall(r"`(?:portal/)?(import/[\w.-]+|\.ssg/[\w.-]+\.json)`", section):
            assert (desk / "portal" / name).exists(), name
        assert (desk / "portal/content/wp-content/uploads/2009/03/foto-1.jpg").exists()


def test_each_sample_is_read(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a table of kanal, and of a map."""
    Path("kanal.yaml").write_text(yaml_of("kanal:"), "utf-8")
    assert run("import", "wordpress", "export.xml", "--into", "wp", "--kanal", "kanal.yaml") == 0
    assert list(Path("wp/content/berita").rglob("*.md")), "its category leads nowhere, so it lies in the default"
    Path("peta.yaml").write_text(yaml_of("summary: [deck"), "utf-8")
    assert run("import", "folder", "situs-lama", "--into", "portal", "--map", "peta.yaml") == 0, capsys.readouterr().err


def columns_of(recipe: str) -> list[str]:
    """Return the names of the columns that a SELECT gives."""
    found, depth = [""], 0
    for word in re.split(r"(\W)", recipe.partition("SELECT ")[2]):
        depth += (word == "(") - (word == ")")
        if depth == 0 and word in {",", "FROM"}:
            found.append("")
        elif depth == 0 and word == "LEFT":
            break
        elif word.strip():
            found[-1] = word
    return found[:-1]


@pytest.mark.parametrize("recipe", RECIPES, ids=[text.split("\n")[0].strip("- ") for text in RECIPES])
def test_each_select_gives_columns_that_are_read(desk: Path, recipe: str) -> None:
    """All that an article needs, and none that nothing takes."""
    columns = columns_of(recipe)
    Path("berita.json").write_text(json.dumps([dict.fromkeys(columns, "x") | ROW]))
    assert {"author", "category", "tags", "photo", "address", "status"} < {*columns}
    assert run("import", "rows", "berita.json", "--into", "portal") == 0
    assert "unread-key" not in Path("portal/import/report.jsonl").read_text("utf-8")
