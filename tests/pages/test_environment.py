"""The environment of templates: what they may use on every page."""

from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from generator.pages.environment import MacroCache, initials
from tests.support import CONFIG, Portal, article


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Sari Wulan", "SW"), ("Sari", "S"), ("sari dewi wulan", "SW"), ("Sari 2", "S"), ("", ""), ("123", "")],
)
def test_initials_of_a_name(name: str, expected: str):
    """The first and the last word that begin with a letter."""
    assert initials(name) == expected


def test_a_macro_runs_once_for_each_thing():
    """A card stands on some twenty pages, and is made once."""
    calls: list[object] = []

    def macro(thing: object) -> str:
        calls.append(thing)
        return f"<{thing}>"

    cached, thing = MacroCache(), ("a",)
    assert [cached(thing, macro), cached(thing, macro), cached("b", macro), cached("b", macro)] == [
        "<('a',)>", "<('a',)>", "<b>", "<b>",
    ]  # fmt: skip
    assert calls == [("a",), "b"]


def test_markup_that_reads_like_a_text_is_another_thing():
    """A headline that reads like a piece of the theme's markup is escaped, whichever of them came first."""
    for things in (("<b>", Markup("<b>")), (Markup("<b>"), "<b>")):
        cached = MacroCache()
        made = [cached(thing, escape) for thing in (*things, *things)]
        assert made == [escape(thing) for thing in (*things, *things)]


def test_two_macros_of_one_thing_are_two():
    """Each has its own result."""
    cached = MacroCache()
    assert (cached("a", str.upper), cached("a", str.title), cached("a", len)) == ("A", "A", 1)


def made(size: int, asked: str) -> str:
    """Return what a macro was called with when a cache of some size was asked for some things, one after the other."""
    cached, calls = MacroCache(size), []
    macro = calls.append
    for thing in asked:
        cached(thing, macro)
    return "".join(calls)


def test_the_cache_of_macros_is_bounded():
    """A large archive does not fill the memory."""
    assert made(1, "abab") == "ab"
    assert made(1, "abca") == "abca"


def test_what_a_macro_made_lately_is_kept():
    """When the cache is full, only what nobody asked for since it was full last goes."""
    assert made(2, "abcac") == "abc"


@pytest.mark.parametrize(
    "ask",
    ["latest(n=0)", "latest(n=-1)", "latest('daerah')", "related(article, n='5')", "popular(1.5)", "popular(true)"],
)
def test_an_ask_for_no_number_of_articles(portal: Portal, ask: str):
    """Is a mistake of the template, which says so: what -1 would mean is not for each query to decide."""
    portal.add("content/daerah/2024/10/a.md", article())
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/article.html", f"\n{{% for one in {ask} %}}{{% endfor %}}")
    portal.add("site.yaml", f"{CONFIG}theme: uji\n")
    (problem,) = portal.problems()
    assert (problem.code, problem.where.line) == ("broken-template", 2)
    assert f"{ask.partition('(')[0]} takes n, a whole number from 1 on, not" in problem.message
