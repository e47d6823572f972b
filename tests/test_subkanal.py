"""Sub-kanal: a kanal of site.yaml whose slug names the one that it is a part of, as olahraga/sepak-bola."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.searching import results
from tests.support import CONFIG, Portal, article, invoked, ld, site, ssg_here

SUB = '  - {slug: olahraga/sepak-bola, name: Sepak Bola}\n  - {slug: olahraga/tinju, name: "<b>Tinju</b>"}\n'
BALL = "content/olahraga/sepak-bola/2024/10/gol.md"
URL, PAGE = "/olahraga/2024/10/gol/", "olahraga/2024/10/gol/index.html"
LIST, ABOVE = "olahraga/sepak-bola/index.html", "olahraga/index.html"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=f"{CONFIG}{SUB}per_page: 2\n")
    portal.add(BALL, article("Gol Telat", timestamp="2024-10-09 10:00 WIB"))
    portal.add("content/olahraga/2024/10/lari.md", article("Lari Pagi"))
    portal.add("content/daerah/2024/10/pasar.md", article("Pasar"))
    portal.build()
    return portal


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("<aside")[0]


def changed(portal: Portal) -> set[str]:
    """Build, compare with a build from nothing, and return the files that differ from before."""
    before = portal.files()
    portal.build()
    after = portal.files()
    assert after == portal.clean()
    return {path for path in {*before, *after} if before.get(path) != after.get(path)} - {".warta"}


def test_a_sub_kanal_has_what_a_kanal_has(portal: Portal) -> None:
    """A list, a feed, a place in the sitemap and in its kanal's page, also without an article."""
    page = portal.read(LIST)
    assert "<h1>Sepak Bola</h1>" in page
    assert "Gol Telat" in main_of(page)
    assert "Lari Pagi" not in main_of(page)
    assert '<li><a href="/olahraga/">Olahraga</a></li>' in page
    assert [item["name"] for item in ld(page)["BreadcrumbList"]["itemListElement"]][1:] == ["Olahraga", "Sepak Bola"]  # type: ignore[attr-defined]
    assert 'href="/olahraga/sepak-bola/feed.xml"' in page
    assert '<a href="/olahraga/sepak-bola/">Sepak Bola</a>' in main_of(portal.read(ABOVE))
    assert "&lt;b&gt;Tinju&lt;/b&gt;" in main_of(portal.read(ABOVE))
    assert "Belum ada berita" in portal.read("olahraga/tinju/index.html")
    assert '<li><a href="/olahraga/tinju/">' in main_of(page)
    assert "<loc>https://uji.example/olahraga/tinju/</loc>" in portal.read("sitemap-pages.xml")
    feed = ET.fromstring(portal.read("olahraga/sepak-bola/feed.xml"))
    assert [title.text for title in feed.iterfind("channel/item/title")] == ["Gol Telat"]
    assert "/olahraga/sepak-bola/" not in portal.read("index.html").partition("</nav>")[0]


def test_its_articles_stay_where_they_would_be_in_the_kanal(portal: Portal) -> None:
    """Their addresses have the kanal alone, so no address moves when an archive is sorted; so do lists of the kanal."""
    for path in (
        ABOVE,
        "index.html",
        "terkini/index.html",
        "indeks/2024/10/09/index.html",
        "feed.xml",
        "olahraga/feed.xml",
    ):
        assert "Gol Telat" in portal.read(path), path
    page = portal.read(PAGE)
    crumbs = '<li><a href="/olahraga/">Olahraga</a></li>\n<li><a href="/olahraga/sepak-bola/">Sepak Bola</a></li>'
    assert crumbs in page
    names = [item["name"] for item in ld(page)["BreadcrumbList"]["itemListElement"]]  # type: ignore[attr-defined]
    assert names[1:] == ["Olahraga", "Sepak Bola", "Gol Telat"]
    assert 'href="/olahraga/" aria-current="true"' in page
    portal.edit("content/olahraga/2024/10/lari.md", "title:", "category: olahraga/tinju\ntitle:")
    assert "olahraga/2024/10/lari/index.html" in changed(portal)
    assert "Lari Pagi" in main_of(portal.read("olahraga/tinju/index.html"))


def test_a_new_article_changes_its_list_beside_those_of_its_kanal(portal: Portal) -> None:
    """Two files more than one of the kanal alone; no other part of the kanal."""
    portal.add("content/olahraga/sepak-bola/2024/10/kartu.md", article("Kartu Merah"))
    files = changed(portal)
    assert {path for path in files if path.startswith("olahraga/sepak-bola/")} == {
        LIST, "olahraga/sepak-bola/feed.xml",
    }  # fmt: skip
    assert not any(path.startswith("olahraga/tinju/") for path in files)


@pytest.mark.parametrize(
    ("entries", "said", "hint"),
    [
        ("{slug: olahrga/tinju, name: T}", '"olahrga"', 'did you mean "olahraga"?'),
        ("{slug: bumi/tinju, name: T}", '"bumi"', "list the kanal first"), ("{slug: tag/tinju, name: T}", '"tag"', "list the kanal first"),
        ("{slug: olahraga/tinju, name: T}, {slug: olahraga/tinju, name: U}", "twice", "keep one of them"),
        ("{slug: olahraga/tinju/amatir, name: T}", '"olahraga/tinju/amatir"', '"olahraga/tinju"'),
        ("{slug: olahraga/Tinju Amatir, name: T}", '"olahraga/Tinju Amatir"', '"olahraga/tinju-amatir"'),
        ("{slug: olahraga/, name: T}", '"olahraga/"', '"olahraga"'), ("{slug: olahraga/tinju}", '"categories.name"', "…"),
    ],
)  # fmt: skip
def test_a_sub_kanal_that_site_yaml_names_wrongly(tmp_path: Path, entries: str, said: str, hint: str) -> None:
    """It is said at the line, with what would be right."""
    text = f"name: K\nbase_url: https://k.example\ncategories: [{{slug: olahraga, name: Olahraga}}, {entries}]\n"
    (problem,) = site(tmp_path, config=text).problems()
    assert (problem.path, problem.line) == ("site.yaml", 3)
    assert said in problem.message
    assert hint in problem.hint


