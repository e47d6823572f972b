"""Rclone: what is in the environment of whoever deploys changes nothing of a deploy."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.annex.deploying.rclone import PASSWORD, Rclone, end_with, password_of
from generator.annex.deploying.remote import Remote
from generator.annex.deploying.target_errors import RemoteError
from generator.model.deploy_targets import Target
from tests.deploying_support import built, rclone
from tests.servers import free_port
from tests.support import CONFIG, article, png, run, site, ssg_here, tree


@pytest.mark.parametrize(
    ("name", "value"),
    [("DRY_RUN", "true"), ("EXCLUDE", "*.xml"), ("MAX_SIZE", "2k"), ("IMMUTABLE", "true"), ("RC_USER", "sari")],
)
def test_the_settings_of_other_uses_of_rclone_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """With them a deploy would leave files out, and say at the target that they are there."""
    portal = site(tmp_path, config=f"{CONFIG}deploy:\n  utama: {{to: local, path: {tmp_path / 'terbit'}}}\n")
    portal.add("content/daerah/2024/10/b.md", article("Berita"))
    portal.build()
    monkeypatch.setenv(f"RCLONE_{name}", value)
    assert run("--site", str(portal.folder), "deploy") == 0
    assert tree(tmp_path / "terbit") == built(portal)


def test_a_remote_of_rclones_own_configuration_may_stand_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As rclone has it for CI."""
    monkeypatch.setenv("RCLONE_CONFIG_LUAR_TYPE", "local")
    portal = site(tmp_path, config=f"{CONFIG}deploy:\n  utama: {{remote: luar, path: {tmp_path / 'terbit'}}}\n")
    portal.build()
    assert run("--site", str(portal.folder), "deploy") == 0
    assert (tmp_path / "terbit/index.html").is_file()


