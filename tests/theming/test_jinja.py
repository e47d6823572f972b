"""Jinja as Warta sets it up: templates that escape and are strict, and what each is made with."""

from __future__ import annotations

from inspect import signature
from types import FunctionType

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError, pass_context, pass_eval_context
from jinja2.compiler import CodeGenerator
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from generator.theming import jinja
from generator.theming.jinja import ThemeEnvironment, template_digests
from generator.theming.loading import load
from generator.theming.theme import Theme
from tests.support import Portal, site


def chosen(portal: Portal, name: str = "uji") -> Theme:
    theme, problems = load(portal.folder, name)
    assert problems == []
    assert theme is not None
    return theme


ALONE = """
-- themes/uji/theme.yaml --
name: Uji
-- themes/uji/templates/a.html --
A
"""
CHAIN = """
-- themes/uji/theme.yaml --
name: Uji
-- themes/uji/templates/a.html --
{% extends "b.html" %}
-- themes/uji/templates/b.html --
{% include "c.html" %}
-- themes/uji/templates/c.html --
C
-- themes/uji/templates/d.html --
{% include name %}{% include "tiada.html" ignore missing %}
"""


WRITING = """
-- themes/uji/theme.yaml --
name: Uji
-- themes/uji/templates/base.html --
<title>{{ name }}</title>{{ name }}
{% block main %}{% endblock %}
{{ undangan() }}{{ undangan(n=2) }} {% include "part.html" %}
-- themes/uji/templates/part.html --
{% for thing in things recursive %}{{ loop.index }}: {{ thing }}{% if thing %}, {% endif %}{% endfor %}
-- themes/uji/templates/macros.html --
{% macro one(thing, last="-") %}[{{ thing }}{{ last }}{{ caller() if caller is defined else "" }}]{% endmacro %}
{% macro two(thing) %}{{ one(thing) }}{{ one(thing, "<") }}{{ one(thing, last=thing) }}{% endmacro %}
-- themes/uji/templates/page.html --
{% extends "base.html" %}
{% from "macros.html" import one, two %}
{% block main %}
{% set text %}<i>{{ name }}</i>{{ two(name) }}{% endset %}
{{ text }}{{ text | upper }}
{% for thing in things %}{{ one(thing) }}{{ two(thing) }}{% else %}-{% endfor %}
{% call one(name) %}{{ name }} is called{% endcall %}
{% filter lower %}A{{ name }}{% endfilter %}
{% autoescape false %}{{ name }}{{ two(name) }}{% endautoescape %}
{% endblock %}
"""


@pytest.mark.parametrize("ours", [jinja._Generator, jinja.ThemeTemplate, jinja._TemplateCache, jinja.ThemeEnvironment])
def test_the_library_calls_what_is_overridden(ours: type):
    """An update of Jinja fails here first, with the name of the method that is gone or takes something else."""
    library = ours.__mro__[1]
    for name, method in vars(ours).items():
        overrides = isinstance(method, FunctionType) and method.__module__ == jinja.__name__
        if overrides and name not in ("__init__", "_file", "_find", "compile", "render_bytes"):
            expected = getattr(library, name, None) or getattr(SandboxedEnvironment, name)
            assert len(signature(method).parameters) == len(signature(expected).parameters), name


def test_the_library_has_the_inside_that_is_built_upon():
    """Modules and namespaces keep their values where we look."""
    assert Environment.code_generator_class is CodeGenerator
    assert Environment().from_string("")._module is None
    assert Namespace(a=1)._Namespace__attrs == {"a": 1}


def test_a_template_differs_when_one_that_it_is_made_with_does(tmp_path):
    """Along extends and include; a name that is known only while rendering may be any."""
    portal = site(tmp_path, CHAIN)
    before, problems = template_digests(chosen(portal))
    assert problems == []
    portal.edit("themes/uji/templates/c.html", "C", "D")
    after, _ = template_digests(chosen(portal))
    assert [name for name in sorted(before) if before[name] != after[name]] == ["a.html", "b.html", "c.html", "d.html"]
    portal.edit("themes/uji/templates/a.html", "b.html", "c.html")
    last, _ = template_digests(chosen(portal))
    assert [name for name in sorted(last) if last[name] != after[name]] == ["a.html", "d.html"]


