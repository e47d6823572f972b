"""Links: what a reference leads to, and which lead nowhere."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
import pyvips

from generator.base import dates
from generator.base.errors import EXCERPTS, MOST_SHOWN, SiteError
from generator.base.sentences import language
from generator.engine.planning import listings
from generator.lint import dead_links
from generator.lint.suggestions import with_suggestions
from generator.pages import textfiles
from generator.store import faults
from generator.store.database import open_reader
from tests.lint_support import checked
from tests.support import CONFIG, Portal, article, png, site

TARGET = "content/daerah/2024/10/banjir.md"
FROM = "content/daerah/2024/10/pasar.md"


@pytest.fixture
def portal(tmp_path) -> Portal:
    found = site(tmp_path)
    found.add(TARGET, article("Banjir", "Satu.\n\n<!-- halaman -->\n\nDua.", tags="[Agam]", aliases="[/lama/]"))
    found.add("content/foto/a b.png", png(4, 3))
    found.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\n")
    found.add("content/authors/sari.md", "---\nname: Sari Wulan\n---\n")
    return found


@pytest.mark.parametrize(
    "target",
    [
        "/daerah/2024/10/banjir/", "/daerah/2024/10/banjir", "/daerah/2024/10/banjir/#isi", "/daerah/2024/10/banjir/?a=b",
        "daerah/2024/10/banjir.md", "/daerah/2024/10/banjir.md", "content/daerah/2024/10/banjir.md", "banjir",
        "/Daerah/2024/10/BANJIR/", "/daerah/2024/10/banjir/2/", "/daerah/2024/10/banjir/semua/", "/lama/", "/", "/daerah/",
        "/tag/agam/", "/penulis/sari/", "/redaksi/", "pages/redaksi.md", "authors/sari.md", "/indeks/2024/10/09/",
        "/terkini/", "/feed.xml", "</foto/a b.png>", "/aset/kabar.css",
    ],
)  # fmt: skip
def test_what_a_link_may_lead_to(portal, target):
    """A file, an address or a slug; every page of the portal is an address."""
    portal.add(FROM, article("Pasar", f"Lihat [ini]({target}) itu."))
    portal.build()
    assert "ini</a> itu" in portal.read("daerah/2024/10/pasar/index.html")


@pytest.mark.parametrize(
    "target",
    [
        "/daerah/2024/10/",
        "banjirr",
        "daerah/2024/10/banjirr.md",
        "/daerah/2024/10/banjir/3/",
        "/tag/padang/",
        "/authors/sari/",
    ],
)
def test_what_leads_nowhere(portal, target):
    """The problem shows the line, with the caret below the address."""
    portal.add(FROM, article("Pasar", f"Lihat [ini]({target}) itu."))
    (one,) = portal.problems()
    hint = "write the path to the .md file, the address or the slug of an article that exists"
    if target == "banjirr":
        hint = 'did you mean "banjir"?'
    assert str(one) == (
        f'content/daerah/2024/10/pasar.md:7:13: error: this link leads nowhere: there is no "{target}" [dead-link]\n'
        f"  7 | Lihat [ini]({target}) itu.\n"
        "    |             ^\n"
        f"  hint: {hint}"
    )


def test_a_name_that_is_wrong_everywhere_has_its_hint_everywhere(portal):
    """However many there are; of many names it is given for those that come first, whatever the list."""
    portal.add("site.yaml", CONFIG + "severity: {dead-link: warning}\n")
    for number in range(25):
        words = ("banjirr", f"banjir{number:02}", "banjirrr")
        text = " ".join(f"[ini]({word})" for word in words)
        portal.add(f"content/daerah/2024/10/a-{number:02}.md", article("Pasar", text))
    told = portal.build().warnings
    hinted = [one.target for one in told if one.hint == 'did you mean "banjir"?']
    assert len(told) == 75
    assert [hinted.count(word) for word in ("banjirr", "banjirrr", "banjir00", "banjir17", "banjir18")] == [
        25,
        25,
        1,
        1,
        0,
    ]
    with closing(open_reader(portal.folder / ".ssg")) as store:
        listed = list(faults.every(store))
        assert with_suggestions(store, listed) == list(told)
        assert with_suggestions(store, listed[::-1]) == list(told)[::-1]


def test_links_die_with_their_target(portal):
    """In a later build, though the article that links was not touched."""
    portal.add(FROM, article("Pasar", "Satu.\n\nBaca Juga: [](banjir)\n\n![g](/foto/a%20b.png) ![g](</foto/a b.png>)"))
    portal.build()
    before = portal.files()
    portal.remove(TARGET)
    portal.remove("content/foto/a b.png")
    assert [(one.where.line, one.excerpt) for one in portal.problems()] == [
        (9, "Baca Juga: [](banjir)"),
        (11, "![g](/foto/a%20b.png) ![g](</foto/a b.png>)"),
        (11, "![g](/foto/a%20b.png) ![g](</foto/a b.png>)"),
    ]
    assert portal.files() == before


def test_what_is_not_published_yet_is_not_dead(portal):
    """A link to tomorrow's article, to a draft or to what has expired is text until it can be followed."""
    portal.add(FROM, article("Pasar", "Baca Juga: [](banjir)\n\nLihat [ini](/daerah/2024/10/banjir/)."))
    for key in (
        "timestamp: 2024-10-11 16:10 WIB",
        "timestamp: 2024-10-09 16:10 WIB\ndraft: true",
        "timestamp: 2024-10-09 16:10 WIB\nexpires: 2024-10-10 11:00",
    ):
        portal.add(TARGET, "---\ntitle: Banjir\nauthor: a\neditor: b\n" + key + "\n---\nIsi.\n")
        portal.build()
        assert "Lihat ini." in portal.read("daerah/2024/10/pasar/index.html")


def test_links_of_drafts_are_not_checked(portal):
    """They are, when drafts are built."""
    portal.add(FROM, article("Pasar", "[ini](tiada)", draft="true"))
    portal.build()
    assert len(portal.problems(drafts=True)) == 1
    portal.edit(FROM, "timestamp: 2024-10-09", "timestamp: 2024-10-11")
    portal.build()
    assert len(portal.problems(drafts=True)) == 1, "and when their hour has not come, as those of others"


