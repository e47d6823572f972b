"""Addresses: where the pages of a portal are, and what people may write as an address."""

from __future__ import annotations

from datetime import date

import pytest

from generator.model import urls
from generator.model.urls import OF_KABAR, Anchors, fragment_of, is_one_of, place_hint
from generator.theming.loading import load


@pytest.mark.parametrize(
    "url", ["/", "/daerah/", "/daerah/2024/10/banjir/2/", "/feed.xml", "/.well-known/security.txt"]
)
def test_a_file_has_the_address_that_it_is_planned_for(url: str) -> None:
    """From an address to the file of the output and back leads to where it began."""
    assert urls.page_url(urls.output_path(url)) == url


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/daerah/banjir", "/daerah/banjir/"), ("daerah/banjir/", "/daerah/banjir/"), ("/", "/"),
        ("/daerah/banjir/#foto", "/daerah/banjir/"), ("/cari/?q=banjir", "/cari/"), ("/aset/a.pdf", "/aset/a.pdf"),
        ("/daerah/banjir/index.html#a", "/daerah/banjir/"), ("/index.html", "/"), ("/daerah/index.htm", "/daerah/index.htm"),
        ("/daerah/index.html/", "/daerah/"), ("/daerah/xindex.html", "/daerah/xindex.html"),
    ],
)  # fmt: skip
def test_a_link_means_an_address_however_it_is_written(written: str, expected: str) -> None:
    """Slashes at either end, a fragment, a query and the name of the file that a folder shows make no difference."""
    assert urls.target_url(written) == expected


@pytest.mark.parametrize(
    ("text", "web", "address"),
    [
        ("https://kabar.example/", True, True), ("HTTP://kabar.example", True, True), ("/daerah/", False, True),
        ("//kabar.example/", False, False), ("https:///daerah/", False, False), ("ftp://kabar.example/", False, False),
        ("https://kabar.example/a b", False, False), ('/daerah/"onclick', False, False), ("daerah", False, False),
        ("javascript:alert(1)", False, False), ("/daerah/\x85", False, False),
    ],
)  # fmt: skip
def test_only_what_a_browser_takes_for_an_address_is_one(text: str, web: bool, address: bool) -> None:
    """On the web, or on the site; nothing that could end an attribute or lead to another host by surprise."""
    assert (urls.is_web(text), urls.is_address(text)) == (web, address)


@pytest.mark.parametrize(
    ("path", "page", "media"),
    [
        ("/gambar/a.jpg", True, True), ("aset/x.css", True, True), ("GAMBAR/a.jpg", True, True),
        ("/tag/banjir/", False, True), ("sitemap-2024-10.xml", False, True), ("foto/a.jpg", False, False),
    ],
)  # fmt: skip
def test_folders_of_the_portal_are_its_own(path: str, page: bool, media: bool) -> None:
    """A page may be among the lists, a media file may not; letter case does not count."""
    assert (urls.is_ours(path), urls.Paths().has(path)) == (page, media)


@pytest.mark.parametrize(("count", "pages"), [(0, 0), (39, 0), (40, 1), (59, 1), (60, 2), (1000, 49)])
def test_the_front_page_holds_one_to_two_pages(count: int, pages: int) -> None:
    """Numbered pages are full; what is left on the front page fills it, and never two."""
    assert urls.numbered_pages(count, 20) == pages
    assert count == 0 or count < 20 or 20 <= count - 20 * pages < 40


def test_a_group_without_a_listing_has_no_address() -> None:
    """The types of articles are groups, but no reader sees a list of them."""
    assert urls.Paths().listing_url("type", "foto") == ""
    assert [urls.Paths().listing_url(kind, "x") for kind in ("all", "kanal", "tag", "author")] == [
        "/terkini/", "/x/", "/tag/x/", "/penulis/x/",
    ]  # fmt: skip


def test_lists_are_where_site_yaml_wants_them() -> None:
    """All of them, the letters of the index of tags too."""
    paths = urls.Paths(tag="tags", author="author", index="arsip", latest="baru")
    assert [paths.listing_url(kind, "x") for kind in ("all", "tag", "author")] == ["/baru/", "/tags/x/", "/author/x/"]
    assert (paths.letter_url("a"), paths.month_url(2024, 3)) == ("/arsip/tags/a/", "/arsip/2024/03/")
    assert (paths.has("tags/a.jpg"), paths.has("tag/a.jpg")) == (True, False)
    assert ("author" in paths.reserved, "penulis" in paths.reserved) == (True, False)


