"""Bodies: links, boxes, notes, lists and tables, on pages, on the parts of a split article, and in feeds."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from tests.pages_support import PROFILE
from tests.support import CONFIG, NOW, Portal, article, site

WRITTEN = {
    "Baca Juga: [](/daerah/2024/10/b.md)": "Berita B", "Baca Juga: [](/daerah/2024/10/b/)": "Berita B",
    "Baca Juga: [](b)": "Berita B", "**Baca Juga:** [Judul lain](b)": "Judul lain",
}  # fmt: skip


SAID = {
    "youtu.be/dQw4w9WgXcQ": "Tonton di YouTube", "vimeo.com/76979871": "Tonton di Vimeo", "x.com/kabar/status/1": "Lihat di X",
    "instagram.com/p/abcde12": "Lihat di Instagram", "threads.net/@kabar/post/abcde12": "Lihat di Threads",
    "t.me/kabar/12": "Lihat di Telegram", "tiktok.com/@kabar/video/1234567": "Tonton di TikTok", "fb.watch/abcde12": "Lihat di Facebook",
    "open.spotify.com/show/abcde12345": "Dengarkan di Spotify", "on.soundcloud.com/abcde": "Dengarkan di SoundCloud",
    "datawrapper.dwcdn.net/abcde": "Lihat di Datawrapper", "flo.uri.sh/story/12": "Lihat di Flourish",
    "goo.gl/maps/abcde12": "Lihat di Google Maps", "forms.gle/abcde12": "Lihat di Google Forms",
    "id.scribd.com/document/1234": "Lihat di Scribd",
}  # fmt: skip


MARKS = {
    "mark-text": "Isi.***(SW)", "mark-list": "- Isi.", "mark-notes": "Isi[^1].***(SW)\n\n[^1]: Satu.",
}  # fmt: skip
FILM = "https://youtu.be/abcdefghijk\n\nhttps://x.com/a/status/12\n\nBaca Juga: [BPS](https://bps.example/)\n"
BREAK = "\n\n<!-- halaman -->\n\n"
HEAD = "|".join(f"Kolom {n}" for n in range(20))
BODIES = {
    "baca-juga": "\n\nLalu.\n\n".join(WRITTEN), "posts": "\n\n".join(f"https://{address}" for address in SAID), **MARKS,
    "film": FILM, "cells": "| a | b | c |\n|:-|-:|:-:|\n| 1 | 2 | 3 |",
    "notes": f"Satu[^a].\n\n[^a]: Catatan satu.{BREAK}Dua[^b], lagi[^a].\n\n[^b]: Catatan **dua**.",
    "dashes": f"Satu.{BREAK}Dua.\n\n**Baca juga:**\n\n- [](b)\n- [Kata lain](/daerah/2024/10/b/)\n",
    "numbers": f"Satu.{BREAK}Dua.\n\nBaca juga:\n\n1. [](b)\n2. [Kata lain](/daerah/2024/10/b/)\n",
    "wide": f"Satu.{BREAK}|{HEAD}|\n|{'---|' * 20}\n|{'isi|' * 20}\n", "2019-12-27-pasar-buka": f"Isi.{BREAK}Dua.",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A site with an article for each body."""
    portal = site(tmp_path_factory.mktemp("isi"), config=CONFIG + "per_page: 40\n")
    portal.add("content/authors/sari-wulan.md", PROFILE)
    portal.add("content/daerah/2024/10/b.md", article("Berita B", timestamp="2024-10-08 08:00 WIB"))
    for number, (name, body) in enumerate(BODIES.items()):
        portal.add(f"content/daerah/{name}.md", article(name, body, timestamp=f"2024-10-09 10:{number:02} WIB"))
    portal.build()
    return portal


def pages(portal: Portal, name: str) -> tuple[str, str, str]:
    """Return the two parts of a split article, and all of it."""
    one, two, whole = (portal.read(f"daerah/2024/10/{name}/{part}index.html") for part in ("", "2/", "semua/"))
    return one, two, whole


def page(portal: Portal, name: str) -> str:
    return portal.read(f"daerah/2024/10/{name}/index.html")


def fed(portal: Portal, name: str) -> str:
    """Return the HTML that the feed has of an article."""
    url = f"https://uji.example/daerah/2024/10/{name}/"
    (item,) = (one for one in ET.fromstring(portal.read("feed.xml")).iter("item") if one.findtext("link") == url)
    return item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""


def test_baca_juga(built: Portal) -> None:
    """A Baca Juga box leads to a file, an address or a slug, and takes the headline when it has no words of its own."""
    boxes = re.findall(r'<aside class="baca-juga"><span>Baca Juga:</span> (.*?)</aside>', page(built, "baca-juga"))
    assert boxes == [f'<a href="/daerah/2024/10/b/">{text}</a>' for text in WRITTEN.values()]


def test_a_link_to_what_is_not_published_is_plain_text(portal: Portal) -> None:
    """A link to an article of tomorrow becomes a link when its hour comes; the Baca Juga box appears then."""
    portal.add("content/daerah/2024/10/a.md", article(body="Lihat [besok](b).\n\nBaca Juga: [](b)"))
    portal.add("content/daerah/2024/10/b.md", article("Besok", timestamp="2024-10-11 08:00 WIB"))
    portal.build()
    assert "Lihat besok." in page(portal, "a")
    assert "baca-juga" not in page(portal, "a")
    portal.build(now=NOW + 86400)
    assert 'Lihat <a href="/daerah/2024/10/b/">besok</a>.' in page(portal, "a")
    assert "baca-juga" in page(portal, "a")


