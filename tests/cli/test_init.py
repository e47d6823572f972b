"""`ssg init`: a new portal that builds at once."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from generator import __version__
from tests.support import AFTER, ROOT, Portal, invoked, run, tree

SOURCE = ("--source", f"https://paket.example/warta.whl#sha256={'0' * 64}")
"""Given, nobody has to look for it."""
STANDING = ("redaksi", "pedoman-media-siber", "tentang", "kontak", "hak-jawab-koreksi", "disclaimer", "privasi")


def begun(folder: Path, *words: str) -> Portal:
    assert run("init", str(folder), *SOURCE, *words) == 0
    made = Portal(folder)
    made.now = AFTER
    return made


def test_a_new_portal_builds_without_problems_or_warnings(tmp_path: Path) -> None:
    """It has the standing pages, to which the home page leads, and says what to fill in."""
    made = begun(tmp_path / "kabar")
    report = made.build()
    assert (report.articles, report.warnings) == (3, ())
    home = made.read("index.html")
    for page in STANDING:
        assert "<em>Draf:" in made.read(f"{page}/index.html"), page
        assert f'href="/{page}/"' in home


@pytest.mark.slow
def test_the_samples_show_what_newsrooms_ask_for_first(tmp_path: Path) -> None:
    """A box to read too, initials, a photo, an article of several pages."""
    made = begun(tmp_path / "kabar")
    made.build()
    page = made.read("daerah/2026/10/perahu-sekolah-muara-teduh/index.html")
    assert 'class="baca-juga"' in page
    assert "***(" in page
    assert "/gambar/foto/2026/10/perahu." in page
    assert (made.output / "ekonomi/2026/10/harga-ikan-muara-teduh-turun/semua/index.html").exists()


def test_what_is_not_filled_in_is_found_by_a_check(tmp_path: Path) -> None:
    """All of redaksi, and each standing page; it fails no pipeline."""
    made = begun(tmp_path / "kabar")
    done = invoked(made, "check", "--format", "json", "--now", str(AFTER))
    assert done.return_value == 0
    found = [one for one in json.loads(done.stdout)["problems"] if one["code"] == "placeholder-text"]
    lines = (made.folder / "site.yaml").read_text("utf-8").splitlines()
    first = lines.index("redaksi:") + 2
    assert {one["line"] for one in found if one["path"] == "site.yaml"} >= set(range(first, first + 6))
    assert {one["path"] for one in found} >= {f"content/pages/{page}.md" for page in STANDING}


@pytest.mark.parametrize("language", ["en", "id"])
def test_each_setting_that_is_a_comment_can_be_switched_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """By removing the sign in front, as the file says; what it names, a logo for instance, may have to be added."""
    monkeypatch.setenv("SSG_LANG", language)
    made = begun(tmp_path / "kabar")
    file = made.folder / "site.yaml"
    text = file.read_text("utf-8").replace("\nseverity:", "\n# severity:", 1)
    switched_on, count = re.subn(r"(?m)^# ((?:[a-z_]+:(?: |$)|  ).*)", r"\1", text)
    # The second line of severity takes the place of the first.
    file.write_text(switched_on.replace("\nseverity: {missing-duty: error}\n", "\n"), "utf-8")
    done = invoked(made, "check", "--format", "json", "--now", str(AFTER))
    codes = {one["code"] for one in json.loads(done.stdout)["problems"] if one["path"] == "site.yaml"}
    assert count > 8
    assert codes <= {"placeholder-text", "missing-picture", "dead-site-link", "missing-asset"}


def test_files_that_begin_with_a_dot_are_there(tmp_path: Path) -> None:
    """Though packaging tools may leave out such files, so that none of ours begins with one."""
    made = begun(tmp_path / "kabar")
    assert {".gitignore", ".gitlab-ci.yml", ".github/workflows/deploy.yml"} <= tree(made.folder).keys()
    assert ".ssg/" in (made.folder / ".gitignore").read_text("utf-8")
    assert not [path for path in (ROOT / "generator/skeleton").rglob("*") if path.name.startswith(".")]


def test_what_is_said_of_a_new_portal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How many files there are, what to do next, and where pipelines install Warta from."""
    folder = tmp_path / "kabar baru"
    begun(folder)
    out, err = capsys.readouterr()
    assert out.startswith(f"{len(tree(folder))} files of a new portal are in {folder}. Next:\n\n  cd '{folder}'\n")
    for said in (
        "  ssg serve ",
        "  ssg new article 'Headline' ",
        "  ssg check ",
        "  ssg build ",
        "fill in site.yaml",
        SOURCE[1],
    ):
        assert said in out
    assert not err


