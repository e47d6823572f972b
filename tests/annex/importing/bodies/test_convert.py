"""Bodies become Markdown whose words are those of the source."""

from __future__ import annotations

import re
from collections import Counter
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annex.importing.bodies import from_wordpress
from generator.annex.importing.bodies.convert import Converted, by_block, convert
from generator.annex.importing.bodies.to_markdown import plain_text
from generator.annex.importing.bodies.tree import parse
from generator.annex.importing.bodies.wording import (
    Destination,
    Lookups,
    differences,
    has_boxes,
    words_of,
    words_of_html,
)
from generator.annex.importing.items import File, Item
from generator.base.text import clean
from generator.markup.collector import MAX_PAGES
from generator.markup.markdown import parse_body
from tests.quick import LONG, sample

FILM = "http://www.youtube.com/v/abcdefghijk"
FILES = {
    "8": File("8", "https://lama.example/a.jpg", caption="Keterangan lama", alt="Teks alt"),
    "9": File("9", "https://lama.example/b.mp4"),
}


def target(address: str) -> Destination:
    """Return addresses as they are, but for files and what browsers execute."""
    if address.startswith(("javascript:", "data:")):
        return Destination("")
    return Destination(address, is_media=address.endswith((".jpg", ".png")))


DESK = Lookups(link=target, picture=target, file=FILES.get, attached=FILES.values)


def made(body: str, markup: str = "html", *, whole: bool = False) -> Converted:
    return convert(Item("article", "1", "", "", "", body, markup, None), DESK, whole=whole)  # type: ignore[arg-type]


def text(body: str, markup: str = "html") -> str:
    """Return the Markdown of a body of which no word may be lost."""
    found = made(body, markup)
    assert not found.lost
    assert not found.come
    assert not found.problems
    return found.text


SIGNS = st.text(alphabet="ab1 *_`[]()<>&!#+-=.~|\\:{}\"'“”é\n/%", max_size=24)


@given(st.lists(SIGNS | st.text(max_size=12), min_size=1, max_size=3))
def test_text_that_looks_like_markup_stays_text(paragraphs: list[str]) -> None:
    """Whatever signs a paragraph holds, readers of the new portal read the same words in the same order."""
    found = made("".join(f"<p>{escape(one)}</p>" for one in paragraphs))
    assert not found.problems
    assert not found.lost
    assert not found.come
    wanted = words_of(" ".join(paragraphs))
    assert sorted(words_of(clean(" ".join(paragraphs)))) == sorted(wanted)


