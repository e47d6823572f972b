"""Bringing: the pages of a state come from a target, all of them at once or those that somebody is about to read."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from generator.annex.deploying.rclone import Rclone
from generator.annex.deploying.remote import Remote
from generator.base.state_files import claim_folder
from generator.model.deploy_targets import Target
from generator.store.door import DOOR, Door, Get, door_line
from generator.store.holes import Origin, lay
from generator.store.hook import is_possible
from generator.store.page_map import PAGE, Chart, page_of
from generator.store.partial import Partial

PASSWORD = "SSG_STATE_PASSWORD"  # noqa: S105 - the name of a variable
"""The variable of the environment by which a state is encrypted."""
BLOCK = 64 * 1024
"""Bytes of which rclone's crypt has to have all, to give any."""
FOLDER = "store"
"""The folder of a state, in that of the manifest."""


@contextlib.contextmanager
def at_door(rclone: Rclone, target: Target) -> Iterator[Get | None]:
    """Let all stores that this process and those that it starts open have their pages from a target, until this ends.

    Gives what brings bytes of packs; None where only whole files can be had.
    """
    place = rclone.place_in_words(f"{target.state}/{FOLDER}/packs", os.environ.get(PASSWORD, ""))
    # FTP ends a transfer before its end only by closing the connection; and rclone reads to the first bracket.
    if not is_possible() or target.via == "ftp" or "]" in place:
        yield None
        return
    signing = rclone.place_to_sign(f"{target.state}/{FOLDER}/packs") if not os.environ.get(PASSWORD) else None
    line, before = door_line(rclone.socket, place, signing), os.environ.get(DOOR)
    os.environ[DOOR] = line
    door = Door(line)
    try:
        yield door.get
    finally:
        door.close()
        if before is None:
            del os.environ[DOOR]
        else:
            os.environ[DOOR] = before


def bring_some(chart: Chart, origin: Origin, work: Path, get: Get) -> tuple[int, int]:
    """Make a store of which those pages are here that a build is likely to read.

    Args:
        chart: all pages.
        origin: where the others are.
        work: the folder for it.
        get: brings bytes of packs.

    Returns:
        How many bytes came, in how many pieces.

    Raises:
        OSError: they cannot be had.
        SpoiledError: they are no store.

    """
    came: list[int] = []

    def counted(name: str, at: int, size: int) -> bytes:
        came.append(size)
        return get(name, at, size)

    with open(work / "store.db", "wb") as store:
        store.truncate(len(chart) * PAGE)
    lay(work, origin, chart, bytes(len(chart)))
    with contextlib.closing(Partial(work)) as partial:
        partial.bring((number for number, row in enumerate(chart, 1) if row.hot), counted)
    return sum(came), len(came)


def bring_all(chart: Chart, remote: Remote, work: Path) -> tuple[int, int]:
    """Make a store of all its pages; return how many bytes came, in how many packs.

    Raises:
        MachineError: the target fails.
        FileNotFoundError: a pack is gone.
        SpoiledError: they are no store.

    """
    came = claim_folder(work / "came")
    remote.fetch([f"packs/{one.name}" for one in chart.packs], came, lambda *_: None)
    size = 0
    with open(work / "store.db", "wb") as store:
        store.truncate(len(chart) * PAGE)
        rows = list(enumerate(chart, 1))
        for place, one in enumerate(chart.packs):
            data = (came / "packs" / one.name).read_bytes()
            size += len(data)
            for number, row in rows:
                if row.pack == place:
                    store.seek((number - 1) * PAGE)
                    store.write(page_of(row, data[row.at : row.at + row.size]))
    return size, len(chart.packs)