def test_in_the_folder_itself_there_is_nowhere_to_go(tmp_path: Path, capsys, monkeypatch) -> None:
    """A repository without files counts as an empty folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("init", ".", *SOURCE) == 0
    assert "  cd " not in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["folder", "file", "below a file"])
def test_what_is_not_an_empty_folder_is_refused_and_left_alone(tmp_path: Path, capsys, kind: str) -> None:
    """With exit code 2."""
    target = tmp_path / "kabar"
    if kind == "folder":
        target.mkdir()
        (target / "catatan.txt").write_text("penting")
    else:
        target.write_text("penting")
    before = tree(tmp_path)
    assert run("init", str(target / "x" if kind == "below a file" else target)) == 2
    assert kind == "below a file" or "is not an empty folder" in capsys.readouterr().err
    assert tree(tmp_path) == before


@pytest.mark.slow
def test_the_wheel_alone_makes_and_builds_a_new_portal(tmp_path: Path) -> None:
    """Theme, skeleton and samples travel inside of the wheel."""
    pytest.importorskip("hatchling", reason="hatchling, which makes the wheel, is not installed")
    make = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(make, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(tmp_path / f"warta-{__version__}-py3-none-any.whl") as wheel:
        names = {name for name in wheel.namelist() if name.startswith("generator/skeleton/")}
        wheel.extractall(tmp_path / "installed")
    skeleton = {f"generator/skeleton/{path}" for path in tree(ROOT / "generator/skeleton") if "__pycache__" not in path}
    assert names == skeleton
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "SOURCE_DATE_EPOCH": str(AFTER)}
    for args in (["init", "kabar"], ["--site", "kabar", "build"]):
        line = [sys.executable, "-m", "generator", *args]
        done = subprocess.run(line, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "kabar/build/aset/kabar.css").exists()
    assert "Kabar Muara" in (tmp_path / "kabar/build/index.html").read_text("utf-8")


def test_what_is_given_stands_in_the_place_of_the_placeholders(tmp_path: Path) -> None:
    """Everywhere, and the portal still builds."""
    words = ["--name", "Suara Telaga", "--url", "https://suaratelaga.example/", "--company", "PT Telaga Warta"]
    made = begun(tmp_path / "kabar", *words)
    config = yaml.safe_load((made.folder / "site.yaml").read_text("utf-8"))
    assert (config["name"], config["base_url"]) == ("Suara Telaga", "https://suaratelaga.example")
    assert config["redaksi"]["company"] == "PT Telaga Warta"
    texts = [path.read_text("utf-8") for path in made.folder.rglob("*.md")]
    assert not [text for text in texts if "Kabar Muara" in text or "PT Nama" in text]
    made.build()


@pytest.mark.parametrize(
    ("option", "given", "stands"),
    [
        ("--url", "  suara.example/ ", "https://suara.example"), ("--url", "HTTP://Suara.Example/Berita/", "http://suara.example/Berita"),
        ("--url", "http://suara.example:8080/a/b-c", "http://suara.example:8080/a/b-c"), ("--url", "ftp://suara.example", ""),
        ("--url", "https://suara", ""), ("--url", "https://suara.example/a b", ""), ("--url", "https://suara.example?a", ""),
        ("--name", "  Suara   Kita ", "Suara Kita"), ("--name", "Suara & Kita (Telaga) d/h 'X' +1.-", "Suara & Kita (Telaga) d/h 'X' +1.-"),
        ("--name", "Suara: x", ""), ("--name", "Suara #1", ""), ("--name", "-Suara", ""), ("--company", "PT {x}", ""),
    ],
)  # fmt: skip
def test_what_is_given_stands_in_yaml_as_it_is(tmp_path: Path, capsys, option: str, given: str, stands: str) -> None:
    """An address gets its beginning, and a host in lower case; what YAML would read otherwise is refused."""
    folder = tmp_path / "kabar"
    assert run("init", str(folder), *SOURCE, option, given) == (0 if stands else 2)
    if stands:
        key = {"--url": "base_url", "--name": "name"}[option]
        assert yaml.safe_load((folder / "site.yaml").read_text("utf-8"))[key] == stands
    else:
        assert f'error: "{given}" ' in capsys.readouterr().err
        assert not folder.exists()


def test_its_notes_are_in_the_language_of_the_desk(tmp_path: Path, capsys, monkeypatch) -> None:
    """What is said too; the files and the settings are the same."""
    monkeypatch.setenv("SSG_LANG", "id")
    ours = tree(begun(tmp_path / "id").folder)
    assert "ssg serve                 menampilkan portal" in capsys.readouterr().out
    monkeypatch.setenv("SSG_LANG", "en")
    theirs = tree(begun(tmp_path / "en").folder)
    assert b"# nama yang dilihat pembaca" in ours["site.yaml"]
    assert b"# the name that readers see" in theirs["site.yaml"]
    assert yaml.safe_load(ours["site.yaml"]) == yaml.safe_load(theirs["site.yaml"])
    assert ours.keys() == theirs.keys()
    differ = {name for name, data in ours.items() if data != theirs[name]}
    assert differ == {"README.md", "requirements.txt", "site.yaml"}


def asked(folder: Path, *answers: str) -> str:
    """Begin a portal on a terminal, type answers, each to the next question, and return what is shown."""
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "generator", "init", str(folder), *SOURCE]
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
    """For name, address and company, again if an answer does not fit; an empty one leaves a placeholder."""
    shown = asked(tmp_path / "kabar", "Kabar: # satu", "Kabar Pantai", "kabarpantai", "KabarPantai.example", "")
    assert '"Kabar: # satu" memuat tanda' in shown
    assert '"kabarpantai" bukan alamat' in shown
    assert shown.index("Nama portal") < shown.index("Alamatnya") < shown.index("ssg serve")
    made = yaml.safe_load((tmp_path / "kabar/site.yaml").read_text("utf-8"))
    assert (made["name"], made["base_url"]) == ("Kabar Pantai", "https://kabarpantai.example")
    assert made["redaksi"]["company"].startswith("PT ")
