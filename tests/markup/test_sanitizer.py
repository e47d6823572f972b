"""Settling: HTML in order becomes pieces of a body, like those that are made of Markdown."""

from __future__ import annotations

import re

import pytest

from generator.markup.allowed_html import Anchor, Block, Photo
from generator.markup.collector import Draft
from generator.markup.commonmark import TooMuch
from generator.markup.sanitizer import Sanitizer
from generator.model.records import Blank, Piece


def settle(html: str, *holes: Anchor | Photo | Block, loose: bool = True) -> tuple[Draft, list[Piece], str]:
    """Return the draft, what was written to its page, and the text of the first paragraph."""
    draft = Draft(html, "content/a.md", 1, sponsored=False)

    def block(found: Block) -> None:
        draft.pages[-1] += found.pieces

    first = Sanitizer(html, holes, draft, block, loose=loose).write()
    return draft, draft.pages[-1], first


def written(pieces: list[Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else f"[{piece.kind}]" for piece in pieces)


def test_links_and_pictures_take_the_places_of_their_numbers() -> None:
    """They are blanks, and links of the draft with place and text."""
    draft, pieces, _ = settle(
        '<p><a href="0">a</a> <img src="1"></p>', Anchor("/x/", (0, 4)), Photo("/b.png", (0, 20), "c")
    )
    assert written(pieces).strip() == "<p>[open]a[close] [image]</p>"
    assert [(one.kind, one.target, one.text) for one in draft.links] == [("link", "/x/", "a"), ("image", "/b.png", "c")]
    assert [(one.line, one.column) for one in draft.links] == [(1, 4), (1, 20)]


def test_text_in_no_element_is_a_paragraph() -> None:
    """Unless it stands within another."""
    assert written(settle("a <b>b</b>")[1]).strip() == "<p>a <b>b</b></p>"
    assert written(settle("a <b>b</b>", loose=False)[1]).strip() == "a <b>b</b>"


def test_headings_are_those_of_the_text() -> None:
    """Their levels close up, and links can lead to them."""
    draft, pieces, _ = settle("<h4>Di pasar</h4><p>a</p>")
    assert written(pieces).startswith('<h2 id="di-pasar">Di pasar</h2>')
    assert draft.anchors.parts == {"di-pasar": 1}


def test_a_heading_without_words() -> None:
    """Stays if it has a picture, and is left out otherwise."""
    pieces = settle('<h2><img src="0"></h2><h3> </h3><h3><b></b></h3><p>a</p>', Photo("/b.png", (0, 4), "c"))[1]
    assert re.sub(r' id="[^"]*"', "", written(pieces)) == "<h2>[image]</h2>\n<p>a</p>\n"


@pytest.mark.parametrize(("depth", "items", "fits"), [(100, 0, True), (100, 9, True), (101, 0, False), (101, 9, False)])
def test_how_deep_elements_may_be(depth: int, items: int, fits: bool) -> None:
    """Items outside of lists are none of them."""
    html = "<i>" * (depth - 1) + "<li>" * items + "<i>a</i>" + "</li>" * items + "</i>" * (depth - 1)
    if fits:
        assert "a" in written(settle(html)[1])
    else:
        with pytest.raises(TooMuch):
            settle(html)


def test_a_block_between_is_written_by_its_own_writer() -> None:
    """In its place."""
    _, pieces, _ = settle(
        '<p>a</p><hr title="0"><p>b</p>', Block(pieces=("<aside>", Blank("word", text="x"), "</aside>"))
    )
    assert "[word]" in written(pieces)
    assert written(pieces).index("a") < written(pieces).index("<aside>") < written(pieces).index(">b<")


def test_the_first_paragraph_is_what_a_summary_is_made_of() -> None:
    """Plain, without the headings above it."""
    assert settle("<p>Air <b>naik</b> &amp; surut.</p><p>Lagi.</p>")[2] == "Air naik & surut."


def test_empty_paragraphs_are_left_out() -> None:
    """So are those that hold only blanks."""
    assert written(settle("<p> </p><p>a</p><p>&nbsp;</p>")[1]).strip() == "<p>a</p>"


def test_an_item_is_one_in_a_list_alone() -> None:
    """Behind the list that it was in, and in any other, only what it holds stays."""
    assert written(settle("<ul><li>a</li></ul><li>b</li>")[1]).count("<li>") == 1
    assert written(settle("<ol><li>a</li></ol><dd>b</dd>")[1]).count("<dd>") == 0
    assert written(settle("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>")[1]).count("<li>") == 3


def test_blocks_part_words_and_phrases_do_not() -> None:
    """As readers see it: the text by which an article is found and summed up has its words apart."""
    assert settle("<p>se<b>kolah</b></p><p>du<br>a</p>")[0].texts == [" sekolah  du a "]
    assert settle("<ul><li>a</li><li>b</li></ul>")[0].texts[0].split() == ["a", "b"]


def test_a_picture_that_readers_do_not_see_is_told() -> None:
    """At its place; on another host it has no blank."""
    draft, pieces, _ = settle('<p><img src="0"></p>', Photo("https://docs.google.com/x", (3, 7), "a"))
    assert [(one.kind, one.line, one.column) for one in draft.remarks] == [("no picture", 4, 7)]
    assert written(pieces) == '<p><img src="https://docs.google.com/x" alt="a" loading="lazy" decoding="async"></p>\n'
    assert (draft.links, draft.silent) == ([], [])
    assert settle('<p><img src="0"></p>', Photo("/b.png", (3, 7), ""))[0].silent == [(4, 7)]
    assert settle('<p><img src="0"></p>', Photo("https://a.id/b.png", (3, 7), ""))[0].silent == [(4, 7)]


@pytest.mark.parametrize(
    ("inside", "is_figure"),
    [
        ('<img src="0"><figcaption>a <b>b</b><br><cite>c</cite></figcaption>', True), ('<p><img src="0"></p><figcaption><em>a</em> <i>b</i> <small>c</small> <strong>d</strong></figcaption>', True), ('<figcaption>a</figcaption> <img src="0">\n', True),
        ('<figcaption>a</figcaption>\n<img src="0">\n<figcaption>b</figcaption>', True),
        ('a <img src="0">', False), ('<img src="0"><figcaption>a</figcaption>b', False), ('<img src="0"><blockquote>a</blockquote>', False), ('<img src="0"><img src="0">', False), ("<figcaption>a</figcaption>", False), ('<a href="1"><img src="0"></a>', False),
    ],
)  # fmt: skip
def test_a_figure_that_is_no_more_than_a_picture(inside: str, is_figure: bool) -> None:
    """With a caption, of which the text alone is kept."""
    draft, pieces, _ = settle(f"<figure>{inside}</figure>", Photo("/b.png", (0, 7), "x"), Anchor("/y/", (0, 1)))
    assert ("figure" not in written(pieces)) == is_figure
    if is_figure:
        caption = {"<i": "a b c", "<p": "a b c d", "<f": "a b" if "b" in inside else "a"}[inside[:2]]
        assert [one.caption for one in draft.links] == [caption]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a</li></ul>", "<ul><li>a</li></ul>"), ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"), ("<dl><li>a</li></dl>", "<dl>a</dl>"), ("<ul><dt>a</dt></ul>", "<ul>a</ul>"), ("<table><tbody></tbody></table>", '<div class="tabel" tabindex="0"><table><tbody></tbody></table></div>\n'),
        ("<pre>a</pre>", '<pre tabindex="0">a</pre>'), ("<p>a</p><p></p><p> \n</p>\n<p>b</p>", "<p>a</p>\n<p>b</p>\n"), ("<h2></h2><p>a</p>", "<p>a</p>\n"), ("a<p>b</p>c", "<p>a</p>\n<p>b</p>\n<p>c</p>\n"), ("<h2></h2>a", "<p>a</p>\n"), (" <p>a</p> ", " <p>a</p>\n"),
    ],
)  # fmt: skip
def test_what_is_written(html: str, expected: str) -> None:
    """To the letter."""
    assert written(settle(html)[1]) == expected


def test_a_link_without_words_is_called_by_its_address() -> None:
    """If it holds a picture; an empty one has none."""
    assert (
        settle('<p><a href="0"><img src="1"></a></p>', Anchor("/x/", (0, 4)), Photo("/b.png", (0, 20), ""))[0]
        .links[0]
        .text
        == "/x/"
    )
    assert settle('<p><a href="0"></a>a</p>', Anchor("/x/", (0, 4)))[0].links[0].text == ""