def test_archive_addresses_have_two_digits_for_months_and_days() -> None:
    """So that they sort."""
    assert urls.Paths().day_url(date(2024, 3, 7)) == "/indeks/2024/03/07/"
    assert urls.Paths().month_url(2024, 3) == "/indeks/2024/03/"
    assert urls.Paths().year_url(987) == "/indeks/0987/"


def test_a_second_sitemap_of_a_month_has_a_number() -> None:
    """The first has none, since nearly all months have only one."""
    assert [urls.sitemap_url(2024, 3, part) for part in (0, 1)] == ["/sitemap-2024-03.xml", "/sitemap-2024-03-2.xml"]


def test_the_page_with_everything_has_a_name() -> None:
    """The first page of a split article is the article's address, the others have numbers."""
    assert [urls.part_url("/a/", number) for number in (1, 2, 0)] == ["/a/", "/a/2/", "/a/semua/"]
    assert [urls.part_url("/a.html", number) for number in (1, 2, 0)] == ["/a.html", "/a/2.html", "/a/semua.html"]
    assert [urls.part_url("/a", number) for number in (1, 2, 0)] == ["/a", "/a/2", "/a/semua"]


@pytest.mark.parametrize("url", ["/daerah/a/", "/daerah/a.html", "/daerah/a", "/a/", "/2024/10/a.html"])
def test_each_file_of_an_article_tells_its_first_page(url: str) -> None:
    """Its pages in any form of address, and what a live report is asked for."""
    files = [urls.output_path(urls.part_url(url, number)) for number in (1, 2, 30, 0)]
    files.append(urls.output_path(urls.live_url(url)))
    assert {urls.first_page(file) for file in files} == {urls.output_path(url)}


def test_an_address_without_a_slash_is_a_file_with_an_ending() -> None:
    """Hosts that show a folder at it would send readers on to another address."""
    assert [urls.output_path(url) for url in ("/a/b", "/a/b.html", "/a/b/")] == [
        "a/b.html",
        "a/b.html",
        "a/b/index.html",
    ]


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("daerah/2019-12-27-banjir.md", "banjir"), ("2019-1-2-banjir-lindan.md", "banjir-lindan"),
        ("2019-12-27.md", "2019-12-27"), ("2019-banjir.md", "2019-banjir"), ("banjir-2019-12-27.md", "banjir-2019-12-27"),
    ],
)  # fmt: skip
def test_the_date_of_a_file_name_is_no_part_of_the_slug(path: str, slug: str) -> None:
    """As archives of other generators have it; a name that is nothing but a date stays."""
    assert urls.article_slug(path) == slug


def test_the_slug_of_a_long_file_name() -> None:
    """It has up to 200 letters; file systems take more."""
    assert urls.file_slug(f"daerah/{'a' * 200}.md") == "a" * 200
    assert urls.file_slug(f"daerah/{'a' * 201}.md") == "a" * 200


def test_a_picture_address_is_escaped_for_attributes_and_sitemaps() -> None:
    """Blanks, quotes and letters that are no ASCII; what may stand in a path stays."""
    assert urls.picture_url('/foto/a "b" é,c.jpg') == "/foto/a%20%22b%22%20%C3%A9,c.jpg"


@pytest.mark.parametrize(
    ("url", "base_url", "path"),
    [
        ("https://k.example/a/#b", "https://k.example", "/a/#b"), ("http://www.K.example/a", "https://k.example", "/a"),
        ("https://k.example", "https://www.k.example", "/"), ("//k.example/a/", "https://k.example", "/a/"),
        ("https://k.example/p/a/", "https://k.example/p", "/a/"), ("https://k.example/p", "https://k.example/p", "/"),
        ("https://k.example/q/a/", "https://k.example/p", ""), ("https://k.example/pa/", "https://k.example/p", ""),
        ("https://k.example/?p=1", "https://k.example", "/?p=1"), ("https://m.k.example/a/", "https://k.example", ""),
        ("https://k.example:8000/a/", "https://k.example", ""), ("ftp://k.example/a/", "https://k.example", ""),
        ("https://k.example.jahat.example/", "https://k.example", ""), ("/a/", "https://k.example", ""),
        ("https://k.example//jahat.example/", "https://k.example", "/jahat.example/"), ("https://k.example/", "", ""),
        ("https://k.example?p=1", "https://k.example", "/?p=1"), ("https://k.example/p?a#b", "https://k.example/p", "/?a#b"),
        ("https://k.example/p/q", "https://k.example/p/q", "/"), ("https://k.example/p/q#b", "https://k.example/p/q", "/#b"),
        ("https://k.example/p/q?a=1", "https://k.example/p/q", "/?a=1"), ("https://k.example/p", "https://k.example/p/q", ""),
        ("https://k.example/p/qa/", "https://k.example/p/q", ""), ("https://k.example?p=1", "https://k.example/p", ""),
    ],
)  # fmt: skip
def test_addresses_of_the_own_host(url: str, base_url: str, path: str) -> None:
    """With or without www and encryption; another host, a part of it or what is outside of the path is not the site."""
    assert urls.own_path(url, base_url) == path


