"""Addresses that a portal brings with it from before: each form works in every place that names a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.preview_support import serving
from tests.support import CONFIG, Portal, article, png, run_for, site

SPLIT = "Satu.\n\n<!-- halaman -->\n\nDua."
LINK = "Lihat [ini]({}) dan [ini]({})."


def archive(folder: Path, permalink: str) -> Portal:
    """A portal with a split article, and one that links to its first and its second page."""
    portal = site(folder, config=f"{CONFIG}permalink: '{permalink}'\n")
    portal.add("content/daerah/2024-10-09-banjir.md", article("Banjir", SPLIT, id="77", tags="[Air]"))
    return portal


def linked(portal: Portal, first: str, second: str) -> str:
    """Return the paragraph of an article that links to two addresses."""
    portal.add("content/daerah/pasar.md", article("Pasar", LINK.format(first, second), id="78", slug="pasar"))
    portal.build()
    page = next(path for path, data in portal.files().items() if b"<p>Lihat" in data and b"<article" in data)
    return portal.read(page).partition("<p>Lihat")[2].partition("</p>")[0]


FORMS = [
    ("/{year}/{slug}.html", "/2024/banjir.html", "2024/banjir.html", "/2024/banjir/2.html", "/2024/banjir/semua.html"),
    ("/{year}/{slug}", "/2024/banjir", "2024/banjir.html", "/2024/banjir/2", "/2024/banjir/semua"),
    ("/{year}/{id}/", "/2024/77/", "2024/77/index.html", "/2024/77/2/", "/2024/77/semua/"),
]


@pytest.mark.parametrize(("permalink", "url", "path", "second", "whole"), FORMS)
def test_a_form_of_address_works_everywhere(
    tmp_path: Path, permalink: str, url: str, path: str, second: str, whole: str
) -> None:
    """In lists, parts, canonical addresses, feeds, sitemaps and links between articles."""
    portal = archive(tmp_path, permalink)
    assert f'<a href="{url}">ini</a> dan <a href="{second}">ini</a>.' in linked(portal, url, second)
    page = portal.read(path)
    assert f'<link rel="canonical" href="https://uji.example{whole}">' in page
    assert f'href="{second}"' in page
    assert f'<a href="{url}">Banjir</a>' in portal.read("tag/air/index.html")
    assert f"<link>https://uji.example{url}</link>" in portal.read("feed.xml")
    assert f"<loc>https://uji.example{whole}</loc>" in portal.read("sitemap-2024-10.xml")


@pytest.mark.slow
@pytest.mark.parametrize(("permalink", "url", "path", "second", "whole"), FORMS)
def test_the_preview_answers_at_the_address(
    tmp_path: Path, permalink: str, url: str, path: str, second: str, whole: str
) -> None:
    """As hosts do: a file at its address without its ending, too; also an article that nobody sees yet, where it is shown."""
    portal = archive(tmp_path, permalink)
    portal.add("content/daerah/nanti.md", article("Nanti", SPLIT, timestamp="2024-11-11 10:00 WIB", id="99"))
    with serving(portal, drafts=True) as server:
        for one in (url, second, whole):
            for shown in (one, one.replace("banjir", "nanti").replace("77", "99")):
                assert server.get(shown).status == 200, shown
                assert b"<article" in server.get(shown).body, shown


def test_hours_and_minutes_of_an_address(tmp_path: Path) -> None:
    """As the article tells its time."""
    portal = site(tmp_path, config=CONFIG + "permalink: '/{year}{month}{day}-{hour}{minute}-{slug}.html'\n")
    portal.add("content/daerah/banjir.md", article("Banjir"))
    portal.build()
    assert "Banjir" in portal.read("20241009-1610-banjir.html")


@pytest.mark.slow
def test_another_form_of_address(tmp_path: Path) -> None:
    """It makes the portal that a build from nothing makes, whichever was there before."""
    portal = archive(tmp_path, FORMS[0][0])
    portal.build()
    for before, after in ((FORMS[0][0], FORMS[1][0]), (FORMS[1][0], FORMS[2][0]), (FORMS[2][0], FORMS[0][0])):
        portal.edit("site.yaml", before, after)
        portal.build()
        assert portal.files() == portal.clean()


def test_an_id_is_of_one_article(tmp_path: Path) -> None:
    """A second one is told at both, in whichever build it comes; so is an article that lacks one."""
    portal = archive(tmp_path, "/{year}/{id}.html")
    portal.build()
    portal.add("content/nasional/lain.md", article("Lain", timestamp="2019-10-09 16:10 WIB", id="77"))
    one, other = portal.problems()
    assert (one.path, one.line) == ("content/daerah/2024-10-09-banjir.md", 6)
    assert (other.path, other.line) == ("content/nasional/lain.md", 6)
    assert other.path in one.message
    assert one.path in other.message
    portal.edit("content/nasional/lain.md", "id: 77\n", "")
    assert ["id" in one.message for one in portal.problems()] == [True]
    portal.edit("content/nasional/lain.md", "title:", "id: 78\ntitle:")
    portal.build()
    assert "Lain" in portal.read("2019/78.html")


def test_without_a_slash_a_folder_is_in_the_way(tmp_path: Path) -> None:
    """Hosts answer with either at that address; with an ending there are two addresses, and no problem."""
    portal = archive(tmp_path, "/{year}/{slug}")
    portal.add("content/daerah/pasar.md", article("Pasar", id="78", aliases="[/2024/banjir/]"))
    assert [one.path for one in portal.problems()] == ["content/daerah/pasar.md"], "in a first build"
    portal.edit("content/daerah/pasar.md", "/2024/banjir/", "/2024/bah/")
    portal.build()
    portal.edit("content/daerah/pasar.md", "/2024/bah/", "/2024/banjir/")
    assert [one.path for one in portal.problems()] == ["content/daerah/pasar.md"], "and in a later one"
    portal.edit("site.yaml", "{slug}", "{slug}.html")
    portal.build()
    assert "/2024/pasar.html" in portal.read("2024/banjir/index.html")


def test_a_list_may_get_a_number_that_an_article_has(tmp_path: Path) -> None:
    """Without a slash its address is another, so that no hour makes a build fail."""
    portal = site(tmp_path, config=CONFIG + "permalink: '/{category}/{slug}'\nper_page: 1\n")
    for number in (1, 2, 3):
        portal.add(f"content/daerah/{number}.md", article(f"Nomor {number}", timestamp=f"2024-10-1{number} 08:00 WIB"))
    for day in range(1, 5):
        portal.build(now=portal.now + day * 86400)
    assert "Nomor 1" in portal.read("daerah/1.html")
    assert 'rel="canonical" href="https://uji.example/daerah/halaman/1/"' in portal.read("daerah/halaman/1/index.html")


PATHS = "paths: {tag: tags, author: author, index: arsip, latest: baru}\n"


def test_the_lists_have_the_folders_of_site_yaml(tmp_path: Path) -> None:
    """No page, feed or sitemap names another, nor does anything else of the portal."""
    portal = site(tmp_path, config=f"{CONFIG}per_page: 1\n")
    for number in range(4):
        portal.add(f"content/daerah/b-{number}.md", article(f"Berita {number}", "Isi.", tags="[Air]"))
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\nBiografi.\n")
    portal.build()
    portal.edit("site.yaml", "per_page: 1\n", "per_page: 1\n" + PATHS)
    portal.edit(
        "content/daerah/b-0.md",
        "Isi.",
        "[Topik](/tags/air/halaman/1/) [saya](/author/sari-wulan/) [dia](/authors/sari-wulan.md)",
    )
    portal.build()
    assert portal.files() == portal.clean()
    assert {
        "tags/air/halaman/1/index.html",
        "author/sari-wulan/index.html",
        "baru/halaman/2/index.html",
        "arsip/2024/10/09/index.html",
    } <= {*portal.files()}
    assert '<a href="/author/sari-wulan/">dia</a>' in portal.read("daerah/2024/10/b-0/index.html")
    for path, data in portal.files().items():
        for old in (b"/tag/", b"/penulis/", b"/indeks/", b"/terkini/"):
            assert old not in data or path == "aset/kabar.css", (path, old)


def test_what_site_yaml_does_not_use_is_free(tmp_path: Path) -> None:
    """A kanal and media may have the names of folders that the lists do not have."""
    portal = site(tmp_path, config=CONFIG.replace("slug: olahraga", "slug: tag") + PATHS)
    portal.add("content/tag/x.md", article("Tag"))
    portal.add("content/terkini/a.vtt", "teks")
    portal.build()
    assert portal.read("tag/2024/10/x/index.html")
    portal.add("content/tags/a.vtt", "teks")
    assert [one.code for one in portal.problems()] == ["reserved-address"]


def test_an_alias_as_browsers_write_it(tmp_path: Path) -> None:
    """Percent-encoding is taken off once; a query is kept apart, and one article's alone."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", aliases="[/2019/a%20b-%E2%80%93-c/, /?p=12, /index.php?id=7]"))
    portal.build()
    assert "url=/daerah/2024/10/a/" in portal.read("2019/a b-\N{EN DASH}-c/index.html")
    assert not [path for path in portal.files() if "?" in path or "php" in path]
    portal.add("content/daerah/b.md", article("B", aliases="[/?p=12]"))
    assert [(one.path, one.code, "/?p=12" in one.message) for one in portal.problems()] == [
        ("content/daerah/a.md", "address-taken", True), ("content/daerah/b.md", "address-taken", True),
    ]  # fmt: skip


