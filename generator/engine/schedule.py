"""Tells what waits in a site, and when the portal changes next though nobody edits it."""

from __future__ import annotations

import time

from generator.base import timestamps
from generator.base.sentences import NOTHING, Sentence, as_it_is, counted, sentence
from generator.base.timestamps import Stamp, spoken_shortly
from generator.engine.planning.site_wide import NEWS_SECONDS
from generator.model.codec import decode
from generator.model.records import Article, Record
from generator.store import documents, times
from generator.store.database import Store
from generator.store.times import Change


class Coming(Record, frozen=True):
    """What time alone will change."""

    at: int
    """In seconds since 1970."""
    change: Change
    title: str
    path: str
    """Of the article, from the site's folder."""
    zone: str


class Outlook(Record, frozen=True):
    """What waits, as of a time."""

    now: int = 0
    """In seconds since 1970."""
    drafts: int = 0
    scheduled: int = 0
    next: Coming | None = None
    """The next publication."""


def coming(store: Store, now: int, *, drafts: bool = False) -> list[Coming]:
    """Return the next change of each kind after a time (publication, expiry, news sitemap, age), the nearest first."""
    found = []
    for moment in times.next_moments(store, now, NEWS_SECONDS, drafts=drafts):
        document = documents.get(store, moment.doc)
        matter = decode(Article, document.record).matter
        found.append(Coming(moment.at, moment.change, matter.title, f"content/{document.path}", matter.stamp.zone))
    return found


def outlook(store: Store, now: int, *, drafts: bool) -> Outlook:
    """Return what waits in a site whose store is up to date; with `drafts`, drafts do not."""
    hidden, future = times.count_unpublished(store, now)
    nearest = [moment for moment in coming(store, now) if moment.change == "published"] if future else []
    return Outlook(now, 0 if drafts else hidden, future, nearest[0] if nearest else None)


def told(found: Outlook) -> Sentence:
    """Return what waits as a part of a sentence; NOTHING if nothing does."""
    drafts = counted("{count} draft", "{count} drafts", found.drafts) if found.drafts else NOTHING
    if found.next is None:
        return drafts
    scheduled = counted(
        "{count} scheduled (next: {time}: {title})",
        "{count} scheduled (next: {time}: {title})",
        found.scheduled,
        time=when(found.next.at, found.next.zone, found.now),
        title=found.next.title,
    )
    return sentence("{drafts}, {scheduled}", drafts=drafts, scheduled=scheduled) if drafts else scheduled


def when(at: int, zone: str, now: int) -> Sentence:
    """Return a time as people say it from another one on: its hour, and the day unless it is today."""
    stamp = Stamp(at, zone)
    days = (stamp.local.date() - Stamp(now, zone).local.date()).days
    if not days:
        return as_it_is(timestamps.clock(stamp))
    if days == 1:
        return sentence("{time} tomorrow", time=timestamps.clock(stamp))
    return spoken_shortly(stamp)


def on_machine(at: int) -> time.struct_time:
    """Return the first full minute at or after a time, by the clock of this machine."""
    return time.localtime(-(-at // 60) * 60)
