"""Elements: a closed list of HTML, and what becomes of everything that is not on it."""

from __future__ import annotations

import itertools

import pytest

from generator.readers import elements

OF_HTML = frozenset(
    (
        "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button canvas"
        " caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset"
        " figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins"
        " kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed noframes noscript object ol"
        " optgroup option output p param picture plaintext portal pre progress q rp rt ruby s samp script search section"
        " select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th"
        " thead time title tr track tt u ul var video wbr xmp"
    ).split()
)
"""Those of the living standard and of older ones."""
GROUPS = {
    name: getattr(elements, name) for name in ("PHRASES", "BLOCKS", "WRAPPERS", "NOTHING", "WITH_CONTENT")
} | {"SAME": frozenset(elements.SAME)}  # fmt: skip


def test_an_element_has_one_fate() -> None:
    """It is in one group at most, and every name in a group is one of HTML."""
    for one, other in itertools.combinations(GROUPS, 2):
        assert GROUPS[one].isdisjoint(GROUPS[other]), (one, other)
    assert frozenset().union(*GROUPS.values()) - OF_HTML == set()
    assert elements.CLOSED_BY_OTHERS | elements.VOID <= elements.PHRASES | elements.BLOCKS
    assert set(elements.SAME.values()) <= elements.PHRASES


def test_what_could_do_something_is_on_no_list() -> None:
    """Script, style, frames, forms and what is drawn by another language never come through."""
    shown = elements.PHRASES | elements.BLOCKS
    active = "script style iframe frame object embed applet svg math form input button link meta base template portal"
    assert shown.isdisjoint(active.split())
    assert {"script", "style", "svg", "math", "iframe", "object", "template"} <= elements.WITH_CONTENT


def test_no_attribute_names_an_address_or_a_script() -> None:
    """Addresses of links and pictures are beside the HTML, and there are few other attributes."""
    assert elements.ATTRIBUTES.keys() <= elements.PHRASES | elements.BLOCKS
    assert {name for allowed in elements.ATTRIBUTES.values() for name in allowed} == {
        "colspan", "rowspan", "scope", "start", "title",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("element", "name", "good", "bad"),
    [
        ("td", "colspan", ["1", "12", "100"], ["", "0", "-1", "101", "1e3", "9999", "\u0661", "2 ", "a"]),
        ("th", "rowspan", ["3"], ["0", "5000"]),
        ("th", "scope", ["col", "rowgroup"], ["", "COL", "x", "col row"]),
        ("ol", "start", ["0", "7", "12345"], ["", "-1", "123456", "\u0663", "a"]),
        ("abbr", "title", ["Kota", '"'], [""]),
    ],
)
def test_values_of_attributes(element: str, name: str, good: list[str], bad: list[str]) -> None:
    """A value that is not on the list is left out with its attribute."""
    fits = elements.ATTRIBUTES[element][name]
    assert all(fits(value) for value in good)
    assert not any(fits(value) for value in bad)
