"""Pictures and figures of a body: one source, one caption, and what is noted."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.annex.importing.bodies.figures import has_boxes, keep_text, unlabelled
from generator.annex.importing.bodies.tree import parse
from generator.markup.markdown import parse_body
from tests.annex.importing.bodies.test_convert import made


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        *((f'<img src="/kecil.jpg" {key}="/a.jpg" alt="A">', "![A](/a.jpg)") for key in ("data-orig-file", "data-lazy-src", "data-src", "data-original")), ('<img src="blob:x" data-src="/a.jpg">', "![](/a.jpg)"), ('<img src="about:blank" data-src="/a.jpg">', "![](/a.jpg)"), ('<img data-src="data:image/gif;base64,R0" src="/a.jpg">', "![](/a.jpg)"), ('<img data-src="blob:x" src="/a.jpg">', "![](/a.jpg)"),
        ('<img src=" /a.jpg " alt=" A  B ">', "![A B](/a.jpg)"), ('<p>a <img class="emoji" src="/e.png" alt="🙂"> b</p>', "a 🙂 b"), ('<p><img class="emojis" src="/a.jpg" alt="x"> b</p>', "![x](/a.jpg) b"),
        ('<p>a <img src="/p.gif" width="0" height="0px">b</p>', "a b"), ('<p>a<img src="/a.jpg" width="1" height="20">b</p>', "a![](/a.jpg)b"),
        ('<figure><img src="/a.jpg"><p>Sisa</p></figure>', "![](/a.jpg)\n\nSisa"), ('<figure><img src="/a.jpg"><img src="/b.jpg"><figcaption>K</figcaption></figure>', "![](/a.jpg)![](/b.jpg)\n\nK"),
        ('<figure><table><tr><td><img src="/a.jpg"></td></tr></table><figcaption>K</figcaption></figure>', "| ![](/a.jpg) |\n| ----------- |\n\nK"), ('<figure><figure><img src="/a.jpg"><figcaption>K</figcaption></figure><figcaption>L</figcaption></figure>', '![](/a.jpg "K")\n\nL'),
        ('<ul><li><figure><img src="/a.jpg"><figcaption>K</figcaption></figure></li></ul>', "- ![](/a.jpg) K"), ('<blockquote><figure><img src="/a.jpg"><figcaption>K</figcaption></figure></blockquote>', "> ![](/a.jpg) K"),
        ('<ul class="gallery"><li><figure><img src="/a.jpg"><figcaption>K</figcaption></figure></li></ul>', "![](/a.jpg) K"), ('<ul class="gallery"><li>a</li></ul>', "- a"), ('<figure><a href="/x/"><img src="/a.jpg"></a></figure>', "[![](/a.jpg)](/x/)"),
        ('<figure data-file="8"></figure>', '![Teks alt](https://lama.example/a.jpg "Keterangan lama")'), ('<figure data-file="8"><figcaption>K</figcaption></figure>', '![Teks alt](https://lama.example/a.jpg "K")'), ('<figure data-file="8"><img src="/b.jpg" alt="B"></figure>', '![B](/b.jpg "Keterangan lama")'),
        ('<p>a</p><figure data-file="99"></figure>', "a"),
    ],
)  # fmt: skip
def test_pictures_and_figures(body: str, wanted: str) -> None:
    """Wherever the old site kept the address, and wherever there is room for a caption."""
    found = made(body)
    assert (found.text, found.lost, found.come) == (wanted, (), ())


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        ('<img src="/p.gif" width="1" height="1px">', [("script", "a tracking pixel", "/p.gif")]), ("<img alt=A>", [("missing-media", "a picture has no address", "")]), ('<img src="javascript:x">', [("missing-media", 'the picture "javascript:x" cannot be shown', "javascript:x")]),
        ('<figure data-file="99"></figure>', [("missing-media", 'the picture "99" of a gallery is not in the source', "")]), ('<figure data-file=""></figure>', []), ('<figure data-file="99"><img src="/a.jpg"></figure>', []),
        ('<figure><a href="/x/"><img src="/a.jpg"></a><figcaption>K</figcaption></figure>', [("caption-link", "the link around a picture with a caption", "/x/"), ("caption-link", '""', "/x/")]),
        ('<figure><img src="/a.jpg"><figcaption><a href="/x/">K</a></figcaption></figure>', [("caption-link", '"K"', "/x/")]), ('<figure><img src="/a.jpg"><figcaption>K</figcaption></figure>', []), ('<img src="/a.jpg" width="1" height="2">', []),
    ],
)  # fmt: skip
def test_what_is_noted_of_pictures(body: str, notes: list[tuple[str, str, str]]) -> None:
    """What readers will miss, with its address."""
    assert [(one.code, one.message, one.before) for one in made(f"<p>Isi</p>{body}").notes] == notes


def test_signs_of_markup_in_a_caption_are_words() -> None:
    """None of them is lost, and none comes."""
    found = made(
        "<figure><img src='/a.jpg'><figcaption>Rp5 &lt; Rp9 &amp;lt; &quot;x&quot; &lt;b&gt;</figcaption></figure>"
    )
    assert (found.lost, found.come, found.problems) == ((), (), ())
    assert found.body.links[0].caption == 'Rp5 < Rp9 &lt; "x" <b>'


@pytest.mark.parametrize(
    "html",
    [
        "<p>Baca Juga¦ a</p>", "<p>Baca juga ¦ a</p>", "<p>Baca Juga¦ <a>a</a> dan <a>b</a></p>", '<p>Baca Juga¦ <a><img src="x"></a></p>',
        "<p>Baca Juga¦ <a> </a></p>", "<p>Baca Juga¦ <b>a</b></p>", "<p><b>Baca</b> <i>Juga</i>¦ a: b</p>",
        "<p><b>Baca</b> Juga<i>¦ a</i></p>", "<p>Baca Juga¦</p>x<ul><li><a>a</a></li></ul>", "<p>Baca Juga¦</p><ul><li><a>a</a> b</li></ul>",
        "<p>Baca Juga¦</p><ul><li><a>a</a><a>b</a></li></ul>", "<p>Baca Juga¦</p><ul><li><a> </a></li></ul>", "<p>Baca Juga¦</p><ul></ul>",
        "<p>Baca Juga¦</p><ul><p><a>a</a></p></ul>", "<p>Baca Juga¦</p><p><a>a</a></p>", "<p>Baca Juga¦</p>",
        "<div>Baca Juga¦ x<ul><li><a>a</a></li></ul></div>", "<div><p>Baca Juga¦ x</p></div>", "<blockquote>Baca Juga¦ x</blockquote>",
        "<ul><li>Baca Juga¦ x</li></ul>", "<dl><dd>Baca Juga¦ x</dd></dl>", "<div>a<p>b</p>Baca Juga¦ x: y</div>",
        "<p>Baca J<i>uga¦  x</i></p>", "<p><i></i><b></b>Baca Juga¦ x</p>", "<p>      <i>  </i>  <b> </b>Baca Juga¦ x</p>",
        "<p>BACA JUGA¦ x</p>", "<p>Baca Juga¦ x: y</p>", "<p><b>Baca Juga¦ x: y</b></p>", "<p><b>Baca Juga</b>¦ x: y</p>", "<li>Baca Juga¦ x</li>",
    ],
)  # fmt: skip
def test_what_cannot_be_a_box_stays_text(html: str) -> None:
    """By a stand-in for the first colon behind the label, which an editor reads as a colon."""
    root = parse(html.replace("¦", ":", 1))
    for element in list(root.iter()):
        keep_text(element, "¦")
    assert etree.tostring(root, encoding="unicode", method="html") == f"<div>{html}</div>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Baca Juga a: b</p>", "<p>Baca Juga: <a>a</a></p>", "<p>Baca Juga: <a>a</a>, <a>b</a>.</p>", "<p><b>Baca Juga: <a>a</a></b></p>",
        "<p>Baca Juga:</p><ul><li><a>a</a></li></ul>", "<p>Baca Juga:</p> <ol><li><a>a</a></li><li><a>b</a></li></ol>",
        "<div>Baca Juga:<ul><li><a>a</a></li></ul></div>", "<div><p>Baca Juga: <a>x</a></p></div>", "<h2>Baca Juga: x</h2>",
        "<div>a<i>b</i>Baca Juga: x</div>", "<div>a<p>b</p>c: d</div>", "<p>x Baca Juga: y</p>",
    ],
)  # fmt: skip
def test_what_is_a_box_or_does_not_look_like_one_is_left_alone(html: str) -> None:
    """A box is links alone, in the paragraph or in a list right below it."""
    root = parse(html)
    for element in list(root.iter()):
        keep_text(element, "¦")
    assert etree.tostring(root, encoding="unicode", method="html") == f"<div>{html}</div>"


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("Baca Juga: Banjir", "Banjir"), ("baca juga Banjir", "Banjir"), ("Isi BACA JUGA - Banjir | Rob", "Isi Banjir Rob"), ("Baca Juga –: Banjir", "Banjir"),
        ("Baca Juga — Banjir", "Banjir"), ("Baca Juga : Banjir", "Banjir"), ("a. b, c; •d· -e– —f |", "a b c d e f"), ("Membaca juga", "Membaca juga"), ("Baca Jugakah: ya", "kah: ya"), ("a.b (c)", "a.b (c)"),
    ],
)  # fmt: skip
def test_words_without_labels_of_boxes(words: str, bare: str) -> None:
    """Nor what parts one link from the next."""
    assert unlabelled(words.split()) == bare.split()


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("Baca Juga: [a](/a/)", True), ("Baca Juga: [a](https://x.example/)", True), ("Isi [a](/a/)", False), ("![](/a.jpg)", False), ("", False), ("a\n\n<!-- halaman -->\n\nBaca Juga: [a](/a/)", True),
    ],
)  # fmt: skip
def test_a_text_with_a_box(text: str, boxes: bool) -> None:
    """On any page, and wherever it leads."""
    assert has_boxes(parse_body(text, "")[0]) is boxes
