"""Articles of which only the day is known, and those told in another zone, everywhere that shows a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, ld, site

PAGE = "daerah/2024/10/a/index.html"
DAY = "2024-10-09"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    text = article("Lama", timestamp=DAY, time_unknown="true", updated="2024-10-10", tags="[Air]")
    portal.add("content/daerah/a.md", text)
    portal.add("content/daerah/pagi.md", article("Pagi", timestamp="2024-10-09 00:01 WIB"))
    portal.add("content/daerah/malam.md", article("Malam", timestamp="2024-10-08 23:59 WIB", follows="a"))
    portal.build()
    return portal


def test_no_page_invents_an_hour(portal: Portal) -> None:
    """Neither the article nor a list; an hour stands where a format wants one, the beginning of the day."""
    for path, data in portal.files().items():
        if path.endswith((".html", ".xml")):
            text = data.decode()
            assert "00:00 WIB" not in text, path
            if not path.startswith("feed") and "/feed" not in path:
                assert "T00:00:00" not in text.replace('data-sejak="2024-10-09T00:00:00+07:00"', ""), path
    page = portal.read(PAGE)
    assert f'<time datetime="{DAY}">Rabu, 9 Oktober 2024</time>' in page
    assert '<time datetime="2024-10-10">Kamis, 10 Oktober 2024</time>' in page
    assert f'<time datetime="{DAY}">9 Okt 2024</time>' in portal.read("fragmen/terkini.html")


def test_machines_are_told_the_day(portal: Portal) -> None:
    """Search engines the day alone; feeds, which must have a time, the beginning of it in the portal's zone."""
    article = ld(portal.read(PAGE))["NewsArticle"]
    assert (article["datePublished"], article["dateModified"]) == (DAY, "2024-10-10")
    assert "<lastmod>2024-10-10</lastmod>" in portal.read("sitemap-2024-10.xml")
    assert f"<news:publication_date>{DAY}</news:publication_date>" in portal.read("sitemap-news.xml")
    assert "<pubDate>Wed, 09 Oct 2024 00:00:00 +0700</pubDate>" in portal.read("feed.xml")


def test_it_stands_at_the_beginning_of_its_day(portal: Portal) -> None:
    """After what was published the evening before, before all else of the day; its hour of publication is midnight."""
    listing = portal.read("terkini/index.html")
    assert listing.index("Pagi") < listing.index("Lama") < listing.index("Malam")
    portal.edit("content/daerah/a.md", f"timestamp: {DAY}", "timestamp: 2024-10-11")
    portal.edit("content/daerah/a.md", "updated: 2024-10-10", "updated: 2024-10-11")
    portal.build()
    assert PAGE not in portal.files()
    portal.now += 12 * 3600
    portal.build()
    assert PAGE in portal.files()
    assert portal.files() == portal.clean()


def test_a_missing_hour_is_a_mistake_unless_it_is_unknown(portal: Portal) -> None:
    """Of an article, and of its update."""
    portal.edit("content/daerah/a.md", "time_unknown: true\n", "")
    told = [(one.line, one.code) for one in portal.problems()]
    assert told == [(5, "missing-time"), (6, "missing-time")]


def test_a_time_that_is_not_to_be_shown(portal: Portal) -> None:
    """Archives have a day as midnight, or as noon, in whatever zone."""
    portal.edit("content/daerah/a.md", f"timestamp: {DAY}", f"timestamp: {DAY}T12:00:00Z")
    portal.build()
    assert f'<time datetime="{DAY}">Rabu, 9 Oktober 2024</time>' in portal.read(PAGE)


def test_another_offset_keeps_its_reading(tmp_path: Path) -> None:
    """The address has the year and the day that the old system had, and the page tells the time as it was written."""
    portal = site(tmp_path, config=CONFIG + "permalink: /{year}/{month}/{day}/{slug}/\n")
    portal.add("content/daerah/a.md", article("A", timestamp="2023-12-31T20:30:00-05:00"))
    portal.build()
    page = portal.read("2023/12/31/a/index.html")
    assert '<time datetime="2023-12-31T20:30:00-05:00">Minggu, 31 Desember 2023 | 20:30 UTC-5</time>' in page
    assert "indeks/2024/01/01/index.html" in portal.files(), "the archive is by the days of the portal"


def test_a_whole_archive_whose_hours_nobody_knows(portal: Portal) -> None:
    """What site.yaml tolerates comes to the same as what an article says itself."""
    before = portal.files()
    portal.edit("content/daerah/a.md", "time_unknown: true\n", "")
    portal.edit("site.yaml", "timezone:", "severity: {missing-time: warning}\ntimezone:")
    report = portal.build()
    assert {one.code for one in report.warnings} == {"missing-time"}
    assert portal.files() == before == portal.clean()
