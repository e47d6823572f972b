"""Index: bring what was parsed into the store, and tell what it touches.

A page may depend on three sorts of things, and so there are three ways to touch
something: a range of a *group* (all, a kanal, a tag, an author, the bodies) at
the seq of each article that enters, leaves or looks different; an exact *key*
(see `facts`); and the document that the page itself is made of.

Nothing here looks at the whole archive: every statement is an index lookup for
a document that changed or whose hour has come.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from generator.base import dates
from generator.base.workers import batches
from generator.portal import facts, urls
from generator.portal.facts import Facts, Showing, byline_slugs
from generator.portal.keys import count_key, file_key, person_key, url_key
from generator.portal.packing import decode_card, unpack_article, unpack_profile, unpack_standing
from generator.portal.page import Page
from generator.portal.reasons import Reason
from generator.portal.records import Record
from generator.portal.seq import BEGINNING, SHIFT, first_seq, last_seq
from generator.portal.site import Site
from generator.portal.status import Status
from generator.portal.variants import uses_of
from generator.queries.people import People
from generator.queries.pictures import site_picture
from generator.stages import scheduled
from generator.stages.delta import Delta
from generator.stages.parse import Parsed
from generator.stages.scheduled import Unpublished
from generator.store import arrivals, documents, groups
from generator.store.database import Store

_MANY = 200_000
"""Names that are gathered before they are written in the order of their table."""
_BATCH = 500
"""Articles of a first reading that are in memory at a time."""

encode = msgspec.msgpack.Encoder().encode


class Clock(Record, frozen=True):
    """What decides whether an article is published."""

    now: int
    """Seconds since 1970."""
    drafts: bool = False


class _Builder:
    """A delta in the making."""

    def __init__(self) -> None:
        self.groups: defaultdict[int, set[int]] = defaultdict(set)
        self.keys: set[int] = set()
        self.causes: dict[int, str] = {}
        self.reasons: dict[int, Reason] = {}
        self.pages: dict[int, tuple[Page, ...]] = {}
        self.gone: set[int] = set()
        self.profiles: set[str] = set()
        self.members: dict[int, int] = {}
        self.days: set[int] = set()
        self.pictures: set[int] = set()
        self.unproven: set[int] = set()
        self.scheduled_pages: dict[int, tuple[Page, ...]] = {}
        self.scheduled_keys: set[int] = set()
        self.scheduled_numbers: dict[int, tuple[int, int]] = {}
        self.vacated: set[int] = set()

    def delta(self, *, first: bool, drafts: bool) -> Delta:
        """Return it as a value."""
        return Delta(first=first, drafts=drafts, **vars(self))


class Shown(Record, frozen=True):
    """An article as the groups know it."""

    seq: int
    card: bytes
    groups: tuple[int, ...]


def index(
    store: Store, parsed: Iterable[Parsed], deleted: Iterable[str], site: Site, clock: Clock, *, ahead: bool = False
) -> Delta:
    """Bring changed files into the store, which is in a transaction.

    Args:
        store: the store.
        parsed: files whose bytes changed; the articles come last. One with problems is as if it were not there.
        deleted: paths of files that are gone.
        site: the configuration.
        clock: decides what is published.
        ahead: whether the pictures of articles that are not published now are wanted too, as in a preview.

    """
    return _Indexer(store, site, clock, ahead=ahead).run(parsed, deleted)


def state_of(known: Facts, clock: Clock) -> int:
    """Return whether an article is hidden, shown or a notice at the time of the build."""
    if known.draft and not clock.drafts:
        return Status.HIDDEN
    if known.epoch > clock.now or (known.expires and known.expires <= clock.now):
        return Status.HIDDEN
    return Status.NOTICE if known.retracted else Status.SHOWN


def is_coming(known: Facts, clock: Clock) -> bool:
    """Return whether the hour of an article will come while nobody edits it."""
    return known.epoch > clock.now and (clock.drafts or not known.draft)


class _Indexer:
    def __init__(self, store: Store, site: Site, clock: Clock, *, ahead: bool) -> None:
        self.store = store
        self.ahead = ahead
        self.db = store.db
        self.site = site
        self.clock = clock
        self.touched = _Builder()
        self.people = People(store)
        self.groups: dict[tuple[str, str], int] = {}
        self.slugs: dict[int, tuple[str, str]] = {}
        """The same the other way round."""
        self.unpublished = Unpublished(store, site.zone)
        self.before: dict[int, Shown] = {}
        """Document -> how it was shown at the last build, of all that are looked at."""
        self.waiting: dict[int, tuple[str, Facts]] = {}
        """Document -> path and facts of each article that waits for its place."""
        self.showings: defaultdict[Showing, int] = defaultdict(int)
        """A way in which a picture is shown -> how many more documents do so than before."""
        self.taken_back: set[int] = set()
        """Documents whose old showings are in that."""
        # A site that was built without any content has pages that show nothing; they must learn of the first article.
        self.first = documents.is_empty(store) and not store.all("SELECT 1 FROM pages WHERE kind <> '' LIMIT 1")

    def run(self, parsed: Iterable[Parsed], deleted: Iterable[str]) -> Delta:
        again = self._wake()
        for path in deleted:
            again |= self._remove(path)
        again |= self._insert(self._readable(parsed, again))
        again |= self._changed_people()
        if self.first:
            self._settle()
        else:
            for doc in again:
                self._reload(doc)
            self._apply(self._place())
        self._count_showings()
        return self.touched.delta(first=self.first, drafts=self.clock.drafts)

    # ---------------------------------------------------------- files come and go

    def _doc(self, path: str) -> int | None:
        row = self.db.execute("SELECT doc FROM names WHERE key = ?", (file_key(path),)).fetchone()
        return row[0] if row else None

    def _facts(self, doc: int) -> tuple[str, str, Facts] | None:
        """Return kind, path and facts of a document of the store."""
        row = self.db.execute(
            "SELECT kind, path, record FROM docs JOIN records ON doc = id WHERE id = ?", (doc,)
        ).fetchone()
        if row is None:
            return None
        kind, path, record = row
        if kind == "article":
            return kind, path, facts.of_article(unpack_article(record), self.site.reading.media_url)
        if kind == "profile":
            return kind, path, facts.of_profile(unpack_profile(record), self.site.reading.media_url)
        if kind == "standing":
            return kind, path, facts.of_standing(unpack_standing(record), self.site.reading.media_url)
        return kind, path, facts.of_media(path)

    def _forget(self, doc: int) -> set[int]:
        """Take back what a file has given to the index; return the articles to be looked at again because of it."""
        found = self._facts(doc)
        assert found is not None
        kind, path, known = found
        self._hide(doc, kind, known)
        self._remember(doc)
        self.waiting.pop(doc, None)
        self._name(known.names, path)
        if kind == "article":
            self.unpublished.remove(doc)
        self.db.executemany("DELETE FROM names WHERE key = ? AND doc = ?", [(name, doc) for name in known.names])
        self.db.executemany("DELETE FROM links WHERE key = ? AND doc = ?", [(name, doc) for name in known.links])
        if kind == "profile":
            self.touched.profiles.add(path)
        if kind in ("profile", "standing"):
            self.touched.keys.add(count_key("standing"))
        if kind == "media":
            self.touched.pictures.add(url_key(f"/{path}"))
        return self._users(url_key(f"/{path}")) if kind == "media" else set()

    def _remove(self, path: str) -> set[int]:
        doc = self._doc(path)
        if doc is None:
            return set()
        again = self._forget(doc)
        self.db.execute("DELETE FROM docs WHERE id = ?", (doc,))
        self.db.execute("DELETE FROM records WHERE doc = ?", (doc,))
        self.touched.gone.add(doc)
        self.touched.reasons.pop(doc, None)
        return again

    def _readable(self, parsed: Iterable[Parsed], again: set[int]) -> Iterator[Parsed]:
        """Yield what has no problems; add to `again` the articles to be looked at because of what has some."""
        for one in parsed:
            if one.problems:
                again |= self._remove(one.path)
            else:
                yield one

    def _insert(self, parsed: Iterable[Parsed]) -> set[int]:
        """Take in what was parsed; return the articles to be looked at again because of it."""
        again: set[int] = set()
        names: list[tuple[int, int]] = []
        links: list[tuple[int, int]] = []
        coming: list[tuple[int, str, Facts]] = []
        # A number of a file that is gone is not given to another in the same build: what is said of one is not of both.
        following = max(self.store.all("SELECT max(id) FROM docs")[0][0] or 0, *self.touched.gone, 0) + 1
        insert_doc = "INSERT OR REPLACE INTO docs (id, kind, path, digest, seq, state) VALUES (?, ?, ?, ?, ?, ?)"
        for one in parsed:
            assert one.facts is not None
            doc = None if self.first else self._doc(one.path)
            seq = None
            if doc is None:
                doc, following = following, following + 1
                if not self.first:
                    self.touched.reasons[doc] = Reason.NEW_FILE
            else:
                again |= self._forget(doc)
                self.touched.reasons[doc] = Reason.FILE_CHANGED
                seq = self.db.execute("SELECT seq FROM docs WHERE id = ?", (doc,)).fetchone()[0]
            state = Status.FAULTY if one.facts.faulty else Status.HIDDEN
            self.db.execute(insert_doc, (doc, one.kind, one.path, one.digest, seq, state))
            self.db.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (doc, one.record))
            names += [(name, doc) for name in one.facts.names]
            links += [(name, doc) for name in one.facts.links]
            if len(names) > _MANY:
                self._names(names, links)
            if one.kind == "article" and self.first:
                coming.append((doc, one.path, one.facts))
                if len(coming) == _BATCH:
                    self._arrive(coming)
            elif one.kind == "article":
                self.waiting[doc] = (one.path, one.facts)
            else:
                self.touched.pages[doc] = one.facts.outputs
                self._show(one.facts)
                if one.kind in ("profile", "standing"):
                    self.touched.keys.add(count_key("standing"))
                if one.kind == "profile":
                    self.touched.profiles.add(one.path)
                    if one.facts.photo:
                        self.touched.unproven.add(url_key(one.facts.photo))
                elif one.kind == "media" and not self.first:
                    self.touched.pictures.add(url_key(f"/{one.path}"))
                    self.touched.unproven.add(url_key(f"/{one.path}"))
                    again |= self._users(url_key(f"/{one.path}"))
                # Pictures must be found by the articles that follow in this same batch.
                self.db.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", names)
                names.clear()
            if not self.first:
                self._name(one.facts.names, one.path)
        self._names(names, links)
        self._arrive(coming)
        return again

    def _expect(self, known: Facts) -> None:
        """Note the pictures of an article that will come out."""
        if is_coming(known, self.clock):
            self.touched.unproven.update(one.key for one in known.shown)

    def _show(self, known: Facts) -> None:
        """Count the pictures that a document shows."""
        for one in known.shown:
            self.showings[one] += 1

    def _hide(self, doc: int, kind: str, known: Facts) -> None:
        """Take back the pictures that a document showed at the last build."""
        if doc in self.taken_back or not known.shown:
            return
        self.taken_back.add(doc)
        if kind == "article" and not self.ahead:
            state = self.db.execute("SELECT state FROM docs WHERE id = ?", (doc,)).fetchone()[0]
            if state != Status.SHOWN:
                return
        for one in known.shown:
            self.showings[one] -= 1

    def _count_showings(self) -> None:
        """Bring the numbers of showings up to date; the pictures that are shown in a new way, or no longer, differ."""
        for one, step in self.showings.items():
            if step:
                where = (one.key, one.use, one.focus)
                self.db.execute("INSERT INTO shown VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING", where)
                sql = "UPDATE shown SET count = count + ? WHERE key = ? AND use = ? AND focus = ? RETURNING count"
                count = self.db.execute(sql, (step, *where)).fetchone()[0]
                if count in (0, step):
                    self.touched.pictures.add(one.key)
                if not count:
                    self.db.execute("DELETE FROM shown WHERE key = ? AND use = ? AND focus = ?", where)

    def _names(self, names: list[tuple[int, int]], links: list[tuple[int, int]]) -> None:
        """Write names and links, and empty the lists."""
        self.db.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", sorted(names))
        self.db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", sorted(links))
        names.clear()
        links.clear()

    def _name(self, names: Iterable[int], path: str) -> None:
        """Touch the names of a file."""
        for name in names:
            self.touched.keys.add(name)
            self.touched.causes.setdefault(name, path)

    def _users(self, name: int) -> set[int]:
        """Return the documents that refer to a name."""
        return {row[0] for row in self.db.execute("SELECT doc FROM links WHERE key = ?", (name,))}

    def _changed_people(self) -> set[int]:
        """When profiles changed, return the articles that are now gathered under another person."""
        if not self.touched.profiles:
            return set()
        before, after = self.people, People(self.store)
        again: set[int] = set()
        names = {name for people in (before, after) for p in people.profiles.values() for name in byline_slugs(p)}
        for name in sorted(names):
            if before.slug(name) != after.slug(name):
                group = groups.ensure(self.store, "author", before.slug(name))
                rows = self.store.all("SELECT doc FROM members JOIN cards USING (seq) WHERE grp = ?", group)
                # What is not published stands in no list, but in those that it will stand in.
                url = urls.listing_url("author", before.slug(name))
                rows += self.store.all("SELECT doc FROM asleep WHERE key = ? AND grp = ?", url_key(url), group)
                again.update(row[0] for row in rows)
                self.touched.keys.update(
                    (person_key(name), person_key(before.slug(name)), person_key(after.slug(name)))
                )
        for doc in again:
            self._remember(doc)
        self.people = after
        return again

    def _wake(self) -> set[int]:
        """Return the articles whose hour came or went since the last build."""
        stored = self.store.get("clock")
        last = msgspec.msgpack.decode(stored, type=Clock) if stored else self.clock
        low, high = sorted((last.now, self.clock.now))
        rows: list[tuple[int, Reason]] = []
        if low != high:
            sql, span = "SELECT id FROM docs WHERE seq > ? AND seq <= ?", (last_seq(low), last_seq(high))
            rows += [(doc, Reason.PUBLISHED) for (doc,) in self.db.execute(sql, span)]
            sql = "SELECT id FROM docs WHERE expires > ? AND expires <= ?"
            rows += [(doc, Reason.EXPIRED) for (doc,) in self.db.execute(sql, (low, high))]
        if last.drafts != self.clock.drafts:
            rows += [(doc, Reason.DRAFTS) for (doc,) in self.db.execute("SELECT id FROM docs WHERE draft")]
        for doc, why in rows:
            self.touched.reasons.setdefault(doc, why)
        self.store.set("clock", encode(self.clock))
        return {doc for doc, _ in rows}

    # ------------------------------------------------------- articles find their place

    def _remember(self, doc: int) -> None:
        """Note how a document is shown before anything about it changes."""
        if doc in self.before:
            return
        row = self.db.execute(
            "SELECT docs.seq, card FROM docs JOIN cards USING (seq) WHERE docs.id = ? AND cards.doc = docs.id", (doc,)
        ).fetchone()
        if row is not None:
            card = decode_card(row[1])
            self.touched.causes[row[0]] = card.path
            self.before[doc] = Shown(row[0], row[1], self._groups(facts.groups_of(card)))

    def _reload(self, doc: int) -> None:
        """Look at an article of the store again."""
        if doc in self.waiting or doc in self.touched.gone:
            return
        self._remember(doc)
        found = self._facts(doc)
        if found is not None and found[0] == "article":
            self._hide(doc, found[0], found[2])
            self.waiting[doc] = found[1:]

    def _place(self) -> dict[int, int]:
        """Give each waiting article its place in time; return their seqs."""
        instants: defaultdict[int, list[int]] = defaultdict(list)
        for doc, (_, known) in self.waiting.items():
            instants[known.epoch].append(doc)
        placed: dict[int, int] = {}
        moves: list[tuple[int, int]] = []
        for epoch, docs in instants.items():
            found = self.store.all(
                "SELECT id, path, seq FROM docs WHERE seq BETWEEN ? AND ?", first_seq(epoch), last_seq(epoch)
            )
            old = {doc: seq for doc, _, seq in found}
            # One that has left this second for another stays in the way until it is moved.
            there = {doc: path for doc, path, _ in found if doc not in self.waiting}
            there |= {doc: self.waiting[doc][0] for doc in docs}
            for place, doc in enumerate(sorted(there, key=lambda one: there[one])):
                seq = placed[doc] = first_seq(epoch) + place
                if old.get(doc) != seq:
                    moves.append((seq, doc))
                    # A neighbour within the same second steps aside.
                    self._reload(doc)
        self.db.executemany("UPDATE docs SET seq = NULL WHERE id = ?", [(doc,) for _, doc in moves])
        self.db.executemany("UPDATE docs SET seq = ? WHERE id = ?", moves)
        return placed

    def _apply(self, placed: dict[int, int]) -> None:
        """Bring groups, cards and counts up to date with the difference of what was shown and what is to be shown."""
        after: dict[int, Shown] = {}
        states: list[tuple[int, int | None, int, int]] = []
        for doc, (path, known) in self.waiting.items():
            state = state_of(known, self.clock)
            states.append((state, known.expires or None, int(known.draft), doc))
            self.touched.pages[doc] = known.outputs if state else ()
            self._name(known.names, path)
            self.touched.causes[placed[doc]] = path
            self.unpublished.remove(doc)
            if state == Status.HIDDEN:
                self._lay(doc, known, self._groups(known.groups))
            if state == Status.SHOWN or self.ahead:
                self._show(known)
            else:
                self._expect(known)
            if state == Status.SHOWN:
                after[doc] = Shown(placed[doc], self._card(known), self._groups(known.groups))
        self.db.executemany("UPDATE docs SET state = ?, expires = ?, draft = ? WHERE id = ?", states)
        cards: list[tuple[int, int, bytes, bytes]] = []
        members: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
        counts: defaultdict[int, int] = defaultdict(int)
        days: defaultdict[int, int] = defaultdict(int)
        for doc, old in self.before.items():
            if after.get(doc) != old:
                self._leave(old, after.get(doc), counts, days)
        bodies = self._groups([("body", "")])[0]
        for doc, new in after.items():
            before = self.before.get(doc)
            self.touched.groups[bodies].add(new.seq)
            if before != new:
                cards.append((new.seq, doc, new.card, self.waiting[doc][1].traits))
                for group in new.groups:
                    members[group].append(new.seq)
                self._enter(new, before, counts, days)
        for doc in self.waiting:
            self.touched.reasons.setdefault(doc, Reason.DETAILS_CHANGED)
        self.db.executemany("INSERT INTO cards VALUES (?, ?, ?, ?)", sorted(cards))
        self._join(members)
        self._count(counts, days)

    def _lay(self, doc: int, known: Facts, member_of: tuple[int, ...]) -> None:
        """Take in an article that is not published."""
        coming = is_coming(known, self.clock)
        if coming and not self.first:
            self.touched.scheduled_pages[doc] = known.outputs
        named = [(*self.slugs[group], group) for group in member_of]
        self.unpublished.add(doc, known, named, scheduled=coming)

    def _join(self, members: dict[int, array[int]]) -> None:
        """Write who belongs to which group, in the order of the table, so that it grows at its end."""
        rows = ((group, seq) for group in sorted(members) for seq in sorted(members[group]))
        self.db.executemany("INSERT INTO members VALUES (?, ?)", rows)

    # ------------------------------------------------- the first reading of a site

    def _arrive(self, coming: list[tuple[int, str, Facts]]) -> None:
        """Let articles wait in the store for their places, which depend on all the others; empty the list."""
        if coming and not self.people.profiles:
            # The profiles have all come before the first article.
            self.people = People(self.store)
        rows = []
        for doc, path, known in coming:
            short = msgspec.structs.replace(known, names=(), links=(), groups=())
            rows.append((doc, path, short, self._groups(known.groups)))
        arrivals.add(self.store, rows)
        coming.clear()

    def _settle(self) -> None:
        """Give all articles their places, as `_place` and `_apply` do, with few of them in memory at a time."""
        counts: defaultdict[int, int] = defaultdict(int)
        days: defaultdict[int, int] = defaultdict(int)
        members: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
        # Nobody is a member of it; it is there for feeds to have read.
        self._groups([("body", "")])
        seq = BEGINNING
        for part in batches(arrivals.in_order(self.store), _BATCH):
            docs: list[tuple[int, int, int | None, int, int]] = []
            cards: list[tuple[int, int, bytes, bytes]] = []
            for doc, known, member_of in part:
                seq = max(seq + 1, first_seq(known.epoch))
                state = state_of(known, self.clock)
                docs.append((seq, state, known.expires or None, int(known.draft), doc))
                if state == Status.HIDDEN:
                    self._lay(doc, known, member_of)
                if state == Status.SHOWN or self.ahead:
                    self._show(known)
                else:
                    self._expect(known)
                if state == Status.SHOWN:
                    new = Shown(seq, self._card(known), member_of)
                    cards.append((seq, doc, new.card, known.traits))
                    for group in member_of:
                        members[group].append(seq)
                    self._enter(new, None, counts, days)
            self.db.executemany("UPDATE docs SET seq = ?, state = ?, expires = ?, draft = ? WHERE id = ?", docs)
            self.db.executemany("INSERT INTO cards VALUES (?, ?, ?, ?)", cards)
        self._join(members)
        self._count(counts, days)

    # --------------------------------------------------------------- who comes and goes

    def _leave(self, old: Shown, new: Shown | None, counts: dict[int, int], days: dict[int, int]) -> None:
        """Take an article out of the groups."""
        kept = set(new.groups) if new is not None and new.seq == old.seq else set()
        self.db.executemany("DELETE FROM members WHERE grp = ? AND seq = ?", [(group, old.seq) for group in old.groups])
        self.db.execute("DELETE FROM cards WHERE seq = ?", (old.seq,))
        self._note(old, kept, -1, counts, days)

    def _enter(self, new: Shown, old: Shown | None, counts: dict[int, int], days: dict[int, int]) -> None:
        """Let an article into the groups."""
        kept = set(old.groups) if old is not None and old.seq == new.seq else set()
        self._note(new, kept, 1, counts, days)

    def _note(self, one: Shown, kept: set[int], step: int, counts: dict[int, int], days: dict[int, int]) -> None:
        touched = self.touched
        for group in one.groups:
            counts[group] += step
            if not self.first:
                touched.groups[group].add(one.seq)
            if group not in kept:
                touched.members[group] = min(one.seq, touched.members.get(group, one.seq))
        days[dates.day_number(one.seq >> SHIFT, self.site.zone)] += step

    def _card(self, known: Facts) -> bytes:
        """Return the card of an article with the size of its picture."""
        if not known.photo:
            return known.card
        card = decode_card(known.card)
        assert card.photo is not None
        seen = site_picture(self.store, known.photo)
        photo = msgspec.structs.replace(
            seen, url=card.photo.url, focus=card.photo.focus, of=uses_of(card.type, seen) if seen.base else ()
        )
        return encode(msgspec.structs.replace(card, photo=photo))

    def _groups(self, names: Iterable[tuple[str, str]]) -> tuple[int, ...]:
        """Return the ids of groups, which are made if need be."""
        found: dict[int, None] = {}
        for kind, plain in names:
            slug = self.people.slug(plain) if kind == "author" else plain
            group = self.groups.get((kind, slug))
            if group is None:
                group = self.groups[kind, slug] = groups.ensure(self.store, kind, slug)
                self.slugs[group] = (kind, slug)
            found[group] = None
        return tuple(found)

    def _count(self, counts: dict[int, int], days: dict[int, int]) -> None:
        steps = [(step, group) for group, step in counts.items() if step]
        self.db.executemany("UPDATE groups SET count = count + ? WHERE id = ?", steps)
        for step, group in steps:
            kind, slug = self.slugs[group]
            if kind != "tag":
                continue
            self.touched.keys.add(count_key("terms"))
            count = self.db.execute("SELECT count FROM groups WHERE id = ?", (group,)).fetchone()[0]
            if count in (0, step):
                self.touched.keys.add(count_key(f"terms:{slug[0]}"))
        calendar = self._groups([("days", "")])[0]
        for day, step in days.items():
            if step:
                self.db.execute("INSERT INTO days VALUES (?, 0) ON CONFLICT DO NOTHING", (day,))
                sql = "UPDATE days SET count = count + ? WHERE day = ? RETURNING count"
                count = self.db.execute(sql, (step, day)).fetchone()[0]
                if count in (0, step):
                    self.touched.groups[calendar].add(day)
                self.touched.days.add(day)
                at = dates.day_of(day)
                names = ("years", f"y:{at.year:04d}", f"m:{at.year:04d}-{at.month:02d}", f"d:{at.isoformat()}")
                self.touched.keys.update(count_key(name) for name in names)
        self.db.execute("DELETE FROM days WHERE count = 0")
        self._sleep(counts)

    def _sleep(self, counts: dict[int, int]) -> None:
        """Bring up to date what is not published, and touch what may come of it and what can no longer."""
        steps = self.unpublished.finish()
        gone, self.touched.scheduled_numbers = scheduled.numbered_pages(self.store, self.site.per_page, counts, steps)
        self.touched.scheduled_keys = self.unpublished.come
        self.touched.vacated = self.unpublished.left | gone
