"""What the desk lists: articles by state, newest first, and the headlines of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.lookup_keys import file_key
from generator.model.page import Status
from generator.store import documents
from generator.store.compression import unpack
from generator.store.database import Store
from generator.store.documents import Document


def published(store: Store, groups: Sequence[int], lo: int, hi: int, most: int) -> list[tuple[int, Document]]:
    """Return seq and article of at most `most` articles that are no drafts and in all of some groups.

    Their seqs are from `lo` until before `hi`.
    """
    if not groups:
        sql = "SELECT seq FROM docs WHERE seq >= ? AND seq < ? AND NOT ifnull(draft, 0) ORDER BY seq DESC LIMIT ?"
        seqs = store.column(sql, lo, hi, most)
    else:
        others = ["EXISTS (SELECT 1 FROM members o WHERE o.grp = ? AND o.seq = m.seq)"] * (len(groups) - 1)
        chosen = " AND ".join(["m.grp = ? AND m.seq >= ? AND m.seq < ? AND NOT ifnull(draft, 0)", *others])
        sql = f"SELECT m.seq FROM members m JOIN docs ON docs.seq = m.seq WHERE {chosen} ORDER BY m.seq DESC LIMIT ?"
        seqs = store.column(sql, groups[0], lo, hi, *groups[1:], most)
    return of_seqs(store, seqs)


def of_seqs(store: Store, seqs: Sequence[int]) -> list[tuple[int, Document]]:
    """Return the articles with some seqs, in their order; those that are gone are left out."""
    found = ((seq, documents.select(store, "seq = ?", seq)) for seq in seqs)
    return [(seq, document) for seq, some in found for document in some]


def withdrawn(store: Store, most: int) -> list[Document]:
    """Return at most `most` withdrawn articles."""
    return [*documents.select(store, f"state = {Status.NOTICE} ORDER BY seq DESC LIMIT ?", most)]


def count(store: Store, lo: int, hi: int) -> int:
    """Return the number of articles with a seq from `lo` until before `hi` that are no drafts."""
    sql = "SELECT count(*) FROM docs WHERE seq >= ? AND seq < ? AND NOT ifnull(draft, 0)"
    return int(store.value(sql, lo, hi))


def count_withdrawn(store: Store) -> int:
    return int(store.value(f"SELECT count(*) FROM docs WHERE state = {Status.NOTICE}"))


def cards(store: Store) -> Iterator[tuple[int, bytes]]:
    """Yield seq and card of all articles with a card, oldest first."""
    return ((seq, unpack(card)) for seq, card in store.db.execute("SELECT seq, card FROM cards ORDER BY seq"))


def cards_of(store: Store, paths: Sequence[str]) -> list[tuple[int, bytes]]:
    """Return seq and card of the articles in some files, by their paths below content/."""
    sql = (
        "SELECT docs.seq, card FROM names JOIN docs ON docs.id = names.doc JOIN cards ON cards.seq = docs.seq"
        " WHERE names.key IN ({})"
    )
    return [(seq, unpack(card)) for seq, card in store.among(sql, map(file_key, paths))]
