"""The articles' seqs, and when time alone changes the portal.

A first reading assigns seqs only after all articles are read; until then they wait in the table `arrivals`, which is
empty outside its transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import msgspec
from msgspec.structs import astuple

from generator.model.counts import MostRead
from generator.model.front import Breaking, Front
from generator.model.index_entry import Facts
from generator.model.lookup_keys import file_key
from generator.model.ordinal import SHIFT, first_ordinal, last_ordinal
from generator.model.page import Status
from generator.model.records import Record
from generator.store.database import Store


class Timing(Record, frozen=True):
    """An article's seq and status."""

    seq: int
    state: Status
    expires: int | None
    draft: int
    """1 for a draft, 2 for an article that is held back."""
    id: int
    ends: int | None = None
    """When a live report ends."""


def in_seconds(store: Store, lo: int, hi: int) -> list[tuple[int, str, int]]:
    """Return id, path and seq of the articles with a seq from `lo` to `hi`, inclusive."""
    return store.all("SELECT id, path, seq FROM docs WHERE seq BETWEEN ? AND ?", lo, hi)


def unplace(store: Store, docs: Iterable[int]) -> None:
    store.db.executemany("UPDATE docs SET seq = NULL WHERE id = ?", [(doc,) for doc in docs])


def place(store: Store, timings: Iterable[Timing]) -> None:
    """Store the seqs of articles, and their status."""
    store.db.executemany(
        "UPDATE docs SET seq = ?1, state = ?2, expires = ?3, draft = ?4, ends = ?6 WHERE id = ?5", map(astuple, timings)
    )


def between(store: Store, lo: int, hi: int) -> list[int]:
    return store.column("SELECT id FROM docs WHERE seq > ? AND seq <= ?", lo, hi)


def expiring_between(store: Store, low: int, high: int) -> list[int]:
    """Return the articles that expire after one time and not after another, in seconds since 1970."""
    return store.column("SELECT id FROM docs WHERE expires > ? AND expires <= ?", low, high)


def ending_between(store: Store, low: int, high: int) -> list[int]:
    """Return the live reports that end after one time and not after another, in seconds since 1970."""
    return store.column("SELECT id FROM docs WHERE ends > ? AND ends <= ?", low, high)


def all_drafts(store: Store) -> list[int]:
    return store.column("SELECT id FROM docs WHERE draft AND draft = 1")


_MOST_READ = "most-read"


def most_read(store: Store) -> MostRead:
    """Return the most read articles as of the last update."""
    stored = store.get(_MOST_READ)
    return msgspec.msgpack.decode(stored, type=MostRead) if stored else MostRead()


def set_most_read(store: Store, found: MostRead) -> None:
    store.set(_MOST_READ, msgspec.msgpack.encode(found))


_FRONTS = "fronts"


def fronts(store: Store) -> dict[str, Front]:
    """Return what editors want on the front pages as of the last update, by kanal; empty for the home page."""
    stored = store.get(_FRONTS)
    return msgspec.msgpack.decode(stored, type=dict[str, Front]) if stored else {}


def set_fronts(store: Store, steered: Mapping[str, Front]) -> None:
    store.set(_FRONTS, msgspec.msgpack.encode(steered))


Change = Literal["published", "expired", "live", "news", "front", "breaking", "advertisement", "counts"]
"""An article comes out, is taken down, ends as a live report, or is too old for the news sitemap; what editors put on a
front page ends, or the strip on every page does; an advertisement begins or ends; the counts of what is read most are
too old."""

_PUBLISHED = "SELECT seq >> ?, id FROM docs WHERE seq > ? AND ifnull(draft, 0) <= ? ORDER BY seq LIMIT 1"
_EXPIRED = "SELECT expires, id FROM docs WHERE expires > ? AND ifnull(draft, 0) <= ? ORDER BY expires LIMIT 1"
_ENDS = "SELECT ends, id FROM docs WHERE ends > ? AND ifnull(draft, 0) <= ? ORDER BY ends LIMIT 1"
_NEWS = "SELECT (seq >> ?) + ?, id FROM docs WHERE seq >= ? AND ifnull(draft, 0) <= ? ORDER BY seq LIMIT 1"


