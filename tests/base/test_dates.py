"""Indonesian dates: what is read, what is written, and that the two agree."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base import dates, timestamps
from generator.base.dates import DateError
from generator.base.timestamps import DAYS, MONTHS, PLACES, ZONES, Stamp
from tests import growth
from tests.quick import sample
from tests.support import ROOT, article, site

CASES = [
    line.split(" => ")
    for line in (ROOT / "tests/fixtures/dates.txt").read_text("utf-8").splitlines()[1:]
    if line and not line.startswith("#")
]
ZONE = st.sampled_from(sorted(ZONES))
FIRST = dates.parse("1900-01-02 00:00 WIB", "WIB").epoch
LAST = dates.parse("9999-12-30 00:00 WIB", "WIB").epoch
STAMPS = st.builds(Stamp, st.integers(FIRST, LAST), ZONE)
AT = Stamp(1728465000, "WIB")


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_timestamp_is_read_as_the_document_of_cases_says(text, expected):
    """Each line of fixtures/dates.txt holds."""
    try:
        found = dates.parse(text, "WIB")
        assert f"{timestamps.iso(found)} {found.zone}" == expected
    except DateError as error:
        assert f"! {error.message} // {error.hint}" == expected


@given(STAMPS, ZONE)
def test_what_a_portal_prints_is_read_back(stamp, zone):
    """To the minute, in any zone, whatever the zone of the site."""
    whole = Stamp(stamp.epoch // 60 * 60, stamp.zone)
    assert dates.parse(timestamps.portal(whole), zone) == whole
    assert dates.parse(timestamps.short(whole), zone) == whole


@given(STAMPS, ZONE)
def test_iso_is_read_back(stamp, zone):
    """To the second."""
    assert dates.parse(timestamps.iso(stamp), zone) == stamp


@given(
    st.one_of(st.text(), st.from_regex(dates._SPOKEN), st.from_regex(dates._NUMBERS), st.from_regex(dates._DIGITS)),
    ZONE,
)
@example("2024-10-09 16:10+00:99", "WIB")
@example("9999-12-31 23:59-14:00", "WIT")
def test_reading_raises_nothing_but_its_error(text, zone):
    """Any text is a stamp that can be written in every form, or a DateError with a sentence."""
    try:
        stamp = dates.parse(text, zone)
    except DateError as error:
        assert error.message
        assert error.hint
        return
    for write in (
        timestamps.portal,
        timestamps.short,
        timestamps.iso,
        timestamps.moment,
        timestamps.rfc822,
        timestamps.clock,
    ):
        assert write(stamp)


@pytest.mark.parametrize(
    ("before", "unit"),
    [("", " "), ("", "a "), ("", "9"), ("2024-10-09", " "), ("", "'"), ("1 a 2024", " "), ("1/1/2024", " "), ("", "(")],
)
def test_long_texts_are_read_soon(before: str, unit: str):
    """No pattern backtracks."""

    def read(text: str) -> None:
        with pytest.raises(DateError) as caught:
            dates.parse(text, "WIB")
        assert len(caught.value.message) < 120

    growth.held(lambda size: partial(read, before + unit * (size // len(unit))), 60_000)


def test_all_the_forms_that_are_written():
    """A portal's own, short, clock, long date, ISO 8601, RFC 822."""
    assert timestamps.portal(AT) == "Rabu, 9 Oktober 2024 | 16:10 WIB"
    assert timestamps.short(AT) == "9 Okt 2024, 16:10 WIB"
    assert timestamps.clock(Stamp(AT.epoch, "WIT")) == "18:10 WIT"
    assert timestamps.long_date(date(2024, 10, 9)) == "9 Oktober 2024"
    assert timestamps.iso(AT) == "2024-10-09T16:10:00+07:00"
    assert timestamps.rfc822(AT) == "Wed, 09 Oct 2024 16:10:00 +0700"


def test_another_offset_keeps_its_own_reading():
    """Told as it was written, and the same instant."""
    stamp = dates.parse("2024-10-09T04:10:00-05:00", "WIB")
    assert stamp.epoch == AT.epoch
    assert timestamps.portal(stamp) == "Rabu, 9 Oktober 2024 | 04:10 UTC-5"
    assert timestamps.short(dates.parse("2024-10-09T09:10Z", "WIT")) == "9 Okt 2024, 09:10 UTC"
    assert timestamps.rfc822(stamp) == "Wed, 09 Oct 2024 04:10:00 -0500"


