"""What templates write is text, never where an object is in the memory; and no page changes what all pages see."""

from __future__ import annotations

import pytest
from jinja2 import Environment, StrictUndefined

from tests.support import Portal, article

WAYS = (
    "{{ x }}", "{{ [x] | join }}", "{{ 'a: ' ~ x }}", "{{ 'a: %s' % x }}", "{{ ('<b>{}'|safe).format(x) }}", "{{ x | upper }}",
    "{% set y %}{{ x }}{% endset %}{{ y }}", "{% filter upper %}{{ x }}{% endfilter %}", "{% macro m(y) %}{{ y }}{% endmacro %}{{ m(x) }}",
    "{% autoescape false %}{{ x }}{% endautoescape %}", "{% autoescape false %}{{ 'a' ~ x }}{% endautoescape %}",
    "{% autoescape true %}{{ x }}{{ 'a' ~ x }}{% endautoescape %}",
)  # fmt: skip


TEXTS = (
    "'<b>&'",
    "'<generator object at 0x7f31e63cd140>'",
    "7",
    "true",
    "none",
    "['a', 1]",
    "{'a': '<'}",
    "'<i>' | safe",
)


@pytest.mark.slow
def test_what_has_a_text_is_written_as_the_library_writes_it(portal: Portal) -> None:
    """Whatever it says: readers may be shown what Python would say of an object."""
    library = Environment(autoescape=True, undefined=StrictUndefined)
    library.trim_blocks = library.lstrip_blocks = True
    written, expected = "", ""
    for way in WAYS:
        for x in TEXTS:
            one = f"<i>{{% set x = {x} %}}{way}</i>\n"
            try:
                expected += library.from_string(one).render()
            except (AttributeError, TypeError, ValueError):
                continue
            written += one
    portal.add("themes/uji/templates/not_found.html", written)
    portal.build()
    assert len(expected) > 1000
    assert portal.read("404.html").replace("\n", "") == expected.replace("\n", "")


NO_TEXT = {
    "a filter": "[1] | map('upper')", "items": "{'a': 1} | items", "a thing": "site", "a list of them": "[latest]",
    "a table of them": "{'a': site}", "a function": "latest", "a method": "'a'.upper", "a cycler": "cycler(1)", "a space of names": "namespace(a=latest)",
}  # fmt: skip
LEAST = ("{{ x }}", "{% set y %}{{ x }}{% endset %}{{ y }}", "{% autoescape false %}{{ x }}{% endautoescape %}")


def test_what_has_no_text_is_not_written(portal: Portal) -> None:
    """It would be another text in each process."""
    cases = [("a thing", way) for way in LEAST] + [(name, "{{ x }}") for name in NO_TEXT]
    for number, (name, way) in enumerate(cases):
        portal.add(f"themes/uji/templates/t{number}.html", f"{{% set x = {NO_TEXT[name]} %}}{way}")
        portal.add(f"content/pages/p{number}.md", f"---\ntitle: P\ntemplate: t{number}.html\n---\nIsi.\n")
    found = {one.place: one.message for one in portal.problems()}
    for number, case in enumerate(cases):
        assert "is no text; is it to be called" in found[f"themes/uji/templates/t{number}.html:1"], case


def use(portal: Portal, **templates: str) -> Portal:
    """Have templates of its own."""
    for name, text in templates.items():
        portal.add(f"themes/uji/templates/{name}.html", text)
    return portal


USED = '{% from "_m.html" import m %}{% block main %}{{ m(article.title) }}{% endblock %}'
CHANGED = {
    "a list in a list": ("[[], 1]", "{% set _ = x[0].append(t) %}{{ x[0] | length }}"),
    "a mapping": ("{}", "{% set _ = x.update({t: 1}) %}{{ x | length }}"),
    "a namespace": ("namespace(n=0)", "{% set x.n = x.n + 1 %}{{ x.n }}"),
    "a cycler": ("cycler('a', 'b')", "{{ x.next() }}"),
    "what is read once": ("['a', 'b'] | map('upper')", "{% for one in x %}{{ one }}{% endfor %}"),
}


@pytest.mark.parametrize(("value", "text"), CHANGED.values(), ids=CHANGED)
def test_a_page_that_changes_what_all_pages_see_is_refused(portal: Portal, value: str, text: str) -> None:
    """At the line that sets it, however many pages do so and in which order."""
    macro = f"\n{{% set x = {value} %}}\n{{% macro m(t) %}}{text}{{% endmacro %}}"
    (problem,) = use(portal, _m=macro, article=USED).problems()
    assert problem.place == "themes/uji/templates/_m.html:2"
    assert "x is set once for all pages" in problem.message
    assert "2 more pages" in problem.hint


def test_only_the_page_that_is_to_blame_fails(portal: Portal) -> None:
    """Also when an article comes that a list of the newest shows."""
    macro = "{% set x = [] %}{% macro m(t) %}{% if t == 'Berita 1' %}{{ x.append(t) }}{% endif %}{{ x | length }}{% endmacro %}"
    (problem,) = use(portal, _m=macro, article=USED).problems()
    assert "b-1.md" in problem.hint
    assert "more" not in problem.hint
    own = {"_l": '{% from "_m.html" import m %}{{ m(baru[0].title) }}', "article": '{{ shared("_l.html", baru=3) }}'}
    use(portal, _m=macro.replace("Berita 1", "Baru"), **own).build()
    portal.add("content/nasional/2024/10/baru.md", article("Baru", timestamp="2024-10-10 11:00 WIB"))
    (problem,) = portal.problems()
    assert problem.place == "themes/uji/templates/_m.html:1"


def test_what_no_page_changes_is_kept(portal: Portal) -> None:
    """Tables of values are what imported templates are for, and each page may set what it wants for itself."""
    macro = "{% set x = {'a': [1, 2]} %}{% macro m(t) %}{{ x.a[1] }}{% set y = [] %}{% set _ = y.append(t) %}{{ y | length }}{% endmacro %}"
    use(portal, _m=macro, article=USED).build()
    assert portal.read("daerah/2024/10/b-1/index.html") == "21"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ setelan.update({'accent': article.title}) }}", "this is the same for all pages"),
        ("{{ site.kanal.clear() }}", "this is the same for all pages"), ("{{ [1, 2] | random }}", ""), ("{{ lipsum() }}", ""),
    ],
)  # fmt: skip
def test_what_is_given_to_all_pages_cannot_be_changed(portal: Portal, text: str, said: str) -> None:
    """And nothing is left to chance: a page would be another one each time that it is made."""
    assert all(said in problem.message for problem in use(portal, article=text).problems())
