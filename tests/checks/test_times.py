"""Years that were mistyped, and updates to come."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.times import unlikely_time
from generator.portal.site import Site
from generator.readers.spelling import spelled
from tests.checks_support import LONG, desk, look, said, told
from tests.support import NOW, article, site


def test_a_year_that_was_mistyped(tmp_path: Path) -> None:
    """An article of next month is scheduled; one of the year after next is a slip of the pen."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, timestamp="2026-10-09 16:10 WIB"))
    portal.add("content/daerah/b.md", article(LONG, timestamp="2024-11-09 16:10 WIB"))
    message = "this appears on Friday, 9 October 2026, 16:10 WIB, more than a year from now"
    assert said(portal, "unlikely-time") == [f"a.md:5: {message}"]


def test_an_update_to_come(tmp_path: Path) -> None:
    """But for an article that is to come itself."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, updated="2024-10-11 08:00 WIB"))
    portal.add("content/daerah/b.md", article(LONG, timestamp="2024-10-11 07:00 WIB", updated="2024-10-11 08:00 WIB"))
    message = "this was updated on Friday, 11 October 2024, 08:00 WIB, which is still to come"
    assert said(portal, "unlikely-time") == [f"a.md:6: {message}"]


def test_an_amendment_to_come(tmp_path: Path) -> None:
    """A correction or a withdrawal has happened when it is written; of a withdrawn article, neither is lost for that."""
    portal = site(tmp_path)
    portal.add(
        "content/daerah/a.md", article(LONG, corrections="[{timestamp: 2024-10-11 08:00 WIB, text: Dua perahu.}]")
    )
    portal.add("content/daerah/b.md", article(LONG, retracted="{timestamp: 2024-10-11 08:00 WIB, reason: sara}"))
    portal.add(
        "content/daerah/c.md", article(LONG, corrections="[{timestamp: 2024-10-10 08:00 WIB, text: Dua perahu.}]")
    )
    when = "speaks of Friday, 11 October 2024, 08:00 WIB, which is still to come"
    assert said(portal, "unlikely-time") == [f"a.md:6: corrections {when}", f"b.md:6: retracted {when}"]


def test_a_year_from_now_is_no_slip_yet(tmp_path: Path) -> None:
    """Nor is an update, a correction or a withdrawal of this minute; a minute later all of them are."""
    portal = site(tmp_path)
    fits = {"a": "2025-10-11 12:00 WIB", "b": "2025-10-11 12:01 WIB"}
    for name, at in fits.items():
        portal.add(f"content/daerah/{name}.md", article(LONG, timestamp=at))
    for name, at in (("c", "2024-10-10 12:00 WIB"), ("d", "2024-10-10 12:01 WIB")):
        portal.add(f"content/daerah/{name}.md", article(LONG, updated=at))
        portal.add(f"content/daerah/{name}2.md", article(LONG, corrections=f"[{{timestamp: {at}, text: Dua perahu.}}]"))
    assert [line[:6] for line in said(portal, "unlikely-time")] == ["b.md:5", "d.md:6", "d2.md:"]


def test_what_appears_this_minute_may_not_be_updated_later(tmp_path: Path) -> None:
    """It has readers from now on, who would be told of what is still to come."""
    portal = site(tmp_path)
    for name, later in (
        ("a", {"updated": "2024-10-11 08:00 WIB"}),
        ("b", {"corrections": "[{timestamp: 2024-10-11 08:00 WIB, text: Dua.}]"}),
    ):
        portal.add(f"content/daerah/{name}.md", article(LONG, timestamp="2024-10-10 12:00 WIB", **later))
    assert [line[:4] for line in said(portal, "unlikely-time")] == ["a.md", "b.md"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"at": -366 * 86400},
            "",
        ),
        (
            {"at": -366 * 86400 - 1, "updated": NOW + 9 * 86400 * 366},
            """\
unlikely-time daerah/a.md:0:0 timestamp <>
  this appears on Saturday, 11 October 2025, 12:00 WIB, more than a year from now
  > check the year
""",
        ),
        (
            {"at": 0, "amended": NOW, "updated": NOW},
            "",
        ),
        (
            {"at": 0, "amended": NOW + 1, "updated": NOW + 60},
            """\
unlikely-time daerah/a.md:0:0 corrections <>
  corrections speaks of Thursday, 10 October 2024, 12:00 WIB, which is still to come
  > check the time
unlikely-time daerah/a.md:0:0 updated <>
  this was updated on Thursday, 10 October 2024, 12:01 WIB, which is still to come
  > write when it was updated; an article that appears later has timestamp: for that
""",
        ),
        (
            {"at": 5, "amended": NOW + 1, "withdrawn": True, "words": spelled(indonesian=True)},
            """\
unlikely-time daerah/a.md:0:0 dicabut <>
  dicabut speaks of Thursday, 10 October 2024, 12:00 WIB, which is still to come
  > check the time
""",
        ),
        (
            {"at": 5, "updated": NOW + 1, "words": spelled(indonesian=True), "zone": "WIT"},
            """\
unlikely-time daerah/a.md:0:0 updated <>
  this was updated on Thursday, 10 October 2024, 14:00 WIT, which is still to come
  > write when it was updated; an article that appears later has waktu: for that
""",
        ),
        (
            {"at": -1, "amended": NOW + 2, "updated": NOW + 2},
            "",
        ),
    ],
)
def test_all_that_is_said_of_times(configuration: Site, parts: dict[str, object], expected: str) -> None:
    """In the words of the file, and in its zone."""
    assert told(unlikely_time(desk(configuration, look(**parts)))) == expected
