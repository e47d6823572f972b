"""Baca Juga in a tree: which paragraphs stay text."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.importers.bodies.bacajuga import has_boxes, keep_text, unlabelled
from generator.importers.bodies.tree import parse
from generator.readers.markdown import parse_body


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
