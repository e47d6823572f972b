"""Arrivals: the articles of a first reading, until they have their places in time and their pages are planned.

Table: `arrivals`, empty but for the transaction of a first reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from generator.model.index_entry import Facts
from generator.model.records import Record
from generator.store.database import Store

_encode = msgspec.msgpack.Encoder().encode


def _decoder() -> Callable[[bytes], tuple[Facts, tuple[int, ...]]]:
    # Made when it is needed: most builds read no site for the first time.
    return msgspec.msgpack.Decoder(tuple[Facts, tuple[int, ...]]).decode


class Arrival(Record, frozen=True):
    """An article that waits."""

    doc: int
    path: str
    facts: Facts
    groups: tuple[int, ...]
    """Ids of its groups."""


def add(store: Store, articles: Iterable[Arrival]) -> None:
    """Add articles, whose documents are known; what they take here is room that the store keeps when they have gone."""
    store.db.executemany(
        "INSERT INTO arrivals VALUES (?, ?, ?)",
        ((one.doc, one.facts.epoch, _encode((one.facts, one.groups))) for one in articles),
    )


def in_order(store: Store) -> Iterator[Arrival]:
    """Yield all articles in the order of time and path."""
    decode = _decoder()
    rows = store.db.execute("SELECT doc, path, facts FROM arrivals JOIN docs ON id = doc ORDER BY epoch, path")
    for doc, path, packed in rows:
        yield Arrival(doc, path, *decode(packed))


def states(store: Store) -> Iterator[tuple[int, int, Facts]]:
    """Yield document, status and facts of each article, in the order of their ids."""
    decode = _decoder()
    rows = store.db.execute("SELECT doc, state, facts FROM arrivals JOIN docs ON id = doc ORDER BY doc")
    for doc, state, packed in rows:
        yield doc, state, decode(packed)[0]


def clear(store: Store) -> None:
    """Remove all."""
    store.db.execute("DELETE FROM arrivals")
