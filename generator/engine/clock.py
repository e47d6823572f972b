"""Which articles are published at a time, and when time alone changes the portal."""

from __future__ import annotations

import msgspec

from generator.base import timestamps
from generator.base.sentences import NOTHING, Sentence, as_it_is, counted, sentence
from generator.base.timestamps import Stamp, format_time_short
from generator.model import counts
from generator.model.codec import decode
from generator.model.front import Block, Breaking, Front, Pin, path_of
from generator.model.index_entry import Facts
from generator.model.lookup_keys import front_key
from generator.model.ordinal import END, last_ordinal
from generator.model.page import Status
from generator.model.rebuild_reasons import Reason
from generator.model.records import Advertisement, Article, Record
from generator.store import documents, times
from generator.store.database import Store
from generator.store.times import Change

NEWS_SECONDS = 2 * 86400
"""Age of the oldest article in Google's news sitemap."""
_KEY = "clock"
_ZONE = "zone"


class Clock(Record, frozen=True):
    """What decides whether an article is published."""

    now: int
    """Seconds since 1970."""
    unpublished: bool = False
    """Whether drafts and scheduled articles are shown, as in a preview, where a draft may have errors."""


def status_of(article: Facts, clock: Clock) -> Status:
    """Return the status of an article: hidden, shown, or a notice that it is withdrawn or gone."""
    if article.held or (article.expires and article.expires <= clock.now):
        return Status.HIDDEN
    if not clock.unpublished and (article.draft or article.epoch > clock.now):
        return Status.HIDDEN
    if article.retracted:
        return Status.NOTICE
    return Status.GONE if article.ended else Status.SHOWN


def last_clock(store: Store) -> Clock | None:
    stored = store.get(_KEY)
    return msgspec.msgpack.decode(stored, type=Clock) if stored else None


def advance(store: Store, clock: Clock, zone: str) -> dict[int, Reason]:
    """Set the store's clock, in the site's zone; return the articles that this may publish or hide, with the reason."""
    store.set(_ZONE, zone.encode())
    last = last_clock(store) or clock
    store.set(_KEY, msgspec.msgpack.encode(clock))
    reasons: dict[int, Reason] = {}
    low, high = sorted((last.now, clock.now))
    if low != high:
        reasons.update((doc, Reason.PUBLISHED) for doc in times.between(store, last_ordinal(low), last_ordinal(high)))
        for doc in times.expiring_between(store, low, high):
            reasons.setdefault(doc, Reason.EXPIRED)
        for doc in times.ending_between(store, low, high):
            reasons.setdefault(doc, Reason.ENDED)
    if last.unpublished != clock.unpublished:
        for doc in (*times.all_drafts(store), *times.between(store, last_ordinal(low), END)):
            reasons.setdefault(doc, Reason.DRAFTS)
    return reasons


def steer(store: Store, now: int) -> dict[int, str]:
    """Take over what editors want on the front pages at a time; return the keys of those that differ, with the file.

    There are as many files as kanal at most, so each build looks at all of them: what an edit changes and what ends by
    the clock are one thing.
    """
    before = times.fronts(store)
    read = (decode(Front, document.record) for document in documents.every(store, "front"))
    after = {front.kanal: front.at(now) for front in read}
    if before == after:
        return {}
    times.set_fronts(store, after)
    return {
        front_key(kanal): path_of(kanal)
        for kanal in before.keys() | after.keys()
        if before.get(kanal) != after.get(kanal)
    }


class Coming(Record, frozen=True):
    """A change caused by time alone, `at` some seconds since 1970."""

    at: int
    change: Change
    title: str
    """Its headline; of what stands on a front page, what the file calls it."""
    path: str
    """Of its file, from the site's folder."""
    zone: str


class Outlook(Record, frozen=True):
    """Unpublished articles, as of a time."""

    now: int = 0
    drafts: int = 0
    scheduled: int = 0
    next: Coming | None = None


def coming(store: Store, now: int) -> list[Coming]:
    """Return the next change of each kind after a time (see `times.Change`), nearest first."""
    stored = store.get(_ZONE)
    zone = stored.decode() if stored else "WIB"
    found = []
    for moment in times.next_moments(store, now, NEWS_SECONDS, drafts=False):
        if moment.change == "counts":
            found.append(Coming(moment.at, moment.change, "", counts.FILE, zone))
            continue
        document = documents.get(store, moment.doc)
        if document.kind == "front":
            front = decode(Front, document.record)
            title = next(_title(part) for part in front.parts if part.until == moment.at)
            found.append(Coming(moment.at, moment.change, title, f"content/{document.path}", zone))
            continue
        matter = decode(Article, document.record).matter
        found.append(Coming(moment.at, moment.change, matter.title, f"content/{document.path}", matter.stamp.zone))
    return sorted((*found, *_advertised(store, now)), key=lambda change: change.at)


def _advertised(store: Store, now: int) -> list[Coming]:
    """Return the next beginning or end of an advertisement after a time; none if there is none."""
    found = []
    for document in documents.every(store, "advertisement"):
        ad = decode(Advertisement, document.record)
        for stamp in (ad.start, ad.end):
            if stamp and stamp.epoch > now:
                path = f"content/{document.path}"
                found.append(Coming(stamp.epoch, "advertisement", ad.body.links[0].text, path, stamp.zone))
    return sorted(found, key=lambda change: change.at)[:1]


def _title(part: Pin | Block | Breaking) -> str:
    if isinstance(part, Pin):
        return part.link.target
    return part.kanal if isinstance(part, Block) else part.text


def outlook(store: Store, now: int) -> Outlook:
    """Return the unpublished articles of a site whose store is up to date."""
    hidden, future = times.count_unpublished(store, now)
    nearest = [moment for moment in coming(store, now) if moment.change == "published"] if future else []
    return Outlook(now, hidden, future, nearest[0] if nearest else None)


def format_outlook(found: Outlook) -> Sentence:
    """Return the outlook as part of a sentence; NOTHING if there is none."""
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
    """Return a time relative to another one: its hour, and the day unless it is today."""
    stamp = Stamp(at, zone)
    days = (stamp.local.date() - Stamp(now, zone).local.date()).days
    if not days:
        return as_it_is(timestamps.clock(stamp))
    if days == 1:
        return sentence("{time} tomorrow", time=timestamps.clock(stamp))
    return format_time_short(stamp)
