"""The tree of a body is parsed leniently, and changed without losing the text around an element."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.annex.importing.bodies.tree import (
    Tree,
    beside_links,
    drop,
    inside,
    lift,
    parse,
    replace_by,
    text_of,
    unwrap,
)


def shown(root: Tree) -> str:
    return etree.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")


def test_elements_deeper_than_a_parser_takes_by_itself() -> None:
    """Each is there with its text."""
    assert text_of(parse(f"{'<div>' * 400}Isi{'</div>' * 400} akhir")) == "Isi akhir"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<!-- x -->b<?y z?>c", "abc"), ("a&#8217;b", "a’b"), ("<p a='1' b\"='2' c>x</p>", '<p a="1" c="">x</p>'), ("a</div>b", "<div>a</div>b"), ("<wbr></wbr>b", "<wbr/>b"), ("<wbr></wbr><i>a</i>b", "<wbr/><i>a</i>b"),
        ("<div><p>a</p></div>", "<div><p>a</p></div>"), ("<div>a</div>b", "<div>a</div>b"),
        ("a<source src=x>b<i>c</i>d", 'a<source src="x"/>b<i>c</i>d'), ("<video><track>a</video>b", "<video><track/>a</video>b"),
        ("a<wbr>b", "a<wbr/>b"), ("<p>a<wbr></p>b", "<p>a<wbr/></p>b"),
        ("<video><source src=a><source src=b>x</video>y", '<video><source src="a"/><source src="b"/>x</video>y'),
        ("<i>a<wbr>b</i>c<wbr>d<i>e</i>f", "<i>a<wbr/>b</i>c<wbr/>d<i>e</i>f"),
        ("<embed src=a>b<embed src=c>d", '<embed src="a"/>b<embed src="c"/>d'),
        ("a&#8203;b&#x0;c<i title='&#1;x'>y</i>&#1;z", 'ab�c<i title="x">y</i>z'), ("<div>a</div><div>b</div>", "<div>a</div><div>b</div>"),
        ("x<div>b</div>", "x<div>b</div>"), ("<div>b</div>x", "<div>b</div>x"), ("&#60;b&#62;", "&lt;b&gt;"),
        ("<p a.b='1' _c='2' é='3' 9='4' X:y='5'>x</p>", '<p a.b="1" _c="2">x</p>'),
    ],
)  # fmt: skip
def test_what_browsers_make_of_it(html: str, expected: str) -> None:
    """Neither comments nor attributes that are none."""
    assert shown(parse(html)) == expected


@pytest.mark.parametrize(
    ("html", "change", "expected"),
    [
        ("a<b>x</b>c", drop, "ac"), ("<i>a</i>b<b>x</b>c", drop, "<i>a</i>bc"), ("a<b>x<i>y</i>z</b>c", unwrap, "ax<i>y</i>zc"), ("<i>a</i><b>x</b>c", unwrap, "<i>a</i>xc"),
        ("a<b>x</b>c", lambda one: drop(one, "?"), "a?c"), ("a<b>x</b>c", lambda one: replace_by(one, etree.Element("hr")), "a<hr/>c"),
        ("<p>a <i>x<b>y</b>z</i> c</p>d", lift, "<p>a <i>x</i></p><b>y</b><p><i>z</i> c</p>d"), ("<p>a<b>y</b>c</p>", lambda one: (lift(one), drop(one)), "<p>a</p><p>c</p>"),
        ("a<b>x</b>", lambda one: drop(one, "?"), "a?"), ("a<b>x</b>", lambda one: replace_by(one, etree.Element("hr")), "a<hr/>"), ("a<b>x</b>", unwrap, "ax"), ("a<b>x</b>", drop, "a"),
    ],
)  # fmt: skip
def test_a_change_loses_no_text_around_it(html: str, change: object, expected: str) -> None:
    """What stood before an element and behind it does so afterwards."""
    root = parse(html)
    (element,) = root.iter("b")
    change(element)  # type: ignore[operator]
    assert shown(root).replace("<b></b>", "<b/>") == expected


@pytest.mark.parametrize(
    "name",
    "p a b strong i em s del strike code sub sup h1 h2 h3 h4 h5 h6".split(),
)
def test_no_block_stays_in(name: str) -> None:
    """A paragraph, a headline or an element within a line, which is split around the block."""
    root = parse("<u></u>")
    around = etree.SubElement(root, name)
    around.text = "a"
    block = etree.SubElement(around, "table")
    block.tail = "c"
    lift(block)
    assert shown(root) == f"<u/><{name}>a</{name}><table/><{name}>c</{name}>"


def test_what_an_element_is_in() -> None:
    """However far above."""
    (element,) = parse("<ul><li><i><b>x</b></i></li></ul>").iter("b")
    assert (inside(element, ("ul", "x")), inside(element, ("b",)), inside(element, ("ol",))) == (True, False, False)


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("a<a>b</a>c", ["a", "c"]), ("<i>a<a>b<b>c</b></a>d</i>e", ["a", "d", "e"]), ("<i>x</i>", ["x"]), ("<a>b</a>c", ["c"]),
        ("<i>a<b>b</b>c</i>tail", ["a", "b", "c", "tail"]),
    ],
)  # fmt: skip
def test_texts_beside_links(html: str, texts: list[str]) -> None:
    """In their order, with what stands behind a link."""
    assert list(beside_links(parse(html))) == texts


def test_the_text_behind_an_element_is_not_beside_its_links() -> None:
    """It is beside the element."""
    assert [list(beside_links(one)) for one in parse("<i>a<a>x</a>b</i>c").iter("i")] == [["a", "b"]]