def test_files_may_have_any_name_that_the_output_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The manifest names them, so that nothing is sent twice, and they go when they are deleted."""
    portal = site(tmp_path, config=f"{CONFIG}deploy:\n  utama: {{to: local, path: {tmp_path / 'terbit'}}}\n")
    names = (
        "a\u00a0b", "\U0001f468\u200d\U0001f469", " x", "{y}", "-z", "e\u0301", "a b", "~c", "a\uff0fb", "c\u2409d", "\u2400",
        "q\u201b",
    )  # fmt: skip
    for name in names:
        portal.add(f"content/media/{name}.png", png(50, 50))
    portal.build()
    assert run("--site", str(portal.folder), "deploy") == 0
    capsys.readouterr()
    assert run("--site", str(portal.folder), "deploy") == 0
    assert "nothing to do" in capsys.readouterr().out
    for name in names:
        portal.remove(f"content/media/{name}.png")
    portal.build()
    assert run("--site", str(portal.folder), "deploy") == 0
    assert not (tmp_path / "terbit/media").exists()


def test_each_target_has_the_password_that_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name, else the one for all; a key without a passphrase gets none."""
    monkeypatch.setenv(PASSWORD, "semua")
    monkeypatch.setenv(f"{PASSWORD}_SERVER_LAMA", "lama")
    for name, phrase in (("buka", ""), ("kunci", "rahasia")):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", phrase, "-f", str(tmp_path / name)]
        if shutil.which("ssh-keygen") is None:
            pytest.skip("ssh-keygen is not installed")
        subprocess.run(words, check=True)
    (tmp_path / "pem").write_text(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n"
    )

    def asked(name: str, key: str = "") -> str:
        return password_of(Target(name=name, via="sftp", path="x", state="y", key_file=key))

    assert [asked("baru"), asked("server-lama")] == ["semua", "lama"]
    assert [asked("baru", str(tmp_path / key)) for key in ("buka", "kunci", "pem", "tidak-ada")] == [
        "",
        "semua",
        "semua",
        "",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("words", [("deploy",), ("state", "pull"), ("state", "push")])
def test_no_password_is_said_in_a_form_that_anybody_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """What rclone says of a target has what it is reached by, what it is reached by, passwords under a veil of which everybody has the key."""
    monkeypatch.setenv(PASSWORD, "sandi-penerbitan")
    monkeypatch.setenv("SSG_STATE_PASSWORD", "sandi-keadaan")
    line = f"{{to: webdav, url: 'http://127.0.0.1:{free_port()}/', user: uji, path: publik}}"
    portal = site(tmp_path, config=f"{CONFIG}deploy:\n  utama: {line}\n")
    portal.build()
    done = ssg_here(portal, *words)
    assert done.returncode == 2
    for word in re.findall(r"[\w-]{20,}", done.stdout + done.stderr):
        plain = subprocess.run([rclone(), "reveal", word], capture_output=True, text=True, check=False).stdout
        assert plain.strip() not in ("sandi-penerbitan", "sandi-keadaan"), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_no_rclone_outlives_a_deploy_that_was_killed_at_its_beginning() -> None:
    """Whoever is no longer the child of the deploy that started it ends before it does anything."""
    for parent, expected in ((os.getpid(), 0), (1 << 30, 1)):
        done = subprocess.run(["true"], preexec_fn=partial(end_with, parent), check=False)
        assert done.returncode == expected


class Answers:
    """A connection to an rclone that says of each order, one after the other, what came of it."""

    def __init__(self, *answers: str | dict[str, object] | OSError) -> None:
        """Take errors, none of which is an order that was carried out, and what such an order gives; or no answer."""
        self.left = list(answers)
        self.orders: list[str] = []

    def close(self) -> None:
        pass

    def request(self, _: str, order: str, *__: object) -> None:
        self.orders.append(order)

    def getresponse(self) -> SimpleNamespace:
        one = self.left.pop(0)
        if isinstance(one, OSError):
            raise one
        data = one if isinstance(one, dict) else {"error": one}
        return SimpleNamespace(status=500 if data.get("error") else 200, read=json.dumps(data).encode)


@pytest.mark.parametrize(
    ("errors", "orders"),
    [
        (["update stor: 425 Can't open data connection", ""], 2),
        (["partial file rename failed: Move NewObject failed: object not found", "read: connection reset by peer", ""], 3),
        (["Update SetModTime failed: SetModTime failed: file does not exist", "corrupted on transfer: sizes differ", ""], 3),
        (["unexpected EOF"] * 3, 3), (["object not found"], 1), (["PreconditionFailed: StatusCode: 412"], 1),
        (["dial tcp 192.0.2.1:22: i/o timeout"], 1), (["530 Login incorrect"], 1),
    ],
)  # fmt: skip
def test_what_may_pass_is_tried_again(monkeypatch: pytest.MonkeyPatch, errors: list[str], orders: int) -> None:
    """A server that fails once fails no deploy; one that refuses is not asked again."""
    monkeypatch.setattr("generator.annex.deploying.rclone._PAUSES", (0.0, 0.0))
    answers = Answers(*errors)
    asked = Rclone(Target("utama", "local", "publik", "manifes"), answers)  # type: ignore[arg-type]
    with contextlib.nullcontext() if not errors[-1] else pytest.raises(RemoteError):
        asked.call("operations/list")
    assert len(answers.orders) == orders
    assert not answers.left


def test_a_file_that_somebody_deletes_meanwhile_is_gone(tmp_path: Path) -> None:
    """In whatever words an FTP server says so; one that cannot be read for another reason is not."""
    said = 'failed to open source object: open: 551 "File not available"'
    target = Target("utama", "local", "publik", "manifes")
    gone = Answers(said, {"list": []}, said, {"list": []})
    remote = Remote(target, Rclone(target, gone), tmp_path)  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        remote.read("heads/3.json")
    remote.remove(["heads/3.json"])
    assert not gone.left
    there = Answers(said, {"list": [{"Name": "3.json"}]})
    with pytest.raises(RemoteError, match="File not available"):
        Remote(target, Rclone(target, there), tmp_path).read("heads/3.json")  # type: ignore[arg-type]


def test_a_connection_that_was_idle_for_long_is_opened_again() -> None:
    """Rclone closes it after a minute, in which a build may be waited for; one that has ended is a sentence."""
    target = Target("utama", "local", "publik", "manifes")
    idle = Answers(BrokenPipeError(), {"list": []})
    assert Rclone(target, idle).call("operations/list") == {"list": []}  # type: ignore[arg-type]
    ended = Answers(BrokenPipeError(), ConnectionRefusedError())
    with pytest.raises(RemoteError, match="rclone ended while it was at work"):
        Rclone(target, ended).call("operations/list")  # type: ignore[arg-type]


class Clock:
    """A clock that stands still but for those who sleep."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Sending(Answers):
    """An rclone that sends: of each look it says how far it is, and that it has ended after some."""

    def __init__(self, clock: Clock, told: list[tuple[int, int]], *, every: float, end: dict[str, object]) -> None:
        """Take what is said at each look, after which so many seconds have gone."""
        super().__init__()
        self.clock, self.told, self.every, self.end = clock, list(told), every, end
        self.given: list[object] = []

    def request(self, _: str, order: str, body: str = "", *__: object) -> None:
        self.orders.append(order)
        self.given.append(json.loads(body))
        if order == "/core/stats":
            self.clock.now += self.every
            files, size = self.told.pop(0)
            # Counters that it has nothing for, it may leave out.
            self.left.append({"deletes": files, **({"bytes": size} if size else {})})
        elif order == "/job/status":
            self.left.append({"finished": True, **self.end} if not self.told else {"finished": False})
        else:
            self.left.append({"jobid": 7} if order != "/job/stop" else {})


def follow(
    monkeypatch: pytest.MonkeyPatch, told: list[tuple[int, int]], every: float, **end: object
) -> tuple[Clock, Sending, list]:
    """Follow an order; return the clock, the connection, and what was told of it, the last of which may be an error."""
    clock, heard = Clock(), list[object]()
    monkeypatch.setattr("generator.annex.deploying.rclone.time", clock)
    sending = Sending(clock, told, every=every, end={"success": True, **end})
    try:
        Rclone(Target("utama", "local", "p", "m"), sending).work("sync/copy", lambda *one: heard.append(one), srcFs="a")  # type: ignore[arg-type]
    except RemoteError as error:
        heard.append(str(error))
    return clock, sending, heard


def test_an_order_is_looked_after_less_and_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """At first after milliseconds, then after a tenth of what it has taken, then four times a second; then it is told."""
    clock, sending, heard = follow(monkeypatch, [(1, 10), (2, 20)], 0.1)
    assert clock.slept[0] == pytest.approx(0.004)
    assert clock.slept == sorted(clock.slept)
    assert clock.slept[-2:] == [0.25, 0.25]
    assert all(later - sooner <= sooner for sooner, later in zip(clock.slept, clock.slept[1:], strict=False))
    assert heard == [(0, 10), (0, 20)]
    assert sending.given[0] == {"srcFs": "a", "_async": True}
    assert sending.given[-2:] == [{"group": "job/7", "short": True}, {"jobid": 7}]


@pytest.mark.parametrize(
    ("told", "every", "given_up"),
    [
        ([(0, 0)] * 2, 85.0, False), ([(0, 0)] * 2, 91.0, True), ([(n, 0) for n in range(9)], 100.0, False), ([(1, 0)] * 2, 179.0, False),
        ([(1, 0)] * 3, 100.0, True), ([(0, 65536 * n) for n in range(1, 9)], 100.0, False), ([(0, 65535)] * 3, 100.0, True),
        ([(0, 30_000 * n) for n in range(1, 9)], 100.0, True), ([(0, 40_000 * n) for n in range(1, 9)], 80.0, False),
    ],
)  # fmt: skip
def test_who_drips_is_given_up(
    monkeypatch: pytest.MonkeyPatch, told: list[tuple[int, int]], every: float, given_up: bool
) -> None:
    """After three minutes in which no file has ended and less than 64 KB were sent."""
    _, sending, heard = follow(monkeypatch, told, every)
    assert ("answers too slowly" in str(heard[-1])) is given_up
    assert (sending.orders[-1] == "/job/stop") is given_up


def test_an_order_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """In its own words."""
    _, _, heard = follow(monkeypatch, [(0, 5)], 0.1, success=False, error="disk quota exceeded")
    assert heard[0] == (0, 5)
    assert "quota" in str(heard[1])


class Unasked:
    """A connection over which nothing goes but what hides a password."""

    def request(self, _: str, path: str, body: str, __: object) -> None:
        assert path == "/core/obscure"
        self.hidden = f"tersamar-{json.loads(body)['clear']}"

    def getresponse(self) -> SimpleNamespace:
        return SimpleNamespace(status=200, read=lambda: json.dumps({"obscured": self.hidden}).encode())


S3 = Target("utama", "s3", "ember/situs", "x", region="ap-southeast-3")
HERE = Target("utama", "local", "/srv/situs", "x")
OWN = Target("utama", "local", "ember/situs", "x", remote="luar")


def reached(target: Target, name: str, *given: str) -> object:
    """Return what rclone is told by a method of ours, without what is the same for all."""
    found = getattr(Rclone(target, Unasked()), name)(*given)
    return (
        {key: value for key, value in found.items() if key in {"_root", "remote", "type", "no_head_object", "password"}}
        if isinstance(found, dict)
        else found
    )


@pytest.mark.parametrize(
    ("target", "name", "given", "expected"),
    [
        (S3, "place", ("a",), {"type": "s3", "_root": "a/"}), (HERE, "place", ("a",), {"type": "local", "_root": "a"}), (OWN, "place", ("a",), "luar:a"),
        (S3, "place_to_delete", ("a",), {"type": "s3", "_root": "a/", "no_head_object": "true"}), (HERE, "place_to_delete", ("a",), {"type": "local", "_root": "a"}),
        (OWN, "place_to_delete", ("a",), "luar:a"),
        (HERE, "place", ("a", "kunci"), {"type": "crypt", "_root": "", "password": "tersamar-kunci"}), (OWN, "place", ("a", "kunci"), {"type": "crypt", "_root": "", "password": "tersamar-kunci", "remote": "luar:a"}),
    ],
)  # fmt: skip
def test_how_rclone_is_told_of_a_folder(target: Target, name: str, given: tuple[str, ...], expected: object) -> None:
    """S3 is asked for no file that has the name of the folder; a remote of one's own has its own settings."""
    found = reached(target, name, *given)
    assert found == (
        {**expected, "remote": found["remote"]} if isinstance(expected, dict) and "password" in expected else expected
    )  # type: ignore[index]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (S3, {"type": "s3", "provider": "AWS", "env_auth": "true", "region": "ap-southeast-3", "endpoint": ""}),
        (Target("a", "s3", "e", "x"), {"type": "s3", "provider": "AWS", "env_auth": "true", "region": "", "endpoint": ""}),
        (Target("a", "s3", "e", "x", url="https://s3.example"), {"type": "s3", "provider": "Other", "env_auth": "true", "region": "us-east-1", "endpoint": "https://s3.example"}),
        (Target("a", "ftp", "e", "x", host="[::1]", user="sari"), {"type": "ftp", "host": "::1", "user": "sari", "pass": "", "explicit_tls": "false"}),
        (Target("a", "ftp", "e", "x", host="h", port=2121), {"type": "ftp", "host": "h", "user": "", "port": "2121", "pass": "", "explicit_tls": "false"}),
        (Target("a", "webdav", "e", "x", url="https://dav.example", user="sari"), {"type": "webdav", "url": "https://dav.example", "user": "sari", "pass": "", "vendor": "other"}),
        (Target("a", "sftp", "e", "x", host="h", known_hosts="/k"), {"type": "sftp", "host": "h", "user": "", "known_hosts_file": "/k", "shell_type": "none", "pass": ""}),
        (Target("a", "sftp", "e", "x", host="h", known_hosts="/k", key_file="/kunci"), {"type": "sftp", "host": "h", "user": "", "known_hosts_file": "/k", "shell_type": "none", "key_file": "/kunci", "key_file_pass": ""}),
    ],
)  # fmt: skip
def test_how_a_target_is_reached(monkeypatch: pytest.MonkeyPatch, target: Target, expected: dict[str, str]) -> None:
    """By what site.yaml says of it, and nothing that it does not say."""
    monkeypatch.delenv(PASSWORD, raising=False)
    found = Rclone(target, Unasked()).place("x")  # type: ignore[arg-type]
    assert isinstance(found, dict)
    assert {key: found.get(key) for key in expected} == expected
    assert ("port" in found) is bool(target.port)


