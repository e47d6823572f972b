"""Rows: which page gets an address, and what becomes of the table of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.engine.planning.rows import Chosen, Wanted, choose, place
from generator.model.lookup_keys import page_key, spelling_key
from generator.model.page import Front, Page, Stale
from generator.model.rebuild_reasons import Reason
from generator.store import pages
from generator.store.database import Store, open_store
from generator.store.pages import Row
from tests.store import tables

PATH = "lama/index.html"
KEY = page_key(PATH)
ALIAS, OTHER_ALIAS = Page(PATH, "redirect", 1), Page(PATH, "redirect", 2)
LIST = Page(PATH, "listing", 1, detail=Front(0))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        yield store


def built(store: Store, *listed: Page) -> set[int]:
    """Let pages be as a build has left them; return the ids of their rows."""
    place(store, {page_key(page.path): Wanted(page) for page in listed}, ())
    tables.settle_pages(store)
    return {row.id for row in pages.by_key(store, [page_key(page.path) for page in listed]).values()}


def standing(store: Store, path: str = PATH) -> tuple[int, str]:
    """Return level and reason of a page."""
    return next((stale, why) for _, own, _, stale, why in tables.pages(store) if own == path)


# ------------------------------------------------------------------------------- choose


def test_pages_at_addresses_of_their_own_do_not_clash() -> None:
    """Each gets its address, with its reason."""
    first, second = Wanted(ALIAS, Reason.NEW_FILE), Wanted(Page("lain/index.html", "redirect", 1))
    assert choose([first, second], {}) == Chosen({KEY: first, page_key("lain/index.html"): second}, [])


def test_letter_case_makes_no_other_address() -> None:
    """Many hosts do not tell it apart."""
    upper = Page("Lama/index.html", "redirect", 2)
    assert choose([Wanted(ALIAS), Wanted(upper)], {}).clashes == [(upper, ALIAS)]


@pytest.mark.parametrize("order", [(ALIAS, LIST), (LIST, ALIAS)])
def test_the_portals_own_page_prevails(order: tuple[Page, Page]) -> None:
    """Whichever is planned first."""
    chosen = choose(map(Wanted, order), {})
    assert chosen.pages[KEY].page == LIST
    assert set(chosen.clashes[0]) == {ALIAS, LIST}


@pytest.mark.parametrize("before", [ALIAS, OTHER_ALIAS])
def test_among_files_the_one_that_had_the_address_prevails(before: Page) -> None:
    """So a preview goes on with the page that was there."""
    chosen = choose([Wanted(ALIAS), Wanted(OTHER_ALIAS)], {KEY: Row(7, KEY, before)})
    assert chosen.pages[KEY].page == before


def test_of_two_new_files_the_first_prevails() -> None:
    """Neither has a claim."""
    assert choose([Wanted(OTHER_ALIAS), Wanted(ALIAS)], {}).pages[KEY].page == OTHER_ALIAS


# -------------------------------------------------------------------------------- place


def test_a_new_page_gets_a_stale_row(store: Store) -> None:
    """Its address came."""
    placed = place(store, {KEY: Wanted(ALIAS)}, ())
    assert (placed.moved, placed.clashes) == ({KEY}, [])
    assert pages.at(store, KEY) == ALIAS
    assert standing(store) == (Stale.STALE, Reason.NEW_PAGE)


def test_a_page_that_is_the_same_stays_fresh(store: Store) -> None:
    """Nothing moved."""
    known = built(store, ALIAS)
    assert not place(store, {KEY: Wanted(ALIAS)}, known).moved
    assert standing(store) == (Stale.FRESH, "")


def test_a_page_that_is_the_same_is_made_again_for_a_reason(store: Store) -> None:
    """The row says what the page is, not what its document says."""
    known = built(store, ALIAS)
    place(store, {KEY: Wanted(ALIAS, Reason.FILE_CHANGED)}, known)
    assert standing(store) == (Stale.STALE, Reason.FILE_CHANGED)


def test_a_page_that_differs_is_stale(store: Store) -> None:
    """Its address is where it was."""
    known = built(store, LIST)
    assert not place(store, {KEY: Wanted(Page(PATH, "listing", 1, detail=Front(1)))}, known).moved
    assert standing(store) == (Stale.STALE, Reason.INPUT_CHANGED)


def test_an_address_may_get_another_owner(store: Store) -> None:
    """If the one that had it was looked at and wants it no more."""
    known = built(store, ALIAS)
    assert not place(store, {KEY: Wanted(OTHER_ALIAS)}, known).clashes
    assert pages.at(store, KEY) == OTHER_ALIAS


def test_a_row_that_was_not_looked_at_keeps_its_owner(store: Store) -> None:
    """Two documents want one address."""
    built(store, ALIAS)
    assert place(store, {KEY: Wanted(OTHER_ALIAS)}, ()).clashes == [(OTHER_ALIAS, ALIAS)]
    assert pages.at(store, KEY) == ALIAS


def test_the_portals_own_page_takes_a_row_that_was_not_looked_at(store: Store) -> None:
    """It is a clash all the same."""
    built(store, ALIAS)
    assert place(store, {KEY: Wanted(LIST)}, ()).clashes == [(LIST, ALIAS)]
    assert pages.at(store, KEY) == LIST


def test_a_page_that_was_to_go_comes_back(store: Store) -> None:
    """Its file is known, its address came."""
    (page_id,) = built(store, ALIAS)
    pages.unplan(store, [page_id])
    assert pages.at(store, KEY) is None
    assert place(store, {KEY: Wanted(ALIAS)}, {page_id}).moved == {KEY}
    assert pages.digest_of(store, page_id) is not None
    assert standing(store) == (Stale.STALE, Reason.NEW_PAGE)


def test_an_address_in_other_letters_leaves_its_old_file_to_be_deleted(store: Store) -> None:
    """The row has the new spelling and no file yet."""
    (page_id,) = known = built(store, ALIAS)
    upper = "Lama/index.html"
    assert place(store, {KEY: Wanted(Page(upper, "redirect", 1))}, known).moved == {KEY}
    assert pages.digest_of(store, page_id) is None
    (leftover,) = pages.by_key(store, [spelling_key(PATH)]).values()
    assert (leftover.page.path, leftover.page.kind) == (PATH, "")


def test_letters_that_come_back_take_their_file_over(store: Store) -> None:
    """Nothing is deleted and written again."""
    (page_id,) = known = built(store, ALIAS)
    content = pages.digest_of(store, page_id)
    place(store, {KEY: Wanted(Page("Lama/index.html", "redirect", 1))}, known)
    place(store, {KEY: Wanted(ALIAS)}, known)
    assert pages.digest_of(store, page_id) == content
    assert not pages.by_key(store, [spelling_key(PATH)])