@given(st.lists(st.tuples(st.sampled_from(["b", "em", "strong", "i", "del", "span", "code", ""]), SIGNS), max_size=5))
def test_emphasis_anywhere_loses_no_word(parts: list[tuple[str, str]]) -> None:
    """Bold, italic and struck words beside each other, within words or around spaces keep every character."""
    body = "".join(f"<{tag}>{escape(one)}</{tag}>" if tag else escape(one) for tag, one in parts)
    found = made(f"<p>{body}</p>")
    assert not found.problems
    assert not found.lost


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>satu <b>dua</b> <i>tiga</i></p>", "satu **dua** *tiga*"),
        ("<p>a<strong>“kutip”</strong>kata</p>", "a“kutip”kata"),
        ("<p>1. bukan daftar</p>", "1\\. bukan daftar"),
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p>a<br><br>b</p>", "a\n\nb"),
        ("<h1>Satu</h1><h3><b>Tiga</b></h3>", "## Satu\n\n### Tiga"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  * b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<p>x &lt;b&gt; &amp;amp; [y] *z*</p>", "x \\<b> \\&amp; \\[y\\] \\*z\\*"),
        ("<pre><code>x = 1\n  y</code></pre>", "```\nx = 1\n  y\n```"),
        ("<table><tr><th>A</th></tr><tr><td>1 | 2</td></tr></table>", "| A      |\n| ------ |\n| 1 \\| 2 |"),
        ('<p><a href="/x/">tautan</a></p>', "[tautan](/x/)"),
        ('<p><a name="x"></a>teks</p>', "teks"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
    ],
)
def test_structure_becomes_markdown(body: str, wanted: str) -> None:
    """Each thing that newsrooms write has its form in Markdown."""
    assert text(body) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<p>a<img src="/a.jpg" alt="A">b</p>', "a![A](/a.jpg)b"),
        ('<figure><img src="/a.jpg" alt="A"><figcaption>Ini <b>A</b></figcaption></figure>', '![A](/a.jpg "Ini A")'),
        ('<figure><a href="/a.jpg"><img src="/a.jpg" alt="A"></a></figure>', "![A](/a.jpg)"),
        ('<p>x<a href="/a.jpg"><img src="/a.jpg" alt="A"></a></p>', "x![A](/a.jpg)"),
        ('<p><a href="/x/"><img src="/a.jpg" alt="A"></a></p>', "[![A](/a.jpg)](/x/)"),
        (
            '<p>satu<figure><img src="/a.jpg" alt=""><figcaption>K</figcaption></figure>dua</p>',
            'satu\n\n![](/a.jpg "K")\n\ndua',
        ),
        (
            '<img src="data:image/gif;base64,R0" data-src="/a.jpg" alt="A"><noscript><img src="/a.jpg"></noscript>',
            "![A](/a.jpg)",
        ),
        ('<p>😀 <img class="wp-smiley" src="/s.png" alt="🙂"></p>', "😀 🙂"),
    ],
)
def test_pictures_keep_caption_and_place(body: str, wanted: str) -> None:
    """A picture with a caption is a figure of its own, one that leads to itself is only a picture."""
    assert text(body) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
            "https://www.youtube.com/watch?v=abcdefghijk",
        ),
        (
            '<iframe src="//www.youtube-nocookie.com/embed/abcdefghijk"></iframe>',
            "https://www.youtube.com/watch?v=abcdefghijk",
        ),
        (
            '<p><a href="https://youtu.be/abcdefghijk">https://youtu.be/abcdefghijk</a></p>',
            "https://youtu.be/abcdefghijk",
        ),
        (
            '<iframe src="https://peta.example/embed?x=1"></iframe>',
            "[Lihat di peta.example](https://peta.example/embed?x=1)",
        ),
        ('<video src="/v.mp4"></video>', "[Video: v.mp4](/v.mp4)"),
        (
            '<blockquote class="twitter-tweet"><p>Isi cuitan</p><a href="https://twitter.com/x/status/12?ref=1">9 Okt</a></blockquote>',
            "> Isi cuitan\n>\n> [9 Okt](https://twitter.com/x/status/12?ref=1)\n\nhttps://twitter.com/x/status/12",
        ),
        (
            '<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F12345"></iframe>',
            "https://www.facebook.com/a/posts/12345",
        ),
    ],
)
def test_what_was_embedded_is_an_address(body: str, wanted: str) -> None:
    """Of what Warta knows the bare address becomes a box; anything else is a link with words."""
    assert made(body).text == wanted


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<img src="https://x.example/p.gif" width="1" height="1">', "script"),
        ('<form><input name="q">Cari</form>', "form"),
        ('<a href="javascript:alert(1)">tekan</a>', "unsafe-link"),
        ('<a href="#bawah">ke bawah</a>', "anchor"),
        ('<iframe src="data:text/html,x"></iframe>', "embed"),
        ('<figure><img src="/a.jpg"><figcaption><a href="/x/">K</a></figcaption></figure>', "caption-link"),
    ],
)
def test_what_cannot_come_along_is_noted(body: str, code: str) -> None:
    """Nothing of it is in the text, and the report has it."""
    found = made(f"<p>Isi</p>{body}")
    assert code in {note.code for note in found.notes}
    assert "<" not in found.text
    assert "javascript" not in found.text


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<p><strong>Baca Juga:</strong> <a href="/x/">Judul</a></p>', "**Baca Juga:** [Judul](/x/)"),
        ('<p>BACA JUGA : <a href="/x/">Judul</a>.</p>', "BACA JUGA : [Judul](/x/)."),
        ('<p>Baca juga&nbsp;: <a href="/x/">A</a> | <a href="/y/">B</a></p>', "Baca juga : [A](/x/) | [B](/y/)"),
        ('<p>Baca juga <a href="/x/">Judul</a></p>', "Baca juga [Judul](/x/)"),
        ('<p><b>Baca juga:</b></p>\n<ul>\n<li><a href="/x/">A</a></li>\n<li><b><a href="/y/">B</a></b></li></ul>', "**Baca juga:**\n\n- [A](/x/)\n- **[B](/y/)**"),
        ('<div>Baca juga:<ol><li><a href="/x/">A</a></li><li><a href="/y/">B</a></li></ol></div>', "Baca juga:\n\n1. [A](/x/)\n2. [B](/y/)"),
    ],
)  # fmt: skip
def test_baca_juga_is_a_box_where_it_can_be_one(body: str, wanted: str) -> None:
    """Of links alone, or above a list of links, however its label is written; the rest of the article stays as it is."""
    assert text(f"<p>Isi <b>tebal</b>.</p>{body}") == f"Isi **tebal**.\n\n{wanted}"
    assert has_boxes(made(body).body)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>Baca juga: laporan kami besok pagi di halaman satu.</p>", "Baca juga\\: laporan kami besok pagi di halaman satu."),
        ("<p>Baca&nbsp;juga: laporan kami.</p>", "Baca juga\\: laporan kami."),
        ('<p>Baca juga: <a href="/x/">A</a> dan <a href="/y/">B</a></p>', "Baca juga\\: [A](/x/) dan [B](/y/)"),
        ('<p>Baca juga:</p><ul><li><a href="/x/">A</a> (video)</li></ul>', "Baca juga\\:\n\n- [A](/x/) (video)"),
        ('<div>Baca juga:<p><a href="/x/">A</a></p></div>', "Baca juga\\:\n\n[A](/x/)"),
        ('<p>Baca juga: <a href="/x/"><img src="/a.jpg" alt="foto"> A</a></p>', "Baca juga\\: [![foto](/a.jpg) A](/x/)"),
        ("<blockquote>Baca juga: kata.</blockquote>", "> Baca juga\\: kata."),
        ("<div><p>a</p>Baca juga: kata.</div>", "a\n\nBaca juga\\: kata."),
    ],
)  # fmt: skip
def test_what_only_begins_like_a_baca_juga_stays_text(body: str, wanted: str) -> None:
    """With words beside its links, without any, or with a picture it is no box, and no word is dropped."""
    assert text(body) == wanted
    assert not has_boxes(made(body).body)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<dl><dt>Rob</dt><dd>Banjir <b>laut</b>.</dd><dd>Pasang.</dd>\n<dt>Lim</dt><dd>Dua.</dd></dl>", "Rob\n:   Banjir **laut**.\n:   Pasang.\n\nLim\n:   Dua."),
        ("<p>a</p><dl><dt>- A: b</dt><dd><p>Satu.</p><ul><li>u</li></ul></dd></dl><p>: x</p>", "a\n\n\\- A: b\n:   Satu.\n\n    - u\n\n\\: x"),
        ("<dl><dt>A</dt><dt>B</dt><dd>c</dd></dl>", "A\n\nB\n\nc"), ("<dl><dd>c</dd></dl>", "c"),
        ("<dl><dt>A<br>b</dt><dd>c</dd></dl>", "A\\\nb\n\nc"), ("<table><tr><td><dl><dt>A</dt><dd>c</dd></dl></td></tr></table>", "| A c |\n| --- |"),
        ("<ul><li><dl><dt>A</dt><dd>c</dd></dl></li><li>d</li></ul>", "- A\n  :   c\n\n- d"),
        ("<ol><li>a<dl><dt>A</dt><dd><p>b</p><p>c</p></dd></dl></li></ol>", "1. a\n\n   A\n   :   b\n\n       c"),
        ("<blockquote><p>a</p><dl><dt>A</dt><dd>b</dd><dt>C</dt><dd>d</dd></dl>e</blockquote>", "> a\n>\n> A\n> :   b\n>\n> C\n> :   d\n>\n> e"),
    ],
)  # fmt: skip
def test_definition_lists(body: str, wanted: str) -> None:
    """They stay such lists where Markdown can say them; else their words are paragraphs."""
    assert text(body) == wanted
    assert any(":   " in line for line in wanted.split("\n")) == ("<dl>" in str(made(body).body.parts))


