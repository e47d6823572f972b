"""Outputs: what the store knows of the files of the output."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.model.page import Stale
from generator.model.rebuild_reasons import Reason
from generator.store import outputs
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
