"""What a target is reached by is looked for before anything else is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.deploying.means import check_means
from generator.portal.targets import Target, Via

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
