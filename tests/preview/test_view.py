"""Setup: a mistake in site.yaml or in a theme leaves what was good before."""

from __future__ import annotations

from pathlib import Path

from generator.preview.view import LastGood, changed_assets
from tests.preview_support import newsroom


def test_each_stays_as_it_was_when_it_last_had_no_problems(tmp_path: Path):
    """A broken configuration keeps the last good one, and a broken theme too; the problems are those of the files."""
    portal = newsroom(tmp_path)
    good = LastGood(portal.folder)
    assert good.setup is None
    good.read(None)
    setup = good.setup
    assert setup is not None
    assert good.problems == ()
    config = (portal.folder / "site.yaml").read_text()
    portal.add("site.yaml", "name: [\n")
    portal.add("themes/uji/templates/article.html", "{% if %}")
    good.read(None)
    assert good.setup == setup
    assert {problem.where.path for problem in good.problems} == {"site.yaml", "themes/uji/templates/article.html"}
    portal.add("site.yaml", config.replace("Kabar Uji", "Kabar Lain"))
    portal.remove("themes/uji/templates/article.html")
    good.read(None)
    assert good.problems == ()
    assert good.setup is not None
    assert good.setup.site.name == "Kabar Lain"


def test_files_of_a_theme_that_differ_are_known(tmp_path: Path):
    """Whether they came, went or changed; none differs from nothing."""
    portal = newsroom(tmp_path)
    good = LastGood(portal.folder)
    good.read(None)
    before = good.theme
    portal.add("themes/uji/assets/uji.css", "body { color: red }\n")
    portal.add("themes/uji/assets/baru.css", "")
    good.read(None)
    assert changed_assets(before, good.theme) == ("/aset/baru.css", "/aset/uji.css")
    assert changed_assets(good.theme, before) == ("/aset/baru.css", "/aset/uji.css")
    assert changed_assets(None, good.theme) == ()
    assert changed_assets(before, before) == ()
