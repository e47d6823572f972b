"""What of the search's index an index run touches."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.model.delta import Delta
from generator.store import words
from tests.engine_support import REGIONS, SITE, Index
from tests.support import NOW

AIR, BESOK, DITARIK, KONSEP, USANG = (
    "daerah/air.md",
    "daerah/besok.md",
    "nasional/ditarik.md",
    "nasional/konsep.md",
    "nasional/usang.md",
)


@pytest.fixture
def taken(indexed: Callable[..., Index]) -> Index:
    """A portal with a search, taken in."""
    one = indexed(SITE, config=f"{REGIONS}search: true\n")
    one.take(*one.paths())
    return one


def touched(index: Index, delta: Delta) -> tuple[set[str], set[str]]:
    """Return the files of articles whose words, and of those whose rows, are touched where these are now."""
    paths = {
        index.seq(path): path
        for path in index.paths()
        if path.endswith(".md") and "/" in path and not path.startswith(("pages", "authors"))
    }
    of = [delta.invalidated.groups.get(index.group(*group), set()) for group in (words.WORDS, words.ROWS)]
    return {paths[seq] for seq in of[0]}, {paths[seq] for seq in of[1]}


def edited(index: Index, path: str, old: str, new: str, **how: int) -> tuple[set[str], set[str]]:
    index.portal.edit(f"content/{path}", old, new)
    return touched(index, index.take(path, **how))


def test_another_text_touches_words_and_row(taken: Index) -> None:
    """Of the one article."""
    assert edited(taken, AIR, "Isi berita.", "Isi lain.") == ({AIR}, {AIR})


def test_a_text_with_the_same_words_touches_none(taken: Index) -> None:
    """The row may show something else."""
    assert edited(taken, AIR, "Isi berita.", "Berita, isi!") == (set(), {AIR})


def test_an_article_that_comes_out_touches_both(taken: Index) -> None:
    """Though its words are the same as before."""
    assert touched(taken, taken.take(now=NOW + 86400)) == ({BESOK}, {BESOK})
    assert touched(taken, taken.take(now=NOW)) == ({BESOK}, {BESOK})


def test_an_article_that_nobody_finds_touches_nothing(taken: Index) -> None:
    """A draft, and one whose time is over."""
    for path in (KONSEP, USANG):
        assert edited(taken, path, "Isi berita.", "Isi lain.") == (set(), set())


def test_a_withdrawn_article_is_touched_by_its_headline_alone(taken: Index) -> None:
    """Its text has no words, but its row is made anew."""
    assert edited(taken, DITARIK, "Isi berita.", "Isi lain.") == (set(), {DITARIK})
    assert edited(taken, DITARIK, "title: Ditarik", "title: Dibatalkan") == ({DITARIK}, {DITARIK})


def test_an_article_at_another_time_touches_both_places(taken: Index) -> None:
    """The one that it had, too."""
    before = taken.seq(AIR)
    taken.portal.edit(f"content/{AIR}", "2024-10-09 16:10 WIB", "2024-10-09 17:10 WIB")
    groups = taken.take(AIR).invalidated.groups
    for group in (words.WORDS, words.ROWS):
        assert groups[taken.group(*group)] >= {before, taken.seq(AIR)}


def test_a_deleted_article_touches_its_place(taken: Index) -> None:
    """And has no words left."""
    before, doc = taken.seq(AIR), taken.doc(AIR)
    (taken.content / AIR).unlink()
    groups = taken.take(gone=[AIR]).invalidated.groups
    assert before in groups[taken.group(*words.WORDS)]
    assert words.put(taken.store, doc, b"x\0\x01")


def test_without_a_search_nothing_is_touched(indexed: Callable[..., Index]) -> None:
    """And no words are kept."""
    one = indexed(SITE, config=REGIONS)
    one.take(*one.paths())
    assert edited(one, AIR, "Isi berita.", "Isi lain.") == (set(), set())
    assert [*words.every(one.store, 0, 1 << 62)] == []
