"""What is about to be done to the output, as a file that tells whether it is whole."""

from __future__ import annotations

import msgspec

from generator.base.digest import digest
from generator.model.records import Record


class Changes(Record, frozen=True):
    """How the output differs from what it was: paths, with hex digests."""

    added: dict[str, str]
    changed: dict[str, str]
    deleted: dict[str, str]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deleted)

    def then(self, later: Changes) -> Changes:
        """Return these changes and later ones as one step."""
        added, changed, deleted = dict(self.added), dict(self.changed), dict(self.deleted)
        for path, shown in later.deleted.items():
            changed.pop(path, None)
            if added.pop(path, None) is None:
                deleted[path] = shown
        for path, shown in {**later.added, **later.changed}.items():
            fresh = path in added or (path in later.added and path not in deleted and path not in changed)
            deleted.pop(path, None)
            (added if fresh else changed)[path] = shown
        return Changes(added, changed, deleted)


NOTHING = Changes({}, {}, {})


class Journal(Record, frozen=True):
    """What is about to be done to the output, with the new files in the staging folder."""

    changes: Changes
    marker: str
    """What the marker says when it is done."""
    earlier: Changes = NOTHING
    """What killed builds have done before, until a build ends well and its list covers it."""
    before: str = ""
    """What the marker says until then: the digest of the whole tree, in hex."""

    @property
    def all(self) -> Changes:
        """What whoever deploys has to know of."""
        return self.earlier.then(self.changes) if self.earlier else self.changes


def pack(journal: Journal) -> bytes:
    """Return a journal as a file: a line of JSON, and a line with its digest."""
    text = msgspec.json.encode(journal)
    return text + b"\n" + digest(text).hex().encode() + b"\n"


def unpack(data: bytes) -> Journal | None:
    """Return the journal of a file, or None when the file was torn or altered."""
    text, _, shown = data.removesuffix(b"\n").partition(b"\n")
    if shown != digest(text).hex().encode():
        return None
    try:
        return msgspec.json.decode(text, type=Journal)
    except msgspec.MsgspecError:
        return None
