"""Releases, on a server with a shell: readers get a deploy whole, and the one before it again."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploying_support import built, deploy, line, process, serving, shell_server
from tests.servers import free_port
from tests.support import Portal, copied, ssg_begun, ssg_here, tree


class Shell:
    """A server that a test can look into."""

    def __init__(self, folder: Path, line: str, greeting: Path, tools: Path | None = None) -> None:
        self.folder = folder
        """Where the path `/top` of the server is on this machine."""
        self.line = line
        """The line of a target, whose path is `TOP`."""
        self.greeting = greeting
        """What a shell runs at its beginning."""
        self.tools = tools
        """Where an ssh is that reaches it, if not everywhere."""


SSHD = pytest.param("sshd", marks=pytest.mark.slow)


@pytest.fixture(scope="module", params=[SSHD])
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A real sshd; or, which is quicker, SFTP by rclone with an ssh that is a shell of this machine."""
    folder = tmp_path_factory.mktemp("server")
    if request.param == "sshd":
        with shell_server(folder) as there:
            (folder / "home").mkdir()
            yield Shell(folder, there.replace(f"{folder}/kabar", f"{folder}/TOP"), folder / "home/.bashrc")
        return
    tools = folder / "alat"
    tools.mkdir()
    script = f'''[ -e {tools}/salam ] && . {tools}/salam; for last; do :; done; exec sh -c "$(echo "$last" | sed "s#/top#{folder}/top#g")"'''
    (tools / "ssh").write_text(f"#!/bin/sh\n{script}\n")
    (tools / "ssh").chmod(0o755)
    port = free_port()
    with process(*serving("sftp", folder, port), "--copy-links", port=port):
        there = line("sftp", port, folder / "known_hosts").replace("path: publik", "path: /TOP, releases: 3")
        yield Shell(folder, there, tools / "salam", tools)


both = pytest.mark.parametrize("shell", ["shell", SSHD], indirect=True)


