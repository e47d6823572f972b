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


OF_REGION = f"{CONFIG}theme: uji\nregions:\n  Jawa Tengah: [Kota Semarang]\n"


@pytest.mark.parametrize(
    "of", ["tag='Banjir Rob'", "region='Jawa Tengah/Kota Semarang'", "region='Kota Semarang'", "author='aw'"]
)
@pytest.mark.parametrize("drafted", [False, True])
def test_the_newest_of_what_is_not_there_yet(portal: Portal, of: str, drafted: bool):
    """A page that asks for a tag, a region or a person shows the first article as soon as it is there."""
    portal.add("content/daerah/2024/10/a.md", article())
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/home.html", f"{{% for one in latest({of}) %}}{{{{ one.title }}}}{{% endfor %}}")
    portal.add("site.yaml", OF_REGION)
    portal.build()
    assert portal.read("index.html") == ""
    keys = {"tags": "[Banjir Rob]", "region": "Jawa Tengah/Kota Semarang", "author": "Ani Wulan"}
    if drafted:
        portal.add("content/daerah/2024/10/b.md", article("Tanggul jebol", draft="true", **keys))
        portal.build()
    portal.add("content/daerah/2024/10/b.md", article("Tanggul jebol", **keys))
    portal.build()
    portal.add("content/authors/ani-wulan.md", "---\nname: Ani Wulan\ninitials: aw\n---\nHalo.\n")
    portal.build()
    assert portal.read("index.html") == "Tanggul jebol"
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        ("latest(tag='x', type='foto')", "latest takes one of category, type, tag, region, author, not tag, type"),
        ("latest(kanal='daerah')", "latest takes one of category, type, tag, region, author, not kanal"),
        ("latest(region='Jawa Tengha')", '"Jawa Tengha" is no region of this site'),
        ("latest(type='berita')", "latest knows the types"),
    ],
)
def test_the_newest_of_what_nobody_knows(portal: Portal, ask: str, said: str):
    """It is said at the line of the template, and so is whoever asks for two things at once."""
    portal.add("content/daerah/2024/10/a.md", article())
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    portal.add("themes/uji/templates/home.html", f"\n{{% for one in {ask} %}}{{% endfor %}}")
    portal.add("site.yaml", OF_REGION)
    (problem,) = portal.problems()
    assert (problem.code, problem.where.line) == ("broken-template", 2)
    assert said in problem.message
