"""Runs git, and knows a portal's commits. What git says is content: it is decoded, and never taken for an option."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_SECONDS = 60.0
_PASSED = (
    "GIT_SSH", "GIT_SSH_COMMAND", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM", "GIT_EXEC_PATH",
)  # fmt: skip
"""Variables of git that are kept; the others are about another repository, when a hook has started the program."""
_NO_MORE: Mapping[str, str] = MappingProxyType({})
_AS_IT_IS = {"GIT_NO_LAZY_FETCH": "1"}
"""A commit that a partial clone lacks is not fetched for a question."""


def head_of(folder: Path) -> str:
    """Return the full name of the checked-out commit; empty if there is none, or no repository, or no git."""
    return asked(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")


def committed_at(folder: Path, commit: str) -> int:
    """Return the time of a commit in seconds since 1970; 0 if unknown."""
    found = asked(folder, "show", "--no-patch", "--format=%ct", commit, more=_AS_IT_IS)
    return int(found) if found.isdecimal() else 0


def common_commit(folder: Path, one: str, other: str) -> str:
    """Return the merge base of two commits; empty if this clone does not know it."""
    return asked(folder, "merge-base", one, other, more=_AS_IT_IS)


def is_shallow(folder: Path) -> bool:
    return asked(folder, "rev-parse", "--is-shallow-repository") == "true"


def asked(folder: str | Path, *words: str, more: Mapping[str, str] = _NO_MORE) -> str:
    """Return the output of git without the end of its last line; empty if it fails, or if there is none."""
    code, output, _ = run(folder, *words, more=more)
    return "" if code else output.decode("utf-8", "surrogateescape").rstrip("\n")


def run(
    folder: str | Path, *words: str, given: bytes = b"", seconds: float = _SECONDS, hooks: bool = False,
    more: Mapping[str, str] = _NO_MORE,
) -> tuple[int, bytes, str]:  # fmt: skip
    """Return exit code, output and complaints of git, which nobody answers; `more` are further variables."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _PASSED}
    environment |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    environment |= {"SSH_ASKPASS_REQUIRE": "never", **more}
    command = ["git", "--no-replace-objects", "-C", str(folder), "-c", "core.safecrlf=false"]
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


def _end(process: subprocess.Popen[bytes]) -> bytes:
    """End git and what it has started; return what it has said."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()[0]
