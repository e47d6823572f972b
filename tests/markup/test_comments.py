"""Comments: readers see them nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.markup.markdown import parse_body
from tests.markup_support import codes, written
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
    "behind blanks": f"Satu.\n\n    {NOTE}\n\n- a\n\n      {NOTE}\n      dua",
    "HTML": f'<a title="{NOTE}">a</a> <b {NOTE}>c</b>\n\n<div>\n{NOTE}\n</div>\n\n<![CDATA[{NOTE}]]> <?{NOTE}?>',
    "hyphens": f"a <!---> b <!-- -- {SECRET} --- -->",
    "titles": f'[a](/ "b {NOTE}") ![c](/foto/a.svg "{NOTE}")',
}


def test_no_file_of_the_portal_holds_what_a_comment_says(tmp_path: Path) -> None:
    """Wherever a comment stands in a text, no page, list, feed, sitemap or structured data holds a word of it."""
    portal = site(tmp_path)
    portal.add("content/foto/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>')
    for number, body in enumerate(PLACES.values()):
        portal.add(f"content/daerah/2024/10/a{number}.md", article("Judul", body))
        if "halaman" not in body:
            portal.add(f"content/pages/tentang-{number}.md", f"---\ntitle: Tentang\n---\n{body}\n")
            portal.add(f"content/authors/sari-{number}.md", f"---\nname: Sari {number}\n---\n{body}\n")
    portal.build()
    for path, data in portal.files().items():
        assert SECRET.encode() not in data, path


@pytest.mark.parametrize("comment", ["<!-->", "<!--->", "<!---->", "<!-- -->", "<!-- > -->"])
def test_the_shortest_comments(comment: str) -> None:
    """End where browsers end them, so that nothing behind them is hidden."""
    for text in (f"a {comment} b", f"{comment}\n\na b", f"a\n{comment} b"):
        assert (re.sub(r"\s+", " ", written(text)).strip(), codes(text)) == ("<p>a b</p>", []), text


@pytest.mark.parametrize("text", [f"`{NOTE}`", f"```\n{NOTE}\n```", f"~~~\n    {NOTE}\n~~~", f"Satu `a {NOTE} b` dua"])
def test_code_shows_its_comments(text: str) -> None:
    """In code a comment is what readers are to see."""
    assert SECRET in written(text)
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\nSatu <!-- dua\n\n- c", 3), ("*a <!-- b*", 1), ("![a <!-- b](/c.png)", 1), ("a <!-- halaman --> b", 1),
        ("> a\n>\n> <!-- halaman -->", 3), ("<!--nextpage--> a", 1),
    ],
)  # fmt: skip
def test_a_comment_that_is_none_is_a_problem(text: str, line: int) -> None:
    """One that never ends, of which nothing shows, and a page break that would split nothing."""
    assert codes(text) == [(line, "bad-comment")]
    assert "!--" not in written(text)


@pytest.mark.parametrize(
    "text", ["a\n\n- b <!-- c\n\n  d -->", "> a\n> b <!-- c\n\n-->", "# A <!-- b\n\n-->", "a <!-- b\n- c\n-->", "<!-- b\n--> a"]
)  # fmt: skip
def test_a_comment_may_hold_paragraphs(text: str) -> None:
    """Wherever it begins it goes to its end, and what follows has its line in the file."""
    assert codes(f"{text}\n\n[](#tiada)") == [(text.count("\n") + 3, "dead-fragment")]
    assert not re.search(r"[cd]\b|--", re.sub("<[^>]*>", "", written(text)))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Satu <!-- a --> dua.", "Satu dua."), ("Satu <!-- a -->.", "Satu."), ("Satu<!-- a --> dua <!-- b -->", "Satu dua"),
        ("Satu <!-- a --> <!-- b --> dua", "Satu dua"), ("Satu <!-- a -->, dua", "Satu, dua"), ("Satu<!-- a -->dua", "Satudua"),
    ],
)  # fmt: skip
def test_spaces_around_a_comment_are_closed_up(text: str, plain: str) -> None:
    """Nothing shows where one was: neither two spaces nor one before a point."""
    assert parse_body(text, "a.md")[0].lead == plain
    assert written(text) == f"<p>{plain}</p>\n"
