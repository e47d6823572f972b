"""Years that were mistyped, and updates to come."""

from __future__ import annotations

from pathlib import Path

from tests.checks_support import LONG, said
from tests.support import article, site


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
