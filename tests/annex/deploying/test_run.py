"""Deploying to real servers of this machine: the target becomes what was built, and nothing goes twice."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.annex.deploying.changes import Phase, phase_of
from generator.annex.deploying.command import target_of
from generator.annex.deploying.editions import Edition
from generator.annex.deploying.hosts.headers import Headers, headers_of
from generator.annex.deploying.lease import Lease
from generator.annex.deploying.manifest import UNKNOWN
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import Remote
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.theming.loading import read_site
from tests.deploying_support import PASSWORD, as_s3, bucket, built, deploy, newsroom, rclone, served
from tests.quick import LONG, sample
from tests.support import CONFIG, article, png, run, site, ssg, ssg_begun, tree

SITE = "https://uji.example"
KINDS = ("local", "s3", "sftp", "ftp", "webdav")


def at(*kinds: str) -> pytest.MarkDecorator:
    """Try a test at some kinds of target, of which others than a folder are slow, and at all when there is time."""
    chosen = KINDS if LONG else kinds
    return pytest.mark.parametrize(
        "kind", [kind if kind == "local" else pytest.param(kind, marks=pytest.mark.slow) for kind in chosen]
    )


class Place:
    """A target that a test can look into."""

    def __init__(self, line: str, files: dict[str, str] | None = None, folder: Path | None = None) -> None:
        self.line = line
        self._s3 = files
        self._folder = folder

    def tree(self, scratch: Path) -> dict[str, bytes]:
        """Return what readers get."""
        if self._folder is not None:
            return tree(self._folder)
        assert self._s3 is not None
        copy = scratch / "salinan"
        shutil.rmtree(copy, ignore_errors=True)
        subprocess.run([rclone(), "copy", self._s3["root"], str(copy)], check=True)
        return {path: data for path, data in tree(copy).items() if not path.startswith(".warta-deploy/")}


@contextlib.contextmanager
def place(kind: str, folder: Path) -> Iterator[Place]:
    """Give a target of a kind."""
    if kind == "local":
        yield Place(f"{{to: local, path: {folder / 'terbit/publik'}}}", folder=folder / "terbit/publik")
    elif kind == "s3":
        with bucket() as url:
            root = f"{as_s3(url)}:kabar"
            yield Place(f"{{to: s3, path: kabar, url: '{url}'}}", files={"root": root})
    else:
        with served(kind, folder / "server") as line:
            yield Place(line, folder=folder / "server/publik")


@pytest.fixture(autouse=True)
def secrets(bucket_keys: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSG_DEPLOY_PASSWORD", PASSWORD)


@at(*KINDS)
def test_a_target_becomes_what_was_built(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """First all of it, then nothing, then what an edit changed alone, and what was deleted goes."""
    with place(kind, tmp_path) as target:
        portal = newsroom(tmp_path, target.line)
        first = deploy(portal, capsys)
        assert first["files"] == len(built(portal))
        assert target.tree(tmp_path) == built(portal)
        assert deploy(portal, capsys)["files"] == 0
        before = built(portal)
        portal.add("content/daerah/2024/10/baru.md", article("Baru", timestamp="2024-10-09 10:00 WIB"))
        portal.remove("content/daerah/2024/10/b-0.md")
        portal.build()
        after = built(portal)
        differ = {path for path in {*before, *after} if before.get(path) != after.get(path)}
        assert deploy(portal, capsys, "--dry-run")["files"] == len(differ)
        assert target.tree(tmp_path) == before
        assert deploy(portal, capsys)["files"] == len(differ)
        assert target.tree(tmp_path) == after
        assert deploy(portal, capsys)["files"] == 0


@pytest.mark.slow
@at("local", "s3", "webdav")
def test_a_file_becomes_a_folder_and_a_folder_a_file(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in the way goes first, and also where a deploy was killed at any point of it."""

    def killed(*_: object) -> None:
        raise UsageError(sentence("killed"))

    killed_in = sample(("send", "make_way", "delete"), 1 if kind == "local" else 3)
    with place(kind, tmp_path) as target:
        portal = newsroom(tmp_path, target.line)
        for turn, (old, new) in enumerate((("", ""), ("", "/a.png"), ("/a.png", ""), ("", "/b/a.png"))):
            if turn:
                portal.remove("content/foto/a.png")
            portal.add(f"content/foto/a.png{new}", png(50, 50))
            portal.build()
            for name in killed_in if old != new else ():
                with monkeypatch.context() as patch:
                    patch.setattr(Remote, name, killed)
                    run("--site", str(portal.folder), "deploy")
            deploy(portal, capsys)
            assert target.tree(tmp_path) == built(portal)


