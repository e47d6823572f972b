"""Spans: lengths of time, and times as seconds since 1970, as options and settings name them."""

from __future__ import annotations

import re

from generator.base import dates
from generator.base.dates import DateError, Stamp, parse
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted

_SECONDS = r"(?a)\d{1,11}|1\d{11}|2[0-4]\d{10}"


def parse_now(text: str, zone: str) -> int:
    """Read the `now` of a build, a timestamp or seconds since 1970, as seconds since 1970 up to the year 9892.

    Raises:
        DateError: the text is neither.

    """
    return int(text) if re.fullmatch(_SECONDS, text) else parse(text, zone).epoch


def seconds(text: str) -> int:
    """Read seconds since 1970 up to the year 9892.

    Raises:
        DateError: the text is not such a number.

    """
    if not re.fullmatch(_SECONDS, text):
        raise DateError(
            sentence("{written} is not a number of seconds since 1970", written=quoted(text)),
            sentence('write it like "1728465000"'),
        )
    return int(text)


def duration(text: str) -> int:
    """Read "48h", "90m" or "2d" as seconds.

    Raises:
        DateError: the text is not a duration.

    """
    match = re.fullmatch(r"(\d{1,6})\s*([mhd])", text.strip(), re.ASCII)
    if match is None:
        raise DateError(
            sentence("{written} is not a length of time", written=quoted(text)),
            sentence('write it like "48h", "90m" or "2d"'),
        )
    return int(match[1]) * {"m": 60, "h": 3600, "d": 86400}[match[2]]


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
