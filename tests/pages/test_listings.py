"""Listings of all articles, of a kanal, of a tag."""

from __future__ import annotations

import re

import pytest

from tests.pages_support import many
from tests.support import AFTER, Portal, article, ld


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
    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', two) == [("prev", "/terkini/"), ("next", "/terkini/1/")]
    assert re.findall(r'rel="(prev|next)" href="([^"]*)"', one) == [("prev", "/terkini/2/")]


def test_a_full_page_stays_when_articles_are_added(portal: Portal) -> None:
    """A new article changes no numbered page but the newest, whose link to the newer page may move."""
    many(portal, 65)
    portal.build()
    pages = {name: portal.read(f"daerah/{name}/index.html") for name in ("1", "2")}
    portal.add("content/daerah/2024/10/baru.md", article("Baru"))
    portal.build()
    assert {name: portal.read(f"daerah/{name}/index.html") for name in ("1", "2")} == pages


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


def test_a_tag_that_is_called_as_somebody_signs(portal: Portal) -> None:
    """Is spelled as its oldest article has it, too."""
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\ninitials: SW\n---\nBio.\n")
    portal.add("content/daerah/2024/10/a.md", article("A", tags="[SW]"))
    portal.build()
    assert "<h1>SW</h1>" in portal.read("tag/sw/index.html")


def test_a_list_without_photos(portal: Portal) -> None:
    """No list leaves room for a picture that nobody took: each entry says that it has none, and no page shows any."""
    for number in range(1, 9):
        portal.add(f"content/daerah/a{number}.md", article(f"A{number}", tags="[Banjir]"))
    portal.build()
    for path in ("index.html", "daerah/index.html", "terkini/index.html", "tag/banjir/index.html"):
        main = portal.read(path).partition("<main")[2].partition("</main>")[0]
        entries = re.findall('<article class="([^"]*)"', main)
        assert len(entries) >= 8
        assert all("polos" in names.split() for names in entries)
        assert "<img" not in main
        assert "<figure" not in main


def test_a_kanal_with_one_article(portal: Portal) -> None:
    """Its list has one entry and no page links, and its block on the front page one; one without any says so."""
    portal.add("content/daerah/a.md", article("Satu saja"))
    portal.build()
    kanal, home = portal.read("daerah/index.html"), portal.read("index.html")
    assert re.findall(r"<h3><a [^>]*>([^<]*)</a></h3>", kanal) == ["Satu saja"]
    assert 'class="halaman"' not in kanal
    block = home.partition('aria-labelledby="k-daerah"')[2].partition("</section>")[0]
    assert block.count("<article") == 1
    assert "k-nasional" not in home
    assert "Belum ada berita di halaman ini." in portal.read("nasional/index.html")
    assert "nasional/index.html" in portal.files()


def test_terkini_says_of_which_year_an_article_is(portal: Portal) -> None:
    """On the page of an article of another year too, where a day and a month alone would be taken for those of its own."""
    portal.add("content/daerah/a.md", article("Lama", timestamp="2023-12-31 23:50 WIB"))
    portal.add("content/daerah/b.md", article("Baru", timestamp="2024-01-01 00:10 WIB"))
    portal.build()
    for path, title in (("2023/12/a", "Baru"), ("2024/01/b", "Lama"), ("", "Lama")):
        page = portal.read(f"daerah/{path}/index.html" if path else "index.html")
        told = re.search(rf"<li><time[^>]*>(.*?)</time> <div><a [^>]*>{title}</a>", page)
        assert told is not None
        assert told[1] == {"Baru": "<b>00:10 WIB</b> 1 Jan 2024", "Lama": "<b>23:50 WIB</b> 31 Des 2023"}[title]


