"""Hooks: places of all pages that a theme fills, and what is said of one that would break them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.base.errors import Problem
from generator.theming.hooks import after_paragraph, fault_in, tags
from tests.support import CONFIG, Portal, article, site

A = "daerah/2024/10/a/index.html"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=CONFIG + "theme: muara\n")
    portal.add("themes/muara/theme.yaml", "name: muara\nextends: kabar\n")
    portal.add("content/daerah/2024/10/a.md", article("Judul", "\n\n".join(f"Paragraf {n}." for n in range(6))))
    return portal


def hook(portal: Portal, name: str, text: str) -> None:
    portal.add(f"themes/muara/templates/{name}", text)


def problem(portal: Portal) -> Problem:
    """Return the only problem of a build."""
    (found,) = portal.problems()
    return found


def test_each_hook_has_its_place(portal: Portal) -> None:
    """Head, top, text, side, below, foot; a page for unknown addresses has no advertisement, and a list none in a text."""
    names = (
        "kepala_tambahan",
        "iklan_atas",
        "iklan_teks",
        "iklan_bawah",
        "bawah_artikel",
        "iklan_samping",
        "kaki_tambahan",
    )
    for name in names:
        hook(portal, f"_{name}.html", f'<link rel="{name}" href="/x/">\n')
    portal.build()

    def shown(path: str) -> list[str]:
        page = portal.read(path)
        return sorted((name for name in names if f'"{name}"' in page), key=lambda name: page.index(f'"{name}"'))

    assert shown(A) == [*names]
    assert shown("daerah/index.html") == ["kepala_tambahan", "iklan_atas", "iklan_samping", "kaki_tambahan"]
    assert shown("404.html") == ["kepala_tambahan", "kaki_tambahan"]
    assert '<p>Paragraf 3.</p>\n<link rel="iklan_teks" href="/x/">\n<p>Paragraf 4.</p>' in portal.read(A)


def test_an_empty_hook_leaves_no_trace(portal: Portal) -> None:
    """A page with hooks that hold nothing but a remark is that of a theme without them."""
    portal.build()
    before = portal.read(A)
    for name in ("_kepala_tambahan.html", "_iklan_teks.html", "_kaki_tambahan.html"):
        hook(portal, name, "{# nothing #}\n\n")
    portal.build()
    assert portal.read(A) == before


def test_a_withdrawn_article_carries_no_advertisement(portal: Portal) -> None:
    """Nor anything else that stands beside or below an article."""
    for name in ("_iklan_atas", "_iklan_teks", "_iklan_bawah", "_bawah_artikel", "_iklan_samping"):
        hook(portal, f"{name}.html", f"<p>{name}</p>")
    retracted = "{timestamp: 2024-10-10 08:00 WIB, reason: sara, text: Dicabut.}"
    portal.add("content/daerah/2024/10/a.md", article("Judul", retracted=retracted))
    portal.build()
    assert "<p>_" not in portal.read(A)


def test_a_changed_hook_is_that_of_a_clean_build(portal: Portal) -> None:
    """Each page that has it is made again, and no other file differs."""
    portal.build()
    hook(portal, "_bawah_artikel.html", "<p>Satu</p>")
    portal.build()
    changed = json.loads((portal.folder / ".ssg/changed.json").read_text())
    assert "<p>Satu</p>" in portal.read(A)
    assert portal.files() == portal.clean()
    assert {key: [*changed[key]] for key in ("added", "changed", "deleted")} == {
        "added": [],
        "changed": [A],
        "deleted": [],
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("<p>\n<div>x\n</p>", 2, "<div> is not closed"),
        ("<p>x</p>\n</div>", 2, "</div> closes nothing that is open here"),
        ("\n\n<section>", 3, "<section> is not closed"),
        ("{% if true %}\n<p>a</p>\n<p>b\n{% endif %}", 3, "<p> is not closed"),
        ('<a href="/x/>x</a>', 1, 'what begins here has no end: "<a href="/x/>x</a>"'),
        ("<p>x</p><!-- y", 1, 'what begins here has no end: "<!-- y"'),
        ("<script src='/x.js'>", 1, "<script> is not closed"),
        ('<p>x</p>\n<script src="https://lain.example/x.js"></script>', 2, 'site.yaml does not say that pages may load from "lain.example"'),
        ('<iframe src="//lain.example/"></iframe>', 1, 'site.yaml does not say that pages may load from "lain.example"'),
        ('<script src="https://[x/y.js"></script>', 1, 'site.yaml does not say that pages may load from "https://[x/y.js"'),
        ('<form action="https://lain.example/"></form>', 1, 'site.yaml does not say that pages may load from "lain.example"'),
        ('<template data-izin>\n<script src="https://lain.example/"></script></template>', 2, 'site.yaml does not say that pages may load from "lain.example"'),
        ("<script>x()</script>", 1, "the policy that is sent with pages forbids scripts and styles that stand in them"),
        ('<p onclick="x()">x</p>', 1, "the policy that is sent with pages forbids scripts and styles that stand in them"),
        ('<p style="color: red">x</p>', 1, "the policy that is sent with pages forbids scripts and styles that stand in them"),
    ],
)  # fmt: skip
def test_a_hook_that_breaks_the_page_is_told_with_its_place(portal: Portal, text: str, line: int, said: str) -> None:
    """What is not closed, and what browsers would refuse, stops the build."""
    hook(portal, "_bawah_artikel.html", text)
    found = problem(portal)
    assert (str(found.message), found.where.line, found.code) == (said, line, "broken-template")
    assert found.where.path == "themes/muara/templates/_bawah_artikel.html"
    assert found.hint


def test_what_cannot_stand_in_a_head_is_told(portal: Portal) -> None:
    """A browser would end the head there; what stands in a <template> is not in the head."""
    hook(
        portal, "_kepala_tambahan.html", '<meta name="x" content="y">\n<template><div></div></template>\n<div>x</div>\n'
    )
    assert (str(problem(portal).message), problem(portal).where.line) == ("<div> cannot stand in the head of a page", 3)


def test_an_error_in_the_template_of_a_hook_is_told_there(portal: Portal) -> None:
    """As in any other template."""
    hook(portal, "_bawah_artikel.html", "\n{{ article.title }}")
    found = problem(portal)
    assert (found.where.path, found.where.line) == ("themes/muara/templates/_bawah_artikel.html", 2)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ('<script src="https://gc.zgo.at/count.js" data-goatcounter="https://x.goatcounter.com/count" async></script>', ["goatcounter"]),
        ('<script src="https://a.lain.example/x.js"></script>', ["*.lain.example"]),
        ('<ins style="display:block"></ins>', ["adsense"]),
        ('<a href="https://lain.example/">x</a><link rel="me" href="https://lain.example/">', []),
        ('<script type="application/ld+json">{"a": "</p>"}</script><svg><path d="M0 0"/></svg><br><img src="/a.png" alt="a > b">', []),
        ('<script src="/aset/x.js"></script>', []), ("<p>a<math><mn/></math><svg/></p>", []),
    ],
)  # fmt: skip
def test_what_a_hook_may_hold(text: str, allowed: list[str]) -> None:
    """The scripts of those that site.yaml names, files of the portal, data, drawings, and links to anybody."""
    assert fault_in(text, allowed) is None


@pytest.mark.parametrize(
    ("html", "number", "wanted"),
    [
        ("<p>1</p>\n<p>2</p>\n<p>3</p>\n", "2", "<p>1</p>\n<p>2</p>\n+\n<p>3</p>\n"),
        ("<p>1</p>\n", "1", "<p>1</p>\n"),
        ("<p>1</p>\n<p>2</p>\n", "3", "<p>1</p>\n<p>2</p>\n"),
        ("<blockquote><p>a</p></blockquote><ul><li><p>b</p></li></ul><p>1</p><p>2</p>", "1",
         "<blockquote><p>a</p></blockquote><ul><li><p>b</p></li></ul><p>1</p>\n+\n<p>2</p>"),
        ('<aside class="baca-juga"><span>x</span></aside><p>1<br>a</p><h2>x</h2>', "1",
         '<aside class="baca-juga"><span>x</span></aside><p>1<br>a</p>\n+\n<h2>x</h2>'),
        ("<p>1</p><details><p>2</p><p>3</p></details>", "2", "<p>1</p><details><p>2</p><p>3</p></details>"),
    ],
)  # fmt: skip
def test_a_text_after_a_paragraph_stands_in_no_list_quotation_or_box(html: str, number: str, wanted: str) -> None:
    """Only paragraphs of the text itself count, and something of it follows."""
    assert after_paragraph(html, "+\n", number) == wanted


@pytest.mark.parametrize("number", ["0", "x", "", "1000", "-1", "²"])
def test_a_number_that_is_none_is_told(portal: Portal, number: str) -> None:
    """With the name of the setting."""
    hook(portal, "_iklan_teks.html", "<p>x</p>")
    portal.edit("site.yaml", "theme: muara", f'theme: muara\ntheme_settings: {{iklan_paragraf: "{number}"}}')
    assert "iklan_paragraf is a whole number from 1 to 999" in str(problem(portal).message)


def test_tags_are_found_in_linear_time() -> None:
    """A long text without an end of its tags costs what it is long."""
    for text in ("<a " * 50_000, "<!--" * 50_000, '<a b="' * 50_000, "<script>" * 50_000, "<p>" * 50_000):
        assert sum(1 for _ in tags(text)) <= 50_000