def test_a_slug_must_be_of_one_article(portal):
    """It becomes unclear when another article gets it."""
    portal.add(FROM, article("Pasar", "[ini](banjir)"))
    portal.build()
    portal.add("content/nasional/2024/10/banjir.md", article("Banjir"))
    (one,) = portal.problems()
    assert one.message == '"banjir" may be any of content/daerah/2024/10/banjir.md, content/nasional/2024/10/banjir.md'
    assert (str(one.where), one.excerpt) == ("content/daerah/2024/10/pasar.md:7:7", "[ini](banjir)")


def test_references_of_the_front_matter(portal):
    """They have the place of their value, photo and follows alike."""
    portal.add(FROM, article("Pasar", photo="{credit: x, src: /foto/x.png}", follows="daerah/x.md"))
    portal.add("content/authors/tono.md", "---\nname: Tono\nphoto:   /foto/t.png\n---\n")
    assert [(str(one.where), one.message) for one in portal.problems()] == [
        ("content/authors/tono.md:3:10", 'the picture "/foto/t.png" does not exist'),
        ("content/daerah/2024/10/pasar.md:6:25", 'the picture "/foto/x.png" does not exist'),
        ("content/daerah/2024/10/pasar.md:7:10", 'this link leads nowhere: there is no "daerah/x.md"'),
    ]


def test_pictures_of_another_host_are_not_looked_for(portal):
    """With media: base_url, they live elsewhere."""
    portal.edit("site.yaml", "categories:", "media: {base_url: https://cdn.example}\ncategories:")
    portal.add(FROM, article("Pasar", "![g](/foto/x.png)", photo="{src: /foto/y.png, credit: x}"))
    portal.build()


def test_pictures_of_another_host_are_not_looked_for_beside_other_problems(portal):
    """They are not missing in an article that is not published for something else."""
    portal.edit("site.yaml", "categories:", "media: {base_url: https://cdn.example}\ncategories:")
    portal.add(FROM, article("Pasar", "![g](/foto/x.png) [a](tiada)", author=""))
    assert [one.code for one in portal.problems()] == ["missing-author", "dead-link"]


@pytest.mark.slow
def test_links_of_very_many_articles(portal):
    """When most of the archive was touched, all links are looked at in one go, with the same result."""
    paths = [f"content/daerah/2024/10/kabar-{number}.md" for number in range(170)]
    for path in paths:
        portal.add(path, article("Kabar", "Isi."))
    portal.build()
    for path in paths:
        portal.edit(path, "Isi.", "Isi lain, [b](banjir).")
    portal.edit(paths[5], "[b](banjir)", "[a](tiada)")
    assert len(paths) * 3 > dead_links.FEW
    assert [(str(one.where), one.message) for one in portal.problems()] == [
        (f"{paths[5]}:7:15", 'this link leads nowhere: there is no "tiada"')
    ]


def test_hostile_targets_are_quoted(portal):
    """A target is shown as it is written, cut when it is long."""
    portal.add(FROM, article("Pasar", f"[a]({'x' * 3000})"))
    (one,) = portal.problems()
    assert len(one.message) < 120


# ------------------------------------------------------------------------------- site.yaml

LINKS = """\
logo: /foto/logo.svg
menu: [{name: Daerah, url: /daerah/}, {name: Tentang, url: /tentang/}]
footer:
  - {name: Redaksi, url: "/redaksi/#alamat"}
  - {name: Warta, url: https://warta.example/tiada/}
search: /redaksi/?q={query}
"""


def test_addresses_of_site_yaml_must_lead_somewhere(portal):
    """A page, a file or the theme's; else the line in site.yaml, and what may have been meant."""
    portal.add("site.yaml", CONFIG + LINKS)
    assert [(str(one.where), one.message, one.hint) for one in portal.problems()] == [
        (
            "site.yaml:9:7",
            'this leads nowhere: there is no "/foto/logo.svg"',
            "correct it, or put the file into content/",
        ),
        (
            "site.yaml:10:60",
            'this leads nowhere: there is no "/tentang/"',
            "correct it, or write content/pages/tentang.md",
        ),
    ]
    portal.edit("site.yaml", "/foto/logo.svg", "/aset/favicon.svg")
    portal.edit("site.yaml", "/tentang/", "/redaks/")
    portal.edit("site.yaml", "?q=", "cari/?q=")
    portal.add(
        "site.yaml",
        (portal.folder / "site.yaml").read_text() + "social:\n  - {name: X, url: /tag/Agam/}\nicon: /x.png\n",
    )
    assert [(one.where.line, one.hint) for one in portal.problems()] == [
        (10, 'did you mean "/redaksi/"?'), (14, 'did you mean "/redaksi/"?'), (16, 'write "/tag/agam/"'), (17, "correct it, or put the file into content/"),
    ]  # fmt: skip


def test_addresses_of_site_yaml_die_with_their_page(portal):
    """In a later build, as in a clean one, though site.yaml was not touched; and live again with it."""
    portal.add(
        "site.yaml", CONFIG + LINKS.replace("/foto/logo.svg", "/aset/favicon.svg").replace("/tentang/", "/tag/agam/")
    )
    portal.build()
    before = portal.files()
    text = (portal.folder / TARGET).read_text()
    portal.edit(TARGET, "tags: [Agam]\n", "")
    for _ in range(2):
        assert [(one.where.line, one.message) for one in portal.problems()] == [
            (10, 'this leads nowhere: there is no "/tag/agam/"')
        ]
        assert portal.files() == before
    portal.add(TARGET, text)
    assert portal.build().rendered == 0
    portal.remove("content/pages/redaksi.md")
    assert {one.where.line for one in portal.problems()} == {12, 14}


def test_a_page_that_cannot_be_read_is_one_problem(portal):
    """That it cannot be linked to either is none of its own."""
    portal.add(
        "site.yaml", CONFIG + LINKS.replace("/foto/logo.svg", "/aset/favicon.svg").replace("/tentang/", "/redaksi/")
    )
    portal.add("content/pages/redaksi.md", "---\njudul: Redaksi\n---\n")
    assert [one.where.path for one in portal.problems()] == ["content/pages/redaksi.md"]


