"""security.txt, the box of the search; sitemaps of months, of the news, and of what is no article."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support import CONFIG, NOW, Portal, article, site


def test_security(portal: Portal) -> None:
    """security.txt is there when site.yaml gives it, and goes when it no longer does."""
    given = (
        "security:\n  contact: [aman@uji.example, https://uji.example/lapor]\n"
        "  expires: 2025-06-30 00:00 WIB\n  policy: https://uji.example/aman/\n"
    )
    portal.add("site.yaml", CONFIG + given)
    portal.build()
    assert portal.read(".well-known/security.txt").splitlines() == [
        "Contact: mailto:aman@uji.example", "Contact: https://uji.example/lapor", "Expires: 2025-06-30T00:00:00+07:00",
        "Policy: https://uji.example/aman/", "Preferred-Languages: id",
        "Canonical: https://uji.example/.well-known/security.txt",
    ]  # fmt: skip
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert ".well-known/security.txt" not in portal.files()
    assert portal.files() == portal.clean()


def test_a_search_is_a_form(portal: Portal) -> None:
    """With `search` in site.yaml all pages have the box, which leads to the search; else none has."""
    portal.add("content/daerah/2024/10/a.md", article())
    portal.build()
    assert '<form class="cari"' not in portal.read("index.html")
    portal.add("site.yaml", CONFIG + "search: true\n")
    portal.build()
    for path in ("index.html", "daerah/2024/10/a/index.html", "404.html"):
        page = portal.read(path)
        form = page.partition('<form class="cari"')[2].partition("</form>")[0]
        assert 'role="search" action="/cari/"' in form
        assert '<input type="search" name="q"' in form


def _locations(text: str) -> list[str]:
    return [
        element.text or "" for element in ET.fromstring(text).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def test_sitemaps(portal: Portal) -> None:
    """The index lists a part a month; a part lists its articles with their editorial time."""
    portal.add("content/daerah/2024/10/a.md", article(updated="2024-10-09 18:00 WIB"))
    portal.add("content/daerah/2023/01/b.md", article("B", timestamp="2023-01-05 10:00 WIB"))
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    portal.build()
    base = "https://uji.example"
    assert f"{base}/sitemap-2023-01.xml" in _locations(portal.read("sitemap.xml"))
    assert _locations(portal.read("sitemap-2024-10.xml")) == [f"{base}/daerah/2024/10/a/"]
    assert "<lastmod>2024-10-09T18:00:00+07:00</lastmod>" in portal.read("sitemap-2024-10.xml")
    pages = _locations(portal.read("sitemap-pages.xml"))
    assert {f"{base}/", f"{base}/daerah/", f"{base}/redaksi/", f"{base}/penulis/sari-wulan/"} <= set(pages)
    assert "Sitemap: https://uji.example/sitemap.xml" in portal.read("robots.txt")


def test_the_news_sitemap_moves_with_the_clock(portal: Portal) -> None:
    """It holds what was published within two days of the build, without paid content."""
    portal.add("content/daerah/2024/10/a.md", article("Satu", timestamp="2024-10-08 12:00 WIB"))
    portal.add("content/daerah/2024/10/b.md", article("Dua", timestamp="2024-10-10 11:00 WIB"))
    portal.add("content/daerah/2024/10/c.md", article("Iklan", type="advertorial", sponsor="PT Contoh"))
    portal.build()
    assert len(_locations(portal.read("sitemap-news.xml"))) == 2
    assert "<news:language>id</news:language>" in portal.read("sitemap-news.xml")
    report = portal.build(now=NOW + 1)
    assert len(_locations(portal.read("sitemap-news.xml"))) == 1
    assert report.changed == 1
    portal.build(now=NOW + 7 * 86400)
    assert _locations(portal.read("sitemap-news.xml")) == []


def test_sitemaps_name_the_page_with_everything_of_a_split_article(portal: Portal) -> None:
    """What sitemaps list is canonical, before and after an edit that splits an article."""
    portal.add("content/daerah/2024/10/a.md", article("A", "Satu.\n\nDua."))
    portal.build()
    assert "<loc>https://uji.example/daerah/2024/10/a/</loc>" in portal.read("sitemap-2024-10.xml")
    portal.edit("content/daerah/2024/10/a.md", "\n\nDua", "\n\n<!-- halaman -->\n\nDua")
    portal.build()
    for name in ("sitemap-2024-10.xml", "sitemap-news.xml"):
        assert "<loc>https://uji.example/daerah/2024/10/a/semua/</loc>" in portal.read(name)
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_an_article_more_is_in_the_last_sitemap_of_its_month(tmp_path: Path) -> None:
    """A sitemap holds two thousand addresses; one that is full stays as it is, and another follows."""
    portal = site(tmp_path)
    for number in range(2000):
        stamp = f"2024-09-{number // 1440 + 1:02} {number // 60 % 24:02}:{number % 60:02} WIB"
        portal.add(f"content/daerah/a{number}.md", article(f"A{number}", timestamp=stamp))
    portal.build()
    before = portal.read("sitemap-2024-09.xml")
    assert len(_locations(before)) == 2000
    portal.add("content/daerah/b.md", article("B", timestamp="2024-09-09 08:00 WIB"))
    portal.build()
    assert portal.read("sitemap-2024-09.xml") == before
    assert _locations(portal.read("sitemap-2024-09-2.xml")) == ["https://uji.example/daerah/2024/09/b/"]
    assert "https://uji.example/sitemap-2024-09-2.xml" in _locations(portal.read("sitemap.xml"))
