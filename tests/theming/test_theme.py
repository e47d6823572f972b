"""Themes: found along a chain, put together, never outside of their folders; and what may be set, and by whom."""

from __future__ import annotations

import os

import pytest

from generator.base.errors import Problem, SiteError, ordered
from generator.config import yaml_text
from generator.config.entries import Source
from generator.config.fields import Fields
from generator.config.keys import spelling_of
from generator.config.site_keys import THEME
from generator.model.site import Position, SiteFile
from generator.model.variants import WHOLE, Recipe
from generator.theming.loading import given_settings, load, merge, recipes
from generator.theming.theme import BUILT_IN, Setting, Theme, display_path, find_folder, read_part, theme_names
from tests.quick import sample
from tests.support import Portal, article, site

ALONE = """
-- themes/uji/theme.yaml --
name: Uji
version: 2
description: Percobaan
-- themes/uji/templates/a.html --
A
-- themes/uji/assets/a.css --
a {}
"""


def chosen(portal: Portal, name: str = "uji") -> Theme:
    theme, problems = load(portal.folder, name)
    assert problems == []
    assert theme is not None
    return theme


def said(portal: Portal, name: str = "uji") -> list[Problem]:
    theme, problems = load(portal.folder, name)
    assert theme is None
    return problems


def test_a_theme_of_the_site(tmp_path):
    """Templates have paths from the site's folder, assets go to aset/."""
    theme = chosen(site(tmp_path, ALONE))
    assert {name: one.path for name, one in theme.templates.items()} == {"a.html": "themes/uji/templates/a.html"}
    assert list(theme.assets) == ["aset/a.css"]


def test_a_theme_of_the_package(tmp_path):
    """The theme kabar is always there; its templates are shown as the package's."""
    theme = chosen(site(tmp_path), "kabar")
    assert theme.templates["base.html"].path == "generator/themes/kabar/templates/base.html"
    assert theme.assets["aset/kabar.css"][0] == str(BUILT_IN / "kabar/assets/kabar.css")


def test_a_theme_that_extends_another(tmp_path):
    """Its own files come first, for everything else there is the other's."""
    text = "-- themes/uji/theme.yaml --\nextends: kabar\n-- themes/uji/templates/base.html --\nX\n-- themes/uji/assets/kabar.css --\nb {}\n"
    portal = site(tmp_path, text)
    theme, other = chosen(portal), chosen(portal, "kabar")
    assert theme.templates["base.html"].text == "X\n"
    assert theme.templates["article.html"] == other.templates["article.html"]
    assert theme.assets["aset/kabar.css"] != other.assets["aset/kabar.css"]
    assert theme.assets["aset/kabar.js"] == other.assets["aset/kabar.js"]
    assert theme.key != other.key


def test_a_theme_of_the_site_comes_before_the_package(tmp_path):
    """A site may have a kabar of its own."""
    portal = site(tmp_path, ALONE.replace("/uji/", "/kabar/"))
    assert list(chosen(portal, "kabar").templates) == ["a.html"]


def test_the_key_is_that_of_the_texts(tmp_path):
    """It differs when a template does, and not for anything else."""
    portal = site(tmp_path, ALONE)
    before = chosen(portal).key
    portal.add("themes/uji/assets/b.css", "b {}")
    portal.add("themes/uji/templates/.a.html.swp", "x")
    assert chosen(portal).key == before
    portal.edit("themes/uji/templates/a.html", "A", "B")
    assert chosen(portal).key != before


@pytest.mark.parametrize("name", ["tiada", "../uji", "..", "uji/../uji", "/etc", ".", "Uji"])
def test_a_theme_that_is_not_there(tmp_path, name):
    """No name leads out of the folders of themes; the hint names those that are there."""
    portal = site(tmp_path, ALONE)
    portal.add("theme.yaml", "name: x\n")
    file = SiteFile(f"name: x\ntheme: {name}\n", (Position(("theme",), 2, 8),))
    theme, (one,) = load(portal.folder, name, file=file)
    assert theme is None
    assert str(one.where) == "site.yaml:2:8"
    assert one.message == f'there is no theme "{name}"'
    assert "uji" in one.hint


def test_a_theme_that_the_configuration_does_not_name(tmp_path):
    """Without a place in site.yaml, the file is the place."""
    portal = site(tmp_path, config="name: [\n")
    assert [(str(one.where), one.excerpt) for one in said(portal, "tiada")] == [("site.yaml", "")]
    portal.remove("site.yaml")
    assert [str(one.where) for one in said(portal, "tiada")] == ["site.yaml"]