def test_what_site_yaml_leads_to_may_be_unpublished(portal):
    """An article of the menu that expires at night does not stop the builds of that night."""
    url = "/daerah/2024/10/banjir/"
    portal.add("site.yaml", CONFIG + f"menu: [{{name: Banjir, url: {url}}}]\n")
    portal.build()
    portal.add(TARGET, article("Banjir", expires="2024-10-10 11:00"))
    portal.build()
    assert not (portal.output / url[1:]).exists()


def test_links_of_corrections(portal):
    """They are links like those of a body: checked, with their place, and text while their target is not published."""
    one = "{timestamp: 2024-10-10 08:00 WIB, text: Salah., link: %s}"
    portal.add(FROM, article("Pasar", corrections=f"[{one % '/tiada/'}]"))
    [problem] = portal.problems()
    assert (str(problem.where), problem.message) == (f"{FROM}:6:69", 'this link leads nowhere: there is no "/tiada/"')
    portal.add(FROM, article("Pasar", corrections=f"[{one % '/daerah/2024/10/banjir.md'}]"))
    portal.build()
    page = "daerah/2024/10/pasar/index.html"
    assert 'Salah. <a href="/daerah/2024/10/banjir/">' in portal.read(page)
    text = (portal.folder / TARGET).read_text()
    portal.edit(TARGET, "title:", "draft: true\ntitle:")
    portal.build()
    assert "Salah.</p>" in portal.read(page)
    portal.add(TARGET, text)
    portal.build()
    assert portal.files() == portal.clean()
    portal.remove(TARGET)
    assert [one.where.path for one in portal.problems()] == [FROM]


def test_very_many_dead_links_on_a_line_are_told_as_a_thousand(portal):
    """The first are shown with their line, the others counted; a line as long as an article is not copied for each."""
    portal.add(FROM, article("Pasar", "".join(f"[a](/tiada/{number}/) " for number in range(1050))))
    problems = portal.problems()
    assert len(problems) == 1001
    assert problems[-1].message == "there are 50 more problems in this file from here on"
    assert [bool(problem.excerpt) for problem in problems[:3]] == [True, False, False]


@pytest.mark.parametrize("url", ["/penulis/tono/", "/tag/zebra/", "/lama/"])
def test_what_an_article_brought_goes_when_it_cannot_be_read(portal, url):
    """Its lists are dead then, as in a build from nothing, which has never seen them; its old addresses are not told."""
    portal.add(TARGET, article(author="Tono", tags="[Zebra]", aliases="[/lama/]"))
    portal.add(FROM, article("Pasar", f"Lihat [ini]({url}) itu."))
    portal.build()
    portal.edit(TARGET, "timestamp:", "expires: 2001-01-01 10:00 WIB\ntimestamp:")
    found = portal.problems()
    assert [one.where.path for one in found] == [TARGET, *([] if url == "/lama/" else [FROM])]
    with pytest.raises(SiteError) as clean:
        portal.clean()
    assert tuple(found) == tuple(clean.value.problems)


# ---------------------------------------------------------------------------- as time goes on


NIGHT = dates.parse("2024-10-11 00:00 WIB", "WIB").epoch


def walk(portal: Portal, *hours: int) -> None:
    """Build now and at later hours, each as a clean build does."""
    for now in (portal.now, *hours):
        portal.now = now
        portal.build()
        assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    "url", ["/daerah/2024/10/banjir/2/", "/daerah/2024/10/banjir/semua/", "/daerah/1/", "/tag/agam/1/", "/terkini/1/"]
)
def test_what_goes_when_an_article_expires_is_not_dead(tmp_path, url):
    """Its parts, and the numbered pages of lists that become shorter: in texts and in site.yaml."""
    portal = site(tmp_path, config=CONFIG + f"per_page: 1\nfooter: [{{name: X, url: {url}}}]\n")
    portal.add(FROM, article("Pasar", f"Lihat [ini]({url}) itu.", timestamp="2024-10-08 10:00 WIB", tags="[Agam]"))
    body = "Satu.\n\n<!-- halaman -->\n\nDua."
    portal.add(TARGET, article("Banjir", body, tags="[Agam]", expires="2024-10-11 00:00 WIB"))
    portal.build()
    assert f'<a href="{url}">ini</a> itu' in portal.read("daerah/2024/10/pasar/index.html")
    walk(portal, NIGHT)
    assert "Lihat ini itu." in portal.read("daerah/2024/10/pasar/index.html")
    portal.remove(TARGET)
    assert len(portal.problems()) == 2
    with pytest.raises(SiteError):
        portal.clean()


def test_an_address_that_articles_have_in_turn(portal):
    """Between the two nobody has it; a link to it is not one that may mean either."""
    for name, start, end in (("a", "08", "10"), ("b", "12", "29")):
        keys = {"timestamp": f"2024-10-{start} 10:00 WIB", "expires": f"2024-10-{end} 10:00 WIB", "slug": "sama"}
        portal.add(f"content/daerah/2024/10/{name}.md", article(name, **keys))
    portal.add(FROM, article("Pasar", "Lihat [ini](/daerah/2024/10/sama/) itu."))
    walk(portal, NIGHT, NIGHT + 2 * 86400)


def test_lists_of_a_withdrawal_to_come(portal):
    """It will stand in no list, so a link to one is dead now, not at its hour."""
    keys = {"tags": "[Zebra]", "timestamp": "2024-10-11 00:00 WIB"}
    portal.add(TARGET, article(retracted="{timestamp: 2024-10-11 08:00 WIB, reason: sara, text: Salah.}", **keys))
    portal.add(FROM, article("Pasar", "Lihat [ini](/tag/zebra/) itu."))
    assert [one.where.path for one in portal.problems()] == [FROM]


def test_variants_of_pictures_are_nothing_to_link_to(portal):
    """They come and go with whoever shows the picture, at night too."""
    portal.add("content/foto/besar.jpg", pyvips.Image.black(800, 600, bands=3).cast("uchar").jpegsave_buffer())
    portal.add(TARGET, article(body="![Gambar](/foto/besar.jpg)", expires="2024-10-11 00:00 WIB"))
    portal.build()
    variant = min(path for path in portal.files() if path.startswith("gambar/"))
    portal.add(FROM, article("Pasar", f"Lihat [ini](/{variant}) itu."))
    assert [one.where.path for one in portal.problems()] == [FROM]