@at("local", "s3", "ftp")
def test_a_lost_manifest_is_made_from_what_is_there(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The target is listed; what is there and is no file of the portal stays, and is counted."""
    with place(kind, tmp_path) as target:
        portal = newsroom(tmp_path, target.line)
        deploy(portal, capsys)
        state = portal.folder / "lain.html"
        state.write_text("milik orang lain")
        root = target._s3["root"] if target._s3 else str(target._folder)
        subprocess.run([rclone(), "copy", str(state), root], check=True)
        if target._s3:
            subprocess.run([rclone(), "purge", f"{root}/.warta-deploy"], check=True)
        else:
            shutil.rmtree(target._folder.parent / ".publik.warta-deploy")
        portal.edit("content/daerah/2024/10/b-0.md", "Isi berita", "Isi lain")
        portal.build()
        found = deploy(portal, capsys)
        assert (found["rebuilt"], found["foreign"]) == (True, 1)
        assert target.tree(tmp_path) == built(portal) | {"lain.html": b"milik orang lain"}
        assert deploy(portal, capsys)["files"] == 0


@pytest.mark.slow
def test_a_bucket_tells_browsers_what_a_host_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How long a file may be kept, and what it is."""
    boto3 = pytest.importorskip("boto3", reason="moto, which brings it, is not installed")
    with bucket() as url:
        portal = newsroom(tmp_path, f"{{to: s3, path: kabar, url: '{url}'}}")
        deploy(portal, capsys)
        client = boto3.client(
            "s3", endpoint_url=url, aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1"
        )
        for path in ("index.html", "aset/kabar.css", "feed.xml"):
            told = client.head_object(Bucket="kabar", Key=path)
            assert Headers(told["ContentType"], told["CacheControl"]) == headers_of(path)


@pytest.mark.slow
def test_a_digest_at_the_target_spares_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the target tells digests, a lost manifest costs a listing, and nothing is sent again."""
    with place("s3", tmp_path) as target:
        portal = newsroom(tmp_path, target.line)
        deploy(portal, capsys)
        assert target._s3 is not None
        subprocess.run([rclone(), "purge", f"{target._s3['root']}/.warta-deploy"], check=True)
        assert deploy(portal, capsys)["files"] == 0
        assert deploy(portal, capsys)["rebuilt"] is False


@pytest.mark.slow
@at("local", "s3", "ftp")
def test_killed_at_any_moment(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Killed wherever it was, the next deploy ends with the bytes of the build."""
    rng = random.Random(kind)
    with place(kind, tmp_path) as target:
        portal = newsroom(tmp_path, target.line)
        for turn in range(40 if LONG else 4):
            portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
            portal.add(
                f"content/daerah/2024/10/baru-{turn}.md", article(f"Baru {turn}", timestamp="2024-10-09 10:00 WIB")
            )
            if turn % 3 == 2:
                portal.remove(f"content/daerah/2024/10/baru-{turn - 1}.md")
            portal.build()
            begun = ssg_begun(portal, "deploy", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.random() * 1.2)
            begun.send_signal(signal.SIGKILL)
            begun.wait()
            if turn % 2:
                deploy(portal, capsys)
                assert target.tree(tmp_path) == built(portal)
        deploy(portal, capsys)
        assert target.tree(tmp_path) == built(portal)
        assert deploy(portal, capsys)["files"] == 0


@pytest.mark.slow
@at("local", "sftp")
def test_two_at_once(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two machines that deploy to one target: one is told that the other is at it, or both went one after the other."""
    with place(kind, tmp_path) as target:
        portals = [newsroom(tmp_path / name, target.line, articles) for name, articles in (("a", 5), ("b", 7))]
        for turn in range(2):
            for portal in portals:
                portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
                portal.build()
            begun = [
                ssg_begun(portal, "deploy", "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                for portal in portals
            ]
            said = [one.communicate(timeout=120) for one in begun]
            codes = [one.returncode for one in begun]
            assert 0 in codes, said
            assert all(code in (0, 2) for code in codes), said
            for code, (out, err) in zip(codes, said, strict=True):
                assert "Traceback" not in err
                assert code == 0 or "deploy" in json.loads(out)["error"]
            if codes.count(0) == 1 and kind in ("local", "s3"):
                assert target.tree(tmp_path) == built(portals[codes.index(0)])
        for portal in portals:
            deploy(portal, capsys)
            assert target.tree(tmp_path) == built(portal)


@at(*KINDS)
def test_a_deploy_that_ended_since_the_target_was_read(kind: str, tmp_path: Path) -> None:
    """Whoever compared with what was there before is told, and changes nothing."""
    with place(kind, tmp_path) as target:
        goal = read_site(newsroom(tmp_path, target.line).folder)[0].targets[0]
        with running(goal) as program:
            slow, quick, last = (Lease(Remote(goal, program, tmp_path), SITE, tmp_path / name) for name in "abc")
            slow.inspect("WIB")
            quick.inspect("WIB")
            quick.acquire({})
            quick.end("1" * 32, {"a.html": b"1" * 16}, Edition())
            with pytest.raises(UsageError, match=r"^somebody else deploys"):
                slow.acquire({"a.html": UNKNOWN})
            last.inspect("WIB")
            assert (last.number, last.there) == (2, {"a.html": b"1" * 16})


@pytest.mark.slow
def test_no_list_leads_to_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While new articles go up one after the other, a reader who looks all the time finds each that the home page shows."""
    line = f"{{to: local, path: {tmp_path / 'terbit/publik'}}}"
    portal = newsroom(tmp_path, line)
    deploy(portal, capsys)
    missing, looks, ended = [], 0, threading.Event()

    def read() -> None:
        nonlocal looks
        top = tmp_path / "terbit/publik"
        while not ended.wait(0.002):
            with contextlib.suppress(OSError):
                home = (top / "index.html").read_text("utf-8")
                looks += 1
                missing.extend(
                    n
                    for n in range(20)
                    if f"/baru-{n}/" in home and not (top / f"daerah/2024/10/baru-{n}/index.html").exists()
                )

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for n in range(6):
            portal.add(f"content/daerah/2024/10/baru-{n}.md", article(f"Baru {n}", timestamp=f"2024-10-09 1{n}:00 WIB"))
            portal.build()
            assert ssg(portal, "deploy").returncode == 0
    finally:
        ended.set()
        reader.join()
    assert not missing
    assert looks > 20


SILENT = "{to: sftp, host: 127.0.0.1, port: 1, user: a, path: x"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("{to: s3, path: tidak-ada, url: URL}", "there is no bucket tidak-ada at URL", marks=pytest.mark.slow),
        pytest.param("{to: s3, path: tidak-ada/portal, url: URL}", "there is no bucket tidak-ada at URL", marks=pytest.mark.slow),
        (f"{SILENT}, known_hosts: /dev/null}}", "the target cannot be reached"),
        (f"{SILENT}, known_hosts: /dev/null, key_file: tiada}}", "there is no private key at SITE/tiada"),
        (f"{SILENT}, known_hosts: tiada}}", "ssh-keyscan -p 1 127.0.0.1 >> SITE/tiada"),
        (f"{SILENT}, known_hosts: tiada, releases: 3}}", "ssh-keyscan -p 1 127.0.0.1 >> SITE/tiada"),
        ("{to: webdav, url: 'http://127.0.0.1:1/', path: x}", "the target cannot be reached"),
        ("{remote: tiada, path: x}", "rclone knows no remote of that name"),
        ("{to: local, path: /proc/tidak/ada}", "the folder of the target cannot be made"),
    ],
)  # fmt: skip
def test_a_target_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    """With what to do, before any file is looked at; the exit code is 2, and nothing of the program shows."""

    def early(*_: object) -> None:
        raise AssertionError("files were read first")

    monkeypatch.setattr("generator.annex.deploying.run.take", early) if "/proc" not in line else None
    with bucket() if "URL" in line else contextlib.nullcontext("") as url:
        portal = newsroom(tmp_path, line.replace("URL", f"'{url}'"))
        found = deploy(portal, capsys, code=2)
        assert said.replace("URL", url).replace("SITE", str(portal.folder)) in str(found["error"])


