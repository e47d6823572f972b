"""Showings: in how many documents each picture is shown."""

from __future__ import annotations

from generator.model.index_entry import Showing
from generator.store import pictures
from generator.store.database import Store


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
