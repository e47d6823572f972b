"""What readers and machines find on the pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.base import dates
from tests.support import CONFIG, NOW, Portal, article, ld, site

PROFILE = "---\nname: Sari Wulan\ninitials: SW\nrole: Reporter\nemail: sari@uji.example\n---\nMeliput pesisir.\n"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/authors/sari-wulan.md", PROFILE)
    return portal


def many(portal: Portal, count: int, **keys: str) -> None:
    for n in range(count):
        stamp = f"2024-09-{n // 24 + 1:02d} {n % 24:02d}:00 WIB"
        portal.add(f"content/daerah/2024/09/berita-{n:03d}.md", article(f"Berita {n:03d}", timestamp=stamp, **keys))


def test_an_article_holds_all_its_parts_in_order(portal: Portal) -> None:
    """Headline, reporter, date, photo, body, mark, editor, source, notice, tags, related and newest, in this order."""
    portal.add("site.yaml", CONFIG + "notice: Dilarang menyalin.\n")
    portal.add("content/foto/a.txt", "")
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>')
    photo = "{src: /foto/a.svg, caption: Air naik., credit: Sari}"
    portal.add(
        "content/daerah/2024/10/banjir.md",
        article(
            "Banjir Surut", "Satu.\n\nDua.***(SW)", photo=photo, source="Humas", tags="[Banjir]", summary="Ringkas."
        ),
    )
    portal.build()
    page = portal.read("daerah/2024/10/banjir/index.html")
    order = [
        "data-tanggal", "Beranda", "Daerah", "<h1>Banjir Surut</h1>", "Ringkas.", "Sari Wulan", "Rabu, 9 Oktober 2024 | 16:10 WIB",
        'src="/foto/a.svg"', "Air naik.", "(Foto: Sari)", "Satu.", "Dua.", '***(<a href="/penulis/sari-wulan/">SW</a>)',
        "Editor: Budi Rahman", "Sumber: Humas", "Dilarang menyalin.", "Tags", "/tag/banjir/", "wa.me", "Artikel Terkait", "Terkini",
    ]  # fmt: skip
    main = page[page.index("<body") :]
    at = 0
    for text in order:
        at = main.find(text, at)
        assert at >= 0, text
    assert page.count("***(") == 1


def test_the_page_top_date_is_not_in_the_html(portal: Portal) -> None:
    """The date of the day is written by the browser."""
    portal.build()
    assert '<span class="hari-ini" data-tanggal data-zona="WIB"></span>' in portal.read("index.html")


def test_structured_data_of_an_article(portal: Portal) -> None:
    """JSON-LD names authors by name alone, links their page, and gives times with offset."""
    portal.add("content/daerah/2024/10/a.md", article("A", updated="2024-10-09 17:00 WIB", type="opini"))
    portal.build()
    found = ld(portal.read("daerah/2024/10/a/index.html"))
    news = found["OpinionNewsArticle"]
    assert news["headline"] == "A"
    assert news["datePublished"] == "2024-10-09T16:10:00+07:00"
    assert news["dateModified"] == "2024-10-09T17:00:00+07:00"
    author = {
        "@type": "Person",
        "name": "Sari Wulan",
        "url": "https://uji.example/penulis/sari-wulan/",
        "jobTitle": "Reporter",
    }
    assert news["author"] == [author]
    assert news["articleSection"] == "Daerah"
    assert found["BreadcrumbList"]["itemListElement"][1]["item"] == "https://uji.example/daerah/"


def test_a_split_article(portal: Portal) -> None:
    """Each page has its part; the one with everything is the canonical of all; the mark stands on the last."""
    body = "Satu.\n\n<!-- halaman -->\n\nDua.\n\n<!-- halaman -->\n\nTiga.***(SW)"
    portal.add("content/daerah/2024/10/a.md", article("A", body))
    portal.build()
    pages = [portal.read(f"daerah/2024/10/a/{name}index.html") for name in ("", "2/", "3/", "semua/")]
    for number, page in enumerate(pages, 1):
        assert '<link rel="canonical" href="https://uji.example/daerah/2024/10/a/semua/">' in page
        assert ("<p>Satu.</p>" in page, "<p>Dua.</p>" in page) == (number in (1, 4), number in (2, 4))
        assert ("***(" in page) == (number in (3, 4))
    assert 'href="/daerah/2024/10/a/2/" rel="next">Selanjutnya</a>' in pages[0]
    assert "Tampilkan semua" in pages[0]
    assert "Tampilkan semua" not in pages[3]
    assert '<link rel="prev" href="/daerah/2024/10/a/">' in pages[1]
    assert not (portal.output / "daerah/2024/10/a/4").exists()


def test_the_mark_comes_from_the_profile_when_the_body_has_none(portal: Portal) -> None:
    """An article without a closing mark gets the initials of its reporter, once."""
    portal.add("content/daerah/2024/10/a.md", article())
    portal.add("content/daerah/2024/10/b.md", article("B", author="Tono", initials="TN"))
    portal.build()
    assert '***(<a href="/penulis/sari-wulan/">SW</a>)' in portal.read("daerah/2024/10/a/index.html")
    assert '***(<a href="/penulis/tono/">TN</a>)' in portal.read("daerah/2024/10/b/index.html")


def test_initials_as_author_are_the_person(portal: Portal) -> None:
    """An author given by initials or by slug is the person of the profile."""
    portal.add("content/daerah/2024/10/a.md", article(author="SW"))
    portal.add("content/daerah/2024/10/b.md", article("Berita B", author="sari-wulan"))
    portal.build()
    assert "Sari Wulan" in portal.read("daerah/2024/10/a/index.html")
    page = portal.read("penulis/sari-wulan/index.html")
    assert "Judul" in page
    assert "Berita B" in page
    assert "Meliput pesisir." in page


def test_editors_are_linked_where_they_have_a_profile(portal: Portal) -> None:
    """An editor without a profile is a name, one with a profile is a link."""
    portal.add("content/daerah/2024/10/a.md", article(editor="[Sari Wulan, Budi Rahman]"))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert '<a href="/penulis/sari-wulan/">Sari Wulan</a>, Budi Rahman' in page


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


def test_aliases_lead_to_the_article(portal: Portal) -> None:
    """An old address is a page that leads to the new one and names it as canonical."""
    portal.add("content/daerah/2024/10/a.md", article(aliases="[/lama/berita-a/, /2019/a.html]"))
    portal.build()
    for path in ("lama/berita-a/index.html", "2019/a.html"):
        page = portal.read(path)
        assert '<link rel="canonical" href="https://uji.example/daerah/2024/10/a/">' in page
        assert 'content="0; url=/daerah/2024/10/a/"' in page.replace("0;url", "0; url")
        assert "noindex" in page


def test_listings_are_numbered_from_the_oldest(portal: Portal) -> None:
    """Page 1 holds the oldest twenty; the front page the newest twenty to thirty-nine; nothing is missed or shown twice."""
    many(portal, 65)
    portal.build()
    front, two, one = (portal.read(f"terkini/{name}index.html") for name in ("", "2/", "1/"))
    titles = [re.findall(r"<h3><a[^>]*>Berita (\d+)</a>", page) for page in (front, two, one)]
    assert [len(part) for part in titles] == [25, 20, 20]
    assert [int(n) for part in titles for n in part] == list(range(64, -1, -1))
    assert not (portal.output / "terkini/3").exists()
    assert 'rel="next" href="/terkini/2/"' in front
    assert 'href="/terkini/1/"' in two


def test_a_full_page_stays_when_articles_are_added(portal: Portal) -> None:
    """A new article changes no numbered page but the newest, whose link to the newer page may move."""
    many(portal, 65)
    portal.build()
    pages = {name: portal.read(f"daerah/{name}/index.html") for name in ("1", "2")}
    portal.add("content/daerah/2024/10/baru.md", article("Baru"))
    portal.build()
    assert {name: portal.read(f"daerah/{name}/index.html") for name in ("1", "2")} == pages


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


def test_tags_of_one_slug_are_one_tag(portal: Portal) -> None:
    """The tag is called as its oldest article spells it."""
    portal.add("content/daerah/2024/10/a.md", article("A", timestamp="2024-10-01 10:00 WIB", tags="[UMKM]"))
    portal.add("content/daerah/2024/10/b.md", article("B", tags="[umkm]"))
    portal.build()
    page = portal.read("tag/umkm/index.html")
    assert "<h1>UMKM</h1>" in page
    assert page.count("<h3>") == 2
    assert ">UMKM<" in portal.read("tag/index.html")
    assert 'href="/tag/umkm/"' in portal.read("indeks/tag/u/index.html")


def test_the_archive_by_day_month_and_year(portal: Portal) -> None:
    """/indeks/ leads to months, a month to days, a day to all its articles, by the site's zone."""
    portal.add("content/daerah/2024/10/a.md", article("Pagi WITA", timestamp="2024-10-09 00:30 WITA"))
    portal.add("content/daerah/2024/10/b.md", article("Siang", timestamp="2024-10-09 12:00 WIB"))
    portal.build()
    assert 'href="/indeks/2024/10/"' in portal.read("indeks/index.html")
    assert 'href="/indeks/2024/10/"' in portal.read("indeks/2024/index.html")
    month = portal.read("indeks/2024/10/index.html")
    assert month.index("/indeks/2024/10/09/") < month.index("/indeks/2024/10/08/")
    assert "Pagi WITA" in portal.read("indeks/2024/10/08/index.html")
    day = portal.read("indeks/2024/10/09/index.html")
    assert "Siang" in day
    assert 'href="/indeks/2024/10/08/"' in day


