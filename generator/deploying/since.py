"""Since: the files of an output by what a target has and what the last build changed, without a look at all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec

from generator.base.digest import MODULUS, SIZE, entry
from generator.base.ownfiles import claim
from generator.deploying.changes import Built
from generator.store import outputs
from generator.store.database import Store


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
