"""Reads dates, times and durations as newsrooms write them."""

from __future__ import annotations

import re
from datetime import datetime, timezone

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
_WEEKDAY = r"(?:(?P<weekday>[A-Za-z'’]+)(?:\s*+,)?\s++)?"
_HOUR = (
    r"(?:\s*[|,\-–]\s*|\s+)(?:(?P<said>pukul|pkl\.?|jam)\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?"
    r"(?:[:.](?P<second>\d{2}))?(?:\s*\(?(?P<zone>[A-Za-z]+)\)?\.?)?"
)
_SPOKEN = rf"(?ai){_WEEKDAY}(?P<day>\d{{1,2}})[\s-]+(?P<month>[A-Za-z]+)\.?[\s-]+(?P<year>\d{{4}}){_HOUR}"
_DIGITS = (
    rf"(?ai){_WEEKDAY}\(?(?P<day>\d{{1,2}})(?P<sign>[/.-])(?P<month>\d{{1,2}})(?P=sign)(?P<year>\d{{4}})\)?{_HOUR}"
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
_LATEST = 9999
_ZONE_HINT = sentence("use WIB, WITA or WIT")
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
    if match is None or not (part["minute"] or part.get("said")):
        if re.fullmatch(_DAY_ALONE, text):
            hint = sentence("add it: {strip} 16:10 {zone}", strip=text.strip(), zone=zone)
            raise DateError(sentence("{written} has no time of day", written=quoted(text)), hint)
        if re.fullmatch(_CLOCK_ALONE, text):
            raise DateError(sentence("{written} has no date", written=quoted(text)))
        raise DateError(sentence("{written} is not a timestamp", written=quoted(text)))
    month = _month(match)
    shown, offset = _zone(part["zone"], zone)
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    try:
        moment = datetime(int(part["year"]), month, int(part["day"]), hour, minute, second, tzinfo=offset)
        epoch = int(moment.timestamp())
        early = False
        if not 1900 < moment.year < _LATEST:
            # Close to the ends of the calendar, a time may not exist in another zone.
            local(epoch, "WIT")
            early = min(moment.year, local(epoch, zone).year) < 1900
    except (ValueError, OverflowError) as error:
        hint = sentence("check the day of the month and the hour")
        raise DateError(sentence("there is no such time as {written}", written=quoted(text)), hint) from error
    if early:
        hint = sentence("check the year")
        raise DateError(sentence("{written} lies before the year 1900", written=quoted(text)), hint)
    if weekday := part.get("weekday"):
        _check_weekday(text, weekday, moment)
    return Stamp(epoch, shown)


def _month(match: re.Match[str]) -> int:
    written = match["month"]
    if written.isdigit():
        return int(written)
    number = _MONTH_WORDS.get(written.lower())
    if number is None:
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
