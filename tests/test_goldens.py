"""What the program puts out is compared with what was recorded of it, and a difference is shown where it is."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.fuzz.newsroom import told
from tools.goldens import __main__ as goldens
from tools.goldens.found import Found, grouped, kind, ssg
from tools.goldens.parts import APART, PARTS

FILES = {"daerah/2024/a/index.html": "<p>\nSatu\n</p>", "daerah/2024/b/index.html": "<p>Dua</p>", "feed.xml": "<rss/>"}


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is recorded in this repository, and nothing is pinned for other tests."""
    monkeypatch.setattr(goldens, "RECORDED", tmp_path / "recorded")
    monkeypatch.setattr(goldens, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(goldens, "PINNED", {"WARTA_BENCH": str(tmp_path)})
    monkeypatch.setenv("WARTA_BENCH", "")


def compare(monkeypatch: pytest.MonkeyPatch, files: dict[str, str], *words: str) -> int:
    """Compare a part that puts out these files."""
    monkeypatch.setitem(goldens.PARTS, "demo", lambda: Found(grouped(files), files))
    monkeypatch.setattr(sys, "argv", ["goldens", *(words or ("--part", "demo"))])
    return goldens.main()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "index.html"), ("sitemap-2024-10.xml", "sitemap-N-N.xml"), ("daerah/index.html", "daerah/*.html"),
        ("daerah/2024/10/a/index.html", "daerah/*/*/*/*.html"), ("2024/index.html", "N/*.html"), ("a/_headers", "a/*_headers"),
    ],
)  # fmt: skip
def test_files_of_a_kind_are_one_line(path: str, expected: str) -> None:
    """They have the top folder, the depth and the ending in common."""
    assert kind(path) == expected


def test_a_difference_is_shown_by_its_file_and_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A byte of a page, a page that is new, and one that is gone; what is the same is equal."""
    assert compare(monkeypatch, FILES, "--part", "demo", "--record") == 0
    assert compare(monkeypatch, FILES) == 0
    assert "demo       equal" in capsys.readouterr().out
    changed = {**FILES, "daerah/2024/a/index.html": "<p>\nsatu\n</p>", "baru.html": "<p>Tiga</p>"}
    del changed["feed.xml"]
    assert compare(monkeypatch, changed) == 1
    said = capsys.readouterr().out
    assert "demo       DIFFERS" in said
    first = said.index("    daerah/2024/a/index.html\n  line 2\n  -Satu\n  +satu\n")
    assert first < said.index("    feed.xml\n") < said.index("    baru.html\n")
    assert "daerah/2024/b/index.html" not in said
    assert said.endswith("    3 of 4 files differ\n")


def test_on_another_machine_the_kind_of_file_is_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Only the digests are in git; what was kept of another record does not count."""
    compare(monkeypatch, FILES, "--part", "demo", "--record")
    (tmp_path / "kept/demo").write_text('{"text": "", "files": {"feed.xml": "<rdf/>"}}')
    capsys.readouterr()
    assert compare(monkeypatch, {**FILES, "feed.xml": "<rdf/>"}) == 1
    said = capsys.readouterr().out
    assert " 1 feed.xml\n" in said
    assert "make goldens RECORD=1 PART=demo" in said
    assert "daerah" not in said


def test_a_corpus_that_is_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was not compared is not equal, unless it was left out on purpose."""
    compare(monkeypatch, FILES, "--part", "demo", "--record")
    assert compare(monkeypatch, FILES, "--part", "corpus,demo") == 2
    assert "corpus     NOT COMPARED" in capsys.readouterr().out
    assert compare(monkeypatch, FILES, "--part", "corpus,demo", "--without", "corpus") == 0


def test_a_long_line_is_shown_where_it_differs() -> None:
    """From shortly before."""
    line = "x" * 1000
    said = [*goldens.differences("demo", Found(f"a\n{line}b{line}"), Found(f"a\n{line}c{line}"))]
    assert said == ["  line 2, letter 961", f"  -{'x' * 40}b{'x' * 119}", f"  +{'x' * 40}c{'x' * 119}"]


@pytest.mark.parametrize(("now", "equal"), [("article 1,009 50", True), ("article 1,011 50", False), ("", False)])
def test_a_parse_may_become_cheaper(now: str, equal: bool) -> None:
    """Or dearer by a hundredth."""
    assert goldens.is_equal("steps", "article 1,000 50", now) is equal
    assert not goldens.is_equal("help", "article 1,000 50", "article 1,009 50")


def test_a_command_is_told_with_its_exit_code() -> None:
    """As somebody who calls it would see it."""
    said = ssg("biuld", language="en")
    assert said.startswith("$ ssg biuld\nUsage: python -m generator ")
    assert said.endswith("Did you mean 'build'?\n[2]\n\n")


def test_libraries_that_put_out_the_same(tmp_path: Path) -> None:
    """Several versions of one may be known to; any other is told, since a difference may be its."""
    (tmp_path / "recorded").mkdir()
    (tmp_path / "recorded/versions.txt").write_text(f"click 0.1 {version('click')} 99\nrich 0.1\n")
    told = [one.partition(" ")[0] for one in goldens.strange()]
    assert told == [name for name in goldens.LIBRARIES if name != "click"]
    assert f"rich {version('rich')}" in goldens.strange()


def test_each_part_is_recorded() -> None:
    """And nothing else is."""
    names = {file.stem for file in (goldens.ROOT / "tests/goldens").iterdir()}
    assert names == {*PARTS, "versions"}


@pytest.mark.slow
def test_a_seed_of_the_newsroom_is_told_step_by_step() -> None:
    """A line for each build; the first is that of a small archive."""
    lines = told.take(1, 2)
    assert len(lines) >= 2
    assert re.fullmatch(r"(\w{10} ){3}\+79 ~0 -0 of 79", lines[0])


@pytest.mark.parametrize(
    "part",
    [
        "messages", "schemas", "written", "imported",
        *(pytest.param(part, marks=pytest.mark.slow) for part in ("demo", "problems", "help", *APART)),
    ],
)  # fmt: skip
def test_what_is_put_out_is_what_was_recorded(part: str) -> None:
    """Each change of a page, a message, a schema or a file that commands write is meant, and recorded with it.

    With libraries of other versions a difference may be theirs, so it is shown and judged by whoever records anew.
    """
    command = [sys.executable, "-m", "tools.goldens", "--part", part]
    done = subprocess.run(command, cwd=goldens.ROOT, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode and "libraries are not those of the record" in done.stdout:
        pytest.skip(done.stdout)
    assert done.returncode == 0, done.stdout
