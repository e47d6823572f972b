"""A target with one folder per deploy, one of them current; readers see a whole deploy or none of it.

`releases/000012/` begins as hard links to the previous release's files, so it costs only the changes. `current` is a
symbolic link to the release that readers get, and is replaced atomically.
"""

from __future__ import annotations

import getpass
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from shlex import quote as _q

from generator.annex.deploying.target_errors import remote_error
from generator.base.errors import MachineError, UsageError
from generator.base.sentences import sentence
from generator.model.deploy_targets import Target
from generator.model.records import Record

CURRENT = "current"
_NAME = re.compile(r"\d{6,18}")
_MARK = "ssg current: "
_LONGEST = 900
"""Seconds that a server may take to link a large portal's files."""


class Known(Record, frozen=True):
    """What a server has."""

    current: str
    """The release that readers get; empty if there is none, or it is gone."""
    names: tuple[str, ...]
    """All, oldest first."""

    @property
    def last(self) -> int:
        """The highest number."""
        return int(self.names[-1]) if self.names else 0


class Releases:
    """A target's releases, by commands on its server."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._top = target.path.rstrip("/")

    def folder(self, name: str) -> str:
        return f"{self._top}/releases/{name}"

    @property
    def shown(self) -> str:
        return f"{self._top}/{CURRENT}"

    def known(self) -> Known:
        """Ask the server for its releases."""
        shown, top = _q(self.shown), _q(f"{self._top}/releases")
        script = f'echo "{_MARK}$(test -d {shown}/ && readlink {shown})"; ls -1 {top} 2>/dev/null || true'
        # The server's shell may greet first.
        _, _, said = self._run(script).partition(_MARK)
        first, _, others = said.partition("\n")
        names = sorted(filter(_NAME.fullmatch, others.split()), key=int)
        current = first.rpartition("/")[2]
        return Known(current if _NAME.fullmatch(current) else "", tuple(names))

    def begin(self, name: str, before: str) -> None:
        """Make a release with the files of the one before, if there is one; remove what an earlier try left."""
        new = self.folder(name)
        script = f"set -e; mkdir -p {_q(f'{self._top}/releases')}; rm -rf {_q(new)}; "
        self._run(script + (f"cp -al {_q(self.folder(before))} {_q(new)}" if before else f"mkdir {_q(new)}"))

    def show(self, name: str) -> None:
        new = f"{self.shown}.new"
        self._run(f"set -e; ln -sfn {_q(f'releases/{name}')} {_q(new)}; mv -T {_q(new)} {_q(self.shown)}")

    def prune(self, known: Known, current: str) -> list[str]:
        """Delete all that were known but the newest releases and the current one; return the rest."""
        names = sorted({*known.names, current}, key=int)
        kept = {*names[-self._target.releases :], current}
        gone = [name for name in names if name not in kept]
        if gone:
            self._run("rm -rf " + " ".join(_q(self.folder(name)) for name in gone))
        return [name for name in names if name in kept]

    def _run(self, script: str) -> str:
        try:
            done = subprocess.run([*self._ssh(), script], capture_output=True, text=True, check=False, timeout=_LONGEST)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise MachineError(sentence("the server does not answer; run the command again")) from error
        if done.returncode:
            raise remote_error(done.stderr)
        return done.stdout

    def _ssh(self) -> Sequence[str]:
        target = self._target
        program = shutil.which("ssh")
        if program is None:
            raise UsageError(sentence("releases need the command ssh on this machine"))
        words = [program, "-T", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=15"]
        words += ["-o", f"UserKnownHostsFile={_word(target.known_hosts)}"]
        words += ["-o", "GlobalKnownHostsFile=/dev/null", "-p", str(target.port or 22)]
        if target.key_file:
            words += ["-o", "IdentitiesOnly=yes", "-o", f"IdentityFile={_word(target.key_file)}"]
        return [*words, "-l", target.user or getpass.getuser(), "--", target.host.strip("[]")]


def _word(path: str) -> str:
    """Return a local path as one word of ssh's configuration, where blanks and % are special."""
    found = os.path.expanduser(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{found}"'
