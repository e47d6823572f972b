"""Names: which documents refer to others, which references lead nowhere, and who is meant by a byline."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.lookup_keys import url_key
from generator.model.ordinal import BEGINNING
from generator.model.page import Status
from generator.store import documents, names, times
from generator.store.database import Store
from generator.store.documents import Row
from generator.store.names import Sequel
from generator.store.times import Timing
from tests.support import article, site

PHOTO = url_key("/foto/a.png")
PROFILE = "---\nname: {}\ninitials: {}\nrole: Wartawan\n---\nHalo.\n"
ONE, TWO, DRAFTS, MIXED, NOTHING, ADDRESS, TO_COME = range(200, 207)


@pytest.fixture
def filled(store: Store) -> Store:
    """Articles 1 and 2 are published, 3 is a draft, 4 is held back, 5 is a standing page, 6 a picture."""
    for doc, kind, path, state in (
        (1, "article", "b.md", Status.SHOWN), (2, "article", "a.md", Status.SHOWN), (3, "article", "c.md", Status.HIDDEN),
        (4, "article", "d.md", Status.HIDDEN), (5, "standing", "Aa.md", Status.HIDDEN), (6, "media", "foto/a.png", Status.HIDDEN),
    ):  # fmt: skip
        documents.put(store, Row(doc, kind, path, b"", None, state), b"")
    placed = [(10, Status.SHOWN, 0, 1), (30, Status.SHOWN, 0, 2), (20, Status.HIDDEN, 1, 3), (5, Status.HIDDEN, 2, 4)]
    times.place(store, [Timing(seq, state, None, draft, doc) for seq, state, draft, doc in placed])
    names.add_links(store, [(PHOTO, doc) for doc in (1, 3, 4, 5)])
    names.add_names(store, [(ONE, 1), (TWO, 1), (TWO, 2), (DRAFTS, 3), (DRAFTS, 4), (MIXED, 1), (MIXED, 3)])
    store.db.execute("INSERT INTO pages (id, key, path, kind) VALUES (1, ?, 'x', 'moved')", (ADDRESS,))
    store.db.execute("INSERT INTO reserved VALUES (?, 0, 3, 1)", (TO_COME,))
    return store


def test_who_refers_to_a_name(filled: Store) -> None:
    """All, and those that have readers, the articles first; a draft has some where drafts are shown."""
    assert names.users(filled, PHOTO) == {1, 3, 4, 5}
    assert [names.is_used(filled, key) for key in (PHOTO, ONE)] == [True, False]
    assert names.readers(filled, PHOTO, drafts=False) == [1, 5]
    assert names.readers(filled, PHOTO, drafts=True) == [1, 3, 5]
    assert [names.doc_named(filled, key) for key in (ONE, NOTHING)] == [1, None]


def test_the_newest_that_shows_a_picture(filled: Store) -> None:
    """By its place in time, whatever becomes of it; nobody is older than all."""
    assert names.newest_user(filled, 6) == 20
    names.remove(filled, 3, (), (PHOTO,))
    assert names.newest_user(filled, 6) == 10
    for doc in (1, 4, 5):
        names.remove(filled, doc, (), (PHOTO,))
    assert names.newest_user(filled, 6) == BEGINNING


@pytest.mark.parametrize(
    ("key", "dead", "with_drafts"),
    [
        (ONE, False, False), (TWO, True, True), (DRAFTS, False, False), (MIXED, False, True), (NOTHING, True, True),
        (TO_COME, False, False),
    ],
)  # fmt: skip
def test_what_leads_nowhere(filled: Store, key: int, dead: bool, with_drafts: bool) -> None:
    """Is no name, or one of several; a draft makes none ambiguous unless drafts are as good as published."""
    assert names.is_dead(filled, key, drafts=False) == dead
    assert names.is_dead(filled, key, drafts=True) == with_drafts
    names.add_links(filled, [(key, 2), (key, 3), (key, 4)])
    pairs = [(PHOTO, 1), (key, 2), (key, 9)]
    assert (key, 2) in names.dead(filled, None, drafts=False) or not dead
    assert sorted(names.dead(filled, pairs, drafts=False)) == sorted([(PHOTO, 1)] + [(key, 2)] * dead)
    assert names.dead(filled, [(key, 9)], drafts=False) == []
    found = {doc for one, doc in names.dead(filled, None, drafts=True) if one == key}
    assert found == ({2, 3} if with_drafts else set())


def test_sequels_are_published(filled: Store) -> None:
    """One for each key that they are found by; what is not published is found by none."""
    names.add_sequels(filled, 1, (7, 8))
    names.add_sequels(filled, 1, (7,))
    names.add_sequels(filled, 2, (8,))
    names.add_sequels(filled, 3, (7,))
    assert names.sequels(filled, (7,)) == [Sequel(7, 1, 10)]
    assert {*names.sequels(filled, (7, 8))} == {Sequel(7, 1, 10), Sequel(8, 1, 10), Sequel(8, 2, 30)}
    names.remove_sequels(filled, 1, (8, 9))
    assert {*names.sequels(filled, (7, 8))} == {Sequel(7, 1, 10), Sequel(8, 2, 30)}


def test_names_go_with_their_document(filled: Store) -> None:
    """Those of others stay."""
    names.remove(filled, 1, (ONE, TWO), (PHOTO,))
    assert [names.doc_named(filled, key) for key in (ONE, TWO)] == [None, 2]
    assert names.users(filled, PHOTO) == {3, 4, 5}


@pytest.fixture
def filled_private_files(store: Store) -> Store:
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
    ("key", "is_private", "is_named", "shown_by"),
    [
        (100, False, True, "c.md"),
        (101, False, True, "b/pages.md"),
        (102, True, False, ""),
        (103, True, False, ""),
        (104, False, True, "b/pages.md"),
        (105, False, False, ""),
    ],
)
def test_what_nobody_may_see(
    filled_private_files: Store, key: int, is_private: bool, is_named: bool, shown_by: str
) -> None:
    """Is what unpublished articles refer to and nothing that is published; what nobody refers to is none of that."""
    found = (
        names.is_private(filled_private_files, key),
        names.is_named(filled_private_files, key),
        names.shown_by(filled_private_files, key),
    )
    assert found == (is_private, is_named, shown_by)


def test_withdrawn_articles(filled_private_files: Store) -> None:
    """All, those among some, and those that refer to a name."""
    assert names.withdrawn(filled_private_files, None) == [2, 5]
    assert names.withdrawn(filled_private_files, {5, 1, 2, 9}) == [2, 5]
    assert names.withdrawn(filled_private_files, ()) == []
    assert names.withdrawn_users(filled_private_files, (100, 103)) == {2}
    assert names.withdrawn_users(filled_private_files, (100, 102)) == {2, 5}


def test_the_slug_of_a_profile_comes_before_names_of_others(tmp_path: Path) -> None:
    """A byline that is the slug of one person and the initials of another means the first."""
    portal = site(tmp_path)
    portal.add("content/authors/sw.md", PROFILE.format("Siti Warda", "SWA"))
    portal.add("content/authors/sari.md", PROFILE.format("Sari Wulan", "SW"))
    portal.add("content/daerah/2024/10/a.md", article("Judul", author="SW"))
    portal.build()
    assert 'href="/penulis/sw/"' in portal.read("daerah/2024/10/a/index.html")
    assert "Judul" in portal.read("penulis/sw/index.html")
    assert "Judul" not in portal.read("penulis/sari/index.html")


def test_two_people_with_the_same_initials(tmp_path: Path) -> None:
    """The first by path has them."""
    portal = site(tmp_path)
    portal.add("content/authors/ani.md", PROFILE.format("Ani Bakri", "AB"))
    portal.add("content/authors/asep.md", PROFILE.format("Asep Basri", "AB"))
    portal.add("content/daerah/2024/10/a.md", article("Judul", author="AB"))
    portal.build()
    assert "Judul" in portal.read("penulis/ani/index.html")
    assert portal.files() == portal.clean()