def test_definition_lists_in_markdown() -> None:
    """As Hugo and Jekyll have them: with colons, not with tildes."""
    assert text("Hadir:\n~ Humas\n\nLim\n\n~ Dua\n", "markdown") == "Hadir: ~ Humas\n\nLim\n\n\\~ Dua"
    assert (
        text("Rob\n: Banjir\n: Pasang\n\nLim\n\n: Dua\n", "markdown") == "Rob\n:   Banjir\n:   Pasang\n\nLim\n:   Dua"
    )


@pytest.mark.parametrize(
    "odd", ['"', "b'", "{x}@akun", "{{", "xml:lang=id", "v:shape=a", "=x", "<", "1a=b", "\u00e9=x", "--"]
)
@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<p class="x"{}>Kata &#8217;lagi&#8217;.</p>', "Kata ’lagi’."),
        ('<p>Satu <a href="/a/"{}>dua<table><tr><td>tiga</td></tr></table></a></p>', "Satu [dua](/a/)\n\n| tiga |\n| ---- |"),
        ('<p><img src="/a.jpg" alt="x"{}> kata</p>', "![x](/a.jpg) kata"),
    ],
)  # fmt: skip
def test_an_attribute_that_is_none_is_passed_over(odd: str, body: str, wanted: str) -> None:
    """A stray quotation mark in a tag is in every archive; it ends no import."""
    assert text(body.format(f" {odd}")) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<picture><source srcset='a.webp'><source srcset='b.webp'><img src='/a.jpg' alt='x'></picture> kata", "![x](/a.jpg) kata"),
        ("<p>Kata<wbr>panjang <b>satu</b></p>", "Katapanjang **satu**"),
        ("<p>a <embed src='/x.swf'>b</p>", "a b"),
        ("<video controls><source src='/v.mp4'><track src='/v.vtt'></video><p>y</p>", "[Video: v.mp4](/v.mp4)\n\ny"),
        ("<audio><source src='/a.ogg'><source src='/a.mp3'></audio>z", "[Audio: a.ogg](/a.ogg)\n\nz"),
        (f"<object><param name='movie' value='{FILM}'><embed src='{FILM}'></object>", "https://www.youtube.com/watch?v=abcdefghijk"),
        (f"<object data='{FILM}'><p>Pasang Flash.</p></object>", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("<object><p>Pasang Flash.</p></object>", "Pasang Flash."),
        ("<p>x <svg><title>t</title></svg>y</p>", "x y"),
    ],
)  # fmt: skip
def test_elements_that_are_younger_than_the_parser_take_nothing_with_them(body: str, wanted: str) -> None:
    """Those without content have none, whatever stands behind them: no picture, film or word is lost."""
    assert text(body) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>[ ] a</li><li>[x] b <b>c</b></li></ul>",
        "<ul><li><input type='checkbox' disabled> a</li><li><label><input type=checkbox checked> b</label> <b>c</b></li></ul>",
    ],
)  # fmt: skip
def test_task_lists(body: str) -> None:
    """As Markdown of other systems writes them, and as their pages have them."""
    assert text(body) == "- [ ] a\n- [x] b **c**"
    assert text("- [ ] a\n- [x] b **c**\n", "markdown") == "- [ ] a\n- [x] b **c**"
    assert not made(body).notes


