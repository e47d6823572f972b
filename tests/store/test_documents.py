"""Operations on documents, their names, and their places in time."""

from __future__ import annotations

import pytest

from generator.portal.status import Status
from generator.store import cards, documents, names, times
from generator.store.database import Store
from generator.store.documents import Document, Row
from generator.store.times import InSecond, Timing


def put(store: Store, doc: int, seq: int | None = None, kind: str = "article") -> None:
    documents.put(store, Row(doc, kind, f"{doc}.md", b"digest", seq, Status.HIDDEN), b"record %d" % doc)


def test_what_is_put_again_replaces_what_was_there(store: Store) -> None:
    """A document has one row and one record."""
    assert documents.is_empty(store)
    put(store, 1)
    documents.put(store, Row(1, "media", "a.jpg", b"other", None, Status.FAULTY), b"another")
    assert documents.by_id(store, 1) == Document(1, "media", "a.jpg", Status.FAULTY, b"another")
    assert documents.last_id(store) == 1


def test_what_is_removed_is_not_known(store: Store) -> None:
    """Neither it nor its record."""
    put(store, 1)
    documents.remove(store, 1)
    assert documents.by_id(store, 1) is None
    assert documents.is_empty(store)
    assert documents.last_id(store) == 0


def test_names_lead_to_documents_and_back(store: Store) -> None:
    """Who has a name, who refers to it; what one document gives up, others keep."""
    names.add_names(store, [(7, 1), (8, 1), (8, 1)])
    names.add_links(store, [(7, 2), (7, 3)])
    assert (names.find(store, 7), names.find(store, 9)) == (1, None)
    assert names.users(store, 7) == {2, 3}
    names.remove(store, 2, [], [7])
    names.remove(store, 1, [7], [])
    assert (names.find(store, 7), names.find(store, 8), names.users(store, 7)) == (None, 1, {3})


def test_articles_change_places(store: Store) -> None:
    """Two of them may do so, since those that move give theirs up first."""
    put(store, 1, 10)
    put(store, 2, 11)
    times.unplace(store, [1, 2])
    assert documents.seq_of(store, 1) is None
    times.place(store, [Timing(11, Status.SHOWN, None, 0, 1), Timing(10, Status.HIDDEN, 99, 1, 2)])
    assert times.among(store, 10, 11) == [InSecond(2, "2.md", 10), InSecond(1, "1.md", 11)]
    version = documents.version(store, 1)
    assert version is not None
    assert version.state == Status.SHOWN


@pytest.mark.parametrize(("lo", "hi", "found"), [(9, 10, [1]), (10, 20, [2]), (0, 9, []), (0, 30, [1, 2])])
def test_bounds_of_time(store: Store, lo: int, hi: int, found: list[int]) -> None:
    """The lower one is left out, the upper one is not; of seqs and of expiries."""
    for doc, seq in ((1, 10), (2, 20)):
        put(store, doc, seq)
        times.place(store, [Timing(seq, Status.SHOWN, seq, int(doc == 2), doc)])
    assert times.between(store, lo, hi) == found
    assert times.expiring_between(store, lo, hi) == found
    assert times.all_drafts(store) == [2]


def test_a_card_is_that_of_its_document(store: Store) -> None:
    """Not that of another which had the seq before."""
    put(store, 1, 10)
    cards.insert(store, [(10, 1, b"card", b"traits")])
    assert cards.of(store, 1) == (10, b"card", b"traits")
    put(store, 2, None)
    times.unplace(store, [1])
    times.place(store, [Timing(10, Status.SHOWN, None, 0, 2)])
    assert cards.of(store, 2) is None
    cards.remove(store, 10)
    times.place(store, [Timing(11, Status.SHOWN, None, 0, 1)])
    assert cards.of(store, 1) is None
