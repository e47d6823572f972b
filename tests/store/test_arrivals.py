"""Operations on the articles of a first reading."""

from __future__ import annotations

from generator.model.index_entry import Facts
from generator.model.page import Status
from generator.store import arrivals, documents
from generator.store.arrivals import Arrival
from generator.store.database import Store
from generator.store.documents import Row

LATE, EARLY, ALSO_LATE = (
    Arrival(doc, f"{path}.md", Facts((), (), epoch=epoch), (doc,))
    for doc, path, epoch in ((1, "b", 20), (2, "c", 10), (3, "a", 20))
)


def add(store: Store, *arrivals_: Arrival) -> None:
    """Add articles with their documents."""
    for arrival in arrivals_:
        documents.put(store, Row(arrival.doc, "article", arrival.path, b"", None, Status.HIDDEN), b"")
    arrivals.add(store, arrivals_)


def test_they_come_in_the_order_of_time_and_path(store: Store) -> None:
    """As they were, with their groups."""
    add(store, LATE, EARLY, ALSO_LATE)
    assert list(arrivals.in_order(store)) == [EARLY, ALSO_LATE, LATE]


def test_they_are_known_by_what_becomes_of_them(store: Store) -> None:
    """In the order of their ids; when they are cleared, none is left."""
    arrivals.add(store, [LATE, EARLY])
    for arrival, state in ((EARLY, Status.SHOWN), (LATE, Status.HIDDEN)):
        documents.put(store, Row(arrival.doc, "article", arrival.path, b"", None, state), b"")
    assert list(arrivals.states(store)) == [(1, Status.HIDDEN, LATE.facts), (2, Status.SHOWN, EARLY.facts)]
    arrivals.clear(store)
    assert list(arrivals.in_order(store)) == []
