"""Drafts: where links stand, and what a body is made of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.sentences import as_it_is
from generator.markup.collector import Draft, Notes, note_id, reference_id, sealed
from generator.markup.markdown import parse_body
from generator.model.records import Blank, Remark
from generator.model.urls import Anchors
from tests.support import article, site


def test_a_target_is_located_in_its_block():
    """The second of two equal ones after the first; lines count from 0, columns from 1."""
    draft = Draft("[a](/x/) [b](/x/)\n\n[c](</y z/>)", "a.md", 5, sponsored=False)
    draft.span = (0, 1)
    assert [draft.locate("/x/"), draft.locate("/x/")] == [(0, 5), (0, 14)]
    draft.span = (2, 3)
    assert draft.locate("/y z/") == (2, 6)


def test_a_target_that_is_nowhere_is_at_its_block():
    """As that of a reference."""
    draft = Draft("[a]\n\n[b]", "a.md", 5, sponsored=False)
    draft.span = (2, 3)
    assert draft.locate("/x/") == (2, 1)


def test_problems_have_lines_of_the_file():
    """And the line as it is written."""
    draft = Draft("satu\ndua", "a.md", 5, sponsored=False)
    draft.problem(1, "bad-link", "salah", "benahi", 3)
    (problem,) = draft.problems
    assert (str(problem.where), problem.message, problem.excerpt) == ("a.md:6:3", "salah", "dua")


def test_a_body_is_clean_wherever_its_texts_come_from():
    """Texts that follow each other are one; blanks stay apart."""
    draft = Draft("", "a.md", 1, sponsored=False)
    draft.pages = [["<p>", "a\u202eb", Blank("open", 0), "c\0", "</p>"]]
    body = sealed(draft, "L\x07L", 0)
    assert body.parts == (("<p>ab", Blank("open", 0), "c</p>"),)
    assert body.mark == "LL"


@given(st.text(st.sampled_from("ab –-—\n\t\xa0\u2003\u200b")), st.booleans())
def test_words_are_counted_whatever_is_between_them(text, long):
    """Any white space parts two; a dash between spaces is no word."""
    whole = text + " air" * 60 if long else text
    draft = Draft("", "a.md", 1, sponsored=False)
    draft.texts = [whole]
    dashes = sum(whole.count(f" {dash} ") for dash in "-–—")
    assert sealed(draft, "", 0).words == len(whole.split()) - dashes


def test_a_text_that_is_not_in_its_line_has_no_column():
    """Nor has one of a line that is not there."""
    draft = Draft("satu dua\ntiga", "content/a.md", 1, sponsored=False)
    assert [draft.column(*one) for one in ((0, "satu"), (0, "dua"), (1, "tiga"), (1, "dua"), (2, "dua"), (9, ""))] == [
        1,
        6,
        1,
        0,
        0,
        0,
    ]


ALIKE = ("html", "shortcode", "link", "apart", "bold", "heading", "footnote", "comment")


@pytest.mark.parametrize("kind", [*ALIKE, "bullet", "more", "removed", "blank", "no picture", "baca"])
def test_remarks_that_are_alike_are_one(kind: str) -> None:
    """The first of them, with their number: markup that readers see is all alike, and every other sort is like itself."""
    draft = Draft("a", "content/a.md", 1, sponsored=False)
    draft.remarks = [
        Remark("html", 3, 1, 1),
        Remark(kind, 2, 5, 1, "y"),
        Remark(kind, 2, 4, 1, "x"),
        Remark(kind, 9, 1, 1),
    ]
    found = sealed(draft, "", 0).remarks
    if kind in ALIKE:
        assert found == (Remark(kind, 2, 4, 4, "x"),)
    else:
        assert found == (Remark("html", 3, 1, 1), Remark(kind, 2, 4, 3, "x"))


@pytest.mark.parametrize(("number", "told"), [(50, []), (51, [(150, "the article has 51 pages, more than 50")])])
def test_pages_have_a_bound(number: int, told: list[tuple[int, str]]) -> None:
    """Told at the line that begins the first one too many."""
    _, problems = parse_body("\n<!-- halaman -->\n".join(["a\n"] * number), "a.md")
    assert [(one.where.line, str(one.message)) for one in problems] == told


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("satu", 1), ("satu dua", 2), (" satu  dua\n", 2), ("satu – dua", 2), ("satu - dua — tiga", 3), ("a-b", 1), ("satu\ndua", 2), ("satu\u00a0dua", 2)],
)  # fmt: skip
def test_words_are_counted_as_people_do(text: str, words: int) -> None:
    """A dash between two is none."""
    draft = Draft("a", "content/a.md", 1, sponsored=False)
    draft.texts = [text]
    assert sealed(draft, "", 0).words == words


def test_what_a_draft_says_of_places() -> None:
    """A problem has its line, from that of the text on, a link its column, and the mark both."""
    draft = Draft("satu\n[a](/a/) ***(SA)", "content/daerah/a.md", 10, sponsored=True)
    draft.span = (0, 2)
    draft.problem(1, "bad-link", as_it_is("x"), as_it_is("y"), 3)
    assert (str(draft.problems[0].where), draft.problems[0].excerpt) == ("content/daerah/a.md:11:3", "[a](/a/) ***(SA)")
    assert (draft.folder, draft.rel) == ("daerah", "sponsored noopener")
    assert (draft.column(1, "(/a/)"), draft.column(1, "z"), draft.column(2, "a")) == (4, 0, 0)
    assert (draft.add("link", "/a/", "a"), draft.links[0].line, draft.links[0].column) == (0, 11, 5)
    assert draft.locate("/tiada/") == (0, 1)
    assert sealed(draft, "SA", 1).mark_at == (11, 10)


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("# Harga Ikan Turun\n\nIsi.", False), ("Harga  *ikan* turun!\n===\n\nIsi.", False), ("<!-- a -->\n\n# Harga Ikan Turun\n\nIsi.", False),
        ("## Harga Ikan Turun\n\nIsi.", True), ("Isi.\n\n# Harga Ikan Turun", True), ("# Harga Ikan\n\nIsi.", True),
        ("# Satu\n\n# Harga Ikan Turun", True), ("Isi.\n\n<!-- halaman -->\n\n# Harga Ikan Turun", True),
    ],
)  # fmt: skip
def test_a_first_heading_that_repeats_the_title_goes(body, left):
    """It stands above the text already; any other heading is the writer's own."""
    found, _ = parse_body(body, "a.md", title="Harga Ikan Turun")
    assert ("<h" in str(found.parts)) == left


