"""Showings: in how many documents each picture is shown; and the picture at an address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from generator.model.cards import Picture
from generator.model.index_entry import Showing
from generator.store import pictures
from generator.store.database import Store, open_reader, open_store
from generator.store.folders import set_partial
from tests.support import png, site


def test_showings_are_counted_by_the_way(store: Store) -> None:
    """By focus and age too; of a way that nobody shows a picture in, nothing stays."""
    plain, focused, old = Showing(7, "photo"), Showing(7, "photo", "10% 90%"), Showing(7, "photo", old=True)
    other = Showing(8, "whole")
    steps = [(plain, 1), (plain, 2), (focused, 1), (old, 1), (other, 4), (plain, -3), (old, -1)]
    assert [pictures.add_use(store, *step) for step in steps] == [1, 3, 1, 1, 4, 0, 0]
    assert pictures.uses(store, 7) == [focused]
    assert pictures.uses(store, 9) == []
    pictures.add_use(store, old, 1)
    assert pictures.uses(store, 7) == [old, focused]
    assert sorted(pictures.used_keys(store)) == [7, 8]


def test_pictures_that_wait(store: Store) -> None:
    """Each once, in order, until they are made or gone."""
    for doc in (9, 3, 9, 5):
        pictures.defer(store, doc)
    assert (pictures.deferred(store), pictures.count_deferred(store)) == ([3, 5, 9], 3)
    pictures.undefer(store, (3, 4))
    assert ([pictures.is_deferred(store, doc) for doc in (3, 5)], pictures.count_deferred(store)) == ([False, True], 2)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    portal = site(tmp_path_factory.mktemp("foto"))
    portal.add("content/foto/besar.png", png(640, 480))
    portal.add("content/foto/kecil.png", png(20, 10))
    portal.build()
    folder = portal.folder / ".ssg"
    with closing(open_reader(folder)) as opened:
        yield opened


def test_a_picture_has_its_size_and_the_address_of_its_variants(built: Store) -> None:
    """Which begins with its path and ends with what tells its bytes from others."""
    found = pictures.picture_at(built, "/foto/besar.png")
    assert (found.url, found.width, found.height) == ("/foto/besar.png", 640, 480)
    assert found.base.startswith("/gambar/foto/besar.")


def test_a_small_picture_has_no_variants(built: Store) -> None:
    """It is shown as it is."""
    assert pictures.picture_at(built, "/foto/kecil.png") == Picture("/foto/kecil.png", width=20, height=10)


def test_a_picture_that_is_not_there_is_none(built: Store) -> None:
    """One of the portal's own folders is known to the plan alone."""
    assert pictures.picture_at(built, "/foto/tak ada.png") is None
    assert pictures.picture_at(built, "/aset/logo.svg") == Picture("/aset/logo.svg")


def test_a_picture_that_may_not_have_been_read_yet_is_its_address(built: Store) -> None:
    """Escaped, and without a size."""
    with closing(open_store(built.path.parent)) as partial, partial.trial():
        set_partial(partial)
        assert pictures.picture_at(partial, "/foto/tak ada.png") == Picture("/foto/tak%20ada.png")
