"""One build of a site at a time; which errors speak of a damaged store."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import msgspec
import pytest

from generator.base.errors import MachineError, SiteError, UsageError
from generator.store.damage import spoiled, working
from generator.store.lock import lock


def test_a_second_build_waits_and_is_told(tmp_path: Path) -> None:
    """Once; it goes on when the first one has ended."""
    told, order = threading.Event(), []

    def second() -> None:
        with lock(tmp_path / ".ssg", waiting=told.set):
            order.append("second")

    thread = threading.Thread(target=second)
    with lock(tmp_path / ".ssg", waiting=lambda: order.append("told though nobody has it")):
        thread.start()
        assert told.wait(60)
        order.append("first")
    thread.join(60)
    assert order == ["first", "second"]


def machine(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("anything")
    error.sqlite_errorcode = code  # type: ignore[misc]
    return error


@pytest.mark.parametrize("error", [machine(sqlite3.SQLITE_CORRUPT), msgspec.DecodeError("x"), KeyError("x")])
def test_damage_is_what_nobody_else_is_to_blame_for(error: Exception) -> None:
    """Neither the site nor the command nor the machine."""
    assert spoiled(error)


@pytest.mark.parametrize(
    "error",
    [
        machine(sqlite3.SQLITE_FULL),
        machine(sqlite3.SQLITE_BUSY),
        SiteError([]),
        UsageError("x"),
        OSError(),
        MemoryError(),
    ],
)
def test_a_machine_that_refuses_is_no_damage(error: Exception) -> None:
    """A full disk costs no store."""
    assert not spoiled(error)


def test_a_machine_that_refuses_is_told_in_words(tmp_path: Path) -> None:
    """With the folder; damage passes through."""
    with pytest.raises(MachineError, match="the disk is full"), working(tmp_path):
        raise machine(sqlite3.SQLITE_FULL)
    with pytest.raises(sqlite3.OperationalError), working(tmp_path):
        raise machine(sqlite3.SQLITE_CORRUPT)
