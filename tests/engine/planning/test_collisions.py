"""Collisions: what is said of pages that want one address, and which of them is to blame."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import SiteError
from tests.support import CONFIG, Portal, article, png, site

A, B, C = (f"content/daerah/2024/10/{name}.md" for name in "abc")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return site(tmp_path)


def told(portal: Portal) -> list[tuple[str, str]]:
    """Return file and message of each problem."""
    return [(problem.where.path, problem.message) for problem in portal.problems()]


def test_an_alias_is_to_blame_rather_than_the_page_that_it_hits(portal: Portal) -> None:
    """Though the file of the alias comes first by name."""
    portal.add(A, article("A", aliases="[/daerah/2024/10/b/]"))
    portal.add(B, article("B"))
    assert told(portal) == [(A, f'the address "/daerah/2024/10/b/" is already that of {B}')]


def test_of_two_articles_the_later_by_name_is_to_blame(portal: Portal) -> None:
    """Whichever was read first."""
    portal.add(B, article("B", slug="sama"))
    portal.build()
    portal.add(A, article("A", slug="sama"))
    assert told(portal) == [(B, f'the address "/daerah/2024/10/sama/" is already that of {A}')]


def test_three_that_want_one_address_are_two_problems(portal: Portal) -> None:
    """Each of the others against the one with the best claim."""
    for path in (A, B, C):
        portal.add(path, article(path[-4], slug="sama"))
    message = f'the address "/daerah/2024/10/sama/" is already that of {A}'
    assert told(portal) == [(B, message), (C, message)]


@pytest.mark.parametrize(
    ("alias", "what"),
    [
        ("/daerah/", "a listing (kanal daerah)"),
        ("/terkini/", "a listing"),
        ("/tag/banjir/", "a listing (tag banjir)"),
        ("/indeks/", "a page of the portal itself (archive)"),
        ("/indeks/2024/10/", "a page of the portal itself (month)"),
        ("/redaksi/", "content/pages/redaksi.md"),
    ],
)
def test_a_page_is_named_by_what_it_is_made_of(portal: Portal, alias: str, what: str) -> None:
    """A file, or a part of the portal in words."""
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n")
    portal.add(B, article("B", tags="[Banjir]"))
    portal.add(A, article("A", aliases=f"[{alias}]"))
    assert told(portal) == [(A, f'the address "{alias}" is already that of {what}')]


def test_two_addresses_of_one_article(portal: Portal) -> None:
    """It is told of itself; its own address among its aliases is left out."""
    portal.add(
        A, article("A", "Satu.\n\n<!-- halaman -->\n\nDua.", aliases="[/daerah/2024/10/a/, /daerah/2024/10/a/2/]")
    )
    assert told(portal) == [(A, 'the address "/daerah/2024/10/a/2/" is already that of this article itself')]


def test_addresses_that_only_some_hosts_tell_apart(portal: Portal) -> None:
    """The message says how they differ."""
    portal.add(B, article("B"))
    portal.add(A, article("A", aliases="[/daerah/2024/10/B/]"))
    ((path, message),) = told(portal)
    assert path == A
    assert message.endswith(f"{B}, but for letter case or Unicode form, which many hosts do not tell apart")


def test_addresses_that_differ_in_a_slash(portal: Portal) -> None:
    """Where those of articles have none: an alias has one."""
    portal.add("site.yaml", f"{CONFIG}permalink: /{{slug}}\n")
    portal.add(B, article("B"))
    portal.add(A, article("A", aliases="[/b/]"))
    said = f'the address "/b/" is already that of {B}, but for a slash at its end, which many hosts leave out or add'
    assert told(portal) == [(A, said)]


@pytest.mark.parametrize(
    ("keys", "place"), [({"slug": "sama"}, (6, 7)), ({"aliases": "[/lain/, /daerah/2024/10/sama/]"}, (6, 19))]
)
def test_the_place_is_that_of_what_makes_the_address(
    portal: Portal, keys: dict[str, str], place: tuple[int, int]
) -> None:
    """The slug, or the alias."""
    portal.add("content/daerah/2024/10/0.md", article("Nol", slug="sama"))
    portal.add(A, article(**keys))
    (found,) = portal.problems()
    assert (found.where.path, found.where.line, found.where.column) == (A, *place)


def test_without_a_slug_the_place_is_that_of_the_headline(portal: Portal) -> None:
    """Since the address is made of the name of the file, which has no place of its own."""
    for folder in ("10", "11"):
        portal.add(f"content/daerah/2024/{folder}/sama.md", article("Sama"))
    (found,) = portal.problems()
    assert (found.where.path, found.where.line, found.where.column) == ("content/daerah/2024/11/sama.md", 2, 8)


A = "content/daerah/2024/10/a.md"
THEME = "name: uji\nextends: kabar\n"


@pytest.fixture
def portal_folders(tmp_path: Path) -> Portal:
    portal_folders = site(tmp_path, config=CONFIG + "theme: uji\nmedia: {allow: [txt]}\n")
    portal_folders.add("themes/uji/theme.yaml", THEME)
    portal_folders.add(A, article("A"))
    return portal_folders


def told_folders(portal_folders: Portal) -> list[tuple[str, str]]:
    return [(problem.where.path, problem.message) for problem in portal_folders.problems()]


def test_an_alias_where_media_have_a_folder(portal_folders: Portal) -> None:
    """Told at the alias, which is easier to change."""
    portal_folders.add("content/lama.html/dalam/a.vtt", "teks")
    portal_folders.add(A, article("A", aliases="[/lama.html]"))
    assert told_folders(portal_folders) == [(A, 'the address "/lama.html" is already that of a folder of content/')]


def test_letter_case_of_the_folder_does_not_count(portal_folders: Portal) -> None:
    """Many disks do not tell it apart."""
    portal_folders.add("content/Lama.html/a.vtt", "teks")
    portal_folders.build()
    portal_folders.add(A, article("A", aliases="[/lama.html]"))
    assert [path for path, _ in told_folders(portal_folders)] == [A]


def test_media_where_the_portal_has_a_file(portal_folders: Portal) -> None:
    """Told at the media file."""
    portal_folders.add("content/feed.json/a.vtt", "teks")
    message = 'the folder of this file has the address "/feed.json", which is that of'
    ((path, said),) = told_folders(portal_folders)
    assert (path, said.startswith(message)) == ("content/feed.json/a.vtt", True)


@pytest.mark.parametrize("name", ["index.html", "Index.html"])
def test_media_where_an_article_has_its_file(portal_folders: Portal, name: str) -> None:
    """Told by each build, whichever of them came first."""
    portal_folders.remove(A)
    portal_folders.add(f"{A.removesuffix('.md')}/{name}/a.png", png(4, 3))
    portal_folders.build()
    portal_folders.add(A, article("A"))
    told = portal_folders.problems()
    assert [problem.code for problem in told] == ["address-taken"]
    with pytest.raises(SiteError) as clean:
        portal_folders.clean()
    assert [*clean.value.problems] == told


def test_a_folder_without_anything_published_is_in_nobodys_way(portal_folders: Portal) -> None:
    """Its articles are elsewhere in the output."""
    portal_folders.add("content/daerah/lama.html/b.md", article("B"))
    portal_folders.add(A, article("A", aliases="[/daerah/lama.html]"))
    portal_folders.build()
    assert portal_folders.files() == portal_folders.clean()


def test_a_folder_that_is_gone_frees_its_address(portal_folders: Portal) -> None:
    """In the same build."""
    portal_folders.add("content/lama.html/a.png", png(4, 3))
    portal_folders.build()
    portal_folders.remove("content/lama.html")
    portal_folders.add(A, article("A", aliases="[/lama.html]"))
    portal_folders.build()
    assert portal_folders.files() == portal_folders.clean()
