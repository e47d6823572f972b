"""Publishes the articles that an index run looks at, or lets them wait for their hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from generator.engine.clock import Clock, is_scheduled, status_of
from generator.engine.indexing.article_diff import Before, Placed, Published, showings_at
from generator.engine.indexing.group_members import GroupMembers, MemberChanges
from generator.engine.indexing.groupids import GroupIds
from generator.engine.indexing.ledgers import LedgerChanges, Ledgers
from generator.engine.indexing.unpublished import Addresses, Unpublished
from generator.model.codec import decode_card, encode_card
from generator.model.index_entry import Facts, Showing
from generator.model.page import Status
from generator.model.records import Record
from generator.model.site import Site
from generator.model.variants import Ageing, uses_of
from generator.queries.site_lookups import site_picture
from generator.store import pictures, times
from generator.store.database import Store
from generator.store.times import Timing


class Publication(Record, frozen=True):
    """What publishing and hiding articles brings about."""

    members: MemberChanges
    ledgers: LedgerChanges
    addresses: Addresses
    pictures: AbstractSet[int]
    """Keys of the pictures that are shown in a new way, or no longer in an old one."""
    unproven: AbstractSet[int]
    """Keys of the pictures of scheduled articles, which nothing has decoded yet."""


class Mode(Record, frozen=True):
    """How an index run publishes: `age` tells which articles are old."""

    clock: Clock
    age: Ageing
    first: bool
    ahead: bool
    """Whether the pictures of unpublished articles are wanted too, as in a preview."""


def publish(
    store: Store, parts: Iterable[Sequence[Placed]], before: Mapping[int, Before], showings: Mapping[Showing, int],
    group_ids: GroupIds, site: Site, mode: Mode,
) -> Publication:  # fmt: skip
    """Bring groups, ledgers, addresses and pictures up to date with some articles.

    `parts` are the articles that are looked at: all at once, or in a first reading some at a time, in the order of
    time. `before` is how these, and documents that changed or are gone, were at the last build. `showings` counts, for
    new or changed documents that are no articles, how many show a picture in one way.
    """
    members = GroupMembers(store, group_ids, site, first=mode.first)
    ledgers, unpublished = Ledgers(store, group_ids), Unpublished(store, group_ids, site)
    shown, unproven = Counter(showings), set[int]()
    for doc, document in before.items():
        shown.subtract(document.showings)
        unpublished.remove(doc)
        ledgers.remove(doc, document.path)
    for articles in parts:
        timings: list[Timing] = []
        after: dict[int, Published] = {}
        for article in articles:
            doc, facts, groups = article.doc, article.facts, article.groups
            status, scheduled = status_of(facts, mode.clock), is_scheduled(facts, mode.clock)
            hidden_as = int(facts.draft) or 2 * facts.held
            timings.append(Timing(article.seq, status, facts.expires or None, hidden_as, doc))
            if status == Status.HIDDEN:
                unpublished.add(doc, facts, groups, scheduled=scheduled)
            if facts.entries:
                ledgers.add(doc, article.path, facts, status, scheduled=scheduled)
            if mode.ahead or status == Status.SHOWN:
                shown.update(showings_at(facts, mode.age))
            elif scheduled:
                unproven.update(showing.key for showing in facts.showings)
            if status == Status.SHOWN:
                after[doc] = Published(article.seq, _card(store, facts, mode.age), facts.traits, groups)
        times.place(store, timings)
        published = {doc: document.published for doc, document in before.items() if document.published is not None}
        for doc, old in published.items():
            if doc not in after:
                members.leave(old)
        for doc, new in after.items():
            members.enter(doc, new, published.get(doc))
        members.write_cards()
    changes = members.finish()
    return Publication(
        members=changes,
        ledgers=ledgers.finish(),
        addresses=unpublished.finish(changes.published, site.per_page),
        pictures=_count(store, shown),
        unproven=unproven,
    )


def _count(store: Store, steps: Mapping[Showing, int]) -> set[int]:
    """Write in how many documents more pictures are shown; return the keys of those whose ways of showing differ."""
    return {
        showing.key for showing, step in steps.items() if step and pictures.add_use(store, showing, step) in (0, step)
    }


def _card(store: Store, article: Facts, age: Ageing) -> bytes:
    """Return the packed card of an article with the size of its picture, or without one that is to be left out."""
    if not article.photo:
        return article.unsized_card
    card, labels, _ = decode_card(article.unsized_card)
    assert card.photo is not None
    unsized = card.photo
    photo = site_picture(store, article.photo)
    if photo is not None:
        of = uses_of(card.type, photo, uncut=bool(unsized.fit)) if photo.base else ()
        photo = replace(
            photo, focus=unsized.focus, fit=unsized.fit, of=of, artificial=unsized.artificial,
            old=article.epoch < age.since,
        )  # fmt: skip
    return encode_card(replace(card, photo=photo), labels)
