"""Ageing: which articles were old at the last build, and which grows old next.

Table: `meta`, and `docs` by its column `seq`.
"""

from __future__ import annotations

import msgspec

from generator.model.ordinal import SHIFT, first_ordinal
from generator.model.variants import Ageing, ageing
from generator.store.database import Store

_KEY = "ageing"


def known(store: Store) -> Ageing:
    """Return what was old at the last build."""
    stored = store.get(_KEY)
    return msgspec.msgpack.decode(stored, type=Ageing) if stored else Ageing()


def keep(store: Store, age: Ageing) -> None:
    """Set what is old now."""
    store.set(_KEY, msgspec.msgpack.encode(age))


def between(store: Store, one: Ageing, other: Ageing) -> list[int]:
    """Return the articles that are old at one of two times and not at the other."""
    low, high = sorted((one.since, other.since))
    if low == high:
        return []
    sql = "SELECT id FROM docs WHERE seq >= ? AND seq < ?"
    return [doc for (doc,) in store.all(sql, first_ordinal(low), first_ordinal(high))]


def next_to_age(store: Store, now: int, *, drafts: bool) -> tuple[int, int] | None:
    """Return when an article grows old next, in seconds since 1970, and the first that does; None if none ever does.

    Args:
        store: the store.
        now: the time from which on it is looked for, in seconds since 1970.
        drafts: whether drafts count.

    """
    last = known(store)
    age = ageing(last.months, last.zone, now)
    sql = "SELECT seq >> ?, id FROM docs WHERE seq >= ? AND ifnull(draft, 0) <= ? ORDER BY seq LIMIT 1"
    for epoch, doc in store.all(sql, SHIFT, first_ordinal(age.since), drafts) if age.months else ():
        hour = age.hour_of(epoch)
        if hour is not None:
            return hour, doc
    return None
