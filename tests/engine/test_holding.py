"""Holding: which files give way to others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.engine.holding import CollidingError, is_holdable, left_out, losers, only_aliases
from generator.model.lookup_keys import file_key, person_key, slug_key, url_key
from generator.store import documents, names
from generator.store.database import Store, open_store
from generator.store.documents import Row

OLD, NEW, PAGE = "daerah/z.md", "daerah/a.md", "pages/p.md"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        for doc, path, seq in ((1, OLD, 10), (2, NEW, 20), (3, PAGE, None)):
            documents.put(store, Row(doc, "article", path, b"", seq, 0), b"")
            names.add_names(store, [(file_key(path), doc)])
        yield store


def problem(path: str, other: str, said: str = "x", old: str = "") -> Problem:
    return Problem(Where(f"content/{path}"), "address-taken", sentence(said), other=f"content/{other}", target=old)


def test_of_two_that_are_told_of_each_other_the_newer_gives_way(store: Store) -> None:
    """Whichever is told first; what is no article is older than any."""
    one, other = problem(OLD, NEW), problem(NEW, OLD)
    for both in ([one, other], [other, one]):
        assert losers(store, both, {}) == {NEW: (other,)}
    page, article = problem(PAGE, OLD), problem(OLD, PAGE)
    assert losers(store, [page, article], {}) == {OLD: (article,)}


def test_one_that_is_told_alone_gives_way(store: Store) -> None:
    """However old it is, with all that is said of it; also to a file that is held back itself."""
    some = [problem(OLD, NEW), problem(OLD, NEW, "y"), problem(OLD, PAGE)]
    assert losers(store, some, {}) == {OLD: tuple(some)}
    assert losers(store, some, {NEW: (problem(NEW, OLD),)}) == {OLD: tuple(some)}


def test_who_is_held_back_already_is_not_held_back_again(store: Store) -> None:
    """Though it would give way once more."""
    assert losers(store, [problem(NEW, OLD)], {NEW: (problem(NEW, OLD),)}) == {}
    assert losers(store, [], {}) == {}


def test_who_goes_without_an_old_address_may_lose_more(store: Store) -> None:
    """Another one, or its own; all that it lost so far counts."""
    first, second, own = problem(NEW, OLD, old="/a/"), problem(NEW, PAGE, old="/?p=1"), problem(NEW, OLD)
    assert losers(store, [second], {NEW: (first,)}) == {NEW: (first, second)}
    assert losers(store, [own], {NEW: (first, second)}) == {NEW: (first, second, own)}
    assert losers(store, [own], {NEW: (first, own)}) == {}
    assert only_aliases([first, second])
    assert not only_aliases([first, own])
    assert not only_aliases([Problem(Where("content/a.md"), "unknown-initials", sentence("x"), target="SW")])


@pytest.mark.parametrize(
    ("path", "holdable"), [("content/a.md", True), ("site.yaml", False), ("themes/x", False), ("content", False)]
)
def test_files_of_content_can_be_held_back(path: str, holdable: bool) -> None:
    """And nothing else."""
    assert is_holdable(Problem(Where(path), "bad-date", sentence("x"))) is holdable


def test_who_has_to_be_held_back_is_told() -> None:
    """By the error with which an attempt ends."""
    held = {NEW: (problem(NEW, OLD),)}
    assert CollidingError(held).held is held


LEFT = left_out(
    ["daerah/2024-10-09-banjir-besar.md", "foto/a.png"],
    {"nasional/rapat.md": (slug_key("sidang"), url_key("/lama/")), "authors/sari.md": (person_key("sw"),)},
)


@pytest.mark.parametrize(
    ("code", "target", "is_meant"),
    [
        ("dead-link", "banjir-besar", True), ("dead-link", "/daerah/2024/10/banjir-besar/", True),
        ("dead-link", "2024-10-09-banjir-besar", True), ("dead-link", "/x/banjir-besar.html?a#b", True),
        ("dead-link", "/daerah/2024-10-09-banjir-besar.md", True), ("dead-link", "banjir", False),
        ("dead-link", "sidang", True), ("dead-link", "/lama/#x", True), ("dead-link", "/nasional/rapat.md", True),
        ("dead-link", "/foto/a.png", True), ("missing-picture", "/foto/a.png", True), ("missing-picture", "foto/b.png", False),
        ("unknown-initials", "SW", True), ("unknown-initials", "sari", False), ("dead-link", "", False),
        ("address-taken", "/lama/", False),
    ],
)  # fmt: skip
def test_what_a_reference_means(code: str, target: str, is_meant: bool) -> None:
    """By any name that a file is known to have, or that its address would end with."""
    problem = Problem(Where("content/a.md"), code, sentence("x"), target=target)
    assert LEFT.is_meant(problem) is is_meant
    assert not left_out([], {}).is_meant(problem)


def test_all_names_of_what_was_left_out() -> None:
    """Of a file that was not read, its path and address; slugs only of texts."""
    paths = ("daerah/2024-10-09-banjir-besar.md", "foto/a.png", "nasional/rapat.md", "authors/sari.md")
    given = {slug_key("sidang"), url_key("/lama/"), person_key("sw")}
    assert LEFT.keys == {*map(file_key, paths), *(url_key(f"/{path}") for path in paths)} | given
    assert LEFT.slugs == {"2024-10-09-banjir-besar", "banjir-besar", "rapat", "sari"}
    assert [bool(LEFT), bool(left_out([], {})), bool(left_out(["a"], {}))] == [True, False, True]
