"""What git knows of a portal: its commits, and those of the remote."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def head_of(folder: Path) -> str:
    """Return the full name of the checked-out commit; empty if there is none, or no repository, or no git."""
    return _asked(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")


def committed_at(folder: Path, commit: str) -> int:
    """Return the time of a commit in seconds since 1970; 0 if unknown."""
    found = _asked(folder, "show", "--no-patch", "--format=%ct", commit)
    return int(found) if found.isdecimal() else 0


def common_commit(folder: Path, one: str, other: str) -> str:
    """Return the merge base of two commits; empty if this clone does not know it."""
    return _asked(folder, "merge-base", one, other)


def is_shallow(folder: Path) -> bool:
    return _asked(folder, "rev-parse", "--is-shallow-repository") == "true"


def _asked(folder: Path, *words: str) -> str:
    """Return the output of git; empty if it fails, or if there is none."""
    # Nobody must be asked for a password.
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - git, with words of ours and names of commits
            ["git", "--no-replace-objects", "-C", str(folder), *words],  # noqa: S607
            capture_output=True, env=environment, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        return ""
    return done.stdout.decode("utf-8", "surrogateescape").strip() if done.returncode == 0 else ""