def test_addresses_of_lists_and_their_feeds() -> None:
    """Of the whole site where none is named; feeds are XML unless it is said otherwise."""
    assert (urls.feed_url(), urls.feed_url("/daerah/"), urls.feed_url(ending="json")) == (
        "/feed.xml",
        "/daerah/feed.xml",
        "/feed.json",
    )
    assert (urls.numbered_url("/daerah/", 3), urls.folder_url("redaksi")) == ("/daerah/3/", "/redaksi/")


def test_every_list_of_a_portal_has_an_address() -> None:
    """As site.yaml names its folder, or by a usual name."""
    usual = urls.Paths()
    assert usual == urls.Paths("tag", "penulis", "indeks", "terkini", "koreksi", "pencabutan", "wilayah")
    for paths, (tag, author, index, latest, corrections, withdrawals, region) in (
        (usual, ("tag", "penulis", "indeks", "terkini", "koreksi", "pencabutan", "wilayah")),
        (urls.Paths("t", "p", "i", "b", "k", "c", "w"), "tpibkcw"),
    ):
        assert paths.lists == (f"/{tag}/", f"/{index}/", f"/{latest}/", f"/{corrections}/", f"/{withdrawals}/")
        assert paths.lists == (
            paths.tags_url, paths.index_url, paths.latest_url, paths.corrections_url, paths.withdrawals_url,
        )  # fmt: skip
        assert (paths.tag_url("x"), paths.author_url("x"), paths.region_url("x/y")) == (
            f"/{tag}/x/", f"/{author}/x/", f"/{region}/x/y/",
        )  # fmt: skip
        groups = (
            ("all", ""),
            ("kanal", "x"),
            ("tag", "x"),
            ("region", "x"),
            ("author", "x"),
            ("ledger", "corrections"),
            ("ledger", "withdrawals"),
            ("type", "x"),
        )
        assert [paths.listing_url(*group) for group in groups] == [
            f"/{latest}/", "/x/", f"/{tag}/x/", f"/{region}/x/", f"/{author}/x/", f"/{corrections}/", f"/{withdrawals}/", "",
        ]  # fmt: skip
        day = date(987, 3, 7)
        assert (paths.day_url(day), paths.month_url(987, 3), paths.year_url(987), paths.letter_url("ab")) == (
            f"/{index}/0987/03/07/", f"/{index}/0987/03/", f"/{index}/0987/", f"/{index}/{tag}/ab/",
        )  # fmt: skip
        assert (paths.document_url("pages/Tentang Kami.md"), paths.document_url("authors/sari.md")) == (
            "/tentang-kami/",
            f"/{author}/sari/",
        )
        assert paths.reserved == (
            tag, author, index, latest, corrections, withdrawals, region, "fragmen", "aset", "gambar", "authors", "pages", "topics", "iklan",
        )  # fmt: skip
        assert all(
            paths.has(f"{folder}/a.jpg") for folder in (tag, author, index, latest, corrections, withdrawals, region)
        )
    assert [path for path in ("_ssg/a", "aset/a", "fragmen/a", "gambar/a", "sitemap.xml", "sitemap.txt", "sit.xml", "") if usual.has(path)] == [
        "_ssg/a", "aset/a", "fragmen/a", "gambar/a", "sitemap.xml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "prefix"),
    [
        ("/indeks/tag/a/", "a"), ("/indeks/tag/ABC", "abc"), ("/indeks/tag/abcd/", ""), ("/indeks/tag/", ""), ("/tag/a/", ""),
        ("/indeks/2024/", ""), ("/indeks/tag/a/b/", ""),
    ],
)  # fmt: skip
def test_the_prefix_of_a_list_of_tags(url: str, prefix: str) -> None:
    """Of so many letters as there are lists for."""
    assert urls.Paths().prefix_at(url) == prefix