@pytest.mark.parametrize("tag", ["span", "font", "u", "b", "a href='/a/'", "small"])
def test_a_break_at_the_end_of_any_words_parts_them_from_the_next(tag: str) -> None:
    """It is no part of what it ends, and two words do not become one."""
    assert (
        re.sub(r"/a/|[^a-z\\\n]", "", text(f"<p><{tag}>satu<br></{tag.split(maxsplit=1)[0]}>dua</p>")) == "satu\\\ndua"
    )


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<h3><img src='/a.jpg' alt='x'> Satu</h3><p>dua</p>", "### Satu\n\n![x](/a.jpg)\n\ndua"),
        ("<h3><a href='/a/'><img src='/a.jpg'></a></h3>", "[![](/a.jpg)](/a/)"),
        ("<a href='/a/'>satu</a> dua<br><div>tiga</div>", "[satu](/a/) dua\n\ntiga"),
        ("<div>satu</div><br>dua <b>tiga</b>", "satu\n\ndua **tiga**"),
        ("<div>satu</div>\n\nhttps://youtu.be/abcdefghijk\n\n<div><b>dua</b></div>", "satu\n\nhttps://youtu.be/abcdefghijk\n\n**dua**"),
        ("<p>a <button><a href='/a/'>Daftar</a></button> b</p>", "a [Daftar](/a/) b"),
        ("<p>a <a href='/a/'><button>Daftar</button></a> b</p>", "a [Daftar](/a/) b"),
        ("<p><img src='/a.jpg'><noscript>Tanpa skrip</noscript></p>", "![](/a.jpg)Tanpa skrip"),
    ],
)  # fmt: skip
def test_what_is_beside_words_stays_beside_them(body: str, wanted: str) -> None:
    """Pictures in headings, breaks beside blocks, addresses alone, links that look like buttons."""
    assert text(body) == wanted
    assert not [note for note in made(body).notes if note.code == "plain"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p>a <code>x <img src='/hilang.jpg'></code></p>", "dropped"),
        ("<figure><img src='/a.jpg'><p><a href='/hilang.jpg'>y</a></p></figure>", "caption-link"),
    ],
)
def test_no_picture_and_no_link_goes_in_silence(body: str, code: str) -> None:
    """Where Markdown has no place for one, the report has its address."""
    found = made(body)
    assert not made("<a href='mailto:a@b.example'>a@b.example</a> <a href='https://x.example/#:~:text=1)'>x</a>").notes
    assert "/hilang.jpg" not in found.text
    assert [note.code for note in found.notes if "/hilang.jpg" in note.message + note.before] == [code]


BAD = '<a href="/x/%5C/">mati</a>'
"""A link that no text of Warta may hold."""


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f"<p>Satu <b>dua</b>.</p><p>Ini <i>{BAD}</i>.</p><ul><li>tiga</li></ul>", "Satu **dua**.\n\nIni mati\\.\n\n- tiga"),
        (f"<div><h2>Satu</h2><div><p>{BAD}!</p><p><i>dua</i></p></div></div>", "## Satu\n\nmati\\!\n\n*dua*"),
        (f"satu <b>dua</b><p>{BAD}</p>tiga <i>empat</i>", "satu **dua**\n\nmati\n\ntiga *empat*"),
        (f"<p><b>a</b></p><!--nextpage--><p>{BAD}</p>", "**a**\n\n<!-- halaman -->\n\nmati"),
        (f"<p>https://youtu.be/abcdefghijk</p><p>{BAD}</p>", "https://youtu.be/abcdefghijk\n\nmati"),
        (f"<table><tr><th>a</th></tr><tr><td>b</td></tr></table><p>{BAD}</p>", "| a |\n| --- |\n| b |\n\nmati"),
    ],
)  # fmt: skip
def test_a_paragraph_that_cannot_be_written_costs_no_other_its_markup(body: str, wanted: str) -> None:
    """It is plain text, and all other blocks are as they would be without it; the report says that it is so."""
    found = made(body, "wordpress")
    assert (found.text, found.lost, found.problems) == (wanted, (), ())
    assert [note.said.text for note in found.notes if note.code == "plain"] == [
        "the markup of some of its paragraphs was given up"
    ]


