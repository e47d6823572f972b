"""Theme settings: what may be set, and by whom."""

from __future__ import annotations

import pytest

from generator.portal.variants import WHOLE, Recipe
from generator.readers import yamltext
from generator.readers.entries import Source
from generator.readers.fields import Fields
from generator.readers.theme_settings import given_settings, merge, recipes

BASE = {"accent": "#b3121d", "logo": "", "home": ("utama", "kanal")}


def merged(text: str, *, declares: bool = False, base=None) -> tuple[dict, list[str]]:
    source = Source("theme.yaml", text)
    mapping, _ = yamltext.parse(text, "theme.yaml")
    given = list(given_settings(Fields(mapping, source).mapping("settings")))
    result = merge(given, BASE if base is None else base, source, "settings", declares=declares)
    return result, [f"{one.where.line}:{one.where.column} {one.message}" for one in source.problems]


def test_a_setting_replaces_the_one_below():
    """All others stay, and a text is a list of one where a list is wanted."""
    settings, problems = merged('settings: {accent: "#0a7d4f", home: foto}')
    assert (settings, problems) == ({"accent": "#0a7d4f", "logo": "", "home": ("foto",)}, [])


def test_a_theme_without_another_declares_its_settings():
    """By giving them."""
    assert merged("settings: {a: x, b: [y]}", declares=True, base={}) == ({"a": "x", "b": ("y",)}, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{warna: x}", '1:19 the theme has no setting "warna"'),
        ("{accent: red}", '1:20 "red" is not a colour'),
        ("{bar: [a]}", '1:17 the theme has no setting "bar"'),
        ("{logo: [a]}", "1:18 settings.logo must be text, not a list"),
        ("{logo: {a: b}}", "1:18 settings.logo must be text, not a group of keys"),
    ],
)
def test_a_wrong_setting_is_a_problem_at_its_place(text, problem):
    """An unknown one, one of another type, and what is no colour."""
    assert merged(f"settings: {text}")[1] == [problem]


def test_accent_and_bar_are_colours_in_any_theme():
    """Since a stylesheet is made of them; they may be empty."""
    assert merged("settings: {bar: [a]}", declares=True, base={})[1] == ["1:17 bar must be a colour, not a list"]
    assert merged("settings: {bar: red}", declares=True, base={})[1] == ['1:17 "red" is not a colour']
    assert merged('settings: {bar: ""}', declares=True, base={})[1] == []


def test_recipes_have_a_cut_or_show_all():
    """Widths are sorted."""
    text = "pictures:\n  lebar: {cut: '16:9', widths: [736, 384]}\n  utuh: {widths: 480, sizes: 50vw}\n"
    source = Source("theme.yaml", text)
    mapping, _ = yamltext.parse(text, "theme.yaml")
    found, old = recipes(Fields(mapping, source))
    assert old == ()
    assert found == {
        "lebar": Recipe("lebar", (16, 9), (384, 736), "auto, 100vw"),
        "utuh": Recipe("utuh", WHOLE, (480,), "50vw"),
    }
    assert source.problems == []
