"""The addresses that drafts, scheduled and expired articles bring when they are published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.base import timestamps
from generator.engine.indexing.groupids import GroupIds
from generator.model.index_entry import Facts
from generator.model.lookup_keys import key_of, url_key
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import Paths, numbered_pages, numbered_url, sitemap_url
from generator.store import groups as group_rows
from generator.store import reserved_addresses
from generator.store.database import Store
from generator.store.reserved_addresses import OTHER, OWN, Claim

_MANY = 200_000
"""Rows that are gathered before they are written in the order of their table."""


class Step(Record, frozen=True):
    """How many more articles of a group are unpublished than at the last build, and how many of these are scheduled."""

    unpublished: int = 0
    scheduled: int = 0


class Addresses(Record, frozen=True):
    """How the addresses differ that unpublished articles bring."""

    future: frozenset[int]
    """Keys of those that scheduled articles bring, and that may be new."""
    brought: frozenset[int]
    """Keys of those that unpublished articles bring, and that may be new."""
    vacated: frozenset[int]
    """Keys of those that nobody brings any more at any hour."""
    numbers: dict[int, tuple[int, int]]
    """Key -> group and number of the numbered pages that lists may get by them and could not before."""


class Unpublished:
    """Changes the addresses of unpublished articles."""

    def __init__(self, store: Store, group_ids: GroupIds, site: Site) -> None:
        self._store = store
        self._group_ids = group_ids
        self._zone = site.zone
        self._paths = site.paths
        self._left: set[int] = set()
        self._brought: set[int] = set()
        self._future: set[int] = set()
        self._steps: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        self._rows: list[Claim] = []

    def remove(self, doc: int) -> None:
        """Remove an article, which need not have been unpublished."""
        for claim in reserved_addresses.remove(self._store, doc):
            self._left.add(claim.key)
            self._step(claim.group, -1, claim.scheduled)

    def add(self, doc: int, article: Facts, groups: Iterable[int], *, scheduled: bool) -> None:
        """Take in an unpublished article; a `scheduled` one will be published though nobody edits it."""
        own = [(key_of(page), OWN) for page in article.pages]
        # What is withdrawn or gone stays at its address, but in no list.
        listed = not (article.retracted or article.ended)
        lists = [(url_key(url), group) for url, group in self._lists(groups, article.epoch)] if listed else []
        for key, group in dict.fromkeys(own + lists):
            self._rows.append(Claim(key, group, doc, int(scheduled)))
            self._step(group, 1, int(scheduled))
            self._brought.add(key)
            if scheduled:
                self._future.add(key)
        if len(self._rows) > _MANY:
            self._write()

    def _lists(self, group_ids: Iterable[int], epoch: int) -> Iterator[tuple[str, int]]:
        """Yield the addresses of the lists that an article stands in while it is published, and the group of each."""
        for group in group_ids:
            kind, slug = self._group_ids.name(group)
            if url := self._paths.listing_url(kind, slug):
                yield url, group
            if kind == "tag":
                for prefix in group_rows.prefixes_of(slug):
                    yield self._paths.letter_url(prefix), OTHER
        day = timestamps.day_of(timestamps.day_number(epoch, self._zone))
        for url in (
            self._paths.day_url(day), self._paths.month_url(day.year, day.month), self._paths.year_url(day.year),
            sitemap_url(day.year, day.month, 0),
        ):  # fmt: skip
            yield url, OTHER

    def _step(self, group: int, step: int, scheduled: int) -> None:
        if group > 0:
            self._steps[group][0] += step
            self._steps[group][1] += step * scheduled

    def finish(self, published: Mapping[int, int], per_page: int) -> Addresses:
        """Write what was taken in; return how the addresses differ. `published` counts as in `MemberChanges`."""
        self._write()
        steps = {group: Step(*step) for group, step in self._steps.items() if any(step)}
        rows = [(step.unpublished, step.scheduled, group) for group, step in steps.items()]
        group_rows.add_unpublished(self._store, rows)
        left = {key for key in self._left if not reserved_addresses.has_address(self._store, key)}
        gone, come, numbers = _numbered_pages(self._store, self._paths, per_page, published, steps)
        return Addresses(frozenset(self._future), frozenset(self._brought | come), frozenset(left | gone), numbers)

    def _write(self) -> None:
        reserved_addresses.insert(self._store, self._rows)
        self._rows.clear()


def _numbered_pages(
    store: Store, paths: Paths, per_page: int, published: Mapping[int, int], steps: Mapping[int, Step]
) -> tuple[set[int], set[int], dict[int, tuple[int, int]]]:
    """Return which numbered pages can no longer exist at any hour, and which may that could not before.

    The numbers of articles alone tell this. The last of the three are those that scheduled articles may bring: key ->
    group and number.
    """
    gone: set[int] = set()
    come: set[int] = set()
    numbers: dict[int, tuple[int, int]] = {}
    for id_ in sorted({*published, *steps}):
        group, step = group_rows.get(store, id_), steps.get(id_, Step())
        url = paths.listing_url(group.kind, group.slug)
        if not url or not (group.unpublished or step.unpublished):
            continue
        before = group.published - published.get(id_, 0)
        least = numbered_pages(group.published + group.unpublished, per_page)
        most = numbered_pages(before + group.unpublished - step.unpublished, per_page)
        gone.update(url_key(numbered_url(url, number)) for number in range(least + 1, most + 1))
        come.update(url_key(numbered_url(url, number)) for number in range(most + 1, least + 1))
        least = numbered_pages(max(group.published, before + group.scheduled - step.scheduled), per_page)
        most = numbered_pages(group.published + group.scheduled, per_page)
        numbers.update((url_key(numbered_url(url, number)), (id_, number)) for number in range(least + 1, most + 1))
    return gone, come, numbers