@pytest.mark.parametrize(
    ("path", "base", "url"),
    [
        ("/a/", "", "/a/"), ("", "/p", ""), ("", "", ""), ("/p/a/", "/p", "/a/"), ("/p/", "/p", "/"), ("/p", "/p", "/.."), ("/pa/", "/p", "/.."),
        ("/a/", "/p", "/.."),
    ],
)  # fmt: skip
def test_what_is_below_the_path_of_a_portal(path: str, base: str, url: str) -> None:
    """And nothing else is on the site."""
    assert urls.on_site(path, base) == url


def test_addresses_on_their_host() -> None:
    """Below the path of the portal; what is on the web stays."""
    assert [urls.on_host(url, "/p") for url in ("/a/", "https://b.example/", "a")] == [
        "/p/a/",
        "https://b.example/",
        "a",
    ]
    assert [urls.base_path(f"https://k.example{path}") for path in ("", "/", "/p", "/p/q")] == ["", "", "/p", "/p/q"]


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("/a/", "/a/", True),
        ("/a", "/a/", True),
        ("/a", "/a.html", True),
        ("/a.html", "/a/", False),
        ("/a/index.html", "/a/", True),
        ("/a/", "/b/", False),
    ],
)
def test_addresses_that_hosts_take_for_one(url: str, other: str, same: bool) -> None:
    """One file, or another slash at the end."""
    assert (urls.is_same(url, other), urls.is_same(other, url)) == (same, same)


def test_a_bare_address_has_a_file_of_another_name() -> None:
    """It has neither a slash nor an ending at its end."""
    assert [url for url in ("/a", "/a.b/c", "/a/", "/a.html", "/", "/a.b/") if urls.is_bare(url)] == ["/a", "/a.b/c"]


def test_what_no_address_may_hold() -> None:
    """Blanks, quotes, brackets and control characters."""
    odd = [chr(code) for code in (*range(0x21), *range(0x7F, 0xA1), 0x2003)] + list('"<>\\\\^`{|}')
    assert not [sign for sign in odd if urls.is_address(f"/a{sign}b") or urls.is_web(f"https://a.example/{sign}")]
    assert not [sign for sign in "!#$%&'()*+,-./:;=?@[]_~é" if not urls.is_address(f"/a{sign}b")]
    assert [
        url
        for url in ("https://?a", "https://#a", "https://:a", "https://@a", "http://", "://a", "https://a")
        if urls.is_web(url)
    ] == ["https://a"]


def test_the_ids_of_the_theme_are_known(tmp_path):
    """No heading can get an id that a template of kabar has, and links may lead to each of them."""
    theme, _ = load(tmp_path, "kabar")
    assert theme is not None
    assert theme.ids == OF_KABAR


@pytest.mark.parametrize(
    ("fragment", "known"), [("komentar", True), ("isian-7", True), ("isian7", False), ("a.b", False)]
)
def test_what_a_theme_computes_of_an_id_may_be_anything(fragment, known):
    """The rest of it, letter for letter, tells whether it is meant."""
    assert is_one_of(fragment, ("komentar", "isian-*", "a*c")) == known


def test_each_id_is_given_once():
    """A repetition gets a number, whatever else has that name already; texts without letters get a name too."""
    anchors = Anchors()
    given = [anchors.add(text, 1) for text in ("Air Naik", "air naik", "Air naik 2", "AIR NAIK", "Isi", "???", "…")]
    assert given == ["air-naik", "air-naik-2", "air-naik-2-2", "air-naik-3", "isi-2", "bagian", "bagian-2"]
    assert list(anchors.parts) == given
    assert Anchors(["air-naik"]).add("Air Naik", 1) == "air-naik-2"


@pytest.mark.parametrize(
    ("target", "fragment"),
    [("/a/#b", "b"), ("#b", "b"), ("a.md", ""), ("/a/#", ""), ("#top", ""), ("/a/#:~:text=b", ""), ("/a/?b#c", "c")],
)
def test_what_is_looked_for_in_a_page(target, fragment):
    """What leads to the top of a page, or to words of it, is looked for nowhere."""
    assert fragment_of(target) == fragment


def test_what_may_have_been_meant():
    """The hint names the place that was meant, else the first ones that there are."""
    assert str(place_hint("Air_Naik", ["air-naik", "b"])) == 'did you mean "#air-naik"?'
    assert str(place_hint("xyz", ["a", "b"])) == "its headings are #a, #b"
    assert str(place_hint("xyz", list("abcdef"))) == "its headings are #a, #b, #c, #d, #e, …"
    assert str(place_hint("xyz", ["a", "cat-1_2"])) == "its headings are #a", "a footnote is no heading"
    assert str(place_hint("x", [])) == "it has no headings; remove the # and what follows it"
