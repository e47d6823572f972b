"""Unmade: the pictures whose variants wait."""

from __future__ import annotations

from generator.store import unmade
from generator.store.database import Store


def test_pictures_that_wait(store: Store) -> None:
    """Each once, in order, until they are made or gone."""
    for doc in (9, 3, 9, 5):
        unmade.add(store, doc)
    assert (unmade.every(store), unmade.count(store)) == ([3, 5, 9], 3)
    unmade.remove(store, (3, 4))
    assert ([unmade.has(store, doc) for doc in (3, 5)], unmade.count(store)) == ([False, True], 2)
