"""Tags: HTML is taken apart without losing any of it."""

from __future__ import annotations

import random

import pytest

from generator.markup.html_tokens import Mark, read


def _kinds(html: str) -> list[tuple[str, str]]:
    return [(mark.kind, mark.name or mark.source) for mark in read(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<b>c</b>", [("text", "a"), ("open", "b"), ("text", "c"), ("close", "b")]),
        ("<BR/>", [("open", "br")]), ("a < b <3 <", [("text", "a < b <3 <")]), ("<a href=/x/y>", [("open", "a")]),
        ("<a title='>'>", [("open", "a")]), ('<a title="a>b', [("text", '<a title="a>b')]), ("<o:p>", [("open", "o:p")]),
        ('<a title="<b>">', [("text", '<a title="'), ("open", "b"), ("text", '">')]), ("<!-- a --> b", [("comment", "<!-- a -->"), ("text", " b")]),
        ("a<!-- b > c", [("text", "a"), ("comment", "<!-- b > c")]), ("<!doctype html>a", [("other", "<!doctype html>"), ("text", "a")]),
        ("<?php a > b ?>c", [("other", "<?php a > b ?>"), ("text", "c")]), ("<![CDATA[<b>]]>", [("other", "<![CDATA[<b>]]>")]), ("<?a <b>", [("text", "<?a "), ("open", "b")]),
    ],
)  # fmt: skip
def test_pieces(html: str, expected: list[tuple[str, str]]) -> None:
    """Tags, comments, instructions and text, and text is whatever is none of these."""
    assert _kinds(html) == expected


def test_attributes() -> None:
    """In any form of quotation, with references read; of two with one name the first counts, as in a browser."""
    (mark,) = read("<a HREF='/a&amp;b' x = y title=\"a'b\" checked href=/z data=1/2>")
    assert sorted(mark.attributes) == [("checked", ""), ("data", "1/2"), ("href", "/a&b"), ("title", "a'b"), ("x", "y")]
    assert (mark.get("href"), mark.get("none")) == ("/a&b", None)


def test_a_number_of_thousands_of_digits() -> None:
    """A reference that no library can read stays as it is."""
    (mark,) = read(f"<a href='&#{'9' * 5000};'>")
    assert (mark.get("href") or "")[:3] == "&#9"


def test_nothing_is_lost() -> None:
    """The pieces are the text, each where it says that it is, whatever the text."""
    r = random.Random(1)
    signs = (
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<!",
        "]]>",
        "<![CDATA[",
        '"',
        "'",
        "=",
        " ",
        "\n",
        "a",
        "b ",
        "/",
        "&lt;",
    )
    for _ in range(3000):
        html = "".join(r.choices(signs, k=r.randrange(30)))
        marks: list[Mark] = list(read(html))
        assert "".join(mark.source for mark in marks) == html
        assert all(html.startswith(mark.source, mark.offset) for mark in marks)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("x<!-- a", [("text", "x", 0, False), ("comment", "<!-- a", 1, False)]), ("<!-->x", [("comment", "<!-->", 0, True), ("text", "x", 5, False)]),
        ('a<b <c d="e>f" g>h</c >', [("text", "a<b ", 0, False), ("open", '<c d="e>f" g>', 4, False), ("text", "h", 17, False), ("close", "</c >", 18, False)]),
        ("<![CDATA[a]]>b<!-- c --><!x>", [("other", "<![CDATA[a]]>", 0, False), ("text", "b", 13, False), ("comment", "<!-- c -->", 14, True), ("other", "<!x>", 24, False)]),
        ("<<a>", [("text", "<", 0, False), ("open", "<a>", 1, False)]), ("<?a <?b?>", [("other", "<?a <?b?>", 0, False)]), ("<![CDATA[ <!-- a -->", [("text", "<![CDATA[ ", 0, False), ("comment", "<!-- a -->", 10, True)]),
    ],
)  # fmt: skip
def test_where_each_piece_begins(html: str, expected: list[tuple[str, str, int, bool]]) -> None:
    """With what is written, and whether a comment ends."""
    assert [(one.kind, one.source, one.offset, one.is_whole) for one in read(html)] == expected


def test_a_value_of_thousands_of_signs_is_not_read() -> None:
    """It is no address."""
    for number, value in ((799, "&" * 799), (800, "&amp;" * 800)):
        (mark,) = read(f"<a b='{'&amp;' * number}'>")
        assert mark.get("b") == value
