"""Runs git for the desk, in a session of its own, so that the end of the desk lets it finish."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

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


class BusyError(Exception):
    """Somebody else uses the repository, or git failed; it is to be tried again."""


def git(folder: str, *words: str, given: bytes = b"", seconds: float = _SECONDS, index: Path | None = None) -> bytes:
    """Return the output of git in a folder.

    Raises:
        BusyError: it failed, or took too long; the text is what it said.

    """
    code, told, complaint = run(folder, *words, given=given, seconds=seconds, index=index)
    if code:
        raise BusyError(complaint)
    return told


def asked(folder: str, *words: str, given: bytes = b"", seconds: float = _SECONDS) -> str:
    """Return the output of git as a text; empty if it fails."""
    code, told, _ = run(folder, *words, given=given, seconds=seconds)
    return "" if code else told.decode("utf-8", "surrogateescape")


def run(
    folder: str,
    *words: str,
    given: bytes = b"",
    seconds: float = _SECONDS,
    index: Path | None = None,
    hooks: bool = False,
) -> tuple[int, bytes, str]:
    """Return exit code, output and complaints of git, which nobody answers: it asks for no password."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _PASSED}
    environment |= {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "SSH_ASKPASS_REQUIRE": "never",
    }
    if index is not None:
        environment["GIT_INDEX_FILE"] = os.path.abspath(index)
    command = ["git", "--no-replace-objects", "-C", folder]
    if words[0] != "gc":
        # Nobody waits for that.
        command += ["-c", "gc.auto=0"]
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
            told, complaint = process.communicate(given, seconds)
        except subprocess.TimeoutExpired:
            return 124, _end(process), "timed out"
    return process.returncode, told, complaint.decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> bytes:
    """End git and what it has started; return what it has said."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()[0]
