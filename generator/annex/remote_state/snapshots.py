"""Decides which of the states sent to a target is current.

A snapshot is written once, under a growing number, like a portal's head (`manifest.Refs`): so no state replaces one
that its sender did not know.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.annex.deploying.manifest import DamagedError, Refs, decode_record
from generator.annex.deploying.rclone import Rclone
from generator.annex.deploying.remote import Remote
from generator.annex.remote_state.packs import PageMap, decode
from generator.base.errors import UsageError, printable
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, discard, write
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.model.site import Site
from generator.store.files import program

PASSWORD = "SSG_STATE_PASSWORD"  # noqa: S105 - the name of a variable
"""The environment variable with the password that encrypts a state."""
PACKS = "packs"
"""The folder of packs and maps at a target."""
_FOLDER = "store"
"""The folder of a state, in that of the manifest."""
_NAME = re.compile(r"[0-9a-f]{32}(?:\.[0-9a-f]{8}\.partial)?")
"""Of a pack or a map; also of one that a killed run had not sent to its end."""


class Snapshot(Record, frozen=True):
    """What a target says about a state."""

    site: str
    """base_url of the portal."""
    program: str
    """Which program wrote it."""
    page_map: str
    """The name of its map of pages."""
    number: int = 0
    """Grows by one with each state."""
    old: tuple[str, ...] = ()
    """Obsolete packs and maps, deleted next time: somebody may be reading them."""
    version: int = 3


def _decode(data: bytes) -> Snapshot:
    snapshot = decode_record(data, Snapshot)
    if snapshot.version != 3 or not all(map(_NAME.fullmatch, (snapshot.page_map, *snapshot.old))):
        raise DamagedError
    return snapshot


_BEATEN = sentence(
    "somebody else has sent a state meanwhile, and theirs counts; this one was left out, and whoever pulls theirs "
    "builds what it lacks"
)


class Snapshots:
    """A target's states."""

    def __init__(self, rclone: Rclone, target: Target, scratch: Path, state: Path) -> None:
        """`state` caches what was last read or sent."""
        place = f"{target.state}/{_FOLDER}"
        own = msgspec.structs.replace(target, path=place, state=place)
        self.remote = Remote(own, rclone, scratch, os.environ.get(PASSWORD, ""))
        folder = state / "deploy" / "targets" / target.name
        self._kept = claim_folder(folder / "maps")
        self._base = folder / "base"
        self._refs = Refs(self.remote, self._kept / "index", _decode, _BEATEN)
        self.newest: Snapshot | None = None
        """The current one there; None if there is none."""

    def look(self) -> Snapshot | None:
        found = self._refs.read()
        self.newest = found[0] if found else None
        return self.newest

    @property
    def is_strange(self) -> bool:
        """Whether somebody else sent one since the last that came here or went from here."""
        try:
            base = claim(self._base).read_text("utf-8").split()
        except (FileNotFoundError, UnicodeDecodeError):
            return False
        return bool(base) and self.newest is not None and self.newest.page_map not in base

    def begin_with(self, *page_maps: str) -> None:
        """Record which state is here, by its map; by two while a replacement is unconfirmed."""
        write(self._base, " ".join(page_maps).encode())

    def page_map(self) -> PageMap | None:
        """Return the current state's map; None if there is none, or it is lost or damaged."""
        if self.newest is None:
            return None
        name = self.newest.page_map
        with suppress(FileNotFoundError, DamagedError):
            return decode(name, claim(self._kept / name).read_bytes())
        try:
            data = self.remote.read(f"{PACKS}/{name}")
            found = decode(name, data)
        except (FileNotFoundError, DamagedError):
            return None
        self.keep(name, data)
        return found

    def keep(self, name: str, data: bytes) -> None:
        for file in self._kept.iterdir():
            if file.name != "index":
                discard(file)
        write(self._kept / name, data)

    def end(self, snapshot: Snapshot, names: Iterable[str]) -> None:
        """Let a state count, and delete what no longer did at the last; raise UsageError if somebody was quicker."""
        wanted = {snapshot.page_map, *names}
        listed = {*filter(_NAME.fullmatch, self.remote.listed(PACKS))}
        gone = {*self.newest.old} if self.newest else set()
        old = tuple(sorted(listed - wanted - gone))
        self._refs.drop_impossible()
        self._refs.write(msgspec.structs.replace(snapshot, number=self._refs.number + 1, old=old))
        self.remote.remove(f"{PACKS}/{name}" for name in sorted((gone & listed) - wanted))


def check(snapshot: Snapshot | None, site: Site, target: Target) -> Snapshot:
    if snapshot is None:
        raise UsageError(
            sentence("there is no state at {target}; build, deploy, then ssg state push", target=target.name)
        )
    if snapshot.site != site.base_url:
        raise UsageError(
            sentence(
                "the state at {target} is that of {other}, not of {site}",
                target=target.name, other=printable(snapshot.site), site=site.base_url,
            )
        )  # fmt: skip
    if snapshot.program != program():
        raise UsageError(
            sentence(
                "the state at {target} is that of another version of ssg; go on without it, and send it again after "
                "the build",
                target=target.name,
            )
        )
    return snapshot


def check_private(site: Site, target: Target) -> None:
    """Raise `UsageError` if readers might get the state, which holds drafts and tomorrow's articles."""
    if target.opens_state(site.base_path) and not os.environ.get(PASSWORD):
        raise UsageError(
            sentence(
                "the state holds drafts, and readers may be able to open {place}: give {variable} in the environment, "
                "by which it is encrypted, or name another place with state:",
                place=target.state,
                variable=PASSWORD,
            )
        )