@pytest.mark.parametrize(
    ("url", "codes"), [("/sitemap-2024-10.xml", []), ("/sitemap-2024-10-2.xml", ["dead-link", "dead-site-link"])]
)
def test_of_the_sitemaps_of_a_month_one_may_link_to_the_first(tmp_path, monkeypatch, url, codes):
    """The others come and go with the number of articles, at night too: in texts and in site.yaml."""
    for module in (textfiles, listings):
        monkeypatch.setattr(module, "SITEMAP_LIMIT", 1)
    portal = site(tmp_path)
    portal.add(FROM, article("Pasar", timestamp="2024-10-08 10:00 WIB"))
    portal.add(TARGET, article("Banjir", expires="2024-10-11 00:00 WIB"))
    portal.build()
    assert "sitemap-2024-10-2.xml" in portal.files()
    portal.edit(FROM, "Isi berita.", f"Lihat [ini]({url}) itu.")
    portal.edit("site.yaml", "categories:", f"footer: [{{name: X, url: {url}}}]\ncategories:")
    if codes:
        assert [one.code for one in portal.problems()] == codes
    else:
        walk(portal, NIGHT)


def test_a_profile_that_takes_over_a_name_to_come(portal):
    """The list of a scheduled article's author is another then, and a link to it as it was is dead."""
    portal.add(FROM, article("Pasar", "Lihat [ini](/penulis/ani/) itu."))
    portal.add(TARGET, article(author="Ani", timestamp="2024-10-11 00:00 WIB"))
    portal.build()
    portal.add("content/authors/ani-w.md", "---\nname: Ani\n---\nBio.\n")
    assert [one.where.path for one in portal.problems()] == [FROM]
    portal.edit(FROM, "/penulis/ani/", "/penulis/ani-w/")
    walk(portal, NIGHT)


@pytest.mark.parametrize("url", ["/foto/A%20B.png", "/REDAKSI/", "/daerah/2024/10/Banjir/", "/Tag/agam/"])
@pytest.mark.parametrize("hour", ["2024-10-09 16:10 WIB", "2024-10-11 00:00 WIB"])
def test_letters_of_addresses_in_site_yaml(portal, url, hour):
    """They are written as they stand, so they must be those of the address, whether or not it is there now."""
    portal.edit(TARGET, "2024-10-09 16:10 WIB", hour)
    portal.add("site.yaml", CONFIG + f"footer: [{{name: X, url: {url}}}]\n")
    (one,) = portal.problems()
    assert (one.where.path, one.where.line) == ("site.yaml", CONFIG.count("\n") + 1)
    portal.add("site.yaml", CONFIG + f"footer: [{{name: X, url: {url.lower()}}}]\n")
    portal.build()


def test_a_baca_juga_with_a_headline_alone_is_hinted_at_the_article(portal):
    """As a line to paste, if there is an article with that headline, or a similar one."""
    portal.add("content/daerah/2024/10/cabai.md", article("Harga Cabai Turun di Pasar Pagi"))
    portal.add("content/daerah/2024/10/harga-ikan.md", article("Harga Ikan Turun di Pasar Pagi"))
    portal.add(
        FROM,
        article("Pasar", "Satu.\n\nBaca juga : Harga cabai turun di pasar pagi\n\nBaca Juga: Gubernur Datang Lagi"),
    )
    first, second = portal.problems()
    assert (first.where.line, first.where.column, first.code) == (9, 13, "dead-link")
    assert first.hint == "write Baca Juga: [](/daerah/2024/10/cabai.md)"
    assert second.hint.startswith("write Baca Juga: [headline]")
    portal.edit(FROM, "Baca juga : Harga cabai turun di pasar pagi", first.hint.removeprefix("write "))
    portal.edit(FROM, "Baca Juga: Gubernur Datang Lagi", "")
    portal.build()
    assert "Harga Cabai Turun di Pasar Pagi" in portal.read("daerah/2024/10/pasar/index.html")


def _initials(portal: Portal) -> list[tuple[str, int, int, str]]:
    told = portal.build().warnings
    return [(*one.where, one.hint) for one in told if one.code == "unknown-initials"]  # type: ignore[misc]


def test_initials_that_nobody_has_are_a_warning(portal):
    """With those of the article's author as what was meant; once, though the article is published as it is."""
    portal.edit("content/authors/sari.md", "name: Sari Wulan", "name: Sari Wulan\ninitials: SRW")
    portal.add(FROM, article("Pasar", "Satu.\n\nDua\n*tiga*.***(SWR)\n<!-- ya -->"))
    (one,) = portal.build().warnings
    assert (one.where.path, one.where.line, one.where.column) == (FROM, 10, 8)
    assert (one.message, one.hint) == ('nobody has the initials "SWR"', 'did you mean "SRW"?')
    assert language("id").put(one.said) == 'tidak ada yang berinisial "SWR"'
    assert "***(SWR)</span>" in portal.read("daerah/2024/10/pasar/index.html"), "it leads to nobody"
    assert not portal.build().warnings


def test_similar_initials_are_meant_where_the_author_has_none(portal):
    """Else the hint says where initials are written."""
    portal.add("content/authors/budi.md", "---\nname: Budi Rahman\ninitials: BRH\n---\n")
    portal.add(FROM, article("Pasar", "Satu.***(BRA)"))
    portal.add("content/daerah/2024/10/beras.md", article("Beras", "Satu.***(XYZ)"))
    first, second = (one.hint for one in portal.build().warnings)
    assert first.startswith("correct them, or write initials: XYZ into a profile")
    assert second == 'did you mean "BRH"?'


def test_initials_come_and_go_with_profiles(portal):
    """Also where site.yaml makes unknown ones an error, and though the article is not touched."""
    profile = "content/authors/toni.md"
    portal.add(profile, "---\nname: Antonius\ninitials: TN\n---\n")
    portal.add("site.yaml", CONFIG + "severity: {unknown-initials: error}\n")
    portal.add(FROM, article("Pasar", "Satu.***(TN)"))
    portal.build()
    portal.edit(profile, "initials: TN", "initials: TNS")
    assert [(one.code, one.hint) for one in portal.problems()] == [("unknown-initials", 'did you mean "TNS"?')]
    portal.edit(profile, "initials: TNS", "initials: tn")
    portal.build()
    portal.remove(profile)
    assert [one.code for one in portal.problems()] == ["unknown-initials"]
    portal.edit("site.yaml", "initials: error", "initials: warning")
    assert [one.code for one in portal.build().warnings] == ["unknown-initials"]
    portal.edit("site.yaml", "initials: warning", "initials: error")
    assert [one.code for one in portal.problems()] == ["unknown-initials"]
    portal.add("content/authors/a.md", "---\nname: Ana\ninitials: TN\n---\n")
    portal.add("content/authors/b.md", "---\nname: Bea\ninitials: TN\n---\n")
    portal.build()
    assert portal.files() == portal.clean()


