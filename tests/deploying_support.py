"""Real servers of files on this machine, for deploys."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers import free_port
from tests.support import CONFIG, Portal, article, site, ssg_here

BESIDE = Path(sys.executable).parent
PASSWORD = "rahasia-uji"


def rclone() -> str:
    """Return rclone; without it there is nothing to test."""
    found = shutil.which("rclone", path=f"{BESIDE}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        pytest.skip("rclone is not installed")
    return found


@contextlib.contextmanager
def process(*words: str, port: int, log: Path | None = None, patience: float = 60) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until this ends; it listens when this begins, which is after some seconds of patience at the latest."""
    with (
        open(log or os.devnull, "wb") as said,
        subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=said) as begun,
    ):
        try:
            until = time.monotonic() + patience
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                assert begun.poll() is None, words
                assert time.monotonic() < until, words
                time.sleep(0.02)
            yield begun
        finally:
            begun.kill()


def serving(protocol: str, folder: Path, port: int) -> list[str]:
    """Return the words by which rclone serves a folder."""
    return [
        rclone(), "serve", protocol, str(folder), "--addr", f"127.0.0.1:{port}", "--user", "uji", "--pass", PASSWORD,
        "--dir-cache-time", "1ms",
    ]  # fmt: skip


def line(protocol: str, port: int, known: Path) -> str:
    """Return the line of site.yaml for a target that is served at a port.

    Args:
        protocol: sftp, ftp or webdav.
        port: where a server listens.
        known: where the keys of an sftp server are written to.

    """
    if protocol == "webdav":
        return f"{{to: webdav, url: 'http://127.0.0.1:{port}/', user: uji, path: publik}}"
    if protocol == "ftp":
        return f"{{to: ftp, host: 127.0.0.1, port: {port}, user: uji, path: publik}}"
    scan = ["ssh-keyscan", "-p", str(port), "127.0.0.1"]
    known.write_bytes(subprocess.run(scan, capture_output=True, check=True).stdout)
    return f"{{to: sftp, host: 127.0.0.1, port: {port}, user: uji, path: publik, known_hosts: {known}}}"


@contextlib.contextmanager
def served(protocol: str, folder: Path) -> Iterator[str]:
    """Serve a folder by sftp, ftp or webdav; gives the line of a target in site.yaml."""
    folder.mkdir(exist_ok=True)
    port = free_port()
    with process(*serving(protocol, folder, port), port=port):
        yield line(protocol, port, folder.with_name("known_hosts"))


@contextlib.contextmanager
def bucket(log: Path | None = None, holding: Path | None = None) -> Iterator[str]:
    """Serve S3 with a bucket, as moto does, which keeps to conditions; gives the address.

    Args:
        log: a file for what it is asked, line by line.
        holding: a folder whose files the bucket has from the beginning.

    """
    pytest.importorskip("moto.server", reason="moto is not installed")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    filled = (sys.executable, str(Path(__file__).with_name("filled_bucket.py")), str(holding), str(port))
    empty = (str(BESIDE / "moto_server"), "-H", "127.0.0.1", "-p", str(port))
    with process(*(filled if holding else empty), port=port, log=log, patience=900 if holding else 60):
        if holding is None:
            subprocess.run([rclone(), "mkdir", f"{as_s3(url)}:kabar"], check=True)
        yield url


def as_s3(url: str) -> str:
    """Return how rclone is told of an S3 at an address of this machine."""
    return f":s3,provider=Other,endpoint='{url}',access_key_id=a,secret_access_key=b"


@contextlib.contextmanager
def shell_server(folder: Path) -> Iterator[str]:
    """Run a real sshd for whoever runs the tests; gives the lines of a target in site.yaml, with its path below `folder`.

    Its shells begin in an empty home, so that no file of whoever runs the tests has a say, or takes its time.
    """
    program = shutil.which("sshd", path=f"/usr/sbin{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None or shutil.which("ssh") is None:
        pytest.skip("sshd is not installed")
    folder.mkdir(exist_ok=True)
    with contextlib.suppress(PermissionError):
        Path("/run/sshd").mkdir(exist_ok=True)
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    port = free_port()
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/key.pub\nStrictModes no\n"
        f"SetEnv HOME={folder}/home\n"
        "PidFile none\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\nSubsystem sftp internal-sftp\nMaxStartups 100\n"
    )
    with process(program, "-D", "-e", "-f", str(folder / "sshd_config"), port=port):
        known = folder / "known_hosts"
        public = (folder / "host.pub").read_text().split()
        known.write_text(f"[127.0.0.1]:{port} {public[0]} {public[1]}\n")
        yield (
            f"{{to: sftp, host: 127.0.0.1, port: {port}, user: {getpass.getuser()}, path: {folder}/kabar, key_file: {folder}/key, "
            f"known_hosts: {known}}}"
        )


def newsroom(folder: Path, line: str, articles: int = 5) -> Portal:
    """Return a small portal, built, with the target that a line of site.yaml names."""
    portal = site(folder, config=f"{CONFIG}search: true\ndeploy:\n  utama: {line}\n")
    for n in range(articles):
        portal.add(
            f"content/daerah/2024/10/b-{n}.md",
            article(f"Berita {n}", tags="[Banjir]", timestamp=f"2024-10-0{n % 8 + 1} 10:00 WIB"),
        )
    portal.build()
    return portal


def built(portal: Portal) -> dict[str, bytes]:
    """Return the files that readers are to get."""
    return {path: data for path, data in portal.files().items() if path != ".warta"}


def clean(portal: Portal) -> dict[str, bytes]:
    """Return the files that a clean build would give readers."""
    return {path: data for path, data in portal.clean().items() if path != ".warta"}


def deploy(portal: Portal, *words: str, code: int = 0) -> dict[str, Any]:
    """Deploy, which has to end with an exit code, and return what is said of it."""
    done = ssg_here(portal, "deploy", "--json", *words)
    found: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode, found["ok"]) == (code, code == 0), f"{done.stdout}\n{done.stderr}"
    return found


def refused(portal: Portal, *words: str, code: int = 2) -> str:
    """Deploy, which has to be refused, and return what is said of that."""
    return str(deploy(portal, *words, code=code)["error"])


def until(condition: Callable[[], object], patience: float = 60) -> None:
    """Wait for something to be so."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def git(folder: Path, *words: str, at: int = 1_700_000_000) -> str:
    """Run git as a newsroom's machine does, at a time."""
    who = {f"GIT_{what}_{key}": value for what in ("AUTHOR", "COMMITTER")
           for key, value in (("NAME", "Sari"), ("EMAIL", "sari@uji.example"), ("DATE", f"{at} +0700"))}  # fmt: skip
    words = ("git", "-C", str(folder), *words)
    return subprocess.run(words, env={**os.environ, **who}, capture_output=True, text=True, check=True).stdout.strip()
