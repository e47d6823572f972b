"""Indonesian dates: reads what newsrooms write, writes what portals print.

The three zones of Indonesia have had no daylight saving time since 1964, so a zone is a fixed offset, and no time zone
database can change a built page.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

import msgspec

from generator.base.errors import AdvisedError
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted

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
"""IANA names that site.yaml may use for a zone."""

_DAY_WORDS = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "sabtu": 5, "minggu": 6, "ahad": 6,
    "sen": 0, "sel": 1, "rab": 2, "kam": 3, "jum": 4, "sab": 5, "min": 6,
}  # fmt: skip
_MONTH_WORDS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    "jan": 1, "feb": 2, "peb": 2, "pebruari": 2, "mar": 3, "mrt": 3, "apr": 4, "jun": 6, "jul": 7,
    "agu": 8, "agt": 8, "ags": 8, "agust": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11,
    "nopember": 11, "des": 12,
}  # fmt: skip

_ENGLISH = {
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10,
    "december": 12, "aug": 8, "oct": 10, "dec": 12,
}  # fmt: skip
"""Names of months that are no Indonesian ones too."""

_WEEKDAY = r"(?:(?P<weekday>[A-Za-z'’]+)(?:\s*+,)?\s++)?"
_HOUR = (
    r"(?:\s*[|,\-–]\s*|\s+)(?:(?P<said>pukul|pkl\.?|jam)\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?"
    r"(?:[:.](?P<second>\d{2}))?(?:\s*(?P<part>pagi|siang|sore|petang|malam|dini hari))?"
    r"(?:\s*\(?(?P<zone>[A-Za-z]+)\)?\.?)?"
)
_SPOKEN = rf"(?ai){_WEEKDAY}(?P<day>\d{{1,2}})[\s-]+(?P<month>[A-Za-z]+)\.?[\s-]+(?P<year>\d{{4}}){_HOUR}"
_DIGITS = (
    rf"(?ai){_WEEKDAY}\(?(?P<day>\d{{1,2}})(?P<sign>[/.-])(?P<month>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}|\d\d)\)?{_HOUR}"
)
"""The day comes first, as everywhere in Indonesia."""
_NUMBERS = (
    r"(?a)(?P<year>\d{4})(?P<sign>[-/])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?:[Tt]|\s+)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<zone>[A-Za-z]+|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
)
_DAY_ALONE = (
    r"(?a)\s*(?:\d{4}-\d{1,2}-\d{1,2}|(?:[A-Za-z'’]+,?\s+)?\(?\d{1,2}(?:\s+[A-Za-z]+\s+|[/-]\d{1,2}[/-])\d{4}\)?)\s*"
)
_CLOCK_ALONE = r"(?ai)\s*(?:(?:pukul|pkl\.?|jam)\s*\d{1,2}(?:[:.]\d{2})?|\d{1,2}:\d{2})(?:\s+[a-z]+){0,3}\s*"
_PARTS = {
    "dini hari": (0, 5), "pagi": (1, 11), "siang": (10, 15), "sore": (14, 18), "petang": (16, 19), "malam": (18, 23),
}  # fmt: skip
"""Parts of the day, with their first and last hour; "jam 12 malam" may be either end of a day."""
_LAST_CENTURY = 70
"""Years of two figures from this one on are of the last century."""
_LATEST = 9999
"""The last year that a time can be in."""
_FORMS = sentence('write it like "2024-10-09 16:10 WIB" or "Rabu, 9 Oktober 2024 | 16:10 WIB"')


class Stamp(msgspec.Struct, frozen=True, array_like=True, order=True):
    """An instant, and the zone in which it is shown."""

    epoch: int
    """Seconds since 1970-01-01 UTC."""
    zone: str
    """WIB, WITA or WIT; or an offset from UTC as in "-05:00", for a time that was written with another one."""
    timeless: bool = False
    """Whether only the day is known; the instant is then its beginning, and no hour is shown."""

    @property
    def local(self) -> datetime:
        """The date and time of the stamp in its own zone."""
        return _local(self.epoch, self.zone)


class DateError(AdvisedError, ValueError):
    """A text is not a valid date."""

    def __init__(self, said: Sentence, advice: Sentence = _FORMS) -> None:
        super().__init__(said, advice)


@lru_cache(maxsize=16)
def _offset(zone: str) -> timezone:
    if zone in ZONES:
        return timezone(timedelta(hours=ZONES[zone]))
    minutes = int(zone[1:3]) * 60 + int(zone[4:])
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


@lru_cache(maxsize=4096)
def _local(epoch: int, zone: str) -> datetime:
    return datetime.fromtimestamp(epoch, _offset(zone))


def parse(text: str, zone: str) -> Stamp:
    """Read a timestamp in any of the accepted forms.

    Args:
        text: "2024-10-09 16:10 WIB", "Rabu, 9 Oktober 2024 | 16:10 WIB" or ISO 8601.
        zone: of the site, for a text that names none. An offset outside Indonesia keeps its own reading.

    Raises:
        DateError: the text is not a timestamp, or names a day that does not exist or the wrong weekday.

    """
    match = re.fullmatch(_NUMBERS, text) or re.fullmatch(_SPOKEN, text) or re.fullmatch(_DIGITS, text)
    part = match.groupdict() if match is not None else {}
    if match is None or not _has_hour(part):
        if re.fullmatch(_DAY_ALONE, text):
            raise DateError(
                sentence("{written} has no time of day", written=quoted(text)),
                sentence("add it: {strip} 16:10 {zone}", strip=text.strip(), zone=zone),
            )
        if re.fullmatch(_CLOCK_ALONE, text):
            raise DateError(sentence("{written} has no date", written=quoted(text)))
        raise DateError(sentence("{written} is not a timestamp", written=quoted(text)))
    _check_order(text, part)
    _check_halves(part)
    month = _month(match)
    shown, offset = _zone(part["zone"], zone)
    try:
        moment = datetime(
            int(part["year"]), month, int(part["day"]),
            _hour(part), int(part["minute"] or 0), int(part.get("second") or 0), tzinfo=offset,
        )  # fmt: skip
        epoch = int(moment.timestamp())
        early = False
        if not 1900 < moment.year < _LATEST:
            # Near the ends of time, it may have no reading in another zone.
            _local(epoch, "WIT")
            early = min(moment.year, _local(epoch, zone).year) < 1900
    except DateError:
        raise
    except (ValueError, OverflowError) as error:
        raise DateError(
            sentence("there is no such time as {written}", written=quoted(text)),
            _midnight(part, month) or sentence("check the day of the month and the hour"),
        ) from error
    if early:
        raise DateError(
            sentence("{written} lies before the year 1900", written=quoted(text)), sentence("check the year")
        )
    if weekday := part.get("weekday"):
        _check_weekday(text, weekday, moment)
    return Stamp(epoch, shown)


def _midnight(part: Mapping[str, str | None], month: int) -> Sentence | None:
    """Return what to write for 24:00, which is the next day's first minute; None of other times."""
    if part["hour"] != "24" or int(part["minute"] or 0) or int(part.get("second") or 0):
        return None
    try:
        after = date(int(part["year"] or 0), month, int(part["day"] or 0)) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    right = f"{after:%Y-%m-%d} 00:00 {(part['zone'] or '').upper()}".strip()
    return sentence('midnight begins the next day: write "{right}"', right=right)


