"""What templates write is text, and never where an object is in the memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined, TemplateRuntimeError
from markupsafe import Markup

from generator.theming.jinja import ThemeEnvironment
from generator.theming.template_output import filters
from generator.theming.theme import Template, Theme
from tests.support import CONFIG, Portal, article, site


class Thing:
    """Something without a text of its own."""

    name = "nama"


def shown(text: str, **values: Any) -> str:
    theme = Theme("uji", {"a": Template("a", text)}, {}, "", {}, {})
    return ThemeEnvironment(theme).get_template("a").render(values)


NO_TEXT = {
    "map": "things | map(attribute='name')", "select": "things | select", "reject": "things | reject", "slice": "things | slice(2)",
    "batch": "things | batch(2)", "unique": "things | map(attribute='name') | unique", "items": "{'a': 1} | items",
    "a thing": "things[0]", "a list of them": "things", "a table of them": "{'a': things[0]}", "a function": "f", "a method": "'a'.upper",
    "a cycler": "cycler(1)", "a joiner": "joiner()", "a space of names with one": "namespace(a=f)",
}  # fmt: skip
WAYS = (
    "{{ x }}", "{{ 'a: ' ~ x }}", "{{ x ~ '' }}", "{{ 'a: %s' % x }}", "{{ 'a: %s %s' % (1, x) }}", "{{ 'a: %(b)s' % {'b': x} }}",
    "{{ 'a: {}'.format(x) }}", "{{ 'a: {b}'.format(b=x) }}", "{{ 'a: {b}'.format_map({'b': x}) }}", "{{ ('<b>{}'|safe).format(x) }}",
    "{{ 'a: %s' | format(x) }}", "{{ 'a: %(b)s' | format(b=x) }}", "{{ [x] | join }}", "{{ ['a', x] | join(', ') }}",
    "{{ [1, 2] | join(x) }}", "{{ [{'a': x}] | join(attribute='a') }}", "{{ {'title': x} | xmlattr }}", "{{ 'a' | replace('a', x) }}",
    "{{ [x] | string }}", "{{ [x] | pprint }}", "{{ [x] | map('string') | join }}", "{{ [x] | map('upper') | join }}", "{% set y = x ~ '' %}{{ y }}",
    "{% set y %}{{ x }}{% endset %}{{ y }}", "{% filter upper %}{{ x }}{% endfilter %}", "{% macro m(y) %}{{ y }}{% endmacro %}{{ m(x) }}",
    "{% autoescape false %}{{ x }}{% endautoescape %}", "{% autoescape false %}{{ 'a' ~ x }}{% endautoescape %}",
    "{% autoescape e %}{{ x }}{{ 'a' ~ x }}{% endautoescape %}", "{% if x ~ '' %}a{% endif %}", "{% for c in x ~ '' %}a{% endfor %}",
    *(f"{{{{ x | {name} }}}}" for name in (
        "capitalize", "center", "e", "escape", "forceescape", "indent", "lower", "pprint", "safe", "string", "striptags", "title", "trim",
        "truncate(9)", "upper", "urlencode", "urlize", "wordwrap",
    )),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_what_has_no_text_is_written_in_no_way(way: str) -> None:
    """It would be another text in each process."""
    for name, value in NO_TEXT.items():
        with pytest.raises(TemplateRuntimeError, match="is no text; is it to be called"):
            pytest.fail(
                f"{name}: " + shown(f"{{% set x = {value} %}}{way}", things=[Thing(), Thing()], f=shown, e=True)
            )


@pytest.mark.parametrize("way", WAYS)
def test_what_has_one_is_written_as_the_library_writes_it(way: str) -> None:
    """Whatever a text says: readers may be shown what Python would say of an object."""
    library = Environment(autoescape=True, undefined=StrictUndefined)
    texts = (
        "<b>&",
        Markup("<b>&amp;"),
        "<generator object at 0x7f31e63cd140>",
        "",
        7,
        1.5,
        True,
        None,
        ["a", 1],
        ("a",),
        {"a": "<"},
    )
    for e in (True, False):
        for x in texts:
            try:
                expected = library.from_string(way).render(x=x, e=e)
            except (AttributeError, TypeError, ValueError):
                continue
            assert shown(way, x=x, e=e) == expected, x


def test_numbers_have_their_remainder() -> None:
    """A percent sign between numbers puts nothing into a text."""
    assert shown("{{ 7 % 4 }}{{ 7.5 % x }}{{ '%d' % x }}", x=2) == "31.52"


def test_each_filter_that_makes_text_of_anything_is_careful() -> None:
    """A later version of the library may have more of them."""
    library = Environment().filters
    careful = filters(library)
    for name in library:
        try:
            made = Environment().call_filter(name, shown)
        except Exception:  # noqa: BLE001 - it makes no text of a function
            continue
        assert " at 0x" not in str(made) or not isinstance(made, str) or careful[name] is not library[name], name


USED = '{% from "_m.html" import m %}{% block main %}{{ m(article.title) }}{% endblock %}'


def newsroom(folder: Path, **templates: str) -> Portal:
    """A portal with a few articles, and templates of its own."""
    portal = site(folder, config=CONFIG + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    for name, text in templates.items():
        portal.add(f"themes/uji/templates/{name}.html", text)
    for number in range(3):
        portal.add(f"content/daerah/2024/10/b-{number}.md", article(f"Berita {number}"))
    return portal


CHANGED = {
    "a list": ("[]", "{% set _ = x.append(t) %}{{ x | length }}"),
    "a list in a list": ("[[], 1]", "{% set _ = x[0].append(t) %}{{ x[0] | length }}"),
    "a mapping": ("{}", "{% set _ = x.update({t: 1}) %}{{ x | length }}"),
    "a namespace": ("namespace(n=0)", "{% set x.n = x.n + 1 %}{{ x.n }}"),
    "a cycler": ("cycler('a', 'b')", "{{ x.next() }}"),
    "a joiner": ("joiner()", "{{ x() }}{{ t }}"),
    "what is read once": ("['a', 'b'] | map('upper')", "{% for one in x %}{{ one }}{% endfor %}"),
    "what is read backwards once": ("['a', 'b'] | reverse", "{% for one in x %}{{ one }}{% endfor %}"),
}


@pytest.mark.parametrize(("value", "use"), CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("name", ["x", "_x"])
def test_a_page_that_changes_what_all_pages_see_is_refused(tmp_path: Path, value: str, use: str, name: str):
    """At the line that sets it, however many pages do so and in which order."""
    macro = f"\n{{% set x = {value} %}}\n{{% macro m(t) %}}{use}{{% endmacro %}}".replace("x", name).replace(
        "ne" + name, "nex"
    )
    portal = newsroom(tmp_path, _m=macro, article=USED)
    (problem,) = portal.problems()
    assert str(problem.where) == "themes/uji/templates/_m.html:2"
    assert problem.message == f"the template failed: {name} is set once for all pages, and one of them has changed it"
    assert "2 more pages" in str(problem.hint)


def test_a_page_that_changes_nothing_passes_beside_one_that_does(tmp_path: Path):
    """Only the page that is to blame fails, also when it was made first."""
    macro = "{% set x = [] %}{% macro m(t) %}{% if t == 'Berita 1' %}{{ x.append(t) }}{% endif %}{{ x | length }}{% endmacro %}"
    (problem,) = newsroom(tmp_path, _m=macro, article=USED).problems()
    assert "b-1.md" in str(problem.hint)
    assert "more" not in str(problem.hint)


KEPT = {
    "a table that is read": ("{'a': [1, 2]}", "{{ x.a[1] }}{{ x.items() | length }}"),
    "a macro and a text": ("'a'", "{{ x }}{{ t }}"),
    "what each page sets for itself": ("1", "{% set y = [] %}{% set _ = y.append(t) %}{{ y | length }}"),
}


@pytest.mark.parametrize(("value", "use"), KEPT.values(), ids=KEPT)
def test_what_no_page_changes_is_kept(tmp_path: Path, value: str, use: str):
    """Tables of values are what imported templates are for."""
    portal = newsroom(tmp_path, _m=f"{{% set x = {value} %}}{{% macro m(t) %}}{use}{{% endmacro %}}", article=USED)
    portal.build()
    assert portal.files() == portal.clean()


def test_a_list_of_the_newest_that_changes_what_all_pages_see_is_refused(tmp_path: Path):
    """As the page that it stands on; when an article comes, too."""
    portal = newsroom(
        tmp_path,
        _m="{% set x = [] %}{% macro m(t) %}{% if t == 'Baru' %}{{ x.append(t) }}{% endif %}{{ t }}{% endmacro %}",
        _l='{% from "_m.html" import m %}{{ m(baru[0].title) }}',
        article='{{ shared("_l.html", baru=3) }}',
    )
    portal.build()
    portal.add("content/nasional/2024/10/baru.md", article("Baru", timestamp="2024-10-10 11:00 WIB"))
    (problem,) = portal.problems()
    assert str(problem.where) == "themes/uji/templates/_m.html:1"


OF_ALL = ["setelan.update({'accent': article.title})", "site.kanal.pop('daerah')", "site.kanal.clear()"]


@pytest.mark.parametrize("use", OF_ALL)
def test_what_is_given_to_all_pages_cannot_be_changed(tmp_path: Path, use: str):
    """Settings of the theme and kanal are the same for each."""
    (problem,) = newsroom(tmp_path, article=f"{{{{ {use} }}}}").problems()
    assert "this is the same for all pages, and none can change it" in problem.message


@pytest.mark.parametrize("use", ["{{ [1, 2] | random }}", "{{ lipsum() }}"])
def test_nothing_is_left_to_chance(tmp_path: Path, use: str):
    """A page would be another one each time that it is made."""
    assert newsroom(tmp_path, article=use).problems()


@pytest.mark.parametrize("use", ["latest", "latest(2) | map(attribute='title')", "asset", "[latest]", "site"])
def test_what_is_no_text_is_not_written(tmp_path: Path, use: str):
    """A function that nobody calls, or a list that nobody joins, would say where in the memory it is."""
    (problem,) = newsroom(tmp_path, article=f"<p>{{{{ {use} }}}}</p>").problems()
    assert "is no text; is it to be called, or its items to be joined?" in problem.message
    assert str(problem.where) == "themes/uji/templates/article.html:1"


TAKEN = {
    "latest": "{% set l = latest(2) %}{{ l.pop(0).title }}{{ latest(2) | length }}{{ l | length }}",
    "related": "{% set l = related(article) %}{% set _ = l.append(1) %}{{ l | length }}{{ l.fills }}",
    "a list in a place": '{{ shared("_l.html", baru=2) }}{{ shared("_n.html", baru=2) }}{{ latest(2) | length }}',
}


@pytest.mark.parametrize("use", TAKEN.values(), ids=TAKEN)
def test_a_page_may_take_something_from_its_lists(tmp_path: Path, use: str):
    """They are its own: the other pages of a split article, and all that ask the same, see what they see alone."""
    portal = newsroom(
        tmp_path,
        article=use,
        listing="{{ listing.items.pop(0).title if listing.items }}",
        _l="{{ baru.pop(0).title }}",
        _n="{{ baru | length }}",
    )
    body = "Satu.\n\n<!-- halaman -->\n\nDua.\n\n<!-- halaman -->\n\nTiga."
    portal.add("content/nasional/2024/10/panjang.md", article("Panjang", body))
    portal.build()
    pages = [portal.read(f"nasional/2024/10/panjang/{part}index.html") for part in ("", "2/", "3/", "semua/")]
    assert len(set(pages)) == 1
    portal.edit("content/nasional/2024/10/panjang.md", "Dua.", "Dua lain.")
    portal.edit("content/daerah/2024/10/b-0.md", "Isi berita.", "Isi lain.")
    portal.build()
    assert portal.files() == portal.clean()
