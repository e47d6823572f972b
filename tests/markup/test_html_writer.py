"""HTML in a text, where site.yaml wants it: what is safe comes through, and is checked like Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.base.errors import Problem
from generator.markup.markdown import parse_body
from generator.model.records import Blank, Body
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
        ("x ![a <b>c</b>](/x.png)", "<p>x [/x.png|a c|]</p>\n"), ("<blockquote>\n\na\n\n</blockquote>", "<blockquote>\n<p>a</p>\n</blockquote>"), ("<ol start=3><li>a</ol>", '<ol start="3"><li>a</li></ol>'),
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


@pytest.mark.parametrize(
    ("text", "html", "links", "lead", "words"),
    [
        (
            "Satu <b>dua\ntiga</b> [empat](/empat/) <i\ntitle=x>lima</i> [enam](/enam/)\ntujuh [delapan](/8/)",
            "<p>Satu <b>dua\ntiga</b> ⟦open 0⟧empat⟦close 0⟧ <i>lima</i> ⟦open 1⟧enam⟦close 1⟧\ntujuh ⟦open 2⟧delapan⟦close 2⟧</p>\n",
            [("link", 11, 18), ("link", 12, 25), ("link", 13, 17)], "Satu dua tiga empat lima enam tujuh delapan", 8,
        ),
        (
            "<div>\n<p>a</p>\n\nBaca Juga: [b](/b/)\n\n- c\n- d <i>e</i>\n\n</div>\n\nakhir",
            "<p>a</p>\n⟦baca 0⟧\n<ul>\n<li>c</li>\n<li>d <i>e</i></li>\n</ul>\n<p>akhir</p>\n",
            [("baca", 13, 16)], "a", 5,
        ),
        (
            "<div>\n\nBaca Juga:\n\n- [b](/b/)\n\n<p>c</p>\n\n</div>\n\nakhir",
            "⟦baca 0⟧\n<p>c</p>\n<p>akhir</p>\n",
            [("baca", 14, 7)], "c", 2,
        ),
        (
            "Baca Juga:\n\n- [b](/b/)\n\n<p>c</p>\n",
            "⟦baca 0⟧\n<p>c</p>\n",
            [("baca", 12, 7)], "c", 1,
        ),
        (
            "<details>\n<summary>a</summary>\n\n1. b\n2. c\n\n   d\n\n</details>\n\n<p>e</p>\n\n<p>f</p>\n\ng",
            "<details>\n<summary>a</summary>\n<ol>\n<li>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n<p>d</p>\n</li>\n</ol>\n</details>\n<p>e</p>\n\n<p>f</p>\n<p>g</p>\n",
            [], "e", 7,
        ),
        (
            "> <ul>\n> <li>\n>\n> a\n>\n> </li>\n> </ul>\n\nb\n\n</ul>",
            "<blockquote>\n<ul>\n<li>\n<p>a</p>\n</li>\n</ul></blockquote>\n<p>b</p>\n",
            [], "b", 2,
        ),
        (
            "<table><tr><td>\n\n<!-- halaman -->\n\na\n\n</td></tr></table>\n\nb",
            '<div class="tabel" tabindex="0"><table><tbody><tr><td>\n</td></tr></tbody></table></div>\n=|=<p>a</p>\n<p>b</p>\n',
            [], "a", 2,
        ),
        (
            "<figure><img src='/foto/a.jpg'><figcaption>Pasar</figcaption></figure>\n<p>a</p>\n<figure><table><tr><td>a</td></tr></table></figure>",
            '⟦image 0⟧\n\n<p>a</p>\n\n<figure><div class="tabel" tabindex="0"><table><tbody><tr><td>a</td></tr></tbody></table></div>\n</figure>',
            [("image", 10, 19)], "a", 2,
        ),
        (
            "<h3>Satu <b>dua</b></h3>\n<p>a<br>b</p><h4><img src='/c.png' alt='C'></h4><h5> </h5><pre>\n x</pre>",
            '<h2 id="satu-dua">Satu <b>dua</b></h2>\n\n<p>a<br>b</p>\n<h3 id="c">⟦image 0⟧</h3>\n<pre tabindex="0"> x</pre>',
            [("image", 11, 28)], "a b", 5,
        ),
        (
            "Satu[^1] <b>dua</b>\n\n[^1]: tiga <i>empat</i>\n\n<a href='/a/'>x</a><img src='https://a.example/b.png' alt='c'>",
            '<p>Satu<sup class="rujukan" id="rujukan_1"><a href="⟦page 1⟧#catatan_1" role="doc-noteref">1</a></sup> <b>dua</b></p>\n<p>⟦open 0⟧x⟦close 0⟧<img src="https://a.example/b.png" alt="c" loading="lazy" decoding="async"></p>\n<section class="catatan" role="doc-endnotes" aria-label="⟦word catatan_kaki⟧">\n<ol>\n<li id="catatan_1"><p>tiga <i>empat</i> <a href="⟦page 1⟧#rujukan_1" class="kembali" role="doc-backlink" aria-label="⟦word kembali_ke_teks⟧">↩︎</a></p>\n</li>\n</ol>\n</section>\n',
            [("link", 14, 10)], "Satu dua", 5,
        ),
        (
            "<p></p>teks <b>tebal</b><div>lain</div>sisa",
            "<p>teks <b>tebal</b></p>\n<p>lain</p>\n<p>sisa\n</p>\n",
            [], "teks tebal", 4,
        ),
        (
            "<blockquote><p>kutipan</p></blockquote><p>lead <i>x</i></p>",
            "<blockquote><p>kutipan</p>\n</blockquote><p>lead <i>x</i></p>\n",
            [], "lead x", 3,
        ),
        (
            "<details><p>dalam <ul><li>x</li></ul></details>\n<p>lead</p>",
            "<details><p>dalam </p>\n<ul><li>x</li></ul></details>\n<p>lead</p>\n",
            [], "lead", 3,
        ),
        (
            "<b>a<table><tr><td>b</td></tr></table></b>",
            '<p><b>a</b></p>\n<div class="tabel" tabindex="0"><table><tbody><tr><td>b</td></tr></tbody></table></div>\n',
            [], "a", 2,
        ),
        (
            "- <b>a</b>\n\n  b\n- c",
            "<ul>\n<li>\n<p><b>a</b></p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n",
            [], "", 3,
        ),
        (
            "teks <iframe src='https://peta.example/a'></iframe> b",
            '<p>teks <a href="https://peta.example/a" rel="noopener">peta.example</a> b</p>\n',
            [], "teks peta.example b", 3,
        ),
        (
            "<dl><dt>a<dd>b</dl>\n\n<ol>\n\n<li>c</li>\n\n</ol>\n\n<figure>\n\n![a](/b.png)\n\n</figure>\n\n> <details>\n>\n> x\n>\n> </details>\n\n</details>\n\ny",
            "<dl><dt>a</dt><dd>b</dd></dl>\n<ol>\n<li>c</li>\n</ol>\n<figure>\n<p>⟦image 0⟧</p>\n</figure><blockquote>\n<details>\n<p>x</p>\n</details></blockquote>\n<p>y</p>\n",
            [("image", 20, 6)], "y", 5,
        ),
        (
            "<td>a</td>\n\nb\n\n<blockquote>\n\nc\n\n<blockquote>\n\nd\n\n</blockquote>\n\ne\n\n</blockquote>\n\nf",
            "<p>a\n</p>\n<p>b</p>\n<blockquote>\n<p>c</p>\n<blockquote>\n<p>d</p>\n</blockquote>\n<p>e</p>\n</blockquote><p>f</p>\n",
            [], "a", 6,
        ),
        (
            "- <details>\n\n  a\n\n  </details>\n- <details>\n\n  b\n\n  </details>",
            "<ul>\n<li>\n<details>\n<p>a</p>\n</details></li>\n<li>\n<details>\n<p>b</p>\n</details></li>\n</ul>\n",
            [], "", 2,
        ),
        (
            "<p>a <s>b</s>&nbsp;</p>\n\n- [x] <b>c</b>\n- [ ] d ![e](/f.png) <i>g</i>",
            '<p>a <s>b</s>\xa0</p>\n<ul>\n<li class="tugas"><span role="img" aria-label="⟦word sudah⟧">☑</span> <b>c</b></li>\n<li class="tugas"><span role="img" aria-label="⟦word belum⟧">☐</span> d ⟦image 0⟧ <i>g</i></li>\n</ul>\n',
            [("image", 13, 14)], "a b", 5,
        ),
    ],
)  # fmt: skip
def test_all_that_comes_of_a_text(
    text: str, html: str, links: list[tuple[str, int, int]], lead: str, words: int
) -> None:
    """To the letter: pages with their blanks, places of links, the first paragraph and the number of words."""
    body, problems = parse_body(text, "content/a.md", 10, html=True)
    assert problems == []
    pages = [
        "".join(one if isinstance(one, str) else f"⟦{one.kind} {one.text or one.link}⟧" for one in part)
        for part in body.parts
    ]
    assert "=|=".join(pages) == html
    assert [(one.kind, one.line, one.column) for one in body.links] == links
    assert (body.lead, body.words) == (lead, words)


def test_a_link_behind_html_of_several_lines_is_told_at_its_own() -> None:
    """Line feeds within an element count, too."""
    _, problems = parse("Satu <span\n\ttitle='x'>dua</span> [tiga](javascript:x) <b\n>x</b>\n[empat]()\n")
    assert [(problem.where.line, problem.code) for problem in problems] == [(4, "bad-link")]