def test_signs_of_typed_lists_are_no_words() -> None:
    """Warta makes a list of such lines, with marks of its own; the words beside them are compared as any."""
    assert text("<p>Isi:<br>● satu<br>● dua</p>") == "Isi:\\\n● satu\\\n● dua"
    assert "<ul>" in str(made("<p>● satu<br>● dua</p>").body.parts)
    assert text("<p>Isi:<br>o&nbsp;&nbsp;satu<br>o\t&nbsp;dua</p>") == "Isi:\\\no satu\\\no dua"


def test_words_of_blocks_stay_apart_without_markup() -> None:
    """Where all markup is given up, text before a block does not become one word with it."""
    assert plain_text(parse("<div>Satu<p>Dua</p>Tiga<br>empat</div>")) == "Satu\n\nDua\n\nTiga\n\nempat"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Satu\nbaris\n\nDua", "Satu\\\nbaris\n\nDua"),
        ("<!-- wp:paragraph -->\n<p>Satu</p>\n<!-- /wp:paragraph -->", "Satu"),
        ("Satu<!--more-->\n\nDua", "Satu\n\nDua"),
        ("Satu\n\n<!--nextpage-->\n\nDua", "Satu\n\n<!-- halaman -->\n\nDua"),
        ('[caption id="attachment_8" width="3"]<img src="/a.jpg" alt="A" /> Kapsi[/caption]', '![A](/a.jpg "Kapsi")'),
        ('[gallery ids="8"]', '![Teks alt](https://lama.example/a.jpg "Keterangan lama")'),
        ("[embed]https://youtu.be/abcdefghijk[/embed]", "https://youtu.be/abcdefghijk"),
        ("[youtube https://youtu.be/abcdefghijk]", "https://youtu.be/abcdefghijk"),
        ('[video mp4="/v.mp4"][/video]', "[Video: v.mp4](/v.mp4)"),
        ("[[gallery]] dan [sic]", "\\[gallery\\] dan \\[sic\\]"),
        ("<pre>a\n\nb</pre>", "```\na\n\nb\n```"),
        ("<ul>\n<li>a</li>\n</ul>\nsesudah", "- a\n\nsesudah"),
        ("https://youtu.be/abcdefghijk", "https://youtu.be/abcdefghijk"),
    ],
)
def test_wordpress_is_read_as_its_readers_saw_it(body: str, wanted: str) -> None:
    """Blank lines are paragraphs, shortcodes are what they stand for, and comments of blocks are nothing."""
    assert made(body, "wordpress").text == wanted
    assert not made(body, "wordpress").lost


def test_an_unknown_shortcode_goes_and_its_text_stays() -> None:
    """The shortcode is in the report as it was written."""
    found = made('[kotak_isi a="1"]Isi[/kotak_isi] [contact-form-7 id="5"]', "wordpress")
    assert found.text == "Isi"
    assert [note.before for note in found.notes if note.code == "shortcode"] == [
        '[kotak_isi a="1"]',
        '[contact-form-7 id="5"]',
    ]


def test_a_standing_page_is_never_split() -> None:
    """Its parts are joined, which the report says."""
    found = made("Satu<!--nextpage-->Dua", "wordpress", whole=True)
    assert found.text == "Satu\n\nDua"
    assert [note.code for note in found.notes] == ["page-break"]


@pytest.mark.slow
@pytest.mark.parametrize("tag", sample(["div", "b", "blockquote", "ul><li", "table><tr><td", "span", "em"], 3))
def test_nesting_without_end_stops_nothing(tag: str) -> None:
    """Elements thousands deep lose no word, and take no time that grows with the square of them."""
    opening = f"<{tag}>"
    assert not made(f"{opening * (3000 if LONG else 1200)}Isi").lost


@pytest.mark.slow
def test_a_huge_body_is_converted_in_time() -> None:
    """What is beyond the limits of the reader is converted all the same, and the reader says why it cannot be published."""
    found = made("<p>Isi berita panjang sekali.</p>" * 11_000)
    assert "more than 10,000" in found.problems[0].message
    assert found.text.count("Isi berita") == 11_000


