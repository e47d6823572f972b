"""The sieve: of what is written nothing comes through but what is on the list, and addresses are beside it."""

from __future__ import annotations

import pytest

from generator.readers.draft import Draft
from generator.readers.limits import TooMuch
from generator.readers.sieve import Anchor, Photo, Sieve, Within


def sieve(html: str, *, phrases: bool = False) -> tuple[str, Sieve, Draft]:
    """Return what comes through, the sieve, and the draft that was told of the rest."""
    draft = Draft(html, "content/a.md", 1, sponsored=False)
    made = Sieve(draft, str, phrases=phrases)
    made.raw(html, 0)
    return made.html(), made, draft


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p class=x onclick=y>a</p>", "<p>a</p>"), ("<b>a", "<b>a</b>"), ("a</b>", "a"), ("<B>a</B>", "<b>a</b>"),
        ("<strike>a</strike>", "<s>a</s>"), ("<span>a</span>", "a"), ("<script>a</script>b", "b"), ("<td colspan=2>", ""),
        ("<table><tr><td colspan=2 rowspan=0>a</table>", '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>'),
        ("a < b & c", "a &lt; b &amp; c"), ("<abbr title='\"&lt;>'>a</abbr>", '<abbr title="&quot;&lt;&gt;">a</abbr>'),
        ("<svg><b>a</b></svg>c", "c"), ("<iframe src=https://jahat.example>a</iframe>b", '<a href="0">jahat.example</a>b'),
    ],
)  # fmt: skip
def test_what_comes_through(html: str, expected: str) -> None:
    """In order as a browser would have it, with text escaped."""
    assert sieve(html)[0] == expected


def test_addresses_are_numbers_of_holes() -> None:
    """What stands in href or src is not in the HTML; an address that leads nowhere leaves its text."""
    html, made, _ = sieve("<a href='/x?a=\"b'>a</a><img src='/b.png' alt='c' onerror=d>")
    assert html == '<a href="0">a</a><img src="1">'
    assert made.holes == [Anchor('/x?a="b', (0, 10)), Photo("/b.png", (0, 34), "c")]
    assert sieve("<a href='javascript:x'>a</a>")[0] == "a"


def test_a_number_that_is_written_is_no_hole() -> None:
    """An address that looks like a number of the sieve is an address."""
    html, made, _ = sieve("<a href='7'>a</a>")
    assert html == '<a href="0">a</a>'
    assert [hole.target for hole in made.holes if isinstance(hole, Anchor)] == ["7"]


def test_what_was_made_of_markdown_goes_through() -> None:
    """Text and holes between two pieces of HTML stay between them."""
    draft = Draft("<b>a</b>", "content/a.md", 1, sponsored=False)
    made = Sieve(draft, str)
    made.raw("<b>", 0)
    made.put("a &amp; ")
    made.put(Within(("<code>x</code>",), is_link=False))
    made.raw("</b>", 0)
    html = made.html()
    assert html.startswith("<b>a &amp; ")
    assert html.endswith("</b>")
    assert made.holes == [Within(("<code>x</code>",), is_link=False)]


def test_in_a_heading_there_are_no_blocks() -> None:
    """Their text stays."""
    assert sieve("<p>a <i>b</i></p>", phrases=True)[0] == "a <i>b</i>"


def test_what_is_left_out_is_told() -> None:
    """With its line; what makes no difference is not."""
    assert [(one.kind, one.line) for one in sieve("a\n<script>b</script>")[2].remarks] == [("removed", 2)]
    assert sieve("<span class=x>a</span>")[2].remarks == []


def test_too_much_is_refused() -> None:
    """Elements in each other, of which a browser's own order would cost more and more."""
    with pytest.raises(TooMuch):
        sieve("<b>" * 2000)


@pytest.mark.parametrize(
    ("html", "remarks", "codes"),
    [
        ("<b>a</b> <!-- more --> b", [("more", 1, 10)], []), ("<!-- biasa -->", [], []), ("<b><!-- halaman --></b>", [], ["bad-comment"]),
        ("a <!-- b", [], ["bad-comment"]),
    ],
)  # fmt: skip
def test_comments_go(html: str, remarks: list[tuple[str, int, int]], codes: list[str]) -> None:
    """Those that would do something elsewhere are told of, where they stand."""
    found, _, draft = sieve(html)
    assert "<!" not in found
    assert [(one.kind, one.line, one.column) for one in draft.remarks] == remarks
    assert [one.code for one in draft.problems] == codes
