"""Publishes the articles of an index run, or schedules them.

The addresses that drafts, scheduled and expired articles will have are reserved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from generator.base import timestamps
from generator.engine.clock import status_of
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
from generator.model.urls import sitemap_url
from generator.model.variants import uses_of
from generator.store import groups, pictures, reserved_addresses, times
from generator.store.database import Store
from generator.store.pictures import picture_at
from generator.store.reserved_addresses import OTHER, OWN
from generator.store.times import Timing


class Publication(Record, frozen=True):
    """The effects of publishing and hiding articles."""

    members: MemberChanges
    ledgers: LedgerChanges
    addresses: AbstractSet[int]
    """Keys of addresses that articles may have, or lists that may be longer, at other hours than before."""
    pictures: AbstractSet[int]
    """Keys of pictures whose uses changed."""


def publish(
    run: IndexRun, parts: Iterable[Sequence[PlacedArticle]], before: Mapping[int, Before], showings: Iterable[Showing]
) -> Publication:
    """Update groups, ledgers, addresses and pictures for some articles.

    `parts` are the articles of the run, all at once or, in a first reading, in batches in order of time. `before` is
    the last state of these and of documents changed or deleted. `showings` are the pictures shown by new or changed
    documents other than articles.
    """
    store, members = run.store, GroupMembers(run)
    shown = Counter(showings)
    addresses: set[int] = set()
    entries = []
    for doc, document in before.items():
        shown.subtract(document.showings)
        addresses.update(reserved_addresses.remove(store, doc))
        entries += [(entry, document.path) for entry in groups.remove_entries(store, doc)]
    published = {doc: document.published for doc, document in before.items() if document.published is not None}
    for articles in parts:
        timings: list[Timing] = []
        claims: set[tuple[int, int, int]] = set()
        after: dict[int, Published] = {}
        for article in articles:
            facts = article.facts
            status = status_of(facts, run.clock)
            hidden = status == Status.HIDDEN
            hidden_as = int(facts.draft) or 2 * facts.held
            timings.append(
                Timing(article.seq, status, facts.expires or None, hidden_as, article.doc, facts.ends or None)
            )
            if hidden:
                claims |= _reserved(run, article)
            if facts.entries:
                entries += [(entry, article.path) for entry in enter_ledgers(run, article, hidden=hidden)]
            if run.ahead or status == Status.SHOWN:
                shown.update(facts.showings)
            if status == Status.SHOWN:
                card = _card(store, facts)
                after[article.doc] = Published(article.seq, card, facts.traits, article.groups)
        reserved_addresses.insert(store, claims)
        addresses.update(key for key, _, _ in claims)
        times.place(store, timings)
        for doc, old in published.items():
            if doc not in after:
                members.leave(old)
        for doc, new in after.items():
            members.enter(doc, new, published.get(doc))
        members.write_cards()
    changes = members.finish()
    longer = {group for group, step in changes.published.items() if step} | {entry.group for entry, _ in entries}
    addresses.update(url_key(run.site.paths.listing_url(*run.group_ids.name(group))) for group in longer)
    return Publication(
        members=changes,
        ledgers=update_ledgers(store, entries),
        addresses=addresses,
        pictures=_count(store, shown),
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


def _reserved(run: IndexRun, article: PlacedArticle) -> set[tuple[int, int, int]]:
    """Return the addresses that an unpublished article will have, for `reserved_addresses.insert`."""
    facts = article.facts
    claims = {(key_of(page), OWN, article.doc) for page in facts.pages}
    # A withdrawn or gone article keeps its address, but is in no list.
    if not (facts.retracted or facts.ended):
        claims.update((url_key(url), group, article.doc) for url, group in _lists(run, article))
    return claims


def _lists(run: IndexRun, article: PlacedArticle) -> Iterator[tuple[str, int]]:
    """Yield the addresses of the lists that an article is in when published, with the group of each."""
    paths = run.site.paths
    for group in article.groups:
        kind, slug = run.group_ids.name(group)
        if url := paths.listing_url(kind, slug):
            yield url, group
        if kind == "tag":
            yield paths.letter_url(slug[0]), OTHER
    day = timestamps.day_of(timestamps.day_number(article.facts.epoch, run.site.zone))
    yield paths.day_url(day), OTHER
    yield paths.month_url(day.year, day.month), OTHER
    yield paths.year_url(day.year), OTHER
    yield sitemap_url(day.year, day.month, 0), OTHER
