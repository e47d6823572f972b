"""Markdown of other systems as HTML."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.rules_core import inline

from generator.annex.importing.bodies import from_markdown as module
from generator.annex.importing.bodies.from_markdown import from_markdown, places, plain_line
from generator.markup import fast_paths
from tests.annex.importing.bodies.test_from_wordpress import bench
from tests.markup.test_commonmark import SNIPPETS
from tests.quick import examples


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a[^1]\n\n[^1]: satu\n", '<p>a<sup data-warta-reference="1"></sup></p>\n<div data-warta-note="1"><p>satu</p>\n</div>'),
        ("a[^x] b[^y] c[^x]\n\n[^y]: dua [^z]\n\n[^x]: satu\n\n[^z]: tiga\n\n[^w]: empat [^w]\n", '<p>a<sup data-warta-reference="1"></sup> b<sup data-warta-reference="2"></sup> c<sup data-warta-reference="1"></sup></p>\n<div data-warta-note="2"><p>dua <sup data-warta-reference="3"></sup></p>\n</div><div data-warta-note="1"><p>satu</p>\n</div><div data-warta-note="3"><p>tiga</p>\n</div><div><p>empat [^w]</p>\n</div>'),
        ("a[^q]", "<p>a[^q]</p>\n"), ("a\n: b\n", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n"), ("a\n~ b\n", "<p>a\n~ b</p>\n"),
        ("a\n\n~ b\n", "<p>a</p>\n<p>~ b</p>\n"), ("a\n\n: b\n", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n"), ("a\n~ b", "<p>a\n~ b</p>\n"),
        ("a\n~", "<p>a\n~</p>\n"), ("~ b", "<p>~ b</p>\n"), ("a\n", "<p>a</p>\n"), ("a\n\n", "<p>a</p>\n"),
        ("x <b>y</b> <script>z</script>\n\n<div>q</div>\n", "<p>x <b>y</b> <script>z</script></p>\n<div>q</div>\n"), ("~~a~~", "<p><s>a</s></p>\n"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n"),
        ("[a](<https://a.id/x y>) [b](/b/)", '<p><a href="https://a.id/x%20y">a</a> <a href="/b/">b</a></p>\n'),
        ("a\r\nb\r\n", "<p>a\nb</p>\n"), ("[^x]: a\n", "<div><p>a</p>\n</div>"),
        ("a[^<]\n\n[^<]: b\n", '<p>a<sup data-warta-reference="1"></sup></p>\n<div data-warta-note="1"><p>b</p>\n</div>'),
        ("- a\n  ~ b\n", "<ul>\n<li>a\n~ b</li>\n</ul>\n"), ("> a\n> ~ b\n", "<blockquote>\n<p>a\n~ b</p>\n</blockquote>\n"),
        ("- a\n\n  ~ b\n", "<ul>\n<li>\n<p>a</p>\n<p>~ b</p>\n</li>\n</ul>\n"), ("a\n\n\n~ b\n", "<p>a</p>\n<p>~ b</p>\n"),
    ],
)  # fmt: skip
def test_markdown_as_html(text: str, html: str) -> None:
    """With tables, struck words and definitions; footnotes have the numbers of their first references."""
    assert from_markdown(text, bench()) == html


_HTML = st.sampled_from(
    ["<div>", "</div>", "<b>x</b>", "<x-y>", "```\n", "~~~\n", "[^1]", "\n[^1]: ", "\n: ", "\n~ ", "&amp;", '"']
)
with patch.object(fast_paths, "enable", lambda *_, **__: None), patch.object(fast_paths, "inline", inline):
    _LIBRARY, _BLOCKS = module._parser.__wrapped__(), module._blocks.__wrapped__()


@settings(max_examples=examples(1500), deadline=None)
@given(st.lists(SNIPPETS | _HTML, max_size=30).map("".join))
def test_what_is_quick_changes_nothing(text: str) -> None:
    """A text is the HTML, the places and the line that the rules of the library find when all of them are asked."""
    quick = from_markdown(text, bench()), places(text), plain_line(text)
    with (
        patch.object(module, "_parser", lambda: _LIBRARY),
        patch.object(module, "_blocks", lambda: _BLOCKS),
        patch.object(fast_paths, "is_plain", lambda _: False),
    ):
        assert (from_markdown(text, bench()), places(text), plain_line(text)) == quick


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>a</div>\n\nb\n", [(0, 13, "html")]), ("a\n\n```\nb\n```\n\n<p>c", [(3, 13, "fence"), (14, 18, "html")]),
        ("```\r\nb\r\n```\r\nc", [(0, 12, "fence")]), ("a <b>c</b>\n", []),
    ],
)  # fmt: skip
def test_places(text: str, expected: list[tuple[int, int, str]]) -> None:
    """From the first character of a block to that of the line behind it."""
    assert places(text) == expected
