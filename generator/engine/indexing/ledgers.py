"""Corrections and withdrawals enter their ledgers and leave them, each at its own place in time.

A ledger is a group whose members are the seqs of entries instead of articles, so that it is cut into pages as any
listing is. Two entries with one seq, by a chance of one in a million for two of the same second, are one member.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from generator.base.digest import key
from generator.engine.indexing.groupids import GroupIds
from generator.model.index_entry import Facts
from generator.model.ordinal import SHIFT, first_ordinal
from generator.model.page import Status
from generator.model.records import Record
from generator.store import groups, ledgers, members
from generator.store.database import Store
from generator.store.ledgers import Entry


class LedgerChanges(Record, frozen=True):
    """How ledgers differ."""

    groups: Mapping[int, AbstractSet[int]]
    oldest: Mapping[int, int]
    """Group id -> the oldest seq at which it gained or lost a member."""
    causes: Mapping[int, str]


class Ledgers:
    """Changes the entries of ledgers."""

    def __init__(self, store: Store, group_ids: GroupIds) -> None:
        self._store = store
        self._group_ids = group_ids
        self._touched: defaultdict[int, set[int]] = defaultdict(set)
        self._causes: dict[int, str] = {}
        self._hidden: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])

    def remove(self, doc: int, path: str) -> None:
        """Take out the entries of an article, which need not have any."""
        for entry in ledgers.remove(self._store, doc):
            self._step(entry, -1, path)

    def add(self, doc: int, path: str, article: Facts, status: Status, *, scheduled: bool) -> None:
        """Take in the entries of an article; a `scheduled` one will be published though nobody edits it."""
        hidden = status == Status.HIDDEN
        new = [
            Entry(
                self._group_ids.id("ledger", slug), _seq(path, number, epoch), doc, number, int(hidden), int(scheduled)
            )
            for number, (slug, epoch) in enumerate(article.entries)
        ]
        ledgers.add(self._store, new)
        for entry in new:
            self._step(entry, 1, path)

    def _step(self, entry: Entry, step: int, path: str) -> None:
        if entry.hidden:
            self._hidden[entry.group][0] += step
            self._hidden[entry.group][1] += step * entry.scheduled
        else:
            self._touched[entry.group].add(entry.seq)
            self._causes[entry.seq] = path

    def finish(self) -> LedgerChanges:
        """Bring members and numbers up to date with the entries; return what differs."""
        oldest: dict[int, int] = {}
        for group, seqs in self._touched.items():
            count = 0
            for seq in sorted(seqs):
                was = bool(members.between(self._store, group, seq, seq))
                if was == ledgers.is_there(self._store, group, seq):
                    continue
                if was:
                    members.remove(self._store, [group], seq)
                else:
                    members.add(self._store, [(group, seq)])
                count += -1 if was else 1
                oldest[group] = min(seq, oldest.get(group, seq))
            groups.add_published(self._store, [(count, group)])
        steps = [(unpublished, coming, group) for group, (unpublished, coming) in self._hidden.items()]
        groups.add_unpublished(self._store, steps)
        return LedgerChanges(self._touched, oldest, self._causes)


def _seq(path: str, number: int, epoch: int) -> int:
    """Return the seq of an entry by its file alone, so that no other entry moves it."""
    return first_ordinal(epoch) + key(f"{path}:{number}") % (1 << SHIFT)