def test_initials_of_drafts_are_not_looked_at(portal):
    """Nor those in what was withdrawn."""
    portal.add(FROM, article("Pasar", "Satu.***(XX)", draft="true"))
    assert not portal.build().warnings


def broken(folder: Path) -> Portal:
    """A portal with a mistake of each kind in what refers to something."""
    made = site(folder)
    made.add("content/foto/a.png", png(2, 2))
    made.add("content/foto/rusak.png", b"bukan foto")
    made.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    made.add("content/daerah/kembar.md", article("Kembar", "[x](/daerah/kembar.md#tiada)"))
    made.add("content/nasional/kembar.md", article("Kembar", id="satu", aliases="['/?p=1']"))
    made.add("content/nasional/lain.md", article("Lain", id="satu", aliases="['/?p=1']"))
    body = (
        "[a](/tiada/) [b](tiada-juga) [c](kembar) [d](www.uji.id/x) [e](/daerah/www.uji.id)\n\n![f](/foto/tiada.png)\n\n![g](/foto/www.uji.id)\n\n"
        "![h](/tag/x.png)\n\n![i](/foto/rusak.png)\n\nBaca Juga: [](tiada)\n\nBaca Juga: Judul Tanpa Alamat\n\nBaca Juga: [](kembar)\n\n***(ZZ)"
    )
    made.add(
        "content/daerah/salah.md",
        article(
            "Salah", body, follows="/daerah/hilang.md", related="[/redaksi/, /daerah/salah.md, /nasional/lain.md]",
            unrelated="[/nasional/lain.md, /foto/a.png]",
        ),
    )  # fmt: skip
    indonesian = article("Salah", "Isi.", terkait="[/nasional/lain.md]", tidak_terkait="[/nasional/lain.md]")
    made.add("content/daerah/salah-juga.md", indonesian)
    made.add(
        "content/daerah/ditarik.md",
        article("Ditarik", "![a](/foto/a.png)", retracted="{timestamp: 2024-10-09 20:00 WIB, reason: sara}"),
    )
    made.add("content/daerah/memakai.md", article("Memakai", "![a](/foto/a.png)"))
    return made


def test_all_that_is_said_of_references(tmp_path):
    """Each with its place, what is wrong, and what to do."""
    told = checked(broken(tmp_path))
    assert (
        "\n".join(one.text("error") for one in told.errors)
        == """\
content/daerah/kembar.md:7:5: error: this link leads to no place of its target: "/daerah/kembar.md#tiada" has no "#tiada" [dead-fragment]
  7 | [x](/daerah/kembar.md#tiada)
    |     ^
  hint: it has no headings; remove the # and what follows it
content/daerah/salah-juga.md:6:1: error: these keys have other names here: "terkait", "tidak_terkait" [unknown-key]
  6 | terkait: [/nasional/lain.md]
    | ^
  hint: write terkait → related, tidak_terkait → unrelated; ssg check --fix does it; or write keys: id in site.yaml for Indonesian keys
content/daerah/salah.md:6:10: error: this link leads nowhere: there is no "/daerah/hilang.md" [dead-link]
  6 | follows: /daerah/hilang.md
    |          ^
  hint: write the path to the .md file, the address or the slug of an article that exists
content/daerah/salah.md:7:11: error: "/redaksi/" is no article [bad-related]
  7 | related: [/redaksi/, /daerah/salah.md, /nasional/lain.md]
    |           ^
  hint: related names articles: write the path to the .md file, the address or the slug of one
content/daerah/salah.md:7:22: error: related names the article itself [bad-related]
  7 | related: [/redaksi/, /daerah/salah.md, /nasional/lain.md]
    |                      ^
  hint: take "/daerah/salah.md" out of related
content/daerah/salah.md:8:13: error: "/nasional/lain.md" is in related as well [bad-related]
  8 | unrelated: [/nasional/lain.md, /foto/a.png]
    |             ^
  hint: keep it in only one: related shows it first, unrelated shows it nowhere
content/daerah/salah.md:8:32: error: "/foto/a.png" is no article [bad-related]
  8 | unrelated: [/nasional/lain.md, /foto/a.png]
    |                                ^
  hint: unrelated names articles: write the path to the .md file, the address or the slug of one
content/daerah/salah.md:10:5: error: this link leads nowhere: there is no "/tiada/" [dead-link]
  10 | [a](/tiada/) [b](tiada-juga) [c](kembar) [d](www.uji.id/x) [e](/daerah/www.uji.id)
     |     ^
  hint: write the path to the .md file, the address or the slug of an article that exists
content/daerah/salah.md:10:18: error: this link leads nowhere: there is no "tiada-juga" [dead-link]
  10 | [a](/tiada/) [b](tiada-juga) [c](kembar) [d](www.uji.id/x) [e](/daerah/www.uji.id)
     |                  ^
  hint: did you mean "salah-juga"?
content/daerah/salah.md:10:34: error: "kembar" may be any of content/daerah/kembar.md, content/nasional/kembar.md [ambiguous-link]
  10 | [a](/tiada/) [b](tiada-juga) [c](kembar) [d](www.uji.id/x) [e](/daerah/www.uji.id)
     |                                  ^
  hint: write the whole address, or the path to the .md file
content/daerah/salah.md:10:46: error: this link leads nowhere: there is no "www.uji.id/x" [dead-link]
  10 | [a](/tiada/) [b](tiada-juga) [c](kembar) [d](www.uji.id/x) [e](/daerah/www.uji.id)
     |                                              ^
  hint: write it in full: https://www.uji.id/x
content/daerah/salah.md:10:64: error: this link leads nowhere: there is no "/daerah/www.uji.id" [dead-link]
  10 | [a](/tiada/) [b](tiada-juga) [c](kembar) [d](www.uji.id/x) [e](/daerah/www.uji.id)
     |                                                                ^
  hint: write it in full: https://www.uji.id
content/daerah/salah.md:12:6: error: the picture "/foto/tiada.png" does not exist [missing-picture]
  12 | ![f](/foto/tiada.png)
     |      ^
  hint: put the file into content/, or correct the path: it counts from content/
content/daerah/salah.md:14:6: error: the picture "/foto/www.uji.id" does not exist [missing-picture]
  14 | ![g](/foto/www.uji.id)
     |      ^
  hint: write it in full: https://www.uji.id
content/daerah/salah.md:16:6: error: the picture "/tag/x.png" does not exist [missing-picture]
  16 | ![h](/tag/x.png)
     |      ^
  hint: put the file into content/, or correct the path: it counts from content/
content/daerah/salah.md:18:6: error: the picture "/foto/rusak.png" is not the picture that its name says [broken-picture]
  18 | ![i](/foto/rusak.png)
     |      ^
  hint: export it again as JPEG, PNG, WebP or AVIF
content/daerah/salah.md:20:15: error: Baca Juga leads nowhere: there is no "tiada" [dead-link]
  20 | Baca Juga: [](tiada)
     |               ^
  hint: write the path to the .md file, the address or the slug of an article that exists
content/daerah/salah.md:22:12: error: this Baca Juga holds no link [dead-link]
  22 | Baca Juga: Judul Tanpa Alamat
     |            ^
  hint: write Baca Juga: [headline](/kanal/2024/10/slug/), or [](slug) for the headline of the target
content/daerah/salah.md:24:15: error: "kembar" may be any of content/daerah/kembar.md, content/nasional/kembar.md [ambiguous-link]
  24 | Baca Juga: [](kembar)
     |               ^
  hint: write the whole address, or the path to the .md file
content/nasional/kembar.md:6:5: error: the id "satu" is also that of content/nasional/lain.md [same-id]
  6 | id: satu
    |     ^
  hint: an id is one article's for ever: correct one of them
content/nasional/kembar.md:7:10: error: the old address "/?p=1" is also that of content/nasional/lain.md [address-taken]
  7 | aliases: ['/?p=1']
    |          ^
  hint: take it out of the aliases of one of them
content/nasional/lain.md:6:5: error: the id "satu" is also that of content/nasional/kembar.md [same-id]
  6 | id: satu
    |     ^
  hint: an id is one article's for ever: correct one of them
content/nasional/lain.md:7:10: error: the old address "/?p=1" is also that of content/nasional/kembar.md [address-taken]
  7 | aliases: ['/?p=1']
    |          ^
  hint: take it out of the aliases of one of them
"""[:-1]
    )
    codes = {"withdrawn-photo", "unknown-initials"}
    assert (
        "\n".join(one.text("warning") for one in told.warnings if one.code in codes)
        == """\
content/daerah/ditarik.md:8:6: warning: this article is withdrawn, but its picture "/foto/a.png" stays public: content/daerah/memakai.md shows it too [withdrawn-photo]
  8 | ![a](/foto/a.png)
    |      ^
  hint: if nobody is to see it any more, take it out of content/daerah/memakai.md as well
content/daerah/salah.md:26:1: warning: nobody has the initials "ZZ" [unknown-initials]
  26 | ***(ZZ)
     | ^
  hint: correct them, or write initials: ZZ into a profile in content/authors/ or this front matter
"""[:-1]
    )


