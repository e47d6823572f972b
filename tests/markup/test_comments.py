"""Comments: readers see them nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.markup.markdown import parse_body
from tests.support import article, site

SECRET = "JANGANTAYANG"
NOTE = f"<!-- {SECRET} -->"
PLACES = {
    "a line of its own": f"Satu.\n\n{NOTE}\n\nDua.",
    "several lines": f"Satu.\n\n<!--\n{SECRET}\n\n# {SECRET}\n-->\n\nDua.",
    "the first sentence": f"Bupati diduga {NOTE} menerima uang.",
    "the first words": f"{NOTE} Bupati diduga.\n\n{NOTE}\nDua.",
    "several on one line": f"Satu {NOTE} dua {NOTE}{NOTE} tiga {NOTE}",
    "over lines of a paragraph": f"Satu <!-- a\n{SECRET}\nb --> dua.",
    "lists": f"- satu {NOTE}\n- {NOTE}\n\n  {NOTE}\n1. {NOTE} dua",
    "quotes": f"> satu {NOTE}\n> {NOTE}\n>\n> {NOTE}",
    "tables": f"| a {NOTE} | b |\n|-|-|\n| {NOTE} | {NOTE} c |",
    "headings": f"# Satu {NOTE}\n\nDua {NOTE}\n---\n\n## {NOTE}",
    "links": f"[satu {NOTE} dua](/) <!-- [{SECRET}](/{SECRET}/) --> [tiga{NOTE}](https://a.id/)",
    "pictures": f"![satu {NOTE}](/foto/a.svg) ![{NOTE}](https://a.id/b.png) ![dua {NOTE}](http://a.id/c.png)",
    "figures": f'![satu {NOTE}](/foto/a.svg "Dua") {NOTE}',
    "emphasis": f"*satu {NOTE}* **{NOTE}** ~~dua{NOTE}~~",
    "boxes": f"Baca Juga: [dua {NOTE}](/) {NOTE}\n\n**Baca Juga:** {NOTE} [](https://a.id/)",
    "embeds": f"https://youtu.be/dQw4w9WgXcQ {NOTE}",
    "the mark": f"Akhir. ***(SW) {NOTE}",
    "behind the mark": f"Akhir. ***(SW)\n\n{NOTE}\n\n{NOTE}",
    "a fence": f"```<!--{SECRET}-->\na\n```",
    "pages": f"Satu.\n\n<!-- halaman -->\n\nDua {NOTE}\n\n{NOTE}",
    "hyphens": f"a <!---> b <!-- -- {SECRET} --- -->",
}


@pytest.mark.parametrize("place", PLACES)
def test_no_file_of_the_portal_holds_what_a_comment_says(place: str, tmp_path: Path) -> None:
    """Wherever a comment stands in a text, no page, list, feed, sitemap or structured data holds a word of it."""
    portal = site(tmp_path)
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>')
    for path in ("daerah/2024/10/a.md", "daerah/2024/10/b.md"):
        portal.add(f"content/{path}", article("Judul", PLACES[place]))
    if "halaman" not in PLACES[place]:
        portal.add("content/pages/tentang.md", f"---\ntitle: Tentang\n---\n{PLACES[place]}\n")
        portal.add("content/authors/sari-wulan.md", f"---\nname: Sari Wulan\ninitials: SW\n---\n{PLACES[place]}\n")
    portal.build()
    for path, data in portal.files().items():
        assert SECRET.encode() not in data, path


@pytest.mark.parametrize("comment", ["<!-->", "<!--->", "<!---->", "<!-- -->", "<!-- > -->"])
def test_the_shortest_comments(comment: str) -> None:
    """End where browsers end them, so that nothing behind them is hidden."""
    for text in (f"a {comment} b", f"{comment}\n\na b", f"a\n{comment} b"):
        body, problems = parse_body(text, "a.md")
        shown = re.sub(r"\s+", " ", "".join(str(piece) for part in body.parts for piece in part)).strip()
        assert (shown, problems) == ("<p>a b</p>", []), text


def test_code_shows_its_comments() -> None:
    """In code a comment is what readers are to see."""
    for text in (f"`{NOTE}`", f"```\n{NOTE}\n```", f"~~~\n    {NOTE}\n~~~", f"Satu `a {NOTE} b` dua"):
        body, problems = parse_body(text, "a.md")
        assert SECRET in str(body.parts), text
        assert problems == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"Teks.\n\n    {NOTE}", "a.md:3:5"),
        (f"- a\n\n      {NOTE}\n      dua", "a.md:3:7"),
        (f"Teks.\n\n\t<!-- satu\n{NOTE}", "a.md:3:2"),
        (f"Teks.\n\n    kode\n    {NOTE}", "a.md:4:5"),
    ],
)
def test_a_comment_that_blanks_make_code_is_refused(text: str, place: str) -> None:
    """Nobody who pastes a note with blanks before it wants readers to see it."""
    _, problems = parse_body(text, "a.md")
    assert [(str(one.where), one.code) for one in problems] == [(place, "bad-comment")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Satu <!-- dua", "a.md:1:6"), ("a\n\n- b <!-- c\n\n  d -->", "a.md:3:5"), ("> a\n> b <!-- c\n\n-->", "a.md:2:5"),
        ("# A <!-- b\n\n-->", "a.md:1:5"), ("| a <!-- b | c --> |\n|-|-|\n| d | e |", "a.md:1:5"), ("*a <!-- b*", "a.md:1:4"),
        ("a <!-- b\n- c\n-->", "a.md:1:3"), ("![a <!-- b](/c.png)", "a.md:1:5"), ("[a <!-- b](/c/)", "a.md:1:4"),
    ],
)  # fmt: skip
def test_a_comment_without_an_end_is_a_problem(text: str, place: str) -> None:
    """One that is opened in the text and not closed in its block has a problem with its place, and shows nothing."""
    body, problems = parse_body(text, "a.md")
    assert [(str(one.where), one.message) for one in problems] == [(place, "this comment never ends")]
    assert "<!--" not in str(body.parts)
    assert "&lt;!--" not in str(body.parts)


@pytest.mark.parametrize("text", ["a <!-- halaman --> b", "- a\n\n  <!-- halaman -->", "<!--nextpage--> a"])
def test_a_page_break_in_the_text_is_a_problem(text: str) -> None:
    """A page begins only at a line of its own, so that nobody waits for one that does not come."""
    body, problems = parse_body(text, "a.md")
    assert len(body.parts) == 1
    assert [one.message for one in problems] == ["this does not split the article, since it stands in the text"]


def test_a_more_mark_in_the_text_is_said(tmp_path: Path) -> None:
    """The mark of other programs for the end of an excerpt has no effect, which its writer is told."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", "Satu <!--more--> dua.\n\nTiga<!-- more Baca selengkapnya -->"))
    assert [str(one.where) for one in portal.build().warnings] == ["content/daerah/a.md:7:6"]
    portal.edit(
        "content/daerah/a.md",
        "Satu <!--more--> dua.\n\nTiga<!-- more Baca selengkapnya -->",
        "Satu.\n\n<!--more-->\n\nDua.",
    )
    assert portal.build().warnings == ()


def test_spaces_around_a_comment_are_closed_up() -> None:
    """Nothing shows where one was: neither two spaces nor one before a point."""
    for text, plain in (
        ("Satu <!-- a --> dua.", "Satu dua."), ("Satu <!-- a -->.", "Satu."), ("Satu<!-- a --> dua <!-- b -->", "Satu dua"),
        ("Satu <!-- a --> <!-- b --> dua", "Satu dua"), ("Satu <!-- a -->, dua", "Satu, dua"), ("Satu<!-- a -->dua", "Satudua"),
    ):  # fmt: skip
        body, _ = parse_body(text, "a.md")
        assert body.lead == plain
        assert body.parts == ((f"<p>{plain}</p>\n",),)
