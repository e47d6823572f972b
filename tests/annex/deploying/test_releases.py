"""Releases, by a real sshd: readers get a deploy whole, and the one before it again."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from generator.annex.deploying.releases import Releases
from tests.deploying_support import built, deploy, newsroom, shell_server
from tests.quick import LONG
from tests.servers import free_port
from tests.support import Portal, copied, run, ssg_begun, tree

pytestmark = pytest.mark.slow


def edit(portal: Portal, turn: int) -> None:
    portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
    portal.build()


def test_a_release_is_shown_whole_and_shares_what_is_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What did not change is one file on the disk of the server; of four deploys three stay; the bytes are those of the build."""
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        top = tmp_path / "server/kabar"
        for turn in range(4):
            edit(portal, turn)
            before = top / os.readlink(top / "current") if turn else None
            deploy(portal, capsys)
            assert tree(top / "current") == built(portal)
            if before is not None:
                same = "aset/favicon.svg"
                assert (before / same).stat().st_ino == (top / "current" / same).stat().st_ino
        assert len(os.listdir(top / "releases")) == 3
        assert deploy(portal, capsys)["files"] == 0
        assert deploy(portal, capsys, "--verify")["files"] == 0


def test_a_release_that_begins_empty_gets_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever readers get now, by a link that somebody made by hand."""
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        top = tmp_path / "server/kabar"
        deploy(portal, capsys)
        for turn, shown in enumerate(("releases/{name}", "releases/cadangan", "{top}/releases/{name}/")):
            name = Path(os.readlink(top / "current")).name
            if shown == "releases/cadangan":
                (top / "releases" / name).rename(top / shown)
            (top / "current").unlink()
            (top / "current").symlink_to(shown.format(top=top, name=name))
            edit(portal, turn)
            deploy(portal, capsys)
            assert tree(top / "current") == built(portal), shown


def test_readers_get_the_one_before_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Until that is lifted: each later run says so, whoever starts it, and a new build changes nothing for readers."""
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        top = tmp_path / "server/kabar"
        deploy(portal, capsys)
        first = built(portal)
        edit(portal, 1)
        sent = deploy(portal, capsys)["files"]
        for words in (("--dry-run",), ("--json", "--dry-run")):
            assert run("--site", str(portal.folder), "deploy", "--rollback", *words) == 0
            assert tree(top / "current") == built(portal)
        assert run("--site", str(portal.folder), "deploy", "--rollback") == 0
        assert tree(top / "current") == first
        for words in ((), ("--dry-run",), ("--verify",)):
            assert "ssg deploy utama --lift" in str(deploy(portal, capsys, *words, code=1)["held"])
        scheduled = copied(portal, tmp_path / "lain")
        edit(scheduled, 2)
        assert run("--site", str(scheduled.folder), "deploy") == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert "readers keep release 000001" in said.err
        assert tree(top / "current") == first
        assert deploy(portal, capsys, "--lift")["files"] == sent
        assert tree(top / "current") == built(portal)
        assert deploy(portal, capsys)["held"] == ""
        for _ in range(2):
            assert run("--site", str(portal.folder), "deploy", "--rollback") == 0
        assert run("--site", str(portal.folder), "deploy", "--rollback") == 2
        assert "no release before" in capsys.readouterr().err


def test_whoever_has_broken_the_portal_is_told_the_way_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Readers get the release before again by one command, which is said."""
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line.replace("}", f", check: true, public: 'http://127.0.0.1:{free_port()}'}}"))
        found = deploy(portal, capsys, code=1)
        assert "ssg deploy utama --rollback" in str(found["unhealthy"])


def test_a_release_that_readers_get_no_longer_is_not_built_upon(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever took the link away, or what it leads to: the next deploy sends all, not only what differs."""
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        deploy(portal, capsys)
        shown = tmp_path / "server/kabar/current"
        for turn, goal in enumerate(("", "releases/000099")):
            shown.unlink()
            if goal:
                shown.symlink_to(goal)
            edit(portal, 2 * turn)
            deploy(portal, capsys)
            assert tree(shown) == built(portal)
            edit(portal, 2 * turn + 1)
            assert int(str(deploy(portal, capsys)["files"])) < len(built(portal))
            assert tree(shown) == built(portal)


