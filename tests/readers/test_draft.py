"""Drafts: where links stand, and what a body is made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.portal.records import Blank
from generator.readers.draft import Draft, sealed


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
