"""The archive: what queries read of the store."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing

import pytest

from generator.model.codec import decode
from generator.model.lookup_keys import slug_key
from generator.model.ordinal import BEGINNING, END
from generator.model.records import Article
from generator.queries.archive import Archive, BulkArchive, Recent, RecentCache
from generator.store import documents, groups, members, postings
from generator.store.database import open_reader, open_store
from tests.support import Portal


def test_both_ways_of_reading_see_the_same(built: Portal, archive: Archive) -> None:
    """In bulk, or only what is needed: up to each horizon, in every group."""
    with closing(open_reader(built.folder / ".ssg")) as store:
        other = (Archive if isinstance(archive, BulkArchive) else BulkArchive)(store, archive.site)
        seqs = archive.between(archive.group("all", ""), BEGINNING, END)
        for kind, slug in (("all", ""), ("tag", "banjir-lindan"), ("kanal", "daerah"), ("tag", "tak-ada")):
            group = archive.group(kind, slug)
            for upto in (*seqs, *(seq - 1 for seq in seqs), END):
                for count in (1, 2, 5):
                    assert archive.newest(group, upto, count) == other.newest(group, upto, count)
                assert archive.between(group, seqs[0], upto) == other.between(group, seqs[0], upto)
            assert archive.oldest(group) == other.oldest(group)


def test_in_bulk_a_group_is_read_once(archive: Archive) -> None:
    """However many pages its listing has; a tag is spelled on many as its oldest article has it."""
    bulk = isinstance(archive, BulkArchive)
    tag = archive.group("tag", groups.tags(archive.store, "b")[0])
    seqs = archive.between(tag, BEGINNING, END)
    asked: list[str] = []
    assert archive.group_name(tag) == ("tag", "banjir-lindan")
    for _ in range(2):
        archive.store.db.set_trace_callback(asked.append)
        assert (archive.oldest(tag), archive.group_name(tag)) == (seqs[0], ("tag", "banjir-lindan"))
        assert not bulk or archive.between(tag, BEGINNING, END) == seqs
        assert not bulk or archive.newest(tag, seqs[-1], 9)[0] == seqs[::-1]
    assert len(asked) == (not bulk)


@pytest.mark.parametrize("seed", range(3))
def test_of_a_large_group_is_kept_what_is_near(
    archive: Archive, built: Portal, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """A million articles are in ten groups each; wherever it is asked for others, the answer is that of the store."""
    monkeypatch.setattr("generator.queries.archive._AROUND", 12)
    monkeypatch.setattr("generator.queries.archive._BEFORE", 5)
    chance = random.Random(seed)
    with closing(open_store(built.folder / ".ssg")) as store, store.trial():
        some, other = BulkArchive(store, archive.site), Archive(store, archive.site)
        members.add(store, [(99, 10 * number) for number in range(200)])
        for _ in range(500):
            lo = chance.choice((BEGINNING, chance.randrange(-50, 2100)))
            hi, count = chance.choice((END, lo + chance.randrange(100))), chance.choice((1, 4, 5, 6, 30))
            assert some.newest(99, hi, count) == other.newest(99, hi, count)
            assert some.between(99, lo, hi) == other.between(99, lo, hi)
        asked: list[str] = []
        store.db.set_trace_callback(asked.append)
        for seq in range(0, 2000, 10):
            assert len(some.newest(99, seq, 3)[0]) == min(3, seq // 10 + 1)
        # Few times, in the order of time.
        assert len(asked) < 50
        assert len(some._near(99, 1990, 1990).seqs) <= 24


def test_in_bulk_an_article_has_one_seq(archive: Archive) -> None:
    """An object that all windows share: there are some thirty for each article."""
    (seq, *_) = archive.between(archive.group("all", ""), BEGINNING, END)
    own = [archive.containing(seq, term) for term in archive.traits.get(seq).terms.weights]
    found = {id(one) for seqs in own for one in seqs if one == seq}
    assert len(own) > 1
    assert not isinstance(archive, BulkArchive) or len(found) == 1


def test_of_the_terms_that_were_met_the_latest_are_kept(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million articles have more terms than there is room for; what was asked for lately is not read again."""
    read: list[int] = []
    real = postings.window
    monkeypatch.setattr(postings, "window", lambda store, term, *more: read.append(term) or real(store, term, *more))
    monkeypatch.setattr(archive, "_windows", Recent(2))
    for term in (1, 2, 3, 1, 4, 5, 1, 2):
        archive.containing(0, term)
    assert read == [1, 2, 3, 4, 5, 2]