def _month(match: re.Match[str]) -> int:
    """Return the number of the month of a time, which is written as a number or in words."""
    written = match["month"]
    if written.isdigit():
        return int(written)
    number = _MONTH_WORDS.get(written.lower())
    if number is None:
        right = _translated(match)
        raise DateError(
            sentence("{part} is not a month", part=quoted(written)),
            sentence('write "{right}"', right=right)
            if right
            else sentence("the months are {months}", months=", ".join(MONTHS)),
        )
    return number


def _check_weekday(text: str, weekday: str, moment: datetime) -> None:
    """Raise DateError unless the day of the week that a text names is that of its date."""
    number = _DAY_WORDS.get(weekday.lower().replace("'", "").replace("’", ""))
    if number is None:
        raise DateError(
            sentence("{weekday} is not a day of the week", weekday=quoted(weekday)),
            sentence("the days are {days}", days=", ".join(DAYS)),
        )
    if number != moment.weekday():
        right = f"{DAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year}"
        raise DateError(
            sentence(
                "{written} contradicts itself: that date is not a {weekday}", written=quoted(text), weekday=weekday
            ),
            sentence("that date is {right}: correct the day or the date", right=right),
        )


def _has_hour(part: Mapping[str, str | None]) -> bool:
    """Return whether a time has minutes, or says in words that it is a time of day."""
    return bool(part["minute"] or part.get("said") or part.get("part"))


