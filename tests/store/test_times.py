"""Times: places in time, and what comes of these."""

from __future__ import annotations

import pytest

from generator.model.counts import MostRead
from generator.model.front import Block, Breaking, Front, Pin
from generator.model.index_entry import Facts
from generator.model.lookup_keys import file_key
from generator.model.ordinal import END, first_ordinal
from generator.model.page import Status
from generator.model.records import Link
from generator.model.variants import Ageing, ageing
from generator.store import documents, times
from generator.store import times as old
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.times import Arrival, Moment, Timing


@pytest.fixture
def filled(store: Store) -> Store:
    for doc in range(1, 6):
        documents.put(store, Row(doc, "article", f"{doc}.md", b"", None, 0), b"")
    times.place(
        store, [Timing(10, 1, None, 0, 1), Timing(20, 0, 500, 1, 2), Timing(30, 0, 600, 2, 3), Timing(40, 1, 700, 0, 4)]
    )
    return store


def test_articles_by_their_places(filled: Store) -> None:
    """Of a range of seqs both ends count where seconds are meant; a time that has passed counts no more."""
    assert times.in_seconds(filled, 10, 20) == [(1, "1.md", 10), (2, "2.md", 20)]
    assert times.in_seconds(filled, 11, 19) == []
    assert times.between(filled, 10, 30) == [2, 3]
    assert times.between(filled, 20, END) == [3, 4]
    assert times.expiring_between(filled, 500, 600) == [3]
    assert times.all_drafts(filled) == [2]
    assert filled.all("SELECT id, seq, state, expires, draft FROM docs WHERE id = 2") == [(2, 20, 0, 500, 1)]


def test_articles_may_change_places(filled: Store) -> None:
    """Once they have left those that they had."""
    times.unplace(filled, (1, 2))
    times.place(filled, [Timing(20, 1, None, 0, 1), Timing(10, 0, None, 0, 2)])
    assert times.in_seconds(filled, 0, 25) == [(2, "2.md", 10), (1, "1.md", 20)]


LATE, EARLY, ALSO_LATE = (
    Arrival(doc, f"{path}.md", Facts((), (), epoch=epoch), (doc,))
    for doc, path, epoch in ((1, "b", 20), (2, "c", 10), (3, "a", 20))
)


def add(store: Store, *arrivals_: Arrival) -> None:
    """Add articles with their documents."""
    for arrival in arrivals_:
        documents.put(store, Row(arrival.doc, "article", arrival.path, b"", None, Status.HIDDEN), b"")
    times.add_arrivals(store, arrivals_)


def test_they_come_in_the_order_of_time_and_path(store: Store) -> None:
    """As they were, with their groups."""
    add(store, LATE, EARLY, ALSO_LATE)
    assert list(times.arrivals_in_order(store)) == [EARLY, ALSO_LATE, LATE]


def test_they_are_known_by_what_becomes_of_them(store: Store) -> None:
    """In the order of their ids; when they are cleared, none is left."""
    times.add_arrivals(store, [LATE, EARLY])
    for arrival, state in ((EARLY, Status.SHOWN), (LATE, Status.HIDDEN)):
        documents.put(store, Row(arrival.doc, "article", arrival.path, b"", None, state), b"")
    assert list(times.arrival_states(store)) == [(1, Status.HIDDEN, LATE.facts), (2, Status.SHOWN, EARLY.facts)]
    times.clear_arrivals(store)
    assert list(times.arrivals_in_order(store)) == []


NOW, NEWS, DAY = 1_728_536_400, 2 * 86400, 86400


def filled_scheduled(store: Store, *rows: tuple[int, int | None, int]) -> Store:
    """Put in articles: second, when it expires, and what it is held back for; their ids count from 1."""
    for doc, _ in enumerate(rows, 1):
        documents.put(store, Row(doc, "article", f"{doc}.md", b"", None, 0), b"")
    times.place(store, [Timing(first_ordinal(at), 0, *rest, doc) for doc, (at, *rest) in enumerate(rows, 1)])
    return store


