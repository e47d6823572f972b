"""Decides by the hour what becomes of an article."""

from __future__ import annotations

import msgspec

from generator.model.index_entry import Facts
from generator.model.ordinal import last_ordinal
from generator.model.page import Status
from generator.model.rebuild_reasons import Reason
from generator.model.records import Record
from generator.model.variants import Ageing
from generator.store import times
from generator.store.database import Store

_KEY = "clock"


class Clock(Record, frozen=True):
    """What decides whether an article is published."""

    now: int
    """Seconds since 1970."""
    drafts: bool = False
    """Whether drafts are published."""
    unpublished: bool = False
    """Whether drafts and scheduled articles are shown, as in a preview; a draft may be wrong all the same."""


def status_of(article: Facts, clock: Clock) -> Status:
    """Return what becomes of an article: hidden, shown, or a notice that it was withdrawn or is gone."""
    if article.held or (article.expires and article.expires <= clock.now):
        return Status.HIDDEN
    if not clock.unpublished and ((article.draft and not clock.drafts) or article.epoch > clock.now):
        return Status.HIDDEN
    if article.retracted:
        return Status.NOTICE
    return Status.GONE if article.ended else Status.SHOWN


def is_scheduled(article: Facts, clock: Clock) -> bool:
    """Return whether an article will be published though nobody edits it."""
    if article.held or clock.unpublished:
        return False
    return article.epoch > clock.now and (clock.drafts or not article.draft)


def last_clock(store: Store) -> Clock | None:
    """Return the clock of the last build; None before the first."""
    stored = store.get(_KEY)
    return msgspec.msgpack.decode(stored, type=Clock) if stored else None


def advance(store: Store, clock: Clock, age: Ageing) -> dict[int, Reason]:
    """Set the store's clock; return the articles that may be published or hidden by that, with the reason."""
    last = last_clock(store) or clock
    store.set(_KEY, msgspec.msgpack.encode(clock))
    reasons: dict[int, Reason] = {}
    low, high = sorted((last.now, clock.now))
    if low != high:
        reasons.update((doc, Reason.PUBLISHED) for doc in times.between(store, last_ordinal(low), last_ordinal(high)))
        for doc in times.expiring_between(store, low, high):
            reasons.setdefault(doc, Reason.EXPIRED)
    if (last.drafts, last.unpublished) != (clock.drafts, clock.unpublished):
        for doc in times.all_drafts(store):
            reasons.setdefault(doc, Reason.DRAFTS)
    if last.unpublished != clock.unpublished:
        for doc in times.after(store, last_ordinal(low)):
            reasons.setdefault(doc, Reason.DRAFTS)
    for doc in times.aged_between(store, times.last_ageing(store), age):
        reasons.setdefault(doc, Reason.OLD)
    times.set_ageing(store, age)
    return reasons