def test_feeds_hold_whole_articles(portal: Portal) -> None:
    """A feed has the whole of a split article, absolute links, no Baca Juga, and labels paid content."""
    body = "Satu [b](/daerah/2024/10/b/).\n\n<!-- halaman -->\n\nBaca Juga: [](b)\n\nDua.***(SW)"
    portal.add("content/daerah/2024/10/a.md", article("A & <B>", body))
    portal.add(
        "content/daerah/2024/10/b.md",
        article("Iklan", type="advertorial", sponsor="PT Contoh", timestamp="2024-10-09 10:00 WIB"),
    )
    portal.build()
    root = ElementTree.fromstring(portal.read("feed.xml"))
    items = root.findall("channel/item")
    assert [item.findtext("title") for item in items] == ["A & <B>", "[Advertorial] Iklan"]
    content = items[0].findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    assert '<a href="https://uji.example/daerah/2024/10/b/">b</a>' in content
    assert "Dua." in content
    assert "Baca Juga" not in content
    assert items[0].findtext("pubDate") == "Wed, 09 Oct 2024 16:10:00 +0700"
    assert items[0].find("guid").get("isPermaLink") == "true"  # type: ignore[union-attr]
    assert ElementTree.fromstring(portal.read("daerah/feed.xml")).findtext("channel/title") == "Kabar Uji - Daerah"


