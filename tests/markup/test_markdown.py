"""Bodies: what the newsroom writes, and what is written for it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup.markdown import parse_body
from tests import tables
from tests.markup_support import codes, page, show, written
from tests.support import article, site, ssg_here


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*one[1:], id=one[0]) for one in tables.cases("markdown.txt")]
)
def test_a_body_is_written_as_the_document_of_cases_says(text, expected):
    """Each case of fixtures/markdown.txt holds."""
    assert show(text) == expected


def test_lines_are_those_of_the_file():
    """Links, problems and the mark carry the line in the file and the column, also of the second link to a page."""
    text = "Satu\n\nSatu [dua](/dua/)\ntiga [empat](/dua/) [x]()\n\nAkhir. ***(SA)\n"
    body, problems = parse_body(text, "content/a.md", 10)
    assert [(link.line, link.column) for link in body.links[:2]] == [(12, 12), (13, 14)]
    assert [str(problem.where) for problem in problems] == ["content/a.md:13:25"]
    assert (body.mark, body.mark_at) == ("SA", (15, 8))


def test_links_of_an_advertorial_are_marked_as_paid():
    """Links to other sites are rel="sponsored", links to the site are not touched."""
    text = "[a](https://a.id/) [b](/b/)\n\nBaca Juga: [c](https://c.id/)"
    assert written(text, sponsored=True).count('rel="sponsored noopener"') == 2


def test_the_count_of_words_is_of_the_text():
    """Numbers are words; dashes, blocks of code, Baca Juga boxes, embeds, alt texts and the mark are not."""
    text = "AGAM – Ada *2.385* warga\ndi `sini`.\n\n```\nkode\n```\n\nBaca Juga: [a b](/a)\n\nhttps://youtu.be/dQw4w9WgXcQ\n\n- satu ![dua](/d)"
    assert parse_body(f"{text}\n\nakhir ***(LL)", "a.md")[0].words == 8


def test_the_lead_is_of_the_first_paragraph():
    """Headings, boxes, figures and embeds are passed over; markup is taken out."""
    text = '# J\n\nBaca Juga: [a](/a)\n\n![b](/b "c")\n\nhttps://youtu.be/dQw4w9WgXcQ\n\nSatu [dua](/d) **tiga**\nempat.\n\nLima.'
    assert parse_body(text, "a.md")[0].lead == "Satu dua tiga empat."


def test_a_first_heading_that_repeats_the_headline_is_left_out():
    """Readers have it above the text."""
    assert written("# Judul\n\nb", title="Judul").strip() == "<p>b</p>"


def test_line_ends_and_control_characters_leave_no_trace():
    """CRLF reads as LF, form feeds are spaces, and nothing is left that XML cannot hold."""
    assert written("a\r\n\r\nb\rc\fd\ve\0a0\0\x1b\x7f\uffff") == "<p>a</p>\n<p>b\nc d ea0</p>\n"


UNWANTED = "\0\x01\x1b\x7f\x80\x9f\u202e\u2066\ud800\ufdd0\ufffe\uffff\U0001ffff\U0010fffe"


@pytest.mark.parametrize(
    "text",
    [
        "<https://a.id/{percent}>", "<mailto:{percent}@a.id>", "[<https://a.id/{percent}>](/b/)", "![<https://a.id/{percent}>](https://b.id/c.png)",
        "![<https://a.id/{percent}>](/c.png 'x')", "# <https://a.id/{percent}>", "Baca Juga: [<https://a.id/{percent}>](/b/)", "{references}",
        "[a](/b/{references} '{references}')", "[a](https://b.id/{references} '{references}')", "![{references}](/b.png '{references}')",
        "``` {references}\na\n```", "[a]: /b '{references}'\n\n[a]", "[a](#{references})", "[{raw}](/b/{raw} '{raw}')", "`{raw}`", "```{raw}\n{raw}\n```",
    ],
)  # fmt: skip
def test_what_the_library_decodes_goes_through_the_gate(text):
    """Whatever is written, percent-encoded or a reference, no character that a page cannot hold is in a body."""
    for one in UNWANTED:
        percent = "".join(f"%{byte:02X}" for byte in one.encode("utf-8", "surrogatepass"))
        for number in ("a0", "i9", "w"):
            references = f"&#{ord(one)};{number}&#x{ord(one):x};"
            source = text.format(percent=f"{percent}{number}{percent}", references=references, raw=one + number + one)
            body, _ = parse_body(source, "a.md")
            links = "".join(text for link in body.links for text in (link.target, link.text, link.caption))
            shown = page(body.parts[0]) + body.lead + links
            assert one not in shown, source
            assert "\0" not in shown


@pytest.mark.parametrize("end", ["\n", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028"])
def test_code_is_found_whatever_stands_above_it(tmp_path, end):
    """A link in it is one that readers are to see, and stays when the file that it names moves."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A"))
    text = article(
        "B", f"Satu{end}dua{end}tiga\n\n`[x](/daerah/a.md)` [y](/daerah/a.md)\n\n```\n[x](/daerah/a.md)\n```"
    )
    file = portal.add("content/daerah/b.md", text)
    ssg_here(portal, "mv", "content/daerah/a.md", "content/daerah/c.md", SOURCE_DATE_EPOCH=str(portal.now))
    assert file.read_bytes().decode() == text.replace("[y](/daerah/a.md)", "[y](/daerah/c.md)")