def test_the_archive_by_day_month_and_year(portal: Portal) -> None:
    """/indeks/ leads to months, a month to days, a day to all its articles, by the site's zone."""
    portal.add("content/daerah/2024/10/a.md", article("Pagi WITA", timestamp="2024-10-09 00:30 WITA"))
    portal.add("content/daerah/2024/10/b.md", article("Siang", timestamp="2024-10-09 12:00 WIB"))
    portal.build()
    assert 'href="/indeks/2024/10/"' in portal.read("indeks/index.html")
    assert '<a href="/indeks/2024/10/"><span>Oktober 2024</span>' in portal.read("indeks/2024/index.html")
    month = portal.read("indeks/2024/10/index.html")
    assert month.index("/indeks/2024/10/09/") < month.index("/indeks/2024/10/08/")
    assert "Pagi WITA" in portal.read("indeks/2024/10/08/index.html")
    day = portal.read("indeks/2024/10/09/index.html")
    assert "Siang" in day
    assert 'href="/indeks/2024/10/08/"' in day


def test_a_day_names_what_is_above_it(portal: Portal) -> None:
    """Its breadcrumbs lead up to its own month and year, in words of readers."""
    for month in ("01", "10", "12"):
        portal.add(f"content/daerah/2024/{month}/a{month}.md", article("A", timestamp=f"2024-{month}-09 08:00 WIB"))
    portal.now = AFTER
    portal.build()
    for month, name in (("01", "Januari"), ("10", "Oktober"), ("12", "Desember")):
        day = portal.read(f"indeks/2024/{month}/09/index.html")
        assert f'<a href="/indeks/2024/{month}/">{name}</a>' in day
        assert '<a href="/indeks/2024/">2024</a>' in day


def test_a_person_has_pages_elsewhere(portal: Portal) -> None:
    """Named as readers know them, marked as the person's own, and told to search engines; on the first page alone."""
    links = "https://www.instagram.com/sari, https://id.linkedin.com/in/sari, https://twitter.com/sari, https://sosial.example/@sari"
    portal.add("content/authors/sari-wulan.md", f"---\nname: Sari Wulan\nlinks: [{links}]\n---\nMeliput pesisir.\n")
    many(portal, 41)
    portal.build()
    page = portal.read("penulis/sari-wulan/index.html")
    assert re.findall(r'<li><a href="([^"]*)" rel="me noopener">([^<]*)</a>', page.partition("<footer")[0]) == [
        ("https://www.instagram.com/sari", "Instagram"), ("https://id.linkedin.com/in/sari", "LinkedIn"),
        ("https://twitter.com/sari", "X"), ("https://sosial.example/@sari", "sosial.example"),
    ]  # fmt: skip
    assert ld(page)["ProfilePage"]["mainEntity"]["sameAs"] == links.split(", ")  # type: ignore[index]
    assert "instagram" not in portal.read("penulis/sari-wulan/1/index.html")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("bsky.app", "Bluesky"), ("facebook.com", "Facebook"), ("github.com", "GitHub"), ("t.me", "Telegram"),
        ("threads.com", "Threads"), ("threads.net", "Threads"), ("tiktok.com", "TikTok"), ("wa.me", "WhatsApp"),
        ("whatsapp.com", "WhatsApp"), ("x.com", "X"), ("youtube.com", "YouTube"),
    ],
)  # fmt: skip
def test_where_else_a_person_is(portal: Portal, host: str, name: str) -> None:
    """By the name that readers know."""
    portal.add(
        "content/authors/sari-wulan.md", f"---\nname: Sari Wulan\nlinks: ['https://{host}/sari']\n---\nMeliput.\n"
    )
    portal.add("content/daerah/a.md", article("A"))
    portal.build()
    assert f'rel="me noopener">{name}</a>' in portal.read("penulis/sari-wulan/index.html")


def test_who_has_no_pages_elsewhere(portal: Portal) -> None:
    """Has no list of them."""
    portal.add("content/daerah/a.md", article("A"))
    portal.build()
    page = portal.read("penulis/sari-wulan/index.html")
    assert 'rel="me' not in page
    assert "sameAs" not in page