@pytest.fixture
def top(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a portal on the server."""
    if shell.tools:
        monkeypatch.setenv("PATH", f"{shell.tools}{os.pathsep}{os.environ['PATH']}")
    yield shell.folder / "top's"
    for name in ("top's", ".top's.warta-deploy"):
        shutil.rmtree(shell.folder / name, ignore_errors=True)


@pytest.fixture
def released(portal: Portal, shell: Shell, top: Path) -> Portal:
    """A portal that was deployed there once."""
    target = re.sub(r"path: ([^,]*)TOP", lambda found: f'path: "{found[1]}{top.name}"', shell.line)
    portal.edit("site.yaml", "{to: local, path: terbit/publik}", target)
    portal.build()
    deploy(portal)
    return portal


def edit(portal: Portal, turn: int) -> None:
    portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
    portal.now += 60
    portal.build()


def rollback(portal: Portal, *words: str, code: int = 0) -> str:
    done = ssg_here(portal, "deploy", "--rollback", *words)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def test_a_release_is_shown_whole_and_shares_what_is_the_same(released: Portal, top: Path) -> None:
    """What did not change is one file on the disk of the server; of four deploys three stay; others' folders do, too."""
    assert tree(top / "current") == built(released)
    for name in ("catatan", "12345"):
        (top / "releases" / name).mkdir()
    for turn in range(3):
        edit(released, turn)
        before = top / os.readlink(top / "current")
        deploy(released)
        assert tree(top / "current") == built(released)
        same = "aset/favicon.svg"
        assert (before / same).samefile(top / "current" / same)
    assert len(os.listdir(top / "releases")) == 3 + 2
    assert deploy(released)["files"] == 0
    assert deploy(released, "--verify")["files"] == 0


@pytest.mark.slow
@both
def test_a_release_that_begins_empty_gets_all(released: Portal, shell: Shell, top: Path) -> None:
    """Whatever readers get now, by a link that somebody made by hand, and whatever a server's shell says first."""
    shell.greeting.write_text("echo releases/000009; echo 000008\n")
    try:
        (top / os.readlink(top / "current")).rename(top / "releases/cadangan")
        (top / "current").unlink()
        (top / "current").symlink_to("releases/cadangan")
        edit(released, 1)
        deploy(released)
        assert tree(top / "current") == built(released)
    finally:
        shell.greeting.unlink()


def test_readers_get_the_one_before_again(released: Portal, top: Path, tmp_path: Path) -> None:
    """Until that is lifted: each later run says so, whoever starts it, and a new build changes nothing for readers."""
    assert "no release before" in rollback(released, code=2)
    first = built(released)
    edit(released, 1)
    sent = deploy(released)["files"]
    assert "would" in rollback(released, "--dry-run")
    assert tree(top / "current") == built(released)
    assert "000001" in rollback(released)
    assert tree(top / "current") == first
    for words in ((), ("--dry-run",), ("--verify",)):
        assert "ssg deploy utama --lift" in str(deploy(released, *words, code=1)["held"])
    scheduled = copied(released, tmp_path / "lain")
    edit(scheduled, 2)
    deploy(scheduled, code=1)
    assert tree(top / "current") == first
    assert deploy(released, "--lift")["files"] == sent
    assert tree(top / "current") == built(released)
    assert deploy(released)["held"] == ""


def test_a_rollback_to_what_was_built_can_be_lifted(released: Portal, top: Path) -> None:
    """Though nothing differs, later builds are sent again."""
    edit(released, 1)
    deploy(released)
    rollback(released)
    released.edit("content/daerah/2024/10/b-1.md", "berita 1", "berita")
    released.build()
    assert tree(top / "current") == built(released)
    deploy(released, code=1)
    assert deploy(released, "--lift")["files"] == 0
    edit(released, 2)
    deploy(released)
    assert tree(top / "current") == built(released)


def test_whoever_has_broken_the_portal_is_told_the_way_back(released: Portal) -> None:
    """Readers get the release before again by one command, which is said."""
    released.edit("site.yaml", "releases: 3", f"releases: 3, check: true, public: 'http://127.0.0.1:{free_port()}'")
    edit(released, 1)
    assert "ssg deploy utama --rollback" in str(deploy(released, code=1)["unhealthy"])


def test_a_lost_manifest_costs_readers_nothing(released: Portal, top: Path) -> None:
    """Whatever number is next, a release that is there keeps its name and its files; one of unknown files is none to go back to."""
    shown, first = os.readlink(top / "current"), built(released)
    shutil.rmtree(top.with_name(f".{top.name}.warta-deploy"))
    edit(released, 2)
    deploy(released)
    assert tree(top / shown) == first
    assert tree(top / "current") == built(released)
    assert "nobody knows any more" in rollback(released, code=2)
    assert tree(top / "current") == built(released)
    assert deploy(released)["files"] == 0


@pytest.mark.slow
def test_killed_at_any_moment_readers_get_a_whole_release(released: Portal, top: Path) -> None:
    """The old one or the new one, never something between; the next deploy mends the rest."""
    dice, versions = random.Random(5), [built(released)]
    for turn in range(4):
        edit(released, turn)
        versions.append(built(released))
        words = ("--rollback",) if turn == 2 else ("--lift",) if turn == 3 else ()
        begun = ssg_begun(released, "deploy", *words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.random() * 1.5)
        begun.send_signal(signal.SIGKILL)
        begun.wait()
        # What the server was told last, it may do after the kill; a reader has one release from the first file on.
        assert tree((top / "current").resolve()) in versions
    deploy(released, "--lift")
    assert tree(top / "current") == built(released)
    assert deploy(released, "--verify")["files"] == 0


@pytest.mark.slow
def test_a_key_may_lie_in_a_folder_of_any_name(portal: Portal, tmp_path: Path) -> None:
    """Blanks, quotation marks and percent signs in a path mean themselves to ssh, too."""
    with shell_server(tmp_path / "server") as target:
        folder = tmp_path / 'sandi "100%" redaksi'
        shutil.copytree(tmp_path / "server", folder)
        server = re.escape(str(tmp_path / "server"))
        moved = re.sub(rf"{server}/(key|known_hosts)", lambda found: f"'{folder}/{found[1]}'", target)
        portal.edit("site.yaml", "{to: local, path: terbit/publik}", moved)
        portal.build()
        deploy(portal)
        assert tree(tmp_path / "server/kabar/current") == built(portal)
