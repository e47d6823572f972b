"""Crashes: what is said when the machine refuses something, or when the program itself fails."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generator.base.crashes import crash_message, explain


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "a → b: the disk is full; make room and run the command again, which puts right what was left half done"),
        (errno.EACCES, "a → b: you may not read or write it; give yourself the right to"), (errno.EROFS, "can only be read"),
        (errno.EXDEV, "on a different disk from the output"), (errno.EBADF, "a → b: bad"),
    ],
)  # fmt: skip
def test_what_the_system_refused(code: int, said: str) -> None:
    """A refusal names the files and what to do; only where room is missing is the next run said to mend it."""
    shown = str(explain(OSError(code, "bad", "a", None, "b")))
    assert said in shown
    assert ("run the command again" in shown) == (code == errno.ENOSPC)


def test_a_refusal_cannot_move_the_cursor() -> None:
    """The name of a file is shown as a terminal may be given it."""
    assert "\x1b" not in str(explain(OSError(errno.EACCES, "x", "a\x1b[2J")))


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    """Where no details can be left, it is said how they are shown."""
    assert "set SSG_TRACEBACK=1" in str(crash_message(str(tmp_path / "tak/ada"), ValueError("x")))
