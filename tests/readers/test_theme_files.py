"""Theme files: where themes lie, and what is read of them."""

from __future__ import annotations

import pytest

from generator.base.errors import Problem
from generator.readers.theme_files import BUILT_IN, display_path, find_folder, read_part, theme_names
from tests.support import site

THEME = "-- themes/uji/theme.yaml --\nname: Uji\n-- themes/uji/templates/b/c.html --\nC\n-- themes/uji/templates/a.html --\nA\n"


def test_a_theme_of_the_site_comes_before_one_of_the_package(tmp_path):
    """Of the same name."""
    folder = site(tmp_path, "-- themes/kabar/theme.yaml --\nname: x\n").folder
    assert find_folder(folder, "kabar") == folder / "themes/kabar"
    assert find_folder(tmp_path / "elsewhere", "kabar") == BUILT_IN / "kabar"


@pytest.mark.parametrize("name", ["", "tiada", "..", "../kabar", "/etc", "Kabar"])
def test_no_name_leads_elsewhere(tmp_path, name):
    """A theme is a folder of themes/ with a theme.yaml."""
    assert find_folder(tmp_path, name) is None


def test_all_themes_are_known_by_name(tmp_path):
    """Those of the site and of the package."""
    assert theme_names(site(tmp_path, THEME).folder) == ["kabar", "uji"]


def test_paths_are_shown_from_the_site_or_the_package(tmp_path):
    """As an editor looks for them."""
    assert display_path(tmp_path, tmp_path / "themes/uji/theme.yaml") == "themes/uji/theme.yaml"
    assert display_path(tmp_path, BUILT_IN / "kabar/theme.yaml") == "generator/themes/kabar/theme.yaml"


def test_files_come_in_the_order_of_their_paths(tmp_path):
    """With their bytes; hidden ones do not."""
    portal = site(tmp_path, THEME)
    portal.add("themes/uji/templates/.a.html", "x")
    problems: list[Problem] = []
    files = list(read_part(portal.folder, portal.folder / "themes/uji", "templates", problems))
    assert files == [("a.html", b"A\n"), ("b/c.html", b"C\n")]
    assert problems == []


def test_a_part_that_is_a_link_elsewhere_is_a_problem(tmp_path):
    """Nothing of it is read."""
    portal = site(tmp_path, THEME)
    (portal.folder / "themes/uji/assets").symlink_to(portal.folder / "content")
    problems: list[Problem] = []
    assert list(read_part(portal.folder, portal.folder / "themes/uji", "assets", problems)) == []
    assert [str(one.where) for one in problems] == ["themes/uji/assets"]
