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


def test_the_numbers_of_the_ways_to_find_a_fault() -> None:
    """They are kept: a document is published with the first two."""
    assert [(way.name, way.value) for way in Found] == [
        ("READING", 0), ("LINKING", 1), ("DRAFT", 2), ("HELD", 3), ("CLAIMED", 4), ("ALIAS", 5),
    ]  # fmt: skip


def test_faults_that_keep_a_document_unpublished_are_apart(store: Store) -> None:
    """They are listed by path when they are asked for, each way alone, and counted with no others."""
    for doc, path in ((1, "b.md"), (2, "a.md"), (3, "c.md")):
        known(store, doc, path)
    faults.put(store, 1, Found.HELD, [DEAD, GONE])
    faults.put(store, 2, Found.HELD, [ALT])
    faults.put(store, 3, Found.DRAFT, [ALT])
    faults.put(store, 3, Found.LINKING, [GONE])
    assert faults.hidden(store, Found.HELD) == ["a.md", "b.md"]
    assert faults.hidden(store, Found.DRAFT) == ["c.md"]
    assert faults.hidden(store, Found.LINKING) == []
    assert list(faults.of_hidden(store, Found.HELD)) == [ALT, GONE, DEAD]
    assert list(faults.of_hidden(store, Found.HELD, Found.DRAFT)) == [ALT, GONE, DEAD, ALT]
    assert list(faults.every(store)) == [GONE]
    assert list(faults.every(store, [Found.READING])) == []
    assert faults.counts(store) == {"missing-picture": 1}


def test_documents_with_a_fault_of_a_code(store: Store) -> None:
    """Those that were published with it, as links were looked at."""
    for doc, way, fault in (
        (1, Found.LINKING, DEAD),
        (2, Found.READING, DEAD),
        (3, Found.LINKING, ALT),
        (4, Found.HELD, DEAD),
    ):
        known(store, doc, f"{doc}.md")
        faults.put(store, doc, way, [fault])
    assert faults.with_code(store, "dead-link") == [1]
