"""A configuration is read again when a file of it differs, and never otherwise."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from generator.base.errors import SiteError
from generator.engine.configuration import is_reconfigured, keep, read_configuration
from generator.store.database import open_reader
from generator.theming.loading import read_site
from tests.support import CONFIG, Portal, site

THEME = "name: teluk\nversion: 1\ndescription: Uji.\nextends: kabar\n"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with a theme of its own, whose configuration was kept."""
    portal = site(tmp_path)
    portal.add("site.yaml", f"{CONFIG}theme: teluk\n")
    portal.add("themes/teluk/theme.yaml", THEME)
    portal.add("themes/teluk/assets/a.css", "a")
    (portal.folder / ".ssg").mkdir()
    assert read(portal)
    return portal


def read(portal: Portal) -> bool:
    """Read the configuration as a build does; return whether any of it was read anew."""
    configuration, is_new = read_configuration(portal.folder, portal.folder / ".ssg")
    assert (configuration.site, configuration.theme) == read_site(portal.folder)
    if is_new:
        keep(portal.folder / ".ssg", configuration)
    return is_new


def test_what_is_the_same_is_not_read_again(portal: Portal) -> None:
    """It is kept whole: site.yaml, its places, and the theme."""
    assert not read(portal)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("site.yaml", f"{CONFIG}theme: teluk\nnotice: Lain\n"),
        ("themes/teluk/theme.yaml", f"{THEME}settings:\n  opinion: daerah\n"),
        ("themes/teluk/assets/a.css", "b"),
        ("themes/teluk/templates/foot.html", "<p>Kaki</p>"),
        ("themes/teluk/words/id.yaml", "cari: Telusuri\n"),
        ("themes/kabar/theme.yaml", "name: kabar\nversion: 1\ndescription: Di depan bawaan.\n"),
    ],
)
def test_any_file_that_differs_or_comes_is_read(portal: Portal, path: str, text: str) -> None:
    """A theme that now stands before the one of the package, too."""
    portal.add(path, text)
    assert read(portal)
    assert not read(portal)


def test_a_file_that_goes(portal: Portal) -> None:
    """Nothing of it is kept."""
    (portal.folder / "themes/teluk/assets/a.css").unlink()
    assert read(portal)


def test_a_mistake_is_told_each_time(portal: Portal) -> None:
    """A configuration with problems is not kept, and the one before it is not taken in its place."""
    portal.add("site.yaml", f"{CONFIG}theme: tidak-ada\n")
    for _ in range(2):
        with pytest.raises(SiteError):
            read(portal)


@pytest.mark.parametrize("data", [b"", b"x" * 100])
def test_what_is_damaged_is_read_again(portal: Portal, data: bytes) -> None:
    """As any other file of the state."""
    file = portal.folder / ".ssg/configuration"
    file.write_bytes(data or file.read_bytes()[:-1])
    assert read(portal)
    assert not read(portal)


def test_another_program_reads_it_again(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may understand a key in another way."""
    monkeypatch.setattr("generator.engine.configuration.program", lambda: "another")
    assert read(portal)


def test_what_cannot_be_followed_is_not_kept(portal: Portal) -> None:
    """Whoever has a link in the place of a theme's folder has it read each time."""
    (portal.folder / "themes/teluk").rename(portal.folder / "teluk")
    (portal.folder / "themes/teluk").symlink_to(portal.folder / "teluk")
    assert read(portal)
    assert read(portal)


def test_a_folder_that_was_moved_is_read_again(portal: Portal) -> None:
    """What was kept leads to the templates of the folder where it was, which may be another portal's by now."""
    moved = portal.folder.rename(portal.folder.with_name("pindah"))
    assert read(Portal(moved))
    assert not read(Portal(moved))


def test_what_was_built_with_it_is_known(portal: Portal) -> None:
    """A build remembers its configuration, so that the next one sees whether that differs."""
    portal.build()
    with closing(open_reader(portal.folder / ".ssg")) as store:
        assert not is_reconfigured(store, read_site(portal.folder)[0])
        portal.edit("site.yaml", "theme: teluk", "theme: kabar")
        assert is_reconfigured(store, read_site(portal.folder)[0])