@pytest.mark.parametrize(
    ("text", "zone", "start"),
    [
        ("2012-03-04", "WIB", "2012-03-04T00:00:00+07:00"), ("4 Maret 2012", "WIT", "2012-03-04T00:00:00+09:00"),
        ("Minggu, 4 Maret 2012", "WIB", "2012-03-04T00:00:00+07:00"),
        ("2012-03-04 23:59 WITA", "WIB", "2012-03-04T00:00:00+08:00"),
    ],
)  # fmt: skip
def test_a_day_begins_in_the_zone_and_shows_no_hour(text, zone, start):
    """Wherever it is written; what needs an instant has the beginning."""
    stamp = dates.parse_day(text, zone)
    assert (timestamps.moment(stamp), stamp.timeless) == (start, True)
    assert (timestamps.iso(stamp), timestamps.clock(stamp)) == ("2012-03-04", "")
    assert (timestamps.portal(stamp), timestamps.short(stamp)) == ("Minggu, 4 Maret 2012", "4 Mar 2012")


@given(STAMPS)
def test_days_begin_and_end_where_the_zone_says(stamp):
    """The day of an instant is that of its local date, and the day holds it."""
    number = timestamps.day_number(stamp.epoch, stamp.zone)
    assert timestamps.day_of(number) == stamp.local.date()
    assert 0 <= stamp.epoch - timestamps.day_start(number, stamp.zone) < 86400


@pytest.mark.parametrize("zone", sample(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"], 3))
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("1900-01-01 00:00 WIB", "1900-01-31 23:59 WIB"), ("1969-12-31 23:59 WIT", "1970-01-01 08:59 WIT"),
        ("9999-12-01 00:00 WIB", "9999-12-31 21:30 WIB"), ("9999-12-31 21:58 WIB", "9999-12-31 23:59 WIT"),
    ],
)  # fmt: skip
def test_a_portal_at_both_ends_of_time(tmp_path, zone, first, last):
    """Articles of the first and of the last hour that can be read are built, at any time, in any zone, for any freshness."""
    portal = site(tmp_path)
    portal.edit("site.yaml", "timezone: Asia/Jakarta", f"timezone: {zone}\nfreshness: 999999d\nper_page: 1")
    for name, at in (("a", first), ("b", last)):
        kept = f"[{{timestamp: {at}, text: Salah.}}]"
        text = article(name, timestamp=at, updated=last, corrections=kept, expires="9999-12-31 23:59 WIT", tags="[x]")
        portal.add(f"content/daerah/{name}.md", text if at != "9999-12-31 23:59 WIT" else text.replace("expires", "#"))
    moments = [dates.parse(text, "WIB").epoch for text in (first, "2024-10-10 12:00 WIB", last, "9999-12-31 23:59 WIT")]
    for now in [*sorted(moments), *sorted(moments)[::-1]]:
        portal.build(now=now)
    portal.now = dates.parse(first, "WIB").epoch
    assert portal.build().articles == 1
    assert portal.files() == portal.clean()


def test_a_stamp_is_ordered_by_its_instant():
    """The zone it is told in comes second."""
    assert Stamp(1, "WIT") < Stamp(2, "WIB")


def test_every_name_is_read():
    """Each day and month that is written can be read."""
    for number in range(7):
        assert dates.parse(f"{DAYS[number]}, {7 + number} Oktober 2024 | 00:00", "WIB")
    for number, name in enumerate(MONTHS, 1):
        assert dates.parse(f"1 {name} 2024 00:00", "WIB").local.month == number
        assert dates.parse(f"1 {name[:3]} 2024 00:00", "WIB").local.month == number


def test_zones_are_those_of_the_time_zone_database():
    """The fixed offsets are what the database says of the places, now and since 1964."""
    zoneinfo = pytest.importorskip("zoneinfo")
    for place, zone in PLACES.items():
        try:
            info = zoneinfo.ZoneInfo(place)
        except zoneinfo.ZoneInfoNotFoundError:
            pytest.skip("there is no time zone database")
        assert Stamp(AT.epoch, zone).local.utcoffset() == Stamp(AT.epoch, zone).local.astimezone(info).utcoffset()


