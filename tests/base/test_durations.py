"""Lengths of time, and times as seconds since 1970."""

from __future__ import annotations

import pytest

from generator.base import dates, durations
from generator.base.dates import DateError, Stamp
from generator.base.durations import spoken, spoken_shortly
from generator.base.languages import Name, language


@pytest.mark.parametrize(
    ("text", "epoch"), [("1728465000", 1728465000), ("0", 0), ("2024-10-09 16:10", 1728465000), ("253000000000", None), ("-5", None), ("99999999999", 99999999999), ("x", None)]
)  # fmt: skip
def test_the_now_of_a_build(text, epoch):
    """A timestamp or seconds since 1970, in the years that a page can show."""
    if epoch is None:
        with pytest.raises(DateError):
            durations.parse_now(text, "WIB")
    else:
        assert durations.parse_now(text, "WIB") == epoch
        assert dates.portal(Stamp(epoch, "WIT"))


def test_durations():
    """Minutes, hours and days."""
    assert [durations.duration(text) for text in ("90m", "48h", " 2 d ")] == [5400, 172800, 172800]
    for text in ("", "48", "h", "-1h", "1w", "1.5h", "٣h", "9" * 50 + "h"):
        with pytest.raises(DateError, match="is not a length of time"):
            durations.duration(text)


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
    assert (put(spoken(stamp)), put(spoken_shortly(stamp))) == (long, short)
    if name == "id":
        assert (long, short) == (dates.portal(stamp), dates.short(stamp))


def test_a_day_whose_hour_nobody_knows() -> None:
    """Has none."""
    assert str(spoken(dates.parse_day("2024-08-07", "WIB"))) == "Wednesday, 7 August 2024"


@pytest.mark.parametrize("month", range(1, 13))
def test_indonesian_is_that_of_the_portal(month: int) -> None:
    """Each month, in full and short."""
    stamp = dates.parse(f"2024-{month:02d}-{month + 10} 16:10 WIT", "WIB")
    put = language("id").put
    assert (put(spoken(stamp)), put(spoken_shortly(stamp))) == (dates.portal(stamp), dates.short(stamp))
