"""The writer: what comes of Markdown, to the letter."""

from __future__ import annotations

import pytest

from generator.markup.markdown import parse_body


@pytest.mark.parametrize(
    ("text", "html", "lead", "words", "also"),
    [
        (
            "[a <https://b.id/> c](/d/)",
            "<p>⟦open 0⟧a https://b.id/ c⟦close 0⟧</p>\n",
            "a https://b.id/ c", 3, {"links": [("link", 10, 23, "/d/", "a https://b.id/ c")]},
        ),
        (
            "a ***(SA)",
            "<p>a</p>\n",
            "a", 1, {"mark": ("SA", 10, 3)},
        ),
        (
            "a ***(SA)\n\n<!-- b -->\n\n[^1]: c",
            "<p>a</p>\n",
            "a", 1, {"remarks": [("unused", 14, 1)], "mark": ("SA", 10, 3)},
        ),
        (
            "a[^1]\n\n***(SA/BU)\n\n[^1]: c",
            '<p>a<sup class="rujukan" id="rujukan_1"><a href="⟦page 1⟧#catatan_1" role="doc-noteref">1</a></sup></p>\n<section class="catatan" role="doc-endnotes" aria-label="⟦word catatan_kaki⟧">\n<ol>\n<li id="catatan_1"><p>c <a href="⟦page 1⟧#rujukan_1" class="kembali" role="doc-backlink" aria-label="⟦word kembali_ke_teks⟧">↩︎</a></p>\n</li>\n</ol>\n</section>\n',
            "a", 2, {"mark": ("SA/BU", 12, 1)},
        ),
        (
            "***(SA)",
            "",
            "", 0, {"mark": ("SA", 10, 1)},
        ),
        (
            "a ***( SA )<!-- x --> <!-- y -->",
            "<p>a</p>\n",
            "a", 1, {"mark": ("SA", 10, 3)},
        ),
        (
            "a \\*\\*\\*(SA)",
            "<p>a</p>\n",
            "a", 1, {"mark": ("SA", 10, 3)},
        ),
        (
            "a ***(SAAAAAAAAAAAA)",
            "<p>a ***(SAAAAAAAAAAAA)</p>\n",
            "a ***(SAAAAAAAAAAAA)", 2, {},
        ),
        (
            "a ***(SAAAAAAAAAAA)",
            "<p>a</p>\n",
            "a", 1, {"mark": ("SAAAAAAAAAAA", 10, 3)},
        ),
        (
            "> a[^1]\n>\n> [^1]: b\n\n***(SA)",
            '<blockquote>\n<p>a<sup class="rujukan" id="rujukan_1"><a href="⟦page 1⟧#catatan_1" role="doc-noteref">1</a></sup></p>\n</blockquote>\n<section class="catatan" role="doc-endnotes" aria-label="⟦word catatan_kaki⟧">\n<ol>\n<li id="catatan_1"><p>b <a href="⟦page 1⟧#rujukan_1" class="kembali" role="doc-backlink" aria-label="⟦word kembali_ke_teks⟧">↩︎</a></p>\n</li>\n</ol>\n</section>\n',
            "", 2, {"mark": ("SA", 14, 1)},
        ),
        (
            "a\n***(SA)",
            "<p>a</p>\n",
            "a", 1, {"mark": ("SA", 11, 1)},
        ),
        (
            "[^1]: a\n\n***(S)",
            "",
            "", 0, {"remarks": [("unused", 10, 1)], "mark": ("S", 12, 1)},
        ),
        (
            "a[^x] b[^x] c[^y]\n\n[^x]: satu[^y]\n\n[^y]: dua\n\n<!-- halaman -->\n\nd[^z] e[^x]\n\n[^z]: tiga\n\n[^w]: empat\n[^x]: lagi",
            '<p>a<sup class="rujukan" id="rujukan_1"><a href="⟦page 1⟧#catatan_1" role="doc-noteref">1</a></sup> b<sup class="rujukan" id="rujukan_1_2"><a href="⟦page 1⟧#catatan_1" role="doc-noteref">1</a></sup> c<sup class="rujukan" id="rujukan_2"><a href="⟦page 1⟧#catatan_2" role="doc-noteref">2</a></sup></p>\n<section class="catatan" role="doc-endnotes" aria-label="⟦word catatan_kaki⟧">\n<ol>\n<li id="catatan_1"><p>satu<sup class="rujukan" id="rujukan_2_2"><a href="⟦page 1⟧#catatan_2" role="doc-noteref">2</a></sup> <a href="⟦page 1⟧#rujukan_1" class="kembali" role="doc-backlink" aria-label="⟦word kembali_ke_teks⟧">↩︎</a></p>\n</li>\n<li id="catatan_2"><p>dua <a href="⟦page 1⟧#rujukan_2" class="kembali" role="doc-backlink" aria-label="⟦word kembali_ke_teks⟧">↩︎</a></p>\n</li>\n</ol>\n</section>\n=|=<p>d<sup class="rujukan" id="rujukan_3"><a href="⟦page 2⟧#catatan_3" role="doc-noteref">3</a></sup> e<sup class="rujukan" id="rujukan_1_3"><a href="⟦page 1⟧#catatan_1" role="doc-noteref">1</a></sup></p>\n<section class="catatan" role="doc-endnotes" aria-label="⟦word catatan_kaki⟧">\n<ol start="3">\n<li id="catatan_3"><p>tiga <a href="⟦page 2⟧#rujukan_3" class="kembali" role="doc-backlink" aria-label="⟦word kembali_ke_teks⟧">↩︎</a></p>\n</li>\n</ol>\n</section>\n',
            "a b c", 8, {"remarks": [("unused", 22, 1)]},
        ),
        (
            "- a\n\n  b\n- c\n\n> d\n> e",
            "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n<blockquote>\n<p>d\ne</p>\n</blockquote>\n",
            "", 5, {},
        ),
        (
            "- a\n  - b\n\n    c\n  - d",
            "<ul>\n<li>a\n<ul>\n<li>\n<p>b</p>\n<p>c</p>\n</li>\n<li>\n<p>d</p>\n</li>\n</ul>\n</li>\n</ul>\n",
            "", 4, {},
        ),
        (
            "| a | b | c |\n|:-|-:|:-:|\n| d | e | f |",
            '<div class="tabel" tabindex="0"><table>\n<thead>\n<tr>\n<th>a</th>\n<th class="kanan">b</th>\n<th class="tengah">c</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>d</td>\n<td class="kanan">e</td>\n<td class="tengah">f</td>\n</tr>\n</tbody>\n</table></div>\n',
            "", 6, {},
        ),
        (
            "```py\nx\n```\n\n    y",
            '<pre tabindex="0"><code class="language-py">x\n</code></pre>\n<pre tabindex="0"><code>y\n</code></pre>\n',
            "", 0, {},
        ),
        (
            "![a](/b.png)",
            "<p>⟦image 0⟧</p>\n",
            "", 0, {"links": [("image", 10, 6, "/b.png", "a")]},
        ),
        (
            "![](/b.png)",
            "<p>⟦image 0⟧</p>\n",
            "", 0, {"links": [("image", 10, 5, "/b.png", "")], "silent": [(10, 5)]},
        ),
        (
            "![a](https://x.id/b.png 'c')",
            '<figure><img src="https://x.id/b.png" alt="a" loading="lazy" decoding="async"><figcaption>c</figcaption></figure>\n',
            "", 0, {},
        ),
        (
            "![a](http://x.id/b.png)",
            "<p>![a](http://x.id/b.png)</p>\n",
            "", 0, {"remarks": [("link", 10, 1)]},
        ),
        (
            "a ![](https://x.id/b.png) b",
            '<p>a <img src="https://x.id/b.png" alt="" loading="lazy" decoding="async"> b</p>\n',
            "a b", 2, {"silent": [(10, 7)]},
        ),
        (
            "[a](/b/ 'c') [d](#e) [](/f/) [![g](/h.png)](/i/) [j](#)",
            '<p>⟦open 0⟧a⟦close 0⟧ <a href="⟦page 0⟧#e">d</a> ⟦open 1⟧⟦close 1⟧ ⟦open 2⟧⟦image 3⟧⟦close 2⟧ <a href="⟦page 0⟧#">j</a></p>\n',
            "a d j", 3, {"links": [("link", 10, 5, "/b/", "a"), ("link", 10, 25, "/f/", ""), ("link", 10, 45, "/i/", "g"), ("image", 10, 1, "/h.png", "g")], "problems": ['content/a.md:10:18 this link leads nowhere: the text has no place "#e"'], "remarks": [("nowhere", 10, 52)]},
        ),
        (
            "# e\n\n[a](#e)",
            '<h2 id="e">e</h2>\n<p><a href="⟦page 1⟧#e">a</a></p>\n',
            "a", 2, {},
        ),
        (
            "<https://kpu.go.id/a>",
            '<p><a href="https://kpu.go.id/a" rel="noopener">https://kpu.go.id/a</a></p>\n',
            "https://kpu.go.id/a", 1, {},
        ),
        (
            "https://kpu.go.id/a?b",
            '<p><a href="https://kpu.go.id/a?b" rel="noopener">kpu.go.id</a></p>\n',
            "kpu.go.id", 1, {},
        ),
        (
            "https://kpu.go.id/a b",
            '<p><a href="https://kpu.go.id/a" rel="noopener">https://kpu.go.id/a</a> b</p>\n',
            "https://kpu.go.id/a b", 2, {},
        ),
        (
            "Baca Juga: [a](/b/ 'x') dan [c](https://d.id)",
            '⟦baca 0⟧\n⟦away <a href="https://d.id" rel="noopener">c</a>⟧\n',
            "", 0, {"links": [("baca", 10, 16, "/b/", "a")]},
        ),
        (
            "Baca Juga:\n\n- [a](/a/)\n- [b](/b/)\n\nc",
            "⟦baca 0⟧\n⟦baca 1⟧\n<p>c</p>\n",
            "c", 1, {"links": [("baca", 12, 7, "/a/", "a"), ("baca", 13, 7, "/b/", "b")]},
        ),
        (
            "**a** https://a.id",
            '<p><strong>a</strong> <a href="https://a.id" rel="noopener">https://a.id</a></p>\n',
            "a https://a.id", 2, {},
        ),
        (
            "a\n\n<!-- x\n\ny",
            "<p>a</p>\n",
            "a", 1, {"problems": ["content/a.md:12 this comment never ends"]},
        ),
        (
            "a\n<!-- b -->\nc",
            "<p>a</p>\n<p>c</p>\n",
            "a", 2, {},
        ),
        (
            "> <!-- a -->\n> b",
            "<blockquote>\n<p>b</p>\n</blockquote>\n",
            "", 1, {},
        ),
        (
            "x\n: y\n\n  z\n: w",
            "<dl>\n<dt>x</dt>\n<dd>\n<p>y</p>\n<p>z</p>\n</dd>\n<dd>\n<p>w</p>\n</dd>\n</dl>\n",
            "", 4, {},
        ),
        (
            "[ ] a\n\n- [ ] a\n- [X] b\n- [x]c\n- [x] *d*",
            '<p>[ ] a</p>\n<ul>\n<li class="tugas"><span role="img" aria-label="⟦word belum⟧">☐</span> a</li>\n<li class="tugas"><span role="img" aria-label="⟦word sudah⟧">☑</span> b</li>\n<li>[x]c</li>\n<li class="tugas"><span role="img" aria-label="⟦word sudah⟧">☑</span> <em>d</em></li>\n</ul>\n',
            "[ ] a", 7, {},
        ),
        (
            "1. a\n2. b\n\n3) c",
            '<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<ol start="3">\n<li>c</li>\n</ol>\n',
            "", 3, {},
        ),
        (
            "*a\nb*  \nc\\\nd",
            "<p><em>a\nb</em><br>\nc<br>\nd</p>\n",
            "a b c d", 4, {},
        ),
    ],
)  # fmt: skip
def test_all_that_comes_of_a_text(text: str, html: str, lead: str, words: int, also: dict[str, object]) -> None:
    """Pages with their blanks, the first sentences and the number of words, and what else there is, with its place."""
    body, problems = parse_body(text, "content/a.md", 10)
    pages = [
        "".join(one if isinstance(one, str) else f"⟦{one.kind} {one.text or one.link}⟧" for one in part)
        for part in body.parts
    ]
    assert "=|=".join(pages) == html
    assert (body.lead, body.words) == (lead, words)
    assert {
        "links": [(one.kind, one.line, one.column, one.target, one.text) for one in body.links],
        "problems": [f"{one.where} {one.message}" for one in problems],
        "remarks": [(one.kind, one.line, one.column) for one in body.remarks],
        "silent": list(body.silent),
        "mark": (body.mark, *body.mark_at),
    } == {"links": [], "problems": [], "remarks": [], "silent": [], "mark": ("", 0, 0), **also}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("> " * 19 + "a", []), ("> " * 20 + "a", ["content/a.md:10 nested too deeply | use fewer levels of lists and quotes"]), ("- " * 9 + "a", []), ("- " * 10 + "a", ["content/a.md:10 nested too deeply | use fewer levels of lists and quotes"]),
        (f"{'> ' * 20}a\n\nb\n\n{'> ' * 20}c", ["content/a.md:10 nested too deeply | use fewer levels of lists and quotes"]),
        ("x\n\n" + "> " * 21 + "a", ["content/a.md:12 nested too deeply | use fewer levels of lists and quotes"]), ("a\n\n<!-- c\n--> d", ['content/a.md:12 text follows a comment on its line | put the text below the line with "-->"']),
        ("a\n\n<!-- c", ['content/a.md:12 this comment never ends | end it with "-->"']), ("a\n\n<!-- halaman -->\n\n<!-- halaman -->\nb", ["content/a.md:12 page 2 of the article is empty | write something between the <!-- halaman --> lines, or delete one"]),
    ],
)  # fmt: skip
def test_what_cannot_be_written(text: str, said: list[str]) -> None:
    """What is nested too deeply is told once."""
    assert [f"{one.where} {one.message} | {one.hint}" for one in parse_body(text, "content/a.md", 10)[1]] == said


def test_the_footnotes_of_a_second_page_go_on_counting() -> None:
    """From the first that it refers to."""
    body, _ = parse_body("a[^a]\n\n[^a]: b\n\n<!-- halaman -->\n\nc[^c]\n\n[^c]: d", "a.md")
    assert [str(part).count("<ol>") for part in body.parts] == [1, 0]
    assert '<ol start="2">' in str(body.parts[1])


@pytest.mark.parametrize("text", ["https://youtu.be/dQw4w9WgXcQ", "<https://youtu.be/dQw4w9WgXcQ>"])
def test_the_address_of_a_film_alone_is_a_box(text: str) -> None:
    """In angle brackets too."""
    assert 'data-embed="youtube"' in str(parse_body(text, "a.md")[0].parts)
