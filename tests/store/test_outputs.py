"""Outputs: what the store knows of the files of the output."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.model.lookup_keys import page_key
from generator.model.page import Page, Stale
from generator.model.rebuild_reasons import Reason
from generator.store import outputs, pages
from generator.store.compression import ASKS
from generator.store.database import Store, open_store
from tests.support import article, site

PAGE = "daerah/2024/10/a/index.html"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/a.md", article("A"))
    portal.build()
    with closing(open_store(portal.folder / ".ssg")) as opened:
        yield opened


def test_a_forgotten_output_has_no_files(store: Store):
    """All pages are stale, for the reason that is given."""
    outputs.forget(store, Reason.NO_OUTPUT)
    assert (outputs.tree(store), outputs.digests(store), store.number("files")) == ("", {}, 0)
    assert store.all("SELECT DISTINCT stale, why FROM pages") == [(Stale.STALE, Reason.NO_OUTPUT)]


def test_a_file_that_differs_makes_its_page_stale(store: Store):
    """The store knows what the file holds now."""
    page = next(row[0] for row in outputs.pages(store) if row[1] == PAGE)
    outputs.correct(store, [(b"lain", Reason.OUTPUT_ALTERED, page)])
    assert outputs.digests(store)[PAGE] == b"lain"
    assert store.all("SELECT id FROM pages WHERE stale > 0") == [(page,)]


def test_a_leftover_goes_and_is_remembered(store: Store):
    """Should the build be killed, the next one knows what it was about to delete."""
    outputs.add_leftover(store, "lama/index.html", b"lama")
    (leftover,) = outputs.leftovers(store)
    assert (leftover.path, leftover.digest) == ("lama/index.html", b"lama")
    outputs.remove_leftovers(store, {leftover.path: b"lama"})
    assert (outputs.leftovers(store), outputs.last_deleted(store)) == ([], {"lama/index.html": b"lama"})


def test_a_leftover_takes_no_page_its_address(store: Store):
    """A file that is spelled in other letters than a page stands beside it."""
    outputs.add_leftover(store, PAGE.upper().replace("INDEX.HTML", "index.html"), b"lama")
    assert PAGE in outputs.digests(store)
    assert len(outputs.leftovers(store)) == 1


def test_the_kind_of_a_file_is_that_of_a_page_of_its_very_name(store: Store):
    """One in other letters is another file, and one of nobody's has no kind."""
    outputs.add_leftover(store, "lama/index.html", b"lama")
    assert outputs.kinds(store, [PAGE, PAGE.upper(), "lama/index.html", "tiada"]) == {PAGE: "article"}


def test_what_is_known_of_the_whole_output(store: Store):
    """Its digest and its number of files, under the names by which others ask for them."""
    outputs.set_tree(store, "ab12", 34)
    assert (outputs.count(store), store.get("tree"), store.number("files")) == (34, b"ab12", 34)


A, B, OLD, HELD = (
    Page("a/index.html", "article", 1, 1), Page("b/index.html", "standing", 2), Page("c/index.html", "home"),
    Page("foto/a.jpg", "withheld", 3),
)  # fmt: skip


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[Store]:
    """A store with the page of an article that has a file, one that has none, a file to go, and a withheld one."""
    with closing(open_store(tmp_path / ".ssg")) as opened:
        listed = [(A, b"1"), (B, None), (OLD, b"3"), (HELD, b"4")]
        pages.insert(opened, [(page_key(page.path), page, Reason.NEW_PAGE, digest) for page, digest in listed])
        pages.unplan(opened, [ids(opened)[OLD.path]])
        yield opened


def ids(store: Store) -> dict[str, int]:
    return {path: page for page, path, _ in outputs.pages(store)}


def state(store: Store) -> dict[str, tuple[int, str]]:
    """Return level and reason of each page."""
    return {path: (stale, why) for path, stale, why in store.all("SELECT path, stale, why FROM pages")}


def test_the_files_of_an_output(planned: Store) -> None:
    """All that are there, ours as such, and of some pages with their digests in hex."""
    known = ids(planned)
    assert sorted(outputs.pages(planned)) == [
        (known[A.path], A.path, b"1"), (known[B.path], B.path, None), (known[OLD.path], OLD.path, b"3"),
        (known[HELD.path], HELD.path, b"4"),
    ]  # fmt: skip
    assert outputs.digests(planned) == {A.path: b"1", OLD.path: b"3", HELD.path: b"4"}
    assert sorted(outputs.described(planned)) == [(A.path, "article", b"1"), (HELD.path, "withheld", b"4")]
    assert outputs.written(planned, [known[A.path]]) == {A.path: "31"}
    assert (outputs.tree(planned), outputs.count(planned), outputs.last_deleted(planned)) == ("", 0, {})