@pytest.mark.parametrize("alias", ["/a%2Fb/", "/%zz%ff/", "/%2e%2e/x/", "/a%00/", "/a%2525/", "/?", "/x?a#b", "/?a b"])
def test_what_no_alias_can_be(tmp_path: Path, alias: str) -> None:
    """What would lie elsewhere when it is decoded, or nowhere."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", aliases=f"['{alias}']"))
    assert [one.code for one in portal.problems()] == ["bad-address"]


@pytest.mark.slow
def test_an_alias_in_other_letters(tmp_path: Path) -> None:
    """A rule of the host redirects, without a page; with one, if the host takes no rules."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", aliases="[/Daerah/2024/10/A/, /lama/, /Lama/]"))
    portal.build()
    assert [path for path in portal.files() if path.lower().startswith("lama/")] == ["lama/index.html"]
    for host in ("nginx", "apache", "caddy", "cloudflare"):
        told = run_for("--site", str(portal.folder), "host", host).stdout
        assert [word in told for word in ("Daerah/2024/10/A/", "Lama/")] == [True, True], host
    assert "Daerah" not in run_for("--site", str(portal.folder), "host", "netlify").stdout
    portal.edit("site.yaml", "timezone:", "host: s3\ntimezone:")
    portal.build()
    for path in ("Daerah/2024/10/A/index.html", "lama/index.html", "Lama/index.html"):
        assert "url=/daerah/2024/10/a/" in portal.read(path), path
    with serving(portal, drafts=True) as server:
        found = [server.get(url) for url in ("/Daerah/2024/10/A/", "/daerah/2024/10/a/", "/Lama/", "/LAMA/")]
    assert [(one.status, one.headers.get("location", "")) for one in found] == [
        (301, "/daerah/2024/10/a/"), (200, ""), (301, "/daerah/2024/10/a/"), (404, ""),
    ]  # fmt: skip
    for old, new in ((", /Lama/", ""), ("/Daerah/2024/10/A/, ", ""), ("[/lama/]", "[/LAMA/, /Lama/]")):
        portal.edit("content/daerah/a.md", old, new)
        portal.build()
    assert portal.files() == portal.clean()
    portal.add("content/daerah/b.md", article("B", aliases="[/lama/]"))
    assert [one.code for one in portal.problems()] == ["address-taken"], "of another article it is one address"


