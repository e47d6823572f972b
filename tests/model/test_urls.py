"""Addresses: where the pages of a portal are, and what people may write as an address."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from generator.model import urls
from generator.model.urls import Anchors, fragment_of
from tests.support import article, site


@pytest.mark.parametrize(
    "url", ["/", "/daerah/", "/daerah/2024/10/banjir/2/", "/feed.xml", "/.well-known/security.txt"]
)
def test_a_file_has_the_address_that_it_is_planned_for(url: str) -> None:
    """From an address to the file of the output and back leads to where it began."""
    assert urls.page_url(urls.output_path(url)) == url


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/daerah/banjir", "/daerah/banjir/"), ("daerah/banjir/", "/daerah/banjir/"), ("/", "/"),
        ("/daerah/banjir/#foto", "/daerah/banjir/"), ("/cari/?q=banjir", "/cari/"), ("/aset/a.pdf", "/aset/a.pdf"),
        ("/daerah/banjir/index.html#a", "/daerah/banjir/"), ("/index.html", "/"), ("/daerah/index.htm", "/daerah/index.htm"),
        ("/daerah/index.html/", "/daerah/"), ("/daerah/xindex.html", "/daerah/xindex.html"),
    ],
)  # fmt: skip
def test_a_link_means_an_address_however_it_is_written(written: str, expected: str) -> None:
    """Slashes at either end, a fragment, a query and the name of the file that a folder shows make no difference."""
    assert urls.target_url(written) == expected


@pytest.mark.parametrize(
    ("text", "web", "address"),
    [
        ("https://kabar.example/", True, True), ("HTTP://kabar.example", True, True), ("/daerah/", False, True),
        ("//kabar.example/", False, False), ("https:///daerah/", False, False), ("ftp://kabar.example/", False, False),
        ("https://kabar.example/a b", False, False), ('/daerah/"onclick', False, False), ("daerah", False, False),
        ("javascript:alert(1)", False, False), ("/daerah/\x85", False, False),
    ],
)  # fmt: skip
def test_only_what_a_browser_takes_for_an_address_is_one(text: str, web: bool, address: bool) -> None:
    """On the web, or on the site; nothing that could end an attribute or lead to another host by surprise."""
    assert (urls.is_web(text), urls.is_address(text)) == (web, address)


@pytest.mark.parametrize(("count", "pages"), [(0, 0), (39, 0), (40, 1), (59, 1), (60, 2), (1000, 49)])
def test_the_front_page_holds_one_to_two_pages(count: int, pages: int) -> None:
    """Numbered pages are full; what is left on the front page fills it, and never two."""
    assert urls.numbered_pages(count, 20) == pages
    assert count == 0 or count < 20 or 20 <= count - 20 * pages < 40


def test_archive_addresses_have_two_digits_for_months_and_days() -> None:
    """So that they sort."""
    assert urls.Paths().day_url(date(2024, 3, 7)) == "/indeks/2024/03/07/"
    assert urls.Paths().month_url(2024, 3) == "/indeks/2024/03/"
    assert urls.Paths().year_url(987) == "/indeks/0987/"


def test_the_page_with_everything_has_a_name() -> None:
    """The first page of a split article is the article's address, the others have numbers."""
    assert [urls.part_url("/a/", number) for number in (1, 2, 0)] == ["/a/", "/a/2/", "/a/semua/"]
    assert [urls.part_url("/a.html", number) for number in (1, 2, 0)] == ["/a.html", "/a/2.html", "/a/semua.html"]
    assert [urls.part_url("/a", number) for number in (1, 2, 0)] == ["/a", "/a/2", "/a/semua"]


def test_an_address_without_a_slash_is_a_file_with_an_ending() -> None:
    """Hosts that show a folder at it would send readers on to another address."""
    assert [urls.output_path(url) for url in ("/a/b", "/a/b.html", "/a/b/")] == [
        "a/b.html",
        "a/b.html",
        "a/b/index.html",
    ]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("daerah/2019-12-27-banjir.md", "banjir"), ("2019-1-2-banjir-lindan.md", "banjir-lindan"),
        ("2019-12-27.md", "2019-12-27"), ("2019-banjir.md", "2019-banjir"), ("banjir-2019-12-27.md", "banjir-2019-12-27"),
    ],
)  # fmt: skip
def test_the_date_of_a_file_name_is_no_part_of_the_slug(path: str, slug: str) -> None:
    """As archives of other generators have it; a name that is nothing but a date stays."""
    assert urls.article_slug(path) == slug


