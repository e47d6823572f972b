"""Two commands in one folder: the second says at once who is at it."""

from __future__ import annotations

import getpass
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from generator.annex.deploying.workplace import workplace
from generator.base.errors import UsageError
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
