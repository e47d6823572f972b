"""The words of the portal itself: one table for each language, and none in a template."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.support import ROOT, Portal, article

KABAR = ROOT / "generator/themes/kabar"
TEMPLATES = sorted((KABAR / "templates").glob("*.html"))
PAGE = "daerah/2024/10/b-1/index.html"
THEMES = ROOT / "themes"
SPOKEN = ("aria-label", "alt", "title", "placeholder", "label")
"""Attributes that readers meet."""


class Said(HTMLParser):
    """Collects what a template says to readers in words of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found += re.findall(r"[^\W\d_]{2,}", data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SPOKEN:
                self.handle_data(value or "")


def said(source: str) -> list[str]:
    """Return the words of a template that do not come from a table."""
    written, quoted = "", []
    # A block that holds the class of the body.
    source = re.sub(r"{% block kelas %}.*?{% endblock %}", "", source)
    for _, kind, value in Environment().lex(source):
        if kind == "data":
            written += value
        elif kind == "string" and re.search(r"[A-Z][a-z]|[a-z] [a-z]", value) and not value.startswith("'<"):
            quoted.append(value)
        elif kind == "variable_begin":
            # What an expression gives is no word of the template.
            written += "x"
    parser = Said()
    parser.feed(written)
    return [word for word in parser.found if word.strip("x")] + quoted


@pytest.mark.parametrize("path", [*TEMPLATES, *sorted(THEMES.glob("*/templates/*.html"))], ids=lambda path: path.name)
def test_no_template_holds_words(path: Path) -> None:
    """Neither between the tags, nor in an attribute that is read out, nor in an expression."""
    assert said(path.read_text("utf-8")) == []


def test_the_search_for_words_finds_them() -> None:
    """In a text, in a label, and in an expression."""
    source = '{# Kata #}<p class="isi" aria-label="Menu {{ x }}">Satu {{ "Dua tiga" }}</p>'
    assert said(source) == ["Menu", "Satu", '"Dua tiga"']


def test_all_languages_have_the_same_words() -> None:
    """Each key stands in each table, with the same gaps to be filled."""
    gaps = {}
    for language in ("id", "en"):
        lines = (KABAR / f"words/{language}.yaml").read_text("utf-8").splitlines()
        table = dict(line.split(": ", 1) for line in lines if ": " in line and not line.startswith("#"))
        gaps[language] = {key: sorted(re.findall(r"%(?:\(\w+\))?s", text)) for key, text in table.items()}
    assert len(gaps["id"]) > 100
    assert gaps["id"] == gaps["en"]


@pytest.mark.slow
def test_a_portal_in_english(portal: Portal) -> None:
    """With `language: en` the portal's own words and its dates are English; the newsroom's stay as they are."""
    assert '<html lang="id">' in portal.read("index.html")
    portal.add(
        "content/daerah/2024/10/b-1.md", article("B", "Satu.\n\nBaca Juga: [](b-2)", tags="[Banjir]", type="opini")
    )
    portal.edit("site.yaml", "theme: uji", "theme: uji\nlanguage: en")
    portal.build()
    page = portal.read(PAGE)
    for text in (
        '<html lang="en">', "en_GB", "Skip to content", "Wednesday, 9 October 2024 | 16:10 WIB", "Read Also:",
        "Related Articles", ">Home</a>", '"name":"Home"', "Editor: Budi Rahman",
    ):  # fmt: skip
        assert text in page, text
    for word in ("Beranda", "Bagikan", "Artikel Terkait", "Oktober", "Baca Juga"):
        assert word not in page, word
    assert "[Opinion] B" in portal.read("feed.xml")
    assert "October 2024" in portal.read("indeks/index.html")


@pytest.mark.slow
def test_a_theme_says_a_word_otherwise(portal: Portal) -> None:
    """A theme that extends another gives single words anew; every page follows; a word is text, whatever it holds."""
    portal.add("themes/uji/words/id.yaml", 'terkait: "<b>Baca & pula</b>"\n')
    portal.build()
    assert "&lt;b&gt;Baca &amp; pula&lt;/b&gt;" in portal.read(PAGE)
    assert "Artikel Terkait" not in portal.read(PAGE)
    assert portal.files() == portal.clean()
    portal.remove("themes/uji/words")
    portal.build()
    assert "Artikel Terkait" in portal.read(PAGE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("menit: menit baca\n", '"menit baca" does not fit the word menit'),
        ("menit: '%s dari %s'\n", '"%s dari %s" does not fit the word menit'),
        ("terkait: 100 %\n", '"100 %" does not fit the word terkait'),
        ("hari: Senin Selasa\n", "hari are 7 words"),
    ],
)
def test_mistakes_in_a_table(portal: Portal, text: str, message: str) -> None:
    """A word that does not fit is told with its place, not met by a reader."""
    portal.add("themes/uji/words/id.yaml", text)
    (problem,) = portal.problems()
    assert (problem.path, problem.message) == ("themes/uji/words/id.yaml", message)


def test_a_word_that_is_not_there(portal: Portal) -> None:
    """A template that asks for it is broken, and told what was meant."""
    portal.add("themes/uji/templates/_slot.html", "<p>\n{{ kata.terkiat }}</p>\n")
    (problem,) = portal.problems()
    assert problem.place == "themes/uji/templates/_slot.html:2"
    assert 'there is no word "terkiat"; did you mean "terkait"?' in problem.message
