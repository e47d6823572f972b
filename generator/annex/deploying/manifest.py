"""Which files a target has, and with which bytes.

The manifest is kept at the target in *parts*: the first holds all files, each later one what a deploy changed, so that
a small deploy reads and writes little. A part is named by the digest of its bytes; a *head* lists the current parts.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import re
import secrets
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar, cast

import msgspec

from generator.annex.deploying.editions import Edition
from generator.annex.deploying.remote import Remote
from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.sentences import Sentence
from generator.base.state_files import claim, discard, write
from generator.model.codec import UNREADABLE
from generator.model.records import Record

UNKNOWN = b""
"""In place of a digest: sending or deleting the file was begun, with unknown result."""
BEGUN = b"?"
"""In place of a digest: sending a new file was begun, so nothing links to it yet."""
_NEVER = bytes((*range(32), 127, ord("\\")))
"""What no name in an output contains; rclone would read a line break as two names."""
_ASTRAY = (b"//", b"/./", b"/../")
"""What no path in an output contains, surrounded by slashes."""
T = TypeVar("T", bound=Record)
Files = dict[str, bytes | None]
"""Path below the output -> digest of the bytes, `UNKNOWN`, or None for a file that was deleted."""


class DamagedError(Exception):
    """What a target says about itself cannot be true."""


def encode_record(record: Any) -> bytes:
    return msgspec.json.encode(msgspec.structs.asdict(record))


def decode_record(data: bytes, kind: type[T]) -> T:
    """Read a record from JSON with its field names in order; raise DamagedError if it is not one."""
    try:
        return msgspec.convert(list(msgspec.json.decode(data, type=dict).values()), kind)
    except UNREADABLE as error:
        raise DamagedError from error


class Head(Record, frozen=True):
    """What a target says about itself."""

    site: str
    """base_url of the portal."""
    number: int
    """Grows by one with each head."""
    tree: str
    """Digest of the target's whole output, in hex; empty during a deploy."""
    parts: tuple[str, ...]
    """The names of the parts; later ones override earlier ones."""
    owner: str = ""
    """Who deploys: person, machine and process; empty if nobody does."""
    until: int = 0
    """Seconds since 1970 until which the owner has the target alone."""
    version: int = 1
    token: str = ""
    """Lets the deploying folder recognize itself as the owner."""
    edition: Edition = Edition()
    """What the files were built from."""

    @property
    def is_open(self) -> bool:
        """Whether a deploy is running, or was killed."""
        return not self.tree


def decode_head(data: bytes) -> Head:
    head = decode_record(data, Head)
    parts = len(head.parts) <= 10_000 and all(is_part(part) for part in head.parts)
    if head.version != 1 or not parts or not head.edition.is_sound:
        raise DamagedError
    return head


def is_part(text: str) -> bool:
    return len(text) == 32 and all(c in "0123456789abcdef" for c in text)


class Room:
    """How far a head's parts may unpack: a million files take some 100 MB; an attacker would send more."""

    def __init__(self, size: int = 512 << 20, entries: int = 6_000_000) -> None:
        self._size = size
        self._entries = entries

    def unpack(self, data: bytes) -> bytes:
        unpacking = zlib.decompressobj()
        try:
            plain = unpacking.decompress(data, self._size + 1)
        except zlib.error as error:
            raise DamagedError from error
        self._size -= len(plain)
        self._entries -= _entries(plain)
        if self._size < 0 or self._entries < 0:
            raise DamagedError
        return plain


def _entries(plain: bytes) -> int:
    """Return how many entries a mapping claims to have, before memory is spent on them."""
    if plain[:1] == b"\xdf":
        return int.from_bytes(plain[1:5], "big")
    return 1 + (int.from_bytes(plain[1:3], "big") if plain[:1] == b"\xde" else 15)


def encode_part(files: Mapping[str, bytes | None]) -> tuple[str, bytes]:
    data = zlib.compress(msgspec.msgpack.encode(dict(sorted(files.items()))), 6)
    return digest(data).hex(), data


def decode_part(name: str, data: bytes, room: Room) -> Files:
    """Read a part; raise DamagedError if its digest is wrong, or a path cannot be in an output."""
    if digest(data).hex() != name:
        raise DamagedError
    try:
        files = msgspec.msgpack.decode(room.unpack(data), type=Files)
    except UNREADABLE as error:
        raise DamagedError from error
    if not _are_inside(files):
        raise DamagedError
    return files


def _are_inside(paths: Collection[str]) -> bool:
    """Return whether paths can be files of an output: none is empty or leads out of it.

    They are checked all at once, since a large portal has hundreds of thousands.
    """
    text = "/\n/".join(("", *paths, ""))[2:-2].encode() if paths else b""
    between = max(len(paths) - 1, 0)
    return len(text.translate(None, _NEVER)) == len(text) - between and not any(step in text for step in _ASTRAY)


def merge(found: dict[str, bytes], part: Mapping[str, bytes | None]) -> None:
    """Add a part to what is known of a target's files."""
    if not found and None not in part.values():
        # A large archive's first part has all its files.
        found.update(cast("Mapping[str, bytes]", part))
        return
    for path, known in part.items():
        if known is None:
            found.pop(path, None)
        else:
            found[path] = known


