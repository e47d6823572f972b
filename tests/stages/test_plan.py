"""Plan: what must not share an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, article, png, site

ALIAS = "content/daerah/2024/10/pasar.md"
MEDIA = "content/lama.html/bagan.png"


@pytest.mark.parametrize("order", [(ALIAS, MEDIA), (MEDIA, ALIAS)])
def test_an_alias_and_a_folder_collide_whichever_comes_first(tmp_path: Path, order: tuple[str, str]) -> None:
    """A file cannot stand where the output has a folder; the build says so instead of failing half way."""
    texts = {ALIAS: article(aliases="[/lama.html]"), MEDIA: "gambar"}
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/lain.md", article())
    portal.add(order[0], texts[order[0]])
    portal.build()
    portal.add(order[1], texts[order[1]])
    problems = portal.problems()
    assert [one.message for one in problems] == ['the address "/lama.html" is already that of a folder of content/']
    assert problems[0].where.path == ALIAS
    portal.remove(order[0])
    portal.build()
    assert portal.files() == portal.clean()


def test_a_collision_makes_no_link_lead_nowhere(tmp_path: Path) -> None:
    """Two pages that want one address are one problem; links to other pages are none, in a first build or a later one."""
    portal = site(tmp_path)
    portal.add(ALIAS, article(body="Lihat [indeks](/indeks/) dan [kanal](/daerah/).", aliases="[/lama/]"))
    portal.add("content/daerah/2024/10/lain.md", article(aliases="[/lama/]"))
    message = 'the address "/lama/" is already that of content/daerah/2024/10/lain.md'
    assert [one.message for one in portal.problems()] == [message]
    portal.edit("content/daerah/2024/10/lain.md", "[/lama/]", "[/lain/]")
    portal.build()
    portal.edit("content/daerah/2024/10/lain.md", "[/lain/]", "[/lama/]")
    assert [one.message for one in portal.problems()] == [message]


def test_an_asset_in_other_letters(tmp_path: Path) -> None:
    """Who links to it follows, as in a clean build."""
    portal = site(tmp_path, config=CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/assets/Logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    portal.add(ALIAS, article(body="Lihat [logo](/aset/Logo.svg) kami."))
    portal.build()
    folder = portal.folder / "themes/uji/assets"
    (folder / "Logo.svg").rename(folder / "logo.svg")
    portal.build()
    assert portal.files() == portal.clean()


def test_a_file_whose_letters_came_back_is_left_alone(tmp_path: Path) -> None:
    """Whatever failed in between: another spelling that was never written, and another pattern of addresses."""
    portal = site(tmp_path)
    portal.add("content/foto/A.png", png(4, 3))
    portal.add(ALIAS, article())
    portal.build()
    before = (portal.output / "foto/A.png").stat().st_mtime_ns
    (portal.folder / "content/foto/A.png").rename(portal.folder / "content/foto/a.png")
    portal.add("site.yaml", CONFIG + "theme: rusak\n")
    portal.add("themes/rusak/theme.yaml", "name: rusak\nextends: kabar\n")
    portal.add("themes/rusak/templates/home.html", "{{ tidak.ada }}")
    portal.problems()
    (portal.folder / "content/foto/a.png").rename(portal.folder / "content/foto/A.png")
    portal.add("site.yaml", CONFIG + "permalink: '/{category}/{slug}/'\n")
    portal.remove("themes")
    portal.build()
    assert portal.files() == portal.clean()
    assert (portal.output / "foto/A.png").stat().st_mtime_ns == before
