"""HTML in a text, where site.yaml wants it: what is safe comes through, and is checked like Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.base.errors import Problem
from generator.portal.records import Blank, Body
from generator.readers.markdown import parse_body
from tests.support import CONFIG, article, site


def parse(text: str, title: str = "Judul") -> tuple[Body, list[Problem]]:
    return parse_body(text, "content/a.md", html=True, title=title)


def shown(text: str) -> str:
    """Return the HTML of a text, with the targets of its links and pictures in their places, and without empty lines."""
    body, problems = parse(text)
    assert problems == []

    def put(blank: Blank) -> str:
        if blank.kind in ("open", "image"):
            link = body.links[blank.link]
            return (
                f'<a href="{link.target}">' if blank.kind == "open" else f"[{link.target}|{link.text}|{link.caption}]"
            )
        return "</a>" if blank.kind == "close" else f"[{blank.kind}]"

    html = "".join(piece if isinstance(piece, str) else put(piece) for part in body.parts for piece in part)
    return re.sub(r"\n+", "\n", html).lstrip("\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Satu <b>dua</b> *tiga*", "<p>Satu <b>dua</b> <em>tiga</em></p>\n"), ("a<br>b", "<p>a<br>b</p>\n"), ("<p>a</p>", "<p>a</p>\n"),
        ("<div>a</div>\n<div>b</div>", "<p>a</p>\n<p>b</p>\n"), ("<p>a <i>b</p>", "<p>a <i>b</i></p>\n<p><i>\n</i></p>\n"), ("x <em>*y*</em> z", "<p>x <em><em>y</em></em> z</p>\n"),
        ("*a <b>b* c</b>", "<p><em>a <b>b</b></em><b> c</b></p>\n"), ("- a <u>b</u>", "<ul>\n<li>a <u>b</u></li>\n</ul>\n"), ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>\n"),
        ("<strike>a</strike> b", "<p><s>a</s> b</p>\n"), ("<abbr title='Kota'>K</abbr> a", '<p><abbr title="Kota">K</abbr> a</p>\n'),
        ('<p>a <a href="/x/">b <i>c</i></a></p>', '<p>a <a href="/x/">b <i>c</i></a></p>\n'), ("<p>&lt;b&gt; &amp; &nbsp;x</p>", "<p>&lt;b&gt; &amp; \u00a0x</p>\n"),
        ("<p>a <a href='https://a.example/?a=1&amp;b=2' target=_blank>b</a></p>", '<p>a <a href="https://a.example/?a=1&amp;b=2" rel="noopener">b</a></p>\n'),
        ('<p><img src="/foto/a.jpg" alt="Pasar" width="3"></p>', "<p>[/foto/a.jpg|Pasar|]</p>\n"),
        ('<figure class="x"><img src="/foto/a.jpg"><figcaption>Pasar <b>pagi</b></figcaption></figure>', "[/foto/a.jpg||Pasar pagi]"),
        ("<a href='/x/'><img src='/foto/a.jpg' alt='A'></a> b", '<p><a href="/x/">[/foto/a.jpg|A|]</a> b</p>\n'),
        ("<table>\n<tr><th scope=col>a\n\n<tr><td colspan=2>b</table>", '<div class="tabel" tabindex="0"><table>\n<tbody><tr><th scope="col">a\n</th></tr><tr><td colspan="2">b</td></tr></tbody></table></div>\n'),
        ("<details>\n<summary>a</summary>\n\n*b* [c](/d/)\n\n</details>", '<details>\n<summary>a</summary>\n<p><em>b</em> <a href="/d/">c</a></p>\n</details>'),
        ("<h4>a</h4>\n\n# b", '<h2 id="a">a</h2>\n<h2 id="b">b</h2>\n'), ("## <i>a</i>", '<h2 id="a"><i>a</i></h2>\n'),
        ("<h1>Judul</h1>\n\nb", "<p>b</p>\n"), ("<pre>a\n  b</pre>", '<pre tabindex="0">a\n  b</pre>'), ("| a<br>b |\n|-|\n| <b>c</b> |", '<div class="tabel" tabindex="0"><table>\n<thead>\n<tr>\n<th>a<br>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><b>c</b></td>\n</tr>\n</tbody>\n</table></div>\n'),
        ("<p>a</p>\n<!-- rahasia -->\n<p>b<!-- lagi --></p>", "<p>a</p>\n<p>b</p>\n"), ("a <!-- x --> b <b>c</b>", "<p>a b <b>c</b></p>\n"),
        ("`<b>` dan <b>c</b>", "<p><code>&lt;b&gt;</code> dan <b>c</b></p>\n"), ("<a href='#judul'>a</a>\n\n## judul", '<p><a href="[page]#judul">a</a></p>\n<h2 id="judul">judul</h2>\n'),
        ("<blockquote>\n\na\n\n</blockquote>", "<blockquote>\n<p>a</p>\n</blockquote>"), ("<ol start=3><li>a</ol>", '<ol start="3"><li>a</li></ol>'),
        ('a [b <i>c</i>](/d/ "e")', '<p>a <a href="/d/">b <i>c</i></a></p>\n'), ("<p>a <b>\n\nb</b>", "<p>a <b>\n</b></p>\n<p>b</p>\n"),
    ],
)  # fmt: skip
def test_what_comes_through(text: str, html: str) -> None:
    """A closed list of elements, in order as a browser would have them, with links and pictures to be checked."""
    assert shown(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>\n\na", "a <script>alert(1)</script>", '<p onclick="x">a</p>', '<p style="top:0">a</p>', "<p>a<svg><a xlink:href='javascript:x'></svg></p>",
        "<p>a<iframe src='/x'></iframe></p>", "<p>a<object data=x>b</object></p>", "<form action=/x><input name=a>a</form>", "<p>a<a href='javascript:alert(1)'></a></p>",
        "<p>a<a href=' java&#10;script:alert(1)'></a></p>", "<p>a<img src='data:image/png;base64,x'></p>", "<p>a<img src='http://a.example/b.png'></p>", "<style>p{}</style>\na",
        "<p>a<math><mtext></mtext></math></p>", "<p>a<video src=x>b</video></p>", "<?php echo 1 ?>\na", "<p>a<textarea><b></textarea></p>", "<p>a<template><b></template></p>",
    ],
)  # fmt: skip
def test_what_does_not(text: str) -> None:
    """Script, style, handlers, frames, forms and addresses of other kinds go, and the writer is told."""
    body, problems = parse(text)
    html = "".join(piece for piece in body.parts[0] if isinstance(piece, str))
    assert problems == []
    assert re.fullmatch(r"\s*<p>a\s*</p>\s*", html), html
    assert [remark.kind for remark in body.remarks] == ["removed"]


@pytest.mark.parametrize(
    "text",
    [
        '<div class="a" id="b">x</div>',
        "<span>x</span> y",
        "<p align=left>x</p>",
        "<center>x</center>",
        "<p>a <o:p></o:p></p>",
        "<a name=x>y</a> z",
    ],
)
def test_nothing_is_said_of_what_makes_no_difference(text: str) -> None:
    """Classes, ids and mere wrappers go without a word."""
    assert parse(text)[0].remarks == ()


def test_one_warning_has_the_first_place_and_the_number(tmp_path: Path) -> None:
    """Of all that readers do not get of an article's HTML."""
    portal = site(tmp_path, config=CONFIG + "html: safe\n")
    path = "content/daerah/2024/10/a.md"
    portal.add(path, article("A", 'Satu.\n\n<p>dua</p>\n<p style="x">tiga</p>\n\nempat <script>x</script>'))
    (warning,) = portal.build().warnings
    assert (
        warning.text("warning").splitlines()[0]
        == f"{path}:10:1: warning: readers do not get this HTML, and 1 more in this file [no-effect]"
    )


