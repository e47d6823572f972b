"""A target that cannot be used is one sentence, which says what to do."""

from __future__ import annotations

import re
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.deploying_support import PASSWORD, built, deploy, line, process, rclone, refused, served, serving
from tests.fuzz.deploys import Proxy
from tests.servers import Bucket, free_port
from tests.support import Portal, ssg_here, tree

MIXED = "this is one of the site's own folders, or holds one; a deploy there could delete its files"
SILENT = "{to: sftp, host: 127.0.0.1, port: 1, user: a, path: x"


def aimed(portal: Portal, line: str) -> Portal:
    """Give a portal another target, and build."""
    portal.edit("site.yaml", "{to: local, path: terbit/publik}", line)
    portal.build()
    return portal


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{SILENT}, known_hosts: /dev/null}}", "the target cannot be reached"),
        (f"{SILENT}, known_hosts: /dev/null, key_file: tiada}}", "there is no private key at SITE/tiada"),
        (f"{SILENT}, known_hosts: tiada}}", "ssh-keyscan -p 1 127.0.0.1 >> SITE/tiada"),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in (
            ("{to: webdav, url: 'http://127.0.0.1:1/', path: x}", "the target cannot be reached"),
            ("{remote: tiada, path: x}", "rclone knows no remote of that name"),
            ("{to: local, path: /proc/tidak/ada}", "the folder of the target cannot be made"),
        )),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(portal: Portal, line: str, said: str) -> None:
    """With exit code 2."""
    assert said.replace("SITE", str(portal.folder)) in refused(aimed(portal, line))


@pytest.mark.parametrize(
    "line", [f"{SILENT}, known_hosts: /dev/null}}", "{to: ftp, host: 127.0.0.1, port: 1, path: x}"]
)
def test_a_password_that_nobody_gave_is_named(portal: Portal, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """By the variable that is missing."""
    monkeypatch.delenv("SSG_DEPLOY_PASSWORD")
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    assert "SSG_DEPLOY_PASSWORD" in refused(aimed(portal, line))


@pytest.mark.parametrize(
    ("status", "words", "meaning"),
    [
        (403, "InvalidAccessKeyId", "refuses the key"), (301, "PermanentRedirect", "region"),
        (404, "NoSuchBucket", "there is no bucket kabar at URL"), (400, "disk quota exceeded", "is full"),
        (400, "odd", "does not take it"),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in (
            (403, "RequestTimeTooSkewed", "clock of this machine"), (400, "EntityTooLarge", "is full"),
            (400, "read-only file system", "may not be written"), (400, "incompatible remotes", "move it away"),
            (400, "x509 expired", "certificate"), (400, "bad magic", "another SSG_STATE_PASSWORD"),
        )),
    ],
)  # fmt: skip
def test_the_words_of_a_server_mean_something(
    afar: Portal, host: Bucket, status: int, words: str, meaning: str
) -> None:
    """What to do stands before them, and they stand behind it."""
    host.refuse = lambda *_: (status, words)
    said = refused(afar)
    assert meaning.replace("URL", host.url) in said
    assert words in said or "URL" in meaning


@pytest.mark.parametrize("path", [".", "build", "content/foto", "tautan/foto", "SITE", "/"])
def test_a_target_that_would_mix_with_the_site_is_a_problem_of_site_yaml(portal: Portal, path: str) -> None:
    """Whatever links lead there: nothing is built, sent or deleted."""
    (portal.folder / "tautan").symlink_to("content")
    portal.edit("site.yaml", "terbit/publik", path.replace("SITE", str(portal.folder)))
    before = tree(portal.folder.parent)
    for words in (("build",), ("deploy",), ("deploy", "--verify", "--delete-unknown")):
        done = ssg_here(portal, *words)
        assert (done.returncode, f"site.yaml:11:28: error: {MIXED}" in done.stderr) == (1, True)
        assert "hint: name a folder for readers alone" in done.stderr
    assert tree(portal.folder.parent) == before