def _hour(part: Mapping[str, str | None]) -> int:
    """Return the hour from 0 to 23, of a time like "4 sore" too.

    Raises:
        DateError: there is no such hour in that part of the day, or it may be two.

    """
    hour, name = int(part["hour"] or 0), " ".join((part.get("part") or "").lower().split())
    if not name:
        return hour
    first, last = _PARTS[name]
    meant = [one for one in (hour, hour + 12) if first <= one <= last]
    if len(meant) != 1:
        raise DateError(
            sentence("{written} is not one hour", written=quoted(f"{hour} {name}")),
            sentence("write the hour in figures: 00:30, 16:10 or 23:59"),
        )
    return meant[0]


def _check_halves(part: Mapping[str, str | None]) -> None:
    """Refuse hours of half a day, with what they are of a whole one; in Indonesia a day has 24.

    Raises:
        DateError: they are.

    """
    half, hour = (part["zone"] or "").lower(), int(part["hour"] or 0)
    if half in ("am", "pm"):
        right = f"{hour % 12 + (12 if half == 'pm' else 0):02d}:{part['minute'] or '00'}"
        raise DateError(
            sentence("{written} counts the hours to twelve", written=quoted(f"{hour}:{part['minute'] or '00'} {half}")),
            sentence("write the hour from 0 to 23: {right}", right=right)
            if 0 < hour <= 12
            else sentence("write the hour in figures: 00:30, 16:10 or 23:59"),
        )


def _check_order(text: str, part: Mapping[str, str | None]) -> None:
    """Refuse dates in figures that put the month first, or leave out the century.

    Raises:
        DateError: they do; the hint has them as they are read, ready to be pasted.

    """
    short, readings = len(part["year"] or "") == 2, _readings(part)
    if not short and not readings:
        return
    message = (
        sentence("{written} has a year of two figures", written=quoted(text))
        if short
        else sentence("{written} puts the month first", written=quoted(text))
    )
    if not readings:
        raise DateError(message)
    if len(readings) > 1:
        raise DateError(message, sentence('write "{right}" or "{other}"', right=readings[0], other=readings[1]))
    raise DateError(message, sentence('write "{right}"', right=readings[0]))


def _readings(part: Mapping[str, str | None]) -> list[str]:
    """Return what a date in figures that puts the month first, or leaves out the century, may mean; else nothing.

    With hyphens the year may come first, as it does in full.
    """
    # What has no such part begins with the year.
    if "said" not in part or not (part["month"] or "").isdigit():
        return []
    day, month, year = (int(part[name] or 0) for name in ("day", "month", "year"))
    short = len(part["year"] or "") == 2
    swapped = 12 < month <= 31 and 0 < day <= 12
    if not (short or swapped):
        return []
    orders = [(year, day, month) if swapped else (year, month, day)]
    if short and part.get("sign") == "-":
        orders.append((day, month, year))
    weekday = _DAY_WORDS.get((part.get("weekday") or "").lower().replace("'", "").replace("’", ""))
    found: list[str] = []
    for order in orders:
        with suppress(ValueError):
            meant = date(order[0] + (0 if not short else 2000 if order[0] < _LAST_CENTURY else 1900), *order[1:])
            if weekday in (None, meant.weekday()):
                found.append(f"{meant} {_clock_of(part)}")
        if not found and weekday is None:
            # A day that there is not is mistyped: the year has not come first for that.
            return []
    return list(dict.fromkeys(found))


def _clock_of(part: Mapping[str, str | None]) -> str:
    """Return the time of day as it is written best.

    Raises:
        DateError: nobody can say which it is.

    """
    half, hour = (part["zone"] or "").upper(), _hour(part)
    if half in ("AM", "PM"):
        half, hour = "", hour % 12 + (12 if half == "PM" else 0)
    second = f":{part['second']}" if part.get("second") else ""
    return f"{hour:02d}:{int(part['minute'] or 0):02d}{second} {half}".strip()


def offered(text: str) -> str:
    """Return what is offered in the place of a time that is refused though it has one meaning; empty if nothing is."""
    match = re.fullmatch(_SPOKEN, text) or re.fullmatch(_DIGITS, text)
    if match is None or not _has_hour(match.groupdict()):
        return ""
    readings = _readings(match.groupdict())
    return readings[0] if len(readings) == 1 else "" if readings else _translated(match)