def test_places_of_links_in_html() -> None:
    """A link and a picture are told of where their addresses stand."""
    body, _ = parse('Satu <a href="/x/">a</a>\n\n<p>b\n<img alt="c" src=\'/y.png\'></p>')
    assert [(link.line, link.column) for link in body.links] == [(1, 15), (4, 19)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<p>a <!-- b</p>", "this comment never ends"),
        ("a\n\n[^1]: <div><!-- b\n\nc -->\n", "this comment never ends"),
        ("a[^1]\n\n[^1]: b\n\n[^1]: <div><!-- b\n\nc -->\n", "this comment never ends"),
 ("<p>a</p>\n<!-- halaman -->\n<p>b</p>", "this does not split the article, since it stands in HTML"),
        ('<a href="">x</a> y', "the link has no address"), ("<b>" * 200 + "a", "the HTML is nested too deeply"), ("<blockquote>" * 200, "the HTML is nested too deeply"),
        ("<p>a" * 20_001, "the text has more than 20,000 tags of HTML"), ("<p>" + "<i><b><u><s><em><code><small>" * 3 + "<p>a" * 5000, "elements that are not closed go on in each paragraph below"),
        ("<p><a href='#x'>a</a>", 'this link leads nowhere: the text has no place "#x"'),
    ],
)  # fmt: skip
def test_mistakes(text: str, message: str) -> None:
    """What Markdown may not have, HTML may not have either, and it has limits of its own."""
    assert message in [str(problem.message) for problem in parse(text)[1]]


