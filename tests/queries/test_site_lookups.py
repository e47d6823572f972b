"""People: who is meant by a byline."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.model.records import Picture
from generator.queries.site_lookups import site_picture
from generator.store.database import Store, open_reader, open_store
from generator.store.folders import set_partial
from tests.support import article, png, site

PROFILE = "---\nname: {}\ninitials: {}\nrole: Wartawan\n---\nHalo.\n"


def test_the_slug_of_a_profile_comes_before_names_of_others(tmp_path: Path) -> None:
    """A byline that is the slug of one person and the initials of another means the first."""
    portal = site(tmp_path)
    portal.add("content/authors/sw.md", PROFILE.format("Siti Warda", "SWA"))
    portal.add("content/authors/sari.md", PROFILE.format("Sari Wulan", "SW"))
    portal.add("content/daerah/2024/10/a.md", article("Judul", author="SW"))
    portal.build()
    assert 'href="/penulis/sw/"' in portal.read("daerah/2024/10/a/index.html")
    assert "Judul" in portal.read("penulis/sw/index.html")
    assert "Judul" not in portal.read("penulis/sari/index.html")


def test_two_people_with_the_same_initials(tmp_path: Path) -> None:
    """The first by path has them."""
    portal = site(tmp_path)
    portal.add("content/authors/ani.md", PROFILE.format("Ani Bakri", "AB"))
    portal.add("content/authors/asep.md", PROFILE.format("Asep Basri", "AB"))
    portal.add("content/daerah/2024/10/a.md", article("Judul", author="AB"))
    portal.build()
    assert "Judul" in portal.read("penulis/ani/index.html")
    assert portal.files() == portal.clean()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    portal = site(tmp_path_factory.mktemp("foto"))
    portal.add("content/foto/besar.png", png(640, 480))
    portal.add("content/foto/kecil.png", png(20, 10))
    portal.build()
    folder = portal.folder / ".ssg"
    with closing(open_reader(folder)) as opened:
        yield opened


def test_a_picture_has_its_size_and_the_address_of_its_variants(store: Store) -> None:
    """Which begins with its path and ends with what tells its bytes from others."""
    found = site_picture(store, "/foto/besar.png")
    assert (found.url, found.width, found.height) == ("/foto/besar.png", 640, 480)
    assert found.base.startswith("/gambar/foto/besar.")


def test_a_small_picture_has_no_variants(store: Store) -> None:
    """It is shown as it is."""
    assert site_picture(store, "/foto/kecil.png") == Picture("/foto/kecil.png", width=20, height=10)


def test_a_picture_that_is_not_there_is_none(store: Store) -> None:
    """One of the portal's own folders is known to the plan alone."""
    assert site_picture(store, "/foto/tak ada.png") is None
    assert site_picture(store, "/aset/logo.svg") == Picture("/aset/logo.svg")


def test_a_picture_that_may_not_have_been_read_yet_is_its_address(store: Store) -> None:
    """Escaped, and without a size."""
    with closing(open_store(store.path.parent)) as partial, partial.trial():
        set_partial(partial)
        assert site_picture(partial, "/foto/tak ada.png") == Picture("/foto/tak%20ada.png")
