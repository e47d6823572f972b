"""Listings of all articles, of a kanal, of a tag."""

from __future__ import annotations

import re

from tests.pages_support import many
from tests.support import Portal, article


def test_listings_are_numbered_from_the_oldest(portal: Portal) -> None:
    """Page 1 holds the oldest twenty; the front page the newest twenty to thirty-nine; nothing is missed or shown twice."""
    many(portal, 65)
    portal.build()
    front, two, one = (portal.read(f"terkini/{name}index.html") for name in ("", "2/", "1/"))
    titles = [re.findall(r"<h3><a[^>]*>Berita (\d+)</a>", page) for page in (front, two, one)]
    assert [len(part) for part in titles] == [25, 20, 20]
    assert [int(n) for part in titles for n in part] == list(range(64, -1, -1))
    assert not (portal.output / "terkini/3").exists()
    assert 'rel="next" href="/terkini/2/"' in front
    assert 'href="/terkini/1/"' in two


def test_a_full_page_stays_when_articles_are_added(portal: Portal) -> None:
    """A new article changes no numbered page but the newest, whose link to the newer page may move."""
    many(portal, 65)
    portal.build()
    pages = {name: portal.read(f"daerah/{name}/index.html") for name in ("1", "2")}
    portal.add("content/daerah/2024/10/baru.md", article("Baru"))
    portal.build()
    assert {name: portal.read(f"daerah/{name}/index.html") for name in ("1", "2")} == pages


def test_tags_of_one_slug_are_one_tag(portal: Portal) -> None:
    """The tag is called as its oldest article spells it."""
    portal.add("content/daerah/2024/10/a.md", article("A", timestamp="2024-10-01 10:00 WIB", tags="[UMKM]"))
    portal.add("content/daerah/2024/10/b.md", article("B", tags="[umkm]"))
    portal.build()
    page = portal.read("tag/umkm/index.html")
    assert "<h1>UMKM</h1>" in page
    assert page.count("<h3>") == 2
    assert ">UMKM<" in portal.read("tag/index.html")
    assert 'href="/tag/umkm/"' in portal.read("indeks/tag/u/index.html")
