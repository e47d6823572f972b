"""Waiting: what is not published yet, and when time alone changes the portal."""

from __future__ import annotations

import pytest

from generator.model.ordinal import first_ordinal
from generator.model.variants import ageing
from generator.store import ageing as old
from generator.store import documents, scheduled, times
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.scheduled import Moment
from generator.store.times import Timing

NOW, NEWS, DAY = 1_728_536_400, 2 * 86400, 86400


def filled(store: Store, *rows: tuple[int, int | None, int]) -> Store:
    """Put in articles: second, when it expires, and what it is held back for; their ids count from 1."""
    for doc, _ in enumerate(rows, 1):
        documents.put(store, Row(doc, "article", f"{doc}.md", b"", None, 0), b"")
    times.place(store, [Timing(first_ordinal(at), 0, *rest, doc) for doc, (at, *rest) in enumerate(rows, 1)])
    return store


def test_what_waits_is_counted(store: Store) -> None:
    """Drafts, and what comes by itself: not what is held back, nor what has come this second."""
    coming = [(NOW + 1 + n, None, held) for n, held in enumerate((0, 0, 1, 2))]
    assert scheduled.counts(filled(store, *coming, (NOW, None, 0), (NOW - 9, None, 1), (NOW - 8, None, 2)), NOW) == (
        2,
        2,
    )


@pytest.mark.parametrize("drafts", [True, False])
def test_the_next_moments(store: Store, drafts: bool) -> None:
    """Of each kind the nearest; what is of this second has happened, and drafts count if they are wanted."""
    rows = (
        (NOW, NOW, 0), (NOW + 5, NOW + 9, 0), (NOW + 3, NOW + 7, 1), (NOW - NEWS, None, 0), (NOW - NEWS - 1, None, 0),
        (NOW + 2, NOW + 2, 2),
    )  # fmt: skip
    draft, news = [Moment(NOW + 3, "published", 3), Moment(NOW + 7, "expired", 3)], Moment(NOW + 1, "news", 4)
    plain = [Moment(NOW + 5, "published", 2), Moment(NOW + 9, "expired", 2)]
    assert scheduled.next_moments(filled(store, *rows), NOW, NEWS, drafts=drafts) == [
        news,
        *(draft if drafts else plain),
    ]


def test_nothing_is_to_come(store: Store) -> None:
    """Of a portal without articles."""
    assert scheduled.next_moments(store, NOW, NEWS, drafts=True) == []


def test_articles_grow_old(store: Store) -> None:
    """At the hour at which they are old enough, the first by path first; nobody does where nothing is told of it."""
    one = filled(store, (NOW - 400 * DAY, None, 0), (NOW - 5 * DAY, None, 1), (NOW - 4 * DAY, None, 0))
    assert old.next_to_age(one, NOW, drafts=True) is None
    age = ageing(1, "WIB", NOW)
    old.keep(one, age)
    assert old.known(one) == age
    for drafts, doc, at in ((True, 2, NOW - 5 * DAY), (False, 3, NOW - 4 * DAY)):
        hour = age.hour_of(at)
        assert hour is not None
        assert old.next_to_age(one, NOW, drafts=drafts) == (hour, doc)
        assert scheduled.next_moments(one, NOW, NEWS, drafts=drafts)[-1] == Moment(hour, "old", doc)


def test_articles_that_are_old_at_one_time_alone(store: Store) -> None:
    """Whichever of the two comes first; between a time and itself there are none."""
    ages = [ageing(1, "WIB", NOW + month * 31 * DAY) for month in (0, 1, 2)]
    rows = [(age.since + step, None, 0) for age in ages for step in (-1, 0)]
    one = filled(store, *rows)
    assert old.between(one, ages[0], ages[1]) == [2, 3] == old.between(one, ages[1], ages[0])
    assert old.between(one, ages[0], ages[2]) == [2, 3, 4, 5]
    assert old.between(one, ages[0], ages[0]) == []
