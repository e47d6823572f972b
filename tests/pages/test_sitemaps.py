"""Sitemaps of months, of the news, and of what is no article."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tests.support import NOW, Portal, article


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
