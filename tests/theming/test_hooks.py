"""Hooks: places of all pages that a theme fills, and what is said of one that would break them."""

from __future__ import annotations

import json

import pytest

from tests.support import Portal, Problem, article

A = "daerah/2024/10/b-0/index.html"


def hook(portal: Portal, name: str, text: str) -> None:
    portal.add(f"themes/uji/templates/{name}", text)


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


def test_a_withdrawn_article_carries_no_advertisement(portal: Portal) -> None:
    """Nor anything else that stands beside or below an article."""
    for name in ("_iklan_atas", "_iklan_teks", "_iklan_bawah", "_bawah_artikel", "_iklan_samping"):
        hook(portal, f"{name}.html", f"<p>{name}</p>")
    retracted = "{timestamp: 2024-10-10 08:00 WIB, reason: sara, text: Dicabut.}"
    portal.add("content/daerah/2024/10/b-0.md", article("Judul", retracted=retracted))
    portal.build()
    assert "<p>_" not in portal.read(A)


def test_a_changed_hook_is_that_of_a_clean_build(portal: Portal) -> None:
    """Each page that has it is made again, and no other file differs."""
    hook(portal, "_bawah_artikel.html", "<p>Satu</p>")
    portal.build()
    changed = json.loads((portal.folder / ".ssg/changed.json").read_text())
    assert "<p>Satu</p>" in portal.read(A)
    assert portal.files() == portal.clean()
    assert [*changed["added"], *changed["deleted"]] == []
    assert set(changed["changed"]) == {A.replace("b-0", name) for name in ("b-0", "b-1", "b-2")}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("<p>\n<div>x\n</p>", 2, "<div> is not closed"), ("<p>x</p>\n</div>", 2, "</div> closes nothing"),
        ("{% if true %}\n<p>a</p>\n<p>b\n{% endif %}", 3, "<p> is not closed"), ("<p>x</p><!-- y", 1, "has no end"),
        ('<p>x</p>\n<script src="https://lain.example/x.js"></script>', 2, '"lain.example"'),
        ('<form action="https://lain.example/"></form>', 1, '"lain.example"'),
        ('<template data-izin>\n<script src="https://lain.example/"></script></template>', 2, '"lain.example"'),
        ("<script>x()</script>", 1, "the policy"), ('<p onclick="x()">x</p>', 1, "the policy"), ('<p style="color: red">x</p>', 1, "the policy"),
    ],
)  # fmt: skip
def test_a_hook_that_breaks_the_page_is_told_with_its_place(portal: Portal, text: str, line: int, said: str) -> None:
    """What is not closed, and what browsers would refuse, stops the build."""
    hook(portal, "_bawah_artikel.html", text)
    found = problem(portal)
    assert (found.place, found.code) == (f"themes/uji/templates/_bawah_artikel.html:{line}", "broken-template")
    assert said in found.message
    assert found.hint


def test_what_cannot_stand_in_a_head_is_told(portal: Portal) -> None:
    """A browser would end the head there; what stands in a <template> is not in the head."""
    hook(
        portal, "_kepala_tambahan.html", '<meta name="x" content="y">\n<template><div></div></template>\n<div>x</div>\n'
    )
    assert (problem(portal).message, problem(portal).line) == ("<div> cannot stand in the head of a page", 3)


ALLOWED = """\
<script src="https://gc.zgo.at/count.js" data-goatcounter="https://x.goatcounter.com/count" async></script>
<script src="https://a.lain.example/x.js"></script><script src="/aset/x.js"></script>
<ins style="display:block"></ins><a href="https://mana.example/">x</a><link rel="me" href="https://mana.example/">
<script type="application/ld+json">{"a": "</p>"}</script><svg><path d="M0 0"/></svg><br><img src="/a.png" alt="a > b">
<p>a<math><mn/></math><svg/></p>
"""


def test_what_a_hook_may_hold(portal: Portal) -> None:
    """The scripts of those that site.yaml names, files of the portal, data, drawings, and links to anybody."""
    portal.edit("site.yaml", "theme: uji", "theme: uji\nthird_parties: [goatcounter, adsense, '*.lain.example']")
    hook(portal, "_bawah_artikel.html", ALLOWED)
    portal.build()
    assert ALLOWED.strip() in portal.read(A)


TEXTS = {
    "two": ("Satu.\n\nDua.\n\nTiga.", "<p>Satu.</p>\n<p>Dua.</p>\n+\n<p>Tiga.</p>"),
    "list": ("> a\n\n- b\n\n  c\n\nSatu.\n\nDua.\n\n## Tiga", '<p>Dua.</p>\n+\n<h2 id="tiga">Tiga</h2>'),
    "box": ("Satu.\n\nBaca Juga: [](b-1)\n\nDua.\n\nTiga.", "<p>Dua.</p>\n+\n<p>Tiga.</p>"),
    "short": ("Satu.\n\nDua.", ""), "last": ("Satu.\n\n- a\n\n  b\n\n  c", ""),
}  # fmt: skip


def test_a_text_after_a_paragraph_stands_in_no_list_quotation_or_box(portal: Portal) -> None:
    """Only paragraphs of the text itself count, and something of it follows."""
    portal.edit("site.yaml", "theme: uji", "theme: uji\ntheme_settings: {iklan_paragraf: 2}")
    hook(portal, "_iklan_teks.html", "+\n")
    for name, (text, _) in TEXTS.items():
        portal.add(f"content/daerah/2024/10/{name}.md", article(name, text))
    portal.build()
    for name, (_, wanted) in TEXTS.items():
        page = portal.read(f"daerah/2024/10/{name}/index.html").replace("\n\n", "\n")
        assert wanted in page if wanted else "\n+\n" not in page, name
