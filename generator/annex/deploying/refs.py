"""What a target says of itself in a few lines, each written once, under a number that grows."""

from __future__ import annotations

import hashlib
import random
import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from generator.annex.deploying.manifest import DamagedError, decode_head, encode_head
from generator.annex.deploying.remote import Remote
from generator.base.errors import UsageError
from generator.base.sentences import Sentence, sentence
from generator.base.state_files import claim, write

_HEAD = re.compile(r"(\d{1,18})(?:-[0-9a-f]{16})?\.json")
_LAST = 10**12
"""No target has that many heads; a number beyond it is damage, and must not lead to numbers that no name has."""
_TRIES = 6
_READS = 3


class Numbered(Protocol):
    """What has a number."""

    @property
    def number(self) -> int:
        """The number."""


T = TypeVar("T", bound=Numbered)


class RefFormat(Generic[T]):
    """How heads are read and written: `decode` raises `DamagedError`, and `beaten` is told to whoever was slower."""

    def __init__(self, decode: Callable[[bytes], T], encode: Callable[[T], bytes], beaten: Sentence) -> None:
        self.decode, self.encode, self.beaten = decode, encode, beaten


PORTAL = RefFormat(
    decode_head, encode_head,
    sentence(
        "somebody else deploys to this target at the same time; theirs goes on, so run ssg deploy again when "
        "it has ended"
    ),
)  # fmt: skip


class Refs(Generic[T]):
    """The heads of a target."""

    def __init__(self, remote: Remote, own: Path, form: RefFormat[T]) -> None:
        """Begin.

        Args:
            remote: the target.
            own: a file of this machine for the head that was read or written last. Where a listing tells that the
                target has the same bytes, it is not asked for them.
            form: how they are read and written.

        """
        self._remote = remote
        self._own = own
        self._form = form
        self.names: list[str] = []
        """Of the heads that there were when the target was listed last."""

    @property
    def number(self) -> int:
        """The highest number of a head; 0 if there is none."""
        return max((_number(name) for name in self.names if _number(name) < _LAST), default=0)

    def read(self) -> list[T]:
        """Return the heads of the highest number; there are two if one of two that began at once was killed."""
        for turn in range(_READS):
            listed = {name: md5 for name, md5 in self._remote.listed("heads").items() if _HEAD.fullmatch(name)}
            self.names = [*listed]
            newest = {name: md5 for name, md5 in listed.items() if _number(name) == self.number}
            try:
                heads = [self._form.decode(self._bytes(name, md5)) for name, md5 in newest.items()]
                if all(head.number == self.number for head in heads):
                    return heads
            except (DamagedError, FileNotFoundError):
                # Somebody may be about to write it, or have written the next one meanwhile.
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
        """Delete heads of numbers that no deploy gives."""
        self._remote.remove(f"heads/{name}" for name in self.names if _number(name) >= _LAST)

    def drop(self) -> None:
        """Delete the heads that were read."""
        self._remote.remove(f"heads/{name}" for name in self.names)

    def write(self, head: T, *, last: bool = True) -> None:
        """Write a head as the only one of its number, and delete those before it.

        Args:
            head: what is written.
            last: whether no other one follows soon, which would delete them as well.

        Raises:
            UsageError: somebody else was quicker.

        """
        data = self._form.encode(head)
        for turn in range(_TRIES):
            nonce = "" if self._remote.can_refuse else f"-{secrets.token_hex(8)}"
            name = f"{head.number}{nonce}.json"
            if not self._remote.write(f"heads/{name}", data, alone=True):
                break
            others = [] if self._remote.can_refuse else self._remote.listed("heads").keys() - {name}
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
        raise UsageError(self._form.beaten)


def _number(name: str) -> int:
    return int(name.partition(".")[0].partition("-")[0])
