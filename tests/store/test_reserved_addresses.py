"""Operations on the addresses that unpublished articles bring, and on showings of pictures."""

from __future__ import annotations

from generator.model.index_entry import Showing
from generator.store import pictures, reserved_addresses
from generator.store.database import Store
from generator.store.reserved_addresses import OTHER, OWN, Claim


def test_addresses_are_those_of_articles_or_lists(store: Store) -> None:
    """A page of an article is no list."""
    assert reserved_addresses.is_empty(store)
    reserved_addresses.insert(store, [Claim(1, OWN, 5, 1), Claim(2, 9, 5, 1), Claim(3, OTHER, 5, 1)])
    assert [reserved_addresses.has_address(store, key) for key in (1, 2, 3, 4)] == [True, True, True, False]
    assert [reserved_addresses.has_list(store, key) for key in (1, 2, 3, 4)] == [False, True, True, False]


def test_an_article_takes_its_addresses_with_it(store: Store) -> None:
    """Others that bring the same keep them."""
    reserved_addresses.insert(store, [Claim(2, 9, 5, 1), Claim(2, 9, 6, 0)])
    assert reserved_addresses.docs_listed(store, 2, 9) == [5, 6]
    assert reserved_addresses.remove(store, 5) == [Claim(2, 9, 5, 1)]
    assert reserved_addresses.docs_listed(store, 2, 9) == [6]


def test_a_picture_that_nobody_shows_has_no_row(store: Store) -> None:
    """Its number is told with each step; other ways to show it are counted apart."""
    showing = Showing(1, "photo", "50% 50%")
    assert [pictures.add_use(store, showing, step) for step in (1, 1, -2)] == [1, 2, 0]
    assert pictures.add_use(store, Showing(1, "whole"), 1) == 1
    assert store.all("SELECT key, way, focus, old, count FROM shown") == [(1, "whole", "", 0, 1)]
