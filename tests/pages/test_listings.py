"""Listings of all articles, of a kanal, of a tag."""

from __future__ import annotations

import re

from tests.pages_support import many
from tests.support import Portal, article, ld


def test_listings_are_numbered_from_the_oldest(portal: Portal) -> None:
    """Page 1 holds the oldest twenty; the front page the newest twenty to thirty-nine; nothing is missed or shown twice."""
    many(portal, 65)
    portal.build()
    front, two, one = (portal.read(f"terkini/{name}index.html") for name in ("", "halaman/2/", "halaman/1/"))
    titles = [re.findall(r"<h3><a[^>]*>Berita (\d+)</a>", page) for page in (front, two, one)]
    assert [len(part) for part in titles] == [25, 20, 20]
    assert [int(n) for part in titles for n in part] == list(range(64, -1, -1))
    assert not (portal.output / "terkini/3").exists()
    assert 'rel="next" href="/terkini/halaman/2/"' in front
    assert 'href="/terkini/halaman/1/"' in two
    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', two) == [
        ("prev", "/terkini/"),
        ("next", "/terkini/halaman/1/"),
    ]
    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', one) == [("prev", "/terkini/halaman/2/")]


def test_a_full_page_stays_when_articles_are_added(portal: Portal) -> None:
    """A new article changes no numbered page but the newest, whose link to the newer page may move."""
    many(portal, 65)
    portal.build()
    pages = {name: portal.read(f"daerah/halaman/{name}/index.html") for name in ("1", "2")}
    portal.add("content/daerah/2024/10/baru.md", article("Baru"))
    portal.build()
    assert {name: portal.read(f"daerah/halaman/{name}/index.html") for name in ("1", "2")} == pages


def test_tags_of_one_slug_are_one_tag(portal: Portal) -> None:
    """The tag is called as its oldest article spells it."""
    portal.add("content/daerah/2024/10/a.md", article("A", timestamp="2024-10-01 10:00 WIB", tags="[UMKM]"))
    portal.add("content/daerah/2024/10/b.md", article("B", tags="[umkm, SW]"))
    portal.build()
    page = portal.read("tag/umkm/index.html")
    assert "<h1>UMKM</h1>" in page
    assert page.count("<h3>") == 2
    assert ">UMKM<" in portal.read("tag/index.html")
    assert "<h1>SW</h1>" in portal.read("tag/sw/index.html"), "though somebody signs with it"
    assert 'href="/tag/umkm/"' in portal.read("indeks/tag/u/index.html")


def test_the_archive_by_day_month_and_year(portal: Portal) -> None:
    """/indeks/ leads to months, a month to days, a day to all its articles, by the site's zone."""
    portal.add("content/daerah/2024/10/a.md", article("Pagi WITA", timestamp="2024-10-09 00:30 WITA"))
    portal.add("content/daerah/2024/10/b.md", article("Siang", timestamp="2024-10-09 12:00 WIB"))
    portal.build()
    assert 'href="/indeks/2024/10/"' in portal.read("indeks/index.html")
    assert '<a href="/indeks/2024/10/"><span>Oktober 2024</span>' in portal.read("indeks/2024/index.html")
    month = portal.read("indeks/2024/10/index.html")
    assert month.index("/indeks/2024/10/09/") < month.index("/indeks/2024/10/08/")
    assert "Pagi WITA" in portal.read("indeks/2024/10/08/index.html")
    day = portal.read("indeks/2024/10/09/index.html")
    assert "Siang" in day
    assert 'href="/indeks/2024/10/08/"' in day
    assert '<a href="/indeks/2024/10/">Oktober</a>' in day
    assert '<a href="/indeks/2024/">2024</a>' in day


ELSEWHERE = {
    "https://www.instagram.com/sari": "Instagram", "https://id.linkedin.com/in/sari": "LinkedIn", "https://twitter.com/sari": "X",
    "https://x.com/sari": "X", "https://bsky.app/sari": "Bluesky", "https://facebook.com/sari": "Facebook",
    "https://github.com/sari": "GitHub", "https://t.me/sari": "Telegram", "https://threads.net/@sari": "Threads",
    "https://tiktok.com/@sari": "TikTok", "https://wa.me/62812": "WhatsApp", "https://youtube.com/@sari": "YouTube",
    "https://sosial.example/@sari": "sosial.example",
}  # fmt: skip


def test_a_person_has_pages_elsewhere(portal: Portal) -> None:
    """Named as readers know them, marked as the person's own, and told to search engines; on the first page alone."""
    links = ", ".join(ELSEWHERE)
    portal.add("content/authors/sari-wulan.md", f"---\nname: Sari Wulan\nlinks: [{links}]\n---\nMeliput pesisir.\n")
    portal.add("content/daerah/2024/10/b.md", article("B", author="Tono"))
    many(portal, 41)
    portal.build()
    page = portal.read("penulis/sari-wulan/index.html")
    shown = re.findall(r'<li><a href="([^"]*)" rel="me noopener">([^<]*)</a>', page.partition("<footer")[0])
    assert dict(shown) == ELSEWHERE
    assert ld(page)["ProfilePage"]["mainEntity"]["sameAs"] == list(ELSEWHERE)  # type: ignore[index]
    assert "instagram" not in portal.read("penulis/sari-wulan/halaman/1/index.html")
    assert 'rel="me' not in portal.read("penulis/tono/index.html")
