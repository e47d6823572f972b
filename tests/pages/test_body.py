"""Bodies: links, boxes and pictures, filled in."""

from __future__ import annotations

import re

import pytest

from generator.pages.body import with_mark
from tests.support import CONFIG, NOW, Portal, article


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Baca Juga: [](/daerah/2024/10/b.md)", "Berita B"), ("Baca Juga: [](/daerah/2024/10/b/)", "Berita B"),
        ("Baca Juga: [](b)", "Berita B"), ("**Baca Juga:** [Judul lain](b)", "Judul lain"),
    ],
)  # fmt: skip
def test_baca_juga(portal: Portal, written: str, text: str) -> None:
    """A Baca Juga box leads to a file, an address or a slug, and takes the headline when it has no words of its own."""
    portal.add("content/daerah/2024/10/a.md", article(body=f"Satu.\n\n{written}\n\nDua."))
    portal.add("content/daerah/2024/10/b.md", article("Berita B"))
    portal.build()
    box = f'<aside class="baca-juga"><span>Baca Juga:</span> <a href="/daerah/2024/10/b/">{text}</a></aside>'
    assert box in portal.read("daerah/2024/10/a/index.html")


def test_a_link_to_what_is_not_published_is_plain_text(portal: Portal) -> None:
    """A link to an article of tomorrow becomes a link when its hour comes; the Baca Juga box appears then."""
    portal.add("content/daerah/2024/10/a.md", article(body="Lihat [besok](b).\n\nBaca Juga: [](b)"))
    portal.add("content/daerah/2024/10/b.md", article("Besok", timestamp="2024-10-11 08:00 WIB"))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert "Lihat besok." in page
    assert "baca-juga" not in page
    portal.build(now=NOW + 86400)
    page = portal.read("daerah/2024/10/a/index.html")
    assert 'Lihat <a href="/daerah/2024/10/b/">besok</a>.' in page
    assert "baca-juga" in page


def test_embeds_load_nothing_from_others(portal: Portal) -> None:
    """A bare video address becomes a link; nothing on any page is loaded from another host."""
    portal.add("content/daerah/2024/10/a.md", article(body="Teks.\n\nhttps://www.youtube.com/watch?v=abcdefghijk\n"))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert 'data-embed="youtube"' in page
    for path, data in portal.files().items():
        if path.endswith(".html"):
            assert not re.search(
                rb'(?:(?<!data-)src|<link rel="(?:stylesheet|icon)"[^>]*href)="(?:https?:)?//', data
            ), path


@pytest.mark.unmeasured
def test_boxes_speak_the_language_of_the_portal(portal: Portal) -> None:
    """Embeds and Baca Juga boxes to other sites are in English where the portal is, in pages and in feeds."""
    film = "https://youtu.be/abcdefghijk\n\nhttps://x.com/a/status/12\n\nBaca Juga: [BPS](https://bps.example/)\n"
    portal.add("content/daerah/2024/10/a.md", article("A", film))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert ">Tonton di YouTube</a>" in page
    assert "<span>Baca Juga:</span> <a href=" in page
    portal.add("site.yaml", CONFIG + "language: en\n")
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert ">Watch on YouTube</a>" in page
    assert ">View on X</a>" in page
    feed = portal.read("feed.xml")
    assert "Watch on YouTube" in feed
    assert "bps.example" not in feed
    assert portal.files() == portal.clean()


def test_cells_are_aligned_by_class(portal: Portal) -> None:
    """No page needs a style attribute, which a strict policy forbids."""
    portal.add("content/daerah/2024/10/a.md", article("A", "| a | b | c |\n|:-|-:|:-:|\n| 1 | 2 | 3 |"))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert '<td>1</td>\n<td class="kanan">2</td>\n<td class="tengah">3</td>' in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>Isi.</p>\n", '<p>Isi.<span class="inisial">***({})</span></p>\n'),
        ("<ul></ul>\n", '<ul></ul>\n<p><span class="inisial">***({})</span></p>\n'),
    ],
)
def test_the_mark_stands_at_the_end_of_the_last_paragraph(html: str, marked: str) -> None:
    """Or in one of its own; it leads to the person if there is a page of them."""
    assert with_mark(html, "S&W", "") == marked.format("S&amp;W")
    assert with_mark(html, "SW", "/penulis/sari/") == marked.format('<a href="/penulis/sari/">SW</a>')
