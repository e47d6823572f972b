"""Jinja as Warta sets it up: templates that escape and are strict, and what each is made with."""

from __future__ import annotations

from inspect import signature
from pathlib import Path
from types import FunctionType

import pytest
from jinja2 import (
    DictLoader,
    Environment,
    TemplateAssertionError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    pass_context,
    pass_eval_context,
)
from jinja2.compiler import CodeGenerator
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup
from msgspec.structs import replace

from generator.base.digest import SIZE, digest
from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.theming import jinja
from generator.theming.jinja import ThemeEnvironment, template_digests
from generator.theming.loading import load
from generator.theming.theme import Template, Theme
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


def themed(**texts: str) -> Theme:
    """Return a theme of templates by name, with two words."""
    templates = {f"{name}.html": Template(f"themes/uji/templates/{name}.html", text) for name, text in texts.items()}
    return Theme("uji", templates, {}, "key", {"baca": "Baca <juga>", "tutup": "Tutup"}, {})


def shown(text: str, cache: Path | None = None, /, **values: object) -> str:
    """Return what a template writes."""
    return ThemeEnvironment(themed(a=text), cache).get_template("a.html").render(values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ kata.baca }} {{ kata.tutup ~ '!' }}", "Baca &lt;juga&gt; Tutup!"), ("{{ katax.baca }}", "B"), ("{{ x.kata }}", "K"),
        ("{{ kata }}", "semua"), ("{{ kata }}.baca {{ 'kata.baca' }}", "semua.baca kata.baca"), ("kata.baca", "kata.baca"),
        ("{% if kata.baca == 'Baca <juga>' %}ya{% endif %}", "ya"), ("{{ [kata.tutup, 1] | join }}", "Tutup1"),
    ],
)  # fmt: skip
def test_a_word_stands_in_place_of_its_key(text: str, expected: str) -> None:
    """In any expression, and escaped like all text; nothing else of that name is one."""
    assert shown(text, kata="semua", katax={"baca": "B"}, x={"kata": "K"}) == expected


@pytest.mark.parametrize(
    ("key", "message"),
    [("bacaa", 'there is no word "bacaa"; did you mean "baca"?'), ("zzz", 'there is no word "zzz"')],
)
def test_a_word_that_there_is_not(key: str, message: str) -> None:
    """It is told at its line, with the one that was meant."""
    with pytest.raises(TemplateSyntaxError) as caught:
        ThemeEnvironment(themed(a=f"satu\n{{{{ kata.{key} }}}}")).get_template("a.html")
    assert (caught.value.message, caught.value.lineno, caught.value.name) == (message, 2, "a.html")
    _, (problem,) = template_digests(themed(a=f"satu\n{{{{ kata.{key} }}}}"))
    assert problem == Problem(
        Where("themes/uji/templates/a.html", 2),
        "broken-template",
        sentence("broken template: {message}", message=message),
        sentence("correct it, or delete it to use the template of the theme that this one extends"),
        f"{{{{ kata.{key} }}}}",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% autoescape x %}{{ y }}{% endautoescape %}", "&lt;"), ("{% autoescape not x %}{{ y }}{% endautoescape %}", "<"),
        ("{% autoescape not x %}{{ y }}-{{ y }}{% endautoescape %}{{ y }}", "<-<&lt;"), ("{{ y ~ y }}{{ y }}", "&lt;&lt;&lt;"),
        ("{{ '%s-%d' % (y, 3) }}", "&lt;-3"), ("{{ 7 % 4 }}", "3"), ("{{ '{}'.format(y) }}", "&lt;"), ("{{ n }}", "5"),
    ],
)  # fmt: skip
def test_what_is_written_is_escaped_where_it_is_asked_for(text: str, expected: str) -> None:
    """Also where only the page decides, and where texts are put together."""
    assert shown(text, x=True, y="<", n=5) == expected


@pytest.mark.parametrize("text", ["{{ f ~ 'a' }}", "{{ '%s' % f }}", "{{ '%s-%s' % (1, f) }}", "{{ '{}'.format(f) }}", "{{ f }}", "{% autoescape x %}{{ f }}{% endautoescape %}"])  # fmt: skip
def test_what_has_no_text_is_refused_wherever_it_would_be_one(text: str) -> None:
    """By its name, without its place in the memory."""

    def nothing() -> None:
        pass

    with pytest.raises(TemplateRuntimeError) as caught:
        shown(text, f=nothing, x=False)
    name = "function test_what_has_no_text_is_refused_wherever_it_would_be_one.<locals>.nothing"
    assert str(caught.value) == f"{name} is no text; is it to be called, or its items to be joined?"


def test_a_page_in_bytes() -> None:
    """Is what the text is in UTF-8, with a question mark for what no text can hold; a mistake has its line."""
    page = ThemeEnvironment(themed(a="<p>{{ x }}</p>\n{{ y }}")).get_template("a.html")
    assert page.render_bytes({"x": "é –", "y": 1}) == "<p>é –</p>\n1".encode()
    assert page.render_bytes({"x": "\udcff", "y": "é"}) == "<p>?</p>\né".encode()
    with pytest.raises(UndefinedError) as caught:
        page.render_bytes({"x": 1})
    assert ("themes/uji/templates/a.html", 1) in [(one.path, one.lineno) for one in caught.traceback]


