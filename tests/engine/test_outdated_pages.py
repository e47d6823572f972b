"""Outdated: which pages another configuration or another theme makes stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import Where
from tests.support import Portal, article, site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add("content/daerah/2024/10/a.md", article("A"))
    made.add("content/foto/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.add("themes/uji/templates/not_found.html", "tiada")
    made.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    made.build()
    return made


def test_nothing_is_outdated_without_a_reason(portal: Portal):
    """The same configuration and the same theme make nothing again."""
    assert portal.build().rendered == 0


def test_a_changed_site_yaml_makes_all_written_pages_again(portal: Portal):
    """Media and assets are copied, so it does not matter to them."""
    portal.edit("site.yaml", "tagline: Berita percobaan", "tagline: Berita lain")
    report = portal.build()
    assert 10 < report.rendered < report.pages


def test_a_changed_template_makes_its_kind_again(portal: Portal):
    """Other kinds of pages are left as they are."""
    portal.add("themes/uji/templates/not_found.html", "tidak ada")
    report = portal.build()
    assert (report.changed, portal.read("404.html")) == (1, "tidak ada")
    assert report.rendered < 5


def test_a_missing_template_is_a_problem(portal: Portal):
    """A theme of its own that extends no other needs them all."""
    portal.add("themes/uji/theme.yaml", "name: uji\n")
    problems = portal.problems()
    assert Where("themes/uji") in {problem.where for problem in problems}
    assert "the theme has no template article.html" in {problem.message for problem in problems}
