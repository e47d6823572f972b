"""Links: what a reference leads to, and which lead nowhere. What is said of each is in fixtures/problems.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base import dates
from tests.photos import jpeg
from tests.support import CONFIG, Portal, RefusedError, article, png, site

TARGET, FROM = "content/daerah/2024/10/banjir.md", "content/daerah/2024/10/pasar.md"
PAGE = "daerah/2024/10/pasar/index.html"
NIGHT = dates.parse("2024-10-11 00:00 WIB", "WIB").epoch


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    found = site(tmp_path)
    found.add(TARGET, article("Banjir", "Satu.\n\n<!-- halaman -->\n\nDua.", tags="[Agam]", aliases="[/lama/]"))
    found.add("content/foto/a b.png", png(4, 3))
    found.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\n")
    found.add("content/authors/sari.md", "---\nname: Sari Wulan\n---\n")
    return found


def codes(portal: Portal, **options: object) -> list[tuple[str, str]]:
    """Return file and code of each problem."""
    return [(Path(one.path).stem, one.code) for one in portal.problems(**options)]


def clean_codes(portal: Portal) -> list[tuple[str, str]]:
    """Return the same of a build from nothing."""
    with pytest.raises(RefusedError) as refused:
        portal.clean()
    return [(Path(one.path).stem, one.code) for one in refused.value.problems]


def walk(portal: Portal, *hours: int) -> None:
    """Build now and at later hours, each as a clean build does."""
    for now in (portal.now, *hours):
        portal.now = now
        portal.build()
        assert portal.files() == portal.clean()


def test_what_a_link_may_lead_to(portal):
    """A file, an address or a slug; every page of the portal is an address."""
    targets = (
        "/daerah/2024/10/banjir/", "/daerah/2024/10/banjir", "/daerah/2024/10/banjir/?a=b", "daerah/2024/10/banjir.md",
        "/daerah/2024/10/banjir.md", "content/daerah/2024/10/banjir.md", "banjir", "/Daerah/2024/10/BANJIR/", "/daerah/2024/10/banjir/2/",
        "/daerah/2024/10/banjir/semua/", "/lama/", "/", "/daerah/", "/tag/agam/", "/penulis/sari/", "/redaksi/", "pages/redaksi.md",
        "authors/sari.md", "/indeks/2024/10/09/", "/terkini/", "/feed.xml", "</foto/a b.png>", "/aset/kabar.css",
    )  # fmt: skip
    portal.add(FROM, article("Pasar", "\n\n".join(f"Lihat [ini]({target}) itu." for target in targets)))
    portal.build()
    assert portal.read(PAGE).count("ini</a> itu") == len(targets)


def test_what_leads_nowhere(portal):
    """A folder without a page, a slip of the pen, a page or tag that there is not, and a file of the search, whose name is another at midnight."""
    portal.add("site.yaml", f"{CONFIG}search: true\n")
    portal.add("content/daerah/2024/10/a.md", article(timestamp="2024-10-10 09:00 WIB"))
    portal.build()
    targets = (
        "/daerah/2024/10/", "banjirr", "daerah/2024/10/banjirr.md", "/daerah/2024/10/banjir/3/", "/tag/padang/", "/authors/sari/",
        "x" * 3000, "/cari/indeks/2024-10-10/0.bin",
    )  # fmt: skip
    assert (portal.output / "cari/indeks/2024-10-10/0.bin").is_file()
    portal.add(FROM, article("Pasar", "\n\n".join(f"Lihat [ini]({target}) itu." for target in targets)))
    problems = portal.problems()
    assert [one.line for one in problems] == list(range(7, 7 + 2 * len(targets), 2))
    assert max(len(one.message) for one in problems) < 120


def test_a_name_that_is_wrong_everywhere_has_its_hint_everywhere(portal):
    """However many there are."""
    portal.add("site.yaml", CONFIG + "severity: {dead-link: warning}\n")
    for number in range(25):
        portal.add(
            f"content/daerah/2024/10/a-{number:02}.md", article("Pasar", f"[ini](banjirr) [ini](banjir{number:02}x)")
        )
    hinted = [one.message for one in portal.build().warnings if one.hint == 'did you mean "banjir"?']
    assert len([one for one in hinted if '"banjirr"' in one]) == 25


def test_links_die_with_their_target(portal):
    """In a later build, though the article that links was not touched, and a slug when another article gets it."""
    portal.add(FROM, article("Pasar", "Satu.\n\nBaca Juga: [](banjir)\n\n![g](/foto/a%20b.png) ![g](</foto/a b.png>)"))
    portal.build()
    before = portal.files()
    portal.add("content/nasional/2024/10/banjir.md", article("Banjir"))
    assert codes(portal) == [("pasar", "ambiguous-link")]
    portal.remove("content/nasional/2024/10/banjir.md")
    portal.remove(TARGET)
    portal.remove("content/foto/a b.png")
    assert [(one.line, one.code) for one in portal.problems()] == [
        (9, "dead-link"),
        (11, "missing-picture"),
        (11, "missing-picture"),
    ]
    assert portal.files() == before


def test_what_is_not_published_yet_is_not_dead(portal):
    """A link to tomorrow's article, to a draft or to what has expired is text until it can be followed."""
    portal.add(FROM, article("Pasar", "Baca Juga: [](banjir)\n\nLihat [ini](/daerah/2024/10/banjir/)."))
    for keys in ({"timestamp": "2024-10-11 16:10 WIB"}, {"draft": "true"}, {"expires": "2024-10-10 11:00"}):
        portal.add(TARGET, article("Banjir", **keys))
        portal.build()
        assert "Lihat ini." in portal.read(PAGE)


