"""Kill a build between any two of its system calls that write, open or move something.

The child is traced: it stops before each such call, and at the one that was
drawn it is killed, so that this call is never made. Where tracing is not
allowed, the events that Python audits stand in; they come before most of these calls.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cache

from tests.support import ROOT, Portal, run_for

_X86 = {1, 2, 18, 20, 40, 74, 75, 77, 82, 83, 84, 85, 86, 87, 88, 257, 258, 263, 264, 265, 280, 316, 326}
_ARM = {34, 35, 36, 37, 38, 46, 56, 64, 66, 68, 71, 82, 83, 88, 276, 285}
WRITING = {"x86_64": _X86, "aarch64": _ARM}.get(platform.machine(), set())
"""Numbers of write, open, pwrite, fsync, truncate, rename, mkdir, rmdir, link, unlink, symlink, utime and their kin."""

PATIENCE = 60
"""Seconds after which a child is ended, whatever it waits for."""

_TRACEME, _SYSCALL, _SETOPTIONS, _INFO = 0, 24, 0x4200, 0x420E
_SYSGOOD, _EXITKILL = 1, 0x100000
_STOP = signal.SIGTRAP | 0x80
_ENTRY = 1


class Killer:
    """A process that never builds itself, whose children do.

    Pictures are made by threads, which a child does not inherit, so that one of a process that has made some would
    wait for them for ever.
    """

    def __init__(self) -> None:
        words = [sys.executable, "-m", "tests.fuzz.newsroom.kills"]
        self._process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def kill(self, number: int, portal: Portal, *, sealed: bool = False, **options: object) -> int:
        """Kill a build before its call of that number, if there is one; return how many there were up to its end.

        With `sealed` calls count from the moment on at which the journal is there, and the output is being changed.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        words = ["--site", str(portal.folder), "build", *portal.words(**options)]
        journal = f"{options.get('output', portal.output)}/.warta-stage/journal" if sealed else ""
        stdin.write(json.dumps([number, words, portal.now, journal]).encode() + b"\n")
        stdin.flush()
        return int(stdout.readline())


@cache
def killer() -> Killer:
    """Return the one of this process."""
    return Killer()


@cache
def traceable() -> bool:
    """Tell whether a child can be traced here."""
    if sys.platform != "linux" or not WRITING:
        return False
    try:
        return _traced(0, lambda: os.close(os.open(os.devnull, os.O_WRONLY))) > 0
    except OSError:
        return False


def _traced(number: int, work: Callable[[], object], since: str = "") -> int:
    """Run something in a child that is killed before its call of that number; return how many calls were made.

    With `since` calls count from the moment on at which there is a file of that name.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    pid = os.fork()
    if pid == 0:
        _child(libc, work)
    _, status = os.waitpid(pid, 0)
    if not os.WIFSTOPPED(status) or libc.ptrace(_SETOPTIONS, pid, None, _SYSGOOD | _EXITKILL) < 0:
        if os.WIFSTOPPED(status):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        raise OSError("a child cannot be traced here")
    info = ctypes.create_string_buffer(88)
    count, passed = 0, 0
    while True:
        libc.ptrace(_SYSCALL, pid, None, passed)
        _, status = os.waitpid(pid, 0)
        if not os.WIFSTOPPED(status):
            return count
        passed = 0 if os.WSTOPSIG(status) == _STOP else os.WSTOPSIG(status)
        if passed or libc.ptrace(_INFO, pid, len(info), info) < 0 or info.raw[0] != _ENTRY:
            continue
        if int.from_bytes(info.raw[24:32], sys.byteorder) in WRITING and (count or not since or os.path.exists(since)):
            count += 1
            if count == number:
                os.kill(pid, signal.SIGKILL)


def _child(libc: ctypes.CDLL, work: Callable[[], object]) -> None:
    """Let the parent trace this process, do the work, and end without tidying up."""
    try:
        if libc.ptrace(_TRACEME, 0, None, None) == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
            signal.alarm(PATIENCE)
            work()
    finally:
        os._exit(0)


def main() -> None:
    """Kill builds as they are asked for, a line each."""
    # Imported here once and not in each child.
    run_for("build", "--help")
    for line in sys.stdin.buffer:
        number, words, now, journal = json.loads(line)
        made = _traced(number, lambda: run_for(*words, SOURCE_DATE_EPOCH=str(now)), journal)  # noqa: B023
        sys.stdout.buffer.write(b"%d\n" % made)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
