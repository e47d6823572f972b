"""Anchors: ids that are given once, and none of the theme's."""

from __future__ import annotations

import pytest

from generator.portal.anchors import OF_KABAR, Anchors, fragment_of, is_one_of, place_hint
from generator.readers.theme import load


def test_the_ids_of_the_theme_are_known(tmp_path):
    """No heading can get an id that a template of kabar has, and links may lead to each of them."""
    theme, _ = load(tmp_path, "kabar")
    assert theme is not None
    assert theme.ids == OF_KABAR


@pytest.mark.parametrize(
    ("fragment", "known"), [("komentar", True), ("isian-7", True), ("isian7", False), ("a.b", False)]
)
def test_what_a_theme_computes_of_an_id_may_be_anything(fragment, known):
    """The rest of it, letter for letter, tells whether it is meant."""
    assert is_one_of(fragment, ("komentar", "isian-*", "a*c")) == known


def test_each_id_is_given_once():
    """A repetition gets a number, whatever else has that name already; texts without letters get a name too."""
    anchors = Anchors()
    given = [anchors.add(text, 1) for text in ("Air Naik", "air naik", "Air naik 2", "AIR NAIK", "Isi", "???", "…")]
    assert given == ["air-naik", "air-naik-2", "air-naik-2-2", "air-naik-3", "isi-2", "bagian", "bagian-2"]
    assert list(anchors.parts) == given
    assert Anchors(["air-naik"]).add("Air Naik", 1) == "air-naik-2"


@pytest.mark.parametrize(
    ("target", "fragment"),
    [("/a/#b", "b"), ("#b", "b"), ("a.md", ""), ("/a/#", ""), ("#top", ""), ("/a/#:~:text=b", ""), ("/a/?b#c", "c")],
)
def test_what_is_looked_for_in_a_page(target, fragment):
    """What leads to the top of a page, or to words of it, is looked for nowhere."""
    assert fragment_of(target) == fragment


def test_what_may_have_been_meant():
    """The hint names the place that was meant, else the first ones that there are."""
    assert str(place_hint("Air_Naik", ["air-naik", "b"])) == 'did you mean "#air-naik"?'
    assert str(place_hint("xyz", ["a", "b"])) == "its headings are #a, #b"
    assert str(place_hint("xyz", list("abcdef"))) == "its headings are #a, #b, #c, #d, #e, …"
    assert str(place_hint("x", [])) == "it has no headings; remove the # and what follows it"
