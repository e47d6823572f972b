"""Comparing: what a target has, by its listing and by its files, whatever it says of itself."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

from generator.base.digest import digest
from generator.deploying.changes import BATCH, Built
from generator.deploying.manifest import UNKNOWN
from generator.deploying.remote import Entry, Remote, whole
from generator.deploying.twins import digest_of


class Progress(Protocol):
    """Told how far a deploy is."""

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Take notice of a stage, how many items of it are done, and how many there are."""


def found_at(
    listed: Mapping[str, Entry], built: Mapping[str, Built], known: Collection[str], output: Path
) -> dict[str, bytes]:
    """Return what is at a target by its listing: the files of the portal, each with its digest, or `UNKNOWN`.

    Args:
        listed: path -> file at the target.
        built: path -> file of the output.
        known: the paths of what else is the portal's; that, and what a deploy left unfinished, goes.
        output: the output folder.

    """
    found = {}
    for path, entry in listed.items():
        if path not in built:
            if path in known or whole(path) in built:
                found[path] = UNKNOWN
            continue
        found[path] = UNKNOWN
        own = output / path
        if entry.md5 and own.is_file() and own.stat().st_size == entry.size:
            data = own.read_bytes()
            if hashlib.md5(data, usedforsecurity=False).hexdigest() == entry.md5:
                found[path] = built[path].digest
    return found


def compared(
    remote: Remote, there: dict[str, bytes], listed: Mapping[str, Entry], built: Mapping[str, Built], output: Path,
    folder: Path, progress: Progress,
) -> dict[str, bytes]:  # fmt: skip
    """Return what is at a target after reading what no listing tells: files of which it has no digest."""
    # No listing has a digest of what a packed twin holds.
    unsure = sorted(
        path
        for path, known in there.items()
        if known == UNKNOWN and path in built and (built[path].text or not listed[path].md5)
    )
    found = dict(there)
    for start in range(0, len(unsure), BATCH):
        part = unsure[start : start + BATCH]
        remote.fetch(part, folder, lambda files, _, before=start: progress("comparing", before + files, len(unsure)))  # type: ignore[misc]
        for path in part:
            copy = folder / path
            if copy.is_file():
                found[path] = known_by(path, copy.read_bytes(), built, output)
        shutil.rmtree(folder, ignore_errors=True)
        progress("comparing", start + len(part), len(unsure))
    return found


def known_by(path: str, data: bytes, built: Mapping[str, Built], output: Path) -> bytes:
    """Return the digest of the bytes that a target has of a file; of a packed twin, what it is known by."""
    text = output / built[path].text
    return digest_of(path, data, text.stat().st_size) if built[path].text and text.is_file() else digest(data)
