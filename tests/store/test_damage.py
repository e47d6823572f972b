"""Damage: which errors speak of a damaged store, and which of the machine."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from generator.base.errors import MachineError, SiteError, UsageError
from generator.base.sentences import sentence
from generator.store.compression import UnpackingError
from generator.store.damage import fault, is_damage, state_lost, working

MACHINE = [
    (sqlite3.SQLITE_FULL, "the disk is full"),
    (sqlite3.SQLITE_IOERR, "the disk is full, over its quota or failing"),
    (sqlite3.SQLITE_IOERR_WRITE, "the disk is full, over its quota or failing"),
    (sqlite3.SQLITE_CANTOPEN, "it cannot be opened"), (sqlite3.SQLITE_READONLY, "it may not be written"),
    (sqlite3.SQLITE_PERM, "it may not be written"), (sqlite3.SQLITE_BUSY, "another program holds it"),
    (sqlite3.SQLITE_LOCKED, "another program holds it"), (sqlite3.SQLITE_PROTOCOL, "another program holds it"),
    (sqlite3.SQLITE_INTERRUPT, "it was interrupted"), (sqlite3.SQLITE_NOMEM, "there is not enough memory"),
]  # fmt: skip
DAMAGED = "it is damaged; run ssg build, which makes it anew"
OTHER = "no build of this version of ssg has finished it; run ssg build"


def error(code: int | None, said: str = "x") -> sqlite3.Error:
    made = sqlite3.DatabaseError(said)
    if code is not None:
        made.sqlite_errorcode = code
    return made


def unusable(reason: str) -> str:
    return f"the state in /a/.ssg cannot be used: {reason}"


@pytest.mark.parametrize(("code", "said"), MACHINE)
def test_what_the_machine_refuses(code: int, said: str) -> None:
    """Is said in words, whoever uses the store, and speaks of no damage."""
    assert not is_damage(error(code))
    assert str(fault(error(code), Path("/a/.ssg"))) == unusable(said)
    with pytest.raises(MachineError) as told, working(Path("/a/.ssg")):
        raise error(code)
    assert str(told.value) == unusable(said)


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        (sqlite3.SQLITE_CORRUPT, "x", DAMAGED), (sqlite3.SQLITE_CORRUPT_INDEX, "x", DAMAGED),
        (sqlite3.SQLITE_NOTADB, "x", DAMAGED), (sqlite3.SQLITE_IOERR_SHORT_READ, "x", DAMAGED), (None, "x", DAMAGED),
        (sqlite3.SQLITE_ERROR, "no such table: docs", OTHER), (sqlite3.SQLITE_ERROR, "near x: no such thing", None),
    ],
)  # fmt: skip
def test_what_speaks_of_the_store(code: int | None, said: str, expected: str | None) -> None:
    """A build makes it anew; a command that only reads says so, unless the program itself is to blame."""
    assert is_damage(error(code, said))
    told = fault(error(code, said), Path("/a/.ssg"))
    assert (str(told) if told else None) == (unusable(expected) if expected else None)
    with pytest.raises(sqlite3.DatabaseError, match=said), working(Path("/a/.ssg")):
        raise error(code, said)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (ValueError("x"), True), (msgspec.DecodeError("x"), True), (UnpackingError("x"), True),
        (OSError("x"), False), (MemoryError(), False), (SiteError([]), False), (UsageError(sentence("x")), False),
        (MachineError(sentence("x")), False),
    ],
)  # fmt: skip
def test_which_errors_may_come_from_damage(given: Exception, expected: bool) -> None:
    """All but those that say themselves who is to blame."""
    assert is_damage(given) is expected


def test_what_is_said_of_a_state() -> None:
    """That was lost."""
    told = state_lost(sentence("hint"))
    assert (str(told.where), told.code, told.message, told.hint) == (
        ".ssg/store.db", "damaged-state", "the state was damaged, so everything was read and made anew", "hint"
    )  # fmt: skip
