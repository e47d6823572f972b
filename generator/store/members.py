"""The published articles: their cards, their groups, and where the pages of listings begin."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Literal

from generator.model.ordinal import BEGINNING, END
from generator.model.records import Record
from generator.store.compression import pack, unpack
from generator.store.database import Store, marks


class Stretch(Record, frozen=True):
    """Consecutive members of a group."""

    seqs: array[int]
    """Oldest first."""
    low: int
    """From this seq to `high` it holds all members, and before it as many more as were asked for."""
    high: int


def stretch(store: Store, group: int, seq: int, most: int, before: int) -> Stretch:
    """Return the members of a group around a seq, at most `most` up to it and after it.

    The first `before` of these only serve the ones after them.
    """
    sql = "SELECT seq FROM members WHERE grp = ? AND seq > ? ORDER BY seq LIMIT ?"
    # Most groups are small, and read whole by the first statement.
    earlier, later = list[int](), store.column(sql, group, BEGINNING, most)
    if len(later) == most and later[-1] < seq:
        earlier = newest(store, group, seq, most)[::-1]
        later = store.column(sql, group, seq, most)
    low = earlier[before] if len(earlier) == most else BEGINNING
    return Stretch(array("q", earlier + later), low, later[-1] if len(later) == most else END)


def between(store: Store, group: int, lo: int, hi: int) -> list[int]:
    """Return the members of a group from seq `lo` to `hi`, oldest first."""
    sql = "SELECT seq FROM members WHERE grp = ? AND seq BETWEEN ? AND ? ORDER BY seq"
    return store.column(sql, group, lo, hi)


def newest(store: Store, group: int, upto: int, count: int) -> list[int]:
    """Return at most `count` members of a group up to a seq, newest first."""
    sql = "SELECT seq FROM members WHERE grp = ? AND seq <= ? ORDER BY seq DESC LIMIT ?"
    return store.column(sql, group, upto, count)


def oldest(store: Store, group: int, since: int = BEGINNING) -> int | None:
    """Return the oldest member of a group from a seq on, if there is one."""
    sql = "SELECT seq FROM members WHERE grp = ? AND seq >= ? ORDER BY seq LIMIT 1"
    seq: int | None = store.value(sql, group, since)
    return seq


def docs(store: Store, group: int, since: int = BEGINNING) -> list[int]:
    """Return the documents of the members of a group from a seq on."""
    return store.column("SELECT doc FROM members JOIN cards USING (seq) WHERE grp = ? AND seq >= ?", group, since)


def add(store: Store, members: Iterable[tuple[int, int]]) -> None:
    """Add members: group and seq of each; fastest in table order."""
    store.db.executemany("INSERT INTO members VALUES (?, ?)", members)


def remove(store: Store, groups: Iterable[int], seq: int) -> None:
    store.db.executemany("DELETE FROM members WHERE grp = ? AND seq = ?", [(group, seq) for group in groups])


def holding(store: Store, group: int, seq: int) -> tuple[int, int] | None:
    """Return number and lowest seq of the listing page that contains a seq; None if all begin after it."""
    sql = "SELECT number, lo FROM chunks WHERE grp = ? AND lo <= ? ORDER BY number DESC LIMIT 1"
    row: tuple[int, int] | None = store.db.execute(sql, (group, seq)).fetchone()
    return row


def start_of(store: Store, group: int, number: int) -> int:
    """Return the lowest seq of a listing page; the beginning of time for an unknown one."""
    lo = store.value("SELECT lo FROM chunks WHERE grp = ? AND number = ?", group, number)
    return BEGINNING if lo is None else int(lo)


def replace(store: Store, group: int, first: int, starts: Iterable[int]) -> None:
    """Replace the pages of a group's listing from number `first` on, each by its lowest seq."""
    store.db.execute("DELETE FROM chunks WHERE grp = ? AND number >= ?", (group, first))
    store.db.executemany(
        "INSERT INTO chunks VALUES (?, ?, ?)", ((group, number, lo) for number, lo in enumerate(starts, first))
    )


def card_of(store: Store, doc: int) -> tuple[int, bytes, bytes] | None:
    """Return seq, packed card and packed traits of an article, if it is published."""
    sql = "SELECT docs.seq, card, traits FROM docs JOIN cards USING (seq) WHERE docs.id = ? AND cards.doc = docs.id"
    row = store.db.execute(sql, (doc,)).fetchone()
    return (row[0], unpack(row[1]), row[2]) if row else None


def add_cards(store: Store, cards: Iterable[tuple[int, int, bytes, bytes]]) -> None:
    """Add cards: seq, document, packed card and packed traits of each."""
    rows = ((seq, doc, pack(card), traits) for seq, doc, card, traits in cards)
    store.db.executemany("INSERT INTO cards VALUES (?, ?, ?, ?)", rows)


def remove_card(store: Store, seq: int) -> None:
    store.db.execute("DELETE FROM cards WHERE seq = ?", (seq,))


def cards(store: Store, column: Literal["card", "traits"], seqs: Sequence[int]) -> list[tuple[int, int, bytes]]:
    """Return seq, document and the packed column of up to some hundred articles, in order of seq.

    Seqs of unpublished articles have no row.
    """
    sql = f"SELECT seq, doc, {column} FROM cards WHERE seq IN ({marks(len(seqs))})"
    found = store.db.execute(sql, seqs).fetchall()
    if column == "traits":
        # Hashes of words do not compress.
        return found
    return [(seq, doc, unpack(card)) for seq, doc, card in found]