def test_what_differs_is_made_again_unless_it_is_to_go(planned: Store) -> None:
    """A file that is no page's is only known by what it holds now."""
    known = ids(planned)
    outputs.save_made(planned, [("", 1, b"1", b"", known[A.path]), ("", 1, b"2", b"", known[B.path])])
    outputs.correct(planned, [(None, Reason.OUTPUT_ALTERED, known[page.path]) for page in (A, OLD)])
    assert outputs.digests(planned) == {B.path: b"2", HELD.path: b"4"}
    assert state(planned) == {
        A.path: (Stale.STALE, Reason.OUTPUT_ALTERED), B.path: (Stale.FRESH, ""),
        OLD.path: (Stale.FRESH, Reason.OUTPUT_ALTERED), HELD.path: (Stale.STALE, Reason.NEW_PAGE),
    }  # fmt: skip
    outputs.set_tree(planned, "ab", 3)
    outputs.forget(planned, Reason.NO_OUTPUT)
    assert (outputs.digests(planned), outputs.tree(planned), outputs.count(planned)) == ({}, "", 0)
    assert state(planned) == {
        **dict.fromkeys((A.path, B.path, HELD.path), (Stale.STALE, Reason.NO_OUTPUT)),
        OLD.path: (Stale.FRESH, Reason.NO_OUTPUT),
    }


def test_files_that_nobody_knows_to_be_ours(planned: Store) -> None:
    """They stand apart, by path, until they are forgotten; no other file is by that."""
    outputs.set_foreign(planned, {"y.txt": b"y", "x.txt": b"x"})
    assert outputs.foreign(planned) == ["x.txt", "y.txt"]
    found = {(one.path, one.digest, one.asks, one.foreign) for one in outputs.leftovers(planned)}
    assert found == {
        ("x.txt", b"x", None, True), ("y.txt", b"y", None, True), (OLD.path, b"3", None, False),
        (HELD.path, b"4", None, False),
    }  # fmt: skip
    outputs.forget_foreign(planned)
    assert outputs.foreign(planned) == []
    assert {one.path for one in outputs.leftovers(planned)} == {OLD.path, HELD.path}


def test_what_was_deleted_is_known_of_the_last_time_alone(planned: Store) -> None:
    """A withheld file keeps its row, without a file; those that were no pages go."""
    planned.db.execute("UPDATE pages SET asks = ?", (planned.compression.pack(ASKS, b"tanya"),))
    assert {(one.path, one.asks) for one in outputs.leftovers(planned)} == {
        (OLD.path, b"tanya"), (HELD.path, b"tanya"),
    }  # fmt: skip
    outputs.remove_leftovers(planned, {OLD.path: b"3", HELD.path: b"4"})
    assert outputs.last_deleted(planned) == {OLD.path: b"3", HELD.path: b"4"}
    assert {*ids(planned)} == {A.path, B.path, HELD.path}
    assert outputs.before(planned, [ids(planned)[HELD.path]]) == {ids(planned)[HELD.path]: (None, None)}
    assert (outputs.leftovers(planned), state(planned)[HELD.path][0]) == ([], Stale.FRESH)
    outputs.remove_leftovers(planned, {"z": b"9"})
    assert outputs.last_deleted(planned) == {"z": b"9"}


def test_what_was_made_is_fresh(planned: Store) -> None:
    """With reason, number of the build, digest and dependencies; what was only checked keeps all but the last."""
    known = ids(planned)
    a, b = known[A.path], known[B.path]
    assert outputs.before(planned, [a, b]) == {a: (b"1", None), b: (None, None)}
    outputs.save_made(planned, [("latest", 7, b"5", b"tanya", a)])
    outputs.save_checked(planned, [(b"lagi", b)])
    assert outputs.before(planned, [a, b]) == {a: (b"5", b"tanya"), b: (None, b"lagi")}
    assert (state(planned)[A.path], state(planned)[B.path]) == ((Stale.FRESH, "latest"), (Stale.FRESH, Reason.NEW_PAGE))
    assert planned.all("SELECT id, made FROM pages WHERE id IN (?, ?) ORDER BY id", a, b) == [(a, 7), (b, None)]
