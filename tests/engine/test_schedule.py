"""What waits in a site, in words."""

from __future__ import annotations

import pytest

from generator.base import dates
from generator.engine.schedule import Coming, Outlook, on_machine, told, when

NOW = dates.parse("2024-10-10 12:00 WIB", "WIB").epoch
NEXT = Coming(NOW + 3600, "published", "Banjir", "content/daerah/a.md", "WIB")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Outlook(NOW), ""), (Outlook(NOW, drafts=1), "1 draft"), (Outlook(NOW, drafts=2), "2 drafts"), (Outlook(NOW, 0, 1, NEXT), "1 scheduled (next: 13:00 WIB: Banjir)"),
        (Outlook(NOW, 2, 3, NEXT), "2 drafts, 3 scheduled (next: 13:00 WIB: Banjir)"),
    ],
)  # fmt: skip
def test_what_waits(found: Outlook, said: str) -> None:
    """Nothing is said of what does not."""
    assert str(told(found) or "") == said


@pytest.mark.parametrize(
    ("time", "zone", "said"),
    [
        ("2024-10-10 23:59 WIB", "WIB", "23:59 WIB"), ("2024-10-11 00:00 WIB", "WIB", "00:00 WIB tomorrow"), ("2024-10-11 23:59 WIB", "WIB", "23:59 WIB tomorrow"),
        ("2024-10-10 23:00 WIB", "WIT", "01:00 WIT tomorrow"), ("2024-10-12 00:00 WIB", "WIB", "12 Oct 2024, 00:00 WIB"),
    ],
)  # fmt: skip
def test_a_time_as_people_say_it(time: str, zone: str, said: str) -> None:
    """By the calendar of its zone."""
    assert str(when(dates.parse(time, "WIB").epoch, zone, NOW)) == said


def test_minutes_of_a_machine_are_full() -> None:
    """A time within one is that of the next."""
    assert [on_machine(at)[4:6] for at in (60, 61, 119, 120)] == [(1, 0), (2, 0), (2, 0), (2, 0)]
