"""The sieve: of what is written nothing comes through but what is on the list, and addresses are beside it."""

from __future__ import annotations

import pytest

from generator.markup.allowed_html import Anchor, Block, HtmlFilter, Inline, Photo
from generator.markup.boxes import embed
from generator.markup.collector import Draft
from generator.markup.commonmark import TooMuch


def sieve(html: str, *, phrases: bool = False) -> tuple[str, HtmlFilter, Draft]:
    """Return what comes through, the sieve, and the draft that was told of the rest."""
    draft = Draft(html, "content/a.md", 1, sponsored=False)
    made = HtmlFilter(draft, str, phrases=phrases)
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


def test_addresses_are_numbers_of_placeholders() -> None:
    """What stands in href or src is not in the HTML; an address that leads nowhere leaves its text."""
    html, made, _ = sieve("<a href='/x?a=\"b'>a</a><img src='/b.png' alt='c' onerror=d>")
    assert html == '<a href="0">a</a><img src="1">'
    assert made.placeholders == [Anchor('/x?a="b', (0, 10)), Photo("/b.png", (0, 34), "c")]
    assert sieve("<a href='javascript:x'>a</a>")[0] == "a"


def test_a_number_that_is_written_is_no_hole() -> None:
    """An address that looks like a number of the sieve is an address."""
    html, made, _ = sieve("<a href='7'>a</a>")
    assert html == '<a href="0">a</a>'
    assert [hole.target for hole in made.placeholders if isinstance(hole, Anchor)] == ["7"]


def test_what_was_made_of_markdown_goes_through() -> None:
    """Text and holes between two pieces of HTML stay between them."""
    draft = Draft("<b>a</b>", "content/a.md", 1, sponsored=False)
    made = HtmlFilter(draft, str)
    made.raw("<b>", 0)
    made.put("a &amp; ")
    made.put(Inline(("<code>x</code>",), is_link=False))
    made.raw("</b>", 0)
    html = made.html()
    assert html.startswith("<b>a &amp; ")
    assert html.endswith("</b>")
    assert made.placeholders == [Inline(("<code>x</code>",), is_link=False)]


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


NEVER = ("this comment never ends", 'end it with "-->" before the next empty line')
NO_PAGE = (
    "this does not split the article, since it stands in HTML",
    "put <!-- halaman --> on a line of its own, with an empty line above and below",
)


@pytest.mark.parametrize(
    ("html", "expected", "remarks", "tags"),
    [
        ("a\n<b style=x>b</b>\n <i onclick=y>c</i><!-- more -->", "a\n<b>b</b>\n <i>c</i>", [("removed", 2, 1), ("removed", 3, 2), ("more", 3, 20)], 4), ("<a>b</a> <a href='data:x'>c</a>", "b c", [("removed", 1, 10)], 4),
        ("<img>\n<img src='http://a.id/b'><img src='data:x'><img src='/a.png'>", '\n<img src="0">', [("removed", 1, 1), ("removed", 2, 1), ("removed", 2, 26)], 4), ("<iframe src='/x'></iframe>a", "a", [("removed", 1, 1)], 1),
        ("<IFRAME src='https://youtu.be/embed'></IFRAME>", '<a href="0">youtu.be</a>', [("removed", 1, 1)], 1), ("<embed src='//www.youtube.com/v/dQw4w9WgXcQ'>", '<hr title="0">', [], 1), ("<video>a<b>b</b></video>c</video>d", "cd", [("removed", 1, 1)], 2),
        ("<center>a</center><o:p>b</o:p><font>c</font><button>d</button><video>e</video>", "<p>a</p>bcd", [("removed", 1, 45), ("removed", 1, 63)], 9), ("<ol start=3 reversed><li value=2>a</ol>", '<ol start="3"><li>a</li></ol>', [], 3), ("<!x><?y?>", "", [("removed", 1, 1), ("removed", 1, 5)], 0),
        ("<hr class=a><br/></br></hr>", "<hr><br>", [], 4), ("[/a][b]x", "[/a][b]x", [("shortcode", 1, 1)], 0), ("a {: .b}", "a {: .b}", [("shortcode", 1, 3)], 0), ("<div>a<p>b</p></div>", "<p>a</p><p>b</p><p></p>", [], 4),
        ("<h2>a</h2><figure><img src=/a><figcaption>b</figcaption></figure>", '<h2>a</h2><figure><img src="0"><figcaption>b</figcaption></figure>', [], 7), ("<script>a", "a", [("removed", 1, 1)], 1),
    ],
)  # fmt: skip
def test_what_is_told_of_html_and_where(
    html: str, expected: str, remarks: list[tuple[str, int, int]], tags: int
) -> None:
    """Whatever comes through, each loss has its line and column, and each tag counts."""
    found, _, draft = sieve(html)
    assert found == expected
    assert [(one.kind, one.line, one.column) for one in draft.remarks] == remarks
    assert draft.tags == tags