@pytest.mark.parametrize("form", ["text", "bytes"])
def test_what_all_pages_share_is_not_changed_by_one(form: str) -> None:
    """The next page finds it as it was set; what is set by a page itself is its own."""
    theme = themed(m="\n{% set all = [] %}{% macro add(x) %}{{ all.append(x) }}{{ all | length }}{% endmacro %}", a="{% from 'm.html' import add %}{% set own = [] %}{{ own.append(1) }}{{ add(1) if wrong else 'ok' }}")  # fmt: skip
    page = ThemeEnvironment(theme).get_template("a.html")

    def make(*, wrong: bool) -> str:
        values = {"wrong": wrong}
        return page.render(values) if form == "text" else page.render_bytes(values).decode()

    for _ in range(2):
        assert make(wrong=False) == "Noneok"
        with pytest.raises(TemplateSyntaxError) as caught:
            make(wrong=True)
        assert caught.value.message == "all is set once for all pages, and one of them has changed it"
        assert (caught.value.lineno, caught.value.name) == (2, "m.html")


def test_what_differs_each_time_is_not_there() -> None:
    """A page would never be the same twice."""
    with pytest.raises(UndefinedError):
        shown("{{ lipsum() }}")
    with pytest.raises(TemplateAssertionError):
        shown("{{ [1, 2] | random }}")
    assert shown("{{ range(2) | list }}{{ x is defined }}") == "[0, 1]False"


def test_a_template_is_loaded_once() -> None:
    """And every page gets the same."""
    env = ThemeEnvironment(themed(a="A"))
    assert env.get_template("a.html") is env.get_template("a.html")


def test_compiled_templates_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in a file that begins with its digest; one of which a byte differs is made anew, and so is any other's."""
    cache, compiled = tmp_path / "cache", list[str]()
    compile_ = ThemeEnvironment.compile

    def noted(env: ThemeEnvironment, source: str, *given: object, **more: object) -> object:
        compiled.append(source)
        return compile_(env, source, *given, **more)

    monkeypatch.setattr(ThemeEnvironment, "compile", noted)
    assert [shown("A{{ x }}", cache, x=number) for number in range(3)] == ["A0", "A1", "A2"]
    assert compiled == ["A{{ x }}"]
    (file,) = cache.iterdir()
    data = file.read_bytes()
    assert file.name.endswith(".cache")
    assert data[:SIZE] == digest(file.stem.encode() + data[SIZE:])
    for wrong in (data[:-1], data[:-1] + bytes([data[-1] ^ 1]), b"\0" * SIZE + data[SIZE:], b""):
        file.write_bytes(wrong)
        assert shown("A{{ x }}", cache, x=3) == "A3"
        assert file.read_bytes() == data
    assert len(compiled) == 5
    assert shown("B{{ x }}", cache, x=4) == "B4"
    assert len(compiled) == 6


def test_compiled_templates_hold_their_words(tmp_path: Path) -> None:
    """With another word in its place a template is compiled again, though its own text is the same."""
    theme = themed(a="{{ kata.tutup }}")
    for word in ("Tutup", "Selesai", "Tutup"):
        other = replace(theme, words={**theme.words, "tutup": word})
        assert ThemeEnvironment(other, tmp_path / "cache").get_template("a.html").render() == word


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor if it cannot be written, which ends no build."""
    assert ThemeEnvironment(themed(a="A")).bytecode_cache is None

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(jinja, "write", refuse)
    assert shown("A", tmp_path / "cache") == "A"
    assert [*(tmp_path / "cache").iterdir()] == []


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("{% include 'b.html' %}", "ab"), ("{{ shared('b.html') }}", "ab"), ("{{ hook('b.html', x=1) }}", "ab"),
        ("{{ shared('b.html') }}{% import 'c.html' as c %}", "abc"), ("{{ shared(name) }}", "abcd"), ("{{ hook() }}", "abcd"),
        ("{% set f = shared %}", "abcd"), ("{% set shared = 1 %}", "a"), ("shared('b.html')", "a"), ("{{ x.shared('b.html') }}", "a"),
        ("{% include ['b.html', 'c.html'] %}", "abc"), ("{% include 'b.html' if x else 'c.html' %}", "abcd"), ("{{ hook('tiada.html') }}", "a"),
    ],
)  # fmt: skip
def test_a_template_is_made_with_all_that_it_may_name(text: str, needed: str) -> None:
    """Those that it names, with theirs; all where a name is only known on the page."""
    theme = themed(a=text, b="B", c="C", d="D")
    before, problems = template_digests(theme)
    assert problems == []
    assert [*before] == ["a.html", "b.html", "c.html", "d.html"]
    for name in "abcd":
        one = theme.templates[f"{name}.html"]
        changed = replace(theme, templates={**theme.templates, f"{name}.html": replace(one, text=one.text + "!")})
        assert (template_digests(changed)[0]["a.html"] != before["a.html"]) == (name in needed)
        assert sum(template_digests(changed)[0][key] != before[key] for key in ("b.html", "c.html", "d.html")) == (
            name != "a"
        )


def test_of_a_theme_that_is_being_written_what_changed_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading all templates of one takes as long as building a small site."""
    read: list[str] = []
    parse = ThemeEnvironment.parse

    def noted(self: ThemeEnvironment, source: str) -> nodes.Template:
        read.append(source)
        return parse(self, source)

    monkeypatch.setattr(ThemeEnvironment, "parse", noted)
    template_digests(themed(a="satu kali", b="dua kali"))
    template_digests(themed(a="satu kali", b="tiga kali"))
    assert read == ["satu kali", "dua kali", "tiga kali"]


def test_a_standing_page_is_made_with_each_template_that_it_may_have() -> None:
    """Its own template does not name them."""
    theme = themed(standing="S", khusus="K", _bagian="B", article="A")
    before, _ = template_digests(theme)
    for name, differs in (("khusus", True), ("_bagian", False), ("article", False)):
        other = replace(theme, templates={**theme.templates, f"{name}.html": Template("x", "lain")})
        assert (template_digests(other)[0]["standing.html"] != before["standing.html"]) == differs
