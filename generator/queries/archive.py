"""Queries: what a page may ask of the archive.

Every answer carries a digest and the ranges and keys that were read for it.
Together they are the dependency of the page: when something in those ranges
differs, the question is asked again, and only when the digest of the answer
differs is the page made again.

A query sees nothing newer than the horizon that it is given, and reads a
bounded part of the archive, however large that is.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import msgspec

from generator.base import dates
from generator.base.dates import Stamp
from generator.base.digest import digest
from generator.base.text import slugify
from generator.portal import related
from generator.portal.keys import count_key, link_key, person_key, url_key
from generator.portal.packing import decode_card, unpack_article, unpack_media, unpack_profile, unpack_standing
from generator.portal.records import Article, Card, Followed, Link, Named, Person, Picture, Profile, Record, Term
from generator.portal.seq import BEGINNING, END
from generator.portal.site import Site
from generator.portal.status import Status
from generator.portal.urls import file_slug, page_url, picture_url
from generator.portal.variants import Use
from generator.queries.people import People, picture_of
from generator.store.database import Store, marks

T = TypeVar("T")
_encode = msgspec.msgpack.Encoder().encode

_CARDS = 2000
_TRAITS = 4000
"""Cards, and what articles are compared by, that are kept at hand; twice as many stay in memory."""

Read = tuple[int, int, int]
"""Group, lowest and highest seq; or minus a key, 0 and 0."""


class Answer(Record, frozen=True):
    """What a query found."""

    value: Any
    digest: bytes
    reads: tuple[Read, ...]
    seqs: tuple[int, ...] = ()
    """Places in time of the articles that it holds, when they are worth keeping: they took long to find."""


class CardRow(NamedTuple):
    """A card, and the digest that stands for it in an answer."""

    doc: int
    card: Card
    digest: bytes


class RecentCache(Generic[T]):
    """What was read of articles lately, by their places in time.

    Pages are made in the order of time, so what was not asked for lately will not
    be: there is a newer half and an older one, which goes when the newer is full.
    """

    def __init__(self, most: int, read: Callable[[list[int]], Iterable[tuple[int, T]]]) -> None:
        self._most = most
        self._read = read
        self._newer: dict[int, T] = {}
        self._older: dict[int, T] = {}

    def get(self, seq: int) -> T:
        """Return what belongs to a place in time."""
        found = self._newer.get(seq)
        return self.load((seq,))[0] if found is None else found

    def load(self, seqs: Iterable[int]) -> list[T]:
        """Return what belongs to some places in time, read in one go."""
        wanted = list(seqs)
        there = self._newer
        missing = [seq for seq in wanted if seq not in there]
        if missing:
            if len(there) > self._most:
                self._older, self._newer = there, {seq: there[seq] for seq in wanted if seq in there}
                there = self._newer
            older = self._older
            there |= {seq: older[seq] for seq in missing if seq in older}
            missing = [seq for seq in missing if seq not in there]
            for start in range(0, len(missing), 500):
                there.update(self._read(missing[start : start + 500]))
        return [there[seq] for seq in wanted]


class Archive:
    """The archive as it is at one moment, for reading.

    With `bulk`, for when most pages are made, the members of a group are read
    once and kept: some ten bytes an article and group. Without it, only what a
    question needs is read.
    """

    def __init__(self, store: Store, site: Site, *, bulk: bool = False) -> None:
        self.bulk = bulk
        self.store = store
        self.site = site
        self._people: People | None = None
        self._calm: bool | None = None
        """Whether nothing was touched at all."""
        self._cards = RecentCache(_CARDS, self._read_cards)
        self.traits = RecentCache(_TRAITS, self._read_traits)
        self._at_hand: dict[int, tuple[int, bytes | None]] = {}
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

    def _answer(self, name: str, *args: Any) -> Answer:
        """Dependency a query by its name."""
        return QUERIES[name](self, *args)

    def preload(self, articles: dict[int, tuple[int, bytes | None]]) -> None:
        """Take in places in time and packed records of articles that are wanted next, by their documents."""
        self._at_hand = articles

    def card(self, seq: int) -> CardRow:
        """Return the card at a place in time."""
        return self._cards.get(seq)

    def unpublished(self, seq: int) -> tuple[int, bytes, bytes]:
        """Return the document at a place in time that no published article has, with its card and traits.

        Only a preview has any.
        """
        raise LookupError(seq)

    def cards(self, seqs: Iterable[int]) -> list[CardRow]:
        """Return the cards at some places in time, read in one go."""
        return self._cards.load(seqs)

    def _read_cards(self, seqs: list[int]) -> Iterator[tuple[int, CardRow]]:
        for seq, doc, packed in self._rows("card", seqs):
            yield seq, CardRow(doc, decode_card(packed), digest(packed))

    def _read_traits(self, seqs: list[int]) -> Iterator[tuple[int, related.Traits]]:
        for seq, _, packed in self._rows("traits", seqs):
            yield seq, related.unpack(packed)

    def _rows(self, column: Literal["card", "traits"], seqs: list[int]) -> Iterator[tuple[int, int, bytes]]:
        """Yield a column of the cards at some places in time, with place and document."""
        sql = f"SELECT seq, doc, {column} FROM cards WHERE seq IN ({marks(len(seqs))})"
        rows = self.store.db.execute(sql, seqs).fetchall()
        yield from rows
        if len(rows) < len(seqs):
            for seq in set(seqs).difference(row[0] for row in rows):
                doc, card, traits = self.unpublished(seq)
                yield seq, doc, card if column == "card" else traits

    def _members(self, group: int) -> array[int]:
        rows = self.store.db.execute("SELECT seq FROM members WHERE grp = ? ORDER BY seq", (group,))
        return array("q", [row[0] for row in rows])

    def _group(self, kind: str, slug: str) -> int:
        row = self.store.db.execute("SELECT id FROM groups WHERE kind = ? AND slug = ?", (kind, slug)).fetchone()
        return row[0] if row else 0

    def _person(self, name: str) -> Person:
        slug = slugify(name)
        profile = self.people.profile(name)
        if profile is None:
            return Person(name, slug=slug)
        return Person(
            profile.name, f"/penulis/{profile.slug}/", profile.initials, profile.role, profile.photo, profile.slug
        )

    # -------------------------------------------------------------------- ranges

    def newest(self, group: int, upto: int, count: int) -> list[int]:
        """Return the newest members of a group up to a seq, newest first."""
        if self.bulk:
            found = self.members(group)
            end = bisect_right(found, upto)
            return found[max(0, end - count) : end].tolist()[::-1]
        sql = "SELECT seq FROM members WHERE grp = ? AND seq <= ? ORDER BY seq DESC LIMIT ?"
        return [row[0] for row in self.store.db.execute(sql, (group, upto, count))]

    def between(self, group: int, lo: int, hi: int) -> list[int]:
        """Return the members of a group within a range, oldest first."""
        sql = "SELECT seq FROM members WHERE grp = ? AND seq BETWEEN ? AND ? ORDER BY seq"
        return [row[0] for row in self.store.db.execute(sql, (group, lo, hi))]

    def around(self, group: int, seq: int, upto: int, count: int) -> tuple[list[int], list[int]]:
        """Return the nearest members of a group before a seq, newest first, and after it up to `upto`, oldest first."""
        if not self.bulk:
            sql = "SELECT seq FROM members WHERE grp = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
            newer = [row[0] for row in self.store.db.execute(sql, (group, seq, upto, count))]
            return self.newest(group, seq - 1, count), newer
        found = self.members(group)
        here = bisect_left(found, seq)
        after = bisect_right(found, seq, here)
        end = min(after + count, bisect_right(found, upto, after))
        return found[max(0, here - count) : here].tolist()[::-1], found[after:end].tolist()

    def untouched(self, reads: Iterable[Read]) -> bool:
        """Tell whether nothing in some ranges was touched since the pages were made: what was found there holds."""
        if self._calm is None:
            self._calm = self.store.db.execute("SELECT 1 FROM touched LIMIT 1").fetchone() is None
        sql = "SELECT 1 FROM touched WHERE grp = ? AND seq BETWEEN ? AND ? LIMIT 1"
        return self._calm or not any(self.store.db.execute(sql, read).fetchone() for read in reads)

    def seq_of(self, doc: int) -> int:
        """Return the place of an article in time."""
        if doc in self._at_hand:
            return self._at_hand[doc][0]
        return int(self.store.db.execute("SELECT seq FROM docs WHERE id = ?", (doc,)).fetchone()[0])

    def group_name(self, group: int) -> tuple[str, str]:
        """Return kind and slug of a group."""
        row = self.store.db.execute("SELECT kind, slug FROM groups WHERE id = ?", (group,)).fetchone()
        return row[0], row[1]

    def record(self, doc: int) -> bytes:
        """Return the packed record of a document."""
        at_hand = self._at_hand.get(doc)
        if at_hand is not None and at_hand[1] is not None:
            return at_hand[1]
        return bytes(self.store.db.execute("SELECT record FROM records WHERE doc = ?", (doc,)).fetchone()[0])

    def _article(self, doc: int) -> Article:
        """Return an article with its body."""
        return unpack_article(self.record(doc))


def _cards(archive: Archive, seqs: Iterable[int], reads: Sequence[Read]) -> Answer:
    known = archive.cards(seqs)
    return Answer([one.card for one in known], digest(b"".join(one.digest for one in known)), tuple(reads))


def _value(value: Any, reads: Iterable[Read]) -> Answer:
    return Answer(value, digest(_encode(value)), tuple(reads))


def latest(archive: Archive, count: int, kind: str, slug: str, upto: int) -> Answer:
    """Return the newest cards of a group (all, a kanal, a type), up to a horizon, newest first."""
    group = archive.group(kind, slug)
    seqs = archive.newest(group, upto, count)
    low = seqs[-1] if len(seqs) == count else BEGINNING
    return _cards(archive, seqs, [(group, low, upto)])


def span(archive: Archive, group: int, lo: int, hi: int) -> Answer:
    """Return the cards of a group within a range, newest first."""
    return _cards(archive, archive.between(group, lo, hi)[::-1], [(group, lo, hi)])


def everything(archive: Archive, lo: int, hi: int) -> Answer:
    """Return the cards of all articles within a range, newest first."""
    return span(archive, archive.group("all", ""), lo, hi)


def related_to(archive: Archive, doc: int, count: int, upto: int) -> Answer:
    """Return the cards that are most related to an article, up to a horizon, the best first."""
    seq = archive.seq_of(doc)
    try:
        own, tags = archive.traits.get(seq), archive.card(seq).card.tags
    except LookupError:
        # A notice in the place of a withdrawn article; its page is made again when it becomes one.
        return _value([], [])
    reads: list[Read] = []
    everyone = archive.group("all", "")
    around = archive.newest(everyone, seq - 1, related.AROUND)[::-1]
    reads.append((everyone, around[0] if len(around) == related.AROUND else BEGINNING, seq))
    weights: dict[int, int] = {}
    for tag in map(slugify, tags):
        group = archive.group("tag", tag)
        older, newer = archive.around(group, seq, upto, related.NEAREST)
        low = older[-1] if len(older) == related.NEAREST else BEGINNING
        high = newer[-1] if len(newer) == related.NEAREST else upto
        reads.append((group, low, high))
        weight = related.weight(older, around)
        for other in (*older, *newer):
            weights[other] = weights.get(other, 0) + weight
    candidates = zip(weights.values(), weights, archive.traits.load(weights), strict=True)
    seqs = related.best(own, candidates, count)
    return msgspec.structs.replace(_cards(archive, seqs, reads), seqs=tuple(seqs))


def person(archive: Archive, name: str) -> Answer:
    """Return who is meant by a byline."""
    return _value(archive.person(name), [(-person_key(slugify(name)), 0, 0)])


def profile(archive: Archive, slug: str) -> Answer:
    """Return the profile with a slug, or None."""
    found: Profile | None = archive.people.profiles.get(slug)
    return _value(found, [(-person_key(slug), 0, 0)])


def target(archive: Archive, kind: Literal["link", "baca"], written: str) -> Answer:
    """Return headline and address of what a link leads to, or None when that is not published."""
    link = Link(kind, written)
    found = _target(archive, link)
    return _value(found and found[0], [(-link_key(link), 0, 0)])


def followed(archive: Archive, written: str) -> Answer:
    """Return what an article continues, or None when that is not published."""
    link = Link("link", written)
    found = _target(archive, link)
    value = Followed(found[0].name or found[0].url, found[0].url, found[1]) if found else None
    return _value(value, [(-link_key(link), 0, 0)])


def _target(archive: Archive, link: Link) -> tuple[Named, Stamp | None] | None:
    """Return headline and address of what a link leads to, and the time of an article."""
    db = archive.store.db
    name = link_key(link)
    fragment = "#" + link.target.partition("#")[2] if "#" in link.target else ""
    # What is not published may bear the same address as what is: the draft of a new version, say.
    row = db.execute(
        "SELECT id, kind, state, seq FROM names JOIN docs ON id = doc WHERE key = ?"
        f" ORDER BY kind = 'article' AND state = {Status.HIDDEN}, path LIMIT 1",
        (name,),
    ).fetchone()
    if row is None:
        found = db.execute("SELECT path FROM pages WHERE key = ? AND kind <> ''", (name,)).fetchone()
        return (Named("", page_url(found[0]) + fragment), None) if found else None
    doc, kind, state, seq = row
    if kind == "article" and state == Status.SHOWN:
        card = archive.card(seq).card
        return Named(card.title, card.url + fragment), card.stamp
    if kind == "article":
        article = archive.article(doc)
        if state != Status.NOTICE:
            return None
        return Named(article.matter.title, article.url + fragment), article.matter.stamp
    record = archive.record(doc)
    if kind == "standing":
        page = unpack_standing(record)
        return Named(page.title, f"/{page.slug}/{fragment}"), None
    if kind == "profile":
        one = unpack_profile(record)
        return Named(one.name, f"/penulis/{one.slug}/{fragment}"), None
    return Named("", f"/{unpack_media(record).path}{fragment}"), None


def picture(archive: Archive, src: str, alt: str) -> Answer:
    """Return a picture of the site with its size and where its variants are."""
    media_url = archive.site.reading.media_url
    if media_url:
        return _value(Picture(media_url + picture_url(src), alt), [])
    found = picture_of(archive.store, src)
    of: tuple[Use, ...] = ("whole",) if found.base else ()
    return _value(msgspec.structs.replace(found, alt=alt, of=of), [(-url_key(src), 0, 0)])


def tag(archive: Archive, slug: str) -> Answer:
    """Return the name of a tag as its oldest article spells it, so that no newer one can change it."""
    return _value(*_spelling(archive, "tag", slug))


def author(archive: Archive, slug: str) -> Answer:
    """Return the name of an author without a profile, as the oldest article spells it."""
    return _value(*_spelling(archive, "author", slug))


def _spelling(archive: Archive, kind: str, slug: str) -> tuple[str, list[Read]]:
    group = archive.group(kind, slug)
    sql = "SELECT seq FROM members WHERE grp = ? ORDER BY seq LIMIT 1"
    row = archive.store.db.execute(sql, (group,)).fetchone()
    if row is None:
        return slug, [(group, BEGINNING, END)]
    card = archive.card(row[0]).card
    names = card.tags if kind == "tag" else card.authors
    own = (name for name in names if slugify(name) == slug or archive.people.slug(slugify(name)) == slug)
    return next(own, slug), [(group, BEGINNING, row[0])]


def terms(archive: Archive, letter: str) -> Answer:
    """Return the tags that begin with a letter or digit, by slug."""
    sql = "SELECT slug FROM groups WHERE kind = 'tag' AND slug >= ? AND slug < ? AND count > 0 ORDER BY slug"
    slugs = [row[0] for row in archive.store.db.execute(sql, (letter, chr(ord(letter) + 1)))]
    return _named(archive, [(slug, 0) for slug in slugs], count_key(f"terms:{letter}"))


def popular(archive: Archive, count: int) -> Answer:
    """Return the tags of the most articles, by number and slug."""
    sql = "SELECT slug, count FROM groups WHERE kind = 'tag' AND count > 0 ORDER BY count DESC, slug LIMIT ?"
    return _named(archive, archive.store.all(sql, count), count_key("terms"))


def _named(archive: Archive, rows: list[tuple[str, int]], name: int) -> Answer:
    reads: list[Read] = [(-name, 0, 0)]
    found = []
    for slug, count in rows:
        spelled, read = _spelling(archive, "tag", slug)
        reads += read
        found.append(Term(spelled, f"/tag/{slug}/", count))
    return _value(found, reads)


def letters(archive: Archive) -> Answer:
    """Return the letters and digits that tags begin with."""
    sql = "SELECT DISTINCT note FROM pages WHERE ref IS NULL AND kind = 'tags' AND note <> '' ORDER BY note"
    found = [row[0] for row in archive.store.db.execute(sql)]
    return _value(found, [(-count_key("letters"), 0, 0)])


def counts(archive: Archive, start: int, end: int, name: str) -> Answer:
    """Return day and number of articles of the days from `start` until before `end`, counted from 1970-01-01."""
    sql = "SELECT day, count FROM days WHERE day >= ? AND day < ? ORDER BY day"
    rows = [tuple(row) for row in archive.store.db.execute(sql, (start, end))]
    return _value(rows, [(-count_key(name), 0, 0)])


def months(archive: Archive) -> Answer:
    """Return year, month and number of articles of each month that has any, oldest first."""
    found: dict[tuple[int, int], int] = {}
    for number, count in archive.store.db.execute("SELECT day, count FROM days ORDER BY day"):
        day = dates.day_of(number)
        found[day.year, day.month] = found.get((day.year, day.month), 0) + count
    return _value([(year, month, count) for (year, month), count in found.items()], [(-count_key("years"), 0, 0)])


def neighbours(archive: Archive, day: int) -> Answer:
    """Return the nearest days with articles before and after a day, or None."""
    db = archive.store.db
    before = db.execute("SELECT day FROM days WHERE day < ? ORDER BY day DESC LIMIT 1", (day,)).fetchone()
    after = db.execute("SELECT day FROM days WHERE day > ? ORDER BY day LIMIT 1", (day,)).fetchone()
    value = (before[0] if before else None, after[0] if after else None)
    read = (
        archive.group("days", ""),
        BEGINNING if value[0] is None else value[0],
        END if value[1] is None else value[1],
    )
    return _value(value, [read])


def entries(archive: Archive, count: int, category: str, upto: int) -> Answer:
    """Return the newest articles with their bodies, for a feed."""
    group = archive.group("kanal", category) if category else archive.group("all", "")
    seqs = archive.newest(group, upto, count)
    low = seqs[-1] if len(seqs) == count else BEGINNING
    found = [(one.card, archive.article(one.doc)) for one in archive.cards(seqs)]
    return _value(found, [(group, low, upto), (archive.group("body", ""), low, upto)])


def standing(archive: Archive) -> Answer:
    """Return the addresses of the standing pages and of the people with profiles."""
    db = archive.store.db
    rows = db.execute("SELECT path FROM docs WHERE seq IS NULL AND kind IN ('standing', 'profile') ORDER BY path")
    found = []
    for (path,) in rows:
        found.append(f"/{file_slug(path)}/" if path.startswith("pages/") else f"/penulis/{file_slug(path)}/")
    return _value(found, [(-count_key("standing"), 0, 0)])


QUERIES: dict[str, Callable[..., Answer]] = {
    query.__name__: query
    for query in (
        latest, span, everything, related_to, person, profile, target, followed, picture, tag, author, terms, popular,
        letters, counts, months, neighbours, entries, standing,
    )
}  # fmt: skip
"""All that can be asked, by name. The arguments of each are plain values, so that a page can note them."""
