"""Showings: in how many documents each picture is shown."""

from __future__ import annotations

from generator.model.index_entry import Showing
from generator.store import picture_uses
from generator.store.database import Store


def test_showings_are_counted_by_the_way(store: Store) -> None:
    """By focus and age too; of a way that nobody shows a picture in, nothing stays."""
    plain, focused, old = Showing(7, "photo"), Showing(7, "photo", "10% 90%"), Showing(7, "photo", old=True)
    other = Showing(8, "whole")
    steps = [(plain, 1), (plain, 2), (focused, 1), (old, 1), (other, 4), (plain, -3), (old, -1)]
    assert [picture_uses.add(store, *step) for step in steps] == [1, 3, 1, 1, 4, 0, 0]
    assert picture_uses.of(store, 7) == [focused]
    assert picture_uses.of(store, 9) == []
    picture_uses.add(store, old, 1)
    assert picture_uses.of(store, 7) == [old, focused]
    assert sorted(picture_uses.keys(store)) == [7, 8]
