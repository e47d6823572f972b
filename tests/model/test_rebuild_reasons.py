"""Reasons: why a page is made, in each language."""

from __future__ import annotations

import pytest

from generator.base.sentences import language
from generator.base.start import NAMES, Name
from generator.model import rebuild_reasons
from generator.model.rebuild_reasons import Reason
from generator.queries.tracker import QUERIES


def test_every_query_gives_a_reason() -> None:
    """When an answer changes, its query's name is the code of the reason."""
    assert {str(Reason(name)) for name in QUERIES} == set(QUERIES)


def test_every_reason_has_a_sentence_of_its_own_in_each_language() -> None:
    """No two reasons read alike, and none is left without words."""
    for name in NAMES:
        sentences = [language(name).put(one.said) for one in Reason]
        assert all(sentences)
        assert len(set(sentences)) == len(Reason)


def test_a_code_has_no_blank() -> None:
    """Since a blank ends it where a file follows."""
    assert not [one for one in Reason if " " in one]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("en", "its articles differ, because of content/daerah/a b.md"),
        ("id", "isi hari itu berubah, karena content/daerah/a b.md"),
    ],
)
def test_the_file_that_set_it_off_is_named(name: Name, expected: str) -> None:
    """A reason that is kept with a file comes back as a sentence that names it, whatever blanks its name has."""
    why = rebuild_reasons.pack(Reason.EVERYTHING, "daerah/a b.md")
    assert language(name).put(rebuild_reasons.sentence_of(why)) == expected


def test_no_reason_is_no_sentence() -> None:
    """A page that is as it should be has none."""
    assert not rebuild_reasons.sentence_of("")


def test_an_unknown_code_is_refused() -> None:
    """What no reason has written is not passed on to readers as one."""
    with pytest.raises(ValueError, match="kemarin"):
        rebuild_reasons.sentence_of("kemarin")
