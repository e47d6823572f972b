"""What other pages may show of a published article, by its seq."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from generator.store.compression import TEXTS
from generator.store.database import Store, marks


def of(store: Store, doc: int) -> tuple[int, bytes, bytes] | None:
    """Return seq, packed card and packed traits of an article, if it is published."""
    sql = "SELECT docs.seq, card, traits FROM docs JOIN cards USING (seq) WHERE docs.id = ? AND cards.doc = docs.id"
    row = store.db.execute(sql, (doc,)).fetchone()
    return (row[0], store.compression.unpack(row[1]), row[2]) if row else None


def insert(store: Store, cards: Iterable[tuple[int, int, bytes, bytes]]) -> None:
    """Add cards: seq, document, packed card and packed traits of each."""
    pack = store.compression.pack
    rows = ((seq, doc, pack(TEXTS, card), traits) for seq, doc, card, traits in cards)
    store.db.executemany("INSERT INTO cards VALUES (?, ?, ?, ?)", rows)


def remove(store: Store, seq: int) -> None:
    """Remove the card of an article."""
    store.db.execute("DELETE FROM cards WHERE seq = ?", (seq,))


def every_traits(store: Store) -> Iterator[tuple[int, bytes]]:
    """Yield document and packed traits of all published articles, by time."""
    yield from store.db.execute("SELECT doc, traits FROM cards ORDER BY seq")


def rows(store: Store, column: Literal["card", "traits"], seqs: Sequence[int]) -> list[tuple[int, int, bytes]]:
    """Return seq, document and the packed column of some hundreds of articles at most, in the order of seqs.

    There is nothing for a seq that no published article has.
    """
    sql = f"SELECT seq, doc, {column} FROM cards WHERE seq IN ({marks(len(seqs))})"
    found = store.db.execute(sql, seqs).fetchall()
    if column == "traits":
        # They are numbers of words, in which nothing repeats.
        return found
    unpack = store.compression.unpack
    return [(seq, doc, unpack(card)) for seq, doc, card in found]
