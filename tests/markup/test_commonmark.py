"""CommonMark: all 652 examples of the specification, through the same function as any article."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from mdit_py_plugins.deflist import deflist_plugin

from generator.base.text import squeeze
from generator.markup.commonmark import (
    Parser,
    TooMuch,
    check_size,
    extras_of,
    inner_autolink,
)
from generator.markup.fast_paths import is_plain, whole_lines
from generator.markup.inlines import reach
from generator.markup.markdown import parse_body
from generator.model.records import Blank, Body
from tests.quick import examples
from tests.support import ROOT

DOCUMENT = json.loads((ROOT / "tests/fixtures" / "commonmark-0.31.2.json").read_text("utf-8"))
EXAMPLES = {example["example"]: example for example in DOCUMENT["examples"]}

RAW_HTML = frozenset(
    {21, 31, 201, 344, 475, 476, 477, 491, 494, 524, 536, 642, 643}
    | set(range(148, 192))
    | {613, 614, 615, 616, 617, 623, *range(625, 632)},
)
"""Raw HTML is off: these are compared with the library's own output with html=False instead."""
COMMENTS = frozenset({177, 179, 183, 625, 626})
"""Of these, the ones with a comment, which is the editors' own and not shown as text."""
SCHEMES = frozenset({596, 598, 599, 601})
"""Autolinks with other schemes than http, https, mailto and tel, which must be no links."""
BARE = frozenset({602, 608, 611})
"""Bare addresses, which are links here."""
TITLES = frozenset({579, 587})
"""A picture in running text has no caption, so its title is not kept."""


def resolved(body: Body) -> str:
    """Put each link in the place of its blanks, as the specification writes links."""

    def write(blank: Blank) -> str:
        if blank.kind == "page":
            return ""
        link = body.links[blank.link]
        href = escapeHtml(MarkdownIt().normalizeLink(link.target))
        title = f' title="{escapeHtml(link.caption)}"' if link.caption else ""
        image = f'<img src="{href}" alt="{escapeHtml(link.text)}"{title} />'
        figure = f"<p>{image}</p>" if title else image
        return {"open": f'<a href="{href}"{title}>', "close": "</a>", "image": figure}[blank.kind]

    html = "".join(write(piece) if isinstance(piece, Blank) else piece for part in body.parts for piece in part)
    # The specification writes void elements as XHTML has them, and knows no keyboards.
    html = html.replace('<pre tabindex="0">', "<pre>")
    html = re.sub(r'(?<=<h\d) id="[a-z0-9-]+"', "", html)
    return html.replace("<br>", "<br />").replace("<hr>", "<hr />")


def ours(text: str) -> str:
    """Return what Warta writes, without the rel attribute, which is added to links to other sites."""
    body, problems = parse_body(text, "spec.md")
    messages = {problem.message for problem in problems}
    assert {message for message in messages if not message.endswith("leads out of the site, or nowhere")} <= {
        "the link has no address",
        "text follows a comment on its line",
        "four blanks make this comment code, which readers would see",
        'this link leads nowhere: the text has no place "#fragment"',
    }
    return resolved(body).replace(' rel="noopener"', "")


def closed_up(html: str) -> str:
    """Return HTML of the library with the levels of its headings closed up, and without those that show nothing."""
    above: list[int] = []

    def change(match: re.Match[str]) -> str:
        if not match[2]:
            return ""
        above[:] = [level for level in above if level < int(match[1])] + [int(match[1])]
        level = len(above) + 1
        return f"<h{min(level, 6)}>{match[2]}</h{min(level, 6)}>\n"

    return re.sub(r"<h([1-6])>(.*?)</h[1-6]>\n", change, html, flags=re.DOTALL)


def adapted(html: str) -> str:
    """Return the expected HTML with what Warta, or the library, writes in another way on purpose.

    The first level of headings is the headline's, and none is left out below
    it; a heading that shows nothing is left out; a file beside that of the
    text is named from the root; comments at top level are the
    editors' own; the library writes no line end into an empty quote (its own
    test of the specification allows for that too).
    """
    html = closed_up(html).replace("<!-- -->\n", "")
    html = re.sub(r'(href|src)="(?:\./)?(\w+\.(?:jpg|md))"', r'\1="/\2"', html)
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


COMPARED = [number for number in EXAMPLES if number not in RAW_HTML | SCHEMES | TITLES | BARE]


@pytest.mark.parametrize("number", COMPARED)
def test_an_example_of_the_specification(number):
    """The HTML is that of the specification."""
    assert ours(EXAMPLES[number]["markdown"]) == adapted(EXAMPLES[number]["html"])


@pytest.mark.parametrize("number", sorted(RAW_HTML))
def test_raw_html_is_text(number):
    """An example with raw HTML is written as the library writes it with html off, and no tag of it comes through."""
    text = EXAMPLES[number]["markdown"]
    if number not in COMMENTS:
        assert ours(text) == adapted(MarkdownIt("commonmark", {"html": False}).render(text))
    written = set(re.findall(r"<([a-z][a-z0-9-]*)", ours(text)))
    assert written <= {"p", "a", "em", "strong", "code", "pre", "h2", "br", "ul", "li", "blockquote", "hr"}


