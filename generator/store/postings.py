"""For each term, the published articles that contain it, oldest first.

A row holds up to `CHUNK` articles of a term, and its key the seq of the first. Each takes three or four bytes, since
they are kept as minutes or seconds after the first; a row of its own would take fifteen, and an article has twenty
terms and more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from struct import pack, unpack, unpack_from

from generator.model.ordinal import END, SHIFT, first_ordinal
from generator.model.records import Record
from generator.store.database import Store

CHUNK = 96
"""Articles in one row at most."""
_SPAN = 1 << 32
"""Seconds that a row may span."""
_PLACE = (1 << SHIFT) - 1
_MINUTE, _MINUTES = 60, 0x80
"""Seconds of a minute, and the mark of a row whose times are whole minutes after the first, in three bytes each."""
_WIDTHS = {0: "", 1: "B", 2: "H", 4: "I"}
"""Bytes of the place of an article within its second: none if each is the first of its second."""


class Window(Record, frozen=True):
    """A stretch of the articles that carry a term."""

    seqs: list[int]
    """Oldest first."""
    low: int
    """From this seq on, and before `high`, the stretch holds as many articles on both sides as were asked for."""
    high: int

    def holds(self, seq: int) -> bool:
        """Return whether the stretch is long enough for an article with a seq."""
        return self.low <= seq < self.high


def window(store: Store, term: int, seq: int, before: int, after: int, ahead: int = 0) -> Window:
    """Return the articles around a seq that contain a term: those of its row, and some more on both sides.

    Args:
        store: the store.
        term: the term.
        seq: of an article, which may contain it or not.
        before: articles before the row that the window holds at least, if there are so many.
        after: the same after it.
        ahead: articles that are read beyond these, so that the window holds for later seqs too.

    """
    low, seqs, missing = -END, list[int](), -1
    sql = "SELECT lo, seqs FROM postings WHERE term = ? AND lo <= ? ORDER BY lo DESC"
    for lo, packed in store.db.execute(sql, (term, seq)):
        chunk = _decode(lo, packed)
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
        chunk = _decode(lo, packed)
        seqs += chunk
        ends.append((lo, len(seqs)))
        missing -= len(chunk)
        if missing <= 0:
            high = next(lo for lo, end in ends if len(seqs) - end < after)
            break
    return Window(seqs, low, high)


def add(store: Store, entered: Mapping[int, Iterable[int]]) -> None:
    """Add to each term the seqs of articles that contain it from now on."""
    _change(store, entered, lambda seqs, others: seqs | others)


def remove(store: Store, left: Mapping[int, Iterable[int]]) -> None:
    """Remove from each term the seqs of articles that contain it no longer."""
    _change(store, left, lambda seqs, others: seqs - others)


def _change(
    store: Store, changes: Mapping[int, Iterable[int]], apply: Callable[[set[int], set[int]], set[int]]
) -> None:
    """Change the rows in which some seqs of some terms lie; `apply` returns what a row holds of the old and these."""
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
            # Where somebody came between, somebody may come between again.
            grown = new[: len(old)] == old
            size = CHUNK if grown or len(new) <= CHUNK else CHUNK // 2
            added += [(term, chunk[0], _encode(chunk)) for chunk in _chunks(new, size)]
    store.db.executemany("DELETE FROM postings WHERE term = ? AND lo = ?", removed)
    store.db.executemany("INSERT INTO postings VALUES (?, ?, ?)", added)


def _row(store: Store, term: int, seq: int) -> tuple[int, list[int], int]:
    """Return key and seqs of the row in which a seq of a term belongs, and the key of the next one."""
    db = store.db
    sql = "SELECT lo, seqs FROM postings WHERE term = ? AND lo <= ? ORDER BY lo DESC LIMIT 1"
    row = db.execute(sql, (term, seq)).fetchone()
    if row is None:
        row = db.execute("SELECT lo, seqs FROM postings WHERE term = ? ORDER BY lo LIMIT 1", (term,)).fetchone()
    if row is None:
        return seq, [], END
    sql = "SELECT lo FROM postings WHERE term = ? AND lo > ? ORDER BY lo LIMIT 1"
    following = db.execute(sql, (term, row[0])).fetchone()
    return row[0], _decode(*row), following[0] if following else END


def _chunks(seqs: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Yield seqs in ascending order as rows hold them."""
    start = 0
    while start < len(seqs):
        far = bisect_left(seqs, first_ordinal((seqs[start] >> SHIFT) + _SPAN), start)
        end = min(start + size, far)
        yield seqs[start:end]
        start = end


def _encode(seqs: Sequence[int]) -> bytes:
    """Return the seqs of a row: its form, times after the first one, places."""
    first = seqs[0] >> SHIFT
    times = [(seq >> SHIFT) - first for seq in seqs]
    places = [seq & _PLACE for seq in seqs]
    width = next(width for width in _WIDTHS if max(places) < 1 << 8 * width)
    tail = pack(f"<{len(seqs)}{_WIDTHS[width]}", *places) if width else b""
    minutes = [time // _MINUTE for time in times if not time % _MINUTE]
    if len(minutes) == len(times) and minutes[-1] >> 24 == 0:
        low = pack(f"<{len(seqs)}H", *[minute & 0xFFFF for minute in minutes])
        return bytes((_MINUTES | width,)) + low + bytes(minute >> 16 for minute in minutes) + tail
    return bytes((width,)) + pack(f"<{len(seqs)}I", *times) + tail


def _decode(lo: int, packed: bytes) -> list[int]:
    """Return the seqs of a row."""
    width, in_minutes = packed[0] & ~_MINUTES, packed[0] & _MINUTES
    each = 3 if in_minutes else 4
    count = (len(packed) - 1) // (each + width)
    times, step = bytearray(packed[1 : 1 + 4 * count]), 1 << SHIFT
    if in_minutes:
        # In four bytes each, as they can be read in one go.
        wide = bytearray(4 * count)
        wide[0::4], wide[1::4] = times[0 : 2 * count : 2], times[1 : 2 * count : 2]
        wide[2::4] = times[2 * count : 3 * count]
        times, step = wide, _MINUTE << SHIFT
    first = lo >> SHIFT << SHIFT
    seqs = [first + step * time for time in unpack(f"<{count}I", times)]
    if width:
        places = unpack_from(f"<{count}{_WIDTHS[width]}", packed, 1 + each * count)
        seqs = [seq | place for seq, place in zip(seqs, places, strict=True)]
    return seqs