def test_what_waits_is_counted(store: Store) -> None:
    """Drafts, and what comes by itself: not what is held back, nor what has come this second."""
    coming = [(NOW + 1 + n, None, held) for n, held in enumerate((0, 0, 1, 2))]
    assert times.count_unpublished(
        filled_scheduled(store, *coming, (NOW, None, 0), (NOW - 9, None, 1), (NOW - 8, None, 2)), NOW
    ) == (
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
    assert times.next_moments(filled_scheduled(store, *rows), NOW, NEWS, drafts=drafts) == [
        news,
        *(draft if drafts else plain),
    ]


def test_nothing_is_to_come(store: Store) -> None:
    """Of a portal without articles."""
    assert times.next_moments(store, NOW, NEWS, drafts=True) == []


def test_articles_grow_old(store: Store) -> None:
    """At the hour at which they are old enough, the first by path first; nobody does where nothing is told of it."""
    one = filled_scheduled(store, (NOW - 400 * DAY, None, 0), (NOW - 5 * DAY, None, 1), (NOW - 4 * DAY, None, 0))
    assert old.next_to_age(one, NOW, drafts=True) is None
    age = ageing(1, "WIB", NOW)
    old.set_ageing(one, age)
    assert old.last_ageing(one) == age
    for drafts, doc, at in ((True, 2, NOW - 5 * DAY), (False, 3, NOW - 4 * DAY)):
        hour = age.hour_of(at)
        assert hour is not None
        assert old.next_to_age(one, NOW, drafts=drafts) == (hour, doc)
        assert times.next_moments(one, NOW, NEWS, drafts=drafts)[-1] == Moment(hour, "old", doc)


def test_articles_that_are_old_at_one_time_alone(store: Store) -> None:
    """Whichever of the two comes first; between a time and itself there are none."""
    ages = [ageing(1, "WIB", NOW + month * 31 * DAY) for month in (0, 1, 2)]
    rows = [(age.since + step, None, 0) for age in ages for step in (-1, 0)]
    one = filled_scheduled(store, *rows)
    assert old.aged_between(one, ages[0], ages[1]) == [2, 3] == old.aged_between(one, ages[1], ages[0])
    assert old.aged_between(one, ages[0], ages[2]) == [2, 3, 4, 5]
    assert old.aged_between(one, ages[0], ages[0]) == []


def test_live_reports_that_end(filled: Store) -> None:
    """After one time and not after another; an end is kept with the place."""
    times.place(filled, [Timing(10 * doc, 1, None, 0, doc, ends) for doc, ends in ((1, 500), (2, 600), (3, 601))])
    assert times.ending_between(filled, 500, 600) == [2]
    assert times.ending_between(filled, 499, 601) == [1, 2, 3]
    times.place(filled, [Timing(20, 1, None, 0, 2)])
    assert times.ending_between(filled, 499, 601) == [1, 3]


def test_what_is_kept_of_the_last_update(store: Store) -> None:
    """Counts, front pages and ages, each as it was set last; nothing before that."""
    assert (times.most_read(store), times.fronts(store), times.last_ageing(store)) == (MostRead(), {}, Ageing())
    counted = MostRead("data/popular.json", NOW, ("a.md", "b.md"))
    steered = {"": Front("front.yaml", (Pin(Link("link", "/a/"), NOW),)), "daerah": Front("front/daerah.yaml")}
    times.set_most_read(store, counted)
    times.set_fronts(store, steered)
    times.set_ageing(store, ageing(1, "WIB", NOW))
    assert (times.most_read(store), times.fronts(store)) == (counted, steered)
    assert times.last_ageing(store) == ageing(1, "WIB", NOW)
    times.set_fronts(store, {})
    assert times.fronts(store) == {}


@pytest.mark.parametrize(
    ("ends", "articles", "told"),
    [(NOW + 1, ("a.md",), True), (NOW, ("a.md",), False), (NOW + 1, (), False)],
)
def test_counts_are_too_old_one_day(store: Store, ends: int, articles: tuple[str, ...], told: bool) -> None:
    """If there are any; of this second they are already."""
    times.set_most_read(store, MostRead("data/popular.json", ends, articles))
    expected = [Moment(NOW + 1, "counts", 0)] if told else []
    assert times.next_moments(store, NOW, NEWS, drafts=True) == expected


def test_the_next_live_report_to_end(store: Store) -> None:
    """A draft's if drafts are wanted; one that is held back and one that has ended do not count."""
    for doc in range(1, 5):
        documents.put(store, Row(doc, "article", f"{doc}.md", b"", None, 0), b"")
    rows = ((NOW, 0), (NOW + 2, 0), (NOW + 1, 1), (NOW + 1, 2))
    begun = first_ordinal(NOW - 9 * NEWS)
    times.place(store, [Timing(begun + doc, 1, None, draft, doc, ends) for doc, (ends, draft) in enumerate(rows, 1)])
    for drafts, moment in ((False, Moment(NOW + 2, "live", 2)), (True, Moment(NOW + 1, "live", 3))):
        assert times.next_moments(store, NOW, NEWS, drafts=drafts) == [moment]


def test_the_next_ends_on_front_pages(store: Store) -> None:
    """Of what editors put there and of the strip, the nearest of each, and of the same hour the first by path."""
    paths = ("front.yaml", "front/daerah.yaml", "front/olahraga.yaml")
    store.db.executemany(
        "INSERT INTO names VALUES (?, ?)", [(file_key(path), doc) for doc, path in enumerate(paths, 7)]
    )

    def pin(until: int) -> Pin:
        return Pin(Link("link", "/a/"), until)

    times.set_fronts(
        store,
        {
            "": Front(paths[0], (pin(NOW + 9),), (pin(NOW), pin(0)), breaking=(Breaking("x", until=NOW + 4),)),
            "olahraga": Front(paths[2], picks=(pin(NOW + 5),)),
            "daerah": Front(paths[1], blocks=(Block("daerah", until=NOW + 5),)),
        },
    )
    strip, front = Moment(NOW + 4, "breaking", 7), Moment(NOW + 5, "front", 8)
    assert times.next_moments(store, NOW, NEWS, drafts=True) == [strip, front]
    assert times.next_moments(store, NOW + 4, NEWS, drafts=True) == [front]
    assert times.next_moments(store, NOW + 5, NEWS, drafts=True) == [Moment(NOW + 9, "front", 7)]
    assert times.next_moments(store, NOW + 9, NEWS, drafts=True) == []


def test_articles_of_a_first_reading_are_counted_among_none(store: Store) -> None:
    """Until they have their places."""
    add(store, LATE, EARLY)
    assert times.count_unpublished(store, 0) == (0, 0)
    assert times.in_seconds(store, 0, END) == []
    assert [arrival.facts.epoch for arrival in times.arrivals_in_order(store)] == [10, 20]