@pytest.mark.parametrize("number", sorted(SCHEMES))
def test_other_schemes_are_no_links(number):
    """The address stays text."""
    assert "<a" not in ours(EXAMPLES[number]["markdown"])


@pytest.mark.parametrize("number", sorted(TITLES))
def test_the_title_in_running_text_is_all_that_is_missing(number):
    """Without the title the HTML is that of the specification."""
    assert ours(EXAMPLES[number]["markdown"]) == EXAMPLES[number]["html"].replace(' title="title"', "")


@pytest.mark.parametrize("number", sorted(BARE))
def test_bare_addresses_are_links(number):
    """But for that the HTML is that of the specification, and one on its own line is called by the name of its host."""
    html = ours(EXAMPLES[number]["markdown"])
    assert "<a" in html
    assert re.sub("</?a[^>]*>", "", html).replace("https://", "") == EXAMPLES[number]["html"].replace("https://", "")


def test_the_counts():
    """Of 652 examples, those that are not compared with the specification itself are few, and each has its reason."""
    same = sum(ours(EXAMPLES[number]["markdown"]) == adapted(EXAMPLES[number]["html"]) for number in EXAMPLES)
    print(
        f"{same} of {len(EXAMPLES)} as specified; raw HTML {len(RAW_HTML)}, schemes {len(SCHEMES)}, titles {len(TITLES)}, bare {len(BARE)}"
    )
    assert (len(EXAMPLES), same, len(RAW_HTML), len(SCHEMES), len(TITLES), len(BARE)) == (652, 573, 70, 4, 2, 3)


SNIPPETS = st.sampled_from(
    [
        "Kata", "dua kata", " ", "    ", "\t", "\n", "\n\n", "\n\n\n", "- ", "* ", "1. ", "> ", "# ", "## ", "***", "===", "_", "*", "**", "~~",
        "`", "```", "[", "]", "](/a)", "](/b)", "![", "[a]: /b", "[a]", "<", ">", "<https://a.id>", "<b>", "&amp;", "\\", "|", "|-|", "| a | b |",
        "\u201ckutip\u201d", "\u00a0", "2.385", ":", "\n  : ", "\n> ~ ", "=", "-", "#",
    ]
)  # fmt: skip


@pytest.mark.parametrize("before", ["", "- ", "1. ", "> ", "> - ", "- > "])
@pytest.mark.parametrize("sign", [":", "~"])
def test_definitions_in_lists_and_quotations(before, sign):
    """Each is one wherever it stands, whatever else is in the text; a line without a blank behind its sign is none."""
    behind = re.sub(r"[^>]", " ", before)
    for gap in ("\n", f"\n{behind.rstrip()}\n"):
        html = resolved(parse_body(f"{before}Rob{gap}{behind}{sign}   Banjir\n", "a.md")[0])
        assert "<dt>Rob</dt>\n<dd>Banjir</dd>" in re.sub(r"\s*</?p>\s*", "", html)
    assert "<dl>" not in resolved(parse_body(f"{before}Rob\n{behind}{sign}Banjir\n", "a.md")[0])


@pytest.mark.parametrize("end", ["> a\n>\n>", "> a\n> \n> ", "- > a\n  >\n  >", "> > a\n> >\n> >"])
def test_a_quotation_may_end_with_empty_lines(end):
    """Below a definition list too, where the line after an empty one is looked at."""
    assert "<p>a</p>" in resolved(parse_body(f"Rob\n: Banjir\n\n{end}", "a.md")[0])


@settings(max_examples=examples(1500), deadline=None)
@given(st.lists(SNIPPETS, max_size=40).map("".join))
def test_any_other_text_is_written_as_the_library_writes_it(text):
    """Without Warta's additions the HTML is the library's, but for headings, the box of a table and spaces in alt texts."""
    html = resolved(parse_body(text, "a.md")[0]).replace(' rel="noopener"', "")
    html = html.replace('<div class="tabel" tabindex="0">', "").replace("</table></div>", "</table>")
    library = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    library.inline.ruler.at("autolink", inner_autolink)
    library.use(deflist_plugin)
    expected = closed_up(library.render(whole_lines(text))).replace(' style="text-align:left"', "")
    expected = expected.replace('style="text-align:right"', 'class="kanan"')
    expected = expected.replace('style="text-align:center"', 'class="tengah"')
    assert html == re.sub(r'(?<= alt=")[^"]*', lambda alt: squeeze(alt[0]), expected)


_BEGINNINGS = ("> ", ">", "- ", "-", "1. ", "  ", "    ", "\t", "[^1]: ", ": ", "")
_LINES = (
    "<script>", "</script>", "<?", "<!X", "<![CDATA[", "<div>", "<b>", "<!-- x", "```", "~~~", "|a|b|", "|-|-|", "===", "[a]: /x 'b",
    "[^1]", "Kata", "# a", "***(SA)", "<!-- halaman -->", "",
)  # fmt: skip