@pytest.mark.parametrize("path", ["tautan", "site/content/foto", "."])
def test_what_leads_to_the_site_by_another_way_gets_nothing(portal: Portal, tmp_path: Path, path: str) -> None:
    """A server of this machine, and a folder that has become a link."""
    (tmp_path / "tautan").symlink_to("site")
    (portal.folder / "public").symlink_to(tmp_path / path)
    before, port = tree(portal.folder / "content"), free_port()
    with process(*serving("sftp", Path("/"), port), port=port):
        aimed(portal, line("sftp", port, tmp_path / "known").replace("publik", str(tmp_path / path)))
        for words in ((), ("github-pages",)):
            assert MIXED in refused(portal, *words, "--verify", "--delete-unknown")
    assert tree(portal.folder / "content") == before


def test_nothing_is_deleted_that_nobody_has_seen(portal: Portal) -> None:
    """Where no manifest says that the target is this portal's, --delete-unknown names files, and they stay."""
    file = portal.folder / "terbit/publik/milik-lain.html"
    file.parent.mkdir(parents=True)
    file.write_text("bukan kami")
    assert deploy(portal, "--verify", "--delete-unknown")["unknown"] == ["milik-lain.html"]
    assert file.exists()
    deploy(portal, "--verify", "--delete-unknown")
    assert not file.exists()


@pytest.mark.slow
def test_a_bucket_that_is_gone_is_named_before_anything_is_sent(afar: Portal, host: Bucket) -> None:
    """Also where another bucket has the manifest, and says that all is well."""
    afar.edit("site.yaml", "path: kabar}", "path: kabar, state: lain/negara}")
    afar.build()
    deploy(afar)
    sent = len(host.history)
    host.refuse = lambda method, path: (404, "NoSuchBucket") if (method, path) == ("GET", "") else None
    afar.edit("content/daerah/2024/10/b-1.md", "berita", "kabar")
    afar.build()
    assert f"there is no bucket kabar at {host.url}" in refused(afar)
    assert len(host.history) == sent


def test_words_without_end_are_cut_and_move_no_terminal(afar: Portal, host: Bucket) -> None:
    host.refuse = lambda *_: (400, f"awal {'x ' * 100_000} \x9b2J akhir")
    said = refused(afar)
    assert "awal x" in said
    assert len(said) < 3000
    assert "\x9b" not in said


@pytest.mark.parametrize(("variable", "goes"), [pytest.param("_UTAMA", True, marks=pytest.mark.slow), ("_LAIN", False)])
def test_each_target_has_the_password_that_is_its_own(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, goes: bool
) -> None:
    """By its name, else the one for all. A wrong one is named, and shown in no form that anybody can read."""
    monkeypatch.setenv("SSG_DEPLOY_PASSWORD", "salah-sekali")
    monkeypatch.setenv(f"SSG_DEPLOY_PASSWORD{variable}", PASSWORD)
    with served("sftp", tmp_path / "server") as line:
        done = ssg_here(aimed(portal, line), "deploy")
    assert done.returncode == (0 if goes else 2), done.stderr
    if goes:
        assert tree(tmp_path / "server/publik") == built(portal)
        return
    assert "refuses the key or the password" in done.stderr
    assert "salah-sekali" not in done.stderr
    for word in re.findall(r"[\w-]{20,}", done.stderr):
        plain = subprocess.run([rclone(), "reveal", word], capture_output=True, text=True, check=False).stdout
        assert plain.strip() != "salah-sekali"


@pytest.mark.slow
def test_a_server_with_another_key_is_refused(portal: Portal, tmp_path: Path) -> None:
    """Before the password goes out."""
    with served("sftp", tmp_path / "server") as line:
        known = tmp_path / "known_hosts"
        mine = known.read_text()
        aimed(portal, line)
        known.write_text("")
        assert "known_hosts" in refused(portal)
        known.write_text(mine)
        deploy(portal)


@pytest.mark.slow
def test_what_a_server_refuses_for_the_moment_is_tried_again(portal: Portal, tmp_path: Path) -> None:
    """An FTP server that is busy says so in words or in quotation marks."""
    busy = [b'450 "file is busy"\r\n']
    (tmp_path / "server").mkdir()
    port = free_port()
    with process(*serving("ftp", tmp_path / "server", port), port=port), closing(Proxy(port)) as proxy:
        proxy.instead = lambda order: busy.pop() if busy and order.startswith(b"STOR") else b""
        deploy(aimed(portal, f"{{to: ftp, host: 127.0.0.1, port: {proxy.port}, user: uji, path: publik}}"))
    assert not busy
    assert tree(tmp_path / "server/publik") == built(portal)
