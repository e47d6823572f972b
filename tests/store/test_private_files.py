"""Withheld: what only articles without readers refer to."""

from __future__ import annotations

import pytest

from generator.model.page import Status
from generator.store import documents, names, private_files
from generator.store.database import Store
from generator.store.documents import Row


@pytest.fixture
def filled(store: Store) -> Store:
    """Document n refers to what its place in LINKS says."""
    for doc, kind, path, state, links in (
        (1, "article", "c.md", Status.SHOWN, (100, 101)), (2, "article", "b.md", Status.NOTICE, (100, 102)),
        (3, "article", "a.md", Status.HIDDEN, (103,)), (4, "standing", "b/pages.md", Status.HIDDEN, (101, 104)),
        (5, "article", "d.md", Status.NOTICE, (102,)),
    ):  # fmt: skip
        documents.put(store, Row(doc, kind, path, b"", None, state), b"")
        names.add_links(store, [(key, doc) for key in links])
    return store


@pytest.mark.parametrize(
    ("key", "is_withheld", "is_named", "shown_by"),
    [
        (100, False, True, "c.md"),
        (101, False, True, "b/pages.md"),
        (102, True, False, ""),
        (103, True, False, ""),
        (104, False, True, "b/pages.md"),
        (105, False, False, ""),
    ],
)
def test_what_nobody_may_see(filled: Store, key: int, is_withheld: bool, is_named: bool, shown_by: str) -> None:
    """Is what unpublished articles refer to and nothing that is published; what nobody refers to is none of that."""
    found = (
        private_files.is_withheld(filled, key),
        private_files.is_named(filled, key),
        private_files.shown_by(filled, key),
    )
    assert found == (is_withheld, is_named, shown_by)


def test_withdrawn_articles(filled: Store) -> None:
    """All, those among some, and those that refer to a name."""
    assert private_files.withdrawn(filled, None) == [2, 5]
    assert private_files.withdrawn(filled, {5, 1, 2, 9}) == [2, 5]
    assert private_files.withdrawn(filled, ()) == []
    assert private_files.withdrawn_users(filled, (100, 103)) == {2}
    assert private_files.withdrawn_users(filled, (100, 102)) == {2, 5}