def test_a_group_that_was_never_made_has_no_members(archive: Archive) -> None:
    """Its id is 0, which no group has, and which is nobody's name: whoever comes later has another id."""
    group = archive.group("tag", "tak-ada")
    assert (group, archive.newest(group, END, 5), archive.oldest(group)) == (0, ([], (0, BEGINNING, END)), None)
    with pytest.raises(IndexError):
        archive.group_name(group)


def test_only_a_preview_has_cards_of_unpublished_articles(archive: Archive) -> None:
    """A build would show what is not published yet."""
    found = documents.target(archive.store, slug_key("besok"))
    assert found is not None
    assert found.seq is not None
    with pytest.raises(LookupError):
        archive.card(found.seq)


def test_what_was_preloaded_is_not_read_again(archive: Archive) -> None:
    """The renderer has it at hand from its own statement."""
    archive.preload({7: (42, b"record"), 8: (43, None)})
    assert (archive.seq_of(7), archive.record(7), archive.seq_of(8)) == (42, b"record", 43)


def test_a_record_comes_from_the_store_otherwise(archive: Archive) -> None:
    """Also when only the seq was preloaded."""
    found = documents.target(archive.store, slug_key("satu"))
    assert found is not None
    archive.preload({found.doc: (42, None)})
    assert decode(Article, archive.record(found.doc)).matter.title == "Satu"


def test_after_a_build_nothing_is_touched(archive: Archive) -> None:
    """All answers hold until the next update."""
    assert archive.untouched([(archive.group("all", ""), BEGINNING, END)])


class Source:
    """Doubles each seq, and remembers in what portions it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def __call__(self, seqs: list[int]) -> Iterator[tuple[int, int]]:
        self.asked.append(seqs)
        return ((seq, 2 * seq) for seq in reversed(seqs))


def test_values_come_in_the_order_of_the_question() -> None:
    """However they are read, and each as often as it is wanted."""
    assert RecentCache(10, Source()).load([3, 1, 3, 2]) == [6, 2, 6, 4]


def test_only_what_is_missing_is_read() -> None:
    """In one go."""
    source = Source()
    cache = RecentCache(10, source)
    cache.load([1, 2])
    cache.load([1, 2, 3, 4])
    assert cache.get(4) == 8
    assert source.asked == [[1, 2], [3, 4]]


def test_what_was_not_asked_for_lately_is_dropped() -> None:
    """At most two halves are in memory; what is in use goes on from the older into the newer one."""
    source = Source()
    cache = RecentCache(4, source)
    for seq in range(100):
        cache.load([seq, max(seq - 1, 0)])
        assert len(cache._newer) + len(cache._older) <= 2 * (4 + 2)
    assert len(source.asked) == 100
    cache.get(0)
    assert source.asked[-1] == [0]


def test_large_questions_are_read_in_parts() -> None:
    """No statement of the store has more than 500 values."""
    source = Source()
    RecentCache(10, source).load(range(1200))
    assert [len(seqs) for seqs in source.asked] == [500, 500, 200]


def test_what_is_used_goes_on_and_the_rest_is_dropped() -> None:
    """With two values in each half."""
    cache: Recent[str, int] = Recent(2)
    for number, key in enumerate("abcde"):
        assert cache.keep(key, number) == number
        assert cache["a"] == 0
    assert sorted(cache) == ["a", "e"]
    assert [cache[key] for key in "bcd"] == [None, None, 3]
