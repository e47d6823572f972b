"""The problems that documents are published with."""

from __future__ import annotations

from generator.base.errors import Problem, Where
from generator.base.sentences import as_it_is
from generator.store import documents, faults
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.faults import Found

DEAD = Problem(Where("content/b.md", 3, 2), "dead-link", as_it_is("x"), target="/x/")
GONE = Problem(Where("content/b.md", 2, 2), "missing-picture", as_it_is("y"))
ALT = Problem(Where("content/a.md", 9), "missing-alt", as_it_is("z"))


def known(store: Store, doc: int, path: str) -> None:
    documents.put(store, Row(doc, "article", path, b"", None, 0, False), b"")


def test_faults_are_counted_and_listed_by_path(store: Store) -> None:
    """Whatever found them."""
    known(store, 1, "b.md")
    known(store, 2, "a.md")
    faults.put(store, 1, Found.LINKING, [DEAD, DEAD, GONE])
    faults.put(store, 2, Found.READING, [ALT])
    assert faults.counts(store) == {"dead-link": 2, "missing-alt": 1, "missing-picture": 1}
    assert list(faults.every(store)) == [ALT, GONE, DEAD]
    assert faults.documents(store, Found.LINKING) == [1]


def test_what_is_found_in_one_way_is_replaced(store: Store) -> None:
    """What is found in another stays; without a document nothing of it does."""
    known(store, 1, "b.md")
    faults.put(store, 1, Found.READING, [ALT])
    faults.put(store, 1, Found.LINKING, [DEAD])
    faults.put(store, 1, Found.LINKING, [GONE])
    assert faults.of(store, 1, Found.LINKING) == {GONE}
    assert faults.of(store, 1, Found.READING) == {ALT}
    faults.put(store, 1, Found.LINKING, [])
    assert faults.counts(store) == {"missing-alt": 1}
    faults.remove(store, 1)
    assert faults.counts(store) == {}
