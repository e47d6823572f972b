"""Anchors: ids that are given once, and none of the theme's."""

from __future__ import annotations

import re

import pytest

from generator.portal.anchors import OF_THEME, Anchors, fragment_of, place_hint
from tests.support import ROOT


def test_the_ids_of_the_theme_are_known():
    """No heading can get an id that a template of our themes has, and links may lead to each of them."""
    templates = [*(ROOT / "generator/themes").rglob("*.html"), *(ROOT / "themes").rglob("*.html")]
    assert set(re.findall(r'\bid="([a-z-]+)"', "".join(file.read_text("utf-8") for file in templates))) == OF_THEME


def test_each_id_is_given_once():
    """A repetition gets a number, whatever else has that name already; texts without letters get a name too."""
    anchors = Anchors()
    given = [anchors.add(text, 1) for text in ("Air Naik", "air naik", "Air naik 2", "AIR NAIK", "Isi", "???", "…")]
    assert given == ["air-naik", "air-naik-2", "air-naik-2-2", "air-naik-3", "isi-2", "bagian", "bagian-2"]
    assert list(anchors.parts) == given


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
