"""Operations on the addresses that unpublished articles bring, and on showings of pictures."""

from __future__ import annotations

from generator.model.index_entry import Showing
from generator.model.page import Status
from generator.store import documents, pictures, reserved_addresses, times
from generator.store.database import Store
from generator.store.reserved_addresses import OTHER, OWN, Bringer, Claim, ScheduledArticle
from generator.store.times import Timing


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


def scheduled(store: Store) -> None:
    """Put in articles that are to come, the third first, and a draft; each has a page, and all but one a list."""
    for doc, seq, expires, draft in ((1, 30, None, 0), (2, 20, 900, 0), (3, 10, None, 0), (4, 5, None, 1)):
        documents.put(store, documents.Row(doc, "article", f"{doc}.md", b"", None, Status.HIDDEN), b"isi %d" % doc)
        times.place(store, [Timing(seq, Status.HIDDEN, expires, draft, doc)])
        claims = [Claim(100 + doc, OWN, doc, int(not draft)), Claim(7, 9, doc, int(not draft))]
        reserved_addresses.insert(store, claims if doc != 2 else [*claims[:1], Claim(8, OTHER, doc, 1)])


def test_articles_that_come_by_themselves(store: Store) -> None:
    """The next first, with what is known of each; by an address, those whose own page it is."""
    assert reserved_addresses.articles(store) == []
    scheduled(store)
    third, second, first = (
        ScheduledArticle(3, b"isi 3", 10, 0), ScheduledArticle(2, b"isi 2", 20, 900), ScheduledArticle(1, b"isi 1", 30, 0),
    )  # fmt: skip
    assert reserved_addresses.articles(store) == [third, second, first]
    assert reserved_addresses.articles(store, 102) == [second]
    assert [reserved_addresses.articles(store, key) for key in (104, 7, 8, 99)] == [[]] * 4
    assert not reserved_addresses.is_empty(store)


def test_who_brings_a_list(store: Store) -> None:
    """The article of that number in it, in order of time; neither a draft nor whose own page is there."""
    scheduled(store)
    found = [reserved_addresses.bringer(store, 7, number) for number in (1, 2, 3)]
    assert found == [Bringer(9, "3.md", 10), Bringer(9, "1.md", 30), None]
    assert reserved_addresses.bringer(store, 8, 1) == Bringer(OTHER, "2.md", 20)
    assert [reserved_addresses.bringer(store, key, 1) for key in (101, 99)] == [None, None]
