"""Operations on pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.model.kinds import OF_DOCUMENT, SITE_WIDE
from generator.model.lookup_keys import page_key, spelling_key
from generator.model.page import Asset, Detail, Feed, Front, IconSource, Manifest, Numbered, Page, Stale, TagIndex
from generator.model.rebuild_reasons import Reason
from generator.model.variants import WHOLE, Variant
from generator.store import pages
from generator.store.database import Store, open_store


@pytest.mark.parametrize(
    ("kind", "path", "detail"),
    [
        ("article", "a/index.html", None),
        ("listing", "a/3/index.html", Numbered(newest=True)),
        ("listing", "a/index.html", Front(0)),
        ("feed", "feed.xml", Feed()),
        ("feed-json", "daerah/feed.json", Feed("daerah")),
        ("tags", "indeks/tag/b/index.html", TagIndex("b")),
        ("asset", "aset/kabar.css", Asset("a1b2")),
        ("manifest", "manifest.webmanifest", Manifest()),
        ("icon", "aset/ikon.png", IconSource("a1b2", "#ffffff", "/foto/ikon kecil.png")),
        ("picture", "gambar/a.1b2c.720.avif", Variant(WHOLE, (0, 0), 720, "avif")),
        ("picture", "gambar/a.1b2c.16x9-50-30-720.jpg", Variant((16, 9), (50, 30), 720, "jpg")),
    ],
)
def test_a_page_is_kept_with_its_detail(kind: str, path: str, detail: Detail | None) -> None:
    """It is read back as the same value."""
    page = Page(path, kind, 7, 3, 1, 2, detail)
    assert pages.page_of(*pages.columns_of(page)) == page


# -------------------------------------------------------------------------- operations


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        yield store


A, B = Page("a/index.html", "article", 1, 1), Page("b/index.html", "article", 2, 1)
HOME = Page("index.html", "home")
FRONT = Page("daerah/index.html", "listing", 1, detail=Front(2))
NUMBERED = [Page(f"daerah/{n}/index.html", "listing", 1, n, detail=Numbered(newest=n == 2)) for n in (1, 2)]


def fill(store: Store, *listed: Page) -> None:
    """Put pages into the table, fresh."""
    pages.insert(store, [(page_key(page.path), page, Reason.NEW_PAGE, b"1") for page in listed])
    store.db.execute("UPDATE pages SET stale = 0, why = ''")


def levels(store: Store) -> dict[str, tuple[int, str]]:
    """Return level and reason of each page, by path."""
    return {path: (stale, why) for path, stale, why in store.all("SELECT path, stale, why FROM pages")}


def test_a_document_and_a_group_of_one_id_are_told_apart(store: Store) -> None:
    """By the kinds of their pages."""
    fill(store, A, B, HOME, FRONT, *NUMBERED)
    assert [row.page for row in pages.of_document(store, 1, OF_DOCUMENT)] == [A]
    assert {row.page for row in pages.of_listing(store, 1, 0)} == {FRONT, *NUMBERED}
    assert [bool(pages.of_listing(store, group, 99)) for group in (1, 2)] == [True, False]


def test_a_listing_is_found_from_a_page_on_with_its_front_page(store: Store) -> None:
    """Older pages are left alone."""
    fill(store, FRONT, *NUMBERED)
    assert {row.page for row in pages.of_listing(store, 1, 2)} == {FRONT, NUMBERED[1]}


def test_the_pages_of_the_site_have_no_owner(store: Store) -> None:
    """They are found by kind or by address."""
    fill(store, A, HOME)
    assert [row.page for row in pages.of_site(store, SITE_WIDE)] == [HOME]
    assert [row.page for row in pages.of_site_at(store, page_key("index.html"))] == [HOME]
    assert pages.of_site_at(store, page_key(A.path)) == []


def test_many_addresses_are_looked_up_at_once(store: Store) -> None:
    """More than a statement may have values."""
    many = [Page(f"{n}/index.html", "article", n) for n in range(1200)]
    fill(store, *many)
    found = pages.by_key(store, [page_key(page.path) for page in (*many, HOME)])
    assert {row.page for row in found.values()} == set(many)


def test_marking_kinds_leaves_what_is_stale_its_reason(store: Store) -> None:
    """And other kinds as they are."""
    fill(store, A, HOME, FRONT)
    pages.mark_stale(store, ["listing"], Reason.TEMPLATE_CHANGED)
    pages.mark_stale(store, ["listing", "home"], Reason.SITE_CHANGED)
    assert levels(store) == {
        A.path: (Stale.FRESH, ""),
        HOME.path: (Stale.STALE, Reason.SITE_CHANGED),
        FRONT.path: (Stale.STALE, Reason.TEMPLATE_CHANGED),
    }


def test_marking_no_kinds_marks_nothing(store: Store) -> None:
    """No template changed."""
    fill(store, A)
    pages.mark_stale(store, [], Reason.TEMPLATE_CHANGED)
    assert levels(store) == {A.path: (Stale.FRESH, "")}


def test_only_fresh_pages_are_marked_for_a_check(store: Store) -> None:
    """One that is stale is made anyway, and one that is to go never again."""
    fill(store, A, B, HOME, FRONT)
    ids = {row.page: row.id for row in pages.by_key(store, [page_key(p.path) for p in (A, B, HOME, FRONT)]).values()}
    pages.mark_stale(store, ["home"], Reason.SITE_CHANGED)
    pages.unplan(store, [ids[FRONT]])
    pages.mark_for_check(store, {ids[A]: "daerah/a.md", ids[HOME]: "", ids[FRONT]: ""})
    found = {path: stale for path, (stale, _) in levels(store).items()}
    assert found == {A.path: Stale.CHECK, B.path: Stale.FRESH, HOME.path: Stale.STALE, FRONT.path: Stale.FRESH}
    assert store.all("SELECT cause FROM pages WHERE id = ?", ids[A]) == [("daerah/a.md",)]


def test_a_page_out_of_the_plan_is_at_no_address_but_keeps_its_file(store: Store) -> None:
    """Until that is deleted."""
    fill(store, A)
    (row,) = pages.by_key(store, [page_key(A.path)]).values()
    pages.unplan(store, [row.id])
    assert pages.at(store, page_key(A.path)) is None
    assert pages.digest_of(store, row.id) == b"1"
    assert pages.has_leftovers(store)


def test_leftovers_are_taken_over_by_their_keys(store: Store) -> None:
    """Then there are none."""
    pages.insert_leftover(store, spelling_key("A.png"), "A.png", b"2")
    keys = [spelling_key("A.png"), spelling_key("B.png")]
    assert pages.pop_digests(store, keys) == {"A.png": b"2"}
    assert not pages.has_leftovers(store)