def test_text_between_blocks_is_read_as_in_an_old_article() -> None:
    """An article that was begun in the old editor and continued in the new one has both ways in it."""
    body = "Satu\nbaris\n\nDua\n\n<!-- wp:paragraph -->\n<p>Tiga\nempat</p>\n<!-- /wp:paragraph -->\n\nLima\nenam"
    assert text(body, "wordpress") == "Satu\\\nbaris\n\nDua\n\nTiga empat\n\nLima\\\nenam"


def test_a_block_in_a_block_is_no_paragraph_twice() -> None:
    """Columns and groups hold blocks; what is between them is HTML."""
    inner = "<!-- wp:paragraph -->\n<p>Isi</p>\n<!-- /wp:paragraph -->"
    body = f'<!-- wp:columns -->\n<div class="wp-block-columns">{inner}\n\n{inner}</div>\n<!-- /wp:columns -->'
    assert text(body, "wordpress") == "Isi\n\nIsi"


def test_what_a_form_said_is_in_the_report() -> None:
    """Its fields go with their words, which are no lost words then."""
    found = made("<p>Isi</p><form><select><option>Satu</option><option>Dua</option></select>Kirim</form>")
    assert (found.text, found.lost) == ("Isi", ())
    assert "form" in {note.code for note in found.notes}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p><b>a<br></b>b</p>", "**a**\\\nb"),
        ("<p>a<b><br>b</b></p>", "a\\\n**b**"),
        ("<p><b><i>a<br></i></b>b</p>", "***a***\\\nb"),
        ("<p>a<b><br></b></p>", "a"),
    ],
)
def test_a_break_at_the_edge_of_bold_words_is_beside_them(body: str, wanted: str) -> None:
    """Words on two lines do not become one."""
    assert text(body) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "[embed]Pasar https://www.youtube.com/watch?v=abcdefghijk pagi[/embed]",
        '[youtube id="abcdefghijk"]Pasar pagi[/youtube]',
        "[tweet https://x.com/a/status/1]Pasar pagi[/tweet]",
        "[audio]https://lama.example/a.mp3 Pasar pagi[/audio]",
        '[embed src="https://lama.example/Pasar/pagi"]Pasar pagi[/embed]',
        '[vimeo url="https://vimeo.com/76979871?Pasar=pagi"]Pasar[/vimeo] pagi',
    ],
)
def test_words_beside_the_address_in_a_shortcode_stay(body: str) -> None:
    """Readers saw them, so they are no part of the address."""
    assert words_of(made(body, "wordpress").text).count("Pasar") == 1
    assert "pagi" in made(body, "wordpress").text


