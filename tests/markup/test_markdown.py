"""Bodies: what the newsroom writes, and what is written for it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from generator.markup import commonmark
from generator.markup.boxes import embed
from generator.markup.collector import MAX_PAGES
from generator.markup.commonmark import MAX_LINES, MAX_MARKUP, Parser, inner_autolink, parser
from generator.markup.inlines import reach
from generator.markup.markdown import parse_body, spans_of_code
from generator.model.records import Blank, Body, Link, Piece
from tests import growth
from tests.fuzz import budgets
from tests.quick import LONG, examples, sample
from tests.support import ROOT

FIXTURES = ROOT / "tests/fixtures"
BREAK = "===== halaman =====\n"


def cases(path: Path) -> list[tuple[str, str, str]]:
    """Read a document of cases: name, input and what is expected, each ended by a line with a dot."""
    fields = [field.removesuffix("\n") for field in re.split(r"^\.\n", path.read_text("utf-8"), flags=re.MULTILINE)]
    names = [name.strip().splitlines()[-1] for name in fields[0:-1:3]]
    return list(zip(names, fields[1::3], fields[2::3], strict=True))


def show(text: str) -> str:
    """Return all that parse_body says of a text, as the fixture documents show it."""
    body, problems = parse_body(text, "a.md")
    said = [BREAK.join(map(html, body.parts)).rstrip("\n")]
    said += [
        f"@ {link.kind} {link.line}:{link.column} {link.target!r} {link.text!r}"
        + (f" {link.caption!r}" if link.caption else "")
        for link in body.links
    ]
    said += [f"! {problem.where}: {problem.message}" for problem in problems]
    said += [f"* {body.mark}"] if body.mark else []
    return "\n".join(said)


def html(part: tuple[Piece, ...]) -> str:
    """Return a part of a body with its blanks as the fixture documents show them."""
    return "".join(
        f"⟦{piece.kind} {piece.text or piece.link}⟧" if isinstance(piece, Blank) else piece for piece in part
    )


def parse(text: str) -> Body:
    body, problems = parse_body(text, "a.md")
    assert problems == []
    return body


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in cases(FIXTURES / "markdown.txt")]
)
def test_a_body_is_written_as_the_document_of_cases_says(text, expected):
    """Each case of fixtures/markdown.txt holds: HTML, then @ links, ! problems and * mark."""
    assert show(text) == expected


def test_lines_are_those_of_the_file():
    """Links and problems carry the line in the file, the column of the target and the line as excerpt."""
    body, problems = parse_body("Satu\n\nSatu [dua](/dua/)\ntiga [empat](/empat/) [x]()\n", "content/a.md", 10)
    assert [(link.line, link.column) for link in body.links[:2]] == [(12, 12), (13, 14)]
    assert str(problems[0]) == (
        "content/a.md:13:27: error: the link has no address [bad-link]\n"
        "  13 | tiga [empat](/empat/) [x]()\n"
        "     |                           ^\n"
        "  hint: write the address between the parentheses"
    )


def test_equal_targets_have_their_own_columns():
    """The second link to a page is found behind the first."""
    assert [link.column for link in parse("[a](/x/) [b](/x/)").links] == [5, 14]


def test_links_of_an_advertorial_are_marked_as_paid():
    """Links to other sites are rel="sponsored", links to the site are not touched."""
    body, _ = parse_body("[a](https://a.id/) [b](/b/)\n\nBaca Juga: [c](https://c.id/)", "a.md", sponsored=True)
    assert html(body.parts[0]).count('rel="sponsored noopener"') == 2


def test_the_count_of_words_is_of_the_text():
    """Numbers are words; dashes, blocks of code, Baca Juga boxes, embeds, alt texts and the mark are not."""
    text = "AGAM – Ada *2.385* warga\ndi `sini`.\n\n    kode\n\nBaca Juga: [a b](/a)\n\nhttps://youtu.be/dQw4w9WgXcQ\n\n- satu ![dua](/d)"
    assert parse(text + "\n\nakhir ***(LL)").words == 8
    assert parse("").words == 0


def test_the_lead_is_of_the_first_paragraph():
    """Headings, boxes, figures and embeds are passed over; markup is taken out."""
    text = '# J\n\nBaca Juga: [a](/a)\n\n![b](/b "c")\n\nhttps://youtu.be/dQw4w9WgXcQ\n\nSatu [dua](/d) **tiga**\nempat.\n\nLima.'
    assert parse(text).lead == "Satu dua tiga empat."


def test_line_ends_and_control_characters_leave_no_trace():
    """CRLF reads as LF, form feeds are spaces, and nothing is left that XML cannot hold."""
    assert parse("a\r\n\r\nb\rc\fd\ve\0a0\0\x1b\x7f\uffff").parts == (("<p>a</p>\n<p>b\nc d ea0</p>\n",),)


UNWANTED = "\0\x01\x1b\x7f\x80\x9f\u202e\u2066\ud800\ufdd0\ufffe\uffff\U0001ffff\U0010fffe"


@pytest.mark.parametrize(
    "text",
    [
        "<https://a.id/{percent}>", "<mailto:{percent}@a.id>", "[<https://a.id/{percent}>](/b/)", "![<https://a.id/{percent}>](https://b.id/c.png)",
        "![<https://a.id/{percent}>](/c.png 'x')", "# <https://a.id/{percent}>", "| <https://a.id/{percent}> |\n|-|\n| a |",
        "Baca Juga: [<https://a.id/{percent}>](https://b.id/)", "Baca Juga: [<https://a.id/{percent}>](/b/)", "{references}",
        "[a](/b/ '{references}')", "[a](/b/{references})", "[a](https://b.id/{references} '{references}')", "![{references}](/b.png '{references}')",
        "![{references}](https://b.id/c.png '{references}')", "``` {references}\na\n```", "[a]: /b '{references}'\n\n[a]", "[a](#{references})",
        "{raw}", "[{raw}](/b/{raw} '{raw}')", "`{raw}`", "    {raw}", "```{raw}\n{raw}\n```", "Baca Juga: [{raw}](https://b.id/{raw})",
    ],
)  # fmt: skip
def test_what_the_library_decodes_goes_through_the_gate(text):
    """Whatever is written, percent-encoded or a reference, no character that a page cannot hold is in a body."""
    for one in UNWANTED:
        percent = "".join(f"%{byte:02X}" for byte in one.encode("utf-8", "surrogatepass"))
        for number in ("a0", "i9", "w"):
            source = text.format(
                percent=f"{percent}{number}{percent}",
                references=f"&#{ord(one)};{number}&#x{ord(one):x};",
                raw=one + number + one,
            )
            body, _ = parse_body(source, "a.md")
            said = [
                html(body.parts[0]),
                body.lead,
                *(text for link in body.links for text in (link.target, link.text, link.caption)),
            ]
            assert one not in "".join(said), source
            assert "\0" not in "".join(said)


def test_a_link_in_an_alt_text_is_text():
    """No blank is made of what a library has decoded, wherever it stands."""
    body = parse("[ini](/a/)\n\n![<https://x.example/%00a0%00>](https://b.id/1.png)")
    assert body.parts == (
        (
            "<p>",
            Blank("open", 0),
            "ini",
            Blank("close", 0),
            '</p>\n<p><img src="https://b.id/1.png" alt="https://x.example/a0" loading="lazy" decoding="async"></p>\n',
        ),
    )


def test_a_link_holds_no_link():
    """An address in angle brackets within a link is text: the link leads where its writer says, and ends where it ends."""
    for text, link in (
        ("[a <https://b.id> c](https://a.id)", '<a href="https://a.id" rel="noopener">a https://b.id c</a>'),
        ("[<https://b.id>](/a/)", "⟦open 0⟧https://b.id⟦close 0⟧"),
    ):
        assert html(parse(text).parts[0]) == f"<p>{link}</p>\n"
    assert [link.target for link in parse("Baca Juga: [<https://b.id> x](/a/)").links] == ["/a/"]


def test_a_body_without_text_has_one_page():
    """An empty body is no problem here."""
    for text in ("", "\n", " ", "\u00a0", "<!-- catatan -->"):
        assert len(parse(text).parts) == 1


def test_too_many_pages_are_a_problem():
    """Fifty pages are enough."""
    text = "\n\n<!-- halaman -->\n\n".join(["a"] * (MAX_PAGES + 1))
    assert [problem.message for problem in parse_body(text, "a")[1]] == ["the article has 51 pages, more than 50"]


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("", "empty"), ("/a/", "site"), ("a.md", "site"), ("../b.md#c", "site"), ("slug", "site"), ("#a", "fragment"),
        ("https://a.id", "external"), ("HTTP://a.id", "external"), ("//a.id", "external"), ("mailto:a@b.id", "external"),
        ("javascript:x", "refused"), (" javascript:x", "refused"), ("java\tscript:x", "refused"), ("/\\a.id", "refused"),
        ("\x01javascript:x", "refused"), ("data:x", "refused"), ("a\x85b", "refused"), ("blob:x", "refused"),
    ],
)  # fmt: skip
def test_only_four_schemes_lead_anywhere(target, where):
    """http, https, mailto and tel; everything that a browser might read as another scheme is refused."""
    assert reach(target) == where


def test_an_embed_holds_no_other_host_and_no_markup():
    """The identifier must be one, whatever stands around it."""
    assert embed("https://youtu.be/dQw4w9WgXcQ?a=<b>") == ()
    assert embed("https://youtu.be@evil.id/dQw4w9WgXcQ") == ()
    assert embed("https://youtu.be/dQw4w9WgXcQ?" + "a" * 1000) == ()


# ------------------------------------------------------------------ hostile text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n" * (MAX_LINES + 1), "the text has 10,001 lines, more than 10,000"),
        ("a\n" + "[" * (MAX_MARKUP + 1), "nested too deeply"),
        ("|a" * 256 + "|\n" + "|-" * 256 + "|\n" + "|\n" * 250, "the tables have more than 1,764 cells"),
        (">" * 30 + "a", "nested too deeply"),
        ("- " * 30 + "a", "nested too deeply"),
    ],
    ids=["lines", "markup", "cells", "quotes", "lists"],
)
def test_a_text_that_would_stall_is_a_problem(text, message):
    """It has a line, a sentence and a hint, and nothing is lost without a word."""
    _, problems = parse_body(text, "a.md", 5)
    assert len(problems) == 1
    assert message in problems[0].message
    assert problems[0].where.line >= 5
    assert problems[0].hint


def test_a_table_of_the_news_may_lack_cells():
    """Rows that are shorter than the head are filled up, as long as that does not make a page out of nothing."""
    rows = "|Agam|2|3|4|5|6|\n" + "|Total|\n" * 150
    assert html(parse("|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n" + rows).parts[0]).count("<td>") == 6 * 151


def test_nesting_below_the_limit_is_written():
    """Nine quotes in each other are written with all of their text."""
    assert html(parse(">" * 18 + "dalam").parts[0]).count("<blockquote>") == 18
    assert "dalam" in html(parse("- " * 9 + "dalam").parts[0])


def repeated(unit: str):
    return lambda size: (unit * (size // len(unit) + 1))[:size]


HOSTILE = {
    "brackets": repeated("["),
    "brackets with text": repeated("[a"),
    "bracket pairs": repeated("[]"),
    "brackets closed": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "links nested": lambda size: ("[" * 18 + "a" + "](b)" * 18) * (size // 91),
    "links without end": repeated("[a]("),
    "link titles without end": repeated('[a](b "'),
    "link parentheses": lambda size: "[a](" + "(" * size,
    "pictures": repeated("!["),
    "pictures nested": lambda size: ("![" * 18 + "a" + "](b)" * 18) * (size // 110),
    "pictures nested deeply": lambda size: "![" * (size // 6) + "](a)" * (size // 6),
    "quotes": repeated(">"),
    "quotes with lazy lines": lambda size: ">" * 30 + "a\n" + "b\n" * (size // 2),
    "quotes growing": lambda size: "".join(">" * depth + "a\n" for depth in range(int((2 * size) ** 0.5))),
    "emphasis": repeated("*_"),
    "emphasis opened": repeated("*a **b _c "),
    "emphasis closed": repeated("a* b** c_ "),
    "emphasis both": repeated("a**b"),
    "strikethrough": repeated("~~a "),
    "backticks of many lengths": lambda size: "".join("`" * n + "a" for n in range(1, int((2 * size) ** 0.5))),
    "backticks falling": lambda size: "".join("`" * n + "a" for n in range(int((2 * size) ** 0.5), 0, -1)),
    "lists nested": lambda size: "".join("  " * depth + "- a\n" for depth in range(int(size**0.5))),
    "lists on a line": repeated("- "),
    "lists and quotes": repeated("> - 1. "),
    "list items": repeated("- a\n"),
    "less than": repeated("<"),
    "tags": repeated("<a "),
    "autolinks": repeated("<http://a.b> "),
    "comments without end": repeated("<!-- a\n\n"),
    "comments": repeated("<!-- a -->\n"),
    "comments in text": repeated("a <!-- b --> "),
    "comments in text without end": repeated("a <!-- b\n\n"),
    "comments opened": repeated("a <!-"),
    "comments in alt texts": repeated("![a <!-- b --> c](/d) "),
    "comments behind the mark": lambda size: "a ***(LL) " + "<!-- b --> " * (size // 11),
    "tags that are text": repeated("<b>a</b> "),
    "shortcodes": repeated("{{< a >}} [gallery ids=1] "),
    "shortcodes opened": repeated("[caption {{ {% {: **a "),
    "attributes": repeated("<a b= "),
    "footnotes": repeated("a[^b]\n\n[^b]: c\n\n"),
    "footnotes of footnotes": lambda size: "[^0]\n\n" + "".join(f"[^{n}]: a[^{n + 1}]\n\n" for n in range(size // 20)),
    "footnotes in footnotes": lambda size: "[^a]: " * (size // 6),
    "references to footnotes": lambda size: "[^a]: b\n\n" + "[^a]" * (size // 4),
    "references opened": lambda size: "[^a]: b\n\n" + "[^" * (size // 2),
    "definitions": repeated("a\n: b\n"),
    "definitions in definitions": lambda size: "a\n" + ": " * (size // 2),
    "terms": repeated("a\n\n: b\n\n: c\n\n"),
    "tasks": repeated("- [x] a\n"),
    "boxes for a list": lambda size: "Baca Juga:\n\n" + "- [a](/b)\n" * (size // 10),
    "lists for boxes": repeated("Baca Juga:\n\n- [a](/b)\n\n"),
    "bare addresses": repeated("https://a.id/b "),
    "bare addresses of brackets": lambda size: "https://a.id/" + ")" * size,
    "hosts of points": lambda size: "https://" + "a." * (size // 2),
    "headings": repeated("# a\n"),
    "entities": repeated("&amp;"),
    "backslashes": repeated("\\"),
    "table of many columns": lambda size: "|a" * (size // 6) + "|\n" + "|-" * (size // 6) + "|\n|\n" * (size // 6),
    "tables filled up": lambda size: "\n".join(["|a" * 256 + "|\n" + "|-" * 256 + "|\n" + "|\n" * 255] * max(1, size // 1540)),
    "table heads": repeated("|-\n"),
    "references": lambda size: "".join(f"[{n}]: b\n" for n in range(size // 12)),
    "references used": lambda size: "[a]: /b\n\n" + "[a]\n" * (size // 4),
    "reference label without end": lambda size: "[" + "a\n" * (size // 2),
    "reference titles": repeated("[a]: b \"x\n[a]: b 'x\n"),
    "fences": repeated("> ```\n\n"),
    "lines": repeated("a\n"),
    "paragraphs": repeated("a\n\n"),
    "setext": repeated("a\n=\n"),
    "boxes": repeated("Baca Juga: [a](/b)\n\n"),
    "boxes on a line": lambda size: "Baca Juga: " + "[a](/b) " * (size // 8),
    "marks": lambda size: "*" * size + "***(LL)",
    "a long address": lambda size: "[a](http://" + "é" * size + ")",
    "host names": repeated("[a](http://é.x/) "),
    "spaces": repeated(" "),
    "tabs": repeated("-\ta\n"),
    "a word": repeated("a"),
}  # fmt: skip


SIZES = (3_000, 12_000, 19_000, 45_000, 1_000_000) if LONG else (6_000, 300_000)
TEXTS = [(case, size) for size in SIZES for case in sample(list(HOSTILE), 12 if size > 12_000 else 6)]
"""In a quick run few of those far beyond the limits; `tests/test_budgets.py` sees how the time grows below them."""


@pytest.mark.parametrize(("case", "size"), TEXTS)
def test_no_text_stalls_the_build(case, size):
    """Whatever the text, small, below the limits or far beyond them, it is parsed or refused soon."""

    def read(text: str) -> None:
        body, problems = parse_body(text, "a.md")
        assert body.parts
        assert all(problem.message for problem in problems)

    if size > 12_000:
        with growth.ends():
            read(HOSTILE[case](size))
    else:
        growth.held(lambda size: partial(read, HOSTILE[case](size)), size)


# --------------------------------------------- the shortcuts change nothing at all


class Stock(Parser):
    """The library's rules with Warta's opinion on addresses, to compare with."""


def stock() -> MarkdownIt:
    made = Stock("commonmark", {"html": False, "maxNesting": 20})
    made.inline.ruler.at("autolink", inner_autolink)
    made.use(deflist_plugin)
    made.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    made.inline.ruler.after("image", "footnote_ref", commonmark.footnote_reference)
    made.core.ruler.push("footnotes", commonmark.take_out_footnotes)
    return made.enable(["table", "strikethrough"])


SNIPPETS = st.sampled_from(
    [
        "Kata", "dua kata", " ", "  ", "    ", "\t", "\n", "\n\n", "\n\n\n", "- ", "* ", ": ", "\n: ", "\n\n~ ", "[^a]: ", "[^b]", "+ ", "1. ", "12) ", "> ", ">", "# ", "###### ",
        "***", "---", "===", "_", "*", "**", "~~", "`", "``", "```", "~~~", "[", "]", "](/a)", "(b)", "![", "!", "[a]: /b", "[a]", "<", ">",
        "<https://a.id>", "<div>", "&amp;", "&#12;", "\\", "\\*", "|", "|-|", "| a | b |", ":-:", "“kutip”", "–", "\u00a0", "e\u0301", "2.385",
        ":", "=", "-", "#", "{", "}", "$", "%", "@", "^", "\u2028", '"judul"', "'",
        "Kata\n\n", "Kata.\n\nDua kata!\n\n", "[Kata](/a)", "[Dua kata!](mailto:a@b.id)", "![Kata](/a.jpg)", "[^a](/b)", "[a](ftp:b)",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a", "a\n", "a\n\nb", "a\n\n\nb\n", "\n\na", "a\nb", "a\n\nb\nc\n\nd", " a", "a \n\n b\t\n", "   a\n\n    b", "a\n\n\tb", "a\n\n- b\n\n  c\n- d", "a\n\n> b\n\nc", "a\n\n1. b", "a\n\n12\n\n3", "a\n\n# b", "a\n---\n\nb", "a\n\n* * *\n\nb", "a\n\n_b_", "a\n\n`b`", "a\n\n~~~\nb\n~~~", "a\n\n[b]: /c\n\n[b]",
        "a\n\n+ b", "a\n\n<b>", "istilah\n\n: arti", "istilah\n: arti", "a\n\nistilah\n\n: arti\n\nb", "istilah\n\n~ arti", "> a\n>\n> b", "- istilah\n\n  : arti", "- a\n\n      b", "| a | b |\n|-|-|\n| c | d |", "[a](/b)", "c [a](/b) d [e](https://f.id/g?h=1#i) j", "[a](/b)[c](/d)", "![a](/b)", '[a](/b "c")', "[a](</b c>)", "[a](b c)",
        "[a](ftp:b)", "[a](/b) [c](ftp:d)", "[*a*](/b)", "*a* [b](/c)", "[a](/b) &amp; c", "[a](/b) <c>", "[a](/b) \\* c", "[a](/b)\n[c](/d)", "[a](/b) [c]", "[^a](/b)", "[a](mailto:b@c.id)", "[a]()", "[](/b)", "a!b", "!", "a ! [b](/c)", "![b](/c) [d](/e)", "a_b", "a~b", "a\\b", "a&b", "a<b", "a`b", "a[b", "a]b", "a\u00a0\n\n\u00a0b", "é “ü”",
    ],
)  # fmt: skip
def test_the_tokens_are_those_of_the_library(text: str) -> None:
    """Of paragraphs of one line, texts and links, and of what is none of these."""
    assert parser().parse(text, {}) == stock().parse(text, {})


@settings(max_examples=examples(1500), deadline=None)
@given(st.lists(SNIPPETS, max_size=40).map("".join).filter(lambda text: not re.search(r"<!--|\*{3}[ \t]*\(", text)))
def test_the_tokens_are_the_stock_parsers(text):
    """For text without Warta's additions, the parser with the shortcuts gives the tokens of the library."""
    ours: dict[str, object] = {}
    theirs: dict[str, object] = {}
    assert parser().parse(text, ours) == stock().parse(text, theirs)
    assert ours.get("notes") == theirs.get("notes")


