"""What programs put on the clipboard becomes Markdown, and what was left out is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.annex.desk_support import Desk, desk
from tests.support import ROOT, article

PATH = "daerah/2024/10/tempel.md"


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("desk"), speaking="en") as found:
        found.portal.add(f"content/{PATH}", article("Tempel"))
        yield found


def said(it: Desk, html: str, text: str = "") -> tuple[str, list[str]]:
    told = it.post("paste", html=html, text=text)
    return told["markdown"], told["left_out"]


def raw_html(markdown: str) -> list[str]:
    """Return what a Markdown parser that allows HTML would take for it."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    every = [*tokens, *(inner for token in tokens for inner in token.children or ())]
    return [token.content for token in every if token.type in ("html_block", "html_inline")]


def cases() -> list[Any]:
    document = (ROOT / "tests/fixtures/pasting.txt").read_text("utf-8")
    fields = [field.removesuffix("\n") for field in re.split(r"^\.\n", document, flags=re.MULTILINE)]
    names = [name.strip().splitlines()[-1] for name in fields[:-1:4]]
    return [
        pytest.param(*case[1:], id=case[0]) for case in zip(names, *(fields[at::4] for at in (1, 2, 3)), strict=True)
    ]


@pytest.mark.parametrize(("html", "text", "expected"), cases())
def test_what_is_pasted_becomes_what_the_document_of_cases_says(it: Desk, html: str, text: str, expected: str) -> None:
    """Each case of fixtures/pasting.txt holds."""
    markdown, left = said(it, html, text)
    assert "\n".join([markdown, *(f"! {one}" for one in left)]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""), ("\n\n", ""), ("######", "\\######"), ("####### a", "####### a"), ("#a", "#a"), ("a # b", "a # b"),
        ("[a](b)", "\\[a\\](b)"),
        ("a\n---\nb", "a\n\n\\---\n\nb"), ("=== ", "\\==="), ("= a", "\\= a"), (": a", "\\: a"), ("~ a", "\\~ a"),
        ("| a", "\\| a"), ("+", "\\+"),
        ("a > b", "a > b"), ("a_b _c_ d_", "a_b \\_c\\_ d\\_"), ("~~x~~ ~y ~", "\\~\\~x\\~\\~ ~y ~"),
        ("&amp; & &x &#12;", "\\&amp; & &x \\&#12;"),
        ("`x` \\ y", "\\`x\\` \\\\ y"), ("a*b* *c d* *e*.", "a\\*b\\* **c d** **e**."), ("*# a* b", "**# a** b"),
        ("= *a* > *b* >", "\\= **a** > **b** >"),
        ("\u2022 a\n\u2022 b\n- c\nd", "\u2022 a\n\u2022 b\n- c\n\nd"), ("1) a\n2) b", "1) a\n2) b"),
        ("123. a", "123. a"), ("2024) b", "2024\\) b"),
        ("2024.5", "2024.5"), ("baca  juga : x", "baca juga \\: x"), ("a baca juga: x", "a baca juga: x"),
        ("https://a.example/x_y", "https://a.example/x_y"),
        ("* https://a.example/_x_", "- https://a.example/_x_"),
        ("x https://a.example/_x_", "x https://a.example/\\_x\\_"), ("Isi. *** (N/H, a)", "Isi. *** (N/H, a)"),
        ("***(NH)\nlain", "\\*\\*\\*(NH)\n\nlain"), ("https://a.example/[x]_c_", "https://a.example/\\[x\\]\\_c\\_"),
        ("Isi ***(9/10)", "Isi \\*\\*\\*(9/10)"),
        ("a < b <b> <3 </x> <!-- x -->", "a < b \\<b> <3 \\</x> \\<!-- x -->"), ("a\0b\u200b", "ab"),
        ("a\u00a0 b\n\u00a0\nc\r\nd", "a b\n\nc\n\nd"),
    ],
)  # fmt: skip
def test_signs_of_plain_text_stay_signs(it: Desk, text: str, expected: str) -> None:
    """Each that would be taken for markup has a stroke before it, and no other."""
    assert said(it, "", text) == (expected, [])


@pytest.mark.parametrize(
    "text",
    [
        "## Judul x", "> kutip", ">>> a", "```\nx", "![a](b)", "[a](/b)", "[a](https://b)", "**tebal** x", "---\na: b",
        "a\n<!-- halaman -->",
    ],
)  # fmt: skip
def test_signs_that_nobody_writes_by_chance(it: Desk, text: str) -> None:
    """Tell that it is Markdown, which stays as it is."""
    assert said(it, "", f"{text}\n_b_\n\n") == (f"{text}\n_b_", [])


def test_too_much_at_once(it: Desk) -> None:
    """Of more markup than can be read the words come as plain text, which is said; the bytes of a picture are none."""
    html = f"<p><b>Air naik.</b></p><img src='data:image/png;base64,{'A' * 500_000}'>"
    assert said(it, html)[0].startswith("**Air naik.**")
    markdown, left = said(it, "<p>Satu <b>dua</b></p><p>Tiga &amp; empat</p>" + "<i></i>" * 100_000)
    assert (markdown, len(left)) == ("Satu dua\n\nTiga & empat", 1)
    it.post("paste", 422, text="x" * 1_000_001)


