"""Tenure: who is at a target, and what is known of its files; by heads, each of which is written once.

Whoever wants to change a target writes the next head, which says who it is and which files nobody can vouch for until a
later one does. A head has a number. Where a target refuses to write a file that is there, two of the same number cannot
be; elsewhere a head has a name of its own, and whoever finds another of the same number takes its own away.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.annex.deploying.editions import Edition
from generator.annex.deploying.manifest import UNKNOWN, DamagedError, Files, Head, Hold, decode_head, encode_head, merge
from generator.annex.deploying.parts import Parts
from generator.annex.deploying.refs import PORTAL, Heads
from generator.annex.deploying.remote import Remote
from generator.annex.deploying.workplace import owner
from generator.base.dates import Stamp, short
from generator.base.errors import UsageError, printable
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, write
from generator.model.deploy_targets import Target

LEASE = 15 * 60
"""Seconds for which a target is held without a sign of life."""
_LATEST = 253_000_000_000
"""Seconds since 1970 that a calendar still knows."""
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
        self._parts = Parts(remote, claim_folder(kept / "parts"))
        self._heads = Heads(remote, kept / "head", PORTAL)
        self._own = kept / "token"
        self._token = secrets.token_hex(16)
        self._renewed = 0.0
        self._alone = True
        """Whether there is no other head of the newest number."""
        self._found: list[Head] = []
        """The newest heads, until it is read what they say of files."""
        self.head: Head | None = None
        """The newest; None where nothing was deployed, or what was said of it is lost."""
        self.there: dict[str, bytes] = {}
        """Path -> digest of what the target has, or may have."""
        self.damaged = False
        """Whether there was something that could not be read."""

    @property
    def target(self) -> Target:
        """Whose it is."""
        return self._remote.target

    def look(self, zone: str, *, over: bool = False, tree: str = "") -> None:
        """Read what the target says.

        Args:
            zone: in which times are told.
            over: whether to go on though somebody is at it.
            tree: a digest of a whole output, in hex; if the target says that it has that, no file of it is read of.

        Raises:
            UsageError: the target is another portal's, or somebody is at it.

        """
        last = self._heads.last()
        if last is not None and last.tree != tree:
            # It is likely to be the newest, and rclone may be about to start.
            self._parts.foresee(last.parts)
        found = self._heads.read()
        head = msgspec.structs.replace(found[0], tree=found[0].tree if len(found) == 1 else "") if found else None
        self.damaged = head is None and bool(self._heads.names)
        for one in found:
            self._check(one, zone, over=over)
        self.head = head
        self._alone = len(found) == 1
        self._found = found
        if not tree or head is None or head.tree != tree:
            self.read()

    def read(self) -> None:
        """Read which files the target has."""
        found, self._found = self._found, []
        try:
            self.there = self._parts.agreed(found)
        except (DamagedError, FileNotFoundError):
            self.damaged, self.there, self.head = True, {}, None

    def remembered(self) -> set[str]:
        """Return the paths of files that may be the portal's, where the target does not say any more what it has."""
        return self._parts.remembered()

    def since(self, tree: str) -> set[str] | None:
        """Return the paths of all files that a target can have otherwise than an output; None if they can be any.

        Args:
            tree: the digest of the whole output, in hex.

        """
        return self._parts.after(self.head.parts, int(tree, 16)) if self.head and self._alone and tree else None

    def _check(self, head: Head, zone: str, *, over: bool) -> None:
        """Check that a head leaves the target to us.

        Raises:
            UsageError: the target is another portal's, or somebody is at it.

        """
        if head.site != self._site:
            raise UsageError(
                sentence(
                    "this target has the portal {other}, not {site}; if it is the same one at a new address, delete "
                    "{state} there and deploy again",
                    other=printable(head.site), site=self._site, state=self._remote.target.state,
                )
            )  # fmt: skip
        if head.is_open and not over and not self._has_ended(head):
            raise UsageError(
                sentence(
                    "{owner} is deploying to this target; wait for it to end. If you know that it has ended, use "
                    "--take-over; its right to the target ends by itself at {time}",
                    owner=printable(head.owner), time=short(Stamp(min(head.until, _LATEST), zone)),
                )
            )  # fmt: skip

    def _has_ended(self, head: Head) -> bool:
        """Return whether whoever began has ended: its time is up, or it began in this folder, which is ours now."""
        if time.time() > head.until:
            return True
        try:
            return bool(head.token) and claim(self._own).read_text("utf-8") == head.token
        except (FileNotFoundError, UnicodeDecodeError):
            return False

    @property
    def is_unread(self) -> bool:
        """Whether it was not read yet which files the target has."""
        return bool(self._found)

    @property
    def is_known(self) -> bool:
        """Whether the target says what it has."""
        return self.head is not None

    def take(self, doubtful: Mapping[str, bytes | None], above: int = 0, hold: Hold | None = None) -> None:
        """Begin to change the target.

        Args:
            doubtful: the files that nobody can vouch for from now on, each with `UNKNOWN`; and, where the target did
                not say what it has, what was found there.
            above: a number that is taken already, by a release.
            hold: why nobody else may change it afterwards.

        Raises:
            UsageError: somebody else was quicker.

        """
        self._heads.drop_impossible()
        number = max(above, self._heads.number) + 1
        parts = [*(self.head.parts if self.head else ()), self._write_part(doubtful)]
        # Written first: what we wrote and were killed at must be known as ours.
        write(self._own, self._token.encode())
        head = Head(
            self._site, number, "", tuple(parts), owner(), int(time.time()) + LEASE, token=self._token,
            edition=self.head.edition if self.head else Edition(), hold=hold,
        )  # fmt: skip
        self._write(head, last=False)
        self._renewed = time.monotonic()

    def note(self, files: Files) -> None:
        """Say what became of files, so that whoever goes on knows; and that somebody is still at it."""
        assert self.head is not None
        self._renewed = time.monotonic()
        parts = (*self.head.parts, self._write_part(files)) if files else self.head.parts
        self._write(
            msgspec.structs.replace(self.head, number=self.head.number + 1, parts=parts, until=int(time.time()) + LEASE)
        )

    def stay(self) -> None:
        """Give a sign of life if the last one is long ago; called again and again while files are on their way."""
        if time.monotonic() - self._renewed > LEASE / 5:
            self.note({})

    @property
    def number(self) -> int:
        """The number of the newest head; 0 if there is none."""
        return self.head.number if self.head else 0

    def end(
        self, tree: str, files: Files, edition: Edition, release: str = "", kept: Sequence[str] = ()
    ) -> None:  # fmt: skip
        """Say that the target is as it was built.

        Args:
            tree: digest of the whole output, in hex.
            files: what the last batches did.
            edition: what it was built of.
            release: of a target with releases, the one that has it.
            kept: the releases that there are; what they have is not forgotten.

        """
        assert self.head is not None
        before = self.head
        latest = self.there
        merge(latest, files)
        entries = len(files) + sum(self._parts.size(name) for name in before.parts[1:])
        if len(before.parts) >= _MOST_PARTS or entries > max(_FEW, len(latest) // 4) or len(latest) < _FEW:
            new: tuple[str, ...] = (self._write_part(latest),)
        else:
            new = (*before.parts, self._write_part(files))
        self._write(Head(self._site, before.number + 1, tree, new, edition=edition))
        spared = self._keep(release, kept) if release else set()
        self._remote.remove(f"parts/{name}" for name in sorted({*before.parts} - {*new} - spared))

    def go_back(self, release: str, show: Callable[[], None]) -> None:
        """Let readers get a release again, and keep it; until that is said, nobody can vouch for what differs.

        Raises:
            UsageError: nobody knows what is in it, or somebody else was quicker.

        """
        try:
            before = decode_head(self._remote.read(f"releases/{release}.json"))
            had = self._parts.agreed([before])
        except (DamagedError, FileNotFoundError) as error:
            raise UsageError(sentence("nobody knows any more what release {release} has", release=release)) from error
        hold = Hold(release, owner(), int(time.time()))
        self.take({path: UNKNOWN for path in {**had, **self.there} if had.get(path) != self.there.get(path)}, hold=hold)
        show()
        self._write(msgspec.structs.replace(before, number=self.number + 1, hold=hold))

    def _keep(self, release: str, kept: Sequence[str]) -> set[str]:
        """Note what a release has, forget that of releases that are gone, and return the parts that the others need."""
        assert self.head is not None
        self._remote.write(f"releases/{release}.json", encode_head(self.head))
        names = [name.removesuffix(".json") for name in self._remote.listed("releases")]
        gone = [name for name in names if name not in kept]
        heads = {name: self._release(name) for name in names}
        self._remote.remove(f"releases/{name}.json" for name in gone)
        needed = {part for name, head in heads.items() if name not in gone for part in head.parts}
        old = {part for name in gone for part in heads[name].parts} - needed - {*self.head.parts}
        self._remote.remove(f"parts/{part}" for part in sorted(old))
        return needed

    def _release(self, name: str) -> Head:
        """Return what a release has; nothing if that is lost."""
        try:
            return decode_head(self._remote.read(f"releases/{name}.json"))
        except (DamagedError, FileNotFoundError):
            return Head(self._site, 0, "", ())

    def _write_part(self, files: Mapping[str, bytes | None]) -> str:
        merge(self.there, files)
        return self._parts.write(files)

    def _write(self, head: Head, *, last: bool = True) -> None:
        self._heads.write(head, last=last)
        self.head = head
        self._parts.forget({*head.parts})
