"""Tenure: who is at a target, and what is known of its files; by heads, each of which is written once.

Whoever wants to change a target writes the next head, which says who it is and which files nobody can vouch for until a
later one does. A head has a number. Where a target refuses to write a file that is there, two of the same number cannot
be; elsewhere a head has a name of its own, and whoever finds another of the same number takes its own away.
"""

from __future__ import annotations

import getpass
import os
import random
import re
import secrets
import socket
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from generator.base.dates import Stamp, short
from generator.base.errors import UsageError
from generator.base.ownfiles import claim, claim_folder, write
from generator.base.sentences import sentence
from generator.deploying.manifest import (
    DamagedError,
    Files,
    Head,
    decode_head,
    decode_part,
    encode_head,
    encode_part,
    merged,
)
from generator.deploying.remote import Remote

LEASE = 15 * 60
"""Seconds for which a target is held without a sign of life."""
_HEAD = re.compile(r"(\d{1,18})(?:-[0-9a-f]{16})?\.json")
_TRIES = 6
_MOST_PARTS = 60
_FEW = 2000
"""Files of which a part is so small that it may be written anew each time."""


class Tenure:
    """What a target says of itself, and the right to change it once it is `taken`."""

    def __init__(self, remote: Remote, site: str, kept: Path) -> None:
        """Begin.

        Args:
            remote: the target.
            site: base_url of the portal.
            kept: a folder of this machine for parts that were read or written, which need not be read again.

        """
        self._remote = remote
        self._site = site
        self._kept = claim_folder(kept)
        self._names: list[str] = []
        self._sizes: dict[str, int] = {}
        self.head: Head | None = None
        """The newest; None where nothing was deployed, or what was said of it is lost."""
        self.there: dict[str, bytes] = {}
        """Path -> digest of what the target has, or may have."""
        self.damaged = False
        """Whether there was something that could not be read."""

    def look(self, zone: str, *, over: bool = False) -> None:
        """Read what the target says.

        Args:
            zone: in which times are told.
            over: whether to go on though somebody is at it.

        Raises:
            UsageError: the target is another portal's, or somebody is at it.

        """
        self._names = [name for name in self._remote.names("heads") if _HEAD.fullmatch(name)]
        head = None
        if self._names:
            try:
                head = decode_head(self._remote.read(f"heads/{max(self._names, key=_number)}"))
            except (DamagedError, FileNotFoundError):
                self.damaged = True
        if head is not None and head.site != self._site:
            raise UsageError(
                sentence(
                    "this target has the portal {other}, not {site}; if it is the same one at a new address, delete "
                    "{state} there and deploy again",
                    other=head.site, site=self._site, state=self._remote.target.state,
                )
            )  # fmt: skip
        if head is not None and head.is_open and not over and not _has_ended(head):
            raise UsageError(
                sentence(
                    "{owner} is deploying to this target; wait for it to end. If you know that it has ended, use "
                    "--take-over; its right to the target ends by itself at {time}",
                    owner=head.owner, time=short(Stamp(head.until, zone)),
                )
            )  # fmt: skip
        self.head = head
        try:
            self.there = merged(self._part(name) for name in head.parts) if head else {}
        except (DamagedError, FileNotFoundError):
            self.damaged, self.there, self.head = True, {}, None

    @property
    def is_known(self) -> bool:
        """Whether the target says what it has."""
        return self.head is not None

    def take(self, doubtful: Mapping[str, bytes | None]) -> None:
        """Begin to change the target.

        Args:
            doubtful: the files that nobody can vouch for from now on, each with `UNKNOWN`; and, where the target did
                not say what it has, what was found there.

        Raises:
            UsageError: somebody else was quicker.

        """
        number = max([self.head.number if self.head else 0, *map(_number, self._names)]) + 1
        parts = [*(self.head.parts if self.head else ()), self._write_part(doubtful)]
        self._write(Head(self._site, number, "", tuple(parts), _owner(), int(time.time()) + LEASE))

    def note(self, files: Files) -> None:
        """Say what became of files, so that whoever goes on knows; and that somebody is still at it."""
        assert self.head is not None
        parts = (*self.head.parts, self._write_part(files))
        self._write(
            msgspec.structs.replace(self.head, number=self.head.number + 1, parts=parts, until=int(time.time()) + LEASE)
        )

    @property
    def number(self) -> int:
        """The number of the newest head; 0 if there is none."""
        return self.head.number if self.head else 0

    def end(self, tree: str, files: Files, release: str = "", kept: Sequence[str] = ()) -> None:
        """Say that the target is as it was built.

        Args:
            tree: digest of the whole output, in hex.
            files: what the last batches did.
            release: of a target with releases, the one that has it.
            kept: the releases that there are; what they have is not forgotten.

        """
        assert self.head is not None
        before = self.head
        latest = merged((self.there, files))
        entries = len(files) + sum(self._sizes.get(name, 0) for name in before.parts[1:])
        if len(before.parts) >= _MOST_PARTS or entries > max(_FEW, len(latest) // 4) or len(latest) < _FEW:
            new: tuple[str, ...] = (self._write_part(latest),)
        else:
            new = (*before.parts, self._write_part(files))
        self._write(Head(self._site, before.number + 1, tree, new))
        spared = self._keep(release, kept) if release else set()
        self._remote.remove(f"parts/{name}" for name in sorted({*before.parts} - {*new} - spared))

    def go_back(self, release: str) -> None:
        """Say that the target has what a release has that readers get again.

        Raises:
            FileNotFoundError: nobody knows what is in it.

        """
        assert self.head is not None
        head = decode_head(self._remote.read(f"releases/{release}.json"))
        self._write(msgspec.structs.replace(head, number=self.head.number + 1))

    def _keep(self, release: str, kept: Sequence[str]) -> set[str]:
        """Note what a release has, forget that of releases that are gone, and return the parts that the others need."""
        assert self.head is not None
        self._remote.write(f"releases/{release}.json", encode_head(self.head))
        names = [name.removesuffix(".json") for name in self._remote.names("releases")]
        gone = [name for name in names if name not in kept]
        heads = {name: decode_head(self._remote.read(f"releases/{name}.json")) for name in names}
        self._remote.remove(f"releases/{name}.json" for name in gone)
        needed = {part for name, head in heads.items() if name not in gone for part in head.parts}
        old = {part for name in gone for part in heads[name].parts} - needed - {*self.head.parts}
        self._remote.remove(f"parts/{part}" for part in sorted(old))
        return needed

    def _part(self, name: str) -> Files:
        own = self._kept / name
        try:
            files = decode_part(name, claim(own).read_bytes())
        except (DamagedError, FileNotFoundError):
            data = self._remote.read(f"parts/{name}")
            files = decode_part(name, data)
            write(own, data)
        self._sizes[name] = len(files)
        return files

    def _write_part(self, files: Mapping[str, bytes | None]) -> str:
        name, data = encode_part(files)
        self._sizes[name] = len(files)
        self._remote.write(f"parts/{name}", data)
        write(self._kept / name, data)
        self.there = merged((self.there, dict(files)))
        return name

    def _write(self, head: Head) -> None:
        """Write a head as the only one of its number, and take the ones before it away."""
        for turn in range(_TRIES):
            nonce = "" if self._remote.can_refuse else f"-{secrets.token_hex(8)}"
            name = f"{head.number}{nonce}.json"
            if not self._remote.write(f"heads/{name}", encode_head(head), alone=True):
                break
            found = (
                [name]
                if self._remote.can_refuse
                else [one for one in self._remote.names("heads") if _HEAD.fullmatch(one)]
            )
            if not any(_number(one) >= head.number and one != name for one in found):
                self._remote.remove(f"heads/{one}" for one in self._names)
                self._names, self.head = [name], head
                self._forget()
                return
            self._remote.remove([f"heads/{name}"])
            if any(_number(one) > head.number for one in found):
                break
            time.sleep(random.random() * 0.3 * (turn + 1))  # noqa: S311 - no secret
        raise UsageError(
            sentence(
                "somebody else deploys to this target at the same time; theirs goes on, so run ssg deploy again when "
                "it has ended"
            )
        )

    def _forget(self) -> None:
        """Delete what is kept here of parts that count no longer."""
        assert self.head is not None
        for file in self._kept.iterdir():
            if file.name not in self.head.parts:
                file.unlink()


def _number(name: str) -> int:
    return int(name.partition(".")[0].partition("-")[0])


def _owner() -> str:
    try:
        person = getpass.getuser()
    except (KeyError, OSError):
        person = str(os.getuid())
    return f"{person}@{socket.gethostname()}:{os.getpid()}"


def _has_ended(head: Head) -> bool:
    """Return whether whoever began has ended: its time is up, or it is a process of this machine that is gone."""
    if time.time() > head.until:
        return True
    place, _, process = head.owner.rpartition(":")
    if place != _owner().rpartition(":")[0] or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
