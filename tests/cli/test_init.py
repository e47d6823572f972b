"""`ssg init`: a new portal that builds at once."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from generator import __version__
from generator.cli.init import SKELETON, create
from generator.lint.rules import placeholders
from generator.lint.rules.placeholders import PLACEHOLDERS
from tests.support import AFTER, ROOT, Portal, run, tree

NOTED = ("README.md", "requirements.txt", "site.yaml")
STANDING = ("redaksi", "pedoman-media-siber", "tentang", "kontak", "hak-jawab-koreksi", "disclaimer", "privasi")


def portal(folder: Path) -> Portal:
    create(folder)
    found = Portal(folder)
    found.now = AFTER
    return found


def test_a_new_portal_builds_without_problems_or_warnings(tmp_path):
    report = portal(tmp_path / "kabar").build()
    assert report.articles == 3
    assert report.warnings == ()


def test_a_new_portal_has_the_standing_pages_and_links_to_each_of_them(tmp_path):
    made = portal(tmp_path / "kabar")
    made.build()
    home = made.read("index.html")
    for page in STANDING:
        assert "<em>Draf:" in made.read(f"{page}/index.html"), f"{page} says what to fill in"
        assert f'href="/{page}/"' in home


@pytest.mark.slow
def test_the_samples_show_what_newsrooms_ask_for_first(tmp_path):
    made = portal(tmp_path / "kabar")
    made.build()
    page = made.read("daerah/2026/10/perahu-sekolah-muara-teduh/index.html")
    assert 'class="baca-juga"' in page
    assert "***(" in page
    assert "/gambar/foto/2026/10/perahu." in page
    assert (made.output / "ekonomi/2026/10/harga-ikan-muara-teduh-turun/semua/index.html").exists()


def test_files_that_begin_with_a_dot_are_there(tmp_path):
    made = create(tmp_path / "kabar")
    assert {".gitignore", ".gitlab-ci.yml", ".github/workflows/deploy.yml"} <= set(made)
    assert ".ssg/" in (tmp_path / "kabar" / ".gitignore").read_text("utf-8")


def test_no_file_of_the_skeleton_begins_with_a_dot():
    names = [path.name for path in SKELETON.rglob("*")]
    assert not [name for name in names if name.startswith(".")]


def test_it_says_what_to_do_next(tmp_path, capsys):
    assert run("init", str(tmp_path / "kabar baru")) == 0
    said = capsys.readouterr().out
    assert f"cd '{tmp_path / 'kabar baru'}'" in said
    assert "ssg build" in said
    assert "site.yaml" in said


def test_in_the_folder_itself_there_is_nowhere_to_go(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("init", ".") == 0
    assert "  cd " not in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_is_not_an_empty_folder_is_refused_and_left_alone(tmp_path, capsys, kind):
    target = tmp_path / "kabar"
    if kind == "folder":
        target.mkdir()
        (target / "catatan.txt").write_text("penting")
    else:
        target.write_text("penting")
    before = tree(tmp_path)
    assert run("init", str(target)) == 2
    assert "is not an empty folder" in capsys.readouterr().err
    assert tree(tmp_path) == before


def test_a_repository_without_files_counts_as_empty(tmp_path):
    (tmp_path / "kabar" / ".git").mkdir(parents=True)
    assert run("init", str(tmp_path / "kabar")) == 0
    assert (tmp_path / "kabar" / "site.yaml").exists()


def test_a_folder_that_cannot_be_made_is_an_error_not_a_crash(tmp_path, capsys):
    (tmp_path / "berkas").write_text("")
    assert run("init", str(tmp_path / "berkas" / "kabar")) == 2
    assert "error: " in capsys.readouterr().err


@pytest.mark.slow
def test_the_wheel_alone_makes_and_builds_a_new_portal(tmp_path):
    """Theme, skeleton and samples travel inside of the wheel."""
    pytest.importorskip("hatchling", reason="hatchling, which makes the wheel, is not installed")
    make = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(make, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(tmp_path / f"warta-{__version__}-py3-none-any.whl") as wheel:
        inside = {
            name.removeprefix("generator/skeleton/")
            for name in wheel.namelist()
            if name.startswith("generator/skeleton/")
        }
        wheel.extractall(tmp_path / "installed")
    assert inside == {
        path.relative_to(SKELETON).as_posix()
        for path in SKELETON.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "SOURCE_DATE_EPOCH": str(AFTER)}
    for args in (["init", "kabar"], ["--site", "kabar", "build"]):
        done = subprocess.run(
            [sys.executable, "-m", "generator", *args],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "kabar/build/aset/kabar.css").exists()
    assert "Kabar Muara" in (tmp_path / "kabar/build/index.html").read_text("utf-8")


@pytest.mark.slow
def test_what_is_given_stands_in_the_place_of_the_placeholders(tmp_path):
    """Everywhere, and the portal still builds."""
    words = ["--name", "Suara Telaga", "--url", "https://suaratelaga.example/", "--company", "PT Telaga Warta"]
    assert run("init", str(tmp_path / "kabar"), *words) == 0
    made = Portal(tmp_path / "kabar")
    config = made.folder.joinpath("site.yaml").read_text("utf-8")
    assert "name: Suara Telaga " in config
    assert "base_url: https://suaratelaga.example " in config
    assert "company: PT Telaga Warta\n" in config
    texts = [path.read_text("utf-8") for path in made.folder.rglob("*.md")]
    assert not [text for text in texts if "Kabar Muara" in text or "PT Nama" in text]
    made.build(now=AFTER)


@pytest.mark.parametrize("words", [["--name", "Kabar: # satu"], ["--url", "kabarmuara"], ["--company", "PT {x}"]])
def test_what_yaml_would_not_take_as_it_is_is_refused(tmp_path, words):
    """Nothing is written."""
    assert run("init", str(tmp_path / "kabar"), *words) == 2
    assert not (tmp_path / "kabar").exists()


def test_what_is_not_filled_in_is_a_known_placeholder(tmp_path):
    """All of redaksi, and each standing page, so that they can be found again."""
    create(tmp_path / "kabar")
    config = (tmp_path / "kabar/site.yaml").read_text("utf-8")
    lines = config.partition("\nredaksi:\n")[2].partition("\n\n")[0].splitlines()
    assert len(lines) == 6
    assert [line for line in lines if not any(one in line for one in PLACEHOLDERS)] == []
    pages = list((tmp_path / "kabar/content/pages").iterdir())
    assert [page for page in pages if not any(one in page.read_text("utf-8") for one in PLACEHOLDERS)] == []


def test_it_speaks_the_language_of_the_desk(tmp_path, capsys, monkeypatch):
    """What to do next, too."""
    monkeypatch.setenv("SSG_LANG", "id")
    assert run("init", str(tmp_path / "kabar")) == 0
    assert "ssg serve                 menampilkan portal" in capsys.readouterr().out


def test_its_notes_are_in_the_language_of_the_desk(tmp_path, monkeypatch):
    """The files and the settings are the same."""
    monkeypatch.setenv("SSG_LANG", "id")
    assert run("init", str(tmp_path / "id")) == 0
    create(tmp_path / "en")
    ours, theirs = ({name: tree(tmp_path / folder)[name] for name in NOTED} for folder in ("id", "en"))
    assert b"# nama yang dilihat pembaca" in ours["site.yaml"]
    assert b"# the name that readers see" in theirs["site.yaml"]
    assert yaml.safe_load(ours["site.yaml"]) == yaml.safe_load(theirs["site.yaml"])
    assert ours["requirements.txt"].splitlines()[-1] == theirs["requirements.txt"].splitlines()[-1]
    assert tree(tmp_path / "id").keys() == tree(tmp_path / "en").keys()
    assert {name for name, data in tree(tmp_path / "id").items() if data != tree(tmp_path / "en")[name]} == set(NOTED)


def asked(folder: Path, *answers: str) -> str:
    """Begin a portal on a terminal, type answers, each to the next question, and return what is shown."""
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "generator", "init", str(folder)]
    shown = b""
    with subprocess.Popen(
        words, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "SSG_LANG": "id"}
    ) as process:
        os.close(theirs)
        for number, answer in enumerate(answers, 1):
            while shown.count(b"(Enter: nanti saja):") < number:
                shown += os.read(ours, 4096)
            os.write(ours, f"{answer}\n".encode())
        try:
            while more := os.read(ours, 4096):
                shown += more
        except OSError:
            # The other end of a terminal is closed.
            pass
        process.wait(timeout=60)
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    """For name, address and company, in the desk's language; an empty answer leaves a placeholder."""
    shown = asked(tmp_path / "kabar", "Kabar Pantai", "https://kabarpantai.example/", "")
    assert shown.index("Nama portal") < shown.index("Alamatnya") < shown.index("ssg serve")
    made = (tmp_path / "kabar/site.yaml").read_text("utf-8")
    assert "name: Kabar Pantai  " in made
    assert "base_url: https://kabarpantai.example  " in made
    assert placeholders.COMPANY in made