def test_comments_never_reach_readers() -> None:
    """Wherever in HTML they stand, one without an end included."""
    for text in (
        "<p>a<!-- rahasia --></p>",
        "<div><!-- rahasia\n--></div>",
        "a <b>b<!-- rahasia --></b>",
        "<table><!-- rahasia --><tr><td>a</table>",
        "<p title='<!-- rahasia -->'>x</p>",
    ):
        body, _ = parse(text)
        assert "rahasia" not in str(body)


def test_frames_of_known_players_are_boxes() -> None:
    """As a bare address is; what another frame shows becomes a link, with a warning."""
    frame, _ = parse('<p><iframe width="560" src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></p>')
    bare, _ = parse("https://www.youtube.com/watch?v=dQw4w9WgXcQ")
    assert "".join(map(str, frame.parts[0])) == "".join(map(str, bare.parts[0])).rstrip("\n")
    assert frame.remarks == ()
    assert (
        shown('<iframe src="https://peta.example/a"></iframe>')
        == '<p><a href="https://peta.example/a" rel="noopener">peta.example</a>\n</p>\n'
    )


def test_words_and_summary() -> None:
    """The first paragraph of HTML is the summary, and its words count."""
    body, _ = parse("<table><tr><td>x</td></tr></table>\n<p>Harga <b>ikan</b> turun.</p>\n<p>Dua.</p>")
    assert (body.lead, body.words) == ("Harga ikan turun.", 5)


def test_an_item_without_its_list() -> None:
    """It would end the item of the Markdown around it."""
    assert shown("- a <li>b</li> c") == "<ul>\n<li>a b c</li>\n</ul>\n"
    assert shown("<li>b</li>") == "<p>b\n</p>\n"
    assert shown("<ul><li>b</ul>") == "<ul><li>b</li></ul>"


def test_no_link_in_a_link() -> None:
    """One that holds another link, a box or a footnote is left out, and its words stay."""
    assert shown("x <a href='/a/'>y [b](/b/)</a>") == '<p>x <a href="/a/">y </a><a href="/b/">b</a></p>\n'
    assert shown("<a href='/a/'>\n<details>\n\nb\n\n</details></a>") == "<details>\n<p>b</p>\n</details>"
    assert 'href="/a/"' not in shown("x <a href='/a/'>y[^1]</a>\n\n[^1]: z")


def test_html_is_text_unless_site_yaml_wants_it(tmp_path: Path) -> None:
    """`html: safe` reads all texts again, and so does taking it away; links in HTML are checked, aliases followed."""
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/b.md", article("B", aliases="[/lama/]"))
    portal.add("content/daerah/2024/10/a.md", article("A", '<p>Lihat <a href="/lama/">b</a>.</p>'))
    portal.build()
    page = "daerah/2024/10/a/index.html"
    assert "&lt;p&gt;Lihat" in portal.read(page)
    portal.add("site.yaml", CONFIG + "html: safe\n")
    portal.build()
    assert '<p>Lihat <a href="/daerah/2024/10/b/">b</a>.</p>' in portal.read(page)
    assert portal.files() == portal.clean()
    assert 'href="https://uji.example/daerah/2024/10/b/"&gt;b&lt;/a&gt;' in portal.read("daerah/feed.xml")
    portal.add(
        "content/daerah/2024/10/a.md",
        article("A", '<p>Lihat <a href="/hilang/">b</a> <img src="/foto/x.png" alt="x"></p>'),
    )
    assert {problem.code for problem in portal.problems()} == {"dead-link", "missing-picture"}
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert "&lt;p&gt;Lihat" in portal.read(page)


@pytest.mark.parametrize("text", [">- <script>\n>", "> * <?\n>", "> 1. <!X\n> ", "- > <![CDATA[\n  >"])
def test_a_block_that_ends_with_the_text(text: str) -> None:
    """In a list in a quotation whose last line is empty: the library would read behind the end of the text."""
    assert parse(text) == parse(f"{text}\n")
