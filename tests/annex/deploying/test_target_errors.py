"""What the words of servers mean for whoever deploys."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.deploying import target_errors
from generator.annex.deploying.target_errors import check_means, remote_error, shortened
from generator.base.errors import UsageError
from generator.model.deploy_targets import Target, Via


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("preallocate: file too big for remaining disk space", "is full"),
        ('Update Close failed: sftp: "preallocate: file too big for remaining disk space" (SSH_FX_FAILURE)', "is full"),
        ("write /srv/a/index.html: no space left on device", "is full"),
        ("552 Insufficient storage space", "is full"),
        ("unchunked simple update failed: Insufficient Storage: 507 Insufficient Storage", "is full"),
        ("NoSuchBucket: The specified bucket does not exist", "does not exist"),
        ("dial tcp 127.0.0.1:22: connect: connection refused", "cannot be reached"),
        ("ssh: handshake failed: knownhosts: key mismatch", "have its key confirmed"),
        ("InvalidAccessKeyId: status code: 403", "refuses the key"),
        ("mkdir /srv/kabar: read-only file system", "may not be written"),
        ("mkdir /srv/kabar/daerah: permission denied", "may not be written"),
        ("mkdir /srv/kabar/daerah: not a directory", "move it away"),
        ("mv: cannot overwrite directory 'current' with non-directory 'current.new'", "move it away"),
        ("deploy@kabar.example: Permission denied (publickey).", "refuses the key"),
        ("read tcp: i/o timeout", "does not answer"),
        ("file berita-1507.html is odd", "does not take it"),
        ("read metadata failed: Propfind: 405 METHOD NOT ALLOWED", "speaks no WebDAV"),
        ("tls: failed to verify certificate: x509: certificate has expired", "certificate"),
        ("StatusCode: 301, PermanentRedirect", "region"),
        ("ssh: this private key is passphrase protected", "has a passphrase"),
        ("x509: decryption password incorrect", "has a passphrase"),
        ("AuthorizationHeaderMalformed: expecting ap-southeast-3", "region"),
        ('didn\'t find section in config file ("luar")', "no remote of that name"),
        ("mkdir /mnt/cadangan: no such file or directory", "its disk mounted"),
        *(
            (said, "another SSG_STATE_PASSWORD")
            for said in (
                "bad magic",
                "failed to authenticate decrypted block",
                "not an encrypted file",
                "file is too short to be encrypted",
            )
        ),
        *(
            (said, "confirmed by the host")
            for said in ("known_hosts: no entry", "ssh: host key mismatch", "ssh: key is unknown", "key mismatch")
        ),
        *(
            (said, "refuses the key")
            for said in (
                "SignatureDoesNotMatch",
                "AccessDenied",
                "Forbidden",
                "StatusCode: 401",
                "ssh: unable to authenticate",
                "530 Login incorrect",
                "530 Not logged in.",
                "401 Unauthorized",
                "403 Forbidden",
                "no supported methods remain",
                "NoCredentialProviders: none",
                "no EC2 IMDS role found",
                "failed to refresh cached credentials",
                "SSH_AUTH_SOCK is not set",
            )
        ),
        *(
            (said, "is full")
            for said in (
                "not enough disk space",
                "insufficient storage space",
                "disk full",
                "quota exceeded",
                "InsufficientStorage",
                "552 Exceeded",
                "EntityTooLarge",
            )
        ),
        *((said, "may not be written") for said in ("SSH_FX_PERMISSION_DENIED", "operation not permitted")),
        *(
            (said, "move it away")
            for said in ("is a file not a directory", "a/b is a directory", "incompatible remotes")
        ),
        *((said, "does not exist") for said in ("the bucket kabar does not exist", "directory not found")),
        *(
            (said, "cannot be reached")
            for said in ("lookup a: no such host", "network is unreachable", "no route to host")
        ),
        *(
            (said, "does not answer")
            for said in (
                "context deadline exceeded",
                "connection reset by peer",
                "broken pipe",
                "unexpected EOF",
                "use of closed network connection",
                "read: EOF",
            )
        ),
        ("StatusCode: 403, RequestTimeTooSkewed: The difference is too large", "clock of this machine"),
    ],
)
def test_what_the_words_of_a_server_mean(words: str, meaning: str) -> None:
    """A sentence with what to do, and the words themselves behind it."""
    said = str(remote_error(words))
    assert meaning in said
    assert words in said


@pytest.mark.parametrize(
    ("words", "may_pass"),
    [
        ("read tcp 10.0.0.1:22: i/o timeout", True), ("context deadline exceeded", True), ("connection reset by peer", True), ("write: broken pipe", True), ("connection lost", True),
        ("unexpected EOF", True), ("ssh: EOF", True), ("EOF of a file", False), ("use of closed network connection", True), ("NewObject failed: object not found", True),
        ("failed: file does not exist", True), ("corrupted on transfer: sizes differ", True), ("421 Too many connections", True), ("450 busy", True), ('update stor: * 450 "file does not exist"', True), ("452 full", False), ("4210 x", False),
        ("status code: 503", True), ("StatusCode: 429", True), ("status code: 403", False), ("SlowDown: reduce your rate", True), ("permission denied", False),
        ("dial tcp 127.0.0.1:22: i/o timeout", False), ("no space left on device", False),
    ],
)  # fmt: skip
def test_what_may_pass_is_tried_again(words: str, may_pass: bool) -> None:
    """Not what stays as it is, nor a host that cannot be reached at all."""
    assert remote_error(words).may_pass is may_pass


def test_nothing_is_cut_that_somebody_may_need() -> None:
    """Numbers of requests, and the signs of HTML, tell nobody anything. Of a very long text both ends are shown."""
    path = "daerah/2026/11/" + "panjang-" * 60 + "ini/index.html"
    assert path in str(remote_error(f"Failed to copy: {path}: " + "x" * 300))
    noisy = (
        "S3: PutObject, https response error StatusCode: 404, RequestID: WK9K, HostID: 9Gj+/=, api error NoSuchBucket"
    )
    assert "WK9K" not in str(remote_error(noisy))
    assert "9Gj" not in str(remote_error(noisy))
    assert "(no such host Not Found)" in str(remote_error("no such host <html><h1>Not Found</h1></html>"))
    long = str(remote_error(f"awal {'x ' * 100_000}\n\x1b[2J akhir"))
    assert len(long) < 3000
    assert "awal x" in long
    assert long.endswith("x \ufffd[2J akhir")


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


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("decryption password incorrect", "the private key has a passphrase, and SSG_DEPLOY_PASSWORD does not hold it"), ("RequestTimeTooSkewed", "the clock of this machine is wrong; set it"),
        ("PermanentRedirect", "the bucket is in another region; give it as region: in site.yaml"), ("didn't find section in config", "rclone knows no remote of that name; rclone listremotes shows all"),
        ("X509", "the target has a certificate that is not valid, or not for this name"), ("405 method not allowed", "what answers there speaks no WebDAV; correct url: in site.yaml"),
        ("mkdir /a: no such file or directory", "the folder of the target cannot be made; see that the one above it is there, and its disk mounted"),
        ("bad magic", "what is there was encrypted with another SSG_STATE_PASSWORD than that of the environment, or with none"),
        ("key mismatch", "the server is not the one that known_hosts knows; have its key confirmed by the host, then add it with ssh-keyscan"),
        ("forbidden", "the target refuses the key or the password, or there is none; docs/deploy.md says which variables hold them"),
        ("disk full", "the target is full; make room there, or ask the host for more, and deploy again: it goes on from where it was"),
        ("read-only file system", "the target may not be written there; see who owns the folder, and that its disk is not read-only"),
        ("is a directory", "at the target a file is where a folder of the portal will be, or the other way round, and Warta did not send it; move it away, and deploy again"),
        ("NoSuchBucket", "the bucket or the folder of the target does not exist"), ("no such host", "the target cannot be reached; check its name, and the network"),
        ("timeout", "the target does not answer; run the command again, it goes on from where it was"),
    ],
)  # fmt: skip
def test_a_meaning_says_what_to_do(words: str, meaning: str) -> None:
    """In one sentence, before the words of the server; those are kept as they came."""
    error = remote_error(words)
    assert (str(error), error.raw) == (f"{meaning} ({words})", words)


def test_what_nobody_understands_is_shown() -> None:
    """As the server said it."""
    error = remote_error("lain\nsekali")
    assert (str(error), error.raw) == ("the target does not take it: lain sekali", "lain\nsekali")


def test_where_words_of_a_server_are_cut() -> None:
    """In the middle, beyond as many signs as people read; noise does not count, unless there is too much of it."""
    most = target_errors._LONGEST
    assert shortened(most * "x") == most * "x"
    assert shortened((most + 1) * "x") == f"{most // 2 * 'x'} … {most // 2 * 'x'}"
    assert shortened(most * "x" + most // 4 * "<a> ") == most * "x"
    assert shortened(f"a{2 * most * ' '}b") == "a … b"
    assert shortened(f"a{(2 * most - 2) * ' '}b") == "a b"
    assert shortened(": a, RequestID: x, HostID: y, b <i> c") == "a , b c"
