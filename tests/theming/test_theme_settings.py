"""Theme settings: what may be set, and by whom."""

from __future__ import annotations

import pytest

from generator.config import yaml_text
from generator.config.entries import Source
from generator.config.fields import Fields
from generator.config.keys import spelling_of
from generator.config.site_keys import THEME
from generator.model.variants import WHOLE, Recipe
from generator.theming.theme_settings import given_settings, merge, recipes

BASE = {"accent": "#b3121d", "logo": "", "home": ("utama", "kanal")}


def merged(text: str, *, declares: bool = False, base=None) -> tuple[dict, list[str]]:
    source = Source("theme.yaml", text)
    mapping, _ = yaml_text.parse(text, "theme.yaml")
    given = list(given_settings(Fields(mapping, source, "", spelling_of(THEME)).group("settings")))
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
    mapping, _ = yaml_text.parse(text, "theme.yaml")
    found, old = recipes(Fields(mapping, source, "", spelling_of(THEME)))
    assert old == ()
    assert found == {
        "lebar": Recipe("lebar", (16, 9), (384, 736), "auto, 100vw"),
        "utuh": Recipe("utuh", WHOLE, (480,), "50vw"),
    }
    assert source.problems == []


def drawn(text: str) -> tuple[dict[str, Recipe], tuple[int, ...], list[str]]:
    """Return the recipes of a theme.yaml with one group of pictures, the widths for old ones, and what is wrong."""
    text = f"pictures: {text}\n"
    source = Source("theme.yaml", text)
    mapping, _ = yaml_text.parse(text, "theme.yaml")
    fields = Fields(mapping, source, "", spelling_of(THEME))
    found, old = recipes(fields)
    fields.close()
    return found, old, [f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in source.problems]


MANY = "the widths of a picture are one to 6 whole numbers from 16 to 1,600 | write widths: [360, 720, 1200]"


@pytest.mark.parametrize(
    ("text", "recipe"),
    [
        ("{a: {widths: [16, 1600]}}", Recipe("a", WHOLE, (16, 1600))), ("{a: {widths: [60, 50, 40, 30, 20, 16]}}", Recipe("a", WHOLE, (16, 20, 30, 40, 50, 60))),
        ("{a: {cut: '1:99', widths: 20}}", Recipe("a", (1, 99), (20,))), ("{a: {cut: '99:10', widths: 20, sizes: 10vw}}", Recipe("a", (99, 10), (20,), "10vw")),
    ],
)  # fmt: skip
def test_bounds_of_a_recipe(text: str, recipe: Recipe):
    """Up to six widths, of 16 to 1,600 pixels."""
    assert drawn(text) == ({"a": recipe}, (), [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{a: {widths: [15]}}", f"1:24 {MANY}"), ("{a: {widths: [1601]}}", f"1:24 {MANY}"), ("{a: {widths: [16, 17, 18, 19, 20, 21, 22]}}", f"1:24 {MANY}"), ("{a: {widths: [x]}}", f"1:24 {MANY}"),
        ("{a: {widths: [٢٠]}}", f"1:24 {MANY}"), ("{a: {widths: []}}", f"1:24 {MANY}"), ("{a: {}}", '1:0 "pictures.a.widths" is missing: a picture is made in one or more'),
        ("{a: {cut: '0:1', widths: 20}}", '1:21 "0:1" is not the shape of a picture | write it like cut: 16:9'), ("{a: {cut: '100:1', widths: 20}}", '1:21 "100:1" is not the shape of a picture | write it like cut: 16:9'),
        ("{a: {ratio: '1:1', widths: 20}}", '1:16 unknown key "pictures.a.ratio" | did you mean "cut"?'), ("{a: {crop: '1:1', widths: 20}}", '1:16 unknown key "pictures.a.crop" | did you mean "cut"?'),
        ("{archive: {width: [20]}}", '1:22 unknown key "pictures.archive.width" | did you mean "widths"?'), ("{archive: {widths: [15]}}", "1:30 the widths of an old photo are one to 3 whole numbers from 16 to 1,600"),
        ("{a: x}", "1:15 pictures.a must be a group of keys, not text | write a: and below it, indented, widths: [360, 720, 1200]"),
    ],
)  # fmt: skip
def test_what_is_no_recipe(text: str, said: str):
    """And makes none."""
    found, old, problems = drawn(text)
    assert old == ()
    assert [one.startswith(said) for one in problems] == [True], problems
    assert bool(found) == ("ratio" in text or "crop" in text)


def test_a_width_by_its_other_name():
    """Is told, and not missed besides."""
    assert drawn("{a: {width: 20}}")[2] == ['1:16 unknown key "pictures.a.width" | did you mean "widths"?']


def test_widths_of_old_photos():
    """Are no recipe."""
    assert drawn("{archive: {widths: [480, 20]}}") == ({}, (20, 480), [])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{acent: x}", 'did you mean "accent"?'), ("{warna: x}", "the settings are accent, home, logo"), ("{logo: [a]}", 'write "logo: …" on one line, without brackets'),
        ("{accent: red}", 'write it in quotation marks: accent: "#b3121d"'), ("{accent: ''}", 'write it in quotation marks: accent: "#b3121d"'), ("{accent: '#12345'}", 'write it in quotation marks: accent: "#b3121d"'),
    ],
)  # fmt: skip
def test_what_to_write_instead(text: str, hint: str):
    """With the colour that the theme has."""
    source = Source("theme.yaml", f"settings: {text}")
    mapping, _ = yaml_text.parse(source.text, "theme.yaml")
    merge(
        given_settings(Fields(mapping, source, "", spelling_of(THEME)).group("settings")),
        BASE,
        source,
        "settings",
        declares=False,
    )
    assert [str(one.hint) for one in source.problems] == [hint]


def test_a_list_may_be_emptied():
    """By an empty text, and by an empty list."""
    assert merged("settings: {home: ''}") == merged("settings: {home: []}") == ({**BASE, "home": ()}, [])
