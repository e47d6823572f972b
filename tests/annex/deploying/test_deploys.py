"""A few of the deploys that do not end; `make deploys` tries hundreds."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.deploying_support import PASSWORD, built, newsroom
from tests.fuzz.deploys import Reader, Target, edit, series
from tests.quick import LONG, sample
from tests.support import run


@pytest.mark.slow
@pytest.mark.usefixtures("bucket_keys")
@pytest.mark.parametrize("kind", ["local", "sftp", *(["s3"] if LONG else [])])
def test_no_end_of_a_deploy_shows_readers_what_is_not_there(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Client or server killed, lines torn: the next deploy does the rest, and no list ever leads to nothing."""
    monkeypatch.setenv("SSG_DEPLOY_PASSWORD", PASSWORD)
    counts, wrong = series(kind, tmp_path, 5, 1)
    assert wrong == []
    assert counts["looks of the reader"] > 50


@pytest.mark.slow
@pytest.mark.usefixtures("bucket_keys")
@pytest.mark.parametrize("kind", sample(["webdav", "s3", "sftp"], 2))
def test_a_host_that_drips(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A deploy, or a state, over lines that let a byte pass now and then is given up; the next run does the rest."""
    monkeypatch.setenv("SSG_DEPLOY_PASSWORD", PASSWORD)
    monkeypatch.setenv("SSG_STATE_PASSWORD", "kunci")
    monkeypatch.setattr("generator.annex.deploying.rclone._QUIET", 1.0)
    monkeypatch.setattr("generator.annex.deploying.rclone._LONGEST", 3.0)
    target = Target(kind, tmp_path)
    assert target.proxy is not None
    try:
        portal = newsroom(tmp_path / "meja", target.line)
        words = ("--site", str(portal.folder))
        assert run(*words, "deploy") == 0
        edit(portal, random.Random(1), 1)
        for order in (("deploy",), ("state", "push")):
            target.proxy.drips = True
            capsys.readouterr()
            assert run(*words, *order) == 2
            assert "too slowly" in capsys.readouterr().err
            target.proxy.drips = False
            target.proxy.tear()
            assert run(*words, *order) == 0
        shutil.rmtree(target.served / ".publik.warta-deploy", ignore_errors=True)
        assert target.tree() == built(portal)
    finally:
        target.close()


def test_the_reader_sees_a_list_that_leads_nowhere(tmp_path: Path) -> None:
    target = Target("local", tmp_path)
    target.public.mkdir()
    (target.public / "index.html").write_text('<a href="/daerah/2024/10/tiada/">Tiada</a>')
    reader = Reader(target)
    reader.start()
    while not reader.looks:
        pass
    reader.stop()
    assert reader.dead == {("index.html", "daerah/2024/10/tiada/")}
