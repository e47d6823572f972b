"""Collisions: what is said of pages that want one address, and which of them is to blame."""

from __future__ import annotations

from collections.abc import Callable
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
        ("/daerah/", "a listing (kanal daerah)"),
        ("/terkini/", "a listing"),
        ("/tag/banjir/", "a listing (tag banjir)"),
        ("/indeks/", "a page of the portal itself (archive)"),
        ("/indeks/2024/10/", "a page of the portal itself (month)"),
        ("/redaksi/", "content/pages/redaksi.md"),
        ("/daerah/2024/10/a/2/", "this article itself"),
        ("/daerah/2024/10/B/", "but for letter case"),
        ("/lama.html", "a folder of content/"),
        ("/LAMA.html", "a folder of content/"),
    ],
)
def test_a_page_is_named_by_what_it_is_made_of(portal: Portal, alias: str, what: str) -> None:
    """A file, or a part of the portal in words; whatever was there before."""
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    portal.add("content/lama.html/dalam/a.vtt", "teks")
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


@pytest.mark.parametrize("name", ["feed.xml", "404.html", "aset/kabar.css", "sitemap-2024-10.xml"])
def test_media_in_a_folder_that_is_called_like_a_file_of_the_portal(portal: Portal, name: str) -> None:
    """They are told, wherever the file comes from."""
    portal.add(A, article("A"))
    portal.add(f"content/{name}/x.png", png(4, 3))
    assert all(one.path.startswith(f"content/{name}/") for one in portal.problems())


def test_an_asset_below_an_asset(portal: Portal) -> None:
    """A theme whose folder of assets is called like a file of its parent is a problem, not a crash."""
    portal.add("themes/uji/assets/kabar.css/x.png", png(4, 3))
    assert portal.problems()


@pytest.mark.parametrize("name", ["index.html", "Index.html"])
def test_media_where_an_article_has_its_file(portal: Portal, name: str) -> None:
    """Told by each build, whichever of them came first."""
    portal.add(f"{A.removesuffix('.md')}/{name}/a.png", png(4, 3))
    portal.build()
    portal.add(A, article("A"))
    assert told(portal)


@pytest.mark.parametrize("first", ["alias", "folder"])
def test_an_alias_and_a_folder_that_differ_in_letter_case(portal: Portal, first: str) -> None:
    """An incremental build finds the collisions that a clean one finds."""
    steps: list[Callable[[], object]] = [
        lambda: portal.add(A, article("A", aliases="[/Foto.html]")),
        lambda: portal.add("content/foto.html/x.png", png(4, 3)),
    ]
    first_step, second_step = steps if first == "alias" else steps[::-1]
    first_step()
    portal.build()
    second_step()
    assert [*told(portal)] == [A]


def test_a_folder_without_anything_published_is_in_nobodys_way(portal: Portal) -> None:
    """Its articles are elsewhere in the output; and one that goes frees its address in the same build."""
    portal.add("content/daerah/lama.html/b.md", article("B"))
    portal.add("content/dulu.html/a.png", png(4, 3))
    portal.add(A, article("A", aliases="[/daerah/lama.html]"))
    portal.build()
    portal.remove("content/dulu.html")
    portal.edit(A, "/daerah/lama.html", "/daerah/lama.html, /dulu.html")
    portal.build()
    assert portal.files() == portal.clean()