def test_a_picture_address_is_escaped_for_attributes_and_sitemaps() -> None:
    """Blanks, quotes and letters that are no ASCII; what may stand in a path stays."""
    assert urls.picture_url('/foto/a "b" é,c.jpg') == "/foto/a%20%22b%22%20%C3%A9,c.jpg"


@pytest.mark.parametrize(
    ("url", "base_url", "path"),
    [
        ("https://k.example/a/#b", "https://k.example", "/a/#b"), ("http://www.K.example/a", "https://k.example", "/a"),
        ("https://k.example", "https://www.k.example", "/"), ("//k.example/a/", "https://k.example", "/a/"),
        ("https://k.example/p/a/", "https://k.example/p", "/a/"), ("https://k.example/p", "https://k.example/p", "/"),
        ("https://k.example/q/a/", "https://k.example/p", ""), ("https://k.example/pa/", "https://k.example/p", ""),
        ("https://k.example/?p=1", "https://k.example", "/?p=1"), ("https://m.k.example/a/", "https://k.example", ""),
        ("https://k.example:8000/a/", "https://k.example", ""), ("ftp://k.example/a/", "https://k.example", ""),
        ("https://k.example.jahat.example/", "https://k.example", ""), ("/a/", "https://k.example", ""),
        ("https://k.example//jahat.example/", "https://k.example", "/jahat.example/"), ("https://k.example/", "", ""),
        ("https://k.example?p=1", "https://k.example", "/?p=1"), ("https://k.example/p?a#b", "https://k.example/p", "/?a#b"),
        ("https://k.example/p/q", "https://k.example/p/q", "/"), ("https://k.example/p/q#b", "https://k.example/p/q", "/#b"),
        ("https://k.example/p/q?a=1", "https://k.example/p/q", "/?a=1"), ("https://k.example/p", "https://k.example/p/q", ""),
        ("https://k.example/p/qa/", "https://k.example/p/q", ""), ("https://k.example?p=1", "https://k.example/p", ""),
    ],
)  # fmt: skip
def test_addresses_of_the_own_host(url: str, base_url: str, path: str) -> None:
    """With or without www and encryption; another host, a part of it or what is outside of the path is not the site."""
    assert urls.own_path(url, base_url) == path


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("/a/", "/a/", True),
        ("/a", "/a/", True),
        ("/a", "/a.html", True),
        ("/a.html", "/a/", False),
        ("/a/index.html", "/a/", True),
        ("/a/", "/b/", False),
    ],
)
def test_addresses_that_hosts_take_for_one(url: str, other: str, same: bool) -> None:
    """One file, or another slash at the end."""
    assert (urls.is_same(url, other), urls.is_same(other, url)) == (same, same)


def test_each_id_is_given_once():
    """A repetition gets a number, whatever else has that name already; texts without letters get a name too."""
    anchors = Anchors()
    given = [anchors.add(text, 1) for text in ("Air Naik", "air naik", "Air naik 2", "AIR NAIK", "Isi", "???", "…")]
    assert given == ["air-naik", "air-naik-2", "air-naik-2-2", "air-naik-3", "isi-2", "bagian", "bagian-2"]
    assert list(anchors.parts) == given
    assert Anchors(["air-naik"]).add("Air Naik", 1) == "air-naik-2"


@pytest.mark.parametrize(
    ("target", "fragment"),
    [("/a/#b", "b"), ("#b", "b"), ("a.md", ""), ("/a/#", ""), ("#top", ""), ("/a/#:~:text=b", ""), ("/a/?b#c", "c")],
)
def test_what_is_looked_for_in_a_page(target, fragment):
    """What leads to the top of a page, or to words of it, is looked for nowhere."""
    assert fragment_of(target) == fragment


def test_no_heading_has_an_id_of_the_theme(tmp_path: Path) -> None:
    """Links may lead to either, and each to what it says."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", "## Isi\n\nSatu.\n\n## Isi\n\nDua."))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    ids = re.findall(r' id="([^"]+)"', page)
    assert {"isi", "isi-2", "isi-3"} <= set(ids)
    assert len(ids) == len(set(ids))
    portal.add("content/daerah/b.md", article("B", " ".join(f"[x](/daerah/2024/10/a/#{one})" for one in ids)))
    portal.build()
