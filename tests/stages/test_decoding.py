"""Decoding: pictures that will be shown later are looked through when they are saved."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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
