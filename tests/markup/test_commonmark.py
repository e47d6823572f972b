"""CommonMark: all 652 examples of the specification, through the same function as any article."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from mdit_py_plugins.deflist import deflist_plugin

from generator.markup.markdown import parse_body
from tests.support import ROOT

DOCUMENT = json.loads((ROOT / "tests/fixtures" / "commonmark-0.31.2.json").read_text("utf-8"))
EXAMPLES = {example["example"]: example for example in DOCUMENT["examples"]}

RAW_HTML = frozenset(
    {21, 31, 110, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 642, 643}
    | set(range(148, 192))
    | {613, 614, 615, 616, 617, 623, *range(625, 632)},
)
"""HTML is text, and no block: these are compared with the library's own output so."""
COMMENTS = frozenset({177, 179, 183, 308, 309, 625, 626})
"""Of these, the ones with a comment, which is the editors' own: neither shown as text, nor an end of a list."""
INDENTED = frozenset(
    {1, 2, 3, 5, 6, 7, 8, 18, 36, 48, 69, 85, 100, 107, 111, 112, 114, 115, 116, 117, 118, 134, 137, 211, 225, 231, 236}
    | {238, 252, 253, 254, 257, 264, *range(270, 275), 278, *range(286, 291), 313}
)
"""Blanks make no code: these are compared with the library's own output without that rule."""
SCHEMES = frozenset({596, 598, 599, 601})
"""Autolinks with other schemes than http, https, mailto and tel, which must be no links."""
BARE = frozenset({602, 608, 611})
"""Bare addresses, which are links here."""
TITLES = frozenset({579, 587})
"""A picture in running text has no caption, so its title is not kept."""


def resolved(body) -> str:
    """Put each link in the place of its blanks, as the specification writes links."""

    def write(blank) -> str:
        if blank.kind == "page":
            return ""
        link = body.links[blank.link]
        href = escapeHtml(MarkdownIt().normalizeLink(link.target))
        title = f' title="{escapeHtml(link.caption)}"' if link.caption else ""
        image = f'<img src="{href}" alt="{escapeHtml(link.text)}"{title} />'
        figure = f"<p>{image}</p>" if title else image
        return {"open": f'<a href="{href}"{title}>', "close": "</a>", "image": figure}[blank.kind]

    html = "".join(piece if isinstance(piece, str) else write(piece) for part in body.parts for piece in part)
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


COMPARED = [number for number in EXAMPLES if number not in RAW_HTML | INDENTED | SCHEMES | TITLES | BARE]


@pytest.mark.parametrize("number", COMPARED)
def test_an_example_of_the_specification(number):
    """The HTML is that of the specification."""
    assert ours(EXAMPLES[number]["markdown"]) == adapted(EXAMPLES[number]["html"])


def library(*, tables: bool = False) -> MarkdownIt:
    """Return the library's own parser, without code made by blanks, and with HTML as text."""
    parser = MarkdownIt("commonmark", {"html": True}).disable(["code", "html_block"])
    parser.add_render_rule("html_inline", lambda _self, tokens, idx, _options, _env: escapeHtml(tokens[idx].content))
    return parser.enable(["table", "strikethrough"]).use(deflist_plugin) if tables else parser


@pytest.mark.parametrize("number", sorted(INDENTED))
def test_blanks_make_no_code(number):
    """An example with indented code is written as the library writes it without that rule."""
    text = EXAMPLES[number]["markdown"]
    assert ours(text) == adapted(library().render(text))


@pytest.mark.parametrize("number", sorted(RAW_HTML))
def test_raw_html_is_text(number):
    """An example with raw HTML is written as text, and no tag of it comes through."""
    text = EXAMPLES[number]["markdown"]
    if number not in COMMENTS:
        assert ours(text) == adapted(library().render(text))
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
    assert (len(EXAMPLES), len(RAW_HTML), len(INDENTED), len(SCHEMES), len(TITLES), len(BARE)) == (652, 73, 45, 4, 2, 3)


SNIPPETS = st.sampled_from(
    [
        "Kata", "dua kata", " ", "    ", "\t", "\n", "\n\n", "\n\n\n", "- ", "* ", "1. ", "> ", "# ", "## ", "***", "===", "_", "*", "**", "~~",
        "`", "```", "[", "]", "](/a)", "](/b)", "![", "[a]: /b", "[a]", "<", ">", "<b>", "&amp;", "\\", "|", "|-|", "| a | b |",
        "\u201ckutip\u201d", "\u00a0", "2.385", ":", "\n  : ", "\n> ~ ", "=", "-", "#",
    ]
)  # fmt: skip


@given(st.lists(SNIPPETS, max_size=40).map("".join))
def test_any_other_text_is_written_as_the_library_writes_it(text):
    """Without Warta's additions the HTML is the library's, but for headings, the box of a table and spaces in alt texts."""
    html = resolved(parse_body(text, "a.md")[0]).replace(' rel="noopener"', "")
    html = html.replace('<div class="tabel" tabindex="0">', "").replace("</table></div>", "</table>")
    expected = closed_up(library(tables=True).render(text if text.endswith("\n") else f"{text}\n")).replace(
        ' style="text-align:left"', ""
    )
    expected = expected.replace('style="text-align:right"', 'class="kanan"')
    expected = expected.replace('style="text-align:center"', 'class="tengah"')
    assert html == re.sub(r'(?<= alt=")[^"]*', lambda alt: " ".join(alt[0].split()), expected)