@pytest.mark.parametrize(
    "line", [f"{SILENT}, known_hosts: /dev/null}}", "{to: ftp, host: 127.0.0.1, port: 1, path: x}"]
)
def test_a_password_that_nobody_gave_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """By the variable that is missing."""
    monkeypatch.delenv("SSG_DEPLOY_PASSWORD")
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    assert "SSG_DEPLOY_PASSWORD" in str(deploy(newsroom(tmp_path, line), capsys, code=2)["error"])


@pytest.mark.slow
def test_a_server_with_another_key_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key that known_hosts does not have, or another one, ends the deploy before the password goes out."""
    with served("sftp", tmp_path / "server") as line:
        portal = newsroom(tmp_path, line)
        known = tmp_path / "known_hosts"
        mine = known.read_text()
        with served("sftp", tmp_path / "lain"):
            pass
        known.write_text("")
        found = deploy(portal, capsys, code=2)
        assert "known_hosts" in str(found["error"])
        known.write_text(mine)
        deploy(portal, capsys)


@pytest.mark.slow
def test_a_wrong_password_is_said_and_never_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence says where it belongs, and not what it was."""
    monkeypatch.setenv("SSG_DEPLOY_PASSWORD", "salah-sekali")
    with served("webdav", tmp_path / "server") as line:
        found = deploy(newsroom(tmp_path, line), capsys, code=2)
        assert "refuses the key or the password" in str(found["error"])
        assert "salah-sekali" not in str(found)


