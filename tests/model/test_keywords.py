"""Which words tell what an article is about."""

from __future__ import annotations

import pytest

from generator.base.stemming import stem
from generator.model.keywords import STOPWORDS


@pytest.mark.parametrize(
    "word", "yang dengan tersebut mengatakan ujarnya dikatakan adalah baca kepala November the would".lower().split()
)
def test_common_words_are_left_out(word):
    """Function words, what somebody said, and when: in Indonesian and in English."""
    assert stem(word) in STOPWORDS


@pytest.mark.parametrize(
    "word", "banjir bupati sekolah pelabuhan kecamatan korupsi nelayan puskesmas polisi flood".split()
)
def test_words_that_tell_what_happened_stay(word):
    """Places, offices and matters of public life are not left out, however often they stand in reports."""
    assert stem(word) not in STOPWORDS


def test_stop_words_are_stems():
    """A stem can be looked up as it is."""
    assert {stem(word) for word in STOPWORDS} == STOPWORDS