@pytest.mark.parametrize(
    ("html", "place", "said"),
    [("a\n<!-- x\nb", "content/a.md:2:1", NEVER), ("<b><!-- halaman --></b>", "content/a.md:1:4", NO_PAGE), ("<b>\n <!--Halaman--></b>", "content/a.md:2:2", NO_PAGE)],
)  # fmt: skip
def test_mistakes_with_comments(html: str, place: str, said: tuple[str, str]) -> None:
    """With what to do."""
    (problem,) = sieve(html)[2].problems
    assert (str(problem.where), (str(problem.message), str(problem.hint))) == (place, said)


@pytest.mark.parametrize(
    ("html", "hole"),
    [
        ("<a href=' /x/ '>a</a>", Anchor("/x/", (0, 10))), ("<a href='/x' href='/y'>a</a>", Anchor("/x", (0, 10))), ("<b>\n <a\nhref='/x/'>a</a>", Anchor("/x/", (1, 2))), ("a\n<img alt=' b  c ' src=/d.png>", Photo("/d.png", (1, 23), "b c")),
        ("<img src=/d.png>", Photo("/d.png", (0, 10), "")), ("<iframe src='https://peta.example/x'></iframe>", Anchor("https://peta.example/x", (0, 0))),
    ],
)  # fmt: skip
def test_where_an_address_stands(html: str, hole: Anchor | Photo) -> None:
    """On its line; or its tag does, if it stands on another."""
    assert sieve(html)[1].placeholders == [hole]


def test_a_film_is_a_box() -> None:
    """With a line end behind it."""
    (hole,) = sieve("<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'>x</iframe>")[1].placeholders
    assert hole == Block((), (*embed("https://www.youtube.com/watch?v=dQw4w9WgXcQ"), "\n"))


def test_what_a_line_may_not_hold() -> None:
    """Blocks and frames go, and their texts stay; mere wrappers go without a word."""
    html, _, draft = sieve(
        "<div>a</div><h2>b</h2><hr>c<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe>", phrases=True
    )
    assert html == "abc"
    assert [(one.kind, one.column) for one in draft.remarks] == [("removed", 13), ("removed", 23), ("removed", 28)]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<b>" * 100, ""), ("<b>" * 101, "the HTML is nested too deeply"), ("</b>" * 200 + "<b>" * 100, ""), ("<b></b>" * 150, ""), ("<p>" * 150, ""), ("<br>" * 20_000, ""), ("<br>" * 20_001, "the text has more than 20,000 tags of HTML"),
    ],
)  # fmt: skip
def test_bounds(html: str, said: str) -> None:
    """Of elements in each other, and of tags."""
    if not said:
        sieve(html)
    else:
        with pytest.raises(TooMuch, match=said):
            sieve(html)


def test_an_address_that_is_refused_in_the_library_s_form_is_none() -> None:
    """Though it is none to be refused as it is written."""
    draft = Draft("<a href='/x'>a</a>", "content/a.md", 1, sponsored=False)
    made = HtmlFilter(draft, lambda _: "javascript:x")
    made.raw(draft.text, 0)
    assert (made.html(), [one.kind for one in draft.remarks]) == ("a", ["removed"])
