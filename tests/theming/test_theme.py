"""Themes: found along a chain, put together, never outside of their folders; and what a page is made with."""

from __future__ import annotations

import os

import pytest

from tests.support import Portal

CHAIN = {
    "bawah/theme.yaml": 'extends: kabar\nname: Bawah\nsettings: {accent: "#101010"}\n', "bawah/templates/not_found.html": "404 bawah",
    "bawah/templates/home.html": "{{ kata.terkait }}, {{ kata.sebelumnya }}: {{ setelan.accent }}", "bawah/words/id.yaml": "terkait: Simak\nsebelumnya: Tadi\n",
    "bawah/assets/satu.css": "a {}", "bawah/assets/dua.css": "b {}",
    "uji/theme.yaml": "extends: bawah\nname: Uji\n", "uji/templates/not_found.html": '{% include "bawah/not_found.html" %} uji',
    "uji/words/id.yaml": "terkait: Baca pula\n", "uji/assets/satu.css": "c {}",
}  # fmt: skip


@pytest.mark.slow
def test_a_theme_is_put_together_from_all_that_it_extends(portal: Portal) -> None:
    """Of each file, setting and word the nearest; a template that hides another finds it by its full name."""
    for path, text in CHAIN.items():
        portal.add(f"themes/{path}", text)
    portal.build()
    assert portal.read("404.html") == "404 bawah uji"
    assert portal.read("index.html") == "Baca pula, Tadi: #101010"
    assert (portal.read("aset/satu.css"), portal.read("aset/dua.css")) == ("c {}", "b {}")
    assert portal.read("aset/kabar.css")
    portal.edit("themes/bawah/templates/not_found.html", "404", "Tiada")
    portal.edit("themes/bawah/words/id.yaml", "Tadi", "Dulu")
    portal.build()
    assert portal.read("404.html") == "Tiada bawah uji"
    assert portal.read("index.html").startswith("Baca pula, Dulu:")
    assert portal.files() == portal.clean()


def test_no_link_leaves_a_theme(portal: Portal) -> None:
    """Neither templates nor assets come from elsewhere, or from what is hidden; a whole theme may be a link."""
    secret = portal.folder.parent / "secret.txt"
    secret.write_text("KUNCI=[")
    portal.add("themes/uji/assets/a.css", "a {}")
    portal.add("themes/uji/assets/.git/config", "token")
    portal.add("themes/uji/templates/.home.html.swp", "x")
    assets = portal.folder / "themes/uji/assets"
    (assets / "c.css").symlink_to("a.css")
    (portal.folder / "themes/dua").symlink_to("uji")
    portal.edit("site.yaml", "theme: uji", "theme: dua")
    portal.build()
    assert portal.read("aset/c.css") == "a {}"
    assert not [path for path in portal.files() if "git" in path]
    portal.edit("site.yaml", "theme: dua", "theme: uji")
    for name, target in (("b.txt", secret), ("d.txt", ".git/config"), ("e", portal.folder.parent), ("f.txt", "f.txt")):
        (assets / name).symlink_to(target)
    (portal.folder / "themes/uji/templates/b.html").symlink_to(secret)
    (portal.folder / "themes/uji/words").symlink_to(portal.folder.parent)
    os.mkfifo(assets / "pipa.css")
    (portal.folder / "themes/uji/theme.yaml").rename(portal.folder / "themes/uji/theme.bak")
    found = portal.problems()
    assert [one.path for one in found] == ["site.yaml"], "there is no such theme"
    (portal.folder / "themes/uji/theme.yaml").symlink_to(secret)
    assert "KUNCI" not in "".join(map(str, portal.problems()))
    (portal.folder / "themes/uji/theme.yaml").unlink()
    (portal.folder / "themes/uji/theme.bak").rename(portal.folder / "themes/uji/theme.yaml")
    assert {one.path.removeprefix("themes/uji/") for one in portal.problems()} == {
        "assets/b.txt", "assets/d.txt", "assets/e", "assets/f.txt", "assets/pipa.css", "templates/b.html", "words",
    }  # fmt: skip


@pytest.mark.parametrize("wrong", ['{accent: "#zz", iklan: [atas]}', "{iklan: [atas], gaib: 1}"])
def test_without_the_theme_nothing_is_said_of_what_it_has(portal: Portal, wrong: str) -> None:
    """Which places for advertisements there are, and which templates, nobody knows while its settings are wrong."""
    keys = "picture: /aset/favicon.svg\nalt: Toko\nlink: https://toko.example/\nplaces: atas\n"
    portal.add("content/iklan/a.md", f"---\n{keys}until: 2024-12-01 00:00\nfrom: 2024-10-01 00:00\n---\n")
    portal.add("content/pages/b.md", "---\ntitle: B\ntemplate: pemilu.html\n---\nIsi.\n")
    portal.edit("site.yaml", "theme: uji", f"theme: uji\ntheme_settings: {wrong}")
    assert [str(one) for one in portal.problems() if one.path != "site.yaml"] == []


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("settings: {accent: red}", "themes/uji/theme.yaml:3:20", "is not a colour"),
        ("settings: {judl: Kabar}", "themes/uji/theme.yaml:3:18", "no setting"),
        ("pictures: {a: {cut: 16x9, widths: [100]}}", "themes/uji/theme.yaml:3:21", "is not the shape of a picture"),
        ("pictures: {utuh: {widths: []}}", "themes/uji/theme.yaml:3:27", "the widths of a picture"),
        ("pictures: {utuh: {widths: ['000000064999']}}", "themes/uji/theme.yaml:3:27", "the widths of a picture"),
        ("exstends: kabar", "themes/uji/theme.yaml:3:1", "unknown key"),
    ],
)
def test_mistakes_in_theme_yaml(portal: Portal, text: str, place: str, said: str) -> None:
    """The description of a theme is read as strictly as everything else."""
    portal.add("themes/uji/theme.yaml", f"name: uji\nextends: kabar\n{text}\n")
    (problem,) = portal.problems()
    assert problem.place == place
    assert said in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "{% if a %}" * 1500 + "{% endif %}" * 1500, "{{ a" + " + a" * 2000 + " }}",
        "{% for a in b %}" * 30 + "{% endfor %}" * 30, "{{ a" + "()" * 201 + " }}", "{% macro m(a, a) %}{% endmacro %}",
        "{% include '../../../site.yaml' %}", "{{ tiada }}", "{{ 1 / 0 }}", b"\xff",
    ],
    ids=["brackets", "blocks", "sums", "loops", "parentheses", "arguments", "elsewhere", "nothing", "nought", "bytes"],
)  # fmt: skip
def test_a_template_that_cannot_be_read_or_fails(portal: Portal, text: str | bytes) -> None:
    """Is told at its line, whatever the library and Python make of it."""
    portal.add("themes/uji/templates/not_found.html", text)
    (problem,) = portal.problems()
    assert (problem.path, problem.line) == ("themes/uji/templates/not_found.html", 1)


def test_templates_leave_no_lines_and_escape(portal: Portal) -> None:
    """Lines that only do something leave nothing, so that pages stay small; texts are escaped."""
    text = "<ul>\n  {% for x in (1, '<b>') %}\n  {# butir #}\n  <li>{{ x }}</li>\n  {% endfor %}\n</ul>\n"
    portal.add("themes/uji/templates/not_found.html", text)
    portal.build()
    assert portal.read("404.html") == "<ul>\n  <li>1</li>\n  <li>&lt;b&gt;</li>\n</ul>"
