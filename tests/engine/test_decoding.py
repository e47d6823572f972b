"""Decoding: pictures that will be shown later are looked through when they are saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.photos import cut_short, jpeg
from tests.support import Portal, article, site

A = "content/daerah/2024/10/a.md"
B = "content/daerah/2024/10/b.md"
TONIGHT = {"timestamp": "2024-10-10 20:00 WIB"}


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add(A, article("A"))
    return portal


def broken(portal: Portal, **options: object) -> list[str]:
    """Return where broken pictures are told, of which alone there is something to say."""
    problems = portal.problems(**options)
    assert {one.code for one in problems} == {"broken-picture"}
    return [one.place for one in problems]


def test_the_photo_of_a_scheduled_article_is_decoded_when_it_is_saved(portal):
    """So that its hour stops nothing: whether the article, its photo or all of the site is new."""
    for _ in range(2):
        portal.add("content/foto/b.jpg", cut_short())
        portal.add(B, article("B", photo="{src: /foto/b.jpg, credit: X}", **TONIGHT))
        assert broken(portal) == [f"{B}:6:14"]
        portal.add(B, article("B", "![x](/foto/b.jpg)", **TONIGHT))
        assert broken(portal) == [f"{B}:7:6"]
        portal.add("content/foto/b.jpg", jpeg())
        portal.build()
        portal.add("content/foto/b.jpg", cut_short())
        assert broken(portal) == [f"{B}:7:6"]
        portal.add("content/foto/b.jpg", jpeg())
        portal.build()
    portal.build(now=portal.now + 86400)


def test_the_photo_of_a_draft_stops_nobody(portal):
    """Nor one that nobody shows; a file to be downloaded may be anything."""
    portal.add("content/foto/b.jpg", cut_short())
    portal.add(B, article("B", photo="{src: /foto/b.jpg, credit: X}", draft="true", **TONIGHT))
    portal.add(A, article("A", "[unduh](/foto/b.jpg)"))
    portal.build()
    portal.add("content/foto/b.jpg", cut_short()[:-9])
    portal.build()
    portal.add(B, article("B", photo="{src: /foto/b.jpg, credit: X}", draft="true"))
    portal.build()
    portal.add(B, article("B", photo="{src: /foto/b.jpg, credit: X}"))
    assert broken(portal) == [f"{B}:6:14"]


def test_the_photo_of_a_person_is_decoded(portal):
    """It is shown as it is."""
    portal.add("content/foto/b.jpg", cut_short())
    portal.add("content/authors/sari.md", "---\nname: Sari\nphoto: /foto/b.jpg\n---\n")
    assert broken(portal) == ["content/authors/sari.md:3:8"]
    portal.add("content/foto/b.jpg", jpeg())
    portal.build()
    portal.add("content/foto/b.jpg", cut_short())
    assert broken(portal) == ["content/authors/sari.md:3:8"]


@pytest.mark.parametrize("photo", ["content/foto/b.jpg", "content/daerah/2024/10/b.jpg"])
def test_a_broken_picture_is_told_with_all_other_problems(portal, photo):
    """Though no page is made of which it would be a part, whatever else is wrong in the content."""
    portal.build()
    portal.add(photo, cut_short())
    portal.add(B, article("B", photo=f"{{src: {photo.removeprefix('content')}, credit: X}}"))
    portal.add(A, article("A", "[x](/tiada/)"))
    assert {"dead-link", "broken-picture"} <= {one.code for one in portal.problems()}


@pytest.mark.parametrize("other", ["", "hantu: x"])
def test_a_broken_picture_is_told_again_beside_what_else_is_wrong(tmp_path, other):
    """Though nothing of the picture differs since the build that was refused for it."""
    portal = site(tmp_path)
    portal.add("content/foto/a.jpg", cut_short())
    portal.add("content/daerah/a.md", article("A", "![a](/foto/a.jpg)"))
    assert {one.code for one in portal.problems()} == {"broken-picture"}
    if other:
        portal.edit("content/daerah/a.md", "title:", f"{other}\ntitle:")
    portal.add("content/daerah/b.md", article("B", "[x](tiada)"))
    expected = {"broken-picture", "dead-link", *(["unknown-key"] if other else [])}
    assert {one.code for one in portal.problems()} == expected
