"""Operations on pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from generator.model.kinds import OF_DOCUMENT, SITE_WIDE
from generator.model.lookup_keys import page_key, spelling_key
from generator.model.page import (
    Asset,
    Detail,
    Feed,
    Front,
    IconSource,
    Manifest,
    Numbered,
    Page,
    Stale,
    Status,
    TagIndex,
)
from generator.model.rebuild_reasons import Reason
from generator.model.variants import WHOLE, Variant
from generator.store import documents, pages
from generator.store.compression import ASKS
from generator.store.database import Store, open_store
from generator.store.pages import StalePage
from generator.store.schema import SITE_TABLES


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


def ids(store: Store) -> dict[str, int]:
    """Return the ids of all pages by their paths."""
    return dict(store.all("SELECT path, id FROM pages"))


def test_what_is_planned_at_an_address(store: Store) -> None:
    """As it was put there; what is planned no more is there no more."""
    fill(store, A, HOME, FRONT, *NUMBERED)
    for page in (A, HOME, FRONT, *NUMBERED):
        assert pages.at(store, page_key(page.path)) == pages.lasting_at(store, page_key(page.path)) == page
    pages.unplan(store, [ids(store)[A.path]])
    for find in (pages.at, pages.lasting_at):
        assert [find(store, page_key(path)) for path in (A.path, "tiada/index.html")] == [None, None]


def test_an_empty_plan(store: Store) -> None:
    """Is one without a page, whatever files are still to be deleted."""
    assert pages.is_empty(store)
    fill(store, A)
    assert not pages.is_empty(store)
    pages.unplan_all(store)
    assert pages.is_empty(store)
    assert pages.has_leftovers(store)


OTHERS = {
    kind: Page(f"{kind}/x.html", kind, ref)
    for kind, ref in (
        ("redirect", 1), ("alias", 1), ("moved", None), ("search-terms", None), ("search-spelling", None),
        ("search-documents", None), ("standing", 3),
    )
}  # fmt: skip
VARIANT = Page("gambar/a.1b2c.720.avif", "picture", 5, detail=Variant(WHOLE, (0, 0), 720, "avif"))
MAPS = [Page(f"sitemap-{number}.xml", "sitemap", number=number) for number in (0, 1)]


def test_what_there_is_reason_to_link_to(store: Store) -> None:
    """Neither variants, nor what comes and goes with the number of articles or the days."""
    fill(store, A, VARIANT, *MAPS, *OTHERS.values())
    lasting = [page for page in (A, VARIANT, *MAPS, *OTHERS.values()) if pages.lasting_at(store, page_key(page.path))]
    assert lasting == [A, MAPS[0], *(OTHERS[kind] for kind in ("redirect", "alias", "moved", "standing"))]
    assert pages.at(store, page_key(VARIANT.path)) == VARIANT


def test_addresses_that_show_something(store: Store) -> None:
    """Not those that only lead on, nor those that nothing is planned at."""
    fill(store, A, B, *OTHERS.values())
    pages.unplan(store, [ids(store)[B.path]])
    keys = {page_key(page.path): page for page in (A, B, HOME, *OTHERS.values())}
    shown = [keys[key] for key in pages.shown_at(store, keys)]
    assert {page.kind for page in shown} == {
        "article",
        "search-terms",
        "search-spelling",
        "search-documents",
        "standing",
    }
    assert B not in shown


def test_why_a_page_was_made(store: Store) -> None:
    """Of its address; empty where nothing is known."""
    pages.insert(store, [(page_key(A.path), A, Reason.NEW_FILE, None)])
    assert [pages.why(store, page_key(path)) for path in (A.path, B.path)] == [Reason.NEW_FILE, ""]


def test_addresses_that_people_write_by_hand(store: Store) -> None:
    """The fronts of lists and the pages of the site, in the order of their paths."""
    standing = [Page(f"{name}/index.html", "standing", 3 + number) for number, name in enumerate("cb")]
    fill(store, A, FRONT, *NUMBERED, *standing, VARIANT)
    found = ["b/index.html", "c/index.html", "daerah/index.html"]
    assert pages.suggestible(store, 9) == found
    assert pages.suggestible(store, 2) == found[:2]


def put_article(store: Store, doc: int, seq: int | None, record: bytes) -> None:
    documents.put(store, documents.Row(doc, "article", f"daerah/{doc}.md", b"d", seq, Status.SHOWN), record)


def test_stale_pages_come_with_what_they_are_made_of(store: Store) -> None:
    """Those of articles with their place in time, and with the record if they are made in any case."""
    put_article(store, 1, 70, b"satu")
    put_article(store, 2, 50, b"dua")
    fill(store, A, B, FRONT, HOME)
    known = ids(store)
    store.db.execute("UPDATE pages SET asks = ?", (store.compression.pack(ASKS, b"tanya"),))
    pages.mark_stale(store, ["article", "home"], Reason.TEMPLATE_CHANGED)
    store.db.execute("UPDATE pages SET stale = 0 WHERE path = ?", (B.path,))
    pages.mark_for_check(store, {known[B.path]: "daerah/2.md", known[FRONT.path]: ""})
    pages.set_digest(store, known[HOME.path], None)
    found = {one.page: one for one in pages.stale(store, [*known.values()])}
    why = str(Reason.TEMPLATE_CHANGED)
    assert found == {
        A: StalePage(known[A.path], A, Stale.STALE, why, None, b"1", b"tanya", 70, b"satu"),
        B: StalePage(known[B.path], B, Stale.CHECK, why, "daerah/2.md", b"1", b"tanya", 50, None),
        FRONT: StalePage(known[FRONT.path], FRONT, Stale.CHECK, "", "", b"1", b"tanya", None, None),
        HOME: StalePage(known[HOME.path], HOME, Stale.STALE, why, None, None, b"tanya", None, None),
    }
    assert pages.stale(store, []) == []
    assert pages.of_which_kinds(store, [known[A.path], known[HOME.path], 99]) == {
        known[A.path]: "article", known[HOME.path]: "home",
    }  # fmt: skip
    assert pages.count_doubtful(store) == 2


def test_stale_pages_are_made_in_the_order_of_time(store: Store) -> None:
    """Articles by theirs, lists by where they begin, others by when they were planned; variants apart from them."""
    put_article(store, 1, 70, b"")
    put_article(store, 2, 50, b"")
    lists = [msgspec.structs.replace(page, lo=lo) for page, lo in zip(NUMBERED, (60, 50), strict=True)]
    withheld = Page("gambar/b.jpg", "withheld", 5)
    other = msgspec.structs.replace(VARIANT, path="gambar/b.1b2c.720.avif", ref=4)
    listed = (A, VARIANT, B, *lists, HOME, withheld, other)
    pages.insert(store, [(page_key(page.path), page, Reason.NEW_PAGE, None) for page in listed])
    known = ids(store)
    assert [*pages.stale_ids(store)] == [known[page.path] for page in (HOME, B, lists[1], lists[0], A)]
    assert pages.stale_variants(store) == [(4, known[other.path]), (5, known[VARIANT.path])]
    assert sorted(pages.variant_paths(store)) == [VARIANT.path, other.path]
    assert pages.count_doubtful(store) == 0
    store.db.execute("UPDATE pages SET stale = 0")
    assert ([*pages.stale_ids(store)], pages.stale_variants(store)) == ([], [])


def test_addresses_are_marked_with_a_reason(store: Store) -> None:
    """Those that have a page which is not to be made anyway."""
    fill(store, A, B, HOME, FRONT)
    pages.mark_stale(store, ["home"], Reason.SITE_CHANGED)
    pages.unplan(store, [ids(store)[B.path]])
    paths = (A.path, B.path, HOME.path, "tiada/index.html")
    pages.mark_stale_at(store, [page_key(path) for path in paths], Reason.FILE_CHANGED)
    assert levels(store) == {
        A.path: (Stale.STALE, Reason.FILE_CHANGED), B.path: (Stale.FRESH, ""),
        HOME.path: (Stale.STALE, Reason.SITE_CHANGED), FRONT.path: (Stale.FRESH, ""),
    }  # fmt: skip


def test_shared_templates_are_looked_at_where_nothing_more_is_to_be_done(store: Store) -> None:
    """On pages that are fresh or to be checked; one that is made anyway has them anew."""
    fill(store, A, B, HOME, FRONT)
    known = ids(store)
    pages.mark_for_check(store, {known[A.path]: "x"})
    pages.mark_stale(store, ["home"], Reason.SITE_CHANGED)
    pages.mark_for_refill(store, ["article", "home"])
    assert {path: stale for path, (stale, _) in levels(store).items()} == {
        A.path: Stale.REFILL, B.path: Stale.REFILL, HOME.path: Stale.STALE, FRONT.path: Stale.FRESH,
    }  # fmt: skip


def test_tags_have_pages_by_their_first_letters(store: Store) -> None:
    """Those of one letter, sorted; not the index of the largest, nor longer beginnings."""
    prefixes = ("", "b", "ba", "a")
    fill(store, *(Page(f"tag/{prefix}x.html", "tags", detail=TagIndex(prefix)) for prefix in prefixes))
    assert pages.letters(store) == ["a", "b"]


def test_pages_of_kinds_and_the_own_pages_of_articles(store: Store) -> None:
    """Of a split article the first."""
    second = msgspec.structs.replace(A, path="a/2/index.html", number=2)
    fill(store, A, second, B, HOME, FRONT)
    assert {*pages.of_kinds(store, ["article", "home"])} == {A, second, B, HOME}
    assert pages.of_kinds(store, []) == []
    assert sorted(pages.own_paths(store)) == [A.path, B.path]
    assert {row.page: row.key for row in pages.of_document(store, 1, ["article"])} == {
        A: page_key(A.path), second: page_key(second.path),
    }  # fmt: skip
    assert pages.of_document(store, 1, ["standing"]) == []


def test_a_row_becomes_another_page(store: Store) -> None:
    """With all that belongs to that, at the same address; it is to be made, and its file is known as before."""
    fill(store, A, B)
    known = ids(store)
    other = Page("a/index.html", "listing", 9, 3, 4, 5, Numbered(newest=True))
    pages.update(store, known[A.path], other, Reason.INPUT_CHANGED)
    assert pages.by_key(store, [page_key(A.path)]) == {
        page_key(A.path): pages.Row(known[A.path], page_key(A.path), other)
    }
    assert levels(store) == {A.path: (Stale.STALE, Reason.INPUT_CHANGED), B.path: (Stale.FRESH, "")}
    assert pages.digest_of(store, known[A.path]) == b"1"


def test_a_new_page_is_to_be_made(store: Store) -> None:
    """Whether it has a file or not, of which the digest is known."""
    listed = [(page_key(A.path), A, Reason.NEW_FILE, None), (page_key(B.path), B, Reason.NEW_PAGE, b"2")]
    pages.insert(store, listed)
    known = ids(store)
    assert levels(store) == {A.path: (Stale.STALE, Reason.NEW_FILE), B.path: (Stale.STALE, Reason.NEW_PAGE)}
    assert [pages.digest_of(store, known[page.path]) for page in (A, B)] == [None, b"2"]
    for digest in (b"3", None):
        pages.set_digest(store, known[A.path], digest)
        assert [pages.digest_of(store, known[page.path]) for page in (A, B)] == [digest, b"2"]


def row_of(store: Store, path: str) -> tuple[object, ...]:
    """Return all that is kept of a page but its id and its key."""
    sql = "SELECT kind, ref, number, lo, hi, note, stale, why, digest, asks FROM pages WHERE path = ?"
    (row,) = store.all(sql, path)
    return row


def test_what_is_left_of_a_page_out_of_the_plan(store: Store) -> None:
    """Its file, and of an article's first page whose it was; once more out of the plan it is the same."""
    second = msgspec.structs.replace(A, path="a/2/index.html", number=2, lo=3, hi=4)
    pages.insert(store, [(page_key(page.path), page, Reason.NEW_PAGE, b"1") for page in (A, second, NUMBERED[0])])
    store.db.execute("UPDATE pages SET asks = x'01'")
    for _ in range(2):
        pages.unplan(store, ids(store).values())
        assert row_of(store, A.path) == ("", None, 0, 0, 0, "article 1", 0, "", b"1", b"\x01")
        for page in (second, NUMBERED[0]):
            assert row_of(store, page.path) == ("", None, 0, 0, 0, "", 0, "", b"1", b"\x01")
    assert pages.lost(store) == [(A.path, 1)]


