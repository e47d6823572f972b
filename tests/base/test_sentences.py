"""Tests for sentences as values, and for the languages of the desk."""

from __future__ import annotations

import msgspec
import pytest

from generator.base.sentences import ENGLISH, NOTHING, Sentence, as_it_is, counted, language, sentence
from generator.base.start import preferred

ID = language("id")


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


@pytest.mark.parametrize(
    ("environ", "desk", "portal", "name"),
    [
        ({}, "", "id", "id"),
        ({}, "", "en", "en"),
        ({}, "", "", "en"),
        ({}, "en", "id", "en"),
        ({"LANG": "en_US.UTF-8"}, "", "id", "en"),
        ({"LANG": "id_ID.UTF-8"}, "", "en", "id"),
        ({"LANG": "C.UTF-8"}, "", "id", "id"),
        ({"LANG": "de_DE.UTF-8"}, "", "id", "id"),
        ({"LANG": "en_US.UTF-8"}, "id", "en", "id"),
        ({"LC_ALL": "id_ID", "LANG": "en_US"}, "", "en", "id"),
        ({"LC_ALL": "", "LC_MESSAGES": "id", "LANG": "en_US"}, "", "en", "id"),
        ({"SSG_LANG": "en", "LC_ALL": "id_ID"}, "id", "id", "en"),
        ({"SSG_LANG": "fr"}, "", "id", "id"),
    ],
)
def test_who_decides(environ, desk, portal, name):
    """SSG_LANG before site.yaml before the locale before the readers; a language that is not known decides nothing."""
    assert preferred(environ, desk, portal) == name


def test_numbers():
    """Indonesian sets thousands apart with points, and decimals with a comma."""
    assert (ENGLISH.number(1234567), ID.number(1234567)) == ("1,234,567", "1.234.567")
    assert (ENGLISH.decimal(0.5), ID.decimal(0.5)) == ("0.50", "0,50")


def test_what_has_no_translation_is_english():
    """A text of a library or of the system is the same in every language; numbers in it are not touched."""
    assert ID.put(as_it_is("No such file 1,000")) == "No such file 1,000"
    assert ID.put(sentence("no {such} sentence, {n}", such="a", n=1000)) == "no a sentence, 1.000"


def test_a_translation_has_its_values():
    """Those of sentences in it too."""
    inner = sentence("the picture has no address")
    assert ID.put(sentence("{hint}; a comment has a space after the #", hint=inner)).startswith(ID.put(inner))
    assert ID.put(inner) != str(inner)


@pytest.mark.parametrize("count", [0, 1, 2, 5000])
def test_indonesian_has_one_form(count):
    """For any number."""
    said = counted("{count} dead link", "{count} dead links", count)
    assert ID.put(said) == f"{ID.number(count)} tautan mati"
