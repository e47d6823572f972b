"""Collisions: what is said of pages that want one address, and which of them is to blame."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, RefusedError, article, png, site

A, B, C = (f"content/daerah/2024/10/{name}.md" for name in "abc")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=f"{CONFIG}media: {{allow: [txt, CNAME]}}\ntheme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    return portal


def told(portal: Portal) -> dict[str, str]:
    """Return file and message of each problem, all of which are those of a first build."""
    found = portal.problems()
    assert {one.code for one in found} == {"address-taken"}
    with pytest.raises(RefusedError) as first:
        portal.clean()
    assert [*first.value.problems] == found
    return {one.path: one.message for one in found}


def test_an_alias_is_to_blame_rather_than_the_page_that_it_hits(portal: Portal) -> None:
    """Though the file of the alias comes first by name."""
    portal.add(A, article("A", aliases="[/daerah/2024/10/b/]"))
    portal.add(B, article("B"))
    assert told(portal) == {A: f'the address "/daerah/2024/10/b/" is already that of {B}'}


def test_of_several_articles_the_later_ones_by_name_are_to_blame(portal: Portal) -> None:
    """Each against the one with the best claim, whichever was read first."""
    portal.add(B, article("B", slug="sama"))
    portal.build()
    portal.add(A, article("A", slug="sama"))
    portal.add(C, article("C", slug="sama"))
    assert {path: A in message for path, message in told(portal).items()} == {B: True, C: True}


@pytest.mark.parametrize(
    ("alias", "what"),
    [
        ("/404.html", "a page of the portal itself (404)"),
        ("/pindah/", "site.yaml"),
        ("/redaksi/", "content/pages/redaksi.md"),
        ("/daerah/2024/10/a/2/", "this article itself"),
        ("/daerah/2024/10/B/", "but for letter case"),
    ],
)
def test_a_page_is_named_by_what_it_is_made_of(portal: Portal, alias: str, what: str) -> None:
    """A file, or a part of the portal in words; whatever was there before."""
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    portal.edit("site.yaml", "theme:", "redirects: {/pindah/: /daerah/}\ntheme:")
    portal.add(B, article("B", tags="[Banjir]"))
    portal.build()
    portal.add(A, article("A", "Satu.\n\n<!-- halaman -->\n\nDua.", aliases=f"[/daerah/2024/10/a/, {alias}]"))
    (message,) = told(portal).values()
    assert f'the address "{alias}" is already that of' in message
    assert what in message


def test_addresses_that_differ_in_a_slash(portal: Portal) -> None:
    """Where those of articles have none: an alias has one."""
    portal.edit("site.yaml", "media", "permalink: /{slug}\nmedia")
    portal.add(B, article("B"))
    portal.add(A, article("A", aliases="[/b/]"))
    assert "but for a slash at its end" in told(portal)[A]


@pytest.mark.parametrize(
    ("path", "keys", "place"),
    [
        (A, {"slug": "sama"}, (6, 7)),
        (A, {"aliases": "[/lain/, /daerah/2024/10/sama/]"}, (6, 19)),
        ("content/daerah/2024/11/sama.md", {}, (2, 8)),
    ],
)
def test_the_place_is_that_of_what_makes_the_address(
    portal: Portal, path: str, keys: dict[str, str], place: tuple[int, int]
) -> None:
    """The slug, the alias, or else the headline, since the name of a file has no place of its own."""
    portal.add("content/daerah/2024/10/0.md", article("Nol", slug="sama"))
    portal.add(path, article(**keys))
    (found,) = portal.problems()
    assert (found.path, found.line, found.column) == (path, *place)


def test_an_article_to_come_is_told_whose_its_address_is(portal: Portal) -> None:
    """The oldest one's, of several that are published: always the same, in whatever order they are found."""
    for number, day in ((1, 9), (2, 3), (3, 12)):
        for slug in "abcdefgh":
            keys = {"slug": slug, "timestamp": f"2024-10-{day:02d} 10:00 WIB"}
            portal.add(f"content/daerah/{slug}{number}.md", article(f"Judul {slug}", **keys))
    for one in portal.build(hold=True).held:
        slug = one.path[-5]
        assert f"content/daerah/{slug}2.md" in one.message
        assert one.path.endswith(("1.md", "3.md"))


# --------------------------------------------------------------- files and folders


