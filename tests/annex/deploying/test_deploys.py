"""A few of the deploys that do not end; `python -m tests.fuzz.deploys` tries hundreds."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.deploying_support import built, deploy, newsroom, until
from tests.fuzz.deploys import Reader, Target, edit, series
from tests.support import ssg_here


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["local", pytest.param("sftp", marks=pytest.mark.long)])
def test_no_end_of_a_deploy_shows_readers_what_is_not_there(kind: str, tmp_path: Path) -> None:
    """Client or server killed, lines torn: the next deploy does the rest, and no list ever leads to nothing."""
    counts, wrong = series(kind, tmp_path, 5, 1)
    assert wrong == []
    assert counts["looks of the reader"] > 50


@pytest.mark.long
@pytest.mark.parametrize("kind", ["webdav", "sftp"])
def test_a_host_that_drips(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deploy, or a state, over lines that let a byte pass now and then is given up in minutes; the next run does the rest."""
    monkeypatch.setenv("SSG_STATE_PASSWORD", "kunci")
    target = Target(kind, tmp_path)
    assert target.proxy is not None
    try:
        portal = newsroom(tmp_path / "meja", target.line)
        deploy(portal)
        edit(portal, random.Random(1), 1)
        for order in (("deploy",), ("state", "push")):
            target.proxy.drips = True
            done = ssg_here(portal, *order)
            assert (done.returncode, "too slowly" in done.stderr) == (2, True)
            target.proxy.drips = False
            target.proxy.tear()
            assert ssg_here(portal, *order).returncode == 0
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
    until(lambda: reader.looks)
    reader.stop()
    assert reader.dead == {("index.html", "daerah/2024/10/tiada/")}