def test_links_to_the_own_host(tmp_path: Path) -> None:
    """They are links of the site: written as paths, through aliases straight to the page, and checked."""
    portal = site(tmp_path, config=CONFIG + "menu: [{name: A, url: 'https://www.uji.example/daerah/2024/10/a/'}]\n")
    portal.add("content/foto/a.vtt", "teks")
    portal.add("content/daerah/a.md", article("A", aliases="[/2019/a.html, 'https://uji.example/2018/a/']"))
    body = (
        "[a](https://uji.example/daerah/2024/10/a/#isi) [b](http://www.uji.example/2019/a.html) [c][1] "
        "<https://uji.example/foto/a.vtt> [d](https://uji.example/?s=banjir)\n\nBaca Juga: [](https://uji.example/2018/a/)\n\n"
        "[1]: //uji.example/daerah/"
    )
    portal.add("content/daerah/b.md", article("B", body))
    portal.build()
    page = portal.read("daerah/2024/10/b/index.html").partition("<p><a")[2].partition("<footer")[0]
    assert [part.partition('"')[0] for part in page.split('href="')[1:7]] == [
        "/daerah/2024/10/a/#isi", "/daerah/2024/10/a/", "/daerah/", "/foto/a.vtt", "/?s=banjir",
        "/daerah/2024/10/a/",
    ]  # fmt: skip
    assert '<a href="/daerah/2024/10/a/" aria-current' not in portal.read("index.html")
    assert '<li><a href="/daerah/2024/10/a/">A</a></li>' in portal.read("index.html")
    portal.edit("content/daerah/b.md", "/2019/a.html", "/2017/a.html")
    (one,) = portal.problems()
    assert (one.code, "/2017/a.html" in one.message) == ("dead-link", True)
    portal.edit("site.yaml", "https://uji.example", "https://lain.example")
    portal.edit("site.yaml", "menu: ", "menu: [] #")
    portal.edit("content/daerah/a.md", ", 'https://uji.example/2018/a/'", "")
    portal.build()
    assert "http://www.uji.example/2017/a.html" in portal.read("daerah/2024/10/b/index.html"), "of another host now"
    assert portal.files() == portal.clean()


