"""Elements: a closed list of HTML, and what becomes of everything that is not on it."""

from __future__ import annotations

import itertools
import random
from itertools import accumulate

import pytest

from generator.markup import elements
from generator.markup.elements import Mark, address_of, host_of, html_marks, label

OF_HTML = frozenset(
    (
        "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button canvas"
        " caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset"
        " figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins"
        " kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed noframes noscript object ol"
        " optgroup option output p param picture plaintext portal pre progress q rp rt ruby s samp script search section"
        " select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th"
        " thead time title tr track tt u ul var video wbr xmp"
    ).split()
)
"""Those of the living standard and of older ones."""
GROUPS = {
    name: getattr(elements, name) for name in ("PHRASES", "BLOCKS", "WRAPPERS", "NOTHING", "WITH_CONTENT")
} | {"SAME": frozenset(elements.SAME)}  # fmt: skip


def test_an_element_has_one_fate() -> None:
    """It is in one group at most, and every name in a group is one of HTML."""
    for one, other in itertools.combinations(GROUPS, 2):
        assert GROUPS[one].isdisjoint(GROUPS[other]), (one, other)
    assert frozenset().union(*GROUPS.values()) - OF_HTML == set()
    assert elements.CLOSED_BY_OTHERS | elements.VOID <= elements.PHRASES | elements.BLOCKS
    assert set(elements.SAME.values()) <= elements.PHRASES


def test_what_could_do_something_is_on_no_list() -> None:
    """Script, style, frames, forms and what is drawn by another language never come through."""
    shown = elements.PHRASES | elements.BLOCKS
    active = "script style iframe frame object embed applet svg math form input button link meta base template portal"
    assert shown.isdisjoint(active.split())
    assert {"script", "style", "svg", "math", "iframe", "object", "template"} <= elements.WITH_CONTENT


def test_no_attribute_names_an_address_or_a_script() -> None:
    """Addresses of links and pictures are beside the HTML, and there are few other attributes."""
    assert elements.ATTRIBUTES.keys() <= elements.PHRASES | elements.BLOCKS
    assert {name for allowed in elements.ATTRIBUTES.values() for name in allowed} == {
        "colspan", "rowspan", "scope", "start", "title",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("element", "name", "good", "bad"),
    [
        ("td", "colspan", ["1", "12", "100"], ["", "0", "-1", "101", "1e3", "9999", "\u0661", "2 ", "a"]),
        ("th", "rowspan", ["3"], ["0", "5000"]),
        ("th", "scope", ["col", "row", "colgroup", "rowgroup"], ["", "COL", "x", "col row"]),
        ("ol", "start", ["0", "7", "12345"], ["", "-1", "123456", "\u0663", "a"]),
        ("abbr", "title", ["Kota", '"'], [""]),
    ],
)
def test_values_of_attributes(element: str, name: str, good: list[str], bad: list[str]) -> None:
    """A value that is not on the list is left out with its attribute."""
    fits = elements.ATTRIBUTES[element][name]
    assert all(fits(value) for value in good)
    assert not any(fits(value) for value in bad)


