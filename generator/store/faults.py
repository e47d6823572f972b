"""Faults: the problems that documents have and are published with all the same.

Table: `faults`, a row for each document, stage and code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache
from itertools import groupby
from operator import attrgetter

from msgspec.msgpack import Decoder, Encoder

from generator.base.codes import Code
from generator.base.errors import Problem, ordered
from generator.store.database import Store

_encode = Encoder().encode


class Found(IntEnum):
    """What finds a fault."""

    READING = 0
    """Whoever reads the file alone."""
    LINKING = 1
    """Whoever looks for what the document refers to."""


@cache
def _decoder() -> Decoder[tuple[Problem, ...]]:
    return Decoder(tuple[Problem, ...])


def put(store: Store, doc: int, found: Found, problems: Iterable[Problem]) -> None:
    """Replace what is known of the faults of a document that are found in one way."""
    store.db.execute("DELETE FROM faults WHERE doc = ? AND found = ?", (doc, found))
    by_code = groupby(sorted(problems, key=attrgetter("code")), key=attrgetter("code"))
    rows = [(doc, found, code, tuple(ordered(some))) for code, some in by_code]
    store.db.executemany(
        "INSERT INTO faults VALUES (?, ?, ?, ?, ?)",
        [(doc, found, code, len(some), _encode(some)) for doc, found, code, some in rows],
    )


def remove(store: Store, doc: int) -> None:
    """Forget the faults of a document."""
    store.db.execute("DELETE FROM faults WHERE doc = ?", (doc,))


def of(store: Store, doc: int, found: Found) -> set[Problem]:
    """Return the faults of a document that are found in one way."""
    rows = store.all("SELECT problems FROM faults WHERE doc = ? AND found = ?", doc, found)
    return {problem for (packed,) in rows for problem in _decoder().decode(packed)}


def documents(store: Store, found: Found) -> list[int]:
    """Return the documents that have faults that are found in one way."""
    return [row[0] for row in store.all("SELECT DISTINCT doc FROM faults WHERE found = ?", found)]


def counts(store: Store) -> dict[Code, int]:
    """Return how many faults there are of each code."""
    return dict(store.all("SELECT code, sum(count) FROM faults GROUP BY code ORDER BY code"))


def every(store: Store, found: Sequence[Found] = tuple(Found)) -> Iterator[Problem]:
    """Yield all faults, or those that are found in some ways, in the order of files and lines."""
    docs = [row[0] for row in store.all("SELECT DISTINCT doc FROM faults JOIN docs ON id = doc ORDER BY path")]
    for doc in docs:
        yield from ordered({problem for way in found for problem in of(store, doc, way)})