@pytest.mark.parametrize(
    "alias", ["/foto/a.png", "/feed.xml", "/manifest.webmanifest/x.html", "/CNAME", "/cname/x/", "/lama.html/b.html"]
)
def test_an_alias_with_the_name_of_a_file(portal: Portal, alias: str) -> None:
    """One whose page would lie in a folder that is called like a file of the output is a problem, not a crash."""
    portal.add("content/foto/a.png", png(4, 3))
    portal.add("content/CNAME", "uji.example")
    portal.add(B, article("B", aliases="[/lama.html]"))
    portal.add(A, article("A"))
    portal.build()
    portal.add(A, article("A", aliases=f"[{alias}]"))
    (problem,) = portal.problems()
    assert (problem.path, problem.line, problem.code) == (A, 6, "bad-address")


@pytest.mark.parametrize(
    "folder", ["feed.xml", "404.html", "aset/kabar.css", "sitemap-2024-10.xml", "daerah/2024/10/a/Index.html"]
)
def test_media_in_a_folder_that_is_called_like_a_file(portal: Portal, folder: str) -> None:
    """They are refused, whatever has an address there."""
    portal.add(A, article("A"))
    portal.add(f"content/{folder}/x.png", png(4, 3))
    assert {one.path.removesuffix("x.png") for one in portal.problems()} == {f"content/{folder}/"}


def test_an_asset_below_an_asset(portal: Portal) -> None:
    """A theme whose folder of assets is called like a file of its parent is a problem, not a crash."""
    portal.add("themes/uji/assets/kabar.css/x.png", png(4, 3))
    assert portal.problems()


# ------------------------------------------------------------------ lists and documents


@pytest.mark.parametrize(
    "alias",
    ["/tag/zebra/", "/Tag/x/y/", "/penulis/ani/", "/indeks/2031/", "/terkini/", "/wilayah/x/", "/daerah/",
     "/daerah/halaman/7/", "/daerah/halaman/"],
)  # fmt: skip
def test_an_alias_among_the_lists(portal: Portal, alias: str) -> None:
    """Whether there is such a list or not: told of the file, at its line, and --hold leaves the alias out."""
    portal.add(A, article("A", aliases=f"[/lama/, {alias}]"))
    (problem,) = portal.problems()
    assert (problem.path, problem.line, problem.code) == (A, 6, "list-address")
    assert f'redirects: {{"{alias}": /daerah/2024/10/a/}}' in problem.hint
    portal.build(hold=True)
    assert "lama/index.html" in portal.files()


@pytest.mark.parametrize(
    ("permalink", "path"),
    [
        ("/{slug}/", "content/daerah/tag.md"),
        ("/{slug}/", "content/daerah/daerah.md"),
        ("/{slug}", "content/daerah/daerah.md"),
        ("/{category}/{slug}/", "content/daerah/halaman.md"),
        ("/tag/{slug}/", "content/daerah/a.md"),
        ("/{slug}/", "content/pages/indeks.md"),
    ],
)
def test_a_document_among_the_lists(portal: Portal, permalink: str, path: str) -> None:
    """Its own address is no list's either."""
    portal.edit("site.yaml", "theme:", f"permalink: '{permalink}'\ntheme:")
    portal.add(path, article("A") if "pages" not in path else "---\ntitle: A\n---\nIsi.\n")
    (problem,) = portal.problems()
    assert (problem.path, problem.code) == (path, "reserved-address")


def test_what_site_yaml_leads_on_from_gives_way_to_a_list(portal: Portal) -> None:
    """A tag of tomorrow takes the address, and gives it back; the address of a list that is always there is refused."""
    portal.edit("site.yaml", "theme:", "redirects: {/tag/lama/: /tag/baru/, /indeks/2024/: /indeks/}\ntheme:")
    portal.add(A, article("A", tags="[Baru]"))
    portal.build()
    assert "/tag/baru/" in portal.read("tag/lama/index.html")
    assert "Oktober" in portal.read("indeks/2024/index.html")
    portal.add(B, article("B", tags="[Lama]"))
    portal.build()
    assert "/daerah/2024/10/b/" in portal.read("tag/lama/index.html")
    assert portal.files() == portal.clean()
    for path in (A, B):
        portal.remove(path)
        portal.add(
            path.replace("/2024", ""), article("A", timestamp="2023-01-02 10:00 WIB", tags="[Baru]", slug=path[-4])
        )
    portal.build()
    assert "/tag/baru/" in portal.read("tag/lama/index.html")
    assert portal.files() == portal.clean()
    portal.edit("site.yaml", "/tag/lama/", "/daerah/")
    assert [one.code for one in portal.problems()] == ["address-taken"]