def test_words_that_a_shortcode_loses_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are compared before it is expanded too: what it stands for cannot hide what was written within it."""
    monkeypatch.setitem(from_wordpress._HANDLERS, "caption", lambda *_: "<p>Pasar</p>")
    found = made("Awal [caption]Pasar <b>pagi</b> https://a.example/x[/caption] akhir.", "wordpress")
    (note,) = [one for one in found.notes if one.code == "words"]
    assert note.message.endswith("are missing: pagi")
    assert (note.before, note.after) == ("Pasar <b>pagi</b> https://a.example/x", "<p>Pasar</p>")


NAMES = st.sampled_from(
    [*sorted(from_wordpress._HANDLERS), *sorted(from_wordpress._SHOWN), "vc_row", "kutipan", "tabs", "sic"]
)  # fmt: skip
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' id="8"',
        ' ids="8,9"',
        " https://vimeo.com/76979871",
        ' src="https://lama.example/kata"',
        ' caption="Air"',
        " kata",
    ]
)


def shortcode(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda name, given, text: f"[{name}{given}]{text}[/{name}]", NAMES, ATTRIBUTES, inner)


@given(
    st.recursive(
        st.sampled_from(
            ["kata", "dua kata", '<img src="/a.jpg"> kata', "https://lama.example/kata kata", "<b>kata</b>"]
        ),
        lambda inner: shortcode(inner) | st.builds("{} {}".format, inner, inner),
        max_leaves=4,
    )
)
def test_no_word_within_shortcodes_is_lost_in_silence(body: str) -> None:
    """However they are nested: each word is in the text, or in the report."""
    found = made(f"Awal {body} akhir.", "wordpress")
    wanted = words_of_html(re.sub(r"\[[^]]*\]", " ", body))["kata"]
    words = Counter(re.findall(r"\w+", re.sub(r"\S*://\S*", " ", found.text)))
    reported = sum(note.message.count("kata") for note in found.notes if note.code == "words")
    assert words["kata"] + reported >= wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "Kata[^a] dan[^b].\n\n[^b]: Dua.\n[^a]: Satu *miring*.\n",
            "Kata[^1] dan[^2].\n\n[^2]: Dua.\n\n[^1]: Satu *miring*.",
        ),
        ("Kata[^1].\n\n[^1]: Satu.\n\n    Dua.\n\nAkhir.\n", "Kata[^1].\n\nAkhir.\n\n[^1]: Satu.\n\n    Dua."),
        ("Kata[^1] lagi[^1].\n\n[^1]: Satu.\n", "Kata[^1] lagi[^1].\n\n[^1]: Satu."),
        ("Kata[^1].\n", "Kata\\[^1\\]."),
        ("Kata.\n\n[^1]: Satu.\n", "Kata.\n\nSatu."),
        ("Kata.\n\n[^1]: Satu [^1].\n", "Kata.\n\nSatu \\[^1\\]."),
        ("Kata[^x].\n\n[^y]: Dua.\n[^x]: Satu[^y].\n", "Kata[^1].\n\n[^2]: Dua.\n\n[^1]: Satu[^2]."),
        ('<sup data-warta-reference="7">x</sup> <div data-warta-note="7x">y</div>', "x\n\ny"),
    ],
)
def test_footnotes_stay_footnotes(body: str, wanted: str) -> None:
    """Each is where it was, whatever it was called; one that is none is text, and no word is lost."""
    assert text(body, "markdown") == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<h2 id="lama">Satu Dua</h2><p><a href="#lama">x</a></p>', "## Satu Dua\n\n[x](#satu-dua)"),
        ('<h2><a name="a b"></a>Satu</h2><p><a href="#a%20b">x</a></p>', "## Satu\n\n[x](#satu)"),
        ('<h2>Satu</h2><h3>Satu</h3><p><a href="#satu-2">x</a></p>', "## Satu\n\n### Satu\n\n[x](#satu-2)"),
        ('<p><a href="#tiada">x</a></p>', "x"),
    ],
)
def test_links_to_headings_of_a_text_stay(body: str, wanted: str) -> None:
    """They lead to the id that the heading has now; to a place that no heading names, nothing leads."""
    assert text(body) == wanted


def test_html_that_ends_with_the_text_in_a_list_in_a_quotation() -> None:
    """The library would read behind the end of the text."""
    assert text("Kata.\n\n>- <script>\n>", "markdown") == "Kata.\n> -"


def test_emphasis_around_a_picture_stays() -> None:
    """Around nothing it goes."""
    assert text("<p>Satu <b><img src='https://lama.example/a.jpg' alt='A'></b>, <i> </i>dua</p>") == (
        "Satu **![A](https://lama.example/a.jpg)**, dua"
    )


@pytest.mark.parametrize(
    ("body", "whole", "wanted", "notes"),
    [
        ("a<hr data-break>b<hr data-break>c", False, "a\n\n<!-- halaman -->\n\nb\n\n<!-- halaman -->\n\nc", []), ("a<hr data-break>b<hr data-break>c", True, "a\n\nb\n\nc", [("page-break", "its 3 pages are one")]),
        ("<hr data-break>a<hr data-break><hr data-break>", False, "a", []), ("<hr data-break>a<hr data-break>", True, "a", []), ("a<hr data-break>b", True, "a\n\nb", [("page-break", "its 2 pages are one")]),
    ],
)  # fmt: skip
def test_pages(body: str, whole: bool, wanted: str, notes: list[tuple[str, str]]) -> None:
    """None is empty, and where there can be but one, that is told."""
    found = made(body, whole=whole)
    assert (found.text, [(one.code, one.message) for one in found.notes]) == (wanted, notes)


@pytest.mark.parametrize(
    ("pages", "parts"), [(MAX_PAGES - 1, MAX_PAGES - 1), (MAX_PAGES, MAX_PAGES), (MAX_PAGES + 1, MAX_PAGES)]
)
def test_as_many_pages_as_an_article_may_have(pages: int, parts: int) -> None:
    """What is left is on the last one."""
    found = made("<hr data-break>".join(f"<p>h{number}</p>" for number in range(pages)))
    assert len(found.body.parts) == parts
    assert found.text.rpartition("\n\n<!-- halaman -->\n\n")[2] == "\n\n".join(
        f"h{number}" for number in range(parts - 1, pages)
    )


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        ("<p><a href='/a_b_/'>a</a> <img src='/a_(b.jpg'> <a href='mailto:a_b@x.example'>c</a></p>", []), ("<p><a href='/x y/'>a</a></p>", [("dropped", "/x y/")]),
        ("<pre><a href='/x/'>a</a><img src='/a.jpg'></pre>", [("dropped", "/x/"), ("dropped", "/a.jpg"), ("plain", "the markup of some of its paragraphs was given up")]),
    ],
)  # fmt: skip
def test_addresses_that_the_text_does_not_have_are_told(body: str, notes: list[tuple[str, str]]) -> None:
    """Of links and of pictures; a backslash before a sign of one does not count."""
    assert [(one.code, one.message) for one in made(body).notes] == notes


FILM_PIECEWISE = "https://www.youtube.com/watch?v=abcdefghijk"


@pytest.mark.parametrize(
    ("shown", "body", "lost", "come"),
    [
        ("satu dua", "satu dua", [], []), ("satu dua", "satu", ["dua"], []), ("satu", "satu *dua*", [], ["dua"]), ("satu satu", "satu", ["satu"], []),
        ("• satu • dua", "- satu\n- dua", [], []), ("– satu", "- satu", [], []), ("✔️ satu", "- satu", [], []), ("# satu", "- satu", ["#"], []),
        ("[x] satu [ ] dua", "- [x] satu\n- [ ] dua", [], []), ("[x] satu", "satu", ["[x]"], []), (f"satu {FILM_PIECEWISE}", f"satu\n\n{FILM_PIECEWISE}", [], []), (f"satu {FILM_PIECEWISE}", "satu", [FILM_PIECEWISE], []),
        (f"satu {FILM_PIECEWISE} https://x.example/a", f"satu\n\n{FILM_PIECEWISE}", ["https://x.example/a"], []),
        ("satu", "satu ☐", [], []), ("satu", "satu ☑", [], []), ("[X] satu", "- [x] satu", [], []), ("[ ] a", "☐ a", [], []), ("◦ a ▪ b — c", "a b c", [], []), ("https://x.example/a satu", "satu", ["https://x.example/a"], []),
        ("Baca Juga a", "a", ["Baca", "Juga"], []), ("a", "a\n\nBaca Juga: [b](/b/)", [], ["b"]), ("Baca Juga: Banjir | Rob", "Baca Juga: [Banjir](/a/), [Rob](/b/)", [], []), ("Baca Juga: Banjir besar", "Baca Juga: [Banjir](/a/)", ["besar"], []),
    ],
)  # fmt: skip
def test_words_that_are_lost_or_come(shown: str, body: str, lost: list[str], come: list[str]) -> None:
    """Signs of lists, boxes to tick, films and the label of a Baca Juga are no words."""
    parsed, problems = parse_body(body, "")
    assert problems == []
    assert differences(shown, parsed) == (lost, come)


def test_words_that_are_meant_to_come_or_go() -> None:
    """As often as it was said that they would."""
    body, _ = parse_body("satu dua dua", "")
    assert differences("satu tiga", body, Counter(["dua"]), Counter(["tiga"])) == ([], ["dua"])
    assert differences("satu tiga", body, Counter({"dua": 2})) == (["tiga"], [])


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>satu</p><p><b>dua</b></p>", "satu\n\n**dua**"), ("satu <b>dua</b><p>tiga</p> empat", "satu **dua**\n\ntiga\n\nempat"),
        ("<p>satu</p><hr data-break><p>dua</p>", "satu\n\n<!-- halaman -->\n\ndua"), ("<div><p>satu</p></div><p></p>", "satu"),
        ("<div><p>a</p><div><p>b</p></div></div>", "a\n\nb"), ("<div><pre><a href=/x/>q</a>`</pre><p><b>b</b></p></div>", "q\\`\n\n**b**"), ("<article>a</article><main><i>b</i></main>", "a\n\n*b*"), ("a<div>b</div>c<i>d</i>", "a\n\nb\n\nc*d*"),
    ],
)  # fmt: skip
def test_each_block_is_written_by_itself(html: str, written: str) -> None:
    """What stands between two of them is one more, and empty ones are none."""
    assert by_block(parse(html)) == written


def test_words_that_are_meant_to_come_or_go_beside_a_box() -> None:
    """The label of one is no word among them either."""
    body, _ = parse_body("satu\n\nBaca Juga: [dua](/a/)", "")
    assert differences("satu tiga", body, Counter(["Baca", "Juga:", "dua"]), Counter(["tiga,"])) == ([], [])
    assert differences("satu tiga", body, Counter(["dua"])) == (["tiga"], [])


def test_blocks_are_taken_apart_to_some_depth() -> None:
    """In three containers, each block is written by itself; deeper ones give up their markup together."""
    cannot = "<pre><a href=/x/>q</a>`</pre><p><b>b</b></p>"
    for depth, written in ((1, "q\\`\n\n**b**"), (3, "q\\`\n\n**b**"), (4, "q\\`\n\nb")):
        assert by_block(parse(f"<p>a</p>{depth * '<div>'}{cannot}{depth * '</div>'}")) == f"a\n\n{written}"


@pytest.mark.parametrize("tag", ["div", "section", "article", "main"])
def test_containers_are_taken_apart(tag: str) -> None:
    """Whatever they are called; a quotation is not."""
    cannot = "<pre><a href=/x/>q</a>`</pre><p><b>b</b></p>"
    assert by_block(parse(f"<p>a</p><{tag}>{cannot}</{tag}>")) == "a\n\nq\\`\n\n**b**"
    assert "**" not in by_block(parse(f"<p>a</p><blockquote>{cannot}</blockquote>"))
