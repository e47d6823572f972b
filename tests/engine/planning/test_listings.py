"""Listings: how the articles of a group are cut into pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.engine.planning.listings import Slice, cut
from generator.model.ordinal import BEGINNING, END
from generator.model.page import Front, Numbered
from generator.model.urls import numbered_pages
from generator.store.groups import Group
from tests.support import CONFIG, Portal, article, site

URL = "/daerah/"


def sliced(count: int, per_page: int = 2, first: int = 1, *, always: bool = False) -> Slice:
    """Cut a listing of so many articles, whose seqs are 10, 20, …, from a page on."""
    seqs = [10 * number for number in range((first - 1) * per_page + 1, count + 1)]
    return cut(Group(7, "kanal", "daerah", count, 0, 0), URL, first, seqs, per_page, always=always)


def test_numbered_pages_are_full_and_count_from_the_oldest() -> None:
    """The front page has what is left, one page's worth at least."""
    found = [(page.path, page.number, page.lo, page.hi) for page in sliced(7).pages]
    assert found == [
        ("daerah/1/index.html", 1, 10, 20),
        ("daerah/2/index.html", 2, 30, 40),
        ("daerah/index.html", 0, 50, END),
    ]


def test_a_page_knows_its_neighbours() -> None:
    """The newest numbered page leads to the front, which leads back to it by number."""
    assert [page.detail for page in sliced(7).pages] == [Numbered(newest=False), Numbered(newest=True), Front(2)]


def test_every_page_belongs_to_its_group() -> None:
    """By that it is found when the group changes."""
    assert {(page.kind, page.ref) for page in sliced(7).pages} == {("listing", 7)}


def test_the_starts_are_where_the_pages_begin() -> None:
    """The front page is the last of them."""
    assert sliced(7).starts == [10, 30, 50]


def test_a_short_listing_has_a_front_page_alone() -> None:
    """Up to one article less than two pages' worth."""
    assert [page.number for page in sliced(3).pages] == [0]


def test_an_empty_listing_has_no_page() -> None:
    """A tag without articles is gone."""
    assert sliced(0) == Slice([], [])


def test_an_empty_listing_may_have_a_front_page_always() -> None:
    """Of a kanal, which the menu leads to."""
    (front,) = sliced(0, always=True).pages
    assert (front.path, front.lo, front.hi) == ("daerah/index.html", BEGINNING, END)


@given(st.integers(1, 60), st.integers(1, 7), st.data())
def test_a_listing_that_is_cut_from_a_page_on_is_the_end_of_the_whole(count: int, per_page: int, data) -> None:
    """So what is older needs not be looked at."""
    first = data.draw(st.integers(1, numbered_pages(count, per_page) + 1))
    whole, part = sliced(count, per_page), sliced(count, per_page, first)
    assert part == Slice(whole.pages[first - 1 :], whole.starts[first - 1 :])


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