def test_pages_are_those_of_the_library(tmp_path):
    """Blocks, loops, macros, includes and captured text write what Jinja itself writes for them."""
    portal = site(tmp_path, WRITING)
    theme = chosen(portal)
    plain = Environment(
        loader=DictLoader({name: one.text for name, one in theme.templates.items()}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown = {"name": "<Ani & Budi>", "things": ["a", Markup("<b>"), 3, None], "undangan": lambda n=1: f"<{n}>"}
    template = ThemeEnvironment(theme).get_template("page.html")
    made = template.render(shown)
    assert made == plain.get_template("page.html").render(shown)
    assert "&lt;Ani &amp; Budi&gt;" in made


CALLING = """
-- themes/uji/theme.yaml --
name: Uji
-- themes/uji/templates/page.html --
{% macro one(thing, last="-") %}[{{ thing }}{{ last }}]{% endmacro %}
{% block main %}
{% set a = 1 %}
{% for b in [2, 3] %}{% set c = b %}{{ seen() }}{{ plain(b, n=c) }}{{ one(b, last=plain(a)) }}{{ thing.plain(a) }}{% endfor %}
{{ seen() }}{{ escaped() }}{{ thing() }}
{% endblock %}
"""


class Thing:
    """Something that templates can call."""

    def __call__(self) -> str:
        return "<called>"

    def plain(self, number: int) -> str:
        return f"<{number}>"


def test_functions_get_what_the_library_would_give_them(tmp_path):
    """One that asks for the variables of its place gets these, in a loop and in a block; any other its arguments."""
    theme = chosen(site(tmp_path, CALLING))
    plain = Environment(loader=DictLoader({"page.html": theme.templates["page.html"].text}), autoescape=True)
    own = ThemeEnvironment(theme)
    plain.trim_blocks, plain.lstrip_blocks = own.trim_blocks, own.lstrip_blocks
    shown = {
        "seen": pass_context(lambda context: f"{context.get('a')} {context.get('c')}"),
        "escaped": pass_eval_context(lambda context: context.autoescape),
        "plain": lambda number, n=0: f"<{number} {n}>",
        "thing": Thing(),
    }
    made = own.get_template("page.html").render(shown)
    assert made == plain.get_template("page.html").render(shown)
    assert "None 3" in made
    assert "1 None" in made


def test_a_mistake_in_a_template_is_told_with_its_line(tmp_path):
    """It is the last of the places that the error names."""
    portal = site(tmp_path, ALONE)
    portal.add("themes/uji/templates/a.html", "\n\n{{ 1 / 0 }}")
    template = ThemeEnvironment(chosen(portal)).get_template("a.html")
    with pytest.raises(ZeroDivisionError) as caught:
        template.render()
    assert [(one.path, one.lineno) for one in caught.traceback][-1] == ("themes/uji/templates/a.html", 2)


def test_broken_templates(tmp_path):
    """Each is told, with its line."""
    portal = site(tmp_path, CHAIN)
    portal.add("themes/uji/templates/b.html", "<p>\n{% if %}\n")
    portal.add("themes/uji/templates/c.html", "{{ a }")
    _, problems = template_digests(chosen(portal))
    assert sorted((str(one.where), one.excerpt) for one in problems) == [
        ("themes/uji/templates/b.html:2", "{% if %}"),
        ("themes/uji/templates/c.html:1", "{{ a }"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{% if a %}" * 1500 + "{% endif %}" * 1500,
        # It is read, but what it refers to is not found.
        "{{ a" + " + a" * 2000 + " }}",
    ],
    ids=["brackets", "blocks", "sums"],
)
def test_a_template_that_is_nested_too_deeply_is_broken(tmp_path, text):
    """It is told like any other; what the library cannot read does not look like a mistake of the program."""
    portal = site(tmp_path, ALONE)
    portal.add("themes/uji/templates/a.html", text)
    _, problems = template_digests(chosen(portal))
    assert [(str(one.where), one.message) for one in problems] == [
        ("themes/uji/templates/a.html:1", "broken template: its blocks or brackets are nested too deeply")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% for a in b %}" * 30 + "{% endfor %}" * 30, "too many statically nested blocks"),
        ("{{ a" + "()" * 201 + " }}", "too many nested parentheses"),
        ("{% macro m(a, a) %}{% endmacro %}", "duplicate argument"),
        ("{{ a" + " + a" * 2000 + " }}", "nested too deeply"),
    ],
    ids=["blocks", "parentheses", "arguments", "sums"],
)
def test_a_template_that_python_cannot_compile_is_broken(tmp_path, text, message):
    """Not all that the library reads becomes code that Python takes."""
    portal = site(tmp_path, ALONE)
    portal.add("themes/uji/templates/a.html", text)
    with pytest.raises(TemplateSyntaxError, match=message) as caught:
        ThemeEnvironment(chosen(portal), tmp_path / "cache").get_template("a.html")
    assert caught.value.lineno == 1


def test_templates_escape_and_are_strict(tmp_path):
    """Everything is escaped, and what does not exist is an error."""
    portal = site(tmp_path, ALONE)
    portal.add("themes/uji/templates/a.html", "{{ a }}")
    template = ThemeEnvironment(chosen(portal), tmp_path / "cache").get_template("a.html")
    assert template.render(a="<b>\"'") == "&lt;b&gt;&#34;&#39;"
    with pytest.raises(Exception, match="'a' is undefined"):
        template.render()
    with pytest.raises(Exception, match=r"tiada\.html"):
        ThemeEnvironment(chosen(portal)).get_template("tiada.html")
    with pytest.raises(Exception, match=r"site\.yaml"):
        ThemeEnvironment(chosen(portal)).get_template("../../../site.yaml")


def test_compiled_templates_hold_nothing_that_filters_made(tmp_path):
    """A filter may answer otherwise when site.yaml differs, and templates stay compiled until they differ."""
    text = "{{ '/x' | absolut }}{% set y = '/y' | absolut %}{{ y }}{% if '/z' | absolut == 'b/z' %}z{% endif %}"
    portal = site(
        tmp_path,
        f"""
-- themes/uji/theme.yaml --
name: Uji
-- themes/uji/templates/a.html --
{text}
""",
    )
    made = []
    for base in ("a", "b"):
        env = ThemeEnvironment(chosen(portal), tmp_path / "cache")
        env.filters["absolut"] = base.__add__
        made.append(env.get_template("a.html").render())
    assert made == ["a/xa/y", "b/xb/yz"]


def test_lines_of_templates_that_only_do_something_leave_nothing(tmp_path):
    """Neither their line ends nor the blanks before them: pages stay small however templates are indented."""
    text = "<ul>\n  {% for x in (1, 2) %}\n  {# butir #}\n  <li>{{ x }}</li>\n  {% endfor %}\n</ul>\n"
    portal = site(tmp_path, ALONE)
    portal.add("themes/uji/templates/a.html", text)
    assert ThemeEnvironment(chosen(portal)).get_template("a.html").render() == "<ul>\n  <li>1</li>\n  <li>2</li>\n</ul>"
