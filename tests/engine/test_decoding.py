"""Decoding: pictures that will be shown later are looked through when they are saved."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.pictures import making
from tests.photos import cut_short, jpeg
from tests.support import CONFIG, Portal, article, site

A = "content/daerah/2024/10/a.md"
B = "content/daerah/2024/10/b.md"
TONIGHT = {"timestamp": "2024-10-10 20:00 WIB"}


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add(A, article("A"))
    return portal


def only(portal: Portal) -> str:
    (problem,) = portal.problems()
    return str(problem)


def test_the_photo_of_a_scheduled_article_is_decoded_when_it_is_saved(portal):
    """So that its hour stops nothing: whether the article, its photo or all of the site is new."""
    for _ in range(2):
        portal.add("content/foto/b.jpg", cut_short())
        portal.add(B, article("B", photo="{src: /foto/b.jpg, credit: X}", **TONIGHT))
        assert only(portal).startswith(f'{B}:6:14: error: the picture "/foto/b.jpg" cannot be shown: it is damaged')
        with ThreadPoolExecutor(1) as executor:
            assert [str(one.where) for one in portal.problems(executor=executor)] == [f"{B}:6:14"]
        portal.add(B, article("B", "![x](/foto/b.jpg)", **TONIGHT))
        assert only(portal).startswith(f"{B}:7:6: error: ")
        portal.add("content/foto/b.jpg", jpeg())
        portal.build()
        portal.add("content/foto/b.jpg", cut_short())
        assert only(portal).startswith(f"{B}:7:6: error: ")
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
    assert [str(one.where) for one in portal.problems(drafts=True)] == [f"{B}:6:14"]


def test_the_photo_of_a_scheduled_draft_is_decoded_where_drafts_are_built(portal):
    """Its hour will come there as that of any other."""
    portal.add("content/foto/b.jpg", cut_short())
    portal.add(B, article("B", photo="{src: /foto/b.jpg, credit: X}", draft="true", **TONIGHT))
    portal.build()
    assert [str(one.where) for one in portal.problems(drafts=True)] == [f"{B}:6:14"]
    portal.build()


def test_the_photo_of_a_person_is_decoded(portal):
    """It is shown as it is."""
    portal.add("content/foto/b.jpg", cut_short())
    portal.add("content/authors/sari.md", "---\nname: Sari\nphoto: /foto/b.jpg\n---\n")
    assert only(portal).startswith('content/authors/sari.md:3:8: error: the picture "/foto/b.jpg" cannot be shown')
    portal.add("content/foto/b.jpg", jpeg())
    portal.build()
    portal.add("content/foto/b.jpg", cut_short())
    assert only(portal).startswith("content/authors/sari.md:3:8: ")


@pytest.mark.parametrize("photo", ["content/foto/b.jpg", "content/daerah/2024/10/b.jpg"])
def test_a_broken_picture_is_told_with_all_other_problems(portal, photo):
    """Though no page is made of which it would be a part: whatever else is wrong, in the content or in site.yaml."""
    portal.build()
    portal.add(photo, cut_short())
    portal.add(B, article("B", photo=f"{{src: {photo.removeprefix('content')}, credit: X}}"))
    portal.add(A, article("A", "[x](/tiada/)"))
    for config in (CONFIG, CONFIG + "nama: x\n", CONFIG + "permalink: x\n", CONFIG + "theme: tiada\n"):
        portal.add("site.yaml", config)
        codes = {one.code for one in portal.problems()}
        assert {"dead-link", "broken-picture"} <= codes if "permalink" not in config else "broken-picture" in codes
    with ThreadPoolExecutor(1) as executor:
        assert "broken-picture" in {one.code for one in portal.problems(executor=executor)}


def test_a_picture_that_was_published_is_not_decoded_again(portal, monkeypatch):
    """A build that fails for other reasons looks at what was saved since."""
    portal.add("content/foto/b.jpg", jpeg())
    portal.add(B, article("B", photo="{src: /foto/b.jpg, credit: X}"))
    portal.build()
    decoded = []
    monkeypatch.setattr(making, "undecodable", lambda _, batch: decoded.extend(one.path for one in batch) or [])
    portal.add(A, article("A", "[x](/tiada/)"))
    portal.problems()
    assert decoded == []
    portal.add("content/foto/c.jpg", jpeg())
    portal.add(A, article("A", "[x](/tiada/) ![x](/foto/c.jpg)"))
    portal.problems()
    assert decoded == ["foto/c.jpg"]


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
