"""Tests for sentences as values."""

from __future__ import annotations

import msgspec
import pytest

from generator.base.sentences import NOTHING, Sentence, as_it_is, counted, sentence


def test_a_sentence_is_english_as_text():
    """With its values in their places, and numbers written as English writes them."""
    assert str(sentence("{file} has {n} lines", file="a.md", n=12345)) == "a.md has 12,345 lines"


def test_a_sentence_can_stand_in_another():
    """Each is put into words by itself."""
    assert str(sentence("{said}; {said}", said=sentence("no {what}", what="date"))) == "no date; no date"


@pytest.mark.parametrize(("count", "text"), [(0, "0 files"), (1, "one file"), (2, "2 files"), (1000, "1,000 files")])
def test_a_number_decides_the_form(count, text):
    """English has one for one and another for every other number."""
    assert str(counted("one file", "{count} files", count)) == text


def test_what_is_written_is_never_a_format():
    """Braces in a value, which anybody may have typed, stay as they are."""
    assert str(sentence("no {what}", what="{what} {0.__class__}")) == "no {what} {0.__class__}"
    assert str(as_it_is("{x}")) == "{x}"


def test_braces_of_the_sentence_itself_are_doubled():
    """They are shown once."""
    assert str(sentence("write {{slug}}")) == "write {slug}"


def test_nothing_is_said():
    """An empty sentence is false, as text it is empty."""
    assert not NOTHING
    assert str(NOTHING) == str(as_it_is("")) == ""
    assert as_it_is("x")


@pytest.mark.parametrize("said", [NOTHING, sentence("a {b}", b=3), counted("a", "b", 4, c=sentence("d"))])
def test_a_sentence_comes_back_from_the_store(said):
    """As an equal value with an equal hash."""
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(said), type=Sentence)
    assert (again, hash(again)) == (said, hash(said))


def test_other_values_become_text():
    """What is no number stands in the store as the text that it is shown as."""
    assert sentence("{a}{b}", a=None, b=("x",)).values == (("a", ""), ("b", "('x',)"))
