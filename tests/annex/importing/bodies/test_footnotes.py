"""Footnotes that HTML has as two links, there and back."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.annex.importing.bodies.convert import convert
from generator.annex.importing.bodies.footnotes import pair_footnotes
from generator.annex.importing.bodies.tree import parse
from generator.annex.importing.bodies.wording import Destination, Lookups
from tests.importing_support import item

LOOKUPS = Lookups(link=Destination, picture=Destination, file=lambda _: None, attached=lambda: ())


def made(body: str) -> str:
    """Return the Markdown of a body of which no word is lost."""
    converted = convert(item("1", body=body), LOOKUPS)
    assert (converted.lost, converted.come, converted.problems) == ((), (), ())
    return converted.text


@pytest.mark.parametrize(
    "body",
    [
        '<p>Kata<sup id="fnref:1"><a href="#fn:1">1</a></sup>.</p><div><ol><li id="fn:1"><p>Lihat <a href="/y">y</a>.&nbsp;<a href="#fnref:1">↩</a></p></li></ol></div>',
        '<p>Kata<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><p><a href="#_ftnref1" name="_ftn1">[1]</a> Lihat <a href="/y">y</a>.</p>',
        '<p>Kata<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>.</p><p><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> Lihat <a href="/y">y</a>.</p>',
        '<p>Kata<sup class="fn"><a id="u-link" href="#u">1</a></sup>.</p><ol><li id="u">Lihat <a href="/y">y</a>. <a href="#u-link">↩</a></li></ol>',
        '<p>Kata<sup><a id="r" href="#n">*</a></sup>.</p><p><sup id="n"><a href="#r">*</a></sup> Lihat <a href="/y">y</a>.</p>',
    ],
)
def test_two_links_are_a_footnote(body: str) -> None:
    """With the links in it, as word processors, WordPress and renderers of Markdown write them."""
    assert made(body) == "Kata[^1].\n\n[^1]: Lihat [y](/y)."


def test_two_references_to_one_note() -> None:
    """They have its number."""
    body = '<p>A<a id=r href="#n">1</a> B<a id=s href="#n">1</a></p><p id="n">Satu <a href="#r">a</a> <a href="#s">b</a></p>'
    assert made(body) == "A[^1] B[^1]\n\n[^1]: Satu"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p>A<a href="#b">1</a></p><p id="b">Tanpa jalan kembali</p>', "A1\n\nTanpa jalan kembali"),
        ('<p><a id="r" href="#n">Bagian dua</a></p><p id="n">Dua <a href="#r">atas</a></p>', "Bagian dua\n\nDua atas"),
        ('<p>A<a id="r" href="#n">1</a></p><p id="n"><a href="#r">1</a></p>', "A1\n\n1"),
        ('<p>A<a id=r href="#n">1</a> B<a id=s href="#o">2</a></p><p><a id=n href="#r">1</a> C <a id=o href="#s">2</a> D</p>', "A1 B2\n\n1 C 2 D"),
        ('<p id="p"><a id="x" href="#p">1</a> kata</p>', "1 kata"),
    ],
)  # fmt: skip
def test_other_links_within_a_page_are_none(body: str, text: str) -> None:
    """Those that lead one way, that have words, or that cannot be told apart."""
    assert made(body) == text


def test_many_links_take_no_time() -> None:
    """Each leads to the same block, and back."""
    links = "".join(f'<a id="r{n}" href="#n">1</a>' for n in range(20_000))
    backs = "".join(f'<a href="#r{n}">x</a>' for n in range(20_000))
    assert made(f"<p>{links}</p><p id=n>kata {backs}</p>")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p>A<a id="r" href="#n">1</a></p><p id="n">Satu</p><p><a href="#r">kembali</a></p>', "A1\n\nSatu\n\nkembali"), ('<p>A<a id="r" href="#n">1</a></p><p id="n">Satu <a href="#r">dua belas an</a></p>', "A[^1]\n\n[^1]: Satu"),
        ('<p>A<a id="r" href="#n">1</a></p><p id="n">Satu <a href="#r">tiga belas ya</a></p>', "A1\n\nSatu tiga belas ya"), ('<p id="n">Satu <a href="#r">kembali</a></p><p>A<a id="r" href="#n">1</a></p>', "Satu kembali\n\nA1"),
        *((f'<p>A<a id="r" href="#n">{mark}</a></p><p id="n">Satu <a href="#r">x</a></p>', "A[^1]\n\n[^1]: Satu") for mark in ("[1]", "(1)", "999", "a", "*", "***", "†", "‡", "1)")),
        ('<p>A<a id="r" href="#n">1000</a></p><p id="n">Satu <a href="#r">x</a></p>', "A1000\n\nSatu x"), ('<p>A<a id="r" href="#n">ab</a></p><p id="n">Satu <a href="#r">x</a></p>', "Aab\n\nSatu x"),
        *((f'<p>A<a name="r" href="#n">1</a></p><{block} id="n">Satu <a href="#r">x</a></{block}>', "A[^1]\n\n[^1]: Satu") for block in ("p", "div", "aside")),
    ],
)  # fmt: skip
def test_what_a_reference_and_its_note_look_like(body: str, text: str) -> None:
    """A sign or a short number, before its note, in which a short way leads back."""
    assert made(body) == text


@pytest.mark.parametrize("tag", ["sup", "p", "span"])
def test_what_was_put_around_a_way_back_goes_with_it(tag: str) -> None:
    """If it holds nothing else; words beside the way back, or in another element, stay."""

    def tree(note: str) -> str:
        root = parse(f'<p>A<a id="r" href="#n">1</a></p><div id="n">Satu{note}</div>')
        pair_footnotes(root)
        return etree.tostring(root, encoding="unicode")

    whole = '<div><p>A<sup data-warta-reference="1"/></p><div data-warta-note="1">Satu{}</div></div>'
    assert tree(f'<{tag}><a href="#r">x</a></{tag}>') == whole.format("")
    assert tree(f'<{tag}>b <a href="#r">x</a></{tag}>') == whole.format(f"<{tag}>b </{tag}>")
    assert tree(f'<{tag}><a href="#r">x</a><i>c</i></{tag}>') == whole.format(f"<{tag}><i>c</i></{tag}>")
    assert tree('<b><a href="#r">x</a></b>') == whole.format("<b/>")


def test_a_list_of_notes_alone_goes() -> None:
    """One in which something else stands stays."""
    notes = '<li id="n">Satu <a href="#r">x</a></li>'
    root = parse(f'<p>A<a id="r" href="#n">1</a></p><ul>{notes}</ul>')
    pair_footnotes(root)
    assert [element.tag for element in root] == ["p", "div"]
    root = parse(f'<p>A<a id="r" href="#n">1</a></p><ul>{notes}<li>B</li></ul>')
    pair_footnotes(root)
    assert [element.tag for element in root] == ["p", "ul", "div"]