def test_themes_that_extend_each_other(tmp_path):
    """The place is the line that closes the circle."""
    portal = site(tmp_path, "-- themes/a/theme.yaml --\nextends: b\n-- themes/b/theme.yaml --\nname: b\nextends: a\n")
    (one,) = said(portal, "a")
    assert (str(one.where), one.message) == ("themes/b/theme.yaml:2:10", "the themes a, b extend each other")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: [", "the bracket [ is not closed"),
        ("exstends: kabar", 'unknown key "exstends"'),
        ("name: {a: b}", "name must be text, not a group of keys"),
        ("extends: ../../etc", 'there is no theme "../../etc"'),
    ],
)
def test_mistakes_in_theme_yaml(tmp_path, text, message):
    """The description of a theme is read as strictly as everything else."""
    portal = site(tmp_path, ALONE)
    portal.add("themes/uji/theme.yaml", text + "\n")
    assert [(one.where.path, one.where.line, one.message) for one in said(portal)] == [
        ("themes/uji/theme.yaml", 1, message)
    ]


def test_files_that_are_not_utf8(tmp_path):
    """All of them are told at once."""
    portal = site(tmp_path, ALONE)
    portal.add("themes/uji/theme.yaml", b"name: \xff")
    portal.add("themes/uji/templates/a.html", b"\xff")
    assert sorted(str(one.where) for one in said(portal)) == [
        "themes/uji/templates/a.html:1:1",
        "themes/uji/theme.yaml:1:7",
    ]


def test_recipes_are_inherited(tmp_path):
    """A theme may change one of them or add one; the others stay."""
    portal = site(tmp_path)
    portal.add(
        "themes/uji/theme.yaml",
        'name: uji\nextends: kabar\npictures:\n  baris: {cut: "1:1", widths: [300, 100]}\n  besar: {cut: "2:1", widths: 900}\n',
    )
    recipes = {one.name: one for one in chosen(portal).recipes}
    assert sorted(recipes) == ["baris", "besar", "lebar", "utuh"]
    assert (recipes["baris"].ratio, recipes["baris"].widths, recipes["baris"].use) == ((1, 1), (100, 300), "photo")
    assert (recipes["besar"].widths, recipes["utuh"].use) == ((900,), "whole")


def test_recipes_that_cannot_be(tmp_path):
    """Each with its place and a hint."""
    portal = site(tmp_path)
    portal.add(
        "themes/uji/theme.yaml",
        "name: uji\nextends: kabar\npictures:\n  a: {cut: 16x9, widths: [100]}\n  b: {cut: '0:9', widths: [100]}\n"
        "  c: {cut: '1:1', widths: [9]}\n  d: {cut: '1:1', widths: [1601]}\n  e: {}\n  f: [100]\n  g: {widhts: [100]}\n",
    )
    _, problems = load(portal.folder, "uji")
    assert [(one.where.line, one.message) for one in ordered(problems)] == [
        (4, '"16x9" is not the shape of a picture'),
        (5, '"0:9" is not the shape of a picture'),
        (6, "the widths of a picture are one to 6 whole numbers from 16 to 1,600"),
        (7, "the widths of a picture are one to 6 whole numbers from 16 to 1,600"),
        (8, '"pictures.e.widths" is missing: a picture is made in one or more'),
        (9, "pictures.f must be a group of keys, not a list"),
        (10, 'unknown key "pictures.g.widhts"'),
    ]


def test_links_that_leave_the_theme(tmp_path):
    """Neither templates nor assets come from elsewhere, or from what is hidden; a whole theme may be a link."""
    portal = site(tmp_path, ALONE)
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    assets = portal.folder / "themes/uji/assets"
    (assets / "c.css").symlink_to("a.css")
    (portal.folder / "themes/dua").symlink_to("uji")
    portal.add("themes/uji/assets/.git/config", "token")
    assert sorted(chosen(portal).assets) == sorted(chosen(portal, "dua").assets) == ["aset/a.css", "aset/c.css"]
    for name, target in (("b.txt", secret), ("d.txt", ".git/config"), ("e", tmp_path), ("f.txt", "f.txt")):
        (assets / name).symlink_to(target)
    (portal.folder / "themes/uji/templates/b.html").symlink_to(secret)
    (portal.folder / "themes/uji/words").symlink_to(tmp_path)
    (assets / os.fsdecode(b"\xff.css")).write_text("x")
    os.mkfifo(assets / "pipa.css")
    link = "this symbolic link"
    assert [(str(one.where).removeprefix("themes/uji/"), one.message) for one in ordered(said(portal))] == [
        ("assets/?.css", "the name of this file is not UTF-8"),
        ("assets/b.txt", f"{link} leaves this part of the theme"),
        ("assets/d.txt", f"{link} stands for a file that is not published"),
        ("assets/e", f"{link} leaves this part of the theme"),
        ("assets/f.txt", f"{link} leads nowhere"),
        ("assets/pipa.css", "this file cannot be read: it is neither a file nor a folder"),
        ("templates/b.html", f"{link} leaves this part of the theme"),
        ("words", "this symbolic link leaves the theme"),
    ]