A, B = "content/daerah/a.md", "content/daerah/b.md"
URL = "/daerah/2024/10/b/"
SPLIT = "Satu.\n\n## Bagian satu\n\n<!-- halaman -->\n\n## Bagian dua\n\nDua."


@pytest.fixture
def portal_fragments(tmp_path: Path) -> Portal:
    portal_fragments = site(tmp_path)
    portal_fragments.add(B, article("B", "## Bagian satu\n\nIsi."))
    return portal_fragments


@pytest.mark.parametrize("target", [URL, "b", "/daerah/b.md", "content/daerah/b.md"])
def test_a_link_to_a_place_of_another_article(portal_fragments: Portal, target: str) -> None:
    """However the article is named, the place must be one of its headings, or one of the theme."""
    portal_fragments.add(
        A, article("A", f"[b]({target}#bagian-satu) [c]({target}#isi) [d]({target}#) [e]({target}#tiada)")
    )
    (problem,) = portal_fragments.problems()
    assert (str(problem.where).rpartition(":")[0], problem.code) == (f"{A}:7", "dead-fragment")
    assert problem.message == f'this link leads to no place of its target: "{target}#tiada" has no "#tiada"'
    assert problem.hint == "its headings are #bagian-satu"
    assert problem.excerpt[problem.where.column - 1 :] == f"{target}#tiada)"


def test_a_place_that_goes_is_noticed(portal_fragments: Portal) -> None:
    """Though nothing of the article that leads there differs, and as soon as it is there again all is well."""
    portal_fragments.add(A, article("A", f"[b]({URL}#bagian-satu)"))
    portal_fragments.build()
    portal_fragments.edit(B, "## Bagian satu", "## Bagian lain")
    assert [(one.where.path, one.code) for one in portal_fragments.problems()] == [(A, "dead-fragment")]
    portal_fragments.edit(B, "## Bagian lain", "## Bagian satu")
    portal_fragments.build()


def test_all_texts_are_looked_at(portal_fragments: Portal) -> None:
    """Pages, profiles, corrections and what an article follows lead to places as well; a draft is its writer's own."""
    portal_fragments.add("content/pages/p.md", f"---\ntitle: P\n---\n[b]({URL}#p)\n")
    portal_fragments.add("content/authors/q.md", "---\nname: Q\n---\n## Riwayat\n\n[p](/p/#q)\n")
    portal_fragments.add(
        A,
        article(
            "A",
            "[q](/penulis/q/#riwayat)",
            follows=f"{URL}#a",
            corrections=f"[{{timestamp: 2024-10-10 08:00, text: x, link: {URL}#c}}]",
        ),
    )
    portal_fragments.add("content/daerah/d.md", article("D", f"[b]({URL}#d)", draft="true"))
    assert sorted(one.target for one in portal_fragments.problems()) == [f"{URL}#a", f"{URL}#c", f"{URL}#p", "/p/#q"]