def test_links_with_a_query(tmp_path: Path) -> None:
    """One that is an old address leads to its article; any other to the page, which is told what is asked for."""
    portal = site(tmp_path)
    portal.add("content/pages/cari.md", "---\ntitle: Cari\n---\n## X\n\nCari.\n")
    portal.add("content/daerah/a.md", article("A", aliases="[/?p=12, /index.php?id=7]"))
    body = "[a](/?p=12) [b](/index.php?id=7#isi) [c](/cari/?q=a&b=c#x) [d](/?s=x) [e](https://uji.example/?p=12)"
    portal.add("content/daerah/b.md", article("B", body))
    portal.build()
    page = portal.read("daerah/2024/10/b/index.html").partition("<p><a")[2].partition("</p>")[0]
    assert [part.partition('"')[0] for part in page.split('href="')[1:]] == [
        "/daerah/2024/10/a/", "/daerah/2024/10/a/#isi", "/cari/?q=a&amp;b=c#x", "/?s=x", "/daerah/2024/10/a/",
    ]  # fmt: skip
    portal.edit("content/daerah/a.md", "title: A", "title: A\nslug: baru")
    portal.build()
    portal.edit("content/daerah/a.md", ", /index.php?id=7", "")
    assert [(one.code, "/index.php?id=7#isi" in one.message) for one in portal.problems()] == [("dead-link", True)]
    portal.edit("content/daerah/b.md", "[b](/index.php?id=7#isi) ", "")
    portal.edit("content/daerah/a.md", "/?p=12", "/?p=13")
    portal.build()
    assert '<a href="/?p=12">a</a>' in portal.read("daerah/2024/10/b/index.html"), "the front page's now"
    assert portal.files() == portal.clean()


