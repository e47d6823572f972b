"""Several targets in one run: a bad one keeps nothing from the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.deploying_support import built, newsroom
from tests.support import Portal, run, tree

BAD = "{to: sftp, host: 127.0.0.1, port: 1, user: uji, path: x, known_hosts: /dev/null}"


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal with three targets, of which the second cannot be reached."""
    monkeypatch.setenv("SSG_DEPLOY_PASSWORD", "x")
    made = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'satu'}}}")
    more = f"deploy:\n  rusak: {BAD}\n  cermin: {{to: local, path: {tmp_path / 'tiga'}}}\n"
    made.edit("site.yaml", "deploy:\n", more)
    made.build()
    return made


@pytest.mark.parametrize("words", [("--all",), ("utama", "rusak", "cermin"), ("rusak", "cermin", "utama", "rusak")])
def test_the_rest_is_deployed_and_the_bad_one_is_named(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """With code 1, and the name at the end."""
    assert run("--site", str(portal.folder), "deploy", *words) == 1
    said = capsys.readouterr()
    assert "rusak: the target cannot be reached" in said.err
    assert said.err.splitlines()[-1].endswith("rusak")
    assert tree(tmp_path / "satu") == tree(tmp_path / "tiga") == built(portal)


def test_what_came_of_each_is_in_json(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--site", str(portal.folder), "deploy", "--all", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert not found["ok"]
    assert {one["target"]: one["ok"] for one in found["targets"]} == {"rusak": False, "cermin": True, "utama": True}
    assert "cannot be reached" in found["targets"][0]["error"]


def test_a_name_that_no_target_has_sends_nothing(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither do names beside --all."""
    assert run("--site", str(portal.folder), "deploy", "utama", "cermim") == 2
    assert "did you mean cermin?" in capsys.readouterr().err
    assert run("--site", str(portal.folder), "deploy", "utama", "--all") == 2
    assert not (tmp_path / "satu").exists()


def test_where_none_can_be_reached_the_code_is_that_of_one(portal: Portal) -> None:
    assert run("--site", str(portal.folder), "deploy", "rusak") == 2


@pytest.mark.parametrize("words", [(), ("--json",), ("--dry-run",)])
def test_a_rollback_is_not_lifted_in_the_same_breath(
    portal: Portal, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """Who wants to undo one must not get an older release."""
    assert run("--site", str(portal.folder), "deploy", "utama", "--rollback", "--lift", *words) == 2
    said = capsys.readouterr()
    assert "are opposites" in said.out + said.err