def test_an_article_in_an_unknown_sub_kanal(portal: Portal) -> None:
    """Named by its key or its folder, it is refused with the nearest one; another folder of a kanal is its own."""
    for path, category, meant in (
        ("olahraga", "olahraga/sepak-bol", "olahraga/sepak-bola"), ("olahraga", "sepak-bola", "olahraga/sepak-bola"),
        ("olahraga", "Olahraga/Sepak Bola", "olahraga/sepak-bola"), ("olahraga/sepakbola", "", "olahraga/sepak-bola"),
    ):  # fmt: skip
        made = portal.add(f"content/{path}/2024/10/a.md", article("Judul Lain", category=category))
        [problem] = portal.problems()
        assert problem.code == "unknown-category"
        assert meant in problem.hint
        made.unlink()
    for folder in ("2023", "liputan", "arsip/lama"):
        portal.add(f"content/olahraga/{folder}/a.md", article(f"Dari {folder}", slug=folder.replace("/", "-")))
    portal.edit("site.yaml", "per_page: 2", "per_page: 9")
    portal.build()
    assert all(f"Dari {folder}" in portal.read(ABOVE) for folder in ("2023", "liputan", "arsip/lama"))


@pytest.mark.parametrize(
    ("setting", "keys", "code"),
    [
        ("permalink: /{category}/{slug}/", {"slug": "tinju"}, "reserved-address"),
        ("", {"aliases": "[/olahraga/tinju/]"}, "list-address"),
        ("redirects: {/olahraga/tinju/: /daerah/}", {}, "address-taken"),
    ],
)  # fmt: skip
def test_an_address_of_a_sub_kanal_is_taken(portal: Portal, setting: str, keys: dict[str, str], code: str) -> None:
    """By an article, an old address or a redirect: it is said when it is saved."""
    portal.edit("site.yaml", "per_page", f"{setting}\nper_page" if setting else "per_page")
    portal.add("content/olahraga/2024/10/b.md", article("Lain", **keys))
    assert [problem.code for problem in portal.problems()] == [code]


def moved(portal: Portal, old: str, new: str) -> None:
    assert ssg_here(portal, "mv", old, new).returncode == 0
    portal.build(strict_addresses=True)
    assert portal.files() == portal.clean()


def test_a_sub_kanal_is_renamed(portal: Portal) -> None:
    """Its old address leads to the new one, its articles keep theirs, and those that name it follow."""
    portal.add("content/daerah/2024/10/b.md", article("Dari Jauh", category="olahraga/sepak-bola"))
    portal.add("content/daerah/2024/10/c.md", article("Lihat", "[Daftar](/olahraga/sepak-bola/)"))
    portal.build()
    moved(portal, "olahraga/sepak-bola", "olahraga/bola")
    assert "url=/olahraga/bola/" in portal.read(LIST)
    assert "Gol Telat" in main_of(portal.read("olahraga/bola/index.html"))
    assert "Dari Jauh" in main_of(portal.read("olahraga/bola/index.html"))
    assert (portal.output / PAGE).read_text("utf-8").count("http-equiv") == 0


def test_a_kanal_is_renamed_with_its_parts(portal: Portal) -> None:
    """All of its lists lead to the new ones, and the old addresses of its articles, too."""
    portal.add("content/daerah/2024/10/b.md", article("Dari Jauh", category="olahraga/tinju"))
    portal.build()
    moved(portal, "olahraga", "sport")
    for path in ("", "sepak-bola/", "tinju/"):
        assert f"url=/sport/{path}" in portal.read(f"olahraga/{path}index.html")
    assert "url=/sport/2024/10/gol/" in portal.read(PAGE)
    assert "Dari Jauh" in main_of(portal.read("sport/tinju/index.html"))


@pytest.mark.slow
def test_what_names_a_kanal_may_name_a_sub_kanal(portal: Portal) -> None:
    """The front pages, `ssg new` with its folder, and the search."""
    portal.add("content/front.yaml", "blocks: [olahraga/sepak-bola, daerah]\n")
    portal.add("content/front/olahraga/sepak-bola.yaml", f"lead: {URL}\n")
    portal.edit("site.yaml", "per_page", "search: true\nper_page")
    changed(portal)
    assert '<a href="/olahraga/sepak-bola/">Sepak Bola</a></h2>' in portal.read("index.html")
    made = invoked(portal, "new", "article", "Laga Besok", "--kanal", "olahraga/sepak-bola")
    assert made.exit_code == 0
    assert "content/olahraga/sepak-bola/20" in made.output.replace("\\", "/")
    for kanal, found in (("olahraga", True), ("olahraga/sepak-bola", True), ("olahraga/tinju", False)):
        titles = [one["title"] for one in results(portal, "telat", filters=[f"k:{kanal}"])]
        assert ("Gol Telat" in titles) == found, kanal
