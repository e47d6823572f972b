"""States: what a target says of the state that it has, and which of two that are sent at once counts.

It says so in an index, which is written once, under a number that grows, as a head is (`heads`): so nobody's state
takes the place of one of which its sender did not know.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.annex.deploying.bringing import FOLDER, PASSWORD
from generator.annex.deploying.manifest import DamagedError, decode_record
from generator.annex.deploying.rclone import Rclone
from generator.annex.deploying.refs import RefFormat, Refs
from generator.annex.deploying.remote import Remote
from generator.base.errors import UsageError, printable
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, discard, write
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.model.site import Site
from generator.store.database import version
from generator.store.page_map import Chart, SpoiledError, opened

_NAME = re.compile(r"[0-9a-f]{32}(?:\.[0-9a-f]{8}\.partial)?")
"""Of a pack or a chart; also of one that a killed run had not sent to its end."""


class Index(Record, frozen=True):
    """What a target says of a state."""

    site: str
    """base_url of the portal."""
    program: str
    """Which program wrote it."""
    chart: str
    """The name of its chart."""
    number: int = 0
    """It grows by one with each state."""
    old: tuple[str, ...] = ()
    """Packs and charts that count no longer, and go the next time: somebody may be about to read them."""
    version: int = 3


def _encode(index: Index) -> bytes:
    return msgspec.json.encode(msgspec.structs.asdict(index))


def _decode(data: bytes) -> Index:
    """Read an index.

    Raises:
        DamagedError: it is none of ours.

    """
    index = decode_record(data, Index)
    whole = all(map(_NAME.fullmatch, (index.chart, *index.old)))
    if not whole or index.version != 3:
        raise DamagedError
    return index


_KIND = RefFormat(
    _decode, _encode,
    sentence(
        "somebody else has sent a state meanwhile, and theirs counts; this one was left out, and whoever pulls theirs "
        "builds what it lacks"
    ),
)  # fmt: skip


class States:
    """The state of a target."""

    def __init__(self, rclone: Rclone, target: Target, work: Path, state: Path) -> None:
        """Begin.

        Args:
            rclone: which is running.
            target: where the state is.
            work: a folder for what is needed meanwhile.
            state: the state folder of this machine, where what was read or written last is kept.

        """
        place = f"{target.state}/{FOLDER}"
        own = msgspec.structs.replace(target, path=place, state=place)
        self.remote = Remote(own, rclone, work, os.environ.get(PASSWORD, ""))
        self._kept = claim_folder(state / "deploy" / "targets" / target.name / "charts")
        self._base = state / "deploy" / "targets" / target.name / "base"
        self._heads = Refs(self.remote, self._kept / "index", _KIND)
        self.index: Index | None = None
        """What it says; None if it has none, or says nothing that can be one."""

    def look(self) -> Index | None:
        """Read what it says."""
        found = self._heads.read()
        self.index = found[0] if found else None
        return self.index

    @property
    def is_strange(self) -> bool:
        """Whether somebody else has sent it since one came here or went from here."""
        try:
            known = claim(self._base).read_text("utf-8").split()
        except (FileNotFoundError, UnicodeDecodeError):
            return False
        return bool(known) and self.index is not None and self.index.chart not in known

    def begin_with(self, *charts: str) -> None:
        """Note which state is here, by its chart; by two while nobody knows whether one has taken the other's place."""
        write(self._base, " ".join(charts).encode())

    def chart(self) -> Chart | None:
        """Return the chart of the state; None if there is none, or it is lost or damaged."""
        if self.index is None:
            return None
        name = self.index.chart
        try:
            try:
                return opened(name, claim(self._kept / name).read_bytes())
            except (FileNotFoundError, SpoiledError):
                data = self.remote.read(f"charts/{name}")
                chart = opened(name, data)
        except (FileNotFoundError, SpoiledError):
            return None
        self.keep(name, data)
        return chart

    def keep(self, name: str, data: bytes) -> None:
        """Keep a chart on this machine, and no other."""
        for file in self._kept.iterdir():
            if file.name != "index":
                discard(file)
        write(self._kept / name, data)

    def end(self, index: Index, packs: Iterator[str]) -> None:
        """Let a state count, and delete what did no longer when the one before it was sent.

        Args:
            index: what is said of it, but for its number and what is old.
            packs: the names of its packs.

        Raises:
            UsageError: somebody else has sent one since it was looked at.

        """
        wanted = {index.chart, *packs}
        folders = {folder: self.remote.listed(folder) for folder in ("packs", "charts")}
        listed = {name: folder for folder, names in folders.items() for name in names if _NAME.fullmatch(name)}
        gone = {*self.index.old} if self.index else set()
        old = tuple(sorted(listed.keys() - wanted - gone))
        self._heads.drop_impossible()
        self._heads.write(msgspec.structs.replace(index, number=self._heads.number + 1, old=old))
        self.remote.remove(f"{listed[name]}/{name}" for name in sorted((gone & listed.keys()) - wanted))

    def drop(self) -> None:
        """Let the state count no longer: it is damaged, and nobody is to begin with it."""
        self._heads.drop()


def check(index: Index | None, site: Site, target: Target) -> Index:
    """Return what is said of a state after checking that it is of use here.

    Raises:
        UsageError: it is not.

    """
    if index is None:
        raise UsageError(
            sentence("there is no state at {target}; build, deploy, then ssg state push", target=target.name)
        )
    if index.site != site.base_url:
        raise UsageError(
            sentence(
                "the state at {target} is that of {other}, not of {site}",
                target=target.name, other=printable(index.site), site=site.base_url,
            )
        )  # fmt: skip
    if index.program != version():
        raise UsageError(
            sentence(
                "the state at {target} is that of another version of ssg; go on without it, and send it again after "
                "the build",
                target=target.name,
            )
        )
    return index


def check_private(site: Site, target: Target) -> None:
    """Check that readers do not get a state, which holds drafts and what is published tomorrow.

    Raises:
        UsageError: they might.

    """
    if target.opens_state(site.base_path) and not os.environ.get(PASSWORD):
        raise UsageError(
            sentence(
                "the state holds drafts, and readers may be able to open {place}: give {variable} in the environment, "
                "by which it is encrypted, or name another place with state:",
                place=target.state,
                variable=PASSWORD,
            )
        )