@pytest.mark.parametrize(
    "text", ["crimson", "seafoam", '"# ab cd"', "red", '"#12345"', "[a, b]", '"#١٢٣٤٥٦"', "{a: b}"]
)
@pytest.mark.parametrize("key", ["accent", "bar"])
def test_colours_of_a_theme_that_stands_alone(tmp_path, key, text):
    """What the stylesheet is made of is a colour, though there is no other theme to compare with."""
    portal = site(tmp_path, ALONE)
    portal.add("themes/uji/theme.yaml", f"name: uji\nsettings:\n  {key}: {text}\n")
    (one,) = said(portal)
    assert str(one.where).startswith("themes/uji/theme.yaml:3:")
    assert "colour" in one.message or "text" in one.message
    portal.add("themes/uji/theme.yaml", f'name: uji\nsettings:\n  {key}: ""\n')
    assert chosen(portal).settings == {key: ""}


def test_a_description_that_is_a_link(tmp_path):
    """Not even the excerpt of a problem shows a line of another file."""
    portal = site(tmp_path, ALONE)
    (tmp_path / "rahasia").write_text("KUNCI=[")
    (portal.folder / "themes/uji/theme.yaml").unlink()
    (portal.folder / "themes/uji/theme.yaml").symlink_to(tmp_path / "rahasia")
    assert [one.message for one in said(portal)] == ["this file cannot be read: this symbolic link leaves the theme"]


VALUES = [
    '""',
    "x",
    "[]",
    "[a, b]",
    "-1",
    "99999999999",
    '"<script>"',
    '"\\0"',
    "٣",
    "1e9",
    "'" + "x" * 5000 + "'",
    "{a: b}",
]


@pytest.mark.unmeasured
@pytest.mark.parametrize("value", sample(VALUES, 3))
def test_any_value_in_theme_yaml(tmp_path, value):
    """Each key may hold anything: the site is built, or the place in theme.yaml is told."""
    portal = site(tmp_path)
    portal.add("site.yaml", (portal.folder / "site.yaml").read_text() + "theme: uji\n")
    portal.add("content/daerah/2024/10/a.md", article("A"))
    kept = (BUILT_IN / "kabar/theme.yaml").read_text("utf-8")
    keys = ("name", "version", "description", "settings", "pictures")
    lines = [f"{key}: {value}" for key in keys]
    lines += [f"settings: {{{key}: {value}}}" for key in chosen(portal, "kabar").settings]
    lines += [
        f"pictures: {{lebar: {{cut: '16:9', widths: [99], {key}: {value}}}}}" for key in ("cut", "widths", "sizes")
    ]
    assert "home: [" in kept
    for with_all in lines:
        with_cut = with_all.replace("cut: '16:9', ", "") if " cut: " + value in with_all else with_all
        line = with_cut.replace("widths: [99], ", "") if "widths: " + value in with_cut else with_cut
        portal.add("themes/uji/theme.yaml", f"extends: kabar\n{line}\n")
        try:
            portal.build()
        except SiteError as error:
            # What the front page is made of, its templates alone know.
            names = ("themes/uji/theme.yaml:2", "generator/themes/kabar/templates/")
            assert all(str(one.where).startswith(names) for one in error.problems), error


@pytest.mark.parametrize("widths", ["[]", "['000000064999']", "[100, 200, 300, 400, 500, 600, 700]"])
def test_widths_that_no_picture_can_have(tmp_path, widths):
    """None at all, and a number that begins like a small one, are mistakes like others."""
    portal = site(tmp_path)
    portal.add("site.yaml", (portal.folder / "site.yaml").read_text() + "theme: uji\n")
    portal.add("themes/uji/theme.yaml", f"name: uji\nextends: kabar\npictures:\n  utuh: {{widths: {widths}}}\n")
    (problem,) = portal.problems()
    assert problem.message == "the widths of a picture are one to 6 whole numbers from 16 to 1,600"
    assert str(problem.where).startswith("themes/uji/theme.yaml:4:")


