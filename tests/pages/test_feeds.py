"""Feeds."""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree as ET

import pytest

from tests.support import CONFIG, Portal, article, site

BASE = "https://uji.example/daerah/2024/10"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
BREAK = "\n\n<!-- halaman -->\n\n"
PHOTOS = {
    "caption": ("caption: Air & api, credit: Sari", "<media:description>Air &amp; api</media:description><media:credit>Sari</media:credit>"),
    "alt": ("credit: Sari, alt: Air", "<media:credit>Sari</media:credit>"),
    "made": ("caption: Air, credit: Sari, ai: Midjourney", "<media:description>Air (Ilustrasi dibuat dengan AI: Midjourney)</media:description><media:credit>Sari</media:credit>"),
    "bare": ("alt: Air, credit: Sari, ai: Midjourney", "<media:description>(Ilustrasi dibuat dengan AI: Midjourney)</media:description><media:credit>Sari</media:credit>"),
}  # fmt: skip
SUMMARY = "Suhu <5 derajat & <img src=x onerror=alert(1)>"
ARTICLES = {
    "a": article("A & <B>", f"Satu [b](/daerah/2024/10/b/).{BREAK}Baca Juga: [](b)\n\nDua.***(SW)", summary=SUMMARY),
    "b": article("Iklan", type="advertorial", sponsor="PT Contoh", timestamp="2024-10-09 10:00 WIB"),
    "book": article("Buku", "Awal buku. " + "Kata-kata panjang. " * 8000, timestamp="2024-10-08 10:00 WIB"),
    "full": article(
        "A", f"Satu [tautan](/indeks/).\n\nBaca Juga: [](b){BREAK}Dua.", type="opini", tags="[Banjir]", timestamp="2024-10-09 16:09 WIB",
        photo="{src: /foto/a.svg, caption: Air naik., credit: Sari}",
    ),
    **{
        name: article(name, photo=f"{{src: /foto/a.svg, {photo}}}", timestamp="2024-10-07 10:00 WIB")
        for name, (photo, _) in PHOTOS.items()
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("umpan"), config=f"{CONFIG}description: '{SUMMARY}'\n")
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>')
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\nMeliput.\n")
    for name, text in ARTICLES.items():
        portal.add(f"content/daerah/2024/10/{name}.md", text)
    portal.add("content/nasional/2024/10/n.md", article("N", timestamp="2024-10-06 08:00 WITA"))
    portal.build()
    return portal


def item(portal: Portal, name: str) -> ET.Element:
    """Return what the feed has of an article."""
    items = ET.fromstring(portal.read("feed.xml")).iter("item")
    return next(one for one in items if (one.findtext("link") or "").startswith(f"{BASE}/{name}/"))


def test_feeds_hold_whole_articles(built: Portal) -> None:
    """A feed has the whole of a split article, absolute links, no Baca Juga, and labels paid content; what looks like markup in a summary is text."""
    content = item(built, "a").findtext(CONTENT) or ""
    assert f'<a href="{BASE}/b/">b</a>' in content
    assert "Dua." in content
    assert "Baca Juga" not in content
    assert item(built, "a").findtext("title") == "A & <B>"
    # Readers of feeds take these for HTML.
    assert item(built, "a").findtext("description") == escape(SUMMARY)
    assert ET.fromstring(built.read("feed.xml")).findtext("channel/description") == escape(SUMMARY)
    assert item(built, "b").findtext("title") == "[Advertorial] Iklan"
    assert item(built, "a").findtext("pubDate") == "Wed, 09 Oct 2024 16:10:00 +0700"
    assert item(built, "a").find("guid").get("isPermaLink") == "true"  # type: ignore[union-attr]
    assert ET.fromstring(built.read("daerah/feed.xml")).findtext("channel/title") == "Kabar Uji - Daerah"


def test_a_feed_says_where_to_read_what_is_as_long_as_a_book(built: Portal) -> None:
    """Twenty articles of a megabyte would be a feed that nobody takes; their summaries and addresses are in it."""
    content = item(built, "book").findtext(CONTENT) or ""
    assert content.startswith("<p>Awal buku.")
    assert content.endswith(f'<p><a href="{BASE}/book/">Baca selengkapnya</a></p>\n')
    assert len(content) < 1000


def test_an_article_in_a_feed(built: Portal) -> None:
    """It has its label, its writers and its tags, and the text as it is read elsewhere; pages name the nearest feed."""
    full = item(built, "full")
    assert full.findtext("title") == "[Opini] A"
    assert full.findtext(CONTENT) == '<p>Satu <a href="https://uji.example/indeks/">tautan</a>.</p>\n\n<p>Dua.</p>\n'
    assert full.findtext("description") == "Satu tautan."
    assert full.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Sari Wulan"
    assert full.findtext("category") == "Banjir"
    assert [one.text for one in ET.fromstring(built.read("nasional/feed.xml")).iterfind("channel/item/title")] == ["N"]
    link = '<link rel="alternate" type="application/rss+xml" title="Kabar Uji" href="/daerah/feed.xml">'
    assert link in built.read("daerah/2024/10/a/index.html")


@pytest.mark.parametrize(("name", "expected"), [(name, expected) for name, (_, expected) in PHOTOS.items()])
def test_a_picture_of_a_feed_has_its_words(built: Portal, name: str, expected: str) -> None:
    """Caption, how it was made, and by whom; nothing where nothing is said."""
    one = next(part for part in built.read("feed.xml").split("<item>") if f"{BASE}/{name}/" in part)
    content = one[one.index("<media:content") : one.index("</media:content>")]
    opening, _, rest = content.partition(">")
    assert opening == '<media:content url="https://uji.example/foto/a.svg" medium="image" width="1200" height="675"'
    assert rest.replace("\n", "") == expected


def identity(portal: Portal) -> str:
    """Return by which name the feed knows its only article; it says whether that is its address."""
    item = ET.fromstring(portal.read("feed.xml")).find("channel/item")
    assert item is not None
    guid = item.find("guid")
    assert guid is not None
    assert (guid.get("isPermaLink") == "true") == (guid.text == item.findtext("link"))
    return guid.text or ""


def test_an_article_that_moves_is_shown_to_nobody_twice(portal: Portal) -> None:
    """Readers of feeds know it by its id, else by its oldest address, whatever its address is now."""
    path = "content/daerah/2024/10/a.md"
    portal.add(path, article("A"))
    portal.build()
    first = "https://uji.example/daerah/2024/10/a/"
    assert identity(portal) == first
    portal.add(path, article("A", slug="b", aliases="[/daerah/2024/10/a/]"))
    portal.build()
    assert identity(portal) == first
    portal.add(path, article("A", slug="c", aliases="[/daerah/2024/10/a/, /daerah/2024/10/b/]"))
    portal.build()
    assert identity(portal) == first
    portal.add(path, article("A", slug="a", aliases="[/daerah/2024/10/a/, /daerah/2024/10/b/]"))
    portal.build()
    assert identity(portal) == first, "also when it is back where it was"
    for slug in ("a", "b"):
        portal.add(path, article("A", slug=slug, id="77"))
        portal.build()
        assert identity(portal) == "https://uji.example/#77"
    portal.add(path, article("A", aliases="['/?p=7', '/2019/a b/']"))
    portal.build()
    assert identity(portal) == "https://uji.example/?p=7"
    portal.add(path, article("A", aliases="['/2019/a%20b/']"))
    portal.build()
    assert identity(portal) == "https://uji.example/2019/a%20b/"


def test_a_feed_holds_the_summary_where_site_yaml_says_so(portal: Portal) -> None:
    """With a link to the rest; and the whole text again without that line."""
    portal.add("content/daerah/2024/10/a.md", article("A", "Awal berita.\n\nUjung berita.", summary="Singkatnya."))
    portal.build()
    assert all("Ujung berita." in portal.read(path) for path in ("feed.xml", "daerah/feed.xml"))
    portal.edit("site.yaml", "timezone:", "feeds: summary\ntimezone:")
    portal.build()
    for path in ("feed.xml", "daerah/feed.xml"):
        text = portal.read(path)
        assert "Ujung berita." not in text
        assert "Singkatnya." in text
        assert "https://uji.example/daerah/2024/10/a/" in text
    portal.edit("site.yaml", "feeds: summary", "feeds: full")
    portal.build()
    assert "Ujung berita." in portal.read("feed.xml")
    portal.edit("site.yaml", "feeds: full", "feeds: separuh")
    (problem,) = portal.problems()
    assert problem.path == "site.yaml"
