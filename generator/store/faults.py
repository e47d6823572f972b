"""The problems of documents, with one row for all problems of a document that have one code."""

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
    """How a fault was found."""

    READING = 0
    """Whoever reads the file alone."""
    LINKING = 1
    """Whoever looks for what the document refers to."""
    DRAFT = 2
    """Reading a draft that could not be published as it is."""
    HELD = 3
    """Reading an article that is held back for it."""
    CLAIMED = 4
    """Planning the pages: the article is held back because an older document has its address or its id."""
    ALIAS = 5
    """Planning the pages: the document is published without an alias, which is the address of something else."""


@cache
def _decoder() -> Decoder[tuple[Problem, ...]]:
    return Decoder(tuple[Problem, ...])


def put(store: Store, doc: int, found: Found, problems: Iterable[Problem]) -> None:
    """Replace a document's faults of one kind."""
    store.db.execute("DELETE FROM faults WHERE doc = ? AND found = ?", (doc, found))
    by_code = groupby(sorted(problems, key=attrgetter("code")), key=attrgetter("code"))
    rows = [(doc, found, code, tuple(ordered(some))) for code, some in by_code]
    store.db.executemany(
        "INSERT INTO faults VALUES (?, ?, ?, ?, ?)",
        [(doc, found, code, len(some), _encode(some)) for doc, found, code, some in rows],
    )


def remove(store: Store, doc: int) -> None:
    store.db.execute("DELETE FROM faults WHERE doc = ?", (doc,))


def of(store: Store, doc: int, found: Found) -> set[Problem]:
    rows = store.column("SELECT problems FROM faults WHERE doc = ? AND found = ?", doc, found)
    return {problem for packed in rows for problem in _decoder().decode(packed)}


def documents(store: Store, found: Found) -> list[int]:
    return store.column("SELECT DISTINCT doc FROM faults WHERE found = ?", found)


def with_code(store: Store, code: Code) -> list[int]:
    """Return the published documents with a tolerated fault of a code."""
    return store.column(f"SELECT doc FROM faults WHERE found = {Found.LINKING} AND code = ?", code)


def hidden(store: Store, *found: Found) -> list[str]:
    """Return the paths of documents that faults of some kinds keep unpublished, or without an alias, in order."""
    kinds = ", ".join(f"{kind:d}" for kind in found)
    return store.column(
        f"SELECT DISTINCT path FROM faults JOIN docs ON id = doc WHERE found IN ({kinds}) AND found > 1 ORDER BY path"
    )


def counts(store: Store) -> dict[Code, int]:
    """Return the number of faults of published documents, by code."""
    sql = f"SELECT code, sum(count) FROM faults WHERE found <= {Found.LINKING} GROUP BY code ORDER BY code"
    return dict(store.all(sql))


def every(store: Store, found: Sequence[Found] = (Found.READING, Found.LINKING)) -> Iterator[Problem]:
    """Yield the faults of published documents, of some kinds, in order of files and lines."""
    return _ordered(store, f"found <= {Found.LINKING}", found)


def of_hidden(store: Store, *found: Found) -> Iterator[Problem]:
    """Yield the faults of some kinds that keep documents unpublished, in order of files and lines."""
    return _ordered(store, f"found > {Found.LINKING}", found)


def _ordered(store: Store, which: str, found: Sequence[Found]) -> Iterator[Problem]:
    for doc in store.column(f"SELECT DISTINCT doc FROM faults JOIN docs ON id = doc WHERE {which} ORDER BY path"):
        yield from ordered({problem for way in found for problem in of(store, doc, way)})