def test_a_plan_that_is_given_up(store: Store) -> None:
    """Files are known to be there, what has none is forgotten, and nobody knows any more whose they were."""
    pages.insert(store, [(page_key(page.path), page, Reason.NEW_PAGE, b"1") for page in (A, HOME)])
    pages.insert(store, [(page_key(B.path), B, Reason.NEW_PAGE, None)])
    store.db.execute("UPDATE pages SET asks = x'01'")
    pages.unplan_all(store)
    assert {*ids(store)} == {A.path, HOME.path}
    assert row_of(store, A.path) == ("", None, 0, 0, 0, "article ", 0, "", b"1", None)
    assert row_of(store, HOME.path) == ("", None, 0, 0, 0, "", 0, "", b"1", None)
    assert pages.lost(store) == [(A.path, None)]


def test_articles_that_lose_their_pages(store: Store) -> None:
    """By path, with a file that is still to be deleted."""
    fill(store, B, A, HOME)
    known = ids(store)
    pages.unplan(store, [known[page.path] for page in (A, B, HOME)])
    assert pages.lost(store) == [(A.path, 1), (B.path, 2)]
    pages.set_digest(store, known[A.path], None)
    assert pages.lost(store) == [(B.path, 2)]


def test_files_that_are_no_pages(store: Store) -> None:
    """To be deleted, unless they are somebody's; a later word on one of them takes the place of the first."""
    for foreign, note in ((True, pages.FOREIGN), (False, "")):
        pages.insert_leftover(store, 7, "a.png", b"2", foreign=foreign)
        assert row_of(store, "a.png") == ("", None, 0, 0, 0, note, 0, "", b"2", None)
        assert pages.has_leftovers(store)
    assert pages.lost(store) == []
    assert pages.pop_digests(store, [7, 8]) == {"a.png": b"2"}
    assert (ids(store), pages.pop_digests(store, [7])) == ({}, {})


def test_a_site_that_is_forgotten_keeps_its_files(store: Store) -> None:
    """Nothing is known of its content or its clock, but what lies in the output, and what else is kept."""
    put_article(store, 1, 70, b"")
    fill(store, A, HOME)
    for key in ("clock", "program"):
        store.set(key, b"1")
    pages.forget_site(store)
    assert documents.is_empty(store)
    for table in SITE_TABLES:
        assert store.all(f"SELECT 1 FROM {table}") == []
    assert (pages.is_empty(store), {*ids(store)}) == (True, {A.path, HOME.path})
    assert (store.get("clock"), store.get("program")) == (None, b"1")
