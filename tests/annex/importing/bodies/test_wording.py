"""The words of a body, on both sides."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.annex.importing.bodies.tree import parse
from generator.annex.importing.bodies.wording import (
    compare,
    has_boxes,
    shown_by,
    unlabelled,
    words_of,
    words_of_body,
    words_of_html,
    words_of_tree,
)
from generator.markup.markdown import parse_body


@pytest.mark.parametrize(
    ("before", "after", "added", "removed", "expected"),
    [
        ("a b c", "a b c", "", "", ("", "")), ("a b c", "a c", "", "", ("b", "")), ("a c", "a b c", "", "", ("", "b")), ("a b c", "a c", "", "b", ("", "")), ("a c", "a b c", "b", "", ("", "")), ("a b", "b a", "", "", ("", "")),
        ("a a b", "a b", "", "", ("a", "")), ("a a b", "a b", "", "a", ("", "")), ("a a a b", "a b", "", "a", ("a", "")), ("", "a", "", "", ("", "a")), ("a", "", "", "", ("a", "")), ("x a y", "x b y", "", "", ("a", "b")), ("a b a", "a", "", "", ("a b", "")),
        ("z y a", "a", "", "", ("y z", "")),
    ],
)  # fmt: skip
def test_words_that_were_lost_and_that_came(
    before: str, after: str, added: str, removed: str, expected: tuple[str, str]
) -> None:
    """Counted, in any order, but for those that were meant to."""
    lost, come = compare(before.split(), after.split(), Counter(added.split()), Counter(removed.split()))
    assert (" ".join(lost), " ".join(come)) == expected


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>a</p><p>b</p>", "a b"), ("a<b>b</b>c", "abc"), ("a<br>b<hr>c", "a b c"), ("<td>a</td><td>b</td>", "a b"), ("a<script>x</script>b", "ab"), ("a<style>x</style><title>y</title>b", "ab"), ("a&shy;b\u200bc", "abc"), ("a<!-- x -->b", "ab"), ("<ul><li>a<li>b</ul>", "a b"),
    ],
)  # fmt: skip
def test_the_words_that_readers_see(html: str, words: str) -> None:
    """Blocks part them, and what is around words does not."""
    assert words_of_tree(parse(html)) == words.split()


def test_words_of_a_piece_of_html() -> None:
    """But for addresses."""
    assert words_of_html("<p>a &amp; <b>b</b>b</p><p>b https://x.example/ a</p>") == Counter(
        {"a": 2, "&": 1, "bb": 1, "b": 1}
    )
    assert words_of("a\u00adb  c\u200bd\n") == ["ab", "cd"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\n\nb", "a b"), ('![A](/a.jpg "K &amp; <b> &lt;")', "K & <b> <"), ("Baca Juga: [a & <b>](/a/)", "Baca Juga: a & <b>"),
        ("Baca Juga: [a b](https://x.example/)\n\nc", "Baca Juga: a b c"), ("a\n\n<!-- halaman -->\n\nb", "a b"), ("a[^1]\n\n[^1]: n", "a n"),
        ("a *b*c", "a bc"), ("- a\n- b", "a b"), ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"), ("a  \nb", "a b"),
        ("https://www.youtube.com/watch?v=abcdefghijk", ""), ("Baca Juga: [a](https://x.example/), [b](/b/)", "Baca Juga: a Baca Juga: b"),
        ("a\n\nBaca Juga: [b &lt; c](https://x.example/)\n\nd", "a Baca Juga: b < c d"),
        ('rujukan[^1] `<sup class="rujukan">x</sup>`\n\n[^1]: n', 'rujukan <sup class="rujukan">x</sup> n'), ("a&shy;b", "ab"),
    ],
)  # fmt: skip
def test_the_words_of_a_parsed_body(text: str, words: str) -> None:
    """With captions and boxes, and without the numbers of footnotes."""
    assert words_of_body(parse_body(text, "")[0]) == words.split()


@pytest.mark.parametrize(
    "tag",
    [
        "p", "div", "li", "ul", "ol", "td", "th", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figure", "figcaption", "dt", "dd", "dl",
        "section", "article", "aside", "summary", "details", "caption", "iframe", "video", "audio", "form", "option", "address", "center", "header", "footer", "main", "nav",
    ],
)  # fmt: skip
def test_words_end_at_each_block(tag: str) -> None:
    """In a tree as in a piece of HTML."""
    html = f"a<{tag}>b</{tag}>c"
    assert shown_by(parse(html)).split() == ["a", "b", "c"]
    assert words_of_html(html) == Counter("abc")


@pytest.mark.parametrize("tag", ["span", "b", "svg", "label"])
def test_words_go_on_through_other_elements(tag: str) -> None:
    """So does what holds no words of readers."""
    assert shown_by(parse(f"a<{tag}>b</{tag}>c<script>x</script><desc>x</desc><metadata>x</metadata>d")) == " abcd "


def test_the_text_behind_an_element_is_not_in_it() -> None:
    """Nor in its words."""
    (element,) = parse("<p>a <b>b</b> c</p>").iter("b")
    assert shown_by(element) == "b"


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("Baca Juga: Banjir", "Banjir"), ("baca juga Banjir", "Banjir"), ("Isi BACA JUGA - Banjir | Rob", "Isi Banjir Rob"), ("Baca Juga –: Banjir", "Banjir"),
        ("Baca Juga — Banjir", "Banjir"), ("Baca Juga : Banjir", "Banjir"), ("a. b, c; •d· -e– —f |", "a b c d e f"), ("Membaca juga", "Membaca juga"), ("Baca Jugakah: ya", "kah: ya"), ("a.b (c)", "a.b (c)"), ("x ax az", "x ax az"),
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
