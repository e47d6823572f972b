"""Two commands in one folder: the second says at once who is at it."""

from __future__ import annotations

import getpass
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from generator.annex.deploying.target_errors import check_means
from generator.annex.deploying.workplace import workplace
from generator.base.errors import UsageError
from generator.model.deploy_targets import Target, Via
from tests.deploying_support import newsroom
from tests.support import spoken, ssg_begun


@pytest.mark.parametrize("words", [("deploy",), ("deploy", "lain", "--rollback"), ("state", "push")])
def test_a_second_one_in_the_same_folder_ends_at_once(tmp_path: Path, words: tuple[str, ...]) -> None:
    """With code 2 and the name of the first, whose target never answers here; when that has ended, it goes on."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        portal = newsroom(tmp_path, f"{{to: webdav, url: '{url}', path: publik}}")
        shell = "{to: sftp, host: 127.0.0.1, port: 1, path: publik, releases: 2}"
        portal.edit(
            "site.yaml",
            "deploy:\n",
            f"deploy:\n  lain: {shell}\n  folder: {{to: local, path: {tmp_path / 'terbit'}}}\n",
        )
        first = ssg_begun(portal, "deploy", "utama", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            owner = portal.folder / ".ssg/deploy/owner"
            until = time.monotonic() + 30
            while not owner.exists() and time.monotonic() < until:
                time.sleep(0.02)
            begun = time.monotonic()
            done = spoken(portal, *words)
            assert time.monotonic() - begun < 10
            assert done.returncode == 2
            assert f"{getpass.getuser()}@{socket.gethostname()}:{first.pid}" in done.stderr
        finally:
            first.send_signal(signal.SIGKILL)
            first.wait()
        assert spoken(portal, "deploy", "folder").returncode == 0


@pytest.mark.parametrize("owner", [b"", b"x", b'["a"]', b'["a",1e99]', b'["a",99999999999999]', None])
def test_an_owner_that_nobody_can_read_is_a_sentence_all_the_same(tmp_path: Path, owner: bytes | None) -> None:
    """The folder is taken, whatever is said of by whom."""
    with workplace(tmp_path, "WIB") as folder:
        (folder.parent / "owner").unlink()
        if owner is not None:
            (folder.parent / "owner").write_bytes(owner)
        with pytest.raises(UsageError, match="is running in this folder"), workplace(tmp_path, "WIB"):
            pass
    with workplace(tmp_path, "WIB") as folder:
        assert folder.is_dir()
    assert not folder.exists()
    assert not (folder.parent / "owner").exists()


PASSWORDS = "give it in the environment, as SSG_DEPLOY_PASSWORD"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    (tmp_path / "kenal").touch()
    (tmp_path / "kunci").touch()


def said(via: Via, password: str = "", **more: object) -> str:
    """Return what is missing for a target."""
    target = Target("utama", via, "/x", "/y", **{"host": "a.example", "known_hosts": "~/kenal", **more})  # type: ignore[arg-type]
    try:
        check_means(target, password)
    except UsageError as error:
        return str(error)
    return ""


def test_a_server_has_to_be_known(tmp_path: Path) -> None:
    """It is said how its key is fetched, and from which port."""
    asked = f"nothing tells by which key the server of utama is known: there is no {tmp_path}/tiada. Ask the host for that key, and hold it against what this fetches: ssh-keyscan"
    assert said("sftp", "x", known_hosts="~/tiada") == f"{asked} a.example >> {tmp_path}/tiada"
    assert said("sftp", "x", known_hosts="~/tiada", port=2222) == f"{asked} -p 2222 a.example >> {tmp_path}/tiada"
    for via in ("ftp", "local", "s3", "webdav"):
        assert said(via, "x", known_hosts="~/tiada") == ""
    assert said("sftp", known_hosts="~/tiada", key_file="~/tiada", remote="luar") == ""


def test_a_key_has_to_be_there(tmp_path: Path) -> None:
    """Where site.yaml names one."""
    missing = f"there is no private key at {tmp_path}/tiada; correct key_file: of utama in site.yaml"
    assert said("sftp", key_file="~/tiada") == missing
    assert said("sftp", "x", key_file="~/tiada") == missing
    assert said("sftp", key_file="~/kunci") == ""


def test_a_password_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of servers, unless there is a key, or an agent that may have one."""
    either = f"there is neither a key nor a password for utama; name key_file: in site.yaml, or give the password {PASSWORDS[8:]}"
    assert said("ftp") == f"there is no password for utama; {PASSWORDS}"
    assert said("sftp") == either
    for via in ("local", "s3", "webdav"):
        assert said(via) == ""
    assert said("ftp", "x") == said("sftp", "x") == ""
    monkeypatch.setenv("SSH_AUTH_SOCK", "/x")
    assert said("sftp") == ""
    assert said("ftp") == f"there is no password for utama; {PASSWORDS}"
    monkeypatch.setenv("SSH_AUTH_SOCK", "")
    assert said("sftp") == either
