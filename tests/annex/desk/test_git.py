"""Running git for the desk: what it is given, and what comes back."""

from __future__ import annotations

import os
import select
import signal
import subprocess
from pathlib import Path

import pytest

from generator.annex.desk import git as desk_git
from generator.annex.desk.git import BusyError, asked, git, run

PASSED = {
    "GIT_SSH": "ssh", "GIT_SSH_COMMAND": "ssh -4", "GIT_CONFIG_GLOBAL": "/a", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": "/b", "GIT_EXEC_PATH": "/c",
}  # fmt: skip
OTHERS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_AUTHOR_NAME", "GIT_OPTIONAL_LOCKS", "GIT_CONFIG_COUNT")
OWN = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "SSH_ASKPASS_REQUIRE": "never"}
NO_HOOKS = ["-c", f"core.hooksPath={os.devnull}"]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git of ours, which says what it was given."""
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return program(tmp_path, 'printf "%s\\n" "$@"')


def program(folder: Path, text: str) -> Path:
    file = folder / "git"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("words", "hooks", "expected"),
    [
        (["log", "-1"], False, ["-c", "gc.auto=0", *NO_HOOKS, "log", "-1"]),
        (["log", "gc"], True, ["-c", "gc.auto=0", "log", "gc"]),
        (
            ["log", "--", "a[1].md"],
            False,
            ["-c", "gc.auto=0", "--literal-pathspecs", *NO_HOOKS, "log", "--", "a[1].md"],
        ),
        (["gc", "--auto"], False, [*NO_HOOKS, "gc", "--auto"]),
    ],
)
def test_the_command(fake: Path, words: list[str], hooks: bool, expected: list[str]) -> None:
    """No hook runs unless it is asked for, nothing is packed in between, and a file's name is no pattern."""
    code, told, complaint = run("/situs", *words, hooks=hooks)
    assert (code, complaint) == (0, "")
    assert told.decode().splitlines() == ["--no-replace-objects", "-C", "/situs", *expected]


def test_no_hook_unless_asked_for(fake: Path) -> None:
    """Who says nothing of hooks has none."""
    assert f"core.hooksPath={os.devnull}" in run("/situs", "log")[1].decode().splitlines()


def test_the_environment(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git asks nobody, speaks English, and knows nothing of a repository that a hook which started the desk was for."""
    program(fake, "env")
    for name, value in {**dict.fromkeys(OTHERS, "x"), **PASSED, "LC_ALL": "id_ID", "KEPT": "ya"}.items():
        monkeypatch.setenv(name, value)

    def environment(index: Path | None = None) -> dict[str, str]:
        rows = (line.partition("=") for line in run("/situs", "log", index=index)[1].decode().splitlines())
        found = {name: value for name, _, value in rows}
        assert found["KEPT"] == "ya"
        return {name: value for name, value in found.items() if name.startswith("GIT_") or name in OWN}

    assert environment() == OWN | PASSED
    assert environment(Path("index")) == OWN | PASSED | {"GIT_INDEX_FILE": os.path.abspath("index")}


def test_what_git_reads(fake: Path) -> None:
    """Git has what it is given, and otherwise nothing to wait for."""
    program(fake, "cat")
    assert [run("/", "log", given=given)[1] for given in (b"", b"satu\0")] == [b"", b"satu\0"]
    assert [git("/", "log", given=given) for given in (b"", b"satu\0")] == [b"", b"satu\0"]
    assert [asked("/", "log", given=given) for given in (b"", b"satu\0")] == ["", "satu\0"]
    assert (run("/", "log")[1], git("/", "log"), asked("/", "log")) == (b"", b"", "")


def test_what_git_says(fake: Path) -> None:
    """What git says comes as bytes or as a text that has them all, and its complaints as what can be read of them."""
    program(fake, r'printf "satu\377"; printf "keluh\377" >&2')
    assert run("/", "log") == (0, b"satu\xff", "keluh\ufffd")
    assert git("/", "log") == b"satu\xff"
    assert asked("/", "log") == "satu\udcff"


def test_a_git_that_fails(fake: Path) -> None:
    """Of a git that fails, the code and the complaint are told; whoever asked for a text has none."""
    program(fake, "echo satu; echo fatal: rusak >&2; exit 3")
    assert run("/", "log") == (3, b"satu\n", "fatal: rusak\n")
    assert asked("/", "log") == ""
    with pytest.raises(BusyError) as told:
        git("/", "log")
    assert str(told.value) == "fatal: rusak\n"


def test_the_index_of_a_command(fake: Path) -> None:
    """A command that must not touch the index has one of its own."""
    program(fake, 'echo "$GIT_INDEX_FILE"')
    assert git("/", "log", index=Path("/lain/index")) == b"/lain/index\n"


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no git, that is what is told, by the code that a shell has for it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run("/", "log") == (127, b"", "[Errno 2] No such file or directory: 'git'")
    assert asked("/", "log") == ""


def test_a_git_that_takes_too_long(fake: Path) -> None:
    """A git that does not come to an end is ended, with all that it has started, and that is what is told."""
    program(fake, "sleep 60 &\nsleep 60")
    assert run("/", "log", seconds=0.05) == (124, b"", "timed out")
    assert asked("/", "log", seconds=0.05) == ""
    with pytest.raises(BusyError, match=r"^timed out$"):
        git("/", "log", seconds=0.05)


def test_what_it_has_said_until_then(tmp_path: Path) -> None:
    """Of a git that is ended, what it has said comes back."""
    command = [program(tmp_path, "echo satu; echo keluh >&2; sleep 60") / "git"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    with process:
        select.select([process.stdout], [], [])
        assert desk_git._end(process) == b"satu\n"
    assert process.returncode == -signal.SIGKILL
