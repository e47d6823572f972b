"""Arrivals: the articles of a first reading, until they have their places in time and their pages are planned.

Table: `arrivals`, empty but for the transaction of a first reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from generator.portal.facts import Facts
from generator.store.database import Store

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[Facts, tuple[int, ...]]).decode


def add(store: Store, articles: Iterable[tuple[int, str, Facts, tuple[int, ...]]]) -> None:
    """Add articles: document, path, facts and ids of groups of each."""
    store.db.executemany(
        "INSERT INTO arrivals VALUES (?, ?, ?, ?)",
        ((doc, known.epoch, path, _encode((known, groups))) for doc, path, known, groups in articles),
    )


def in_order(store: Store) -> Iterator[tuple[int, Facts, tuple[int, ...]]]:
    """Yield document, facts and ids of groups of each article, in the order of time and path."""
    for doc, packed in store.db.execute("SELECT doc, facts FROM arrivals ORDER BY epoch, path"):
        yield doc, *_decode(packed)


def states(store: Store) -> Iterator[tuple[int, int, Facts]]:
    """Yield document, status and facts of each article, in the order of their numbers."""
    for doc, state, packed in store.db.execute(
        "SELECT doc, state, facts FROM arrivals JOIN docs ON id = doc ORDER BY doc"
    ):
        yield doc, state, _decode(packed)[0]


def clear(store: Store) -> None:
    """Remove all."""
    store.db.execute("DELETE FROM arrivals")
