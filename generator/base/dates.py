"""Reads dates, times and durations as newsrooms write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone

from generator.base.errors import AdvisedError
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted
from generator.base.timestamps import DAYS, MONTHS, ZONES, Stamp, local, offset

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
"""Month names that are not Indonesian as well."""
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
"""Two-digit years from this one on are in the last century."""
_LATEST = 9999
_ZONE_HINT = sentence("use WIB, WITA or WIT")
_IN_FIGURES = sentence("write the hour in figures: 00:30, 16:10 or 23:59")
_FORMS = sentence('write it like "2024-10-09 16:10 WIB" or "Rabu, 9 Oktober 2024 | 16:10 WIB"')


class DateError(AdvisedError, ValueError):
    """A text that is not a valid date."""

    def __init__(self, said: Sentence, advice: Sentence = _FORMS) -> None:
        super().__init__(said, advice)


def parse(text: str, zone: str) -> Stamp:
    """Read "2024-10-09 16:10 WIB", "Rabu, 9 Oktober 2024 | 16:10 WIB" or ISO 8601; raises DateError.

    Without a zone the text is in `zone`, the site's. An offset outside Indonesia is kept as the zone to show.
    """
    match = re.fullmatch(_NUMBERS, text) or re.fullmatch(_SPOKEN, text) or re.fullmatch(_DIGITS, text)
    part = match.groupdict() if match is not None else {}
    if match is None or not _has_hour(part):
        if re.fullmatch(_DAY_ALONE, text):
            hint = sentence("add it: {strip} 16:10 {zone}", strip=text.strip(), zone=zone)
            raise DateError(sentence("{written} has no time of day", written=quoted(text)), hint)
        if re.fullmatch(_CLOCK_ALONE, text):
            raise DateError(sentence("{written} has no date", written=quoted(text)))
        raise DateError(sentence("{written} is not a timestamp", written=quoted(text)))
    _check_order(text, part)
    _check_halves(part)
    month = _month(match)
    shown, offset = _zone(part["zone"], zone)
    hour, minute, second = _hour(part), int(part["minute"] or 0), int(part.get("second") or 0)
    try:
        moment = datetime(int(part["year"]), month, int(part["day"]), hour, minute, second, tzinfo=offset)
        epoch = int(moment.timestamp())
        early = False
        if not 1900 < moment.year < _LATEST:
            # Close to the ends of the calendar, a time may not exist in another zone.
            local(epoch, "WIT")
            early = min(moment.year, local(epoch, zone).year) < 1900
    except (ValueError, OverflowError) as error:
        hint = _midnight(part, month) or sentence("check the day of the month and the hour")
        raise DateError(sentence("there is no such time as {written}", written=quoted(text)), hint) from error
    if early:
        hint = sentence("check the year")
        raise DateError(sentence("{written} lies before the year 1900", written=quoted(text)), hint)
    if weekday := part.get("weekday"):
        _check_weekday(text, weekday, moment)
    return Stamp(epoch, shown)


def _midnight(part: Mapping[str, str | None], month: int) -> Sentence | None:
    """Return the hint for 24:00, which is 00:00 of the next day; None for other times."""
    if part["hour"] != "24" or int(part["minute"] or 0) or int(part.get("second") or 0):
        return None
    try:
        after = date(int(part["year"] or 0), month, int(part["day"] or 0)) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    right = f"{after:%Y-%m-%d} 00:00 {(part['zone'] or '').upper()}".strip()
    return sentence('midnight begins the next day: write "{right}"', right=right)


def _month(match: re.Match[str]) -> int:
    written = match["month"]
    if written.isdigit():
        return int(written)
    number = _MONTH_WORDS.get(written.lower())
    if number is None:
        if right := _translated(match):
            hint = sentence('write "{right}"', right=right)
        else:
            hint = sentence("the months are {months}", months=", ".join(MONTHS))
        raise DateError(sentence("{part} is not a month", part=quoted(written)), hint)
    return number


def _check_weekday(text: str, weekday: str, moment: datetime) -> None:
    number = _DAY_WORDS.get(weekday.lower().replace("'", "").replace("’", ""))
    if number is None:
        hint = sentence("the days are {days}", days=", ".join(DAYS))
        raise DateError(sentence("{weekday} is not a day of the week", weekday=quoted(weekday)), hint)
    if number != moment.weekday():
        right = f"{DAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year}"
        hint = sentence("that date is {right}: correct the day or the date", right=right)
        raise DateError(
            sentence(
                "{written} contradicts itself: that date is not a {weekday}", written=quoted(text), weekday=weekday
            ),
            hint,
        )


def _has_hour(part: Mapping[str, str | None]) -> bool:
    return bool(part["minute"] or part.get("said") or part.get("part"))


def _hour(part: Mapping[str, str | None]) -> int:
    hour, name = int(part["hour"] or 0), " ".join((part.get("part") or "").lower().split())
    if not name:
        return hour
    first, last = _PARTS[name]
    meant = [reading for reading in (hour, hour + 12) if first <= reading <= last]
    if len(meant) != 1:
        raise DateError(sentence("{written} is not one hour", written=quoted(f"{hour} {name}")), _IN_FIGURES)
    return meant[0]


def _check_halves(part: Mapping[str, str | None]) -> None:
    """Raise DateError for a 12-hour clock; Indonesia uses 24 hours."""
    half, hour, minute = (part["zone"] or "").lower(), int(part["hour"] or 0), part["minute"] or "00"
    if half in ("am", "pm"):
        right = f"{hour % 12 + (12 if half == 'pm' else 0):02d}:{minute}"
        hint = sentence("write the hour from 0 to 23: {right}", right=right) if 0 < hour <= 12 else _IN_FIGURES
        raise DateError(
            sentence("{written} counts the hours to twelve", written=quoted(f"{hour}:{minute} {half}")), hint
        )


def _check_order(text: str, part: Mapping[str, str | None]) -> None:
    """Raise DateError for numeric dates with the month first or a two-digit year; the hint lists possible readings."""
    short, readings = len(part["year"] or "") == 2, _readings(part)
    if not short and not readings:
        return
    message = sentence("{written} puts the month first", written=quoted(text))
    if short:
        message = sentence("{written} has a year of two figures", written=quoted(text))
    if not readings:
        raise DateError(message)
    if len(readings) > 1:
        raise DateError(message, sentence('write "{right}" or "{other}"', right=readings[0], other=readings[1]))
    raise DateError(message, sentence('write "{right}"', right=readings[0]))


def _readings(part: Mapping[str, str | None]) -> list[str]:
    """Return the readings of an ambiguous numeric date; none for others. With hyphens the year may come first."""
    # ISO dates have no group `said`.
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
            # An impossible date is a typo, not a sign that the year comes first.
            return []
    return list(dict.fromkeys(found))


def _clock_of(part: Mapping[str, str | None]) -> str:
    """Return the time of day in 24-hour form; raises DateError if it is ambiguous."""
    half, hour = (part["zone"] or "").upper(), _hour(part)
    if half in ("AM", "PM"):
        half, hour = "", hour % 12 + (12 if half == "PM" else 0)
    second = f":{part['second']}" if part.get("second") else ""
    return f"{hour:02d}:{int(part['minute'] or 0):02d}{second} {half}".strip()


def offered(text: str) -> str:
    """Return the correct form of a refused time that has one meaning; empty if there is none."""
    match = re.fullmatch(_SPOKEN, text) or re.fullmatch(_DIGITS, text)
    if match is None or not _has_hour(match.groupdict()):
        return ""
    readings = _readings(match.groupdict())
    return readings[0] if len(readings) == 1 else "" if readings else _translated(match)


def _translated(match: re.Match[str]) -> str:
    """Return a time with its English month name translated; empty if there is none."""
    month = _ENGLISH.get(match["month"].lower())
    start, end = match.span("month")
    return f"{match.string[:start]}{MONTHS[month - 1]}{match.string[end:]}" if month else ""


def is_day(text: str) -> bool:
    return re.fullmatch(_DAY_ALONE, text) is not None


def parse_day(text: str, zone: str) -> Stamp:
    """Read a date, or the date part of a timestamp in its own zone, as a timeless stamp; raises DateError."""
    stamp = parse(f"{text.strip()} 00:00" if is_day(text) else text, zone)
    at = stamp.local
    return Stamp(stamp.epoch - at.hour * 3600 - at.minute * 60 - at.second, stamp.zone, timeless=True)


def _zone(text: str | None, default: str) -> tuple[str, timezone]:
    if not text:
        return default, offset(default)
    name = text.upper()
    if name in ZONES:
        return name, offset(name)
    if name in ("Z", "UTC", "GMT"):
        return "+00:00", offset("+00:00")
    if text[0] not in "+-":
        raise DateError(sentence("{written} is not a time zone of Indonesia", written=quoted(text)), _ZONE_HINT)
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    if hours > 14 or minutes > 59:
        raise DateError(sentence('"{written}" is not an offset from UTC', written=text), _ZONE_HINT)
    seconds = (hours * 3600 + minutes * 60) * (-1 if text[0] == "-" else 1)
    for zone, east in ZONES.items():
        if seconds == east * 3600:
            return zone, offset(zone)
    own = f"{text[0] if seconds else '+'}{hours:02d}:{minutes:02d}"
    return own, offset(own)


_SECONDS = r"(?a)\d{1,11}|1\d{11}|2[0-4]\d{10}"


def parse_now(text: str, zone: str) -> int:
    """Read the `now` of a build, a timestamp or seconds since 1970, up to the year 9892; raises DateError."""
    return int(text) if re.fullmatch(_SECONDS, text) else parse(text, zone).epoch


def seconds(text: str) -> int:
    """Read seconds since 1970, up to the year 9892; raises DateError."""
    if not re.fullmatch(_SECONDS, text):
        hint = sentence('write it like "1728465000"')
        raise DateError(sentence("{written} is not a number of seconds since 1970", written=quoted(text)), hint)
    return int(text)
