"""Markdown of other systems as HTML."""

from __future__ import annotations

import pytest

from generator.annex.importing.bodies.from_markdown import from_markdown
from tests.annex.importing.bodies.test_from_wordpress import bench


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
        ("a\r\nb\r\n", "<p>a\nb</p>\n"), ("[^x]: a\n", "<div><p>a</p>\n</div>"),
        ("a[^<]\n\n[^<]: b\n", '<p>a<sup data-warta-reference="1"></sup></p>\n<div data-warta-note="1"><p>b</p>\n</div>'),
        ("- a\n  ~ b\n", "<ul>\n<li>a\n~ b</li>\n</ul>\n"), ("> a\n> ~ b\n", "<blockquote>\n<p>a\n~ b</p>\n</blockquote>\n"),
        ("- a\n\n  ~ b\n", "<ul>\n<li>\n<p>a</p>\n<p>~ b</p>\n</li>\n</ul>\n"), ("a\n\n\n~ b\n", "<p>a</p>\n<p>~ b</p>\n"),
    ],
)  # fmt: skip
def test_markdown_as_html(text: str, html: str) -> None:
    """With tables, struck words and definitions; footnotes have the numbers of their first references."""
    assert from_markdown(text, bench()) == html
