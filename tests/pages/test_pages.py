"""What holds for all pages: when they are there, when they change, how they are configured."""

from __future__ import annotations

from tests.support import NOW, Portal, article


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


def test_an_empty_portal_has_its_pages(begun: Portal) -> None:
    """A site without articles builds, with home, kanal, feeds, sitemaps and the page for what is missing."""
    portal = begun
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