def test_an_answer_that_does_not_fit_is_asked_for_again(tmp_path: Path) -> None:
    """With how it is written; a host alone is an address, in whatever letter case."""
    shown = asked(tmp_path / "kabar", "Kabar: # satu", "Kabar Pantai", "kabarpantai", "KabarPantai.example", "")
    assert '"Kabar: # satu" memuat tanda' in shown
    assert '"kabarpantai" bukan alamat; tulis seperti https://kabarmuara.example' in shown
    made = (tmp_path / "kabar/site.yaml").read_text("utf-8")
    assert "name: Kabar Pantai  " in made
    assert "base_url: https://kabarpantai.example  " in made


@pytest.mark.slow
def test_the_first_check_of_a_pipeline_passes(tmp_path, capsys):
    """As both services run it: what is still to be filled in is told, and fails nothing."""
    create(tmp_path / "kabar")
    for form in ("github", "gitlab", "text"):
        assert run("--site", str(tmp_path / "kabar"), "check", "--format", form) == 0
        assert "placeholder-text" in capsys.readouterr()[form == "text"]


def test_what_is_said_of_a_new_portal(tmp_path, capsys):
    """How many files there are, what to do next, and where pipelines install Warta from."""
    source = f"https://paket.example/warta.whl#sha256={'0' * 64}"
    assert run("init", str(tmp_path / "kabar"), "--source", source) == 0
    count = sum(path.is_file() for path in (tmp_path / "kabar").rglob("*"))
    out, err = capsys.readouterr()
    assert out == (
        f"{count} files of a new portal are in {tmp_path / 'kabar'}. Next:\n\n"
        f"  cd {tmp_path / 'kabar'}\n"
        "  ssg serve                    shows the portal, and each change as soon as it is saved\n"
        "  ssg new article 'Headline'   begins an article\n"
        "  ssg check                    says what is wrong, or could be better\n"
        "  ssg build                    makes the portal for its readers, in build/\n\n"
        "Then fill in site.yaml and content/pages/, and put your own articles in the place of the samples in content/.\n\n"
        f"Pipelines install Warta from {source}\nas requirements.txt says.\n"
    )
    assert not err
    assert (tmp_path / "kabar/requirements.txt").read_text("utf-8").endswith(f"warta @ {source}\n")


