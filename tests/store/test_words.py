"""What articles are found by, and which are found."""

from __future__ import annotations

from generator.model.page import Status
from generator.store import words
from generator.store.database import Store
from tests.store import tables

PACKED = b"banjir\nfer\0\x81\x01"


def test_words_come_back_as_they_were(store: Store) -> None:
    """And whether they differ from what an article had is told."""
    assert words.put(store, 7, PACKED)
    assert not words.put(store, 7, PACKED)
    assert words.put(store, 7, PACKED + b"\x01")
    words.remove(store, 7)
    assert words.put(store, 7, PACKED + b"\x01")


def test_published_and_withdrawn_articles_are_found(store: Store) -> None:
    """No others, in order of time, with their words."""
    docs = {
        state: tables.set_found(store, f"{state}.md", 100 - state, state, b"%d" % state)
        for state in (Status.HIDDEN, Status.SHOWN, Status.NOTICE, Status.GONE)
    }
    assert words.between(store, 0, 100) == [(98, "2.md"), (99, "1.md")]
    assert words.docs_between(store, 99, 100) == [(99, docs[Status.SHOWN], Status.SHOWN)]
    assert [*words.every(store, 0, 100)] == [b"2", b"1"]
    assert [words.found_at(store, doc) for doc in docs.values()] == [None, 99, 98, None]
    assert words.oldest(store) == 98


def test_nothing_is_the_oldest_of_nothing(store: Store) -> None:
    assert words.oldest(store) is None


def test_the_newest_articles_are_samples(store: Store) -> None:
    """For a dictionary, published or not."""
    for number in range(3):
        tables.set_found(store, f"{number}.md", number, Status.HIDDEN, b"%d" % number)
    assert words.samples(store, 2) == [b"2", b"1"]
