"""Folders: a file cannot stand where the output has a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, png, site

A = "content/daerah/2024/10/a.md"
THEME = "name: uji\nextends: kabar\n"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=CONFIG + "theme: uji\nmedia: {allow: [txt]}\n")
    portal.add("themes/uji/theme.yaml", THEME)
    portal.add(A, article("A"))
    return portal


def told(portal: Portal) -> list[tuple[str, str]]:
    return [(problem.where.path, problem.message) for problem in portal.problems()]


def test_an_alias_where_media_have_a_folder(portal: Portal) -> None:
    """Told at the alias, which is easier to change."""
    portal.add("content/lama.html/dalam/a.vtt", "teks")
    portal.add(A, article("A", aliases="[/lama.html]"))
    assert told(portal) == [(A, 'the address "/lama.html" is already that of a folder of content/')]


def test_letter_case_of_the_folder_does_not_count(portal: Portal) -> None:
    """Many disks do not tell it apart."""
    portal.add("content/Lama.html/a.vtt", "teks")
    portal.build()
    portal.add(A, article("A", aliases="[/lama.html]"))
    assert [path for path, _ in told(portal)] == [A]


def test_media_where_the_portal_has_a_file(portal: Portal) -> None:
    """Told at the media file."""
    portal.add("content/feed.json/a.vtt", "teks")
    message = 'the folder of this file has the address "/feed.json", which is that of'
    ((path, said),) = told(portal)
    assert (path, said.startswith(message)) == ("content/feed.json/a.vtt", True)


def test_a_folder_without_anything_published_is_in_nobodys_way(portal: Portal) -> None:
    """Its articles are elsewhere in the output."""
    portal.add("content/daerah/lama.html/b.md", article("B"))
    portal.add(A, article("A", aliases="[/daerah/lama.html]"))
    portal.build()
    assert portal.files() == portal.clean()


def test_a_folder_that_is_gone_frees_its_address(portal: Portal) -> None:
    """In the same build."""
    portal.add("content/lama.html/a.png", png(4, 3))
    portal.build()
    portal.remove("content/lama.html")
    portal.add(A, article("A", aliases="[/lama.html]"))
    portal.build()
    assert portal.files() == portal.clean()