class Moment(Record, frozen=True):
    """When time alone changes a page."""

    at: int
    """In seconds since 1970."""
    change: Change
    doc: int
    """Id of the article, or of the file for a front page; the first by path if it is several, 0 if it is none."""


def count_unpublished(store: Store, now: int) -> tuple[int, int]:
    """Return the number of drafts, and of articles scheduled after a time."""
    scheduled = store.value("SELECT count(*) FROM docs WHERE seq > ? AND NOT ifnull(draft, 0)", last_ordinal(now))
    return len(all_drafts(store)), scheduled


def next_moments(store: Store, now: int, news: int, *, drafts: bool) -> list[Moment]:
    """Return the next moment after `now` of each kind of change, nearest first.

    `news` are the seconds for which an article is in the news sitemap; with `drafts`, drafts count.
    """
    kinds: tuple[tuple[Change, str, tuple[int, ...]], ...] = (
        ("published", _PUBLISHED, (SHIFT, last_ordinal(now), drafts)),
        ("expired", _EXPIRED, (now, drafts)),
        ("live", _ENDS, (now, drafts)),
        # The oldest article of the news sitemap is the next to leave it.
        ("news", _NEWS, (SHIFT, news + 1, first_ordinal(now - news), drafts)),
    )
    moments = [Moment(at, change, doc) for change, sql, values in kinds for at, doc in store.all(sql, *values)]
    moments += _next_ends(store, now)
    if (counted := most_read(store)).articles and counted.ends > now:
        moments.append(Moment(counted.ends, "counts", 0))
    return sorted(moments, key=lambda moment: moment.at)


def _next_ends(store: Store, now: int) -> Iterator[Moment]:
    """Yield the next end of something on a front page, and that of the strip."""
    ends: dict[Change, list[tuple[int, str]]] = {}
    for front in fronts(store).values():
        for part in front.parts:
            if part.until > now:
                ends.setdefault("breaking" if type(part) is Breaking else "front", []).append((part.until, front.path))
    for change, some in ends.items():
        at, path = min(some)
        yield Moment(at, change, store.value("SELECT doc FROM names WHERE key = ?", file_key(path)))


# --------------------------------------------------- the articles of a first reading


def _decoder() -> Callable[[bytes], tuple[Facts, tuple[int, ...]]]:
    # Created when needed: most builds are not first readings.
    return msgspec.msgpack.Decoder(tuple[Facts, tuple[int, ...]]).decode


class Arrival(Record, frozen=True):
    """An article that waits for its seq."""

    doc: int
    path: str
    facts: Facts
    groups: tuple[int, ...]
    """Ids of its groups."""


def add_arrivals(store: Store, articles: Iterable[Arrival]) -> None:
    """Add articles with known documents; the store keeps the freed room afterwards."""
    encode = msgspec.msgpack.Encoder().encode
    store.db.executemany(
        "INSERT INTO arrivals VALUES (?, ?, ?)",
        ((article.doc, article.facts.epoch, encode((article.facts, article.groups))) for article in articles),
    )


def arrivals_in_order(store: Store) -> Iterator[Arrival]:
    """Yield the waiting articles in order of time and path."""
    decode = _decoder()
    rows = store.db.execute("SELECT doc, path, facts FROM arrivals JOIN docs ON id = doc ORDER BY epoch, path")
    for doc, path, packed in rows:
        yield Arrival(doc, path, *decode(packed))


def arrival_states(store: Store) -> Iterator[tuple[int, int, Facts]]:
    """Yield document, status and facts of each waiting article, in order of id."""
    decode = _decoder()
    rows = store.db.execute("SELECT doc, state, facts FROM arrivals JOIN docs ON id = doc ORDER BY doc")
    for doc, state, packed in rows:
        yield doc, state, decode(packed)[0]


def clear_arrivals(store: Store) -> None:
    store.db.execute("DELETE FROM arrivals")
