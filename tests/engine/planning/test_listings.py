"""Listings: how the articles of a group are cut into pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base import dates
from generator.config.site_yaml import parse
from generator.engine.planning import listings
from generator.engine.planning.listings import cut
from generator.engine.planning.rows import Wanted, place
from generator.model.lookup_keys import page_key
from generator.model.ordinal import BEGINNING, END, ordinal_range
from generator.model.page import Front, Numbered, Page
from generator.model.site import Site
from generator.model.urls import SITEMAP_LIMIT, numbered_pages
from generator.store.database import Store, open_store
from generator.store.groups import Group
from tests.store import tables
from tests.support import CONFIG, Portal, article, site

URL = "/daerah/"


def sliced(count: int, per_page: int = 2, first: int = 1, *, always: bool = False) -> list[Page]:
    """Cut a listing of so many articles, whose seqs are 10, 20, …, from a page on."""
    seqs = [10 * number for number in range((first - 1) * per_page + 1, count + 1)]
    return cut(Group(7, "kanal", "daerah", count, 0, 0), URL, first, seqs, per_page, always=always)


def test_numbered_pages_are_full_and_count_from_the_oldest() -> None:
    """The front page has what is left, one page's worth at least."""
    found = [(page.path, page.number, page.lo, page.hi) for page in sliced(7)]
    assert found == [
        ("daerah/1/index.html", 1, 10, 20),
        ("daerah/2/index.html", 2, 30, 40),
        ("daerah/index.html", 0, 50, END),
    ]


def test_a_page_knows_its_neighbours() -> None:
    """The newest numbered page leads to the front, which leads back to it by number."""
    assert [page.detail for page in sliced(7)] == [Numbered(newest=False), Numbered(newest=True), Front(2)]


def test_every_page_belongs_to_its_group() -> None:
    """By that it is found when the group changes."""
    assert {(page.kind, page.ref) for page in sliced(7)} == {("listing", 7)}


def test_the_starts_are_where_the_pages_begin() -> None:
    """The front page is the last of them."""
    assert [page.lo for page in sliced(7)] == [10, 30, 50]


def test_a_short_listing_has_a_front_page_alone() -> None:
    """Up to one article less than two pages' worth."""
    assert [page.number for page in sliced(3)] == [0]


def test_an_empty_listing_has_no_page() -> None:
    """A tag without articles is gone."""
    assert sliced(0) == []


def test_an_empty_listing_may_have_a_front_page_always() -> None:
    """Of a kanal, which the menu leads to."""
    (front,) = sliced(0, always=True)
    assert (front.path, front.lo, front.hi) == ("daerah/index.html", BEGINNING, END)


@given(st.integers(1, 60), st.integers(1, 7), st.data())
def test_a_listing_that_is_cut_from_a_page_on_is_the_end_of_the_whole(count: int, per_page: int, data) -> None:
    """So what is older needs not be looked at."""
    first = data.draw(st.integers(1, numbered_pages(count, per_page) + 1))
    whole, part = sliced(count, per_page), sliced(count, per_page, first)
    assert part == whole[first - 1 :]


# --------------------------------------------------------------------------- with a site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=CONFIG + "per_page: 2\n")
    for day in range(1, 8):
        portal.add(f"content/daerah/{day}.md", article(f"Judul {day}", timestamp=f"2024-09-0{day} 08:00 WIB"))
    portal.build()
    return portal


def changed(portal: Portal) -> set[str]:
    """Build; return which pages of the kanal differ."""
    before = portal.files()
    portal.build()
    after = portal.files()
    assert after == portal.clean()
    paths = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return {path for path in paths if path.startswith("daerah/") and path.count("/") < 3 and path.endswith("html")}


def test_a_new_article_that_the_front_page_has_room_for(portal: Portal) -> None:
    """Changes that page alone."""
    portal.remove("content/daerah/7.md")
    portal.build()
    portal.add("content/daerah/8.md", article("Judul 8"))
    assert changed(portal) == {"daerah/index.html"}


def test_a_new_article_that_the_front_page_has_no_room_for(portal: Portal) -> None:
    """Brings a numbered page; the one before leads to it now."""
    portal.add("content/daerah/8.md", article("Judul 8"))
    assert changed(portal) == {"daerah/index.html", "daerah/2/index.html", "daerah/3/index.html"}


def test_an_article_that_goes_moves_what_is_newer(portal: Portal) -> None:
    """The oldest page is as it was."""
    portal.remove("content/daerah/4.md")
    assert changed(portal) == {"daerah/index.html", "daerah/2/index.html"}


def test_two_profiles_of_one_address_are_told_at_the_second(portal: Portal) -> None:
    """Their file names make the same slug."""
    portal.add("content/authors/sari.md", "---\nname: Sari\n---\n")
    portal.add("content/authors/Sari.md", "---\nname: Sari W.\n---\n")
    (problem,) = (one for one in portal.problems() if "profile" in one.message)
    assert (problem.where.path, problem.other) == ("content/authors/sari.md", "content/authors/Sari.md")


SITE: Site = parse(CONFIG)[0]  # type: ignore[assignment]


def number(year: int, month: int, day: int) -> int:
    """Return a day as the store counts it."""
    return (date(year, month, day) - date(1970, 1, 1)).days


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        yield store


def planned(store: Store, *days: int) -> dict[str, Page]:
    """Return the pages that there have to be of some days, by path."""
    return {one.page.path: one.page for one in listings.plan_calendar(store, days, SITE).wanted}


def test_a_day_with_articles_has_a_page_and_so_have_its_month_and_year(store: Store) -> None:
    """The month has a sitemap too."""
    day = number(2024, 10, 9)
    tables.set_day(store, day, 3)
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
    tables.set_day(store, day, 3)
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
    tables.set_day(store, number(2024, 11, 1), 1)
    assert set(planned(store, day)) == {"indeks/2024/index.html"}
    tables.set_day(store, number(2024, 10, 31), 1)
    assert set(planned(store, day)) == {"indeks/2024/index.html", "indeks/2024/10/index.html", "sitemap-2024-10.xml"}


def test_what_is_there_of_a_day_without_articles_is_found(store: Store) -> None:
    """So that it goes."""
    page = Page("indeks/2024/10/09/index.html", "day")
    place(store, {page_key(page.path): Wanted(page)}, ())
    assert [row.page for row in listings.plan_calendar(store, [number(2024, 10, 9)], SITE).rows] == [page]


def test_a_large_month_has_more_sitemaps(store: Store) -> None:
    """As many as the protocol's limit makes of it."""
    day = number(2024, 10, 9)
    tables.set_day(store, day, SITEMAP_LIMIT)
    assert "sitemap-2024-10-2.xml" not in planned(store, day)
    tables.set_day(store, day, SITEMAP_LIMIT + 1)
    pages = planned(store, day)
    assert (pages["sitemap-2024-10.xml"].number, pages["sitemap-2024-10-2.xml"].number) == (0, 1)


def test_a_sitemap_that_is_too_many_is_found(store: Store) -> None:
    """When a large month shrinks."""
    day = number(2024, 10, 9)
    tables.set_day(store, day, SITEMAP_LIMIT + 1)
    wanted = listings.plan_calendar(store, [day], SITE).wanted
    place(store, {page_key(one.page.path): one for one in wanted}, ())
    tables.set_day(store, day, 1)
    again = listings.plan_calendar(store, [day], SITE)
    gone = {row.page.path for row in again.rows} - {one.page.path for one in again.wanted}
    assert gone == {"sitemap-2024-10-2.xml"}
