"""Operations on documents, their names, and their places in time."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from generator.base.sentences import sentence
from generator.model.codec import encode
from generator.model.lookup_keys import file_key, url_key
from generator.model.page import Status
from generator.model.records import Media
from generator.store import documents, members, names, times
from generator.store.database import Store
from generator.store.documents import Document, Row, Version
from generator.store.times import Timing


def put(store: Store, doc: int, seq: int | None = None, kind: str = "article") -> None:
    documents.put(store, Row(doc, kind, f"{doc}.md", b"digest", seq, Status.HIDDEN), b"record %d" % doc)


def test_what_is_put_again_replaces_what_was_there(store: Store) -> None:
    """A document has one row and one record."""
    assert documents.is_empty(store)
    put(store, 1)
    documents.put(store, Row(1, "media", "a.jpg", b"other", None, Status.FAULTY), b"another")
    assert documents.by_id(store, 1) == Document(1, "media", "a.jpg", Status.FAULTY, b"another")
    assert documents.last_id(store) == 1


def test_what_is_removed_is_not_known(store: Store) -> None:
    """Neither it nor its record."""
    put(store, 1)
    documents.remove(store, 1)
    assert documents.by_id(store, 1) is None
    assert documents.is_empty(store)
    assert documents.last_id(store) == 0


def test_names_lead_to_documents_and_back(store: Store) -> None:
    """Who has a name, who refers to it; what one document gives up, others keep."""
    names.add_names(store, [(7, 1), (8, 1), (8, 1)])
    names.add_links(store, [(7, 2), (7, 3)])
    assert (names.doc_named(store, 7), names.doc_named(store, 9)) == (1, None)
    assert names.users(store, 7) == {2, 3}
    names.remove(store, 2, [], [7])
    names.remove(store, 1, [7], [])
    assert (names.doc_named(store, 7), names.doc_named(store, 8), names.users(store, 7)) == (None, 1, {3})


def test_articles_change_places(store: Store) -> None:
    """Two of them may do so, since those that move give theirs up first."""
    put(store, 1, 10)
    put(store, 2, 11)
    times.unplace(store, [1, 2])
    assert documents.seq_of(store, 1) is None
    times.place(store, [Timing(11, Status.SHOWN, None, 0, 1), Timing(10, Status.HIDDEN, 99, 1, 2)])
    assert times.in_seconds(store, 10, 11) == [(2, "2.md", 10), (1, "1.md", 11)]
    version = documents.version(store, 1)
    assert version is not None
    assert version.state == Status.SHOWN


@pytest.mark.parametrize(("lo", "hi", "found"), [(9, 10, [1]), (10, 20, [2]), (0, 9, []), (0, 30, [1, 2])])
def test_bounds_of_time(store: Store, lo: int, hi: int, found: list[int]) -> None:
    """The lower one is left out, the upper one is not; of seqs and of expiries."""
    for doc, seq in ((1, 10), (2, 20)):
        put(store, doc, seq)
        times.place(store, [Timing(seq, Status.SHOWN, seq, int(doc == 2), doc)])
    assert times.between(store, lo, hi) == found
    assert times.expiring_between(store, lo, hi) == found
    assert times.all_drafts(store) == [2]


def test_a_card_is_that_of_its_document(store: Store) -> None:
    """Not that of another which had the seq before."""
    put(store, 1, 10)
    members.add_cards(store, [(10, 1, b"card", b"traits")])
    assert members.card_of(store, 1) == (10, b"card", b"traits")
    put(store, 2, None)
    times.unplace(store, [1])
    times.place(store, [Timing(10, Status.SHOWN, None, 0, 2)])
    assert members.card_of(store, 2) is None
    members.remove_card(store, 10)
    times.place(store, [Timing(11, Status.SHOWN, None, 0, 1)])
    assert members.card_of(store, 1) is None


@pytest.fixture
def filled(store: Store) -> Store:
    """Articles 1 to 4 (published, published, draft, held back), scheduled 5; profile 6, page 7, pictures 8 and 9."""
    picture = encode(Media("foto/b.png", 9, 20, 10))
    faulty = encode(Media("foto/a.png", 9, 0, 0, fault=sentence("is broken")))
    for doc, kind, path, seq, state, record in (
        (1, "article", "b.md", 10, Status.SHOWN, b"1"), (2, "article", "a.md", 20, Status.SHOWN, b"2"),
        (3, "article", "c.md", 30, Status.HIDDEN, b"3"), (4, "article", "d.md", 40, Status.HIDDEN, b"4"),
        (5, "article", "e.md", 9 << 20, Status.HIDDEN, b"5"), (6, "profile", "authors/z.md", None, Status.HIDDEN, b"6"),
        (7, "standing", "pages/y.md", None, Status.HIDDEN, b"7"), (8, "media", "foto/b.png", None, Status.HIDDEN, picture),
        (9, "media", "foto/a.png", None, Status.FAULTY, faulty),
    ):  # fmt: skip
        documents.put(store, Row(doc, kind, path, b"d%d" % doc, seq, state, chooses=doc in (2, 3, 6)), record)
    rows = [(10, 1, 500, 0, 1), (20, 1, None, 0, 2), (30, 0, None, 1, 3), (40, 0, None, 2, 4), (9 << 20, 0, None, 0, 5)]
    times.place(store, [Timing(*row) for row in rows])
    members.add_cards(store, [(10, 1, b"k1", b""), (20, 2, b"k2", b"")])
    names.add_names(
        store,
        [
            (100, 1),
            (101, 1),
            (101, 2),
            (102, 1),
            (102, 3),
            (103, 3),
            (103, 4),
            (104, 7),
            (104, 1),
            (url_key("/foto/b.png"), 8),
        ],
    )
    names.add_names(
        store,
        [
            (url_key("/foto/a.png"), 9),
            (file_key("a.md"), 2),
            (file_key("authors/z.md"), 6),
            (105, 9),
            (105, 8),
            (103, 5),
        ],
    )
    names.add_links(store, [(105, 1)])
    return store


def ids(found: Iterable[Document | None]) -> list[int]:
    return [one.id for one in found if one]


def test_documents_by_kind(filled: Store) -> None:
    """Articles in the order of time, others by path."""
    assert ids(documents.every(filled, "article")) == [1, 2, 3, 4, 5]
    assert ids(documents.every(filled, "media")) == [9, 8]
    assert ids(documents.every(filled, "standing")) == [7]
    assert list(documents.profiles(filled)) == [b"6"]
    assert documents.paths_of(filled, "standing", "profile") == ["authors/z.md", "pages/y.md"]
    assert [documents.paths_of(filled, kind) for kind in ("profile", "standing")] == [["authors/z.md"], ["pages/y.md"]]
    assert documents.paths_of(filled, "media") == ["foto/a.png", "foto/b.png"]
    assert [(file.digest, file.media.path) for file in documents.every_media(filled)] == [
        (b"d9", "foto/a.png"),
        (b"d8", "foto/b.png"),
    ]
    assert documents.some_paths(filled, "article", 7) == ["e.md", "d.md", "c.md"]
    assert documents.some_paths(filled, "media", 1) == ["foto/a.png"]


def test_documents_that_wait(filled: Store) -> None:
    """Drafts, the last first; those to come, the next first; and what those want that choose themselves."""
    assert ids(documents.drafts(filled, 9)) == [3]
    assert ids(documents.scheduled(filled, 8, 9)) == [5]
    assert ids(documents.scheduled(filled, 9, 9)) == []
    assert ids(documents.drafts(filled, 0)) == ids(documents.scheduled(filled, 0, 0)) == []
    assert documents.choosing(filled, None, drafts=False) == [2, 6]
    assert documents.choosing(filled, None, drafts=True) == [2, 3, 6]
    assert documents.choosing(filled, {6, 3, 2, 1}, drafts=False) == [2, 6]


def test_documents_by_their_names(filled: Store) -> None:
    """One, several, or none; a published one before drafts."""
    assert ids([documents.named(filled, 100), documents.named(filled, 99)]) == [1]
    assert documents.articles_named(filled, 104) == {1}
    assert documents.paths_named(filled, 101) == ["a.md", "b.md"]
    assert [documents.claimants(filled, 103, drafts=drafts) for drafts in (False, True)] == [["e.md"], ["c.md", "e.md"]]
    assert [documents.hidden_articles(filled, 103, drafts=drafts) for drafts in (False, True)] == [[5], [3, 5]]
    assert documents.hidden_articles(filled, 101, drafts=True) == []
    found = {key: documents.target(filled, key) for key in (100, 101, 102, 103, 104, 99)}
    assert {key: one and (one.doc, one.kind, one.state, one.seq) for key, one in found.items()} == {
        100: (1, "article", 1, 10), 101: None, 102: (1, "article", 1, 10), 103: (3, "article", 0, 30), 104: None, 99: None
    }  # fmt: skip
    filled.db.execute("INSERT INTO reserved VALUES (100, -1, 5, 1), (100, 7, 4, 1), (98, -1, 4, 0)")
    assert [sorted(ids(documents.at_any_hour(filled, key))) for key in (100, 98, 97)] == [[1, 5], [4], []]


def test_media_by_their_addresses(filled: Store) -> None:
    """Of several the first by path; with what is wrong, if anything is."""
    address = url_key("/foto/b.png")
    assert documents.media_at(filled, address) == documents.media_file(filled, 8)
    assert documents.media_at(filled, 100) is None
    one = documents.media_at(filled, 105)
    assert one == documents.media_file(filled, 9) == documents.media_of(filled, 9)
    assert one is not None
    assert (one.doc, one.digest, one.media.path) == (9, b"d9", "foto/a.png")
    assert [documents.media_at(filled, 100), documents.media_of(filled, 1)] == [None, None]
    found = [(url_key("/foto/a.png"), one.media)]
    assert documents.faulty_media(filled, None) == found
    assert documents.faulty_media(filled, {address, url_key("/foto/a.png"), 100}) == found
    assert [one.doc for one in documents.referred_media(filled, 105, shown=False)] == [8, 9]
    assert (
        documents.referred_media(filled, 105, shown=True)
        == documents.referred_media(filled, address, shown=False)
        == []
    )
    filled.db.execute("INSERT INTO shown VALUES (105, 'photo', '', 0, 1)")
    assert [one.doc for one in documents.referred_media(filled, 105, shown=True)] == [8, 9]


def test_what_is_known_of_one_document(filled: Store) -> None:
    """Its path, place in time, version and end."""
    assert (documents.path(filled, 2), documents.seq_of(filled, 2), documents.seq_of(filled, 6)) == ("a.md", 20, None)
    assert [documents.expiry(filled, doc) for doc in (1, 2)] == [500, 0]
    assert documents.version(filled, 2) == Version(b"d2", Status.SHOWN)
    assert documents.version(filled, 99) is None
    assert ids([documents.get(filled, 2), documents.by_id(filled, 2), documents.by_id(filled, 99)]) == [2, 2]
    assert documents.samples(filled, 1) == [b"2", b"k2"]
    assert documents.samples(filled, 9) == [b"2", b"k2", b"1", b"k1"]
    assert documents.last_id(filled) == 9


def test_newer_articles_are_greater(filled: Store) -> None:
    """What is no article, or not known, is least."""
    ages = [documents.age(filled, path) for path in ("a.md", "authors/z.md", "tiada.md")]
    assert ages == [(True, 20, "a.md"), (False, 0, "authors/z.md"), (False, 0, "tiada.md")]
