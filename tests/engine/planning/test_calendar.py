"""Calendar: the archive of days, months and years, and the sitemaps of the months."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from generator.base import dates
from generator.config.site_yaml import parse
from generator.engine.planning import calendar
from generator.engine.planning.rows import Wanted, place
from generator.model.lookup_keys import page_key
from generator.model.ordinal import ordinal_range
from generator.model.page import Page
from generator.model.site import Site
from generator.model.urls import SITEMAP_LIMIT
from generator.store.database import Store, open_store
from tests.support import CONFIG

SITE: Site = parse(CONFIG)[0]  # type: ignore[assignment]


def number(year: int, month: int, day: int) -> int:
    """Return a day as the store counts it."""
    return (date(year, month, day) - date(1970, 1, 1)).days


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        yield store


def count(store: Store, day: int, articles: int) -> None:
    store.db.execute("INSERT OR REPLACE INTO days VALUES (?, ?)", (day, articles))


def planned(store: Store, *days: int) -> dict[str, Page]:
    """Return the pages that there have to be of some days, by path."""
    return {one.page.path: one.page for one in calendar.plan(store, days, SITE).wanted}


def test_a_day_with_articles_has_a_page_and_so_have_its_month_and_year(store: Store) -> None:
    """The month has a sitemap too."""
    day = number(2024, 10, 9)
    count(store, day, 3)
    pages = planned(store, day)
    assert {path: page.kind for path, page in pages.items()} == {
        "indeks/2024/10/09/index.html": "day",
        "indeks/2024/10/index.html": "month",
        "sitemap-2024-10.xml": "sitemap",
        "indeks/2024/index.html": "year",
    }


def test_pages_list_the_articles_of_their_time_by_the_clock_of_the_portal(store: Store) -> None:
    """A day begins at midnight there, seven hours before it does in Greenwich."""
    day = number(2024, 10, 9)
    count(store, day, 3)
    pages = planned(store, day)
    start = dates.parse("2024-10-09 00:00 WIB", "WIB").epoch
    assert (pages["indeks/2024/10/09/index.html"].lo, pages["indeks/2024/10/09/index.html"].hi) == ordinal_range(
        start, start + 86400
    )
    month = ordinal_range(
        dates.parse("2024-10-01 00:00 WIB", "WIB").epoch, dates.parse("2024-11-01 00:00 WIB", "WIB").epoch
    )
    assert (pages["sitemap-2024-10.xml"].lo, pages["sitemap-2024-10.xml"].hi) == month


def test_a_day_that_lost_its_last_article_has_no_page(store: Store) -> None:
    """Its month and year keep theirs while other days have some."""
    day = number(2024, 10, 9)
    count(store, number(2024, 11, 1), 1)
    assert set(planned(store, day)) == {"indeks/2024/index.html"}
    count(store, number(2024, 10, 31), 1)
    assert set(planned(store, day)) == {"indeks/2024/index.html", "indeks/2024/10/index.html", "sitemap-2024-10.xml"}


def test_what_is_there_of_a_day_without_articles_is_found(store: Store) -> None:
    """So that it goes."""
    page = Page("indeks/2024/10/09/index.html", "day")
    place(store, {page_key(page.path): Wanted(page)}, ())
    assert [row.page for row in calendar.plan(store, [number(2024, 10, 9)], SITE).rows] == [page]


def test_a_large_month_has_more_sitemaps(store: Store) -> None:
    """As many as the protocol's limit makes of it."""
    day = number(2024, 10, 9)
    count(store, day, SITEMAP_LIMIT)
    assert "sitemap-2024-10-2.xml" not in planned(store, day)
    count(store, day, SITEMAP_LIMIT + 1)
    pages = planned(store, day)
    assert (pages["sitemap-2024-10.xml"].number, pages["sitemap-2024-10-2.xml"].number) == (0, 1)


def test_a_sitemap_that_is_too_many_is_found(store: Store) -> None:
    """When a large month shrinks."""
    day = number(2024, 10, 9)
    count(store, day, SITEMAP_LIMIT + 1)
    wanted = calendar.plan(store, [day], SITE).wanted
    place(store, {page_key(one.page.path): one for one in wanted}, ())
    count(store, day, 1)
    again = calendar.plan(store, [day], SITE)
    gone = {row.page.path for row in again.rows} - {one.page.path for one in again.wanted}
    assert gone == {"sitemap-2024-10-2.xml"}
