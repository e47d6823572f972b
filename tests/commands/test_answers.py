"""What commands say to programs (--json): each key by its name, and no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.base.languages import language
from generator.base.sentences import as_it_is
from generator.commands.answers import failed
from tests.deploying_support import newsroom, rclone
from tests.importers_support import HEAD, Archive, post
from tests.support import NOW, Portal, article, run, site

Capture = pytest.CaptureFixture[str]


def said(capsys: Capture, *words: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert run(*words) == code
    return json.loads(capsys.readouterr().out)


def shape(value: Any) -> Any:
    """Return a value with the kinds of its numbers and texts in their places."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


PROBLEM = {
    "path": "str", "line": "int", "column": "int", "code": "str", "message": "str", "hint": "str", "excerpt": "str",
}  # fmt: skip


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return site(tmp_path, f"-- content/daerah/2024/10/a.md --\n{article('Berita')}")


def test_a_build(portal: Portal, capsys: Capture) -> None:
    """Counts, what changed, and what it warns of."""
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>')
    portal.add("content/daerah/2024/10/b.md", article("B", photo="{src: /foto/a.svg, credit: S}"))
    found = said(capsys, "--site", str(portal.folder), "build", "--now", str(NOW), "--json")
    assert (found["ok"], found["articles"]) == (True, 2)
    (warning,) = found["warnings"]
    assert shape(warning) == PROBLEM
    assert (warning["path"], warning["line"], warning["column"]) == ("content/daerah/2024/10/b.md", 6, 14)


def test_a_build_that_is_refused(portal: Portal, capsys: Capture) -> None:
    """Its problems, with place, code and hint."""
    portal.add("content/daerah/2024/10/b.md", article("B", "Lihat [ini](/tiada/)."))
    found = said(capsys, "--site", str(portal.folder), "build", "--now", str(NOW), "--json", code=1)
    assert set(found) == {"ok", "problems"}
    (problem,) = found["problems"]
    assert shape(problem) == PROBLEM
    assert (problem["path"], problem["line"], problem["column"]) == ("content/daerah/2024/10/b.md", 7, 13)
    assert (problem["code"], problem["excerpt"]) == ("dead-link", "Lihat [ini](/tiada/).")


def test_a_deploy(tmp_path: Path, capsys: Capture) -> None:
    """What went where, in which order; the paths where nothing is sent yet."""
    rclone()
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit'}}}")
    words = ("--site", str(portal.folder), "deploy", "--json")
    step = {"phase": "str", "files": "int", "bytes": "int"}
    whole = {
        "target": "str", "steps": [step], "files": "int", "bytes": "int", "kept": [], "foreign": "int", "foreign_files": [],
        "rebuilt": "bool", "seconds": "float", "untold": [], "unhealthy": [], "held": "str",
    }  # fmt: skip
    planned = said(capsys, *words, "--dry-run")
    assert shape(planned) == {"ok": "bool", "dry_run": "bool", **whole, "steps": [{**step, "paths": ["str"]}]}
    sent = said(capsys, *words)
    assert shape(sent) == {"ok": "bool", "dry_run": "bool", **whole}
    assert [found["dry_run"] for found in (planned, sent)] == [True, False]
    assert [one["phase"] for one in sent["steps"]] == ["assets", "pages", "lists", "feeds"]
    assert sent["target"] == "utama"
    assert sum(one["files"] for one in sent["steps"]) == sent["files"] > 10
    assert sum(one["bytes"] for one in sent["steps"]) == sent["bytes"]


def test_an_import_whose_source_is_cut_off(tmp_path: Path, capsys: Capture) -> None:
    """Where it could not be read any further."""
    archive = Archive(tmp_path)
    archive.export(post(1), "<item><title>x", head=HEAD, tail="")
    words = ("import", "wordpress", str(archive.file), "--into", str(archive.portal), "--json")
    found = said(capsys, *words, code=1)
    (fault,) = found["faults"]
    assert shape(fault) == {"file": "str", "message": "str", "line": "int", "column": "int"}
    assert (fault["file"], fault["line"]) == (str(archive.file), archive.file.read_text("utf-8").count("\n") + 1)


def test_deploys_to_two(tmp_path: Path, capsys: Capture) -> None:
    """Each of them, and whether all went well."""
    rclone()
    portal = newsroom(
        tmp_path, f"{{to: local, path: {tmp_path / 'satu'}}}\n  dua: {{to: local, path: {tmp_path / 'dua'}}}"
    )
    found = said(capsys, "--site", str(portal.folder), "deploy", "--all", "--json")
    assert set(found) == {"ok", "targets"}
    assert (found["ok"], [one["target"] for one in found["targets"]]) == (True, ["utama", "dua"])


@pytest.mark.parametrize(
    ("words", "opposites"), [(("--rollback", "--lift"), True), (("--rollback",), False), (("--lift",), False)]
)
def test_what_cannot_be_said_together(tmp_path: Path, capsys: Capture, words: tuple[str, ...], opposites: bool) -> None:
    """It is refused before anything is looked at."""
    rclone()
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'satu'}}}")
    capsys.readouterr()
    code = run("--site", str(portal.folder), "deploy", *words, "--json")
    found = json.loads(capsys.readouterr().out)
    assert ("opposites" in str(found)) is opposites
    assert code == 2 or not opposites


@pytest.mark.parametrize(
    ("as_json", "out", "err"),
    [(False, "", "kesalahan: tidak bisa\n"), (True, '{"ok":false,"error":"tidak bisa"}\n', "")],
)
def test_why_a_command_failed(capsys: Capture, as_json: bool, out: str, err: str) -> None:
    """In one sentence, or as a line of JSON and nothing else; 2 unless it is said otherwise."""
    assert failed(as_it_is("tidak bisa"), language("id"), as_json=as_json) == 2
    assert failed(as_it_is("tidak bisa"), language("id"), as_json=as_json, code=1) == 1
    assert capsys.readouterr() == (out * 2, err * 2)