def test_an_alias_that_is_the_own_address(tmp_path: Path) -> None:
    """It is left out with a warning, of articles, people and standing pages, in whichever form it is written."""
    portal = site(tmp_path, config=CONFIG + "permalink: /{category}/{slug}\n")
    portal.add("content/daerah/a.md", article("A", aliases="[/lama/, /daerah/a/, /daerah/a.html]"))
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\naliases: /penulis/sari-wulan/\n---\n")
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\naliases: /redaksi\n---\nKami.\n")
    report = portal.build()
    assert [(f"{one.path}:{one.line}:{one.column}", one.code) for one in report.warnings] == [
        ("content/authors/sari-wulan.md:3:10", "own-alias"), ("content/pages/redaksi.md:3:10", "own-alias"),
        ("content/daerah/a.md:6:19", "own-alias"), ("content/daerah/a.md:6:31", "own-alias"),
    ]  # fmt: skip
    assert "daerah/a/index.html" not in portal.files()


@pytest.mark.parametrize(
    ("permalink", "timestamp"),
    [("/{category}/{slug}/", "2024-10-12 16:10 WIB"), ("/{category}/{slug}/index.html", "2024-10-09 16:10 WIB")],
)
def test_the_file_that_a_folder_shows(tmp_path: Path, permalink: str, timestamp: str) -> None:
    """Links and aliases may name it, as static sites do: it is the folder, also of an article that is not published yet."""
    portal = site(
        tmp_path,
        config=f"{CONFIG}permalink: '{permalink}'\nmedia: {{allow: [.html]}}\nfooter: [{{name: X, url: /peta/index.html}}]\n",
    )
    portal.add("content/peta/index.html", "<p>Peta</p>")
    keys = {"timestamp": timestamp, "aliases": "[/lama/, /lama/index.html, /daerah/a/index.html]"}
    portal.add("content/daerah/a.md", article("A", **keys))
    links = [
        "/daerah/a/index.html",
        "/lama/index.html",
        "/lama/",
        "/index.html",
        "/daerah/index.html",
        "/peta/index.html",
    ]
    portal.add("content/daerah/b.md", article("B", " ".join(f"[x]({link})" for link in links)))
    assert [one.code for one in portal.build().warnings if one.code != "missing-duty"] == ["own-alias"]
    portal.build(now=portal.now + 3 * 86400)
    page = portal.read("daerah/b/index.html")
    assert page.partition("<p><a")[2].partition("</p>")[0].count('href="/daerah/a/"') == 3
    assert ("lama/index.html" in portal.files(), "/lama/" in page) == (True, False)


@pytest.mark.parametrize("first", ["2024-10-09", "2024-10-12"])
def test_a_folder_that_will_be_in_the_way(tmp_path: Path, first: str) -> None:
    """It is told when it is saved, in a first build as in any, so that no hour brings it."""
    portal = site(tmp_path, config=f"{CONFIG}permalink: '/{{category}}/{{slug}}'\n")
    portal.add("content/daerah/a.md", article("A", timestamp=f"{first} 16:10 WIB"))
    portal.add("content/daerah/b.md", article("B", timestamp="2024-10-13 16:10 WIB", aliases="[/daerah/a/]"))
    assert [one.path for one in portal.problems()] == ["content/daerah/b.md"]
    portal.edit("content/daerah/b.md", "/daerah/a/", "/daerah/lain/")
    portal.build()
    portal.edit("content/daerah/b.md", "/daerah/lain/", "/daerah/a/")
    assert [one.path for one in portal.problems()] == ["content/daerah/b.md"]


def test_the_own_host_in_front_matter(tmp_path: Path) -> None:
    """A photo, the portrait of a person and the link of a correction are files and pages of the site as well."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(4, 3))
    portal.add("content/authors/s.md", "---\nname: Sari\nphoto: https://uji.example/foto/a.png\n---\n")
    keys = {
        "photo": "{src: 'http://www.uji.example/foto/a.png', credit: S}",
        "corrections": "[{timestamp: 2024-10-09 18:00 WIB, text: a, link: 'https://uji.example/hilang/'}]",
    }
    portal.add("content/daerah/a.md", article("A", **keys))
    assert [one.code for one in portal.problems()] == ["dead-link"]
    portal.edit("content/daerah/a.md", "/hilang/", "/daerah/")
    portal.build()
    assert 'src="/foto/a.png"' in portal.read("daerah/2024/10/a/index.html")
    portal.remove("content/foto/a.png")
    assert [one.code for one in portal.problems()] == ["missing-picture", "missing-picture"]
