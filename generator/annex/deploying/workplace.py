"""Workplace: the folder in which a deploy works, which one command has at a time."""

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

from generator.base.dates import Stamp
from generator.base.durations import spoken_shortly
from generator.base.errors import UsageError, printable
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, discard, write
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.store.lock import lock


class _Owner(Record, frozen=True):
    name: str
    since: int


@contextlib.contextmanager
def workplace(state: Path, zone: str) -> Iterator[Path]:
    """Give a folder for what a deploy needs while it runs, below the state folder; what others left there goes.

    Args:
        state: the state folder.
        zone: in which times are told.

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


def check_means(target: Target, password: str) -> None:
    """Check that there are the files and the password by which a target is reached.

    Args:
        target: which is meant.
        password: what the environment has for it.

    Raises:
        UsageError: something is missing.

    """
    if target.remote:
        return
    known, key = Path(os.path.expanduser(target.known_hosts)), Path(os.path.expanduser(target.key_file))
    if target.via == "sftp" and not known.exists():
        raise UsageError(
            sentence(
                "nothing tells by which key the server of {target} is known: there is no {file}. Ask the host for that "
                "key, and hold it against what this fetches: ssh-keyscan{port} {host} >> {file}",
                target=target.name, file=known, port=f" -p {target.port}" if target.port else "", host=target.host,
            )
        )  # fmt: skip
    if target.via == "sftp" and target.key_file and not key.exists():
        raise UsageError(
            sentence(
                "there is no private key at {file}; correct key_file: of {target} in site.yaml",
                file=key, target=target.name,
            )
        )  # fmt: skip
    if target.via in ("sftp", "ftp") and not (password or target.key_file or _has_agent(target)):
        raise UsageError(
            sentence(
                "there is no password for {target}; give it in the environment, as SSG_DEPLOY_PASSWORD",
                target=target.name,
            )
            if target.via == "ftp"
            else sentence(
                "there is neither a key nor a password for {target}; name key_file: in site.yaml, or give the password "
                "in the environment, as SSG_DEPLOY_PASSWORD",
                target=target.name,
            )
        )


def _has_agent(target: Target) -> bool:
    return target.via == "sftp" and bool(os.environ.get("SSH_AUTH_SOCK"))