def test_a_key_may_lie_in_a_folder_of_any_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Blanks, quotation marks and percent signs in a path mean themselves to ssh, too."""
    with shell_server(tmp_path / "server") as line:
        folder = tmp_path / 'sandi "100%" redaksi'
        shutil.copytree(tmp_path / "server", folder)
        server = str(tmp_path / "server")
        moved = re.sub(rf"{re.escape(server)}/(key|known_hosts)", lambda found: f"'{folder}/{found[1]}'", line)
        portal = newsroom(tmp_path, moved)
        deploy(portal, capsys)
        assert tree(tmp_path / "server/kabar/current") == built(portal)


def test_killed_at_any_moment_readers_get_a_whole_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The old one or the new one, never something between; the next deploy mends the rest."""
    rng = random.Random(5)
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        top = tmp_path / "server/kabar"
        deploy(portal, capsys)
        versions = [built(portal)]
        for turn in range(30 if LONG else 3):
            edit(portal, turn)
            begun = ssg_begun(portal, "deploy", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.random() * 2)
            begun.send_signal(signal.SIGKILL)
            begun.wait()
            versions.append(built(portal))
            # What the server was told last, it may do after the kill; a reader has one release from the first file on.
            assert tree((top / "current").resolve()) in versions
        deploy(portal, capsys)
        assert tree(top / "current") == built(portal)
        assert deploy(portal, capsys, "--verify")["files"] == 0


def test_a_lost_manifest_costs_readers_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever number is next, a release that is there keeps its name and its files."""
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        top = tmp_path / "server/kabar"
        deploy(portal, capsys)
        edit(portal, 1)
        deploy(portal, capsys)
        shown, first = os.readlink(top / "current"), built(portal)
        shutil.rmtree(tmp_path / "server/.kabar.warta-deploy")
        edit(portal, 2)
        deploy(portal, capsys)
        assert tree(top / shown) == first
        assert tree(top / "current") == built(portal)
        assert deploy(portal, capsys)["files"] == 0


def test_a_rollback_that_is_killed_is_no_reason_to_believe_the_wrong_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds all the same; the deploy that lifts it sends what nobody can vouch for."""
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        deploy(portal, capsys)
        edit(portal, 1)
        deploy(portal, capsys)
        real = Releases.show

        def show(self: Releases, name: str) -> None:
            real(self, name)
            raise ConnectionResetError

        with monkeypatch.context() as patch:
            patch.setattr(Releases, "show", show)
            assert run("--site", str(portal.folder), "deploy", "--rollback") == 2
        deploy(portal, capsys, code=1)
        deploy(portal, capsys, "--lift")
        assert tree(tmp_path / "server/kabar/current") == built(portal)


def test_a_rollback_to_what_was_built_can_be_lifted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Though nothing differs, later builds are sent again."""
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        deploy(portal, capsys)
        edit(portal, 1)
        deploy(portal, capsys)
        assert run("--site", str(portal.folder), "deploy", "--rollback") == 0
        portal.edit("content/daerah/2024/10/b-1.md", "berita 1", "berita")
        portal.build()
        assert tree(tmp_path / "server/kabar/current") == built(portal)
        deploy(portal, capsys, code=1)
        assert deploy(portal, capsys, "--lift")["files"] == 0
        edit(portal, 2)
        deploy(portal, capsys)
        assert tree(tmp_path / "server/kabar/current") == built(portal)


def test_what_is_lost_of_a_release_is_said_before_anything_moves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Readers get what they got, and deploys go on, though a list is damaged or gone."""
    with shell_server(tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        top = tmp_path / "server/kabar"
        for turn in range(2):
            edit(portal, turn)
            deploy(portal, capsys)
        shown = os.readlink(top / "current")
        lost = min((tmp_path / "server/.kabar.warta-deploy/releases").iterdir())
        for damage in (lambda: lost.write_bytes(b"x"), lost.unlink):
            damage()
            assert run("--site", str(portal.folder), "deploy", "--rollback") == 2
            assert "nobody knows any more" in capsys.readouterr().err
            assert os.readlink(top / "current") == shown
        edit(portal, 2)
        deploy(portal, capsys)
        assert tree(top / "current") == built(portal)
