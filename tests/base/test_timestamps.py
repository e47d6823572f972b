"""Lengths of time, and times as seconds since 1970."""

from __future__ import annotations

import pytest

from generator.base import dates, timestamps
from generator.base.sentences import Name, language
from generator.base.timestamps import format_time, format_time_short


@pytest.mark.parametrize(
    ("name", "long", "short"),
    [
        ("en", "Wednesday, 7 August 2024, 16:10 WITA", "7 Aug 2024, 16:10 WITA"),
        ("id", "Rabu, 7 Agustus 2024 | 16:10 WITA", "7 Agu 2024, 16:10 WITA"),
    ],
)
def test_a_time_in_both_languages(name: Name, long: str, short: str) -> None:
    """In Indonesian as portals print it."""
    stamp = dates.parse("2024-08-07 16:10 WITA", "WIB")
    put = language(name).put
    assert (put(format_time(stamp)), put(format_time_short(stamp))) == (long, short)
    if name == "id":
        assert (long, short) == (timestamps.portal(stamp), timestamps.short(stamp))


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("-05:00", "UTC-5"), ("+05:30", "UTC+5:30"), ("+00:00", "UTC"), ("-00:30", "UTC-0:30"), ("+12:00", "UTC+12")],
)
def test_a_zone_beyond_indonesia_is_short(zone: str, shown: str) -> None:
    """As readers know it, without zeros."""
    assert timestamps.clock(timestamps.Stamp(0, zone)).partition(" ")[2] == shown


def test_midnight_is_that_of_the_zone() -> None:
    """To the second."""
    stamp = dates.parse("2024-08-07 00:00:00 -0500", "WIB")
    assert timestamps.is_midnight(stamp)
    assert not timestamps.is_midnight(timestamps.Stamp(stamp.epoch + 1, "-05:00"))
    assert not timestamps.is_midnight(timestamps.Stamp(stamp.epoch, "WIB"))


def test_a_day_whose_hour_nobody_knows() -> None:
    """Has none."""
    assert str(format_time(dates.parse_day("2024-08-07", "WIB"))) == "Wednesday, 7 August 2024"


@pytest.mark.parametrize("month", range(1, 13))
def test_indonesian_is_that_of_the_portal(month: int) -> None:
    """Each month, in full and short."""
    stamp = dates.parse(f"2024-{month:02d}-{month + 10} 16:10 WIT", "WIB")
    put = language("id").put
    assert (put(format_time(stamp)), put(format_time_short(stamp))) == (
        timestamps.portal(stamp),
        timestamps.short(stamp),
    )
