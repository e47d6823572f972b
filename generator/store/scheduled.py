"""Waiting: what is not published yet, and when time alone changes the portal.

Table: `docs`, its columns `seq`, `expires` and `draft`; see also `store.ageing`.
"""

from __future__ import annotations

from typing import Literal

from generator.model.ordinal import SHIFT, first_ordinal, last_ordinal
from generator.model.records import Record
from generator.store import ageing
from generator.store.database import Store

Change = Literal["published", "expired", "news", "old"]
"""An article comes out, is taken down, is too old for the news sitemap, or so old that its photos have few sizes."""

_PUBLISHED = "SELECT seq >> ?, id FROM docs WHERE seq > ? AND ifnull(draft, 0) <= ? ORDER BY seq LIMIT 1"
_EXPIRED = "SELECT expires, id FROM docs WHERE expires > ? AND ifnull(draft, 0) <= ? ORDER BY expires LIMIT 1"
_NEWS = "SELECT (seq >> ?) + ?, id FROM docs WHERE seq >= ? AND ifnull(draft, 0) <= ? ORDER BY seq LIMIT 1"


class Moment(Record, frozen=True):
    """When time alone changes a page."""

    at: int
    """In seconds since 1970."""
    change: Change
    doc: int
    """Id of the article; the first by path if it is several."""


def counts(store: Store, now: int) -> tuple[int, int]:
    """Return the numbers of drafts, and of articles that will be published after a time without anybody's doing."""
    drafts = store.all("SELECT count(*) FROM docs WHERE draft AND draft = 1")[0][0]
    scheduled = store.all("SELECT count(*) FROM docs WHERE seq > ? AND NOT ifnull(draft, 0)", last_ordinal(now))[0][0]
    return drafts, scheduled


def next_moments(store: Store, now: int, news: int, *, drafts: bool) -> list[Moment]:
    """Return the next moment of each kind of change, the nearest first; none of a kind that has none.

    Args:
        store: the store.
        now: the time after which they are looked for, in seconds since 1970.
        news: seconds for which an article stands in the news sitemap.
        drafts: whether drafts count.

    """
    looks: tuple[tuple[Change, str, tuple[int, ...]], ...] = (
        ("published", _PUBLISHED, (SHIFT, last_ordinal(now), drafts)),
        ("expired", _EXPIRED, (now, drafts)),
        # The oldest article of the news sitemap is the next that is too old for it.
        ("news", _NEWS, (SHIFT, news + 1, first_ordinal(now - news), drafts)),
    )
    moments = [Moment(at, change, doc) for change, sql, values in looks for at, doc in store.all(sql, *values)]
    if (aged := ageing.next_to_age(store, now, drafts=drafts)) is not None:
        moments.append(Moment(aged[0], "old", aged[1]))
    return sorted(moments, key=lambda one: one.at)