def merged(parts: Iterable[Mapping[str, bytes | None]]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for part in parts:
        merge(found, part)
    return found


class Parts:
    """A target's parts, which never change; those read or written once are cached on this machine."""

    def __init__(self, remote: Remote, kept: Path) -> None:
        self._remote = remote
        self._kept = kept
        self._sizes: dict[str, int] = {}

    def agreed(self, heads: Sequence[Head]) -> dict[str, bytes]:
        """Return what a target has by all of some heads; nobody can vouch for what they say differently.

        Raise DamagedError if it cannot be true, FileNotFoundError if a part is lost.
        """
        room = Room()
        said = [merged(self._read(name, room) for name in head.parts) for head in heads]
        there = said[0] if said else {}
        for other in said[1:]:
            there = {
                path: there[path] if there.get(path) == other.get(path) else UNKNOWN for path in {**there, **other}
            }
        return there

    def remembered(self) -> set[str]:
        """Return the paths in all parts, here or at the target, current or not."""
        room, found = Room(), set[str]()
        for name in {*(file.name for file in self._kept.iterdir()), *self._remote.listed("parts")}:
            if is_part(name):
                with contextlib.suppress(DamagedError, FileNotFoundError):
                    found |= self._read(name, room).keys()
        return found

    def size(self, name: str) -> int:
        return self._sizes.get(name, 0)

    def write(self, files: Mapping[str, bytes | None]) -> str:
        name, data = encode_part(files)
        self._sizes[name] = len(files)
        self._remote.write(f"parts/{name}", data)
        write(self._kept / name, data)
        return name

    def forget(self, wanted: Collection[str]) -> None:
        for file in self._kept.iterdir():
            if file.name not in wanted:
                discard(file)

    def _read(self, name: str, room: Room) -> Files:
        data = b""
        with contextlib.suppress(FileNotFoundError):
            data = claim(self._kept / name).read_bytes()
        if digest(data).hex() != name:
            data = self._remote.read(f"parts/{name}")
            write(self._kept / name, data)
        files = decode_part(name, data, room)
        self._sizes[name] = len(files)
        return files


_HEAD = re.compile(r"(\d{1,18})(?:-[0-9a-f]{16})?\.json")
_LAST = 10**12
"""No target has so many heads; a higher number is damage, and must not lead to unusable names."""
_TRIES = 6
_READS = 3


class _Numbered(Protocol):
    @property
    def number(self) -> int: ...


Ref = TypeVar("Ref", bound=_Numbered)


class Refs(Generic[Ref]):
    """What a target says about itself in a few lines: heads, each written once, with growing numbers."""

    def __init__(self, remote: Remote, own: Path, decode: Callable[[bytes], Ref], beaten: Sentence) -> None:
        """`own` caches the last head, so that a listing with its MD5 saves reading it.

        `decode` raises DamagedError; `beaten` is the message for whoever was slower.
        """
        self._remote = remote
        self._own = own
        self._decode = decode
        self._beaten = beaten
        self.names: list[str] = []
        """Of the heads in the last listing of the target."""

    @property
    def number(self) -> int:
        return max((_number(name) for name in self.names if _number(name) < _LAST), default=0)

    def read(self) -> list[Ref]:
        """Return the heads with the highest number; two if one of two simultaneous deploys was killed."""
        for turn in range(_READS):
            listed = {name: md5 for name, md5 in self._remote.listed("heads").items() if _HEAD.fullmatch(name)}
            self.names = [*listed]
            newest = {name: md5 for name, md5 in listed.items() if _number(name) == self.number}
            try:
                heads = [self._decode(self._bytes(name, md5)) for name, md5 in newest.items()]
                if all(head.number == self.number for head in heads):
                    return heads
            except (DamagedError, FileNotFoundError):
                # Somebody may be writing it, or have written the next one meanwhile.
                if turn < _READS - 1:
                    time.sleep(0.3)
        return []

    def _bytes(self, name: str, md5: str) -> bytes:
        if md5:
            try:
                data = claim(self._own).read_bytes()
            except FileNotFoundError:
                data = b""
            if hashlib.md5(data, usedforsecurity=False).hexdigest() == md5:
                return data
        data = self._remote.read(f"heads/{name}")
        write(self._own, data)
        return data

    def drop_impossible(self) -> None:
        self._remote.remove(f"heads/{name}" for name in self.names if _number(name) >= _LAST)

    def write(self, head: Ref, *, last: bool = True) -> None:
        """Write a head as the only one of its number; raise UsageError if somebody else was quicker.

        Those before it are deleted, unless it is not the `last` and another follows soon.
        """
        data = encode_record(head)
        for turn in range(_TRIES):
            nonce = "" if self._remote.can_refuse else f"-{secrets.token_hex(8)}"
            name = f"{head.number}{nonce}.json"
            if not self._remote.write(f"heads/{name}", data, alone=True):
                break
            # Not overwriting is not enough: a deploy that has ended since has deleted the heads before its last.
            others = self._remote.listed("heads").keys() - {name}
            numbers = [_number(other) for other in others if _HEAD.fullmatch(other)]
            if max(numbers, default=-1) < head.number:
                self.names.append(name)
                write(self._own, data)
                if last:
                    self._remote.remove(f"heads/{old}" for old in self.names[:-1])
                    self.names = [name]
                return
            self._remote.remove([f"heads/{name}"])
            if max(numbers) > head.number:
                break
            time.sleep(random.random() * 0.3 * (turn + 1))  # noqa: S311 - no secret
        raise UsageError(self._beaten)


def _number(name: str) -> int:
    return int(name.partition(".")[0].partition("-")[0])
