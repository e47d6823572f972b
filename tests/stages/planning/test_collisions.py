"""Collisions: what is said of pages that want one address, and which of them is to blame."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Portal, article, site

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
