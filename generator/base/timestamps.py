"""Timestamps, and how portals and messages show them.

Indonesia's three zones have had no daylight saving time since 1964, so a zone is a fixed offset, and no time zone
database can change a built page.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

import msgspec

from generator.base.sentences import Sentence, sentence

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}
"""Hours east of UTC."""
PLACES = {
    "Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA", "Asia/Jayapura": "WIT",
}  # fmt: skip
"""IANA names that site.yaml accepts for a zone."""


LATEST = 253_000_000_000
"""The latest supported time, in seconds since 1970; files that others write can name any."""


class Stamp(msgspec.Struct, frozen=True, array_like=True, order=True):
    """An instant, and the zone to show it in."""

    epoch: int
    """Seconds since 1970-01-01 UTC."""
    zone: str
    """WIB, WITA or WIT; or an offset such as "-05:00", for a time written with it."""
    timeless: bool = False
    """Whether only the day is known; the instant is then its start, and no hour is shown."""

    @property
    def local(self) -> datetime:
        return local(self.epoch, self.zone)

    @property
    def minutes_east(self) -> int:
        """How far its zone is east of UTC."""
        return int(offset(self.zone).utcoffset(None).total_seconds()) // 60


@lru_cache(maxsize=16)
def offset(zone: str) -> timezone:
    if zone in ZONES:
        return timezone(timedelta(hours=ZONES[zone]))
    minutes = int(zone[1:3]) * 60 + int(zone[4:])
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


@lru_cache(maxsize=4096)
def local(epoch: int, zone: str) -> datetime:
    return datetime.fromtimestamp(epoch, offset(zone))


@lru_cache(maxsize=4096)
def portal(stamp: Stamp) -> str:
    """Return "Rabu, 9 Oktober 2024 | 16:10 WIB"."""
    at = stamp.local
    day = f"{DAYS[at.weekday()]}, {long_date(at)}"
    return day if stamp.timeless else f"{day} | {clock(stamp)}"


def short(stamp: Stamp) -> str:
    """Return "9 Okt 2024, 16:10 WIB"."""
    at = stamp.local
    day = f"{at.day} {MONTHS[at.month - 1][:3]} {at.year}"
    return day if stamp.timeless else f"{day}, {clock(stamp)}"


def clock(stamp: Stamp) -> str:
    """Return "16:10 WIB"; empty if only the day is known."""
    if stamp.timeless:
        return ""
    at, zone = stamp.local, stamp.zone
    # strftime takes five times as long, and every card shows a time.
    return f"{at.hour:02d}:{at.minute:02d} {zone if zone in ZONES else _abroad(zone)}"


def _abroad(zone: str) -> str:
    """Return "UTC-5", "UTC+5:30" or "UTC" for "-05:00", "+05:30" or "+00:00"."""
    hours, minutes = int(zone[1:3]), zone[3:].removesuffix(":00")
    return f"UTC{zone[0]}{hours}{minutes}" if hours or minutes else "UTC"


def is_midnight(stamp: Stamp) -> bool:
    """Return whether an instant begins a day in its zone."""
    return stamp.local.time() == time.min


def long_date(day: date) -> str:
    """Return "9 Oktober 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=4096)
def iso(stamp: Stamp) -> str:
    """Return "2024-10-09T16:10:00+07:00", or "2024-10-09" if only the day is known."""
    return stamp.local.date().isoformat() if stamp.timeless else moment(stamp)


def moment(stamp: Stamp) -> str:
    """Return "2024-10-09T16:10:00+07:00", for formats that require an hour."""
    return stamp.local.isoformat()


def rfc822(stamp: Stamp) -> str:
    """Return "Wed, 09 Oct 2024 16:10:00 +0700", in English whatever the locale."""
    at = stamp.local
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[at.weekday()]
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[at.month - 1]
    return f"{day}, {at:%d} {month} {at:%Y %H:%M:%S %z}"


def day_number(epoch: int, zone: str) -> int:
    """Return the day of an instant in a zone, counted from 1970-01-01."""
    return (epoch + ZONES[zone] * 3600) // 86400


def month_days(year: int, month: int) -> tuple[int, int]:
    """Return the first day of a month and of the next one, counted from 1970-01-01."""
    first = date(year, month, 1)
    start = (first - date(1970, 1, 1)).days
    # The first day after December 9999 is not a valid `date`.
    return start, start + (31 if month == 12 else (date(year, month + 1, 1) - first).days)


def day_of(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=number)


def day_start(number: int, zone: str) -> int:
    """Return when a day, counted from 1970-01-01, begins in a zone, in seconds since 1970.

    The day is a number because the day after the last valid `date` has a beginning, too.
    """
    return (number * 24 - ZONES[zone]) * 3600


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


def format_time(stamp: Stamp) -> Sentence:
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
        clock=clock(stamp),
    )


def format_time_short(stamp: Stamp) -> Sentence:
    """Return "9 Oct 2024, 16:10 WIB", for a time with a known hour."""
    at = stamp.local
    return sentence(
        "{day} {month} {year}, {clock}",
        day=at.day,
        month=_SHORT[at.month - 1],
        year=str(at.year),
        clock=clock(stamp),
    )
