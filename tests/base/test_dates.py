"""Indonesian dates: what is read, what is written, and that the two agree."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base import dates, timestamps
from generator.base.dates import DateError
from generator.base.timestamps import Stamp
from tests.support import CONFIG, NOW, ROOT, article, site, ssg, ssg_here

CASES = [
    line.split(" => ")
    for line in (ROOT / "tests/fixtures/dates.txt").read_text("utf-8").splitlines()[1:]
    if line and not line.startswith("#")
]
ZONE = st.sampled_from(["WIB", "WITA", "WIT"])
FIRST = dates.parse("1900-01-02 00:00 WIB", "WIB").epoch
LAST = dates.parse("9999-12-30 00:00 WIB", "WIB").epoch
STAMPS = st.builds(Stamp, st.integers(FIRST, LAST), ZONE)
AT = Stamp(1728465000, "WIB")


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_timestamp_is_read_as_the_table_says(text: str, expected: str) -> None:
    """Each line of fixtures/dates.txt holds."""
    try:
        found = dates.parse(text, "WIB")
        assert f"{timestamps.iso(found)} {found.zone}" == expected
    except DateError as error:
        assert f"! {error.message} // {error.hint}" == expected


@given(STAMPS, ZONE)
def test_what_is_written_is_read_back(stamp: Stamp, zone: str) -> None:
    """What a portal prints, to the minute, and ISO 8601, to the second, in any zone, whatever that of the site."""
    whole = Stamp(stamp.epoch // 60 * 60, stamp.zone)
    assert dates.parse(timestamps.portal(whole), zone) == whole
    assert dates.parse(timestamps.short(whole), zone) == whole
    assert dates.parse(timestamps.iso(stamp), zone) == stamp


PIECES = "Rabu Jum'at 9 09 31 2024 24 Oktober Okt October 10 16 60 10:00 16.10 WIB wit UTC Z jam pukul sore pm | - / . , ( ) +07:00 T"


@given(st.one_of(st.text(), st.lists(st.sampled_from([*PIECES.split(), " "])).map(" ".join)), ZONE)
@example("2024-10-09 16:10+00:99", "WIB")
@example("9999-12-31 23:59-14:00", "WIT")
@example("1/1/2024" + " " * 60_000, "WIB")
def test_reading_raises_nothing_but_its_error(text: str, zone: str) -> None:
    """Any text is a stamp that can be written in every form, or a DateError with a sentence."""
    try:
        stamp = dates.parse(text, zone)
    except DateError as error:
        assert len(error.message) < 200
        assert error.hint
        return
    for write in (timestamps.portal, timestamps.short, timestamps.iso, timestamps.rfc822, timestamps.clock):
        assert write(stamp)


def test_all_the_forms_that_are_written() -> None:
    """A portal's own, short, clock, long date, ISO 8601, RFC 822; another offset is told as it was written."""
    assert timestamps.portal(AT) == "Rabu, 9 Oktober 2024 | 16:10 WIB"
    assert timestamps.short(AT) == "9 Okt 2024, 16:10 WIB"
    assert timestamps.clock(Stamp(AT.epoch, "WIT")) == "18:10 WIT"
    assert timestamps.long_date(date(2024, 10, 9)) == "9 Oktober 2024"
    assert timestamps.iso(AT) == "2024-10-09T16:10:00+07:00"
    assert timestamps.rfc822(AT) == "Wed, 09 Oct 2024 16:10:00 +0700"
    other = dates.parse("2024-10-09T04:10:00-05:00", "WIB")
    assert other.epoch == AT.epoch
    assert timestamps.portal(other) == "Rabu, 9 Oktober 2024 | 04:10 UTC-5"
    assert timestamps.rfc822(other) == "Wed, 09 Oct 2024 04:10:00 -0500"
    zones = {"+05:30": "UTC+5:30", "+00:00": "UTC", "-00:30": "UTC-0:30", "+12:00": "UTC+12"}
    assert {zone: timestamps.clock(Stamp(0, zone)).partition(" ")[2] for zone in zones} == zones