def _translated(match: re.Match[str]) -> str:
    """Return a time with its English month in Indonesian; nothing if it has none."""
    month = _ENGLISH.get(match["month"].lower())
    start, end = match.span("month")
    return f"{match.string[:start]}{MONTHS[month - 1]}{match.string[end:]}" if month else ""


def is_day(text: str) -> bool:
    """Return whether a text is a date without a time of day."""
    return re.fullmatch(_DAY_ALONE, text) is not None


def parse_day(text: str, zone: str) -> Stamp:
    """Read a date, or the date of a timestamp in its own zone, as a stamp of which only the day is known.

    Raises:
        DateError: the text is neither.

    """
    stamp = parse(f"{text.strip()} 00:00" if is_day(text) else text, zone)
    at = stamp.local
    return Stamp(stamp.epoch - at.hour * 3600 - at.minute * 60 - at.second, stamp.zone, timeless=True)


def _zone(text: str | None, default: str) -> tuple[str, timezone]:
    """Return the zone to show, and the offset to compute with."""
    if not text:
        return default, _offset(default)
    name = text.upper()
    if name in ZONES:
        return name, _offset(name)
    if name in ("Z", "UTC", "GMT"):
        return "+00:00", _offset("+00:00")
    if text[0] not in "+-":
        raise DateError(
            sentence("{written} is not a time zone of Indonesia", written=quoted(text)),
            sentence("use WIB, WITA or WIT"),
        )
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    if hours > 14 or minutes > 59:
        raise DateError(
            sentence('"{written}" is not an offset from UTC', written=text), sentence("use WIB, WITA or WIT")
        )
    seconds = (hours * 3600 + minutes * 60) * (-1 if text[0] == "-" else 1)
    for zone, east in ZONES.items():
        if seconds == east * 3600:
            return zone, _offset(zone)
    own = f"{text[0] if seconds else '+'}{hours:02d}:{minutes:02d}"
    return own, _offset(own)


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
    """Return "16:10 WIB"; nothing if only the day is known."""
    if stamp.timeless:
        return ""
    at = stamp.local
    # strftime takes five times as long, and every card shows a time.
    return f"{at.hour:02d}:{at.minute:02d} {_name(stamp.zone)}"


def _name(zone: str) -> str:
    """Return the name of a zone as readers know it."""
    return zone if zone in ZONES else "UTC" if zone == "+00:00" else f"UTC{zone}"


def long_date(day: date) -> str:
    """Return "9 Oktober 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=4096)
def iso(stamp: Stamp) -> str:
    """Return "2024-10-09T16:10:00+07:00", or "2024-10-09" if only the day is known."""
    return stamp.local.date().isoformat() if stamp.timeless else moment(stamp)


def moment(stamp: Stamp) -> str:
    """Return "2024-10-09T16:10:00+07:00", for readers that want an hour whatever is known."""
    return stamp.local.isoformat()


def rfc822(stamp: Stamp) -> str:
    """Return "Wed, 09 Oct 2024 16:10:00 +0700", in English whatever the locale."""
    at = stamp.local
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[at.weekday()]
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[at.month - 1]
    return f"{day}, {at:%d} {month} {at:%Y %H:%M:%S %z}"


def day_number(epoch: int, zone: str) -> int:
    """Return the day on which an instant falls in a zone, counted from 1970-01-01."""
    return (epoch + ZONES[zone] * 3600) // 86400


def month_days(year: int, month: int) -> tuple[int, int]:
    """Return the first day of a month and that of the next one, counted from 1970-01-01."""
    first = (date(year, month, 1) - date(1970, 1, 1)).days
    # The month after December 9999 has no first day that could be a date.
    return first, first + monthrange(year, month)[1]


def day_of(number: int) -> date:
    """Return the date of a day counted from 1970-01-01."""
    return date(1970, 1, 1) + timedelta(days=number)


def day_start(number: int, zone: str) -> int:
    """Return when a day, counted from 1970-01-01, begins in a zone, in seconds since 1970.

    The day is a number and not a date, since the day after the last possible date has a beginning too.
    """
    return (number * 24 - ZONES[zone]) * 3600