def _locations(text: str) -> list[str]:
    return [
        element.text or ""
        for element in ElementTree.fromstring(text).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
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


def test_an_article_leads_back_to_what_it_follows(portal: Portal) -> None:
    """At its end, and in the structured data, while that is published; with its headline and time as they are now."""
    target = "content/daerah/2024/09/a.md"
    earlier = article("Hilang & Dicari", timestamp="2024-09-09 16:10 WIB")
    portal.add(target, earlier)
    portal.add(
        "content/daerah/2024/10/b.md",
        article("Ditemukan", "Satu.\n\n<!-- halaman -->\n\nDua.", follows="/daerah/2024/09/a.md"),
    )
    portal.build()
    box = (
        '<aside class="baca-juga sebelumnya"><span>Berita sebelumnya</span> <a href="/daerah/2024/09/a/">Hilang &amp; Dicari</a>'
        ' <time datetime="2024-09-09T16:10:00+07:00">Senin, 9 September 2024 | 16:10 WIB</time></aside>'
    )
    pages = {path: portal.read(f"daerah/2024/10/b/{path}index.html") for path in ("", "2/", "semua/")}
    assert {path for path, text in pages.items() if box in text} == {"2/", "semua/"}
    assert ld(pages[""])["NewsArticle"]["citation"] == {
        "@type": "CreativeWork", "headline": "Hilang & Dicari", "url": "https://uji.example/daerah/2024/09/a/",
        "datePublished": "2024-09-09T16:10:00+07:00",
    }  # fmt: skip
    for text, shown in (
        (earlier.replace("Hilang", "Raib"), 'Raib &amp; Dicari</a> <time datetime="2024-09-09T16:10'),
        (earlier.replace("09-09 16:10", "09-10 07:00"), '<time datetime="2024-09-10T07:00:00+07:00">'),
        (earlier.replace("title:", "draft: true\ntitle:"), ""),
        (
            earlier.replace("title:", "retracted: {timestamp: 2024-09-09 17:00, reason: sara, text: X}\ntitle:"),
            "Hilang &amp; Dicari</a>",
        ),
        (earlier.replace("title:", "expires: 2024-10-01 00:00\ntitle:"), ""),
        (earlier, box),
    ):
        portal.add(target, text)
        portal.build()
        page = portal.read("daerah/2024/10/b/semua/index.html")
        assert ("sebelumnya" in page, "citation" in page) == (bool(shown), bool(shown))
        assert shown in page
        assert portal.files() == portal.clean()
    portal.add("content/pages/garis-waktu.md", "---\ntitle: Garis Waktu\n---\nIsi.\n")
    portal.edit("content/daerah/2024/10/b.md", "/daerah/2024/09/a.md", "/garis-waktu/")
    portal.build()
    page = portal.read("daerah/2024/10/b/semua/index.html")
    assert '<a href="/garis-waktu/">Garis Waktu</a></aside>' in page
    assert "datePublished" not in ld(page)["NewsArticle"]["citation"]  # type: ignore[operator]


def test_corrections_and_unverified_news(portal: Portal) -> None:
    """A correction stands with its own time; unverified news says so at its end."""
    text = article("A", verification="pending").replace(
        "\n---\nIsi",
        "\ncorrections:\n  - {timestamp: 2024-10-10 08:00 WIB, type: ralat, text: Nama desa dibetulkan.}\n---\nIsi",
    )
    portal.add("content/daerah/2024/10/a.md", text)
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert "Nama desa dibetulkan." in page
    assert "Kamis, 10 Oktober 2024 | 08:00 WIB" in page
    assert "verifikasi lebih lanjut" in page
    assert ld(page)["NewsArticle"]["dateModified"] == "2024-10-10T08:00:00+07:00"


def test_a_withdrawn_article_is_a_notice_and_nothing_else(portal: Portal) -> None:
    """The address stays with the reason; body, photo and summary stand in no output, and no list has it."""
    text = article("Rahasia Keluarga", "Nama anak itu XYZZY.", tags="[Banjir]", summary="Ringkasan PLUGH.").replace(
        "\n---\nNama",
        "\nretracted: {timestamp: 2024-10-10 08:00 WIB, reason: masa-depan-anak, text: Demi anak.}\n---\nNama",
    )
    portal.add("content/daerah/2024/10/a.md", text)
    portal.add("content/daerah/2024/10/b.md", article("B", "Lihat [berita](a).", tags="[Banjir]"))
    portal.build()
    assert "noindex" in portal.read("daerah/2024/10/a/index.html")
    assert "Demi anak." in portal.read("daerah/2024/10/a/index.html")
    for path, data in portal.files().items():
        assert b"XYZZY" not in data, path
        assert b"PLUGH" not in data, path
        if path.endswith("index.html") and "2024/10/" not in path:
            assert b"Rahasia Keluarga" not in data, path


def test_pictures_have_their_size(portal: Portal) -> None:
    """A picture of the site is shown with width and height, on the page and on cards; one elsewhere without."""
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"/>')
    portal.add(
        "content/daerah/2024/10/a.md",
        article(photo="{src: /foto/a.svg, credit: X}", body='![Alt](/foto/a.svg "Teks.")'),
    )
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert page.count('width="1200" height="675"') == 2
    assert "<figcaption>Teks.</figcaption>" in page
    assert 'width="1200" height="675"' in portal.read("daerah/index.html")
    portal.add("site.yaml", CONFIG + "media: {base_url: 'https://foto.example'}\n")
    portal.remove("content/foto/a.svg")
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert 'src="https://foto.example/foto/a.svg"' in page
    assert page.count("https://foto.example/foto/a.svg") >= 3


def test_a_search_is_a_form_and_a_description_for_browsers(portal: Portal) -> None:
    """With `search` in site.yaml all pages have the box, which needs no script, and browsers learn of it; else none."""
    portal.add("content/daerah/2024/10/a.md", article())
    portal.build()
    assert "opensearch" not in portal.read("index.html")
    assert 'class="cari"' not in portal.read("index.html")
    assert not (portal.output / "opensearch.xml").exists()
    config = CONFIG.replace("Kabar Uji", "'Kabar <Uji> & Seluruh Kepulauan'")
    portal.add("site.yaml", config + "search: https://cari.example/s?situs=%22uji%22&q={query}\n")
    portal.build()
    for path in ("index.html", "daerah/2024/10/a/index.html", "404.html"):
        page = portal.read(path)
        form = page.partition('<form class="cari"')[2].partition("</form>")[0]
        assert 'role="search" action="https://cari.example/s"' in form
        assert '<input type="hidden" name="situs" value="&#34;uji&#34;">' in form
        assert '<input type="search" name="q"' in form
        assert '<link rel="search" type="application/opensearchdescription+xml"' in page.partition("</head>")[0]
    assert portal.files() == portal.clean()
    found = ElementTree.fromstring(portal.read("opensearch.xml"))
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert found.tag == f"{space}OpenSearchDescription"
    assert {one.tag.removeprefix(space): one.text for one in found if one.text} == {
        "ShortName": "Kabar <Uji> &", "LongName": "Kabar <Uji> & Seluruh Kepulauan", "Language": "id",
        "Description": "Cari berita di Kabar <Uji> & Seluruh Kepulauan", "InputEncoding": "UTF-8",
    }  # fmt: skip
    url = found.find(f"{space}Url")
    assert url is not None
    assert url.attrib == {"type": "text/html", "template": "https://cari.example/s?situs=%22uji%22&q={searchTerms}"}


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


def test_standing_pages_and_404(portal: Portal) -> None:
    """A standing page stands at its slug, and links in it are resolved."""
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang Kami\n---\nLihat [indeks](/indeks/).\n")
    portal.build()
    assert '<a href="/indeks/">indeks</a>' in portal.read("tentang/index.html")


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


def test_security_and_humans(portal: Portal) -> None:
    """security.txt and humans.txt are there when site.yaml gives them, and go when it no longer does."""
    given = (
        "humans: [Sari Wulan - reporter]\nsecurity:\n  contact: [aman@uji.example, https://uji.example/lapor]\n"
        "  expires: 2025-06-30 00:00 WIB\n  policy: https://uji.example/aman/\n"
    )
    portal.add("site.yaml", CONFIG + given)
    portal.build()
    assert portal.read("humans.txt") == "Sari Wulan - reporter\n"
    assert portal.read(".well-known/security.txt").splitlines() == [
        "Contact: mailto:aman@uji.example", "Contact: https://uji.example/lapor", "Expires: 2025-06-30T00:00:00+07:00",
        "Policy: https://uji.example/aman/", "Preferred-Languages: id",
        "Canonical: https://uji.example/.well-known/security.txt",
    ]  # fmt: skip
    assert portal.files() == portal.clean()
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert not {"humans.txt", ".well-known/security.txt"} & portal.files().keys()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("{contact: nanti, expires: 2025-06-30 00:00 WIB}", '"nanti" is not a way to reach anybody'),
        ("{expires: 2025-06-30 00:00 WIB}", "must be able to tell"),
        ("{contact: a@b.example}", "RFC 9116 wants a time"),
    ],
)
def test_mistakes_of_security(portal: Portal, given: str, message: str) -> None:
    """Without a way to reach somebody, or a time, security.txt would be void."""
    portal.add("site.yaml", f"{CONFIG}security: {given}\n")
    assert any(message in str(problem.message) for problem in portal.problems())
