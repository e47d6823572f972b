"""Sitemaps of months, of the news, and of what is no article."""

from __future__ import annotations

from random import Random
from xml.etree import ElementTree as ET

import pytest

from generator.engine.planning import listings
from generator.pages import sitemaps
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


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sitemaps of three addresses."""
    for module in (sitemaps, listings):
        monkeypatch.setattr(module, "SITEMAP_LIMIT", 3)


@pytest.mark.usefixtures("short")
def test_an_article_more_is_in_the_last_sitemap_of_its_month(portal: Portal) -> None:
    """Those before it stay as they are, and are not looked at; one that is full is followed by another."""
    for day in range(1, 9):
        portal.add(f"content/daerah/2024/10/a{day}.md", article(f"A{day}", timestamp=f"2024-10-0{day} 08:00 WIB"))
    portal.build()
    names = ["sitemap-2024-10.xml", "sitemap-2024-10-2.xml", "sitemap-2024-10-3.xml"]
    assert [len(_locations(portal.read(name))) for name in names] == [3, 3, 2]
    before = [portal.read(name) for name in names]
    portal.add("content/daerah/2024/10/b1.md", article("B1", timestamp="2024-10-09 08:00 WIB"))
    portal.build()
    assert [portal.read(name) == text for name, text in zip(names, before, strict=True)] == [True, True, False]
    portal.add("content/daerah/2024/10/b2.md", article("B2", timestamp="2024-10-09 09:00 WIB"))
    portal.build()
    assert _locations(portal.read("sitemap-2024-10-4.xml")) == ["https://uji.example/daerah/2024/10/b2/"]
    assert "https://uji.example/sitemap-2024-10-4.xml" in _locations(portal.read("sitemap.xml"))
    assert portal.files() == portal.clean()


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("seed", range(3))
def test_sitemaps_of_a_large_month_stay_those_of_a_clean_build(portal: Portal, seed: int) -> None:
    """Articles come, go, change and exchange places within a day and between days, some at once."""
    random = Random(seed)
    names = [f"content/daerah/2024/10/a{number}.md" for number in range(14)]

    def put(name: str) -> None:
        stamp = f"2024-{random.choice(['10-07', '10-07', '10-08', '09-30'])} {random.randrange(10, 16)}:00 WIB"
        portal.add(name, article(f"Judul {random.randrange(99)}", timestamp=stamp))

    for name in names[:10]:
        put(name)
    portal.build()
    for _ in range(25):
        for name in random.sample(names, random.randrange(1, 4)):
            if (portal.folder / name).exists() and random.random() < 0.4:
                portal.remove(name)
            else:
                put(name)
        portal.build()
        made = {path: text for path, text in portal.files().items() if path.startswith("sitemap-2024")}
        assert made == {path: text for path, text in portal.clean().items() if path.startswith("sitemap-2024")}
