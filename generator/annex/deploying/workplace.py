"""The folder in which a deploy works, which one command has at a time."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.base.errors import UsageError, printable
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, discard, write
from generator.base.timestamps import Stamp, spoken_shortly
from generator.model.records import Record
from generator.store.files import lock


class _Owner(Record, frozen=True):
    name: str
    since: int


@contextlib.contextmanager
def workplace(state: Path, zone: str) -> Iterator[Path]:
    """Give an empty folder below the state folder, which is deleted at the end.

    Args:
        state: the state folder.
        zone: of the times in messages.

    Raises:
        UsageError: another command has it.

    """
    top = state / "deploy"
    with lock(top, waiting=lambda: _refuse(top, zone), patience=0.5):
        write(top / "owner", msgspec.json.encode(_Owner(owner(), int(time.time()))))
        folder = claim_folder(discard(top / "work"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            discard(top / "owner")


def owner() -> str:
    """Return who this is: person, machine and process."""
    try:
        person = getpass.getuser()
    except (ImportError, KeyError, OSError):
        person = "?"
        if sys.platform != "win32":
            person = str(os.getuid())
    return f"{person}@{socket.gethostname()}:{os.getpid()}"


def _refuse(top: Path, zone: str) -> None:
    try:
        who = msgspec.json.decode(claim(top / "owner").read_bytes(), type=_Owner)
        since = spoken_shortly(Stamp(who.since, zone))
    except (FileNotFoundError, msgspec.MsgspecError, ValueError, OverflowError) as error:
        raise UsageError(
            sentence("another ssg deploy or ssg state is running in this folder; wait for it to end")
        ) from error
    raise UsageError(
        sentence(
            "{owner} is deploying from this folder, since {time}; wait for it to end",
            owner=printable(who.name), time=since,
        )
    )  # fmt: skip
