"""Feeds: RSS and JSON Feed."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from tests.support import Portal, article


def test_feeds_hold_whole_articles(portal: Portal) -> None:
    """A feed has the whole of a split article, absolute links, no Baca Juga, and labels paid content."""
    body = "Satu [b](/daerah/2024/10/b/).\n\n<!-- halaman -->\n\nBaca Juga: [](b)\n\nDua.***(SW)"
    portal.add("content/daerah/2024/10/a.md", article("A & <B>", body))
    portal.add(
        "content/daerah/2024/10/b.md",
        article("Iklan", type="advertorial", sponsor="PT Contoh", timestamp="2024-10-09 10:00 WIB"),
    )
    portal.build()
    root = ET.fromstring(portal.read("feed.xml"))
    items = root.findall("channel/item")
    assert [item.findtext("title") for item in items] == ["A & <B>", "[Advertorial] Iklan"]
    content = items[0].findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    assert '<a href="https://uji.example/daerah/2024/10/b/">b</a>' in content
    assert "Dua." in content
    assert "Baca Juga" not in content
    assert items[0].findtext("pubDate") == "Wed, 09 Oct 2024 16:10:00 +0700"
    assert items[0].find("guid").get("isPermaLink") == "true"  # type: ignore[union-attr]
    assert ET.fromstring(portal.read("daerah/feed.xml")).findtext("channel/title") == "Kabar Uji - Daerah"


def test_a_feed_says_where_to_read_what_is_as_long_as_a_book(portal: Portal) -> None:
    """Twenty articles of a megabyte would be a feed that nobody takes; their summaries and addresses are in it."""
    portal.add("content/daerah/2024/10/a.md", article("Buku", "Awal buku. " + "Kata-kata panjang. " * 8000))
    portal.build()
    root = ET.fromstring(portal.read("feed.xml"))
    content = root.findtext("channel/item/{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    address = "https://uji.example/daerah/2024/10/a/"
    assert content.startswith("<p>Awal buku.")
    assert content.endswith(f'<p><a href="{address}">Baca selengkapnya</a></p>\n')
    assert len(content) < 1000
    assert json.loads(portal.read("feed.json"))["items"][0]["content_html"] == content


def test_json_feeds(portal: Portal) -> None:
    """Beside each RSS feed stands a JSON Feed with the same articles, and pages name both."""
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>')
    body = "Satu [tautan](/indeks/).\n\nBaca Juga: [](b)\n\n<!-- halaman -->\n\nDua."
    photo = "{src: /foto/a.svg, caption: Air naik., credit: Sari}"
    portal.add("content/daerah/2024/10/a.md", article("A", body, type="opini", tags="[Banjir]", photo=photo))
    portal.add("content/nasional/2024/10/b.md", article("B", timestamp="2024-10-08 08:00 WITA"))
    portal.build()
    feed = json.loads(portal.read("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://uji.example/feed.json"
    assert [item["title"] for item in feed["items"]] == ["[Opini] A", "B"]
    assert feed["items"][0] == {
        "id": "https://uji.example/daerah/2024/10/a/",
        "url": "https://uji.example/daerah/2024/10/a/",
        "title": "[Opini] A",
        "content_html": '<p>Satu <a href="https://uji.example/indeks/">tautan</a>.</p>\n\n<p>Dua.</p>\n',
        "summary": "Satu tautan.",
        "date_published": "2024-10-09T16:10:00+07:00",
        "date_modified": "2024-10-09T16:10:00+07:00",
        "authors": [{"name": "Sari Wulan", "url": "https://uji.example/penulis/sari-wulan/"}],
        "tags": ["Banjir"],
        "image": "https://uji.example/foto/a.svg",
    }
    assert [item["title"] for item in json.loads(portal.read("nasional/feed.json"))["items"]] == ["B"]
    link = '<link rel="alternate" type="application/feed+json" title="Kabar Uji" href="/daerah/feed.json">'
    assert link in portal.read("daerah/2024/10/a/index.html")
    portal.edit("content/nasional/2024/10/b.md", "Isi berita", "Isi lain")
    portal.build()
    assert "Isi lain" in portal.read("nasional/feed.json")
    assert portal.files() == portal.clean()


def identities(portal: Portal) -> tuple[str, str]:
    """Return by which name the RSS and the JSON feed know their only article; both say whether it is its address."""
    item = ET.fromstring(portal.read("feed.xml")).find("channel/item")
    assert item is not None
    guid = item.find("guid")
    assert guid is not None
    assert (guid.get("isPermaLink") == "true") == (guid.text == item.findtext("link"))
    return guid.text or "", json.loads(portal.read("feed.json"))["items"][0]["id"]


def test_an_article_that_moves_is_shown_to_nobody_twice(portal: Portal) -> None:
    """Readers of feeds know it by its id, else by its oldest address, whatever its address is now."""
    path = "content/daerah/2024/10/a.md"
    portal.add(path, article("A"))
    portal.build()
    first = "https://uji.example/daerah/2024/10/a/"
    assert identities(portal) == (first, first)
    portal.add(path, article("A", slug="b", aliases="[/daerah/2024/10/a/]"))
    portal.build()
    assert identities(portal) == (first, first)
    portal.add(path, article("A", slug="c", aliases="[/daerah/2024/10/a/, /daerah/2024/10/b/]"))
    portal.build()
    assert identities(portal) == (first, first)
    portal.add(path, article("A", slug="a", aliases="[/daerah/2024/10/a/, /daerah/2024/10/b/]"))
    portal.build()
    assert identities(portal) == (first, first), "also when it is back where it was"
    for slug in ("a", "b"):
        portal.add(path, article("A", slug=slug, id="77"))
        portal.build()
        assert identities(portal) == ("https://uji.example/#77", "https://uji.example/#77")
    portal.add(path, article("A", aliases="['/?p=7', '/2019/a b/']"))
    portal.build()
    assert identities(portal) == ("https://uji.example/?p=7", "https://uji.example/?p=7")
    portal.add(path, article("A", aliases="['/2019/a%20b/']"))
    portal.build()
    assert identities(portal)[0] == "https://uji.example/2019/a%20b/"


@pytest.mark.parametrize(
    ("photo", "expected"),
    [
        ("caption: Air & api, credit: Sari", "<media:description>Air &amp; api</media:description><media:credit>Sari</media:credit>"), ("credit: Sari, alt: Air", "<media:credit>Sari</media:credit>"),
        ("caption: Air, credit: Sari, ai: Midjourney", "<media:description>Air (Ilustrasi dibuat dengan AI: Midjourney)</media:description><media:credit>Sari</media:credit>"),
        ("alt: Air, credit: Sari, ai: Midjourney", "<media:description>(Ilustrasi dibuat dengan AI: Midjourney)</media:description><media:credit>Sari</media:credit>"),
    ],
)  # fmt: skip
def test_a_picture_of_a_feed_has_its_words(portal: Portal, photo: str, expected: str) -> None:
    """Caption, how it was made, and by whom; nothing where nothing is said."""
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>')
    portal.add("content/daerah/2024/10/a.md", article("A", photo=f"{{src: /foto/a.svg, {photo}}}"))
    portal.build()
    feed = portal.read("feed.xml")
    content = feed[feed.index("<media:content") : feed.index("</media:content>")]
    opening, _, rest = content.partition(">")
    assert opening == '<media:content url="https://uji.example/foto/a.svg" medium="image" width="1200" height="675"'
    assert rest.replace("\n", "") == expected


def test_a_feed_holds_the_summary_where_site_yaml_says_so(portal: Portal) -> None:
    """With a link to the rest, in both formats; and the whole text again without that line."""
    portal.add("content/daerah/2024/10/a.md", article("A", "Awal berita.\n\nUjung berita.", summary="Singkatnya."))
    portal.build()
    assert all("Ujung berita." in portal.read(path) for path in ("feed.xml", "daerah/feed.json"))
    portal.edit("site.yaml", "timezone:", "feeds: summary\ntimezone:")
    portal.build()
    for path in ("feed.xml", "feed.json", "daerah/feed.xml", "daerah/feed.json"):
        text = portal.read(path)
        assert "Ujung berita." not in text
        assert "Singkatnya." in text
        assert "https://uji.example/daerah/2024/10/a/" in text
    assert portal.files() == portal.clean()
    portal.edit("site.yaml", "feeds: summary", "feeds: full")
    portal.build()
    assert "Ujung berita." in portal.read("feed.xml")
    portal.edit("site.yaml", "feeds: full", "feeds: separuh")
    (problem,) = portal.problems()
    assert problem.where.path == "site.yaml"
