"""What templates write is text, and never where an object is in the memory."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateRuntimeError
from markupsafe import Markup

from generator.readers.jinja import ThemeEnvironment
from generator.readers.printing import filters


class Thing:
    """Something without a text of its own."""

    name = "nama"


def shown(text: str, **values: Any) -> str:
    options: dict[str, Any] = {"loader": DictLoader({"a": text}), "autoescape": True, "undefined": StrictUndefined}
    return ThemeEnvironment({}, **options).get_template("a").render(values)


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
