"""Fragments: links to places of other texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Portal, article, site

A, B = "content/daerah/a.md", "content/daerah/b.md"
URL = "/daerah/2024/10/b/"
SPLIT = "Satu.\n\n## Bagian satu\n\n<!-- halaman -->\n\n## Bagian dua\n\nDua."


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add(B, article("B", "## Bagian satu\n\nIsi."))
    return portal


@pytest.mark.parametrize("target", [URL, "b", "/daerah/b.md", "content/daerah/b.md"])
def test_a_link_to_a_place_of_another_article(portal: Portal, target: str) -> None:
    """However the article is named, the place must be one of its headings, or one of the theme."""
    portal.add(A, article("A", f"[b]({target}#bagian-satu) [c]({target}#isi) [d]({target}#) [e]({target}#tiada)"))
    (problem,) = portal.problems()
    assert (str(problem.where).rpartition(":")[0], problem.code) == (f"{A}:7", "dead-fragment")
    assert problem.message == f'this link leads to no place of its target: "{target}#tiada" has no "#tiada"'
    assert problem.hint == "its headings are #bagian-satu"
    assert problem.excerpt[problem.where.column - 1 :] == f"{target}#tiada)"


def test_a_place_that_goes_is_noticed(portal: Portal) -> None:
    """Though nothing of the article that leads there differs, and as soon as it is there again all is well."""
    portal.add(A, article("A", f"[b]({URL}#bagian-satu)"))
    portal.build()
    portal.edit(B, "## Bagian satu", "## Bagian lain")
    assert [(one.where.path, one.code) for one in portal.problems()] == [(A, "dead-fragment")]
    portal.edit(B, "## Bagian lain", "## Bagian satu")
    portal.build()


def test_all_texts_are_looked_at(portal: Portal) -> None:
    """Pages, profiles, corrections and what an article follows lead to places as well; a draft is its writer's own."""
    portal.add("content/pages/p.md", f"---\ntitle: P\n---\n[b]({URL}#p)\n")
    portal.add("content/authors/q.md", "---\nname: Q\n---\n## Riwayat\n\n[p](/p/#q)\n")
    portal.add(
        A,
        article(
            "A",
            "[q](/penulis/q/#riwayat)",
            follows=f"{URL}#a",
            corrections=f"[{{timestamp: 2024-10-10 08:00, text: x, link: {URL}#c}}]",
        ),
    )
    portal.add("content/daerah/d.md", article("D", f"[b]({URL}#d)", draft="true"))
    assert sorted(one.target for one in portal.problems()) == [f"{URL}#a", f"{URL}#c", f"{URL}#p", "/p/#q"]


def test_what_has_no_text_is_not_looked_at(portal: Portal) -> None:
    """The places of lists, of media and of a withdrawn article are nobody's mistake."""
    portal.add("content/a.vtt", b"%PDF-")
    portal.edit(B, "title: B", "title: B\nretracted: {timestamp: 2024-10-10 08:00 WIB, reason: sara, text: Demi anak.}")
    portal.add(A, article("A", f"[a](/a.vtt#page=3) [b](/daerah/#x) [c]({URL}#tiada)"))
    portal.build()


def test_a_link_leads_to_the_page_that_has_the_place(portal: Portal) -> None:
    """Of a split article, from other articles and within it; on the page with everything it stays there."""
    portal.add(B, article("B", SPLIT + " [a](#bagian-satu) [b](#bagian-dua)"))
    portal.add(A, article("A", f"[a]({URL}#bagian-satu) [b]({URL}#bagian-dua) [c]({URL}semua/#bagian-dua)"))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    for href in (f"{URL}#bagian-satu", f"{URL}2/#bagian-dua", f"{URL}semua/#bagian-dua"):
        assert f'<a href="{href}">' in page
    second = portal.read("daerah/2024/10/b/2/index.html")
    assert f'<a href="{URL}#bagian-satu">a</a> <a href="#bagian-dua">b</a>' in second
    assert '<a href="#bagian-satu">a</a> <a href="#bagian-dua">b</a>' in portal.read(
        "daerah/2024/10/b/semua/index.html"
    )
    feed = portal.read("feed.xml")
    assert f"https://uji.example{URL}2/#bagian-dua" in feed
    assert "href=&quot;#" not in feed.replace('"', "&quot;")


def test_a_place_that_moves_to_another_page_takes_its_links_along(portal: Portal) -> None:
    """The pages that lead there are made again, with the bytes of a build from nothing."""
    portal.add(B, article("B", SPLIT))
    portal.add(A, article("A", f"[b]({URL}#bagian-dua)"))
    portal.build()
    portal.edit(B, "Satu.\n", "Satu.\n\n<!-- halaman -->\n\nLagi.\n")
    portal.build()
    assert f'<a href="{URL}3/#bagian-dua">' in portal.read("daerah/2024/10/a/index.html")
    assert portal.files() == portal.clean()


def test_a_place_that_is_not_there_may_be_tolerated(portal: Portal) -> None:
    """Where site.yaml says so it is a warning, within a text and across articles; the link leads to its target."""
    portal.edit("site.yaml", "tagline:", "severity: {dead-fragment: warning}\ntagline:")
    portal.add(A, article("A", f"[b]({URL}#tiada) [c](#tiada)"))
    warnings = portal.build().warnings
    assert sorted((str(one.where), one.code) for one in warnings) == [
        (f"{A}:7:35", "dead-fragment"), (f"{A}:7:5", "dead-fragment"),
    ]  # fmt: skip
    assert f'<a href="{URL}#tiada">' in portal.read("daerah/2024/10/a/index.html")
    assert portal.files() == portal.clean()


def test_a_theme_brings_places_of_its_own(portal: Portal) -> None:
    """Links lead to the ids of its templates, and no heading gets one; without the theme they are as before."""
    portal.add(A, article("A", f"[b]({URL}#komentar) [c](#komentar) [d]({URL}#isian-7)\n\n## Komentar"))
    assert [one.target for one in portal.problems()] == [f"{URL}#komentar", f"{URL}#isian-7"]
    portal.add("themes/uji/theme.yaml", "extends: kabar\n")
    fields = "<p id='isian-{{ 3 + 4 }}' data-id=\"lain\" id={{ 1 }}></p><p id=komentar></p>"
    portal.add("themes/uji/templates/_x.html", fields)
    portal.edit("site.yaml", "tagline:", "theme: uji\ntagline:")
    portal.build()
    assert '<h2 id="komentar-2">' in portal.read("daerah/2024/10/a/index.html")
    portal.edit("themes/uji/templates/_x.html", "id=komentar", "id=tanggapan")
    assert [one.target for one in portal.problems()] == [f"{URL}#komentar"]
    portal.edit(A, f"{URL}#komentar", f"{URL}#tanggapan")
    portal.build()
    assert '<h2 id="komentar">' in portal.read("daerah/2024/10/a/index.html")
    assert portal.files() == portal.clean()
