"""Crashes: what is said when the machine refuses something, or when the program itself fails."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generator.base.crashes import crash_message, explain, write_log

ROOM = "make room and run the command again, which puts right what was left half done"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, f"the disk is full; {ROOM}"),
        (errno.EDQUOT, f"your quota is used up; {ROOM}"),
        (errno.EFBIG, "the file would be larger than you may write here (ulimit -f)"),
        (errno.EIO, "the disk cannot be read or written; it may be failing"),
        (errno.EROFS, "it is on a disk that can only be read"),
        (errno.EACCES, "you may not read or write it; give yourself the right to, or build as the user it belongs to"),
        (errno.EPERM, "you may not change it; give yourself the right to, or build as the user it belongs to"),
        (errno.EMFILE, "too many files are open; allow more (ulimit -n)"),
        (errno.ENFILE, "too many files are open on this machine; try again later"),
        (errno.ENOMEM, "there is not enough memory"),
        (errno.EXDEV, "it is on a different disk from the output; unmount that disk, or mount the whole output on it"),
        (errno.ENAMETOOLONG, "its name is longer than the disk allows"),
        (errno.EPIPE, "whoever reads the output of this command has gone"),
        (errno.EBUSY, "another program uses it"),
        (errno.ENOTEMPTY, "it is not empty, though nothing should be in it; is another program writing there?"),
        (errno.EBADF, "bad"),
    ],
)
def test_what_the_system_refused(code: int, said: str) -> None:
    """A refusal names the files and what to do; only where room is missing is the next run said to mend it."""
    assert str(explain(OSError(code, "bad", "a", None, "b"))) == f"a → b: {said}"
    assert str(explain(OSError(code, "bad", "a"))) == f"a: {said}"
    assert str(explain(OSError(code, "bad"))) == said


def test_a_refusal_without_words() -> None:
    """What the error says of itself is told, or at least what it is."""
    assert str(explain(OSError("tak ada"))) == "tak ada"
    assert str(explain(TimeoutError())) == "TimeoutError"


def test_a_refusal_cannot_move_the_cursor() -> None:
    """The name of a file is shown as a terminal may be given it."""
    assert "\x1b" not in str(explain(OSError(errno.EACCES, "x", "a\x1b[2J")))
    assert "\x1b" not in str(crash_message("/tiada", ValueError("\x1b[2J")))


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    """Where no details can be left, it is said how they are shown."""
    assert str(crash_message(str(tmp_path / "tak/ada"), ValueError("x"))) == (
        "this is a mistake in ssg itself, please report it; set SSG_TRACEBACK=1 for the details (ValueError: x)"
    )


def test_the_details_are_left_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the last crash alone, whatever was in its place; what is said of it is short."""
    monkeypatch.delenv("SSG_TRACEBACK", raising=False)
    file = tmp_path / ".ssg/error.log"
    file.parent.mkdir()
    file.symlink_to(tmp_path / "lain")
    error = ValueError("é\ud800" + 400 * "x")
    assert str(crash_message(str(tmp_path), error)) == (
        f"this is a mistake in ssg itself, please report it; the details are in {file} (ValueError: é\N{REPLACEMENT CHARACTER}{286 * 'x'})"
    )
    assert file.read_text("utf-8") == f"ValueError: é\\ud800{400 * 'x'}\n"
    assert not (tmp_path / "lain").exists()


def test_the_details_are_shown_if_somebody_wants_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And left nowhere then."""
    monkeypatch.setenv("SSG_TRACEBACK", "1")
    assert write_log(tmp_path, ValueError("x")) is None
    assert capsys.readouterr().err == "ValueError: x\n"
    assert not [*tmp_path.iterdir()]
