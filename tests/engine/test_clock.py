"""What time makes of an article, and what waits in a site, in words."""

from __future__ import annotations

import pytest

from generator.base import dates
from generator.engine.clock import Clock, Coming, Outlook, format_outlook, is_scheduled, on_machine, status_of, when
from generator.model.index_entry import Facts
from generator.model.page import Status

NOW = 1_000


def facts(**keys: object) -> Facts:
    return Facts(names=(), links=(), **{"epoch": NOW, **keys})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("keys", "published", "with_drafts", "in_preview"),
    [
        ({}, Status.SHOWN, Status.SHOWN, Status.SHOWN), ({"epoch": NOW + 1}, Status.HIDDEN, Status.HIDDEN, Status.SHOWN), ({"draft": True}, Status.HIDDEN, Status.SHOWN, Status.SHOWN),
        ({"draft": True, "epoch": NOW + 1}, Status.HIDDEN, Status.HIDDEN, Status.SHOWN), ({"held": True}, *[Status.HIDDEN] * 3), ({"expires": NOW}, *[Status.HIDDEN] * 3),
        ({"expires": NOW + 1}, *[Status.SHOWN] * 3), ({"retracted": True}, *[Status.NOTICE] * 3), ({"ended": True}, *[Status.GONE] * 3),
        ({"ended": True, "retracted": True}, *[Status.NOTICE] * 3), ({"ended": True, "expires": NOW - 1}, *[Status.HIDDEN] * 3),
    ],
)  # fmt: skip
def test_what_becomes_of_an_article(
    keys: dict[str, object], published: Status, with_drafts: Status, in_preview: Status
) -> None:
    """At its very second it is published, or is over."""
    clocks = (Clock(NOW), Clock(NOW, drafts=True), Clock(NOW, unpublished=True))
    assert tuple(status_of(facts(**keys), clock) for clock in clocks) == (published, with_drafts, in_preview)


@pytest.mark.parametrize(
    ("keys", "clock", "expected"),
    [
        ({}, Clock(NOW), False), ({"epoch": NOW + 1}, Clock(NOW), True), ({"epoch": NOW + 1, "draft": True}, Clock(NOW), False),
        ({"epoch": NOW + 1, "draft": True}, Clock(NOW, drafts=True), True), ({"epoch": NOW + 1, "held": True}, Clock(NOW), False), ({"epoch": NOW + 1}, Clock(NOW, unpublished=True), False),
    ],
)  # fmt: skip
def test_what_will_be_published_by_itself(keys: dict[str, object], clock: Clock, expected: bool) -> None:
    """Neither a draft nor what is held back, and nothing where all is shown already."""
    assert is_scheduled(facts(**keys), clock) is expected


HERE = dates.parse("2024-10-10 12:00 WIB", "WIB").epoch
NEXT = Coming(HERE + 3600, "published", "Banjir", "content/daerah/a.md", "WIB")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Outlook(HERE), ""), (Outlook(HERE, drafts=1), "1 draft"), (Outlook(HERE, drafts=2), "2 drafts"), (Outlook(HERE, 0, 1, NEXT), "1 scheduled (next: 13:00 WIB: Banjir)"),
        (Outlook(HERE, 2, 3, NEXT), "2 drafts, 3 scheduled (next: 13:00 WIB: Banjir)"),
    ],
)  # fmt: skip
def test_what_waits(found: Outlook, said: str) -> None:
    """Nothing is said of what does not."""
    assert str(format_outlook(found) or "") == said


@pytest.mark.parametrize(
    ("time", "zone", "said"),
    [
        ("2024-10-10 23:59 WIB", "WIB", "23:59 WIB"), ("2024-10-11 00:00 WIB", "WIB", "00:00 WIB tomorrow"), ("2024-10-11 23:59 WIB", "WIB", "23:59 WIB tomorrow"),
        ("2024-10-10 23:00 WIB", "WIT", "01:00 WIT tomorrow"), ("2024-10-12 00:00 WIB", "WIB", "12 Oct 2024, 00:00 WIB"),
    ],
)  # fmt: skip
def test_a_time_as_people_say_it(time: str, zone: str, said: str) -> None:
    """By the calendar of its zone."""
    assert str(when(dates.parse(time, "WIB").epoch, zone, HERE)) == said


def test_minutes_of_a_machine_are_full() -> None:
    """A time within one is that of the next."""
    assert [on_machine(at)[4:6] for at in (60, 61, 119, 120)] == [(1, 0), (2, 0), (2, 0), (2, 0)]