@pytest.mark.parametrize(
    ("frame", "address"),
    [
        ("https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("//player.vimeo.com/video/76979871", "https://vimeo.com/76979871"),
        ("https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fwarta%2Fposts%2F12345", "https://www.facebook.com/warta/posts/12345"),
        ("https://peta.example/x?a=1", "https://peta.example/x?a=1"), ("javascript:alert(1)", ""), ("data:text/html,x", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_a_frame_shows(frame: str, address: str) -> None:
    """Known players lead to their film or post, others to themselves, and what is no address to nothing."""
    assert address_of(frame) == address


@pytest.mark.parametrize(
    ("frame", "address"),
    [
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"), ("//youtube.com/v/dQw4w9WgXcQ?x", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://player.vimeo.com/video/12?h=1", "https://vimeo.com/12"), ("https://www.dailymotion.com/embed/video/x8abc?autoplay=1", "https://www.dailymotion.com/video/x8abc"),
        ("https://dailymotion.com/embed/video/x8", "https://www.dailymotion.com/video/x8"),
        *((f"https://open.spotify.com/embed/{what}/4rOo?utm=1", f"https://open.spotify.com/{what}/4rOo") for what in ("track", "album", "episode", "show", "playlist")),
        ("https://www.instagram.com/p/Ab-c/embed/captioned/", "https://www.instagram.com/p/Ab-c/"), ("https://instagram.com/reel/Abc/embed", "https://www.instagram.com/reel/Abc/"),
        ("https://www.tiktok.com/embed/v2/123?lang=id", "https://www.tiktok.com/@x/video/123"), ("https://tiktok.com/embed/123", "https://www.tiktok.com/@x/video/123"),
        (" //peta.example/x ", "https://peta.example/x"), ("https://a.example/x?url=https%3A%2F%2Ft.me%2Fkabarkita%2F123", "https://t.me/kabarkita/123"),
        ("https://a.example/x?u=https%3A%2F%2Ft.me%2Fkabarkita%2F123", "https://t.me/kabarkita/123"), ("https://a.example/x?u=https%3A%2F%2Fb.example%2F", "https://a.example/x?u=https%3A%2F%2Fb.example%2F"),
        ("https://a.example/x?href=/a&url=https%3A%2F%2Ft.me%2Fkabarkita%2F123", "https://t.me/kabarkita/123"), ("http://[a/x", ""),
    ],
)  # fmt: skip
def test_each_player(frame: str, address: str) -> None:
    """By its own form, or by what it names in its address."""
    assert address_of(frame) == address


def test_the_words_of_a_link() -> None:
    """They name the host, without www. and without who asks."""
    assert label("https://www.a.example/b") == "Lihat di a.example"
    assert host_of("https://x:y@www.a.example:80/") == "a.example:80"
    assert host_of("http://[a") == ""


def _kinds(html: str) -> list[tuple[str, str]]:
    return [(mark.kind, mark.name or mark.source) for mark in html_marks(html)]


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
    (mark,) = html_marks("<a HREF='/a&amp;b' x = y title=\"a'b\" checked href=/z data=1/2>")
    assert sorted(mark.attributes) == [("checked", ""), ("data", "1/2"), ("href", "/a&b"), ("title", "a'b"), ("x", "y")]
    assert (mark.get("href"), mark.get("none")) == ("/a&b", None)


def test_a_number_of_thousands_of_digits() -> None:
    """A reference that no library can read stays as it is."""
    (mark,) = html_marks(f"<a href='&#{'9' * 5000};'>")
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
        marks: list[Mark] = list(html_marks(html))
        assert "".join(mark.source for mark in marks) == html
        begins = accumulate((len(mark.source) for mark in marks), initial=0)
        assert [mark.line for mark in marks] == [html.count("\n", 0, begin) for begin in begins][:-1]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("x<!-- a", [("text", "x", False), ("comment", "<!-- a", False)]), ("<!-->x", [("comment", "<!-->", True), ("text", "x", False)]),
        ('a<b <c d="e>f" g>h</c >', [("text", "a<b ", False), ("open", '<c d="e>f" g>', False), ("text", "h", False), ("close", "</c >", False)]),
        ("<![CDATA[a]]>b<!-- c --><!x>", [("other", "<![CDATA[a]]>", False), ("text", "b", False), ("comment", "<!-- c -->", True), ("other", "<!x>", False)]),
        ("<<a>", [("text", "<", False), ("open", "<a>", False)]), ("<?a <?b?>", [("other", "<?a <?b?>", False)]), ("<![CDATA[ <!-- a -->", [("text", "<![CDATA[ ", False), ("comment", "<!-- a -->", True)]),
    ],
)  # fmt: skip
def test_the_pieces_of_some_html(html: str, expected: list[tuple[str, str, bool]]) -> None:
    """What is written, and whether a comment ends."""
    assert [(one.kind, one.source, one.is_whole) for one in html_marks(html)] == expected


def test_a_value_of_thousands_of_signs_is_not_read() -> None:
    """It is no address."""
    for number, value in ((799, "&" * 799), (800, "&amp;" * 800)):
        (mark,) = html_marks(f"<a b='{'&amp;' * number}'>")
        assert mark.get("b") == value
