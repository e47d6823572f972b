"""Dependencies: what a tracker records, and when answers hold."""

from __future__ import annotations

import msgspec
import pytest

from generator.model.ordinal import BEGINNING, END
from generator.model.rebuild_reasons import Reason
from generator.queries import articles, names
from generator.queries.answers import Dependency, pack_dependencies, reads_of, shortened, unpack_dependencies
from generator.queries.archive import Archive
from generator.queries.related import related_to
from generator.queries.tracker import QUERIES, Tracker, check


def test_a_question_is_recorded_once(archive: Archive) -> None:
    """In the order of the first time, with the query's name, its arguments and what was read."""
    ask = Tracker(archive)
    ask(names.tag, "banjir-lindan")
    first = ask(articles.latest, 2, "all", "", END)
    assert ask(articles.latest, 2, "all", "", END) == first
    assert [(one.name, one.args) for one in ask.dependencies] == [
        ("tag", ("banjir-lindan",)), ("latest", (2, "all", "", END)),
    ]  # fmt: skip
    assert ask.dependencies[1].reads == articles.latest(archive, 2, "all", "", END).reads


def test_a_list_belongs_to_whoever_asked(archive: Archive) -> None:
    """What a template takes from it is there when it asks again, and on other pages."""
    ask, question = Tracker(archive), (articles.latest, 2, "all", "", END)
    ask(*question).pop()
    assert len(ask(*question)) == len(Tracker(archive)(*question)) == 2
    article = archive.cards(archive.between(archive.group("all", ""), 0, END))[0].doc
    related = ask(related_to, article, 3, END)
    fills = related.fills
    related.clear()
    again = ask(related_to, article, 3, END)
    assert again
    assert again.fills == fills


def test_a_question_is_asked_by_position(archive: Archive) -> None:
    """A keyword would not be part of what is recorded."""
    with pytest.raises(AssertionError):
        Tracker(archive)(articles.latest, 2, "all", "", upto=END)


def test_the_store_keeps_every_query_by_its_name() -> None:
    """So that a dependency finds its query again."""
    assert all(query.__name__ == name for name, query in QUERIES.items())


def test_packed_dependencies_come_back(archive: Archive) -> None:
    """With their reads; a page without any has read nothing."""
    ask = Tracker(archive)
    ask(names.person, "SW")
    ask(names.letters)
    packed = pack_dependencies(ask.dependencies)
    assert unpack_dependencies(packed) == ask.dependencies
    assert list(reads_of(packed)) == [read for one in ask.dependencies for read in one.reads]
    assert list(reads_of(None)) == []


def test_a_check_finds_the_first_answer_that_differs(archive: Archive) -> None:
    """Its reason; all the dependencies come back as they are now."""
    ask = Tracker(archive)
    ask(names.letters)
    ask(names.tag, "banjir-lindan")
    ask(names.person, "SW")
    true = ask.dependencies
    assert check(archive, true) == (true, None)
    false = (true[0], *(msgspec.structs.replace(one, digest=b"") for one in true[1:]))
    assert check(archive, false) == (true, Reason.TAG)


def test_what_nothing_has_touched_is_not_asked_again(archive: Archive) -> None:
    """If the store says what was touched; else the answer is worked out."""
    old = (Dependency("letters", (), b"", ((archive.group("all", ""), BEGINNING, END),)),)
    assert check(archive, old, only_touched=True) == (old, None)
    assert check(archive, old)[1] is Reason.LETTERS


def test_a_slow_answer_is_given_again_while_it_holds(archive: Archive) -> None:
    """From the seqs that were recorded with it, whatever the query would say now."""
    group = archive.group("all", "")
    (oldest, *_) = archive.between(group, BEGINNING, END)
    old = Dependency("latest", (2, "all", "", END), b"", ((group, BEGINNING, END),), (oldest,))
    ask = Tracker(archive, (old,))
    assert [card.title for card in ask(articles.latest, 2, "all", "", END)] == ["Satu"]
    assert ask.dependencies == (msgspec.structs.replace(old, digest=ask.dependencies[0].digest),)


def test_of_a_digest_eight_bytes_are_kept() -> None:
    """They tell two answers to one question apart, and there are hundreds for each page."""
    assert shortened(bytes(range(32))) == bytes(range(8))
    assert list(reads_of(None)) == []
