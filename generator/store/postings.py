"""For each term, the published articles that contain it, oldest first.

A row has up to `CHUNK` articles of a term, eight bytes each, and its key is the seq of the first; single rows would
take fifteen bytes each, and an article has twenty terms or more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from struct import pack, unpack

from generator.base.workers import batches
from generator.model.ordinal import END
from generator.model.records import Record
from generator.store.database import Store

CHUNK = 96
"""Articles in one row at most."""


class Window(Record, frozen=True):
    """A stretch of the articles that contain a term."""

    seqs: list[int]
    """Oldest first."""
    low: int
    """From this seq on, and before `high`, the stretch holds as many articles on both sides as were asked for."""
    high: int

    def holds(self, seq: int) -> bool:
        """Return whether the stretch is long enough around a seq."""
        return self.low <= seq < self.high


def window(store: Store, term: int, seq: int, before: int, after: int, ahead: int = 0) -> Window:
    """Return the articles around a seq that contain a term: those of its row, and more on both sides.

    At least `before` come before the row and `after` after it, if there are so many; `ahead` more are read, so that the
    window also serves later seqs.
    """
    low, seqs, missing = -END, list[int](), -1
    sql = "SELECT lo, seqs FROM postings WHERE term = ? AND lo <= ? ORDER BY lo DESC"
    for lo, packed in store.db.execute(sql, (term, seq)):
        chunk = _decode(packed)
        if missing < 0:
            low, missing = lo, before
        else:
            missing -= len(chunk)
        seqs = chunk + seqs
        if missing <= 0:
            break
    high, missing = END, ahead + after
    ends: list[tuple[int, int]] = []
    sql = "SELECT lo, seqs FROM postings WHERE term = ? AND lo > ? ORDER BY lo"
    for lo, packed in store.db.execute(sql, (term, seq)):
        chunk = _decode(packed)
        seqs += chunk
        ends.append((lo, len(seqs)))
        missing -= len(chunk)
        if missing <= 0:
            high = next(lo for lo, end in ends if len(seqs) - end < after)
            break
    return Window(seqs, low, high)


def add(store: Store, entered: Mapping[int, Iterable[int]]) -> None:
    _change(store, entered, lambda seqs, others: seqs | others)


def remove(store: Store, left: Mapping[int, Iterable[int]]) -> None:
    _change(store, left, lambda seqs, others: seqs - others)


def _change(
    store: Store, changes: Mapping[int, Iterable[int]], apply: Callable[[set[int], set[int]], set[int]]
) -> None:
    """Change the rows that contain some seqs of some terms; `apply` combines the old seqs of a row and these."""
    removed: list[tuple[int, int]] = []
    added: list[tuple[int, int, bytes]] = []
    for term in sorted(changes):
        waiting = sorted(changes[term])
        while waiting:
            lo, old, following = _row(store, term, waiting[0])
            count = bisect_left(waiting, following)
            new = sorted(apply({*old}, {*waiting[:count]}))
            waiting = waiting[count:]
            if old:
                removed.append((term, lo))
            # Insertions in the middle are likely to be followed by more.
            grown = new[: len(old)] == old
            size = CHUNK if grown or len(new) <= CHUNK else CHUNK // 2
            added += [(term, chunk[0], _encode(chunk)) for chunk in batches(new, size)]
    store.db.executemany("DELETE FROM postings WHERE term = ? AND lo = ?", removed)
    store.db.executemany("INSERT INTO postings VALUES (?, ?, ?)", added)


def _row(store: Store, term: int, seq: int) -> tuple[int, list[int], int]:
    """Return key and seqs of the row where a seq of a term belongs, and the key of the next row."""
    rows = "SELECT lo, seqs FROM postings WHERE term = ?"
    lo, packed = (
        store.db.execute(f"{rows} AND lo <= ? ORDER BY lo DESC LIMIT 1", (term, seq)).fetchone()
        or store.db.execute(f"{rows} ORDER BY lo LIMIT 1", (term,)).fetchone()
        or (seq, b"")
    )
    following = store.value("SELECT lo FROM postings WHERE term = ? AND lo > ? ORDER BY lo LIMIT 1", term, lo)
    return lo, _decode(packed), END if following is None else following


def _encode(seqs: Sequence[int]) -> bytes:
    return pack(f"<{len(seqs)}q", *seqs)


def _decode(packed: bytes) -> list[int]:
    return [*unpack(f"<{len(packed) // 8}q", packed)]
