"""What programs put on the clipboard becomes Markdown in the browser; nothing of it runs, loads, or stays HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.annex.desk_support import PUBLIC, desk
from tests.browser_support import needs_browser
from tests.support import ROOT

needs_browser()
pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.slow

CONVERT = """async (all) => {
    const { pasted } = await import("/_ssg/desk/files/editor.js");
    return all.map(([html, text]) => pasted(html, text, "https://uji.example"));
}"""
PASTE = """([html, text]) => {
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    data.setData("text/plain", text);
    const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".cm-content").dispatchEvent(pasted);
}"""


@pytest.fixture(scope="module")
def page(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An article that is open at the desk; a mistake of a script or a request to elsewhere fails the test."""
    faults = list[str]()
    with desk(tmp_path_factory.mktemp("desk")) as it:
        found = browser.new_context().new_page()
        found.on("pageerror", lambda error: faults.append(str(error)))
        found.on("request", lambda asked: None if asked.url.startswith(it.served.base) else faults.append(asked.url))
        found.goto(f"{it.served.base}/_ssg/desk/#/write/{PUBLIC}")
        found.locator(".cm-content").wait_for()
        yield found
        found.context.close()
    assert faults == []


def converted(page: Any, *clipboards: tuple[str, str]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = page.evaluate(CONVERT, clipboards)
    return made


def raw_html(markdown: str) -> list[str]:
    """Return what a Markdown parser that allows HTML would take for it."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    every = [*tokens, *(inner for token in tokens for inner in token.children or ())]
    return [token.content for token in every if token.type in ("html_block", "html_inline")]


def test_what_is_pasted_becomes_what_the_document_of_cases_says(page: Any) -> None:
    """Each case of fixtures/pasting.txt holds."""
    document = (ROOT / "tests/fixtures/pasting.txt").read_text("utf-8")
    fields = [field.removesuffix("\n") for field in re.split(r"^\.\n", document, flags=re.MULTILINE)]
    made = converted(page, *zip(fields[1::4], fields[2::4], strict=True))
    for name, one, expected in zip(fields[:-1:4], made, fields[3::4], strict=True):
        left = [f"! {kind}" for kind in ("pictures", "tables") if one.get(kind)]
        assert "\n".join([one["markdown"], *left]) == expected, name.strip().splitlines()[-1]


def test_pasting_into_an_article(page: Any) -> None:
    """What was left out is told; what was copied from the text itself stays letter for letter; an empty clipboard is none."""
    text = page.locator(".cm-content")
    text.fill("")
    page.evaluate(PASTE, ["<p>Air <b>naik</b>.</p><p><img src=https://iklan.example/a.jpg width=300></p>", "Air naik."])
    assert text.inner_text() == "Air **naik**."
    page.get_by_text("Gambar dan film").or_(page.get_by_text("Pictures and films")).wait_for()
    page.evaluate(PASTE, ["", "\n*Tebal* _miring_ [x]"])
    assert text.inner_text().splitlines() == ["Air **naik**.**Tebal** *miring* \\[x\\]"]
    text.fill("*miring* \\[x\\] _a_")
    for key in ("Control+a", "Control+c", "ArrowRight", "Control+v"):
        text.press(key)
    assert text.inner_text() == "*miring* \\[x\\] _a_" * 2
    page.evaluate(PASTE, ["", ""])
    assert text.inner_text() == "*miring* \\[x\\] _a_" * 2


HOSTILE = (
    "<b>" * 1000, "<blockquote>" * 1000, "<b><div></b></div>" * 500, "<b x='<'>" * 1000, "<ul><li>" * 500,
    "<p " + " ".join(f"a{number}=1" for number in range(8000)) + ">x", "<!--" * 50_000, "<style>" * 50_000,
    "<table><tr><td>" * 300, "<p style='mso-list:l0 level1'>x</p>" * 500, "[" * 50_000, "<i><b>a</b></i>" * 3000,
    "<svg>" * 1000, "<a href='" + "x" * 300_000 + "'>y</a>", "&" * 50_000, "<img src=x>" * 10_000, "<i></i>" * 50_000,
    "<p>" + "a" * 3_000_000, "*" * 50_000, "_a " * 20_000,
)  # fmt: skip


def test_hostile_pages(page: Any) -> None:
    """Come to an end, with something to say, and without HTML."""
    for one in converted(page, *((f"<p>x</p>{html}", "teks") for html in HOSTILE), *(("", html) for html in HOSTILE)):
        assert one["markdown"]
        assert not raw_html(one["markdown"][:20_000])


ODD = (
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
)  # fmt: skip
BENIGN = (
    "kata",
    "dua kata",
    "Rp5.000",
    "(9/10)",
    "a_b",
    "5 * 3",
    "#tagar",
    "@akun",
    "50%",
    "“kutip”",
    "x &lt; y",
    "A&amp;B",
    "1.",
    "-",
)
TAGS = (
    "p",
    "b",
    "i",
    "h2",
    "li",
    "ul",
    "ol",
    "blockquote",
    "table",
    "tr",
    "td",
    "span",
    "div",
    "a",
    "strong",
    "em",
    "s",
)
SIGNS = (
    "\n", "\n\n", " ", "- ", "* ", "1. ", "> ", "# ", "***", "`", "[x](y)", "<b>", "~~", "___", "===", "kata", "dua_kata",
    "https://a.example/[x]_c_*d*`e`", "[16.10, 9/10/2024] Sari: *x y*",
)  # fmt: skip


def tree(dice: Random, depth: int = 4) -> str:
    if not depth or dice.random() < 0.3:
        return dice.choice(BENIGN)
    tag = dice.choice(TAGS)
    return f"<{tag}>{' '.join(tree(dice, depth - 1) for _ in range(dice.randrange(1, 4)))}</{tag}>"


def letters(html: str) -> Counter[str]:
    return Counter(filter(str.isalpha, re.sub(r"<[^<>]*>", " ", html.replace("&amp;", "&").replace("&lt;", "‹"))))


def test_anything_pasted(page: Any) -> None:
    """Odd, benign and broken pages, and any text, never give HTML; of benign ones no letter is missing."""
    dice = Random(53)
    odd = [("".join(dice.choice([*ODD, tree(dice)]) for _ in range(8)), "") for _ in range(150)]
    benign = [("".join(f"<p>{tree(dice)}</p>" for _ in range(3)), "") for _ in range(150)]
    texts = [("", " ".join(dice.choice(SIGNS) for _ in range(14))) for _ in range(150)]
    made = [one["markdown"] for one in converted(page, *odd, *benign, *texts)]
    for (html, _), markdown in zip(odd, made, strict=False):
        assert not raw_html(markdown), html
    parser = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    for (html, text), markdown in zip((*benign, *texts), made[len(odd) :], strict=True):
        assert not letters(html or text) - letters(parser.render(markdown)), html or text