def test_what_has_no_text_is_not_looked_at(portal_fragments: Portal) -> None:
    """The places of lists, of media and of a withdrawn article are nobody's mistake."""
    portal_fragments.add("content/a.vtt", b"%PDF-")
    portal_fragments.edit(
        B, "title: B", "title: B\nretracted: {timestamp: 2024-10-10 08:00 WIB, reason: sara, text: Demi anak.}"
    )
    portal_fragments.add(A, article("A", f"[a](/a.vtt#page=3) [b](/daerah/#x) [c]({URL}#tiada)"))
    portal_fragments.build()


def test_a_link_leads_to_the_page_that_has_the_place(portal_fragments: Portal) -> None:
    """Of a split article, from other articles and within it; on the page with everything it stays there."""
    portal_fragments.add(B, article("B", SPLIT + " [a](#bagian-satu) [b](#bagian-dua)"))
    portal_fragments.add(A, article("A", f"[a]({URL}#bagian-satu) [b]({URL}#bagian-dua) [c]({URL}semua/#bagian-dua)"))
    portal_fragments.build()
    page = portal_fragments.read("daerah/2024/10/a/index.html")
    for href in (f"{URL}#bagian-satu", f"{URL}2/#bagian-dua", f"{URL}semua/#bagian-dua"):
        assert f'<a href="{href}">' in page
    second = portal_fragments.read("daerah/2024/10/b/2/index.html")
    assert f'<a href="{URL}#bagian-satu">a</a> <a href="#bagian-dua">b</a>' in second
    assert '<a href="#bagian-satu">a</a> <a href="#bagian-dua">b</a>' in portal_fragments.read(
        "daerah/2024/10/b/semua/index.html"
    )
    feed = portal_fragments.read("feed.xml")
    assert f"https://uji.example{URL}2/#bagian-dua" in feed
    assert "href=&quot;#" not in feed.replace('"', "&quot;")


def test_a_place_that_moves_to_another_page_takes_its_links_along(portal_fragments: Portal) -> None:
    """The pages that lead there are made again, with the bytes of a build from nothing."""
    portal_fragments.add(B, article("B", SPLIT))
    portal_fragments.add(A, article("A", f"[b]({URL}#bagian-dua)"))
    portal_fragments.build()
    portal_fragments.edit(B, "Satu.\n", "Satu.\n\n<!-- halaman -->\n\nLagi.\n")
    portal_fragments.build()
    assert f'<a href="{URL}3/#bagian-dua">' in portal_fragments.read("daerah/2024/10/a/index.html")
    assert portal_fragments.files() == portal_fragments.clean()


def test_a_place_that_is_not_there_may_be_tolerated(portal_fragments: Portal) -> None:
    """Where site.yaml says so it is a warning, within a text and across articles; the link leads to its target."""
    portal_fragments.edit("site.yaml", "tagline:", "severity: {dead-fragment: warning}\ntagline:")
    portal_fragments.add(A, article("A", f"[b]({URL}#tiada) [c](#tiada)"))
    warnings = portal_fragments.build().warnings
    assert sorted((str(one.where), one.code) for one in warnings) == [
        (f"{A}:7:35", "dead-fragment"), (f"{A}:7:5", "dead-fragment"),
    ]  # fmt: skip
    assert f'<a href="{URL}#tiada">' in portal_fragments.read("daerah/2024/10/a/index.html")
    assert portal_fragments.files() == portal_fragments.clean()


def test_a_theme_brings_places_of_its_own(portal_fragments: Portal) -> None:
    """Links lead to the ids of its templates, and no heading gets one; without the theme they are as before."""
    portal_fragments.add(A, article("A", f"[b]({URL}#komentar) [c](#komentar) [d]({URL}#isian-7)\n\n## Komentar"))
    assert [one.target for one in portal_fragments.problems()] == [f"{URL}#komentar", f"{URL}#isian-7"]
    portal_fragments.add("themes/uji/theme.yaml", "extends: kabar\n")
    fields = "<p id='isian-{{ 3 + 4 }}' data-id=\"lain\" id={{ 1 }}></p><p id=komentar></p>"
    portal_fragments.add("themes/uji/templates/_x.html", fields)
    portal_fragments.edit("site.yaml", "tagline:", "theme: uji\ntagline:")
    portal_fragments.build()
    assert '<h2 id="komentar-2">' in portal_fragments.read("daerah/2024/10/a/index.html")
    portal_fragments.edit("themes/uji/templates/_x.html", "id=komentar", "id=tanggapan")
    assert [one.target for one in portal_fragments.problems()] == [f"{URL}#komentar"]
    portal_fragments.edit(A, f"{URL}#komentar", f"{URL}#tanggapan")
    portal_fragments.build()
    assert '<h2 id="komentar">' in portal_fragments.read("daerah/2024/10/a/index.html")
    assert portal_fragments.files() == portal_fragments.clean()


FLOOD = "content/daerah/2024/10/banjir.md"
MARKET = "content/daerah/2024/10/pasar.md"


@pytest.fixture
def portal_related_choices(tmp_path) -> Portal:
    found = site(tmp_path)
    found.add(FLOOD, article("Banjir", "Satu.\n\n<!-- halaman -->\n\nDua.", tags="[Agam]", aliases="[/lama/]"))
    found.add(MARKET, article("Pasar", aliases="[/pasar-lama/]"))
    found.add("content/foto/a.png", png(4, 3))
    found.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\n")
    found.add("content/authors/sari.md", "---\nname: Sari Wulan\n---\n")
    return found


def choose(portal_related_choices: Portal, choices: str) -> None:
    """Let the report of the market say what is related to it."""
    portal_related_choices.edit(MARKET, "title:", f"{choices}\ntitle:")


def said(portal_related_choices: Portal) -> list[tuple[str, str]]:
    """Return place and sentence of each problem."""
    return [(str(problem.where), problem.message) for problem in portal_related_choices.problems()]


