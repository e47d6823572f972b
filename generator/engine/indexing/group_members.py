"""Moves published articles in and out of groups; updates cards and counts.

A ledger is a group whose members are entries (corrections or withdrawals), so that it is split into pages like any
listing. Two entries of one second have a one in a million chance of sharing a seq, and are then one member.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import starmap

from generator.base import timestamps
from generator.base.digest import key
from generator.engine.indexing.article_diff import IndexRun, PlacedArticle, Published
from generator.engine.indexing.postings import Postings
from generator.model import related
from generator.model.codec import decode_card
from generator.model.lookup_keys import count_key, group_key, url_key
from generator.model.ordinal import SHIFT, first_ordinal
from generator.model.records import Record
from generator.store import groups, members
from generator.store.database import Store
from generator.store.groups import LedgerEntry

_SPELLED = ("tag", "author")
"""Kinds of groups whose name is taken from the labels of an article."""


class MemberChanges(Record, frozen=True):
    """The changes of groups and their counts."""

    groups: Mapping[int, AbstractSet[int]]
    """Group id -> seqs at which it differs."""
    cosmetic: Mapping[int, AbstractSet[int]]
    """Group id -> those at which an article only looks different."""
    oldest: Mapping[int, int]
    """Group id -> the oldest seq at which it gained or lost a member."""
    published: Mapping[int, int]
    """Group id -> how many more published articles it has."""
    keys: AbstractSet[int]
    days: AbstractSet[int]
    """Days whose number of articles differs, counted from 1970-01-01."""
    stayed: AbstractSet[int]
    """Articles that are published at the same seq as before, and may be in the same lists."""
    causes: Mapping[int, int]
    """Seq of an article whose candidates for Artikel Terkait changed -> that of an article that caused it."""


class GroupMembers:
    """Changes the members of groups; on a first reading no page has read any seq, so none is recorded."""

    def __init__(self, run: IndexRun) -> None:
        self._store = run.store
        self._group_ids = run.group_ids
        self._site = run.site
        self._first = run.first
        self._postings = Postings(run.store, run.site.freshness, first=run.first)
        # Groups without members, which feeds and article pages record as read.
        self._bodies = run.group_ids.id("body", "")
        self._candidates = run.group_ids.id("candidates", "")
        self._labels = run.group_ids.id("labels", "")
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
        """Add an article to its groups, in which it was as `old`; its body may have changed in any case."""
        if not self._first:
            self._touched[self._bodies].add(new.seq)
        if old is not None and old.seq == new.seq:
            if old == new:
                self._stayed.add(doc)
                return
            if not self._stay(old, new):
                self._stayed.add(doc)
        else:
            if old is not None:
                self.leave(old)
            self._postings.enter(new.seq, _terms(new))
            self._join(new.seq, new.groups)
        self._cards.append((new.seq, doc, new.card, new.traits))

    def _stay(self, old: Published, new: Published) -> bool:
        """Change an article that keeps its seq; return whether other lists may have it than before."""
        seq, stays = new.seq, frozenset(old.groups).intersection(new.groups)
        left = [group for group in old.groups if group not in stays]
        members.remove(self._store, left, seq)
        members.remove_card(self._store, seq)
        self._count(seq, left, -1)
        self._join(seq, [group for group in new.groups if group not in stays])
        labels = old.card != new.card
        if labels:
            self._touched[self._labels].add(seq)
        # Labels do not count as looks.
        looks = labels and decode_card(old.card)[2] != decode_card(new.card)[2]
        # Pages read a group's members, their cards, and which lists they may fill; Artikel Terkait and texts are read
        # through `_candidates` and `_bodies`.
        fills = self._postings.stay(seq, old.traits, new.traits, looks=looks)
        for group in stays:
            if fills:
                self._touched[group].add(seq)
            elif looks or (labels and self._group_ids.name(group)[0] in _SPELLED):
                self._touched[group].add(seq)
                self._cosmetic[group].add(seq)
        return fills

    def _join(self, seq: int, group_ids: Collection[int]) -> None:
        for group in group_ids:
            self._members[group].append(seq)
        self._count(seq, group_ids, 1)

    def _count(self, seq: int, group_ids: Collection[int], step: int) -> None:
        """Add `step` to the article counts of some groups, and touch the seq there."""
        for group in group_ids:
            self._published[group] += step
            self._oldest[group] = min(seq, self._oldest.get(group, seq))
            if not self._first:
                self._touched[group].add(seq)
        self._articles_of_day[timestamps.day_number(seq >> SHIFT, self._site.zone)] += step

    def write_cards(self) -> None:
        """Write the cards of entered articles, after moved ones have left their seqs."""
        members.add_cards(self._store, sorted(self._cards))
        self._cards.clear()

    def finish(self) -> MemberChanges:
        """Write the members and update the counts; return what changed."""
        # In the order of the table, so that it is appended to.
        rows = ((group, seq) for group in sorted(self._members) for seq in sorted(self._members[group]))
        members.add(self._store, rows)
        affected = self._postings.finish()
        causes = {**affected.cosmetic, **affected.candidates}
        if causes:
            self._touched[self._candidates].update(causes)
            self._cosmetic[self._candidates].update(affected.cosmetic.keys() - affected.candidates.keys())
        keys = self._count_groups() | set(starmap(group_key, self._group_ids.created))
        days_ = self._count_days()
        for number in days_:
            at = timestamps.day_of(number)
            names = ("years", f"y:{at.year:04d}", f"m:{at.year:04d}-{at.month:02d}", f"d:{at.isoformat()}")
            keys.update(map(count_key, names))
        return MemberChanges(
            self._touched, self._cosmetic, self._oldest, self._published, keys, days_, self._stayed, causes
        )

    def _count_groups(self) -> set[int]:
        """Write the article counts of groups; return the keys of counts that changed."""
        keys: set[int] = set()
        steps = [(step, group) for group, step in self._published.items() if step]
        groups.add_published(self._store, steps)
        for step, group in steps:
            kind, slug = self._group_ids.name(group)
            if kind == "tag":
                keys.add(count_key("terms"))
                published = groups.get(self._store, group).published
                if published in (0, step):
                    keys |= {count_key(f"terms:{slug[0]}"), url_key(self._site.paths.letter_url(slug[0]))}
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
    """The changes of ledgers."""

    groups: Mapping[int, AbstractSet[int]]
    oldest: Mapping[int, int]
    """Group id -> the oldest seq at which it gained or lost a member."""
    causes: Mapping[int, str]
    """Seq -> the file of content/ that changed it."""


def enter_ledgers(run: IndexRun, article: PlacedArticle, *, hidden: bool) -> list[LedgerEntry]:
    """Add the ledger entries of an article."""
    entries = []
    for number, (slug, epoch) in enumerate(article.facts.entries):
        group, seq = run.group_ids.id("ledger", slug), entry_seq(article.path, number, epoch)
        entries.append(LedgerEntry(group, seq, article.doc, number, int(hidden)))
    groups.add_entries(run.store, entries)
    return entries


def entry_seq(path: str, number: int, epoch: int) -> int:
    """Return the seq of an entry from its file alone, so that no other entry moves it."""
    return first_ordinal(epoch) + key(f"{path}:{number}") % (1 << SHIFT)


def update_ledgers(store: Store, changed: Iterable[tuple[LedgerEntry, str]]) -> LedgerChanges:
    """Update members and counts for entries that a file added or removed; return what changed."""
    touched: defaultdict[int, set[int]] = defaultdict(set)
    causes: dict[int, str] = {}
    for entry, path in changed:
        if not entry.hidden:
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
    return LedgerChanges(touched, oldest, causes)