def test_what_is_encrypted_lies_in_a_folder_of_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its bytes alone: names are as they are."""
    monkeypatch.setenv(PASSWORD, "it's")
    dav = Target("a", "webdav", "e", "x", url="https://dav.example", user="sari")
    inside = ":webdav,user='sari',pass='tersamar-it''s',url='https://dav.example',vendor='other',encoding='Slash,Del,Ctl,Dot':a"
    reached_by = Rclone(dav, Unasked())  # type: ignore[arg-type]
    crypt = {
        "type": "crypt", "remote": inside, "password": "tersamar-kunci", "filename_encryption": "off",
        "directory_name_encryption": "false", "suffix": "none", "_root": "",
    }  # fmt: skip
    assert reached_by.place("a", "kunci") == crypt
    assert reached_by.place_to_delete("a", "kunci") == crypt
    own = Rclone(Target("a", "drive", "e", "x", remote="kantor"), Unasked())  # type: ignore[arg-type]
    assert own.place("a", "kunci") == {**crypt, "remote": "kantor:a"}
    bucket = Rclone(S3, Unasked()).place("a", "kunci")  # type: ignore[arg-type]
    assert isinstance(bucket, dict)
    assert bucket["remote"].endswith(",encoding='Slash,Del,Ctl,Dot':a/")
