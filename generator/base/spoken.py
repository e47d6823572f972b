"""Spoken times: as sentences, so that each language puts them into its own words."""

from __future__ import annotations

from generator.base import dates
from generator.base.dates import Stamp
from generator.base.sentences import Sentence, sentence

_DAYS = (
    sentence("Monday"), sentence("Tuesday"), sentence("Wednesday"), sentence("Thursday"), sentence("Friday"),
    sentence("Saturday"), sentence("Sunday"),
)  # fmt: skip
_MONTHS = (
    sentence("January"), sentence("February"), sentence("March"), sentence("April"), sentence("May"),
    sentence("June"), sentence("July"), sentence("August"), sentence("September"), sentence("October"),
    sentence("November"), sentence("December"),
)  # fmt: skip
_SHORT = (
    sentence("Jan"), sentence("Feb"), sentence("Mar"), sentence("Apr"), sentence("May"), sentence("Jun"),
    sentence("Jul"), sentence("Aug"), sentence("Sep"), sentence("Oct"), sentence("Nov"), sentence("Dec"),
)  # fmt: skip


def spoken(stamp: Stamp) -> Sentence:
    """Return "Wednesday, 9 October 2024, 16:10 WIB"; without the hour if only the day is known."""
    at = stamp.local
    weekday, month = _DAYS[at.weekday()], _MONTHS[at.month - 1]
    if stamp.timeless:
        return sentence("{weekday}, {day} {month} {year}", weekday=weekday, day=at.day, month=month, year=str(at.year))
    return sentence(
        "{weekday}, {day} {month} {year}, {clock}",
        weekday=weekday,
        day=at.day,
        month=month,
        year=str(at.year),
        clock=dates.clock(stamp),
    )


def spoken_shortly(stamp: Stamp) -> Sentence:
    """Return "9 Oct 2024, 16:10 WIB", of a time whose hour is known."""
    at = stamp.local
    return sentence(
        "{day} {month} {year}, {clock}",
        day=at.day,
        month=_SHORT[at.month - 1],
        year=str(at.year),
        clock=dates.clock(stamp),
    )