def test_links_of_drafts_are_not_checked(portal):
    """They are, when they are drafts no more, also when their hour has not come."""
    portal.add(FROM, article("Pasar", "[ini](tiada)", draft="true", related="[/redaksi/]"))
    portal.build()
    portal.edit(FROM, "draft: true\n", "")
    assert codes(portal) == [("pasar", "bad-related"), ("pasar", "dead-link")]
    portal.edit(FROM, "timestamp: 2024-10-09", "timestamp: 2024-10-11")
    assert codes(portal) == [("pasar", "bad-related"), ("pasar", "dead-link")]


def test_pictures_of_another_host_are_not_looked_for(portal):
    """With media: base_url, they live elsewhere, also in an article that is not published for something else."""
    portal.edit("site.yaml", "categories:", "media: {base_url: https://cdn.example}\ncategories:")
    portal.add(FROM, article("Pasar", "![g](/foto/x.png)", photo="{src: /foto/y.png, credit: x}"))
    portal.build()
    portal.add(FROM, article("Pasar", "![g](/foto/x.png) [a](tiada)", author=""))
    assert codes(portal) == [("pasar", "missing-author"), ("pasar", "dead-link")]


@pytest.mark.slow
def test_links_of_very_many_articles(portal):
    """When most of the archive was touched, all links are looked at in one go, with the same result."""
    paths = [f"content/daerah/2024/09/kabar-{number}.md" for number in range(600)]
    for path in paths:
        portal.add(path, article("Kabar", "Isi lain, [b](banjir)."))
    portal.edit(paths[5], "[b](banjir)", "[a](tiada)")
    assert codes(portal) == [("kabar-5", "dead-link")]


def test_links_of_corrections(portal):
    """They are links like those of a body: checked, with their place, and text while their target is not published."""
    one = "{timestamp: 2024-10-10 08:00 WIB, text: Salah., link: %s}"
    portal.add(FROM, article("Pasar", corrections=f"[{one % '/tiada/'}]"))
    assert [(problem.line, problem.column) for problem in portal.problems()] == [(6, 69)]
    portal.add(FROM, article("Pasar", corrections=f"[{one % '/daerah/2024/10/banjir.md'}]"))
    portal.build()
    assert 'Salah. <a href="/daerah/2024/10/banjir/">' in portal.read(PAGE)
    portal.edit(TARGET, "title:", "draft: true\ntitle:")
    portal.build()
    assert "Salah.</p>" in portal.read(PAGE)
    assert portal.files() == portal.clean()
    portal.remove(TARGET)
    assert codes(portal) == [("pasar", "dead-link")]


def test_very_many_dead_links_are_told_as_a_thousand(portal):
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
    found = codes(portal)
    assert [name for name, _ in found] == ["banjir", *([] if url == "/lama/" else ["pasar"])]
    assert found == clean_codes(portal)


# -------------------------------------------------------------------------- as time goes on