@pytest.mark.parametrize("text", ["", "\n", " ", "\u00a0", "<!-- catatan -->"])
def test_a_body_without_text_has_one_page(text):
    """An empty body is no problem here."""
    assert len(parse_body(text, "a.md")[0].parts) == 1
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * 10_001, "a\n" + "[" * 50_001, "|a" * 256 + "|\n" + "|-" * 256 + "|\n" + "|\n" * 250, ">" * 30 + "a", "- " * 30 + "a",
        "\n\n<!-- halaman -->\n\n".join(["a"] * 501),
    ],
    ids=["lines", "markup", "cells", "quotes", "lists", "pages"],
)  # fmt: skip
def test_a_text_that_would_stall_is_a_problem(text):
    """It has one, with a line and a hint, and nothing is lost without a word."""
    (problem,) = parse_body(text, "a.md", 5)[1]
    assert problem.code == "over-limit"
    assert problem.hint


def test_what_is_large_and_none_of_these_is_written():
    """A table of the news may lack cells, quotations and lists stand in each other, and a text has thousands of lines."""
    rows = "|Agam|2|3|4|5|6|\n" + "|Total|\n" * 150
    assert written("|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n" + rows).count("<td>") == 6 * 151
    assert written(">" * 18 + "dalam").count("<blockquote>") == 18
    assert "dalam" in written("- " * 9 + "dalam")
    assert written("a\n\n" * 4_000).count("<p>") == 4_000


_BEGINNINGS = ("> ", ">", "- ", "-", "1. ", "  ", "    ", "\t", "[^1]: ", ": ", "")
_LINES = (
    "<script>", "</script>", "<?", "<!X", "<![CDATA[", "<div>", "<b>", "<!-- x", "```", "~~~", "|a|b|", "|-|-|", "===", "[a]: /x 'b",
    "[^1]", "Kata", "# a", "***(SA)", "<!-- halaman -->", "",
)  # fmt: skip


@given(
    st.lists(st.tuples(st.lists(st.sampled_from(_BEGINNINGS), max_size=3).map("".join), st.sampled_from(_LINES)), max_size=4),
    st.sampled_from(("", "\n", "\n>", "\n> ", "\n  ")),
)  # fmt: skip
def test_no_text_is_one_at_which_the_parser_fails(lines, end):
    """However blocks stand in each other where the text ends."""
    text = "\n".join(map("".join, lines)) + end
    assert "unreadable" not in {code for _, code in codes(text)}, text


SNIPPETS = st.sampled_from(
    [
        "Kata", "dua kata", " ", "    ", "\t", "\n", "\n\n", "- ", "\n: ", "[^a]: ", "[^a]", "1. ", "> ", "# ", "===", "_", "*", "**", "~~", "`", "```",
        "[", "]", "](/a)", "(b)", "![", "[a]: /b", "[a]", "<", ">", "<https://a.id>", "<div>", "&amp;", "&#12;", "\\", "|", "|-|", "| a | b |", "“kutip”",
        "Baca Juga: ", "<!-- halaman -->\n", "<!-- ", " -->", "***(LL)", "[x](/y)", '![a](/b "c")', "https://youtu.be/dQw4w9WgXcQ", "javascript:",
        "\r\n", "\0", "&#106;", "](javascript:x)", "<script>",
    ]
)  # fmt: skip


@given(st.lists(SNIPPETS, max_size=30).map("".join))
def test_blanks_and_links_always_agree(text):
    """Every blank has its link and every link its blank once, and no script and no raw tag comes through."""
    body, _ = parse_body(text, "a.md")
    blanks = [piece for part in body.parts for piece in part if not isinstance(piece, str)]
    numbers = {
        kind: sorted(one.link for one in blanks if one.kind == kind) for kind in ("open", "close", "image", "baca")
    }
    assert sorted(numbers["open"] + numbers["image"] + numbers["baca"]) == list(range(len(body.links)))
    assert numbers["open"] == numbers["close"]
    shown = "".join(map(page, body.parts))
    assert "\0" not in shown
    assert not re.search(r"<script|(?:href|src)=\"\s*(?:javascript|data|vbscript|file):", shown)
    assert not [link for link in body.links if re.match(r"\s*(?:javascript|data):", link.target)]


if __name__ == "__main__":
    tables.write("markdown.txt", show)
