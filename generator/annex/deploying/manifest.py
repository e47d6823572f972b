"""What a target says about itself: which files it has, and who is changing them. All of it is untrusted."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from generator.annex.deploying.editions import Edition
from generator.model.codec import UNREADABLE
from generator.model.records import Record
from generator.store.compression import UnpackingError, pack_file, unpack_file

MANIFEST, BEGUN_FILE = "manifest.json.zst", "begun.json"
UNKNOWN = b""
"""In place of a digest: the file may be there, with any bytes."""
BEGUN = b"?"
"""In place of a digest: sending a new file was begun, so nothing links to it yet."""
_LARGEST = 512 << 20
"""Bytes of a manifest, decompressed: a million files take some 150 MB."""
_VERSION = 2
_ASTRAY = re.compile(r"[\x00-\x1f\x7f\\]|/\.{0,2}/")
"""What no path of an output contains, between slashes; rclone would read a line break as two names."""
T = TypeVar("T", bound=Record)


class DamagedError(Exception):
    """What a target says about itself cannot be true."""


class Entry(Record, frozen=True):
    """A file at a target."""

    digest: bytes
    """Of its bytes, or `UNKNOWN`."""
    owners: tuple[str, ...] = ()
    """Paths below content/ of the files that it belongs to or is shown by."""


Files = Mapping[str, Entry]
"""By path below the output."""


class Manifest(Record, frozen=True):
    """Which files a target has."""

    site: str
    """base_url of the portal."""
    number: int
    """Grows by one with each deploy."""
    edition: Edition
    """What the files were built from."""
    tree: str
    """Digest of the output that the target is equal to, in hex; empty if it is equal to none."""
    files: dict[str, Entry]
    version: int = _VERSION


class Begun(Record, frozen=True):
    """A deploy that is running, or was killed."""

    owner: str
    """Who deploys: person, machine and process."""
    token: str
    """Lets the deploying folder recognize itself as the owner."""
    until: int
    """Seconds since 1970 until which the owner has the target alone."""
    number: int
    """Of the manifest that will be written."""
    paths: tuple[str, ...]
    """Of files that are sent or deleted, so that nobody knows their bytes."""


def encode_record(record: Record) -> bytes:
    return msgspec.json.encode(msgspec.structs.asdict(record))


def decode_record(data: bytes, kind: type[T]) -> T:
    """Read a record from JSON with its field names in order; raise DamagedError if it is not one."""
    try:
        return msgspec.convert(list(msgspec.json.decode(data, type=dict[str, Any]).values()), kind)
    except UNREADABLE as error:
        raise DamagedError from error


def decode_begun(data: bytes) -> Begun:
    begun = decode_record(data, Begun)
    _check(begun.paths)
    return begun


def encode_manifest(manifest: Manifest, scratch: Path) -> bytes:
    plain, packed = scratch / "manifest.json", scratch / MANIFEST
    plain.write_bytes(encode_record(manifest))
    pack_file(plain, packed)
    return packed.read_bytes()


def decode_manifest(data: bytes, scratch: Path) -> Manifest:
    """Read a manifest; raise DamagedError if it cannot be one."""
    plain, packed = scratch / "manifest.json", scratch / MANIFEST
    packed.write_bytes(data)
    try:
        unpack_file(packed, plain, _LARGEST)
    except UnpackingError as error:
        raise DamagedError from error
    manifest = decode_record(plain.read_bytes(), Manifest)
    if manifest.version != _VERSION or not manifest.edition.is_sound:
        raise DamagedError
    _check(manifest.files)
    return manifest


def _check(paths: Collection[str]) -> None:
    """Raise DamagedError if a path is empty or leads out of the output."""
    if any(_ASTRAY.search(f"/{path}/") for path in paths):
        raise DamagedError
