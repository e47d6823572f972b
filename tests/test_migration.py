"""The guide to moving in: whatever it tells a newsroom to type, to write and to look for is there."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.annex.importing import command as import_
from generator.annex.importing import kanal
from generator.annex.importing.items import Item
from generator.annex.importing.sources import SOURCES, known_shortcodes, mapping, rows
from generator.cli import main
from generator.config.site_keys import SITE
from generator.model.urls import Paths
from tests.exports import export
from tests.folders import hugo
from tests.importing_support import asked
from tests.photos import jpeg
from tests.support import ROOT
from tests.test_guides import blocks

GUIDE = ROOT / "docs/migration.md"
TEXT = GUIDE.read_text("utf-8")
ROWS = "id_berita,judul,isi,tanggal,penulis,kategori,tag,slug,status\n12,Satu,<p>Isi</p>,2019-10-09 16:10,Sari,Daerah,banjir;air,satu,terbit\n"
SECTIONS = [part for part in re.split(r"^(?=## )", TEXT, flags=re.MULTILINE) if "```sh" in part]


def yaml_of(word: str) -> str:
    """Return the one sample in YAML that has a word."""
    (found,) = (text for text in blocks(GUIDE, "yaml") if word in text)
    return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that a newsroom has to have at hand, by the names that the guide gives it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    Path("export.xml").write_text("".join(export(12)), "utf-8")
    Path("access.log").write_text('1.2.3.4 - - [10/Oct/2019:13:55:36 +0700] "GET /daerah/ HTTP/1.1" 200 23 "-" "x"\n')
    Path("berita.csv").write_text(ROWS)
    Path("ekspor.json").write_text(
        '{"db": [{"data": {"posts": [{"id": "1", "title": "Satu", "slug": "satu", "html": "Isi"}]}}]}'
    )
    for one in (*hugo(3), *(text for text in hugo(0) if "foto" in text.path)):
        file = Path("situs-lama", one.path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.data)
    Path("uploads/2009/03").mkdir(parents=True)
    Path("uploads/2009/03/foto-1.jpg").write_bytes(jpeg(40, 30))
    return tmp_path


def run(line: str) -> None:
    """Do what a line of the guide says, and fail if that fails."""
    command, _, pipe = line.partition("#")[0].partition("|")
    words = [str(Path(word).expanduser()) if word.startswith("~") else word for word in shlex.split(command)]
    assert pipe.strip() in ("", "less")
    if words[0] == "pip":
        extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
        assert words[1:] == ["install", "./warta[import]"]
        assert "import" in extras
    elif words[0] == "cp":
        shutil.copy(words[1], words[2])
    elif words[0] == "diff":
        assert all(Path(word).is_file() for word in words[1:])
    else:
        assert words[0] == "ssg"
        result = CliRunner().invoke(main.group, words[1:], standalone_mode=False)
        assert result.exception is None, line
        assert not result.return_value, f"{line}: {result.output}"


@pytest.mark.slow
@pytest.mark.parametrize("section", SECTIONS, ids=lambda text: text.split("\n")[0].strip("# "))
def test_each_command_works_as_it_stands(desk: Path, section: str) -> None:
    """One after the other, and what the day speaks of is there at its end."""
    (desk / "peta.yaml").write_text(yaml_of("shortcodes:" if "shortcodes:" in section else "markup:"), "utf-8")
    for text in re.findall(r"```sh\n(.*?)```", section, re.DOTALL):
        for line in text.splitlines():
            run(line)
    if section.startswith("## A day"):
        for name in re.findall(r"`(?:portal/)?(import/[\w.-]+|\.ssg/[\w.-]+\.json)`", section):
            assert (desk / "portal" / name).exists(), name
        assert (desk / "portal/content/wp-content/uploads/2009/03/foto-1.jpg").exists()


def test_each_sample_is_read(desk: Path) -> None:
    """Of a table of kanal, of one of shortcodes, and of one of columns, which takes each column of its row."""
    table = kanal.read(yaml_of("kanal:").encode(), "kanal.yaml", Paths())
    assert table.takes()["pilkada"] == "politik"
    assert table.default in {one.slug for one in table.kanal}
    peta = desk / "peta.yaml"
    peta.write_text(yaml_of("shortcodes:"), "utf-8")
    assert mapping.read_map(str(peta), mapping.FOLDERS).shortcodes.keys() == {"tombol"}
    peta.write_text(yaml_of("markup:"), "utf-8")
    (item,) = (one for one in rows.rows(asked("berita.csv", "WIB", str(peta))) if isinstance(one, Item))
    assert (item.id, item.title, item.body, item.authors, item.tags, item.slug, item.state) == (
        "12", "Satu", "<p>Isi</p>", ("Sari",), ("banjir", "air"), "satu", "published",
    )  # fmt: skip
    assert item.address == "/berita/12/satu.html"


def test_the_sample_of_a_dump_is_read(desk: Path) -> None:
    """With the tables that it looks up."""
    (desk / "peta.yaml").write_text(yaml_of("lookups:"), "utf-8")
    Path("berita.sql").write_text(
        "INSERT INTO berita (id_berita, judul, isi, tanggal, jam, id_kategori, username, gambar) VALUES (1,'Satu','Isi','2019-10-09','16:10',2,'sari','a.jpg');\n"
        "INSERT INTO kategori (id_kategori, nama_kategori) VALUES (2,'Daerah'); INSERT INTO users VALUES (1);\n"
        "INSERT INTO users (username, nama_lengkap, aktif) VALUES ('sari','Sari W','Y');"
    )
    found = [one for one in rows.rows(asked("berita.sql", "WIB", "peta.yaml")) if isinstance(one, Item)]
    assert [(one.authors, one.categories, one.photo) for one in found] == [
        (("Sari W",), ("Daerah",), "/foto_berita/a.jpg")
    ]


def test_each_name_is_one_that_there_is() -> None:
    """Of a source, an option, a verdict, a column, a shortcode and a key of site.yaml."""
    assert set(re.findall(r"`(\w+)`", TEXT.partition("Sources:")[2].partition("for everything")[0])) == {*SOURCES}
    other = {"--site", "--jobs", "--texts", "--pictures"}
    options = {name for one in import_.command.params for name in one.opts} | other
    assert set(re.findall(r"(?<![\w!-])--[a-z][a-z-]+(?!-)\b", TEXT)) <= options
    verdicts = {key: said.text for key, said in import_._VERDICTS.items()}
    told = dict(re.findall(r"^\| ([^|(]+?) \(`(\w+)` in JSON\) \|", TEXT, re.MULTILINE))
    assert {**{key: said for said, key in told.items()}, "missing": "missing"} == verdicts
    names = {*re.findall(r"`(\w+)`", TEXT.partition("The names are")[2].partition("What a map")[0])} - {"trashed"}
    photo = {"src", "caption", "credit", "alt", "prefix", "without"}
    assert names | {"shortcodes"} == {row.name for row in mapping.FOLDERS} | photo
    further = {*re.findall(r"`(\w+)`", TEXT.partition("Beside the names above")[2].partition("\n\n")[0])} - {
        "page",
        "UTC",
    }
    assert further | names - photo == {row.name for row in mapping.ROWS}
    known = re.findall(r"`(\w+)`", TEXT.partition("Known without a map:")[2].partition("\n\n")[0])
    assert {*known} <= known_shortcodes.KNOWN.keys()
    keys = re.findall(r"`(\w+)`", TEXT.partition("**14:00 The rest of site.yaml.**")[2].partition(": see")[0])
    assert {*keys} & {key.name for key in SITE} == {*keys} != set()


def test_each_link_leads_to_a_place_that_there_is() -> None:
    """To a document, and to a heading of it."""
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", re.sub(r"```.*?```|`[^`\n]+`", "", TEXT, flags=re.DOTALL)):
        path, _, place = target.partition("#")
        text = (GUIDE.parent / path).read_text("utf-8") if path else TEXT
        places = {
            re.sub(r"[^\w\s-]", "", one.lower()).replace(" ", "-")
            for one in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        }
        assert not place or place in places, target