@pytest.mark.parametrize(
    ("text", "zone", "start"),
    [
        ("2012-03-04", "WIB", "2012-03-04T00:00:00+07:00"), ("4 Maret 2012", "WIT", "2012-03-04T00:00:00+09:00"),
        ("Minggu, 4 Maret 2012", "WIB", "2012-03-04T00:00:00+07:00"), ("2012-03-04 23:59 WITA", "WIB", "2012-03-04T00:00:00+08:00"),
    ],
)  # fmt: skip
def test_a_day_begins_in_the_zone_and_shows_no_hour(text: str, zone: str, start: str) -> None:
    """Wherever it is written; what needs an instant has the beginning."""
    stamp = dates.parse_day(text, zone)
    assert (timestamps.moment(stamp), stamp.timeless) == (start, True)
    assert (timestamps.iso(stamp), timestamps.clock(stamp)) == ("2012-03-04", "")
    assert (timestamps.portal(stamp), timestamps.short(stamp)) == ("Minggu, 4 Maret 2012", "4 Mar 2012")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param("1900-01-01 00:00 WIB", "1900-01-31 23:59 WIB", marks=pytest.mark.slow),
        pytest.param("1969-12-31 23:59 WIT", "1970-01-01 08:59 WIT", marks=pytest.mark.slow),
        ("9999-12-31 21:58 WIB", "9999-12-31 23:59 WIT"),
    ],
)
def test_a_portal_at_both_ends_of_time(tmp_path: Path, first: str, last: str) -> None:
    """Articles of the first and of the last hour that can be read are built, at any time, for any freshness."""
    config = CONFIG.replace("timezone: Asia/Jakarta", "timezone: Asia/Makassar\nfreshness: 999999d\nper_page: 1")
    portals = site(tmp_path / "a", config=config), site(tmp_path / "b", config=config)
    for portal in portals:
        for name, at in (("a", first), ("b", last)):
            ends = {} if at == "9999-12-31 23:59 WIT" else {"expires": "9999-12-31 23:59 WIT"}
            kept = f"[{{timestamp: {at}, text: Salah.}}]"
            text = article(name, timestamp=at, updated=last, corrections=kept, tags="[x]", **ends)
            portal.add(f"content/daerah/{name}.md", text)
    for now in (first, "2024-10-10 12:00 WIB", "9999-12-31 23:59 WIT", last, first):
        done = ssg_here(portals[0], "build", "--now", now)
        assert done.returncode == 0, done.stderr
    assert ssg_here(portals[1], "build", "--now", first).stdout.startswith("1 article ")
    assert portals[0].files() == portals[1].files()


def test_zones_are_those_of_the_time_zone_database() -> None:
    """The fixed offsets are what the database says of the places that site.yaml may name."""
    for place, zone in (("Jakarta", "WIB"), ("Pontianak", "WIB"), ("Makassar", "WITA"), ("Jayapura", "WIT")):
        try:
            there = AT.local.astimezone(ZoneInfo(f"Asia/{place}"))
        except ZoneInfoNotFoundError:
            pytest.skip("there is no time zone database")
        assert timestamps.clock(Stamp(AT.epoch, zone)) == f"{there:%H:%M} {zone}"


@pytest.mark.slow
def test_neither_locale_nor_time_zone_of_the_machine_matter(tmp_path: Path) -> None:
    """The same bytes anywhere."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("Ä", timestamp="2024-10-09 16:10 WITA", tags="[é]"))
    here = portal.clean()
    words = ("build", "--jobs", "1", "--now", str(NOW))
    assert ssg(portal, *words, TZ="America/New_York", LC_ALL="C", PYTHONUTF8="0").returncode == 0
    assert portal.files() == here


def test_the_now_of_a_build(tmp_path: Path) -> None:
    """A timestamp or seconds since 1970, in the years that a page can show."""
    portal = site(tmp_path)
    for now, epoch in (("2024-10-09 16:10", 1728465000), ("1728465000", 1728465000), ("99999999999", 99999999999)):
        assert json.loads(ssg_here(portal, "build", "--json", "--now", now).stdout)["ahead"]["now"] == epoch
    for now in ("-5", "253000000000", "x"):
        assert ssg_here(portal, "build", "--now", now).returncode == 2


@pytest.mark.parametrize(
    ("written", "good"), [("90m", True), ("48h", True), ("2 d", True), ("48", False), ("-1h", False), ("1w", False), ("1.5h", False), ("٣h", False)]
)  # fmt: skip
def test_a_length_of_time(tmp_path: Path, written: str, good: bool) -> None:
    """Minutes, hours and days."""
    portal = site(tmp_path)
    portal.edit("site.yaml", "timezone:", f"freshness: {written}\ntimezone:")
    assert ssg_here(portal, "tags").returncode == (0 if good else 1)