def test_embeds_load_nothing_from_others(built: Portal) -> None:
    """A bare video address becomes a link; nothing on any page is loaded from another host."""
    assert 'data-embed="youtube"' in page(built, "film")
    loads = re.compile(rb'(?:(?<!data-)src|<link rel="(?:stylesheet|icon)"[^>]*href)="(?:https?:)?//')
    for path, data in built.files().items():
        assert not (path.endswith(".html") and loads.search(data)), path


def test_readers_are_told_where_a_post_is(built: Portal) -> None:
    """Before they go there."""
    boxes = [part.partition("</a>")[0] for part in page(built, "posts").split('class="embed"')[1:]]
    assert [re.sub(r"<[^>]*>", "", box).rpartition(">")[2] for box in boxes] == list(SAID.values())


def test_boxes_speak_the_language_of_the_portal(portal: Portal, built: Portal) -> None:
    """Embeds and Baca Juga boxes to other sites are in English where the portal is, in pages and in feeds."""
    assert ">Tonton di YouTube</a>" in page(built, "film")
    assert "<span>Baca Juga:</span> <a href=" in page(built, "film")
    portal.add("content/daerah/2024/10/a.md", article("A", FILM))
    portal.add("site.yaml", CONFIG + "language: en\n")
    portal.build()
    assert ">Watch on YouTube</a>" in page(portal, "a")
    assert ">View on X</a>" in page(portal, "a")
    assert "Watch on YouTube" in portal.read("feed.xml")
    assert "bps.example" not in portal.read("feed.xml")


def test_cells_are_aligned_by_class(built: Portal) -> None:
    """No page needs a style attribute, which a strict policy forbids."""
    assert '<td>1</td>\n<td class="kanan">2</td>\n<td class="tengah">3</td>' in page(built, "cells")
    assert "style=" not in page(built, "cells")


@pytest.mark.parametrize(
    ("name", "before", "behind"),
    [("mark-text", "<p>Isi.", "</p>"), ("mark-list", "</ul>\n\n<p>", "</p>"), ("mark-notes", ".", '</p>\n<section class="catatan"')],
)  # fmt: skip
def test_the_mark_stands_at_the_end_of_the_text(built: Portal, name: str, before: str, behind: str) -> None:
    """Where it is written, before the footnotes, or else in a paragraph of its own."""
    mark = '<span class="inisial">***(<a href="/penulis/sari-wulan/">SW</a>)</span>'
    assert f"{before}{mark}{behind}" in page(built, name)


PLACES = ("#catatan_1", "#rujukan_1", "2/#catatan_2", "2/#rujukan_2")


def test_footnotes(built: Portal) -> None:
    """A note stands at the end of its part, numbered through the article; feeds lead to the part that has it."""
    folder = "/daerah/2024/10/notes/"
    first, second, whole = pages(built, "notes")
    for text, elsewhere in ((second, folder), (whole, "")):
        assert 'id="rujukan_2"><a href="#catatan_2" role="doc-noteref">2</a></sup>, lagi' in text
        assert f'id="rujukan_1_2"><a href="{elsewhere}#catatan_1" role="doc-noteref">1</a></sup>.' in text
        assert '<ol start="2">\n<li id="catatan_2"><p>Catatan <strong>dua</strong>. <a href="#rujukan_2"' in text
    assert ("Catatan satu." in first, "catatan_2" in first, "Catatan satu." in second) == (True, False, False)
    assert (first.count('role="doc-endnotes"'), whole.count('role="doc-endnotes"')) == (1, 2)
    feed = fed(built, "notes")
    assert [(one, feed.count(f'href="https://uji.example{folder}{one}"')) for one in PLACES] == [
        ("#catatan_1", 2), ("#rujukan_1", 1), ("2/#catatan_2", 1), ("2/#rujukan_2", 1),
    ]  # fmt: skip
    assert "Catatan satu." in feed
    assert "Catatan <strong>dua</strong>." in feed


@pytest.mark.parametrize("name", ["dashes", "numbers"])
def test_baca_juga_above_a_list(built: Portal, name: str) -> None:
    """A list of links below "Baca juga:" is a box for each, on its part of a split article; feeds have none of it."""
    first, second, whole = pages(built, name)
    feed = fed(built, name)
    for text in (second, whole):
        assert re.findall(r'<aside class="baca-juga"><span>Baca Juga:</span> <a href="([^"]*)">([^<]*)</a>', text) == [
            ("/daerah/2024/10/b/", "Berita B"), ("/daerah/2024/10/b/", "Kata lain"),
        ]  # fmt: skip
    for text in (first, feed):
        assert "baca-juga" not in text
        assert "Kata lain" not in text
    assert "baca juga" not in feed.lower()
    assert "Dua." in feed


def test_wide_tables(built: Portal) -> None:
    """A table stands in a box that scrolls by keyboard too; feeds have the table, and words to tell of it are set."""
    first, second, whole = pages(built, "wide")
    for text in (second, whole):
        assert re.search(r'<div class="tabel" tabindex="0"><table>\s*<thead>', text)
        assert "</table></div>" in text
        assert "Geser tabel ke samping" in text
    assert "<th>Kolom 19</th>" in fed(built, "wide")
    assert "<table" not in first


def test_the_date_in_the_name_of_a_file(built: Portal) -> None:
    """As Jekyll has it, it is no part of the address; the time of the article is that of its front matter."""
    assert {f"daerah/2024/10/pasar-buka/{part}index.html" for part in ("", "2/", "semua/")} <= built.files().keys()
    assert "https://uji.example/daerah/2024/10/pasar-buka/" in built.read("feed.xml")
    assert "https://uji.example/daerah/2019" not in built.read("feed.xml")
