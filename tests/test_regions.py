"""Regions: provinces and regencies that site.yaml names, with pages and feeds of their own."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support import CONFIG, Portal, article, ld, site

REGIONS = "regions:\n  Jawa Tengah: [Kota Semarang, Kabupaten Demak]\n  Papua:\n"
A, PAGE = "content/daerah/2024/10/a.md", "daerah/2024/10/a/index.html"
PROVINCE, CITY = "wilayah/jawa-tengah/index.html", "wilayah/jawa-tengah/kota-semarang/index.html"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=CONFIG + REGIONS)
    portal.add(A, article("Rob", region="Jawa Tengah/Kota Semarang", timestamp="2024-10-09 10:00 WIB"))
    portal.add("content/daerah/2024/10/b.md", article("Garam", region="Demak"))
    portal.build()
    return portal


def test_an_article_says_where_it_is_from(portal: Portal) -> None:
    """By the names of site.yaml, each of which leads to its page; search engines are told too."""
    page = portal.read(PAGE)
    dateline = '<a href="/wilayah/jawa-tengah/kota-semarang/">Kota Semarang</a>, <a href="/wilayah/jawa-tengah/">Jawa Tengah</a>'
    assert f'<span class="wilayah">{dateline}</span>' in page
    assert ld(page)["NewsArticle"]["contentLocation"] == {"@type": "Place", "name": "Kota Semarang, Jawa Tengah"}


def test_regions_have_pages_and_feeds(portal: Portal) -> None:
    """A province with what is from its regencies too, and those without an article; all are in the sitemap."""
    assert portal.read(PROVINCE).index("Garam") < portal.read(PROVINCE).index("Rob")
    assert '<a href="/wilayah/jawa-tengah/kabupaten-demak/">Kabupaten Demak</a>' in portal.read(PROVINCE)
    city = portal.read(CITY)
    assert "<h1>Kota Semarang</h1>" in city
    assert "Garam" not in city.partition("<main")[2].partition("<aside")[0]
    assert '<a href="/wilayah/jawa-tengah/">Jawa Tengah</a>' in city
    assert 'href="/wilayah/jawa-tengah/kota-semarang/feed.xml"' in city
    assert "Belum ada berita" in portal.read("wilayah/papua/index.html")
    for path, titles in (("jawa-tengah", ["Garam", "Rob"]), ("jawa-tengah/kota-semarang", ["Rob"]), ("papua", [])):
        feed = ET.fromstring(portal.read(f"wilayah/{path}/feed.xml"))
        assert [title.text for title in feed.iterfind("channel/item/title")] == titles
        assert f"<loc>https://uji.example/wilayah/{path}/</loc>" in portal.read("sitemap-pages.xml")
    assert "<title>Kabar Uji - Jawa Tengah</title>" in portal.read("wilayah/jawa-tengah/feed.xml")


def test_one_article_changes_the_lists_of_its_region(portal: Portal) -> None:
    """Its city and its province with their feeds; no other region."""
    before = portal.files()
    portal.add("content/daerah/2024/10/c.md", article("Banjir", region="jawa-tengah/kota-semarang"))
    portal.build()
    changed = {
        path for path, data in portal.files().items() if before.get(path) != data and path.startswith("wilayah/")
    }
    folders = ("wilayah/jawa-tengah", "wilayah/jawa-tengah/kota-semarang")
    assert changed == {f"{folder}/{name}" for folder in folders for name in ("index.html", "feed.xml")}
    assert portal.files() == portal.clean()


def test_a_region_that_there_is_not(portal: Portal) -> None:
    """It is an error, with what was meant; site.yaml can have it tolerated, and then it is a text alone."""
    for written, hint in (
        ("Jawa Tengah/Kota Semarnag", '"Jawa Tengah/Kota Semarang"'), ("Jawa Tangah", '"Jawa Tengah"'),
        ("Jawa Tengah, Kota Semarang", '"Jawa Tengah/Kota Semarang"'), ("Semarrang", '"Jawa Tengah/Kota Semarang"'),
        ("Kota Semarang, Jawa Tengah", '"Jawa Tengah/Kota Semarang"'), ("Zzz", "site.yaml"),
        ("Jawa Tengah - Kota Semarang", '"Jawa Tengah/Kota Semarang"'),
    ):  # fmt: skip
        portal.add(A, article("Rob", region=written))
        (problem,) = portal.problems()
        assert (problem.code, f'"{written}"' in problem.message, hint in problem.hint) == ("unknown-region", True, True)
    portal.add("site.yaml", CONFIG + REGIONS + "severity: {unknown-region: warning}\n")
    portal.build()
    assert '<span class="wilayah">Jawa Tengah - Kota Semarang' in portal.read(PAGE)


def test_a_portal_without_regions_shows_what_is_written(portal: Portal) -> None:
    """No page is made for a region, and any text is one."""
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert '<span class="wilayah">Kota Semarang, Jawa Tengah</span>' in portal.read(PAGE)
    assert not any(path.startswith("wilayah/") for path in portal.files())
    assert portal.files() == portal.clean()


def test_menus_and_folders(portal: Portal) -> None:
    """A menu leads to a region, also to one without an article; the folder has the name that `paths` gives it."""
    menu = "menu: [{name: Papua, url: /daerah-kita/papua/}]\npaths: {region: daerah-kita}\n"
    portal.add("site.yaml", CONFIG + REGIONS + menu)
    portal.build()
    assert '<a href="/daerah-kita/papua/" aria-current="true">Papua</a>' in portal.read("daerah-kita/papua/index.html")
    portal.add("site.yaml", CONFIG + REGIONS.replace("[Kota", "[kota semarang, Kota"))
    assert [one.code for one in portal.problems()] == ["duplicate-key"]


def test_names_of_provinces_go_through_the_gate(portal: Portal) -> None:
    """They are keys, and yet readers see them: what no page may hold is taken out of them."""
    portal.add("site.yaml", f'{CONFIG}regions: {{"Jawa\\L Tengah\\0": [Kota Semarang, Demak]}}\n')
    portal.build()
    assert "<h1>Jawa Tengah</h1>" in portal.read(PROVINCE)
