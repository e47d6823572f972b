"""Bodies: links, boxes and pictures, filled in."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest

from generator.pages.body import with_mark
from tests.support import CONFIG, NOW, Portal, article, png


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


@pytest.mark.parametrize(
    ("caption", "shown"),
    [
        ("Kota (Ilustrasi AI: Alat)", 'Kota <span class="kredit">(Ilustrasi dibuat dengan AI: Alat)</span>'),
        ("(dibuat dengan AI: Alat)", '<span class="kredit">(Ilustrasi dibuat dengan AI: Alat)</span>'),
        ("Kota (AI: )", "Kota (AI: )"),
        ("Kota (Sari)", "Kota (Sari)"),
    ],
)
def test_a_tool_in_a_caption_is_shown_as_that_of_the_photo(portal: Portal, caption: str, shown: str) -> None:
    """In the words of the portal; any other bracket stays."""
    portal.add("content/foto/a.png", png(40, 30))
    portal.add("content/daerah/2024/10/a.md", article(body=f'Isi.\n\n![Kota](/foto/a.png "{caption}")\n\nLagi.'))
    portal.build()
    assert f"<figcaption>{shown}</figcaption>" in portal.read("daerah/2024/10/a/index.html")


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


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("youtu.be/dQw4w9WgXcQ", "Tonton di YouTube"), ("vimeo.com/76979871", "Tonton di Vimeo"),
        ("x.com/kabar/status/1", "Lihat di X"), ("instagram.com/p/abcde12", "Lihat di Instagram"),
        ("threads.net/@kabar/post/abcde12", "Lihat di Threads"), ("t.me/kabar/12", "Lihat di Telegram"),
        ("tiktok.com/@kabar/video/1234567", "Tonton di TikTok"), ("fb.watch/abcde12", "Lihat di Facebook"),
        ("open.spotify.com/show/abcde12345", "Dengarkan di Spotify"), ("on.soundcloud.com/abcde", "Dengarkan di SoundCloud"),
        ("datawrapper.dwcdn.net/abcde", "Lihat di Datawrapper"), ("flo.uri.sh/story/12", "Lihat di Flourish"),
        ("goo.gl/maps/abcde12", "Lihat di Google Maps"), ("forms.gle/abcde12", "Lihat di Google Forms"),
        ("id.scribd.com/document/1234", "Lihat di Scribd"),
    ],
)  # fmt: skip
def test_readers_are_told_where_a_post_is(portal: Portal, address: str, said: str) -> None:
    """Before they go there."""
    portal.add("content/daerah/a.md", article("A", f"Isi.\n\nhttps://{address}"))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert re.sub(r"<[^>]*>", "", page[page.index('class="embed"') :].partition("</a>")[0]).endswith(said)


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
        (
            '<p>Isi.</p>\n<section class="catatan"><p>Satu.</p></section>\n',
            '<p>Isi.<span class="inisial">***({})</span></p>\n<section class="catatan"><p>Satu.</p></section>\n',
        ),
    ],
)
def test_the_mark_stands_at_the_end_of_the_last_paragraph(html: str, marked: str) -> None:
    """Or in one of its own; it leads to the person if there is a page of them."""
    assert with_mark(html, "S&W", "") == marked.format("S&amp;W")
    assert with_mark(html, "SW", "/penulis/sari/") == marked.format('<a href="/penulis/sari/">SW</a>')


def shown(portal: Portal, body: str) -> tuple[str, str, str, str]:
    """Return the two parts of a split article with a text on its second one, all of it, and what feeds have of it."""
    portal.add("content/daerah/2024/10/a.md", article("A", f"Satu.\n\n<!-- halaman -->\n\n{body}"))
    portal.build()
    folder = "daerah/2024/10/a"
    pages = [portal.read(f"{folder}/{part}index.html") for part in ("", "2/", "semua/")]
    return pages[0], pages[1], pages[2], contents(portal)[0]


def contents(portal: Portal) -> tuple[str, str]:
    """Return what the RSS feed and the JSON feed have of the newest article."""
    content = ET.fromstring(portal.read("feed.xml")).findtext(
        "channel/item/{http://purl.org/rss/1.0/modules/content/}encoded"
    )
    return content or "", json.loads(portal.read("feed.json"))["items"][0]["content_html"]


def test_definition_lists(portal: Portal) -> None:
    """Terms and what they mean are a list of them, on their part of a split article and in feeds."""
    first, second, whole, feed = shown(
        portal, "Rob\n:   Banjir dari **laut**.\n:   Pasang.\n\nLimpasan\n\n:   Banjir.\n"
    )
    for page in (second, whole, feed):
        told = re.sub(r"\s*\n\s*", "", page[page.index("<dl>") : page.index("</dl>")])
        assert told.startswith("<dl><dt>Rob</dt><dd>Banjir dari <strong>laut</strong>.</dd><dd>Pasang.</dd>")
        assert "<dt>Limpasan</dt><dd>Banjir.</dd>" in told
    assert "<dl>" not in first.partition('class="isi')[2].partition("</article>")[0]


NOTES = ("[^a]: Catatan satu.", "Dua[^b], lagi[^a].\n\n[^b]: Catatan **dua**.")
PLACES = ("#catatan_1", "#rujukan_1", "2/#catatan_2", "2/#rujukan_2")


def test_footnotes(portal: Portal) -> None:
    """A note stands at the end of its part, numbered through the article; feeds lead to the part that has it."""
    portal.add(
        "content/daerah/2024/10/a.md", article("A", f"Satu[^a].\n\n{NOTES[0]}\n\n<!-- halaman -->\n\n{NOTES[1]}")
    )
    portal.build()
    folder = "/daerah/2024/10/a/"
    first, second, whole = (portal.read(f"{folder[1:]}{part}index.html") for part in ("", "2/", "semua/"))
    for page, elsewhere in ((second, folder), (whole, "")):
        assert 'id="rujukan_2"><a href="#catatan_2" role="doc-noteref">2</a></sup>, lagi' in page
        assert f'id="rujukan_1_2"><a href="{elsewhere}#catatan_1" role="doc-noteref">1</a></sup>.' in page
        assert '<ol start="2">\n<li id="catatan_2"><p>Catatan <strong>dua</strong>. <a href="#rujukan_2"' in page
    assert ("Catatan satu." in first, "catatan_2" in first, "Catatan satu." in second) == (True, False, False)
    assert (first.count('role="doc-endnotes"'), whole.count('role="doc-endnotes"')) == (1, 2)
    for feed in contents(portal):
        assert [(one, feed.count(f'href="https://uji.example{folder}{one}"')) for one in PLACES] == [
            ("#catatan_1", 2), ("#rujukan_1", 1), ("2/#catatan_2", 1), ("2/#rujukan_2", 1),
        ]  # fmt: skip
        assert "Catatan satu." in feed
        assert "Catatan <strong>dua</strong>." in feed


def test_task_lists(portal: Portal) -> None:
    """Boxes are signs with a name that is read out, on their part of a split article and in feeds; nobody can tick one."""
    first, second, whole, _ = shown(portal, "- [x] Beras\n- [ ] Gula **pasir**\n- [y] Teh\n")
    for page in (second, whole, *contents(portal)):
        assert '<span role="img" aria-label="Selesai">☑</span> Beras' in page
        assert '<span role="img" aria-label="Belum selesai">☐</span> Gula <strong>pasir</strong>' in page
        assert "[y] Teh" in page
        assert 'type="checkbox"' not in page
    assert "☑" not in first


@pytest.mark.parametrize("start", ["- ", "1. "])
def test_baca_juga_above_a_list(portal: Portal, start: str) -> None:
    """A list of links below "Baca juga:" is a box for each, on its part of a split article; feeds have none of it."""
    portal.add("content/daerah/2024/10/b.md", article("Berita B", timestamp="2024-10-08 08:00 WIB"))
    first, second, whole, feed = shown(
        portal, f"Dua.\n\n**Baca juga:**\n\n{start}[](b)\n{start}[Kata lain](/daerah/2024/10/b/)\n"
    )
    for page in (second, whole):
        assert re.findall(r'<aside class="baca-juga"><span>Baca Juga:</span> <a href="([^"]*)">([^<]*)</a>', page) == [
            ("/daerah/2024/10/b/", "Berita B"), ("/daerah/2024/10/b/", "Kata lain"),
        ]  # fmt: skip
    for page in (first, feed):
        assert "baca-juga" not in page
        assert "Kata lain" not in page
    assert "baca juga" not in feed.lower()
    assert "Dua." in feed


def test_bare_addresses(portal: Portal) -> None:
    """An address in running text is a link, one of the site itself a path, on each part and in feeds."""
    first, second, whole, feed = shown(
        portal, "Lihat https://bps.example/a?b=1&c=2. Dan https://uji.example/daerah/, ya."
    )
    outside = '<a href="https://bps.example/a?b=1&amp;c=2" rel="noopener">https://bps.example/a?b=1&amp;c=2</a>.'
    for page in (second, whole, feed):
        assert outside in page
    for page in (second, whole):
        assert '<a href="/daerah/">https://uji.example/daerah/</a>, ya.' in page
    assert '<a href="https://uji.example/daerah/">https://uji.example/daerah/</a>, ya.' in feed
    assert "bps.example" not in first


def test_wide_tables(portal: Portal) -> None:
    """A table stands in a box that scrolls by keyboard too; feeds have the table, and words to tell of it are set."""
    head = "|".join(f"Kolom {n}" for n in range(20))
    first, second, whole, feed = shown(portal, f"|{head}|\n|{'---|' * 20}\n|{'isi|' * 20}\n")
    for page in (second, whole):
        assert re.search(r'<div class="tabel" tabindex="0"><table>\s*<thead>', page)
        assert "</table></div>" in page
        assert "Geser tabel ke samping" in page
    assert "<th>Kolom 19</th>" in feed
    assert "<table" not in first


@pytest.mark.parametrize("name", ["2019-12-27-pasar-buka", "2019-1-2-pasar-buka", "pasar-buka"])
def test_the_date_in_the_name_of_a_file(portal: Portal, name: str) -> None:
    """As Jekyll has it, it is no part of the address; the time of the article is that of its front matter."""
    portal.add(f"content/daerah/{name}.md", article("Pasar", "Isi.\n\n<!-- halaman -->\n\nDua."))
    portal.build()
    assert {f"daerah/2024/10/pasar-buka/{part}index.html" for part in ("", "2/", "semua/")} <= portal.files().keys()
    assert "https://uji.example/daerah/2024/10/pasar-buka/" in portal.read("feed.xml")
    assert "2019" not in portal.read("feed.xml")