@pytest.mark.parametrize("url", ["/daerah/2024/10/banjir/2/", "/daerah/halaman/1/", "/tag/agam/halaman/1/"])
def test_what_goes_when_an_article_expires_is_not_dead(tmp_path, url):
    """Its parts, and the numbered pages of lists that become shorter: in texts and in site.yaml."""
    portal = site(tmp_path, config=CONFIG + f"per_page: 1\nfooter: [{{name: X, url: {url}}}]\n")
    portal.add(FROM, article("Pasar", f"Lihat [ini]({url}) itu.", timestamp="2024-10-08 10:00 WIB", tags="[Agam]"))
    body = "Satu.\n\n<!-- halaman -->\n\nDua."
    portal.add(TARGET, article("Banjir", body, tags="[Agam]", expires="2024-10-11 00:00 WIB"))
    portal.build()
    assert f'<a href="{url}">ini</a> itu' in portal.read(PAGE)
    walk(portal, NIGHT)
    assert "Lihat ini itu." in portal.read(PAGE)
    portal.remove(TARGET)
    assert codes(portal) == [("pasar", "dead-link"), ("site", "dead-site-link")] == clean_codes(portal)


def test_lists_of_a_withdrawal_to_come(portal):
    """It will stand in no list, so a link to one is dead now, not at its hour."""
    keys = {"tags": "[Zebra]", "timestamp": "2024-10-11 00:00 WIB"}
    portal.add(TARGET, article(retracted="{timestamp: 2024-10-11 08:00 WIB, reason: sara, text: Salah.}", **keys))
    portal.add(FROM, article("Pasar", "Lihat [ini](/tag/zebra/) itu."))
    assert codes(portal) == [("pasar", "dead-link")]


def test_variants_of_pictures_are_nothing_to_link_to(portal):
    """They come and go with whoever shows the picture, at night too."""
    portal.add("content/foto/besar.jpg", jpeg(800, 600))
    portal.add(TARGET, article(body="![Gambar](/foto/besar.jpg)", expires="2024-10-11 00:00 WIB"))
    portal.build()
    variant = min(path for path in portal.files() if path.startswith("gambar/"))
    portal.add(FROM, article("Pasar", f"Lihat [ini](/{variant}) itu."))
    assert codes(portal) == [("pasar", "dead-link")]


def test_a_profile_that_takes_over_a_name_to_come(portal):
    """The list of a scheduled article's author is another then, and a link to it as it was is dead."""
    portal.add(FROM, article("Pasar", "Lihat [ini](/penulis/ani/) itu."))
    portal.add(TARGET, article(author="Ani", timestamp="2024-10-11 00:00 WIB"))
    portal.build()
    portal.add("content/authors/ani-w.md", "---\nname: Ani\n---\nBio.\n")
    assert codes(portal) == [("pasar", "dead-link")]
    portal.edit(FROM, "/penulis/ani/", "/penulis/ani-w/")
    walk(portal, NIGHT)


# -------------------------------------------------------------------------------- what is meant


def test_initials_come_and_go_with_profiles(portal):
    """Though the article is not touched; a draft's are not looked at."""
    profile = "content/authors/toni.md"
    portal.add(profile, "---\nname: Antonius\ninitials: TN\n---\n")
    portal.add("site.yaml", CONFIG + "severity: {unknown-initials: error}\n")
    portal.add(FROM, article("Pasar", "Satu.\n\nDua\n*tiga*.***(TN)\n<!-- ya -->"))
    portal.add("content/daerah/2024/10/d.md", article("Draf", "Satu.***(XX)", draft="true"))
    portal.build()
    portal.edit(profile, "initials: TN", "initials: TNS")
    assert [(one.line, one.column, one.code) for one in portal.problems()] == [(10, 8, "unknown-initials")]
    portal.edit(profile, "initials: TNS", "initials: tn")
    portal.build()
    portal.remove(profile)
    assert codes(portal) == [("pasar", "unknown-initials")]
    portal.edit("site.yaml", "initials: error", "initials: warning")
    assert [one.code for one in portal.build().warnings] == ["unknown-initials"]
    assert "***(TN)</span>" in portal.read(PAGE), "it leads to nobody"
    for name in ("a", "b"):
        portal.add(f"content/authors/{name}.md", f"---\nname: {name * 3}\ninitials: TN\n---\n")
    assert not portal.build().warnings
    assert portal.files() == portal.clean()


# ---------------------------------------------------------------------------- places within texts

B, URL = "content/daerah/b.md", "/daerah/2024/10/b/"
SPLIT = "Satu.\n\n## Bagian satu\n\n<!-- halaman -->\n\n## Bagian dua\n\nDua."


