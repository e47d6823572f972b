"""Faulty pictures: files that bear the name of a picture and cannot be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import EXCERPTS, MOST_SHOWN
from tests.support import Portal, article, site

A = "content/daerah/2024/10/a.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add("content/foto/a.jpg", "bukan gambar")
    return made


def test_a_faulty_picture_that_nobody_shows(portal: Portal):
    """It is published as the file that it is."""
    portal.build()
    assert portal.read("foto/a.jpg") == "bukan gambar"


def test_each_place_where_it_is_shown_is_a_problem(portal: Portal):
    """With the line of the article, and with the picture as the other file that may be the one to change."""
    portal.add(A, article("A", "![Air](/foto/a.jpg)\n\n![Air](/foto/a.jpg)"))
    first, second = portal.problems()
    assert (first.where.line, second.where.line) == (7, 9)
    assert first.message.startswith('the picture "/foto/a.jpg" ')
    assert (first.other, first.excerpt) == ("content/foto/a.jpg", "![Air](/foto/a.jpg)")


def test_a_link_to_it_is_no_problem(portal: Portal):
    """Whoever follows it gets the file."""
    portal.add(A, article("A", "[berkas](/foto/a.jpg)"))
    portal.build()


def test_a_draft_may_show_it(portal: Portal):
    """It is not finished, unless drafts are published."""
    portal.add(A, article("A", "![Air](/foto/a.jpg)", draft="true"))
    portal.build()
    assert len(portal.problems(drafts=True)) == 1


def test_very_many_places_are_capped(portal: Portal):
    """An editor mends no more at a time; only those that are shown have their lines."""
    portal.add(A, article("A", "![Air](/foto/a.jpg) " * (MOST_SHOWN + 9)))
    problems = portal.problems()
    assert len(problems) == MOST_SHOWN + 1
    assert sum(bool(problem.excerpt) for problem in problems) <= EXCERPTS