@pytest.mark.parametrize("field", ["related", "unrelated"])
@pytest.mark.parametrize(
    "written",
    [
        "/redaksi/", "pages/redaksi.md", "/penulis/sari/", "authors/sari.md", "/foto/a.png", "/daerah/", "/tag/agam/", "/",
        "/terkini/", "/feed.xml", "/daerah/2024/10/banjir/2/",
    ],
)  # fmt: skip
def test_what_is_no_article_is_a_mistake(portal_related_choices: Portal, field: str, written: str) -> None:
    """It could stand in no list, so it would be left out in silence."""
    choose(portal_related_choices, f"{field}: [banjir, {written}]")
    (problem,) = portal_related_choices.problems()
    assert (str(problem.where), problem.message) == (
        f"{MARKET}:2:{len(field) + 12}",
        f'"{written}" is no article',
    )
    assert problem.hint == f"{field} names articles: write the path to the .md file, the address or the slug of one"


@pytest.mark.parametrize("written", ["banjir", "/daerah/2024/10/banjir/", "daerah/2024/10/banjir.md", "/lama/"])
def test_an_article_is_none(portal_related_choices: Portal, written: str) -> None:
    """By each of its names, also before its hour."""
    choose(portal_related_choices, f"related: [{written}]")
    portal_related_choices.build()
    assert "<h3>" in portal_related_choices.read("daerah/2024/10/pasar/index.html")
    portal_related_choices.edit(FLOOD, "timestamp: 2024-10-09", "timestamp: 2024-10-11")
    portal_related_choices.build()
    assert "<h3>" not in portal_related_choices.read("daerah/2024/10/pasar/index.html")


@pytest.mark.parametrize("written", ["pasar", "/daerah/2024/10/pasar/", "daerah/2024/10/pasar.md", "/pasar-lama/"])
@pytest.mark.parametrize("field", ["related", "unrelated"])
def test_the_article_itself_is_a_mistake(portal_related_choices: Portal, field: str, written: str) -> None:
    """By each of its names."""
    choose(portal_related_choices, f"{field}: [{written}]")
    assert said(portal_related_choices) == [(f"{MARKET}:2:{len(field) + 4}", f"{field} names the article itself")]


@pytest.mark.parametrize("written", ["banjir", "/daerah/2024/10/banjir/", "daerah/2024/10/banjir.md", "/lama/"])
def test_one_article_cannot_be_in_both(portal_related_choices: Portal, written: str) -> None:
    """However it is written in either of them."""
    choose(portal_related_choices, f"related: [banjir]\nunrelated: [{written}]")
    assert said(portal_related_choices) == [(f"{MARKET}:3:13", f'"{written}" is in related as well')]


def test_what_does_not_exist_is_one_mistake(portal_related_choices: Portal) -> None:
    """It leads nowhere, and that is all there is to say."""
    choose(portal_related_choices, "related: [bajir]")
    assert said(portal_related_choices) == [(f"{MARKET}:2:11", 'this link leads nowhere: there is no "bajir"')]


def test_drafts_may_be_wrong(portal_related_choices: Portal) -> None:
    """Until they are built."""
    choose(portal_related_choices, "draft: true\nrelated: [/redaksi/]")
    portal_related_choices.build()
    assert [problem.message for problem in portal_related_choices.problems(drafts=True)] == [
        '"/redaksi/" is no article'
    ]


def test_an_article_becomes_something_else(portal_related_choices: Portal) -> None:
    """In a later build, though the article that names it was not touched; and so in one that reads all references."""
    choose(portal_related_choices, "related: [/info/]")
    portal_related_choices.add(FLOOD, article("Banjir", aliases="[/info/]"))
    portal_related_choices.build()
    portal_related_choices.edit(FLOOD, "aliases: [/info/]\n", "")
    portal_related_choices.add("content/pages/info.md", "---\ntitle: Info\n---\n")
    assert said(portal_related_choices) == [(f"{MARKET}:2:11", '"/info/" is no article')]
    for number in range(600):
        portal_related_choices.add(
            f"content/daerah/2024/09/a{number}.md", article("A", timestamp="2024-09-01 08:00 WIB")
        )
    assert said(portal_related_choices) == [(f"{MARKET}:2:11", '"/info/" is no article')]


@pytest.fixture
def portal_broken(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add("content/foto/a.jpg", "bukan gambar")
    return made


def test_a_faulty_picture_that_nobody_shows(portal_broken: Portal):
    """It is published as the file that it is."""
    portal_broken.build()
    assert portal_broken.read("foto/a.jpg") == "bukan gambar"


def test_each_place_where_it_is_shown_is_a_problem(portal_broken: Portal):
    """With the line of the article, and with the picture as the other file that may be the one to change."""
    portal_broken.add(FROM, article("A", "![Air](/foto/a.jpg)\n\n![Air](/foto/a.jpg)"))
    first, second = portal_broken.problems()
    assert (first.where.line, second.where.line) == (7, 9)
    assert first.message.startswith('the picture "/foto/a.jpg" ')
    assert (first.other, first.excerpt) == ("content/foto/a.jpg", "![Air](/foto/a.jpg)")


def test_a_link_to_it_is_no_problem(portal_broken: Portal):
    """Whoever follows it gets the file."""
    portal_broken.add(FROM, article("A", "[berkas](/foto/a.jpg)"))
    portal_broken.build()


def test_a_draft_may_show_it(portal_broken: Portal):
    """It is not finished, unless drafts are published."""
    portal_broken.add(FROM, article("A", "![Air](/foto/a.jpg)", draft="true"))
    portal_broken.build()
    assert len(portal_broken.problems(drafts=True)) == 1


def test_very_many_places_are_capped(portal_broken: Portal):
    """An editor mends no more at a time; only those that are shown have their lines."""
    portal_broken.add(FROM, article("A", "![Air](/foto/a.jpg) " * (MOST_SHOWN + 9)))
    problems = portal_broken.problems()
    assert len(problems) == MOST_SHOWN + 1
    assert sum(bool(problem.excerpt) for problem in problems) <= EXCERPTS


def test_nothing_leads_to_a_file_of_the_search(portal):
    """At midnight its name is another."""
    portal.add("site.yaml", f"{CONFIG}search: true\n")
    portal.add("content/daerah/2024/10/a.md", article(timestamp="2024-10-10 09:00 WIB"))
    portal.build()
    assert (portal.output / "cari/indeks/2024-10-10/0.bin").is_file()
    portal.add("content/daerah/2024/10/b.md", article(body="[x](/cari/) [y](/cari/indeks/2024-10-10/0.bin)"))
    assert [one.message for one in portal.problems()] == [
        'this link leads nowhere: there is no "/cari/indeks/2024-10-10/0.bin"'
    ]
