"""Parts: what a target says of its files, read and written; what was read once is kept on this machine."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from generator.annex.deploying.manifest import (
    UNKNOWN,
    DamagedError,
    Files,
    Head,
    Room,
    decode_part,
    encode_part,
    is_part,
    merge,
    merged,
)
from generator.annex.deploying.remote import Remote
from generator.base.digest import MODULUS, digest, entry
from generator.base.state_files import claim, discard, write


class Parts:
    """The parts of a target, each of which never changes."""

    def __init__(self, remote: Remote, kept: Path) -> None:
        """Begin.

        Args:
            remote: the target.
            kept: a folder of this machine for parts that were read or written, which need not be read again.

        """
        self._remote = remote
        self._kept = kept
        self._sizes: dict[str, int] = {}
        self._foreseen: tuple[tuple[str, ...], dict[str, bytes]] | None = None
        """Some parts, and what a target has by them."""

    def foresee(self, names: tuple[str, ...]) -> None:
        """Read parts before a target says that they count, if all of them are on this machine."""
        try:
            room = Room()
            found = merged(self._decoded(name, self._own(name), room) for name in names)
        except (DamagedError, FileNotFoundError):
            return
        self._foreseen = names, found

    def agreed(self, heads: Sequence[Head]) -> dict[str, bytes]:
        """Return what a target has by all of some heads; nobody can vouch for what they say differently.

        Raises:
            DamagedError: it cannot be true.
            FileNotFoundError: a part is lost.

        """
        foreseen, self._foreseen = self._foreseen, None
        if foreseen and [head.parts for head in heads] == [foreseen[0]]:
            return foreseen[1]
        room = Room()
        said = [merged(self._read(name, room) for name in head.parts) for head in heads]
        there = said[0] if said else {}
        for other in said[1:]:
            there = {
                path: there[path] if there.get(path) == other.get(path) else UNKNOWN for path in {**there, **other}
            }
        return there

    def after(self, names: Sequence[str], tree: int) -> set[str] | None:
        """Return the paths of which parts speak that came after the one by which a target had a whole output.

        Args:
            names: of the parts, in their order.
            tree: the digest of the output. That is a sum, so nobody has to be believed.

        Returns:
            The paths; None if by none of the parts the target had that.

        """
        room, found, total = Room(), dict[str, bytes](), 0
        paths: set[str] | None = None
        for name in names:
            part = self._read(name, room)
            for path, known in part.items():
                total -= entry(path, found[path]) if path in found else 0
                total += entry(path, known) if known is not None else 0
            merge(found, part)
            if total % MODULUS == tree:
                paths = set()
            elif paths is not None:
                paths |= part.keys()
        return paths

    def remembered(self) -> set[str]:
        """Return the paths that parts name, here or at the target, whether or not they still count."""
        room, found = Room(), set[str]()
        for name in {*(file.name for file in self._kept.iterdir()), *self._remote.listed("parts")}:
            if is_part(name):
                with contextlib.suppress(DamagedError, FileNotFoundError):
                    found |= self._read(name, room).keys()
        return found

    def size(self, name: str) -> int:
        """Return how many files a part names that was read or written."""
        return self._sizes.get(name, 0)

    def write(self, files: Mapping[str, bytes | None]) -> str:
        """Write a part, and return its name."""
        name, data = encode_part(files)
        self._sizes[name] = len(files)
        self._remote.write(f"parts/{name}", data)
        write(self._kept / name, data)
        return name

    def forget(self, wanted: Collection[str]) -> None:
        """Delete what is kept here of parts that count no longer."""
        for file in self._kept.iterdir():
            if file.name not in wanted:
                discard(file)

    def _read(self, name: str, room: Room) -> Files:
        try:
            return self._decoded(name, self._own(name), room)
        except FileNotFoundError:
            data = self._remote.read(f"parts/{name}")
            write(self._kept / name, data)
            return self._decoded(name, data, room)

    def _own(self, name: str) -> bytes:
        """Return the bytes of a part that is on this machine.

        Raises:
            FileNotFoundError: it is not, or is damaged.

        """
        data = claim(self._kept / name).read_bytes()
        if digest(data).hex() != name:
            raise FileNotFoundError(name)
        return data

    def _decoded(self, name: str, data: bytes, room: Room) -> Files:
        files = decode_part(name, data, room)
        self._sizes[name] = len(files)
        return files
