"""Ageing: which articles are old, so that their pictures have few variants.

Articles grow old together, on the first day of a month: those that came out in one month, so many months later. Lists
and boxes show several of them, so a page changes once a month for that and not with each.
"""

from __future__ import annotations

from generator.base.dates import Stamp, day_start, month_days
from generator.portal.records import Record
from generator.portal.seq import BEGINNING, SHIFT

NONE_OLD = BEGINNING >> SHIFT
"""In place of a time, before all articles."""
_LAST_YEAR = 9999


class Ageing(Record, frozen=True):
    """When articles grow old, and which are so at a time."""

    months: int = 0
    """How many; 0 if articles never grow old."""
    zone: str = "WIB"
    """Of the site: the days begin in it."""
    since: int = NONE_OLD
    """In seconds since 1970: what came out before is old."""

    def hour_of(self, epoch: int) -> int | None:
        """Return when an article that came out at a time grows old, in seconds since 1970; None for never."""
        return _month_start(epoch, self.zone, self.months + 1) if self.months else None


def ageing(months: int, zone: str, now: int) -> Ageing:
    """Return which articles are old at a time, in seconds since 1970."""
    since = _month_start(now, zone, -months) if months else None
    return Ageing(months, zone, NONE_OLD if since is None else since)


def _month_start(epoch: int, zone: str, later: int) -> int | None:
    """Return when the month of a time, or one so many months later, begins; None outside of the years of dates."""
    day = Stamp(epoch, zone).local
    year, month = divmod(day.year * 12 + day.month - 1 + later, 12)
    return day_start(month_days(year, month + 1)[0], zone) if 0 < year <= _LAST_YEAR else None
