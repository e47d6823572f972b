"""The archive: what queries read of the store, with caches.

A query sees nothing newer than the horizon that it is given, and reads a
bounded part of the archive, however large that is.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from generator.base.digest import digest
from generator.base.text import slugify
from generator.portal import related
from generator.portal.packing import decode_card, unpack_article
from generator.portal.records import Article, Card, Person
from generator.portal.site import Site
from generator.queries.answers import Answer, Read
from generator.queries.people import People
from generator.queries.recent import RecentCache
from generator.store.database import Store, marks

_CARDS = 2000
_TRAITS = 4000
"""Cards, and traits of articles, in one half of their caches."""


class CardRow(NamedTuple):
    """A card, the document that it is of, and the digest that stands for it in an answer."""

    doc: int
    card: Card
    digest: bytes


class Archive:
    """The archive at one moment, for reading.

    With `bulk`, for when most pages are made, the members of a group are read
    once and kept: some ten bytes for each article and group. Without it, only
    what a query needs is read.
    """

    def __init__(self, store: Store, site: Site, *, bulk: bool = False) -> None:
        self.bulk = bulk
        self.store = store
        self.site = site
        self._people: People | None = None
        self._nothing_touched: bool | None = None
        self._cards = RecentCache(_CARDS, self._read_cards)
        self.traits = RecentCache(_TRAITS, self._read_traits)
        self._preloaded: dict[int, tuple[int, bytes | None]] = {}
        self.members = lru_cache(maxsize=20_000)(self._members)
        self.group = lru_cache(maxsize=6000)(self._group)
        self.person = lru_cache(maxsize=2000)(self._person)
        self.answer = lru_cache(maxsize=2000)(self._answer)
        # The pages of a split article follow one another.
        self.article = lru_cache(maxsize=2)(self._article)

    @property
    def people(self) -> People:
        """All profiles."""
        if self._people is None:
            self._people = People(self.store)
        return self._people

    def _answer(self, query: Callable[..., Answer[Any]], *args: Any) -> Answer[Any]:
        """Return the answer of a query."""
        return query(self, *args)

    # -------------------------------------------------------------------- articles

    def preload(self, articles: dict[int, tuple[int, bytes | None]]) -> None:
        """Take the seqs and packed records of articles whose pages are made next, by their documents."""
        self._preloaded = articles

    def card(self, seq: int) -> CardRow:
        """Return the card of an article.

        Raises:
            LookupError: no published article has this seq.

        """
        return self._cards.get(seq)

    def cards(self, seqs: Iterable[int]) -> list[CardRow]:
        """Return the cards of some articles, read in one go."""
        return self._cards.load(seqs)

    def unpublished(self, seq: int) -> tuple[int, bytes, bytes]:
        """Return the document of an unpublished article, with its packed card and traits; only a preview has any."""
        raise LookupError(seq)

    def _read_cards(self, seqs: list[int]) -> Iterator[tuple[int, CardRow]]:
        for seq, doc, packed in self._rows("card", seqs):
            yield seq, CardRow(doc, decode_card(packed), digest(packed))

    def _read_traits(self, seqs: list[int]) -> Iterator[tuple[int, related.Traits]]:
        for seq, _, packed in self._rows("traits", seqs):
            yield seq, related.unpack(packed)

    def _rows(self, column: Literal["card", "traits"], seqs: list[int]) -> Iterator[tuple[int, int, bytes]]:
        """Yield seq, document and a column of the cards of some articles."""
        sql = f"SELECT seq, doc, {column} FROM cards WHERE seq IN ({marks(len(seqs))})"
        rows = self.store.db.execute(sql, seqs).fetchall()
        yield from rows
        if len(rows) < len(seqs):
            for seq in set(seqs).difference(row[0] for row in rows):
                doc, card, traits = self.unpublished(seq)
                yield seq, doc, card if column == "card" else traits

    def seq_of(self, doc: int) -> int:
        """Return the seq of an article."""
        if doc in self._preloaded:
            return self._preloaded[doc][0]
        return int(self.store.db.execute("SELECT seq FROM docs WHERE id = ?", (doc,)).fetchone()[0])

    def record(self, doc: int) -> bytes:
        """Return the packed record of a document."""
        at_hand = self._preloaded.get(doc)
        if at_hand is not None and at_hand[1] is not None:
            return at_hand[1]
        return bytes(self.store.db.execute("SELECT record FROM records WHERE doc = ?", (doc,)).fetchone()[0])

    def _article(self, doc: int) -> Article:
        """Return an article with its body."""
        return unpack_article(self.record(doc))

    def _person(self, name: str) -> Person:
        slug = slugify(name)
        profile = self.people.profile(name)
        if profile is None:
            return Person(name, slug=slug)
        return Person(
            profile.name, f"/penulis/{profile.slug}/", profile.initials, profile.role, profile.photo, profile.slug
        )

    # ---------------------------------------------------------------------- groups

    def _members(self, group: int) -> array[int]:
        rows = self.store.db.execute("SELECT seq FROM members WHERE grp = ? ORDER BY seq", (group,))
        return array("q", [row[0] for row in rows])

    def _group(self, kind: str, slug: str) -> int:
        row = self.store.db.execute("SELECT id FROM groups WHERE kind = ? AND slug = ?", (kind, slug)).fetchone()
        return row[0] if row else 0

    def group_name(self, group: int) -> tuple[str, str]:
        """Return kind and slug of a group."""
        row = self.store.db.execute("SELECT kind, slug FROM groups WHERE id = ?", (group,)).fetchone()
        return row[0], row[1]

    def newest(self, group: int, upto: int, count: int) -> list[int]:
        """Return the seqs of the newest members of a group, newest first.

        Args:
            group: id of the group.
            upto: the highest seq that counts.
            count: how many at most.

        """
        if self.bulk:
            members = self.members(group)
            end = bisect_right(members, upto)
            return members[max(0, end - count) : end].tolist()[::-1]
        sql = "SELECT seq FROM members WHERE grp = ? AND seq <= ? ORDER BY seq DESC LIMIT ?"
        return [row[0] for row in self.store.db.execute(sql, (group, upto, count))]

    def oldest(self, group: int) -> int | None:
        """Return the seq of the oldest member of a group, if it has any."""
        row = self.store.db.execute("SELECT seq FROM members WHERE grp = ? ORDER BY seq LIMIT 1", (group,)).fetchone()
        return row[0] if row else None

    def between(self, group: int, lo: int, hi: int) -> list[int]:
        """Return the members of a group from seq `lo` to `hi`, oldest first."""
        sql = "SELECT seq FROM members WHERE grp = ? AND seq BETWEEN ? AND ? ORDER BY seq"
        return [row[0] for row in self.store.db.execute(sql, (group, lo, hi))]

    def around(self, group: int, seq: int, upto: int, count: int) -> tuple[list[int], list[int]]:
        """Return the members of a group that are nearest to a seq.

        Args:
            group: id of the group.
            seq: which is not among them.
            upto: the highest seq that counts.
            count: how many at most on each side.

        Returns:
            Those before it, newest first, and those after it, oldest first.

        """
        if not self.bulk:
            sql = "SELECT seq FROM members WHERE grp = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
            newer = [row[0] for row in self.store.db.execute(sql, (group, seq, upto, count))]
            return self.newest(group, seq - 1, count), newer
        members = self.members(group)
        here = bisect_left(members, seq)
        after = bisect_right(members, seq, here)
        end = min(after + count, bisect_right(members, upto, after))
        return members[max(0, here - count) : here].tolist()[::-1], members[after:end].tolist()

    def untouched(self, reads: Iterable[Read]) -> bool:
        """Return whether nothing that was read was touched since the pages were made: then the answer holds."""
        if self._nothing_touched is None:
            self._nothing_touched = self.store.db.execute("SELECT 1 FROM touched LIMIT 1").fetchone() is None
        sql = "SELECT 1 FROM touched WHERE grp = ? AND seq BETWEEN ? AND ? LIMIT 1"
        return self._nothing_touched or not any(self.store.db.execute(sql, read).fetchone() for read in reads)
