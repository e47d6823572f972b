"""Runs git for the desk, in a session of its own, so that the end of the desk lets it finish."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from types import MappingProxyType

from generator.base.errors import MessageError, printable
from generator.base.sentences import sentence

_SECONDS = 60.0
"""That git may take, without a network."""
_PASSED = (
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_EXEC_PATH",
)
"""Variables of git that are kept; the others are about another repository, when a hook has started the desk."""
_NO_MORE: Mapping[str, str] = MappingProxyType({})


class BusyError(MessageError):
    """Somebody else uses the repository, or git failed; it is to be tried again."""


def git(folder: str, *words: str, given: bytes = b"", more: Mapping[str, str] = _NO_MORE) -> bytes:
    """Return the output of git in a folder; `more` are further variables.

    Raises:
        BusyError: it failed, or took too long.

    """
    code, output, complaint = run(folder, *words, given=given, more=more)
    if code:
        raise refused(complaint)
    return output


def asked(folder: str, *words: str) -> str:
    """Return the output of git as a text; empty if it fails."""
    code, output, _ = run(folder, *words)
    return "" if code else output.decode("utf-8", "surrogateescape")


def run(
    folder: str, *words: str, given: bytes = b"", seconds: float = _SECONDS, hooks: bool = False,
    more: Mapping[str, str] = _NO_MORE,
) -> tuple[int, bytes, str]:  # fmt: skip
    """Return exit code, output and complaints of git, which nobody answers: it asks for no password."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _PASSED}
    environment |= {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "SSH_ASKPASS_REQUIRE": "never",
        **more,
    }
    command = ["git", "--no-replace-objects", "-C", folder, "-c", "core.safecrlf=false"]
    if "--" in words:
        # A file may be called a[1].md, which is no pattern.
        command.append("--literal-pathspecs")
    if not hooks:
        command += ["-c", f"core.hooksPath={os.devnull}"]
    try:
        process = subprocess.Popen(  # noqa: S603 - git, with words of ours, and paths behind --
            [*command, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=environment, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        return 127, b"", str(error)
    with process:
        try:
            output, complaint = process.communicate(given, seconds)
        except subprocess.TimeoutExpired:
            return 124, _end(process), "timed out"
    return process.returncode, output, complaint.decode("utf-8", "replace")


def last_line(complaint: str) -> str:
    """Return the line of git's complaint that says most."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "!"))]
    # The last line of a push has where that is on some disk, and not why.
    telling = [line for line in telling if not line.startswith("error: failed to push")]
    return printable((telling or lines or ["?"])[-1])[:200]


def refused(complaint: str) -> BusyError:
    """Return git's complaint as a sentence."""
    if ".lock'" in complaint:
        return BusyError(sentence("another program is using the repository of the site (.git/index.lock is there)"))
    return BusyError(sentence("git refuses: {why}", why=last_line(complaint)))


def _end(process: subprocess.Popen[bytes]) -> bytes:
    """End git and what it has started; return what it has said."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()[0]
