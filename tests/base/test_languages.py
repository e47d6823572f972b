"""Tests for the languages of the desk."""

from __future__ import annotations

import pytest

from generator.base.languages import ENGLISH, language
from generator.base.sentences import as_it_is, counted, sentence
from generator.base.start import preferred

ID = language("id")


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