def test_the_titles_of_all_files(tmp_path):
    """An article's headline, a page's title and a person's name are not said twice."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("Harga Ikan", "# Harga Ikan\n\nIsi."))
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang Kami\n---\n# Tentang kami\n\nIsi.\n")
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\n# Sari Wulan\n\nIsi.\n")
    portal.build()
    for path in ("daerah/2024/10/a/index.html", "tentang/index.html", "penulis/sari-wulan/index.html"):
        assert not re.search('<h[2-6] id="(harga|tentang|sari)', portal.read(path)), path


def test_very_many_headings_of_one_name():
    """Their ids differ, and finding them takes no time."""
    body, _ = parse_body("# a\n" * 4000 + "# a 2\n" * 4000, "a.md")
    assert len(body.anchors) == 8000


def test_they_are_numbered_as_the_text_refers_to_them() -> None:
    """Each reference has an id of its own, and each id the page that it is on."""
    anchors = Anchors(())
    notes = Notes(anchors)
    found = [notes.refer(label, part) for label, part in (("b", 1), ("a", 1), ("b", 2), ("b", 2))]
    assert found == [(1, "rujukan_1"), (2, "rujukan_2"), (1, "rujukan_1_2"), (1, "rujukan_1_3")]
    assert notes.waiting == ["b", "a"]
    assert (notes.number("a"), "a" in notes, "c" in notes) == (2, True, False)
    assert (note_id(3), reference_id(3)) == ("catatan_3", "rujukan_3")
    assert dict(anchors.parts) == {
        "catatan_1": 1, "rujukan_1": 1, "catatan_2": 1, "rujukan_2": 1, "rujukan_1_2": 2, "rujukan_1_3": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "refers"),
    [("a", True), ("a" * 200, True), ("a" * 201, False), ("a b", False), ("", False), ("a-1!", True)],
)
def test_what_refers_to_one(label: str, refers: bool) -> None:
    """A label of up to 200 signs without blanks."""
    html = str(parse_body(f"x[^{label}]\n\n[^{label}]: y", "a.md")[0].parts)
    assert ("doc-noteref" in html) == refers
