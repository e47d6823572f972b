"""Published articles enter groups and leave them; their cards, and the numbers that change with them.

A ledger is a group whose members are the seqs of entries, corrections or withdrawals, instead of articles, so that it
is cut into pages as any listing is. Two entries with one seq, by a chance of one in a million for two of the same
second, are one member.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet

from generator.base import timestamps
from generator.base.digest import key
from generator.engine.indexing.article_diff import IndexRun, Placed, Published
from generator.engine.indexing.postings import Postings
from generator.model import related
from generator.model.codec import decode_card
from generator.model.lookup_keys import count_key, url_key
from generator.model.ordinal import SHIFT, first_ordinal
from generator.model.records import Record
from generator.store import groups, members
from generator.store.database import Store
from generator.store.groups import Entry

_SPELLED = ("tag", "author")
"""Kinds of groups whose name is taken from the labels of an article."""


class MemberChanges(Record, frozen=True):
    """How groups and their numbers differ."""

    groups: Mapping[int, AbstractSet[int]]
    """Group id -> seqs at which it differs."""
    cosmetic: Mapping[int, AbstractSet[int]]
    """Group id -> those of them at which the same article is that only looks different."""
    oldest: Mapping[int, int]
    """Group id -> the oldest seq at which it gained or lost a member."""
    published: Mapping[int, int]
    """Group id -> how many more published articles it has."""
    keys: AbstractSet[int]
    days: AbstractSet[int]
    """Days whose number of articles differs, counted from 1970-01-01."""
    stayed: AbstractSet[int]
    """Articles that are published where they were."""
    causes: Mapping[int, int]
    """Seq of an article whose candidates for Artikel Terkait differ -> that of one because of which they do."""


class GroupMembers:
    """Changes the members of groups; on a first reading no page has read any seq, and none is noted."""

    def __init__(self, run: IndexRun) -> None:
        self._store = run.store
        self._group_ids = run.group_ids
        self._site = run.site
        self._first = run.first
        self._postings = Postings(run.store, run.site.freshness, first=run.first)
        # Nobody is a member of these; they are there for feeds and for an article's own pages to have read.
        self._bodies = run.group_ids.id("body", "")
        self._candidates = run.group_ids.id("candidates", "")
        self._touched: defaultdict[int, set[int]] = defaultdict(set)
        self._cosmetic: defaultdict[int, set[int]] = defaultdict(set)
        self._oldest: dict[int, int] = {}
        self._stayed: set[int] = set()
        self._published: defaultdict[int, int] = defaultdict(int)
        self._articles_of_day: defaultdict[int, int] = defaultdict(int)
        self._members: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
        self._cards: list[tuple[int, int, bytes, bytes]] = []

    def leave(self, old: Published) -> None:
        members.remove(self._store, old.groups, old.seq)
        members.remove_card(self._store, old.seq)
        self._postings.leave(old.seq, _terms(old))
        self._count(old.seq, old.groups, -1)

    def enter(self, doc: int, new: Published, old: Published | None) -> None:
        """Enter an article into its groups, which was in them as `old`; its body may differ in any case."""
        if not self._first:
            self._touched[self._bodies].add(new.seq)
        if old is not None and old.seq == new.seq:
            self._stayed.add(doc)
            if old == new:
                return
            self._stay(old, new)
        else:
            if old is not None:
                self.leave(old)
            self._postings.enter(new.seq, _terms(new))
            self._join(new.seq, new.groups)
        self._cards.append((new.seq, doc, new.card, new.traits))

    def _stay(self, old: Published, new: Published) -> None:
        seq, stays = new.seq, frozenset(old.groups).intersection(new.groups)
        left = [group for group in old.groups if group not in stays]
        members.remove(self._store, left, seq)
        members.remove_card(self._store, seq)
        self._count(seq, left, -1)
        self._join(seq, [group for group in new.groups if group not in stays])
        labels = old.card != new.card
        # Labels are no part of how it looks.
        looks = labels and decode_card(old.card)[2] != decode_card(new.card)[2]
        self._postings.stay(seq, old.traits, new.traits, looks=looks)
        # Of a group are read its members, their cards, and whether somebody paid for them; more of Artikel Terkait, and
        # of the text, is read by way of `_candidates` and `_bodies`.
        paid = old.traits != new.traits and related.is_paid(old.traits) != related.is_paid(new.traits)
        for group in stays:
            if paid:
                self._touched[group].add(seq)
            elif looks or (labels and self._group_ids.name(group)[0] in _SPELLED):
                self._touched[group].add(seq)
                self._cosmetic[group].add(seq)

    def _join(self, seq: int, group_ids: Collection[int]) -> None:
        for group in group_ids:
            self._members[group].append(seq)
        self._count(seq, group_ids, 1)

    def _count(self, seq: int, group_ids: Collection[int], step: int) -> None:
        """Count an article into some groups or out of them, and touch its place there."""
        for group in group_ids:
            self._published[group] += step
            self._oldest[group] = min(seq, self._oldest.get(group, seq))
            if not self._first:
                self._touched[group].add(seq)
        self._articles_of_day[timestamps.day_number(seq >> SHIFT, self._site.zone)] += step

    def write_cards(self) -> None:
        """Write the cards of the articles that have entered, once those that moved have left their places."""
        members.add_cards(self._store, sorted(self._cards))
        self._cards.clear()

    def finish(self) -> MemberChanges:
        """Write the members, and bring the numbers up to date; return what differs."""
        # In the order of the table, so that it grows at its end.
        rows = ((group, seq) for group in sorted(self._members) for seq in sorted(self._members[group]))
        members.add(self._store, rows)
        affected = self._postings.finish()
        causes = {**affected.cosmetic, **affected.candidates}
        if causes:
            self._touched[self._candidates].update(causes)
            self._cosmetic[self._candidates].update(affected.cosmetic.keys() - affected.candidates.keys())
        keys = self._count_groups()
        days_ = self._count_days()
        for number in days_:
            at = timestamps.day_of(number)
            names = ("years", f"y:{at.year:04d}", f"m:{at.year:04d}-{at.month:02d}", f"d:{at.isoformat()}")
            keys.update(map(count_key, names))
        return MemberChanges(
            self._touched, self._cosmetic, self._oldest, self._published, keys, days_, self._stayed, causes
        )

    def _count_groups(self) -> set[int]:
        """Write how many articles groups have; return the keys of the numbers that differ."""
        keys: set[int] = set()
        steps = [(step, group) for group, step in self._published.items() if step]
        groups.add_published(self._store, steps)
        came: list[str] = []
        went: list[str] = []
        for step, group in steps:
            kind, slug = self._group_ids.name(group)
            if kind == "tag":
                keys.add(count_key("terms"))
                published = groups.get(self._store, group).published
                if published in (0, step):
                    (came if published else went).append(slug)
        groups.add_prefixes(self._store, came, 1)
        groups.add_prefixes(self._store, went, -1)
        groups.remove_empty_prefixes(self._store, went)
        for prefix in {prefix for slug in (*came, *went) for prefix in groups.prefixes_of(slug)}:
            # A link to its list is right as long as there are such tags, though too few for a list of their own.
            keys |= {count_key(f"terms:{prefix}"), url_key(self._site.paths.letter_url(prefix))}
        return keys

    def _count_days(self) -> set[int]:
        calendar, changed = self._group_ids.id("days", ""), set()
        for day, step in self._articles_of_day.items():
            if step:
                if groups.add_to_day(self._store, day, step) in (0, step):
                    self._touched[calendar].add(day)
                changed.add(day)
        groups.remove_empty_days(self._store)
        return changed


def _terms(article: Published) -> frozenset[int]:
    return related.indexed_terms(related.unpack(article.traits))


class LedgerChanges(Record, frozen=True):
    """How ledgers differ."""

    groups: Mapping[int, AbstractSet[int]]
    oldest: Mapping[int, int]
    """Group id -> the oldest seq at which it gained or lost a member."""
    causes: Mapping[int, str]
    """Seq -> the file of content/ because of which it differs."""


def enter_ledgers(run: IndexRun, article: Placed, *, hidden: bool, scheduled: bool) -> list[Entry]:
    """Take in the entries of an article; a `scheduled` one will be published though nobody edits it."""
    entries = []
    for number, (slug, epoch) in enumerate(article.facts.entries):
        group, seq = run.group_ids.id("ledger", slug), entry_seq(article.path, number, epoch)
        entries.append(Entry(group, seq, article.doc, number, int(hidden), int(scheduled)))
    groups.add_entries(run.store, entries)
    return entries


def entry_seq(path: str, number: int, epoch: int) -> int:
    """Return the seq of an entry by its file alone, so that no other entry moves it."""
    return first_ordinal(epoch) + key(f"{path}:{number}") % (1 << SHIFT)


def update_ledgers(store: Store, steps: Iterable[tuple[Entry, int, str]]) -> LedgerChanges:
    """Bring members and numbers up to date with entries that came (1) or went (-1) by a file; return what differs."""
    touched: defaultdict[int, set[int]] = defaultdict(set)
    causes: dict[int, str] = {}
    hidden: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for entry, step, path in steps:
        if entry.hidden:
            hidden[entry.group][0] += step
            hidden[entry.group][1] += step * entry.scheduled
        else:
            touched[entry.group].add(entry.seq)
            causes[entry.seq] = path
    oldest: dict[int, int] = {}
    for group, seqs in touched.items():
        count = 0
        for seq in sorted(seqs):
            was, is_now = bool(members.between(store, group, seq, seq)), groups.has_entry(store, group, seq)
            if was == is_now:
                continue
            if was:
                members.remove(store, [group], seq)
            else:
                members.add(store, [(group, seq)])
            count += is_now - was
            oldest.setdefault(group, seq)
        groups.add_published(store, [(count, group)])
    groups.add_unpublished(store, [(unpublished, coming, group) for group, (unpublished, coming) in hidden.items()])
    return LedgerChanges(touched, oldest, causes)