@settings(max_examples=examples(500), deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_characters="\0\r\v\f", exclude_categories=["Cs"]), max_size=80).filter(
        lambda text: "<!--" not in text
    )
)
def test_the_tokens_are_the_stock_parsers_for_any_characters(text):
    """The same for all of Unicode."""
    assert parser().parse(text, {}) == stock().parse(text, {})


@pytest.mark.slow
@settings(max_examples=examples(1500), deadline=None)
@given(
    st.lists(
        SNIPPETS
        | st.sampled_from(
            [
                "Baca Juga: ",
                "<!-- halaman -->\n",
                "<!-- ",
                " -->",
                "***(LL)",
                "[x](/y)",
                '![a](/b "c")',
                "https://youtu.be/dQw4w9WgXcQ",
                "javascript:",
                "\r\n",
                "\0",
                "&#106;",
                "](javascript:x)",
                "<script>",
            ]
        ),
        max_size=30,
    ).map("".join),
)
def test_blanks_and_links_always_agree(text):
    """Every blank has its link and every link its blank once, and no script and no raw tag comes through."""
    body, _ = parse_body(text, "a.md")
    blanks = [piece for part in body.parts for piece in part if isinstance(piece, Blank)]
    numbers = {
        kind: sorted(blank.link for blank in blanks if blank.kind == kind)
        for kind in ("open", "close", "image", "baca")
    }
    assert sorted(numbers["open"] + numbers["image"] + numbers["baca"]) == list(range(len(body.links)))
    assert numbers["open"] == numbers["close"]
    written = "".join(map(html, body.parts))
    assert "\0" not in written
    assert not re.search(r"<script|(?:href|src)=\"\s*(?:javascript|data|vbscript|file):", written)
    assert all(isinstance(link, Link) for link in body.links)
    # A headline behind Baca Juga is no address, and no page shows it as one.
    addresses = [link.target for link in body.links if not (link.kind == "baca" and " " in link.target)]
    assert {reach(target) for target in addresses} <= {"site", "empty", "fragment"}