@settings(max_examples=examples(3000), deadline=None)
@given(
    st.lists(st.tuples(st.lists(st.sampled_from(_BEGINNINGS), max_size=3).map("".join), st.sampled_from(_LINES)), max_size=4),
    st.sampled_from(("", "\n", "\n>", "\n> ", "\n  ")),
    st.booleans(),
)  # fmt: skip
def test_no_text_is_one_at_which_the_parser_fails(lines, end, html):
    """However blocks stand in each other where the text ends."""
    text = "\n".join(map("".join, lines)) + end
    assert "unreadable" not in {problem.code for problem in parse_body(text, "a.md", html=html)[1]}, text


def test_a_text_at_which_the_parser_fails_is_a_problem_of_its_file(monkeypatch):
    """None is known today; the next version of the library may have one."""
    monkeypatch.setattr(Parser, "parse", lambda *_: {}["behind the end"])
    _, problems = parse_body("Kata", "content/a.md")
    assert [(one.where.path, one.code) for one in problems] == [("content/a.md", "unreadable")]


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("", "empty"), ("#a", "fragment"), ("/a", "site"), ("a", "site"), ("?a", "site"), ("1a:b", "site"), ("//a", "external"), ("http://a", "external"), ("HTTPS:a", "external"), ("mailto:a@b", "external"), ("tel:1", "external"), (" https://a", "external"),
        ("javascript:x", "refused"), (" JavaScript:x", "refused"), ("data:x", "refused"), ("ftp://a", "refused"), ("a:b", "refused"), ("a+b.c-d:e", "refused"), ("/a\tb", "refused"), ("/a\\b", "refused"), ("/a\u202eb", "refused"), ("\n/a", "refused"),
        ("/a\x7f", "refused"), ("/a\x80", "refused"), ("//a\\b", "refused"),
    ],
)  # fmt: skip
def test_where_a_target_leads(target, where):
    """As a browser would read it."""
    assert reach(target) == where


@pytest.mark.parametrize(
    ("text", "extras"),
    [
        ("a", ""), ("<", ""), ("a <!-- b", "comments"), ("a ^ b", ""), ("a [^1]", "footnotes"), ("[ ^", ""), ("a\n: b", "definitions"), ("a\n:b", ""), ("a\n> ~ b", "definitions"), ("a\n  :\tb", "definitions"), ("~~a~~: b", ""),
        ("• a", "lists"), ("a\n• b", "lists"), ("a\n– b", "lists"), ("a\n   o b", "lists"), ("a • b", ""), ("[^1] <!-- a -->\n: b\n• c", "comments footnotes definitions lists"),
    ],
)  # fmt: skip
def test_the_additions_that_a_text_may_need(text, extras):
    """And no others, which take time."""
    assert extras_of(text) == set(extras.split())


@pytest.mark.parametrize(
    ("url", "base_url", "found"),
    [
        ("https://uji.example/a/", "https://uji.example", "/a/"), ("https://uji.example/a/", "", "https://uji.example/a/"), (" /a b/ ", "", "/a b/"), ("https://a.id/é", "", "https://a.id/%C3%A9"), ("https://é.id/", "", "https://xn--9ca.id/"), ("#é", "", "#é"),
        ("https://a.id/b?c=d", "", "https://a.id/b?c=d"),
    ],
)  # fmt: skip
def test_the_form_of_an_address(url, base_url, found):
    """One of this site is a path as it is written, any other is that of the library."""
    one = Parser()
    one.base_url = base_url
    assert one.normalizeLink(url) == found


def refused(text: str) -> tuple[int, str] | None:
    """Return the line and the beginning of what is said, if a text is refused."""
    try:
        check_size(text)
    except TooMuch as error:
        return error.line, str(error.said).partition(", ")[0].partition(":")[0]
    return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n" * 10_000, None), ("a\n" * 10_001, (0, "the text has 10,001 lines")), ("*" * 50_000, None),
        ("*" * 50_001, (0, "the text is nested too deeply or not text at all")), ("*" * 50_000 + "\n\n*", (2, "the text is nested too deeply or not text at all")),
        ("\n" * 19_999, None), ("\n" * 20_000, (0, "the text has 20,000 lines")),
        *((sign * 50_001, (0, "the text is nested too deeply or not text at all")) for sign in "[*_~`<>&\\|!"), *((sign * 60_000, None) for sign in "]#-+ax"),
    ],
)  # fmt: skip
def test_what_takes_too_long_is_refused(text: str, expected: tuple[int, str] | None) -> None:
    """Too many lines, or too many signs, where these are too many; a short text may be anything."""
    assert refused(text) == expected


@pytest.mark.parametrize("sign", "*[\n_<&`~\\")
def test_a_text_with_a_sign_of_markup_is_not_plain(sign: str) -> None:
    """Any other is."""
    assert not is_plain(f"a{sign}b")
    assert is_plain("a ] ! # - 1. “b”")


@pytest.mark.parametrize(("text", "whole"), [("", "\n"), ("a", "a\n"), ("a\n", "a\n"), ("a\n ", "a\n \n")])
def test_whole_lines(text: str, whole: str) -> None:
    """A text ends with a line end."""
    assert whole_lines(text) == whole