def test_paths_of_this_machine_begin_at_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the command is called, as by a clock: a folder, a key, and the keys of servers."""
    portal = site(tmp_path, config=f"{CONFIG}deploy:\n  a: {{to: local, path: terbit}}\n  b: {{to: sftp, host: h, path: p, "
                  "known_hosts: kenal, key_file: ~/kunci}\n")  # fmt: skip
    monkeypatch.chdir(tmp_path)
    config, _ = read_site(portal.folder)
    for folder in (portal.folder, Path("site")):
        a, b = (target_of(config, folder, name) for name in "ab")
        assert [a.path, a.state] == [f"{portal.folder}/terbit", f"{portal.folder}/.terbit.warta-deploy"]
        assert [b.path, b.known_hosts, b.key_file] == ["p", f"{portal.folder}/kenal", f"{Path.home()}/kunci"]


def test_only_what_was_built_goes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not an output that somebody changed, none with drafts, none before the first build."""
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'publik'}}}")
    (portal.output / "index.html").write_text("lain")
    assert "is not as it was built" in str(deploy(portal, capsys, code=2)["error"])
    portal.build(verify=True)
    portal.build(drafts=True)
    assert "--drafts" in str(deploy(portal, capsys, code=2)["error"])
    portal.build()
    shutil.rmtree(portal.output)
    assert "ssg build" in str(deploy(portal, capsys, code=2)["error"])
    assert not (tmp_path / "publik").exists()


@pytest.mark.slow
def test_another_portals_target_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A target has one portal."""
    line = f"{{to: local, path: {tmp_path / 'publik'}}}"
    deploy(newsroom(tmp_path / "a", line), capsys)
    before = tree(tmp_path / "publik")
    other = newsroom(tmp_path / "b", line)
    other.edit("site.yaml", "https://uji.example", "https://lain.example")
    other.build()
    assert "https://uji.example" in str(deploy(other, capsys, code=2)["error"])
    assert tree(tmp_path / "publik") == before


def test_the_order_of_files() -> None:
    """Pictures before pages, pages before lists, lists before feeds."""
    assert [
        phase_of(path, kind)
        for path, kind in (
            ("gambar/a.webp", "picture"), ("aset/gaya.css", "asset"), ("foto/a.jpg", "media"), ("a/b/index.html", "article"),
            ("tentang/index.html", "standing"), ("index.html", "home"), ("lama/index.html", "redirect"), ("feed.xml", "feed"),
            ("sitemap.xml", "sitemaps"), ("fragmen/terkini.html", "fragment"), ("robots.txt", "robots"),
        )
    ] == [*[Phase.ASSETS] * 3, *[Phase.PAGES] * 2, *[Phase.LISTS] * 2, *[Phase.FEEDS] * 4]  # fmt: skip


def test_nothing_is_left_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No process, no folder of work, no head or part that counts no longer."""
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'publik'}}}")
    for turn in range(3):
        portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
        portal.build()
        deploy(portal, capsys)
    state = tmp_path / ".publik.warta-deploy"
    assert len(os.listdir(state / "heads")) == 1
    assert len(os.listdir(state / "parts")) == 1
    assert not (portal.folder / ".ssg/deploy/work").exists()


def test_a_file_that_changes_while_it_is_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers may have got other bytes than were built: it is said, the manifest vouches for none, and the next run mends."""
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}")
    send = Remote.send

    def meanwhile(remote: Remote, folder: Path, *given: object) -> None:
        file = portal.output / "index.html"
        file.write_bytes(file.read_bytes().replace(b"a", b"b"))
        send(remote, folder, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Remote, "send", meanwhile)
    assert run("--site", str(portal.folder), "deploy") == 2
    assert "index.html was changed while it was sent" in capsys.readouterr().err
    monkeypatch.setattr(Remote, "send", send)
    portal.build(verify=True)
    deploy(portal, capsys)
    assert tree(tmp_path / "terbit/publik") == built(portal)
