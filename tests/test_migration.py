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
RECIPES = blocks(ROOT / "docs/id/pindahan.md", "yaml")
ROWS = "id_berita,judul,isi,tanggal,penulis,kategori,tag,slug,status\n12,Satu,<p>Isi</p>,2019-10-09 16:10,Sari,Daerah,banjir;air,satu,terbit\n"
DUMP = """\
INSERT INTO berita (id_berita, judul, isi, tanggal, jam, id_kategori, username, gambar) VALUES (1,'Satu','Isi','2019-10-09','16:10',2,'sari','a.jpg');
INSERT INTO kategori (id_kategori, nama_kategori) VALUES (2,'Daerah');
INSERT INTO users (username, nama_lengkap, aktif) VALUES ('sari','Sari W','Y');
"""
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
    Path("berita.csv").write_text(ROWS)
    ghost = {"db": [{"data": {"posts": [{"id": "1", "title": "Satu", "slug": "satu", "html": "Isi"}]}}]}
    Path("ekspor.json").write_text(json.dumps(ghost))
    Path("situs-lama/content/posts").mkdir(parents=True)
    Path("situs-lama/hugo.toml").write_text('baseURL = "https://kabarlama.example/"\ntitle = "Kabar Lama"\n')
    Path("situs-lama/content/posts/satu.md").write_text(
        "---\ntitle: Satu\ndate: 2019-10-09T16:10:00+07:00\n---\nIsi.\n"
    )
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
    (desk / "peta.yaml").write_text(yaml_of("shortcodes:" if "shortcodes:" in section else "markup:"), "utf-8")
    for text in re.findall(r"```sh\n(.*?)```", section, re.DOTALL):
        for line in text.splitlines():
            follow(line)
    if section.startswith("## A day"):
        for name in re.findall(r"`(?:portal/)?(import/[\w.-]+|\.ssg/[\w.-]+\.json)`", section):
            assert (desk / "portal" / name).exists(), name
        assert (desk / "portal/content/wp-content/uploads/2009/03/foto-1.jpg").exists()


def imported(*words: str) -> str:
    """Import, and return the one article that there is then."""
    assert run("import", *words, "--into", "portal") == 0
    (file,) = (file for file in Path("portal/content").rglob("satu.md") if "authors" not in file.parts)
    return file.read_text("utf-8")


def test_each_sample_is_read(desk: Path) -> None:
    """Of a table of kanal, of one of columns, which takes each column of its row, and of one of a dump."""
    Path("kanal.yaml").write_text(yaml_of("kanal:"), "utf-8")
    assert run("import", "wordpress", "export.xml", "--into", "wp", "--kanal", "kanal.yaml") == 0
    assert list(Path("wp/content/berita").rglob("*.md")), "its category leads nowhere, so it lies in the default"
    Path("peta.yaml").write_text(yaml_of("markup:"), "utf-8")
    text = imported("rows", "berita.csv", "--map", "peta.yaml")
    for line in (
        "title: Satu",
        "author: Sari",
        "timestamp: 2019-10-09 16:10 WIB",
        "- banjir",
        "- air",
        "/berita/12/satu.html",
        "Isi",
    ):
        assert line in text + Path("portal/import/addresses.jsonl").read_text("utf-8"), line
    shutil.rmtree("portal")
    Path("peta.yaml").write_text(yaml_of("lookups:"), "utf-8")
    Path("berita.sql").write_text(DUMP)
    text = imported("rows", "berita.sql", "--map", "peta.yaml")
    assert "author: Sari W" in text
    assert "/foto_berita/a.jpg" in text


def test_the_sample_of_a_folder_is_read(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its shortcodes and keys are known."""
    Path("peta.yaml").write_text(yaml_of("shortcodes:"), "utf-8")
    assert run("import", "hugo", "situs-lama", "--into", "portal", "--map", "peta.yaml") == 0, capsys.readouterr().err


@pytest.mark.parametrize("recipe", RECIPES, ids=[text.split()[1] for text in RECIPES])
def test_each_recipe_is_read(desk: Path, capsys: pytest.CaptureFixture[str], recipe: str) -> None:
    """A dump without its tables is all that is wrong then."""
    Path("peta.yaml").write_text(recipe, "utf-8")
    Path("kosong.sql").write_text("")
    table = re.findall(r'^table: "?([\w#]+)', recipe, re.MULTILINE)[0]
    assert run("import", "rows", "kosong.sql", "--map", "peta.yaml", "--into", "portal") == 2
    assert f"there is no table {table};" in capsys.readouterr().err