def test_a_link_to_a_place_of_another_text(portal):
    """However it is named, the place must be one of its headings, or one of the theme; pages, people and corrections are looked at, too."""
    portal.add(B, article("B", "## Bagian satu\n\nIsi."))
    targets = (URL, "b", "/daerah/b.md", "content/daerah/b.md")
    body = "\n\n".join(f"[b]({target}#bagian-satu) [c]({target}#isi) [d]({target}#)" for target in targets)
    link = f"[{{timestamp: 2024-10-10 08:00, text: x, link: {URL}#bagian-satu}}]"
    portal.add(FROM, article("A", f"{body}\n\n[q](/redaksi/#sejarah)", follows=f"{URL}#bagian-satu", corrections=link))
    portal.add("content/pages/redaksi.md", f"---\ntitle: R\n---\n[b]({URL}#bagian-satu)\n\n## Sejarah\n")
    portal.build()
    portal.edit(B, "## Bagian satu", "## Bagian lain")
    portal.edit("content/pages/redaksi.md", "Sejarah", "Jejak")
    problems = portal.problems()
    assert {one.code for one in problems} == {"dead-fragment"}
    assert [(Path(one.path).stem, one.line) for one in problems] == [
        *(("pasar", line) for line in (6, 7, 9, 11, 13, 15, 17)), ("redaksi", 4),
    ]  # fmt: skip
    assert problems[0].hint == 'did you mean "#bagian-lain"?'
    portal.edit(B, "## Bagian lain", "## Bagian satu")
    assert [one.line for one in portal.problems()] == [17]


def test_what_has_no_text_has_no_places(portal):
    """Those of lists, of media and of a withdrawn article are nobody's mistake."""
    portal.add("content/a.vtt", b"%PDF-")
    portal.add(B, article("B", retracted="{timestamp: 2024-10-10 08:00 WIB, reason: sara, text: Demi anak.}"))
    portal.add(FROM, article("A", f"[a](/a.vtt#page=3) [b](/daerah/#x) [c]({URL}#tiada)"))
    portal.build()


def test_a_link_leads_to_the_page_that_has_the_place(portal):
    """Of a split article, from others and within it, on the page with everything too; if it moves, its links go along."""
    portal.add(B, article("B", SPLIT + " [a](#bagian-satu) [b](#bagian-dua)"))
    portal.add(FROM, article("A", f"[a]({URL}#bagian-satu) [b]({URL}#bagian-dua) [c]({URL}semua/#bagian-dua)"))
    portal.build()
    page = portal.read(PAGE)
    for href in (f"{URL}#bagian-satu", f"{URL}2/#bagian-dua", f"{URL}semua/#bagian-dua"):
        assert f'<a href="{href}">' in page
    second = portal.read("daerah/2024/10/b/2/index.html")
    assert f'<a href="{URL}#bagian-satu">a</a> <a href="#bagian-dua">b</a>' in second
    assert '<a href="#bagian-satu">a</a> <a href="#bagian-dua">b</a>' in portal.read(
        "daerah/2024/10/b/semua/index.html"
    )
    assert f"https://uji.example{URL}2/#bagian-dua" in portal.read("feed.xml")
    portal.edit(B, "Satu.\n", "Satu.\n\n<!-- halaman -->\n\nLagi.\n")
    portal.build()
    assert f'<a href="{URL}3/#bagian-dua">' in portal.read(PAGE)
    assert portal.files() == portal.clean()


def test_a_place_that_is_not_there_may_be_tolerated(portal):
    """Where site.yaml says so it is a warning, within a text and across articles; the link leads to its target."""
    portal.edit("site.yaml", "tagline:", "severity: {dead-fragment: warning}\ntagline:")
    portal.add(B, article("B"))
    portal.add(FROM, article("A", f"[b]({URL}#tiada) [c](#tiada)"))
    assert {(one.code, one.column) for one in portal.build().warnings} == {("dead-fragment", 35), ("dead-fragment", 5)}
    assert f'<a href="{URL}#tiada">' in portal.read(PAGE)
    assert portal.files() == portal.clean()


