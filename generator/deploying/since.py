"""Since: the files of an output by what a target has and what the last build changed, without a look at all others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.base.digest import MODULUS, SIZE, entry
from generator.base.ownfiles import claim
from generator.deploying.changes import Built
from generator.stages.journal import Changes
from generator.store import outputs
from generator.store.database import Store


def since(store: Store, there: Mapping[str, bytes], tree: str, note: Path) -> dict[str, Built] | None:
    """Return the files of the output; None if what a target has and what the last build changed do not make it.

    That they do is told by the digest of the whole tree, which is a sum, so nobody has to be believed. Of files that
    have not changed the kind is left out.

    Args:
        store: the store.
        there: path -> digest of what the target has.
        tree: digest of all of that, in hex.
        note: the list of what the last build changed.

    """
    try:
        total = int(tree, 16)
        changes = Changes(**msgspec.json.decode(claim(note).read_bytes(), type=dict[str, dict[str, str]]))
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
    built = {path: Built("", known) for path, known in there.items() if path not in changes.deleted}
    return {**built, **{path: Built(kinds[path], known) for path, known in new.items()}}
