"""The words of the portal itself: one table for each language, and none in a template."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from generator.base import dates, timestamps
from generator.model.site import LANGUAGES
from generator.theming.loading import load, read_site
from generator.theming.theme import BUILT_IN
from generator.theming.words import Words
from tests.support import CONFIG, ROOT, Portal, article, site

TEMPLATES = sorted((BUILT_IN / "kabar/templates").glob("*.html"))
THEMES = ROOT / "themes"
CHILD = "-- themes/uji/theme.yaml --\nextends: kabar\n"
SPOKEN = ("aria-label", "alt", "title", "placeholder", "label")
"""Attributes that readers meet."""


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, CHILD, CONFIG + "theme: uji\n")
    portal.add("content/daerah/2024/10/a.md", article("A", "Satu.\n\nBaca Juga: [](b)", tags="[Banjir]"))
    portal.add("content/daerah/2024/10/b.md", article("B", type="opini"))
    return portal


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


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("kabar/assets/**/*.js")), ids=lambda path: path.name)
def test_no_script_holds_words(path: Path) -> None:
    """What it shows comes with the page."""
    script = path.read_text("utf-8")
    script = re.sub(r"^\s*//.*$", "", script, flags=re.MULTILINE)
    assert not re.search(r'textContent = ["`]', script)
    assert "Salin" not in script
    assert "Januari" not in script


def test_all_languages_have_the_same_words() -> None:
    """Each key stands in each table, with the same gaps to be filled, and is asked for somewhere."""
    tables = {}
    for language in LANGUAGES:
        theme, problems = load(THEMES.parent, "kabar", language)
        assert problems == []
        assert theme is not None
        tables[language] = theme.words
    first, second = tables["id"], tables["en"]
    assert first.keys() == second.keys()
    gaps = re.compile(r"%(?:\(\w+\))?s")
    assert {key: sorted(gaps.findall(text)) for key, text in first.items()} == {
        key: sorted(gaps.findall(text)) for key, text in second.items()
    }
    code = [path.read_text("utf-8") for path in BUILT_IN.parent.rglob("*.py")]
    used = {
        word for text in [*code, *(path.read_text("utf-8") for path in TEMPLATES)] for word in re.findall(r"\w+", text)
    }
    families = ("jenis_", "koreksi_", "alasan_", "pilih_")
    unused = [key for key in first if key not in used and not key.startswith(families)]
    assert unused == []


def test_a_portal_in_english(portal: Portal) -> None:
    """With `language: en` the portal's own words and its dates are English; the newsroom's stay as they are."""
    portal.build()
    assert '<html lang="id">' in portal.read("index.html")
    portal.edit("site.yaml", "theme: uji", "theme: uji\nlanguage: en")
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    for text in (
        '<html lang="en">', "en_GB", "Skip to content", "Wednesday, 9 October 2024 | 16:10 WIB", "Read Also:",
        "Related Articles", ">Home</a>", '"name":"Home"', "Editor: Budi Rahman",
    ):  # fmt: skip
        assert text in page, text
    for word in ("Beranda", "Bagikan", "Artikel Terkait", "Oktober", "Baca Juga"):
        assert word not in page, word
    assert "[Opinion] B" in portal.read("feed.xml")
    assert "October 2024" in portal.read("indeks/index.html")
    assert portal.files() == portal.clean()


def test_a_theme_says_a_word_otherwise(portal: Portal) -> None:
    """A theme that extends another gives single words anew; every page follows, as in a clean build."""
    portal.build()
    assert portal.build().rendered == 0
    portal.add("themes/uji/words/id.yaml", "terkait: Baca pula\n")
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    assert "Baca pula" in page
    assert "Artikel Terkait" not in page
    assert portal.files() == portal.clean()
    portal.remove("themes/uji/words")
    portal.build()
    assert "Artikel Terkait" in portal.read("daerah/2024/10/a/index.html")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("terkait: [a, b]\n", "terkait must be text, not a list"),
        ("menit: menit baca\n", '"menit baca" does not fit the word menit'),
        ("menit: '%s dari %s'\n", '"%s dari %s" does not fit the word menit'),
        ("terkait: 100 %\n", '"100 %" does not fit the word terkait'),
        ("hari: Senin Selasa\n", "hari are 7 words"),
        ("terkait: [", "the bracket [ is not closed"),
    ],
)
def test_mistakes_in_a_table(portal: Portal, text: str, message: str) -> None:
    """A word that does not fit is told with its place, not met by a reader."""
    portal.add("themes/uji/words/id.yaml", text)
    (problem,) = portal.problems()
    assert (str(problem.where).split(":")[0], problem.message) == ("themes/uji/words/id.yaml", message)


def test_a_word_that_is_not_there(portal: Portal) -> None:
    """A template that asks for it is broken, and told what was meant."""
    portal.add("themes/uji/templates/_slot.html", "<p>\n{{ kata.terkiat }}</p>\n")
    (problem,) = portal.problems()
    assert str(problem.where) == "themes/uji/templates/_slot.html:2"
    assert 'there is no word "terkiat"; did you mean "terkait"?' in problem.message


def test_words_are_escaped(portal: Portal) -> None:
    """A word is text, whatever it holds."""
    portal.add("themes/uji/words/id.yaml", 'terkait: "<b>A & B</b>"\n')
    portal.build()
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in portal.read("daerah/2024/10/a/index.html")


def test_dates_of_the_table_are_those_of_newsrooms(tmp_path: Path) -> None:
    """In Indonesian they are what `dates` itself prints."""
    _, theme = read_site(site(tmp_path).folder)
    words = Words(theme.words)
    for text in ("2024-10-09 16:10 WIB", "2026-01-01 00:05 WIT", "2025-08-31 23:59 WITA"):
        stamp = dates.parse(text, "WIB")
        assert words.portal(stamp) == timestamps.portal(stamp)
        assert words.short(stamp) == timestamps.short(stamp)
    assert words["jenis_opini"] == "Opini"