def test_a_theme_brings_places_of_its_own(portal):
    """Links lead to the ids of its templates, and no heading gets one; without the theme they are as before."""
    portal.add(B, article("B"))
    portal.add(FROM, article("A", f"[b]({URL}#komentar) [c](#komentar) [d]({URL}#isian-7)\n\n## Komentar"))
    assert [one.column for one in portal.problems()] == [5, 53]
    portal.add("themes/uji/theme.yaml", "extends: kabar\n")
    portal.add(
        "themes/uji/templates/_x.html", "<p id='isian-{{ 3 + 4 }}' data-id=\"lain\" id={{ 1 }}></p><p id=komentar></p>"
    )
    portal.edit("site.yaml", "tagline:", "theme: uji\ntagline:")
    portal.build()
    assert '<h2 id="komentar-2">' in portal.read(PAGE)
    portal.edit("themes/uji/templates/_x.html", "id=komentar", "id=tanggapan")
    assert [one.column for one in portal.problems()] == [5]
    portal.edit(FROM, f"{URL}#komentar", f"{URL}#tanggapan")
    portal.build()
    assert '<h2 id="komentar">' in portal.read(PAGE)
    assert portal.files() == portal.clean()


# --------------------------------------------------------------------- what an article is related to

NAMES = ("pasar", "/daerah/2024/10/pasar/", "daerah/2024/10/pasar.md", "/pasar-lama/")


@pytest.mark.parametrize("field", ["related", "unrelated"])
def test_what_is_no_other_article_is_a_mistake(portal, field):
    """By each name, as it could stand in no list and would be left out in silence."""
    none = (
        "/redaksi/", "pages/redaksi.md", "/penulis/sari/", "authors/sari.md", "/foto/a b.png", "/daerah/", "/tag/agam/", "/",
        "/terkini/", "/feed.xml", "/daerah/2024/10/banjir/2/",
    )  # fmt: skip
    portal.add(FROM, article("Pasar", aliases="[/pasar-lama/]", **{field: f"[banjir, {', '.join((*none, *NAMES))}]"}))
    problems = portal.problems()
    assert {one.code for one in problems} == {"bad-related"}
    said = [one.message.partition(f"{field} ")[2] or one.message.partition('" ')[2] for one in problems]
    assert said == ["is no article"] * len(none) + ["names the article itself"] * len(NAMES)


@pytest.mark.parametrize("written", ["banjir", "/daerah/2024/10/banjir/", "daerah/2024/10/banjir.md", "/lama/"])
def test_an_article_is_related_by_each_of_its_names(portal, written):
    """Also before its hour; it cannot be unrelated as well."""
    portal.add(FROM, article("Pasar", related=f"[{written}]"))
    portal.build()
    assert "<h3>" in portal.read(PAGE)
    portal.edit(TARGET, "timestamp: 2024-10-09", "timestamp: 2024-10-11")
    portal.build()
    assert "<h3>" not in portal.read(PAGE)
    portal.add(FROM, article("Pasar", related="[banjir]", unrelated=f"[{written}]"))
    assert [(one.line, one.message.partition('" ')[2]) for one in portal.problems()] == [(7, "is in related as well")]


def test_an_article_becomes_something_else(portal):
    """In a later build, though the article that names it was not touched; and so in one that reads all references."""
    portal.add(FROM, article("Pasar", related="[/info/]"))
    portal.add(TARGET, article("Banjir", aliases="[/info/]"))
    portal.build()
    portal.edit(TARGET, "aliases: [/info/]\n", "")
    portal.add("content/pages/info.md", "---\ntitle: Info\n---\n")
    assert codes(portal) == [("pasar", "bad-related")] == clean_codes(portal)


# ------------------------------------------------------------------------------ pictures that are none


def test_a_picture_that_is_none_is_a_problem_where_it_is_shown(tmp_path):
    """At each place; whoever follows a link to it gets the file, and a draft may show it."""
    portal = site(tmp_path)
    portal.add("content/foto/a.jpg", "bukan gambar")
    portal.add(FROM, article("A", "[berkas](/foto/a.jpg)"))
    portal.build()
    assert portal.read("foto/a.jpg") == "bukan gambar"
    portal.add(FROM, article("A", "![Air](/foto/a.jpg)", draft="true"))
    portal.build()
    portal.add(FROM, article("A", "![Air](/foto/a.jpg)\n\n![Air](/foto/a.jpg)"))
    assert [(one.code, one.line) for one in portal.problems()] == [("broken-picture", 7), ("broken-picture", 9)]
    portal.add(FROM, article("A", "![Air](/foto/a.jpg) " * 1009))
    assert len(portal.problems()) == 1001
