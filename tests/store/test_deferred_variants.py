"""Unmade: the pictures whose variants wait."""

from __future__ import annotations

from generator.store import deferred_variants
from generator.store.database import Store


def test_pictures_that_wait(store: Store) -> None:
    """Each once, in order, until they are made or gone."""
    for doc in (9, 3, 9, 5):
        deferred_variants.add(store, doc)
    assert (deferred_variants.every(store), deferred_variants.count(store)) == ([3, 5, 9], 3)
    deferred_variants.remove(store, (3, 4))
    assert ([deferred_variants.has(store, doc) for doc in (3, 5)], deferred_variants.count(store)) == ([False, True], 2)