@pytest.mark.parametrize(
    ("url", "stands"),
    [
        ("https://suara.example", "https://suara.example"), ("  suara.example/ ", "https://suara.example"), ("HTTP://Suara.Example/Berita/", "http://suara.example/Berita"),
        ("http://suara.example:8080/a/b-c", "http://suara.example:8080/a/b-c"), ("https://a.b-c.example", "https://a.b-c.example"),
        ("ftp://suara.example", ""), ("https://suara", ""), ("https://suara.example/a b", ""), ("https://suara.example:x", ""), ("https://suara.example?a", ""), ("https://suará.example", ""),
    ],
)  # fmt: skip
def test_an_address_that_is_given(tmp_path, capsys, url, stands):
    """Without its beginning it gets one; its host is in lower case."""
    assert run("init", str(tmp_path / "kabar"), "--url", url) == (0 if stands else 2)
    if stands:
        assert yaml.safe_load((tmp_path / "kabar/site.yaml").read_text("utf-8"))["base_url"] == stands
    else:
        said = f'error: "{url}" is not an address; write it like https://kabarmuara.example\n'
        assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("name", "fits"),
    [("Suara & Kita (Telaga), d/h 'X' +1", False), ("Suara & Kita (Telaga) d/h 'X' +1.-", True), ("1 Suara", True), ("Pantai É", True), ("_Suara", False), ("-Suara", False), ("Suara: x", False), ("Suara #1", False), ("  Suara   Kita ", True)],
)  # fmt: skip
def test_a_name_that_is_given(tmp_path, capsys, name, fits):
    """It stands in YAML and Markdown as it is, wherever that is."""
    assert run("init", str(tmp_path / "kabar"), "--name", name) == (0 if fits else 2)
    if fits:
        assert yaml.safe_load((tmp_path / "kabar/site.yaml").read_text("utf-8"))["name"] == " ".join(name.split())
    else:
        said = f'error: "{name}" has signs that cannot stand in site.yaml as they are; write it there yourself, later\n'
        assert capsys.readouterr().err == said
