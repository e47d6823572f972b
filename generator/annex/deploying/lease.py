"""The right to change a target, and what the target says about its files, in heads that are each written once.

To change a target, a process writes the next head, with its name and the files whose state is unknown until a later
head. Where a target refuses to overwrite a file, there cannot be two heads of one number; elsewhere a head has a unique
name, and a process that finds another of the same number removes its own. On this machine a work folder lets only one
deploy run at a time.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import secrets
import shutil
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from generator.annex.deploying.editions import Edition
from generator.annex.deploying.manifest import (
    DamagedError,
    Files,
    Head,
    Parts,
    Refs,
    decode_head,
    merge,
)
from generator.annex.deploying.remote import Remote
from generator.base.errors import UsageError, printable
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, discard, write
from generator.base.timestamps import LATEST, Stamp, format_time_short, short
from generator.model.codec import UNREADABLE
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.store.files import lock

SECONDS = 15 * 60
"""How long a target is held without a renewal."""
_BEATEN = sentence(
    "somebody else deploys to this target at the same time; theirs goes on, so run ssg deploy again when it has ended"
)
_MOST_PARTS = 60
_FEW = 2000
"""Number of files in a part small enough to rewrite each time."""


class Lease:
    """What a target says about itself and, once `acquired`, the right to change it."""

    def __init__(self, remote: Remote, site: str, kept: Path) -> None:
        """Take the target, base_url, and a local folder that caches what was read."""
        self.target: Target = remote.target
        self._remote = remote
        self._site = site
        self._parts = Parts(remote, claim_folder(kept / "parts"))
        self._refs = Refs(remote, kept / "head", decode_head, _BEATEN)
        self._own = kept / "token"
        self._token = secrets.token_hex(16)
        self._renewed = 0.0
        self._newest: list[Head] = []
        """The newest heads; more than one if a deploy was killed."""
        self.is_unread = False
        """Whether their parts are still unread."""
        self.head: Head | None = None
        """The newest; None if nothing was deployed, or its record is lost."""
        self.there: dict[str, bytes] = {}
        """Path -> digest of what the target has, or may have."""
        self.damaged = False
        """Whether something was unreadable."""

    @property
    def is_known(self) -> bool:
        return self.head is not None

    @property
    def number(self) -> int:
        return self.head.number if self.head else 0

    def inspect(self, zone: str, *, over: bool = False, tree: str = "") -> None:
        """Read what the target says; raise UsageError if it is another portal's, or, but for `over`, somebody deploys.

        If the target says that it has `tree`, no part is read.
        """
        self._newest = self._refs.read()
        self.damaged = bool(self._refs.names) and not self._newest
        for head in self._newest:
            self._check(head, zone, over=over)
        alone = len(self._newest) == 1
        if self._newest:
            self.head = msgspec.structs.replace(self._newest[0], tree=self._newest[0].tree if alone else "")
        self.is_unread = bool(self._newest)
        if not tree or self.head is None or self.head.tree != tree:
            self.read()

    def read(self) -> None:
        self.is_unread = False
        try:
            self.there = self._parts.agreed(self._newest)
        except (DamagedError, FileNotFoundError):
            self.damaged, self.there, self.head = True, {}, None

    def remembered(self) -> set[str]:
        """Return the paths that may be the portal's, where the target no longer knows what it has."""
        return self._parts.remembered()

    def _check(self, head: Head, zone: str, *, over: bool) -> None:
        if head.site != self._site:
            raise UsageError(
                sentence(
                    "this target has the portal {other}, not {site}; if it is the same one at a new address, delete "
                    "{state} there and deploy again",
                    other=printable(head.site), site=self._site, state=self.target.state,
                )
            )  # fmt: skip
        if head.is_open and not over and not self._has_ended(head):
            raise UsageError(
                sentence(
                    "{owner} is deploying to this target; wait for it to end. If you know that it has ended, use "
                    "--take-over; its right to the target ends by itself at {time}",
                    owner=printable(head.owner), time=short(Stamp(min(head.until, LATEST), zone)),
                )
            )  # fmt: skip

    def _has_ended(self, head: Head) -> bool:
        """Return whether the owner has ended: its time is up, or it started in this folder, which is ours now."""
        if time.time() > head.until:
            return True
        try:
            return bool(head.token) and claim(self._own).read_text("utf-8") == head.token
        except (FileNotFoundError, UnicodeDecodeError):
            return False

    def acquire(self, doubtful: Mapping[str, bytes | None]) -> None:
        """Begin to change the target; raise UsageError if somebody else was quicker.

        Nobody can vouch for `doubtful` files from now on.
        """
        self._refs.drop_impossible()
        number = self._refs.number + 1
        parts = [*(self.head.parts if self.head else ()), self._write_part(doubtful)]
        # Written first: what we wrote before being killed must be recognized as ours.
        write(self._own, self._token.encode())
        edition = self.head.edition if self.head else Edition()
        until = int(time.time()) + SECONDS
        head = Head(self._site, number, "", tuple(parts), owner(), until, token=self._token, edition=edition)
        self._write(head, last=False)
        self._renewed = time.monotonic()

    def record(self, files: Files) -> None:
        """Record the result of batches, so that another deploy can continue, and renew the lease."""
        assert self.head is not None
        self._renewed = time.monotonic()
        parts = (*self.head.parts, self._write_part(files)) if files else self.head.parts
        until = int(time.time()) + SECONDS
        self._write(msgspec.structs.replace(self.head, number=self.head.number + 1, parts=parts, until=until))

    def renew(self) -> None:
        """Renew the lease if the last renewal is long ago; called repeatedly while files are sent."""
        if time.monotonic() - self._renewed > SECONDS / 5:
            self.record({})

    def end(self, tree: str, files: Files, edition: Edition) -> None:
        """Record that the target has `tree`; `files` is the result of the last batches."""
        assert self.head is not None
        before = self.head
        merge(self.there, files)
        entries = len(files) + sum(self._parts.size(name) for name in before.parts[1:])
        if len(before.parts) >= _MOST_PARTS or entries > max(_FEW, len(self.there) // 4) or len(self.there) < _FEW:
            parts: tuple[str, ...] = (self._write_part(self.there),)
        else:
            parts = (*before.parts, self._write_part(files))
        self._write(Head(self._site, before.number + 1, tree, parts, edition=edition))
        self._remote.remove(f"parts/{name}" for name in sorted({*before.parts} - {*parts}))

    def _write_part(self, files: Mapping[str, bytes | None]) -> str:
        merge(self.there, files)
        return self._parts.write(files)

    def _write(self, head: Head, *, last: bool = True) -> None:
        self._refs.write(head, last=last)
        self.head = head
        self._parts.forget({*head.parts})


class _Owner(Record, frozen=True):
    name: str
    since: int


@contextlib.contextmanager
def workplace(state: Path, zone: str) -> Iterator[Path]:
    """Give an empty folder below the state folder, deleted at the end; raise UsageError if it is taken."""
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
        since = format_time_short(Stamp(who.since, zone))
    except (FileNotFoundError, *UNREADABLE, ValueError, OverflowError) as error:
        raise UsageError(
            sentence("another ssg deploy or ssg state is running in this folder; wait for it to end")
        ) from error
    raise UsageError(
        sentence(
            "{owner} is deploying from this folder, since {time}; wait for it to end",
            owner=printable(who.name), time=since,
        )
    )  # fmt: skip
