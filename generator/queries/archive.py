"""What queries read from the store, with caches.

A query sees nothing newer than its horizon, and reads a bounded part of the archive, however large that is.
`BulkArchive` gives the same answers faster when most pages are made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, partial
from typing import Any, Generic, Literal, TypeVar

from generator.base.digest import digest
from generator.base.text import slugify
from generator.model import related
from generator.model.cards import Card, Labels, Person
from generator.model.codec import decode, decode_card
from generator.model.ordinal import BEGINNING
from generator.model.page import Status
from generator.model.records import Article, Record
from generator.model.related import EARLIER, LATER
from generator.model.site import Site
from generator.model.urls import file_slug, picture_url
from generator.queries.answers import Answer
from generator.queries.inverted import Inverted
from generator.store import documents, groups, members, postings
from generator.store.database import Store
from generator.store.dependencies import Read, anything_touched, is_touched
from generator.store.members import Stretch
from generator.store.names import People
from generator.store.pictures import picture_at
from generator.store.postings import Window

K = TypeVar("K")
T = TypeVar("T")
_BATCH = 500
"""Articles read in one query."""
_WINDOWS = 5000
"""Terms in one half of a cache of the articles around a seq that contain them; see `Recent`."""
_GROUPS = 20_000
"""Groups whose names are cached."""
_CARDS, _TRAITS = 5000, 4000
"""Cards, and traits, in one half of their caches. The page of a rare tag shows cards of many years."""


class Recent(dict[K, T | None]):
    """A cache of recently used values: `cache[key]` is the value of a key, or None.

    Pages are made in order of time, so what was not used recently will not be used soon. Of its two halves the older is
    dropped when the newer, this mapping, is full; what is used moves to the newer.
    """

    def __init__(self, size: int) -> None:
        """Create an empty cache with room for `size` values in each half."""
        super().__init__()
        self._size = size
        self._older: dict[K, T | None] = {}

    def __missing__(self, key: K) -> T | None:
        value = self._older.get(key)
        return value if value is None else self.keep(key, value)

    def keep(self, key: K, value: T) -> T:
        if len(self) >= self._size:
            self._older = dict(self)
            self.clear()
        self[key] = value
        return value


class RecentCache(Generic[T]):
    """The same for data of articles, by seq."""

    def __init__(self, size: int, read: Callable[[list[int]], Iterable[tuple[int, T]]]) -> None:
        """Create an empty cache with room for `size` articles in each half.

        `read` yields each of up to 500 seqs with its value.
        """
        self._size = size
        self._read = read
        self._newer: dict[int, T] = {}
        self._older: dict[int, T] = {}

    def get(self, seq: int) -> T:
        value = self._newer.get(seq)
        return self.load((seq,))[0] if value is None else value

    def load(self, seqs: Iterable[int]) -> list[T]:
        """Return the values of some seqs, in order; missing ones are read in one query."""
        wanted = list(seqs)
        missing = [seq for seq in wanted if seq not in self._newer]
        if missing:
            if len(self._newer) >= self._size:
                # Keep what is needed now.
                self._older, self._newer = self._newer, {seq: self._newer[seq] for seq in wanted if seq in self._newer}
            older = self._older
            self._newer |= {seq: older[seq] for seq in missing if seq in older}
            missing = [seq for seq in missing if seq not in self._newer]
            for start in range(0, len(missing), _BATCH):
                self._newer.update(self._read(missing[start : start + _BATCH]))
        return [self._newer[seq] for seq in wanted]


class CardRow(Record, frozen=True):
    """A card, its document, and its digest for answers."""

    doc: int
    card: Card
    labels: Labels
    digest: bytes


class Archive:
    """The archive at one moment; queries read only what they need."""

    def __init__(self, store: Store, site: Site) -> None:
        self.store = store
        self.site = site
        self._cards = RecentCache(_CARDS, self._read_cards)
        self.traits = RecentCache(_TRAITS, self._read_traits)
        self._preloaded: dict[int, tuple[int, bytes | None]] = {}
        self._windows: Recent[int, Window] = Recent(_WINDOWS)
        self.inverted = Inverted(store)
        self.group = lru_cache(maxsize=_GROUPS)(partial(groups.find, store))
        self.group_name = lru_cache(maxsize=_GROUPS)(self._group_name)
        self.oldest = lru_cache(maxsize=_GROUPS)(self._oldest)
        self.person = lru_cache(maxsize=2000)(self._person)
        self.target = lru_cache(maxsize=2000)(partial(documents.target, store))
        self.answer = lru_cache(maxsize=2000)(self._answer)
        # The pages of a split article are consecutive.
        self.article = lru_cache(maxsize=2)(self._article)

    @cached_property
    def people(self) -> People:
        return People(self.store)

    @cached_property
    def topics(self) -> frozenset[str]:
        """The tags with a file of their own."""
        return frozenset(map(file_slug, documents.paths_of(self.store, "topic")))

    def _answer(self, query: Callable[..., Answer[Any]], *args: Any) -> Answer[Any]:
        return query(self, *args)

    # -------------------------------------------------------------------- articles

    def preload(self, articles: dict[int, tuple[int, bytes | None]]) -> None:
        """Take seqs and packed records, by document, of the articles whose pages are made next."""
        self._preloaded = articles

    def card(self, seq: int) -> CardRow:
        """Return the card of an article.

        Raises:
            LookupError: no published article has this seq.

        """
        return self._cards.get(seq)

    def cards(self, seqs: Iterable[int]) -> list[CardRow]:
        """Return the cards of some articles, read in one query."""
        return self._cards.load(seqs)

    def unpublished(self, seq: int) -> tuple[int, bytes, bytes]:
        """Return document, packed card and packed traits of an unpublished article; only a preview has any."""
        raise LookupError(seq)

    def _read_cards(self, seqs: list[int]) -> Iterator[tuple[int, CardRow]]:
        for seq, doc, packed in self._rows("card", seqs):
            card, labels, alone = decode_card(packed)
            yield seq, CardRow(doc, card, labels, digest(alone))

    def _read_traits(self, seqs: list[int]) -> Iterator[tuple[int, related.Candidate]]:
        return ((seq, related.unpack(packed)) for seq, _, packed in self._rows("traits", seqs))

    def _rows(self, column: Literal["card", "traits"], seqs: list[int]) -> Iterator[tuple[int, int, bytes]]:
        rows = members.cards(self.store, column, seqs)
        yield from rows
        if len(rows) < len(seqs):
            for seq in set(seqs).difference(row[0] for row in rows):
                doc, card, traits = self.unpublished(seq)
                yield seq, doc, card if column == "card" else traits

    def seq_of(self, doc: int) -> int:
        if doc in self._preloaded:
            return self._preloaded[doc][0]
        seq = documents.seq_of(self.store, doc)
        assert seq is not None
        return seq

    def record(self, doc: int) -> bytes:
        _, record = self._preloaded.get(doc, (0, None))
        return documents.record(self.store, doc) if record is None else record

    def _article(self, doc: int) -> Article:
        return decode(Article, self.record(doc))

    def _person(self, name: str) -> Person:
        slug = slugify(name)
        profile = self.people.profile(name)
        if profile is None:
            return Person(name, slug=slug)
        photo = profile.photo
        if photo.startswith("/") and self.site.reading.media_url:
            photo = self.site.reading.media_url + picture_url(photo)
        elif photo.startswith("/"):
            # Any change at that address touches the names of the person.
            picture = picture_at(self.store, photo)
            photo = picture.url if picture else ""
        return Person(
            profile.name, self.site.paths.author_url(profile.slug), profile.initials, profile.role, photo, profile.slug
        )

    def published(self, key: int) -> tuple[int, int] | None:
        """Return document and seq of the published article with a name; None if there is none."""
        target = self.target(key)
        if target is None or target.kind != "article" or target.state != Status.SHOWN:
            return None
        assert target.seq is not None
        return target.doc, target.seq

    # ---------------------------------------------------------------------- groups

    def _group_name(self, group: int) -> tuple[str, str]:
        row = groups.get(self.store, group)
        return row.kind, row.slug

    def newest(self, group: int, upto: int, count: int) -> tuple[list[int], Read]:
        """Return the newest members of a group, newest first, and what was read: the whole group if it has too few."""
        found = self._newest(group, upto, count)
        return found, (group, found[-1] if len(found) == count else BEGINNING, upto)

    def _newest(self, group: int, upto: int, count: int) -> list[int]:
        return members.newest(self.store, group, upto, count)

    def _oldest(self, group: int) -> int | None:
        return members.oldest(self.store, group)

    def between(self, group: int, lo: int, hi: int) -> list[int]:
        """Return the members of a group from seq `lo` to `hi`, oldest first."""
        return members.between(self.store, group, lo, hi)

    def containing(self, seq: int, term: int) -> list[int]:
        """Return the articles around a seq that contain a term, oldest first: all near ones, and perhaps others."""
        window = self._windows[term]
        if window is None or not window.holds(seq):
            window = self._windows.keep(term, self._read_window(term, seq))
        return window.seqs

    def _read_window(self, term: int, seq: int) -> Window:
        return postings.window(self.store, term, seq, EARLIER, LATER)

    @cached_property
    def _nothing_touched(self) -> bool:
        return not anything_touched(self.store)

    def untouched(self, reads: Iterable[Read], *, cosmetic: bool = True) -> bool:
        """Return whether nothing that was read was touched since the pages were made, so that the answer still holds.

        With `cosmetic`, a change of an article's looks counts, too.
        """
        return self._nothing_touched or not any(is_touched(self.store, read, cosmetic=cosmetic) for read in reads)


_AHEAD = 300
"""Articles with a term to read ahead."""
_STRETCH = 500
"""The most articles read in one query."""
_INTERNED = 100_000
"""Articles whose seqs are shared between windows."""
_STRETCHES, _AROUND, _BEFORE = 10_000, 2000, 256
"""Groups in one half of a cache of their members around a seq; members read on both sides of it; and members before any
seq that they are used for."""


class BulkArchive(Archive):
    """The archive for making most pages in order of time: it reads more at once and caches it."""

    def __init__(self, store: Store, site: Site) -> None:
        super().__init__(store, site)
        self._stretches: Recent[int, Stretch] = Recent(_STRETCHES)
        self._interned: dict[int, int] = {}
        """Seqs of the windows: an article's seq is one object for all its terms, which makes counting fast."""

    def read_ahead(self, lo: int, hi: int) -> None:
        """Read cards and traits of the articles from seq `lo` to `hi` at once: mostly they are related."""
        published = self._near(self.group("all", ""), lo, lo).seqs
        start = bisect_left(published, lo)
        seqs = published[start : bisect_right(published, hi, start)][:_STRETCH]
        self.traits.load(seqs)
        self.cards(seqs)

    def _near(self, group: int, lo: int, hi: int) -> Stretch:
        """Return a stretch of a group's members with all from seq `lo` to `hi`, unless they are very many."""
        near = self._stretches[group]
        if near is None or lo < near.low or hi > near.high:
            near = self._stretches.keep(group, members.stretch(self.store, group, hi, _AROUND, _BEFORE))
        return near

    def _newest(self, group: int, upto: int, count: int) -> list[int]:
        if count > _BEFORE:
            return super()._newest(group, upto, count)
        seqs = self._near(group, upto, upto).seqs
        end = bisect_right(seqs, upto)
        return seqs[max(0, end - count) : end].tolist()[::-1]

    def _oldest(self, group: int) -> int | None:
        # Most groups are read whole, and needed soon.
        near = self._stretches[group] or self._near(group, BEGINNING, BEGINNING)
        if near.low == BEGINNING:
            return near.seqs[0] if near.seqs else None
        return super()._oldest(group)

    def between(self, group: int, lo: int, hi: int) -> list[int]:
        near = self._near(group, lo, hi)
        if near.low > lo:
            return super().between(group, lo, hi)
        start = bisect_left(near.seqs, lo)
        return near.seqs[start : bisect_right(near.seqs, hi, start)].tolist()

    def _read_window(self, term: int, seq: int) -> Window:
        window = postings.window(self.store, term, seq, EARLIER, LATER, _AHEAD)
        if len(self._interned) > _INTERNED:
            self._interned.clear()
        return Window([*map(self._interned.setdefault, window.seqs, window.seqs)], window.low, window.high)