def test_the_closing_mark_has_a_place() -> None:
    """Its line in the file and its column, by which an unknown initial is told of."""
    body, problems = parse_body("Satu.\n\nDua.\nTiga. ***(SA)\n", "content/a.md", 5)
    assert not problems
    assert (body.mark, body.mark_at) == ("SA", (8, 7))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a `x` \\`b` c ``y ` z``", ["`x`", "` c ``y `"]), ("`a\nb` d `", ["`a\nb`"]), ("a\n\n    kode\n\nb", ["    kode\n"]),
        ("- a\r\n\r\n  ```\r\n  [a](/b)\r\n  ```\r\n- `b`\r\n", ["  ```\r\n  [a](/b)\r\n  ```\r\n", "`b`"]),
        ("> ~~~\n> x", ["> ~~~\n> x"]), ("`` `a` `` \\\\`b`", ["`` `a` ``", "`b`"]), ("tanpa", []), ("", []),
        # These end no line of Markdown.
        *((f"a{end}b\n\n`x` y", ["`x`"]) for end in "\v\f\x1c\x1d\x1e\x85\u2028\u2029"), ("a\rb\r\r`x` y", ["`x`"]),
    ],
)  # fmt: skip
def test_code_is_found(text: str, shown: list[str]) -> None:
    """Between backticks and fences, and by four blanks, in quotes and lists too."""
    assert [text[start:end] for start, end in spans_of_code(text)] == shown


@pytest.mark.parametrize("made", [*map(budgets.repeated, ("`", "` ", "`a``")), budgets.rising("`", " ")])
def test_backticks_made_to_stall_do_not(made: budgets.Text) -> None:
    """However they are mixed."""
    growth.held(lambda size: partial(spans_of_code, made(size)), 40_000)