@pytest.mark.parametrize(
    "html",
    [
        "<b>" * 10_000, "<blockquote>" * 10_000, "<b><div></b></div>" * 5000, "<b x='<'>" * 10_000, "<ul><li>" * 5000,
        "<p " + " ".join(f"a{number}=1" for number in range(8000)) + ">x", "<!--" * 50_000, "<style>" * 50_000,
        "<table><tr><td>" * 3000, "<p style='mso-list:l0 level1'>x</p>" * 3000, "[" * 50_000, "<i><b>a</b></i>" * 3000,
        "<svg>" * 10_000, "<a href='" + "x" * 300_000 + "'>y</a>", "&" * 50_000, "<img src=x>" * 10_000,
        "<p>" + "a" * 3_000_000,
    ],
)  # fmt: skip
def test_hostile_pages(it: Desk, html: str) -> None:
    """Come to an end, with something to say, and without HTML."""
    assert not raw_html(said(it, f"<p>x</p>{html}", "teks")[0][:20_000])


_ODD = st.sampled_from([
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:x'>y</a>", "<!-- halaman -->",
    "<hr data-break>",
    "&lt;script&gt;x&lt;/script&gt;", "<p data-bare>https://x.com/a/status/1</p>", "<svg onload=x>", "</div></div>",
    "<o:p>&nbsp;</o:p>",
    "<li>", "<td>", "<math><mi>x", "<textarea><b>", "<p style='mso-list:l0 level9 lfo1'>y</p>",
    "<figure data-file=1><img></figure>", "<dl><dt>x",
    "***(NH)", "Baca Juga: x", "[^1]: y", "<sup data-warta-reference=1>1</sup>", "<pre>\n<b></pre>",
    "<b style='font-weight:normal'>",
    "<span style='font-weight:700'>", "<![if x]>", "<?php x ?>", "<![CDATA[x]]>", "<style>", "<template>",
    "<a href='//evil.example'>x</a>",
    "<details><summary>x</summary>y</details>", "<h1>", "<ul><ul><li>z</ul>", "<del datetime=x>y</del>", "<br>", "\n",
    "<img alt='`*_'>",
])  # fmt: skip
_BENIGN = st.sampled_from(["kata", "dua kata", "Rp5.000", "(9/10)", "a_b", "5 * 3", "#tagar", "@akun", "50%", "“kutip”", "x < y", "A&B", "1.", "-"])  # fmt: skip
_TAGS = st.sampled_from(["p", "b", "i", "h2", "li", "ul", "ol", "blockquote", "table", "tr", "td", "span", "div", "a", "strong", "em", "s"])  # fmt: skip
_SIGNS = st.sampled_from(["\n", "\n\n", " ", "- ", "* ", "1. ", "> ", "# ", "***", "`", "[x](y)", "<b>", "~~", "___", "===", "https://a.example/[x]_c_*d*`e`", "[16.10, 9/10/2024] Sari: *x y*"])  # fmt: skip


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


_TREE = st.recursive(
    _BENIGN.map(escaped),
    lambda inner: st.builds(lambda tag, parts: f"<{tag}>{' '.join(parts)}</{tag}>", _TAGS, st.lists(inner, max_size=4)),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=30)
@given(st.lists(st.one_of(_ODD, _TREE, st.text(max_size=20)), max_size=8).map("".join), st.text(max_size=60))
@example("<table><p>x</table>", "")
def test_anything_pasted(it: Desk, html: str, text: str) -> None:
    """Never fails, and never gives HTML."""
    markdown, left = said(it, html, text)
    assert not [one for one in raw_html(markdown) if one.strip() != "<!-- halaman -->"]
    assert all(left)


def shown(it: Desk, markdown: str) -> Counter[str]:
    """Return the words of Markdown as a reader sees them, once a build had nothing against it."""
    problems = it.post("look", path=PATH, body=markdown)["problems"]
    assert [one for one in problems if one["level"] == "error"] == []
    html = MarkdownIt("commonmark").enable("table").enable("strikethrough").render(markdown)
    return Counter(re.findall(r"\w{3,}", re.sub(r"<[^<>]*>", " ", html.replace("&amp;", "&"))))


@settings(max_examples=15)
@given(st.lists(_TREE, min_size=1, max_size=5).map(lambda parts: "".join(f"<p>{part}</p>" for part in parts)))
def test_a_benign_page_can_be_published(it: Desk, html: str) -> None:
    """Its Markdown has no problem that stops a build, and no word of it is missing in silence."""
    markdown, left = said(it, html)
    wanted = Counter(re.findall(r"\w{3,}", re.sub(r"<[^<>]*>", " ", html.replace("&amp;", "&").replace("&lt;", "‹"))))
    assert left or not wanted - shown(it, markdown)


@settings(max_examples=15)
@given(st.lists(st.one_of(_BENIGN, _SIGNS), max_size=14).map(" ".join))
def test_plain_text_keeps_its_words(it: Desk, text: str) -> None:
    """Each sign of it is shown, or was emphasis; nothing of it stops a build."""
    markdown, left = said(it, "", text)
    assert not left
    assert not Counter(re.findall(r"\w{3,}", text)) - shown(it, markdown)