NESTED = "-- themes/uji/theme.yaml --\nname: Uji\n-- themes/uji/templates/b/c.html --\nC\n-- themes/uji/templates/a.html --\nA\n"


def test_a_theme_of_the_site_comes_before_one_of_the_package(tmp_path):
    """Of the same name."""
    folder = site(tmp_path, "-- themes/kabar/theme.yaml --\nname: x\n").folder
    assert find_folder(folder, "kabar") == folder / "themes/kabar"
    assert find_folder(tmp_path / "elsewhere", "kabar") == BUILT_IN / "kabar"


@pytest.mark.parametrize("name", ["", "tiada", "..", "../kabar", "/etc", "Kabar"])
def test_no_name_leads_elsewhere(tmp_path, name):
    """A theme is a folder of themes/ with a theme.yaml."""
    assert find_folder(tmp_path, name) is None


def test_all_themes_are_known_by_name(tmp_path):
    """Those of the site and of the package."""
    assert theme_names(site(tmp_path, NESTED).folder) == ["kabar", "uji"]


def test_paths_are_shown_from_the_site_or_the_package(tmp_path):
    """As an editor looks for them."""
    assert display_path(tmp_path, tmp_path / "themes/uji/theme.yaml") == "themes/uji/theme.yaml"
    assert display_path(tmp_path, BUILT_IN / "kabar/theme.yaml") == "generator/themes/kabar/theme.yaml"


def test_files_come_in_the_order_of_their_paths(tmp_path):
    """With their bytes; hidden ones do not."""
    portal = site(tmp_path, NESTED)
    portal.add("themes/uji/templates/.a.html", "x")
    problems: list[Problem] = []
    files = list(read_part(portal.folder, portal.folder / "themes/uji", "templates", problems))
    assert files == [("a.html", b"A\n"), ("b/c.html", b"C\n")]
    assert problems == []


def test_a_part_that_is_a_link_elsewhere_is_a_problem(tmp_path):
    """Nothing of it is read."""
    portal = site(tmp_path, NESTED)
    (portal.folder / "themes/uji/assets").symlink_to(portal.folder / "content")
    problems: list[Problem] = []
    assert list(read_part(portal.folder, portal.folder / "themes/uji", "assets", problems)) == []
    assert [str(one.where) for one in problems] == ["themes/uji/assets"]


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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("acent: x", 'the theme has no setting "acent"'),
        ("accent: red", '"red" is not a colour'),
        ("accent: '#012345'", ""),
    ],
)
def test_a_site_changes_settings_and_declares_none(tmp_path, text, message):
    """What it says of others is told at its place in site.yaml."""
    portal = site(tmp_path, ALONE.replace("version: 2", "settings: {accent: '#b3121d'}"))
    file = SiteFile(f"theme_settings:\n  {text}\n", (Position(("theme_settings", text.partition(":")[0]), 2, 3),))
    key, _, value = text.partition(": ")
    theme, problems = load(portal.folder, "uji", chosen=((key, value.strip("'")),), file=file)
    assert [f"{one.where} {one.message}" for one in problems] == ([f"site.yaml:2:3 {message}"] if message else [])
    assert (theme is None) == bool(message)
    assert theme is None or theme.settings["accent"] == "#012345"


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


def test_the_colour_that_is_shown_is_the_one_of_the_theme():
    """Of each setting, whatever its name."""
    source = Source("theme.yaml", "settings: {warna: merah}")
    merge([("warna", "merah", 1, 12)], {"warna": "#010203"}, source, "settings", declares=False)
    assert [str(one.hint) for one in source.problems] == ['write it in quotation marks: warna: "#010203"']


def test_a_list_may_be_emptied():
    """By an empty text, and by an empty list."""
    assert merged("settings: {home: ''}") == merged("settings: {home: []}") == ({**BASE, "home": ()}, [])


@pytest.mark.parametrize(
    ("bar", "ground"), [("#0a7d4f", "#0a7d4f"), ("merah", "#ffffff"), (("#0a7d4f",), "#ffffff"), (True, "#ffffff")]
)
def test_what_icons_stand_on(bar: Setting, ground: str) -> None:
    """On the colour of the bar, if that setting of the theme is a colour."""
    assert Theme("uji", {}, {}, "", {}, {"bar": bar}).ground == ground