def test_neither_locale_nor_time_zone_of_the_machine_matter():
    """The same bytes anywhere."""
    code = "from generator.base import dates, timestamps as t; s = dates.parse('2024-10-09 16:10 WITA', 'WIB'); print(t.portal(s), t.rfc822(s))"
    environment = {**os.environ, "TZ": "America/New_York", "LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "Rabu, 9 Oktober 2024 | 16:10 WITA Wed, 09 Oct 2024 16:10:00 +0800\n"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "Januari Jan"), (2, "Februari Feb Peb Pebruari"), (3, "Maret Mar Mrt"), (4, "April Apr"), (5, "Mei"), (6, "Juni Jun"),
        (7, "Juli Jul"), (8, "Agustus Agu Agt Ags Agust"), (9, "September Sep Sept"), (10, "Oktober Okt"),
        (11, "November Nov Nop Nopember"), (12, "Desember Des"),
    ],
)  # fmt: skip
def test_the_names_of_a_month(number: int, words: str) -> None:
    """Short and long, as newsrooms write them."""
    for word in words.split():
        assert dates.parse(f"9 {word} 2024 16:10 WIB", "WIB").local.month == number, word


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "January"), (2, "February"), (3, "March"), (5, "May"), (6, "June"), (7, "July"), (8, "August Aug"), (10, "October Oct"),
        (12, "December Dec"),
    ],
)  # fmt: skip
def test_the_names_of_a_month_in_english(number: int, words: str) -> None:
    """Are none, but the right one is offered."""
    for word in words.split():
        with pytest.raises(DateError) as told:
            dates.parse(f"9 {word} 2024 16:10 WIB", "WIB")
        assert f" {MONTHS[number - 1]} 2024" in str(told.value.advice), word


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (7, "Senin Sen"), (8, "Selasa Sel"), (9, "Rabu Rab"), (10, "Kamis Kam"), (11, "Jumat Jum Jum'at Jum’at"), (12, "Sabtu Sab"),
        (13, "Minggu Min Ahad"),
    ],
)  # fmt: skip
def test_the_names_of_a_day(day: int, words: str) -> None:
    """With a date of that day; with that of another one they contradict it."""
    for word in words.split():
        assert dates.parse(f"{word}, {day} Oktober 2024 16:10", "WIB").local.day == day, word
        with pytest.raises(DateError):
            dates.parse(f"{word}, {day + 1} Oktober 2024 16:10", "WIB")


def test_times_for_machines() -> None:
    """In English, whatever the portal writes."""
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    for number, name in enumerate(names, 1):
        assert (
            timestamps.rfc822(dates.parse(f"2024-{number:02d}-09 16:10 WIT", "WIB"))[4:]
            == f" 09 {name} 2024 16:10:00 +0900"
        )
    days = [timestamps.rfc822(dates.parse(f"2024-10-{day:02d} 16:10 WIB", "WIB"))[:4] for day in range(7, 14)]
    assert days == ["Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"]


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        ("+07", "+07:00"),
        ("+0700", "+07:00"),
        ("+07:00", "+07:00"),
        ("-05:30", "-05:30"),
        ("+14:00", "+14:00"),
        ("Z", "+00:00"),
    ],
)
def test_offsets(offset: str, expected: str) -> None:
    """With minutes or without."""
    assert timestamps.moment(dates.parse(f"2024-10-09T16:10:00{offset}", "WIB"))[-6:] == expected


@pytest.mark.parametrize(
    ("text", "epoch"), [("1728465000", 1728465000), ("0", 0), ("2024-10-09 16:10", 1728465000), ("253000000000", None), ("-5", None), ("99999999999", 99999999999), ("x", None)]
)  # fmt: skip
def test_the_now_of_a_build(text, epoch):
    """A timestamp or seconds since 1970, in the years that a page can show."""
    if epoch is None:
        with pytest.raises(DateError):
            dates.parse_now(text, "WIB")
    else:
        assert dates.parse_now(text, "WIB") == epoch
        assert timestamps.portal(Stamp(epoch, "WIT"))


def test_durations():
    """Minutes, hours and days."""
    assert [dates.duration(text) for text in ("90m", "48h", " 2 d ")] == [5400, 172800, 172800]
    for text in ("", "48", "h", "-1h", "1w", "1.5h", "٣h", "9" * 50 + "h"):
        with pytest.raises(DateError, match="is not a length of time"):
            dates.duration(text)
