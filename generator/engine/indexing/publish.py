"""Publishes the articles of an index run, or schedules them.

The addresses that drafts, scheduled and expired articles will have are reserved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from generator.base import timestamps
from generator.engine.clock import is_scheduled, status_of
from generator.engine.indexing.article_diff import Before, IndexRun, PlacedArticle, Published
from generator.engine.indexing.group_members import (
    GroupMembers,
    LedgerChanges,
    MemberChanges,
    enter_ledgers,
    update_ledgers,
)
from generator.model.codec import decode_card, encode_card
from generator.model.index_entry import Facts, Showing
from generator.model.lookup_keys import key_of, url_key
from generator.model.page import Status
from generator.model.records import Record
from generator.model.urls import numbered_pages, numbered_url, sitemap_url
from generator.model.variants import uses_of
from generator.store import groups, pictures, reserved_addresses, times
from generator.store.database import Store
from generator.store.pictures import picture_at
from generator.store.reserved_addresses import OTHER, OWN, Claim
from generator.store.times import Timing

_MANY = 200_000
"""Addresses that are collected before they are written in table order."""


class Addresses(Record, frozen=True):
    """The changes of addresses of unpublished articles."""

    future: AbstractSet[int]
    """Keys of possibly new addresses of scheduled articles, and of the pages of held ones."""
    brought: AbstractSet[int]
    """Keys of possibly new addresses of unpublished articles."""
    vacated: AbstractSet[int]
    """Keys of addresses that no longer exist at any hour."""
    numbers: Mapping[int, tuple[int, int]]
    """Key -> group and number of numbered pages that lists may newly get by them."""


class Publication(Record, frozen=True):
    """The effects of publishing and hiding articles."""

    members: MemberChanges
    ledgers: LedgerChanges
    addresses: Addresses
    pictures: AbstractSet[int]
    """Keys of pictures whose uses changed."""
    undecoded: AbstractSet[int]
    """Keys of pictures of scheduled articles, not decoded yet."""


def publish(
    run: IndexRun, parts: Iterable[Sequence[PlacedArticle]], before: Mapping[int, Before], showings: Iterable[Showing]
) -> Publication:
    """Update groups, ledgers, addresses and pictures for some articles.

    `parts` are the articles of the run, all at once or, in a first reading, in batches in order of time. `before` is
    the last state of these and of documents changed or deleted. `showings` are the pictures shown by new or changed
    documents other than articles.
    """
    store = run.store
    members, unpublished = GroupMembers(run), _Unpublished(run)
    shown, undecoded = Counter(showings), set[int]()
    entries = []
    for doc, document in before.items():
        shown.subtract(document.showings)
        unpublished.remove(doc)
        entries += [(entry, -1, document.path) for entry in groups.remove_entries(store, doc)]
    published = {doc: document.published for doc, document in before.items() if document.published is not None}
    for articles in parts:
        timings: list[Timing] = []
        after: dict[int, Published] = {}
        for article in articles:
            facts = article.facts
            status, scheduled = status_of(facts, run.clock), is_scheduled(facts, run.clock)
            hidden = status == Status.HIDDEN
            hidden_as = int(facts.draft) or 2 * facts.held
            timings.append(
                Timing(article.seq, status, facts.expires or None, hidden_as, article.doc, facts.ends or None)
            )
            if hidden:
                unpublished.add(article, scheduled=scheduled)
            if facts.entries:
                came = enter_ledgers(run, article, hidden=hidden, scheduled=scheduled)
                entries += [(entry, 1, article.path) for entry in came]
            if run.ahead or status == Status.SHOWN:
                shown.update(facts.showings)
            elif scheduled:
                undecoded.update(showing.key for showing in facts.showings)
            if status == Status.SHOWN:
                card = _card(store, facts)
                after[article.doc] = Published(article.seq, card, facts.traits, article.groups)
        times.place(store, timings)
        for doc, old in published.items():
            if doc not in after:
                members.leave(old)
        for doc, new in after.items():
            members.enter(doc, new, published.get(doc))
        members.write_cards()
    changes = members.finish()
    return Publication(
        members=changes,
        ledgers=update_ledgers(store, entries),
        addresses=unpublished.finish(changes.published),
        pictures=_count(store, shown),
        undecoded=undecoded,
    )


def _count(store: Store, steps: Mapping[Showing, int]) -> set[int]:
    """Update the counts of picture uses; return the keys of pictures whose uses changed."""
    return {
        showing.key for showing, step in steps.items() if step and pictures.add_use(store, showing, step) in (0, step)
    }


def _card(store: Store, article: Facts) -> bytes:
    """Return the packed card of an article with the size of its picture, or without an unusable one."""
    if not article.photo:
        return article.own_card
    card, labels, _ = decode_card(article.own_card)
    assert card.photo is not None
    unsized = card.photo
    photo = picture_at(store, article.photo)
    if photo is not None:
        of = uses_of(card.type, photo, uncut=bool(unsized.fit)) if photo.base else ()
        photo = replace(photo, focus=unsized.focus, fit=unsized.fit, of=of, artificial=unsized.artificial)
    return encode_card(replace(card, photo=photo), labels)


class _Unpublished:
    def __init__(self, run: IndexRun) -> None:
        self._run = run
        self._store = run.store
        self._left: set[int] = set()
        self._brought: set[int] = set()
        self._future: set[int] = set()
        self._steps: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        """Group -> change of its number of unpublished articles, and of scheduled ones."""
        self._rows: list[Claim] = []

    def remove(self, doc: int) -> None:
        """Remove an article, if it was unpublished."""
        for claim in reserved_addresses.remove(self._store, doc):
            self._left.add(claim.key)
            self._step(claim.group, -1, claim.scheduled)

    def add(self, article: PlacedArticle, *, scheduled: bool) -> None:
        """Add an unpublished article; a `scheduled` one will be published without an edit."""
        facts = article.facts
        own = [(key_of(page), OWN) for page in facts.pages]
        # A withdrawn or gone article keeps its address, but is in no list.
        listed = not (facts.retracted or facts.ended)
        lists = [(url_key(url), group) for url, group in self._lists(article)] if listed else []
        for key, group in dict.fromkeys(own + lists):
            self._rows.append(Claim(key, group, article.doc, int(scheduled)))
            self._step(group, 1, int(scheduled))
            self._brought.add(key)
            if scheduled or (facts.held and group == OWN):
                self._future.add(key)
        if len(self._rows) > _MANY:
            self._write()

    def _lists(self, article: PlacedArticle) -> Iterator[tuple[str, int]]:
        """Yield the addresses of the lists that an article is in when published, with the group of each."""
        paths = self._run.site.paths
        for group in article.groups:
            kind, slug = self._run.group_ids.name(group)
            if url := paths.listing_url(kind, slug):
                yield url, group
            if kind == "tag":
                yield paths.letter_url(slug[0]), OTHER
        day = timestamps.day_of(timestamps.day_number(article.facts.epoch, self._run.site.zone))
        yield paths.day_url(day), OTHER
        yield paths.month_url(day.year, day.month), OTHER
        yield paths.year_url(day.year), OTHER
        yield sitemap_url(day.year, day.month, 0), OTHER

    def _step(self, group: int, step: int, scheduled: int) -> None:
        if group > 0:
            self._steps[group][0] += step
            self._steps[group][1] += step * scheduled

    def finish(self, published: Mapping[int, int]) -> Addresses:
        """Write the added articles; return how the addresses changed. `published` counts as in `MemberChanges`."""
        self._write()
        steps = {group: (step, scheduled) for group, (step, scheduled) in self._steps.items() if step or scheduled}
        groups.add_unpublished(self._store, [(*step, group) for group, step in steps.items()])
        left = {key for key in self._left if not reserved_addresses.has_address(self._store, key)}
        gone, come, numbers = self._numbered_pages(published, steps)
        return Addresses(self._future, self._brought | come, left | gone, numbers)

    def _write(self) -> None:
        reserved_addresses.insert(self._store, self._rows)
        self._rows.clear()

    def _numbered_pages(
        self, published: Mapping[int, int], steps: Mapping[int, tuple[int, int]]
    ) -> tuple[set[int], set[int], dict[int, tuple[int, int]]]:
        """Return the numbered pages that can no longer exist at any hour, those that newly can, and those by schedule.

        The counts of articles alone tell this. The last part has the pages that scheduled articles may create: key ->
        group and number.
        """
        per_page = self._run.site.per_page
        gone: set[int] = set()
        come: set[int] = set()
        numbers: dict[int, tuple[int, int]] = {}
        for id_ in sorted({*published, *steps}):
            group, (step, scheduled) = groups.get(self._store, id_), steps.get(id_, (0, 0))
            url = self._run.site.paths.listing_url(group.kind, group.slug)
            if not url or not (group.unpublished or step):
                continue
            before = group.published - published.get(id_, 0)
            least = numbered_pages(group.published + group.unpublished, per_page)
            most = numbered_pages(before + group.unpublished - step, per_page)
            gone.update(url_key(numbered_url(url, number)) for number in range(least + 1, most + 1))
            come.update(url_key(numbered_url(url, number)) for number in range(most + 1, least + 1))
            least = numbered_pages(max(group.published, before + group.scheduled - scheduled), per_page)
            most = numbered_pages(group.published + group.scheduled, per_page)
            numbers.update((url_key(numbered_url(url, number)), (id_, number)) for number in range(least + 1, most + 1))
        return gone, come, numbers
