"""What holds for all pages: when they are there, when they change, how they are configured."""

from __future__ import annotations

from pathlib import Path

from generator.base import dates
from tests.support import CONFIG, NOW, Portal, article, site


def test_drafts_schedules_and_expiry(portal: Portal) -> None:
    """A draft is not published, a future article at its time, an expiring one until its time."""
    portal.add("content/daerah/2024/10/konsep.md", article("Konsep", draft="true", editor=""))
    portal.add("content/daerah/2024/10/nanti.md", article("Nanti", timestamp="2024-10-10 13:00 WIB"))
    portal.add("content/daerah/2024/10/habis.md", article("Habis", expires="2024-10-10 12:30 WIB"))

    def there() -> tuple[bool, bool, bool]:
        home = portal.read("terkini/index.html")
        for name, title in (("konsep", "Konsep"), ("nanti", "Nanti"), ("habis", "Habis")):
            assert (portal.output / f"daerah/2024/10/{name}").exists() == (title in home)
        return "Konsep" in home, "Nanti" in home, "Habis" in home

    portal.build()
    assert there() == (False, False, True)
    portal.build(now=NOW + 1800)
    assert there() == (False, False, False)
    portal.build(now=NOW + 3600)
    assert there() == (False, True, False)
    portal.build(now=NOW, drafts=True)
    assert there() == (True, False, True)


def test_old_pages_freeze(portal: Portal) -> None:
    """A page of an article takes no notice of what is published more than two days after it."""
    portal.add("content/daerah/2024/10/a.md", article("A", timestamp="2024-10-01 10:00 WIB", tags="[Banjir]"))
    portal.add("content/daerah/2024/10/b.md", article("Berita B", timestamp="2024-10-02 10:00 WIB", tags="[Banjir]"))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert page.count("Berita B") == 2
    portal.add("content/daerah/2024/10/c.md", article("Berita C", timestamp="2024-10-09 10:00 WIB", tags="[Banjir]"))
    portal.build()
    assert portal.read("daerah/2024/10/a/index.html") == page
    assert "Berita C" in portal.read("fragmen/terkini.html")


def test_paid_content_is_labelled_everywhere(portal: Portal) -> None:
    """An advertorial is labelled on its page and cards, names its sponsor, and its links are sponsored."""
    body = "Kunjungi [toko](https://toko.example/)."
    portal.add(
        "content/daerah/2024/10/a.md",
        article("Iklan", body, type="advertorial", sponsor="{name: PT Contoh, url: 'https://c.example/'}"),
    )
    portal.add("content/daerah/2024/10/b.md", article("Lain", timestamp="2024-10-09 10:00 WIB"))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert 'rel="sponsored noopener"' in page
    assert "PT Contoh" in page
    assert '<meta name="googlebot-news" content="noindex">' in page
    for path in (
        "daerah/2024/10/a/index.html",
        "index.html",
        "daerah/index.html",
        "terkini/index.html",
        "fragmen/terkini.html",
    ):
        assert "Advertorial" in portal.read(path), path


def test_an_empty_portal_has_its_pages(tmp_path: Path) -> None:
    """A site without articles builds, with home, kanal, feeds, sitemaps and the page for what is missing."""
    portal = site(tmp_path)
    portal.build()
    for path in (
        "index.html",
        "daerah/index.html",
        "terkini/index.html",
        "feed.xml",
        "sitemap.xml",
        "404.html",
        "indeks/index.html",
    ):
        assert portal.read(path)
    assert "noindex" in portal.read("404.html")


def test_another_permalink(portal: Portal) -> None:
    """The pattern of addresses is the site's to choose."""
    portal.add("site.yaml", CONFIG + "permalink: /berita/{year}/{day}/{slug}/\n")
    portal.add("content/daerah/2024/10/a.md", article(slug="nama-lain"))
    portal.build()
    assert "Judul" in portal.read("berita/2024/09/nama-lain/index.html")


def test_sites_own_themes_come_first(portal: Portal) -> None:
    """A theme of the site may extend the built-in one and override a part of it."""
    portal.add("site.yaml", CONFIG + "theme: sendiri\n")
    portal.add("themes/sendiri/theme.yaml", "name: sendiri\nextends: kabar\n")
    portal.add("themes/sendiri/templates/_footer.html", "<footer>KAKI {{ site.name }}</footer>\n")
    portal.add("themes/sendiri/assets/logo.svg", "<svg/>")
    portal.build()
    assert "KAKI Kabar Uji" in portal.read("index.html")
    assert portal.read("aset/logo.svg") == "<svg/>"
    assert portal.read("aset/kabar.css")


def test_dates_of_two_desks(portal: Portal) -> None:
    """Each article is told in the zone that its desk wrote, and sorted by instant."""
    portal.add("content/daerah/2024/10/a.md", article("Barat", timestamp="2024-10-09 10:00 WIB"))
    portal.add("content/daerah/2024/10/b.md", article("Timur", timestamp="2024-10-09 10:30 WITA"))
    portal.build()
    listing = portal.read("terkini/index.html")
    assert listing.index("Barat") < listing.index("Timur")
    assert "9 Okt 2024, 10:30 WITA" in listing
    assert dates.parse("2024-10-09 10:30 WITA", "WIB").epoch < dates.parse("2024-10-09 10:00 WIB", "WIB").epoch
