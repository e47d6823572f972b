"""Comparing: what a target has, by its listing and by its files, whatever it says of itself."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Protocol

import msgspec

from generator.annex.deploying.changes import BATCH, Built
from generator.annex.deploying.manifest import UNKNOWN
from generator.annex.deploying.precompressed import digest_of
from generator.annex.deploying.remote import Entry, Remote, whole
from generator.base.digest import MODULUS, SIZE, digest, entry
from generator.base.state_files import claim
from generator.store import outputs
from generator.store.database import Store


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
    for path, there in listed.items():
        if path not in built:
            if path in known or whole(path) in built:
                found[path] = UNKNOWN
            continue
        found[path] = UNKNOWN
        own = output / path
        if there.md5 and own.is_file() and own.stat().st_size == there.size:
            data = own.read_bytes()
            if hashlib.md5(data, usedforsecurity=False).hexdigest() == there.md5:
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


class Since(Mapping[str, Built]):
    """The files of an output, of which most are what the target has. Of these the kind is left out.

    None is made before somebody asks for it: a large archive has hundreds of thousands.
    """

    def __init__(self, there: Mapping[str, bytes], new: Mapping[str, Built], deleted: AbstractSet[str]) -> None:
        """Take what a target has, what of it is another file or was not there, and what is there no longer."""
        self._there, self._new, self._deleted = there, new, deleted
        self.differ = new.keys() | deleted
        """The paths of all that can be another than at the target."""

    def __getitem__(self, path: str) -> Built:
        """Return a file."""
        if path in self._new:
            return self._new[path]
        if path in self._deleted:
            raise KeyError(path)
        return Built("", self._there[path])

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        yield from self._new
        yield from (path for path in self._there if path not in self.differ)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


class _Listed(msgspec.Struct):
    """What the last build changed, as it is listed; what is held back stands beside it."""

    added: dict[str, str]
    changed: dict[str, str]
    deleted: dict[str, str]


def since(store: Store, there: Mapping[str, bytes], tree: str, note: Path) -> Since | None:
    """Return the files of the output; None if what a target has and what the last build changed do not make it.

    That they do is told by the digest of the whole tree, which is a sum, so nobody has to be believed.

    Args:
        store: the store.
        there: path -> digest of what the target has.
        tree: digest of all of that, in hex.
        note: the list of what the last build changed.

    """
    try:
        total = int(tree, 16)
        changes = msgspec.convert(msgspec.json.decode(claim(note).read_bytes()), _Listed)
        new = {path: bytes.fromhex(known) for path, known in {**changes.added, **changes.changed}.items()}
    except (FileNotFoundError, msgspec.MsgspecError, TypeError, ValueError):
        return None
    for path in {**new, **changes.deleted}:
        if path in there:
            total -= entry(path, there[path])
    total += sum(entry(path, known) for path, known in new.items())
    if f"{total % MODULUS:0{2 * SIZE}x}" != outputs.tree(store):
        return None
    kinds = outputs.kinds(store, new)
    if kinds.keys() != new.keys():
        return None
    return Since(there, {path: Built(kinds[path], known) for path, known in new.items()}, changes.deleted.keys())
