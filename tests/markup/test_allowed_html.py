"""HTML in a text, where site.yaml wants it: what is safe comes through, and is checked like Markdown.

What becomes of each element is in fixtures/markdown.txt, in the cases that begin with HTML.
"""

from __future__ import annotations

import re

import pytest

from tests.lint_support import each
from tests.markup_support import codes, written
from tests.support import CONFIG, OWNED, article, site

SAFE = OWNED + "html: safe\n"
ALLOWED = frozenset(
    "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre"
    " q s samp section small span strong sub summary sup table tbody td tfoot th thead tr u ul var".split()
)
ATTRIBUTES = frozenset(
    "href src alt rel title colspan rowspan scope start loading decoding class id role aria-label tabindex data-embed data-src".split()
)


def test_no_element_and_no_attribute_is_on_no_list():
    """Whatever element it is, with whatever handlers, nothing comes through that could do something."""
    elements = (
        "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center"
        " cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame"
        " frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu"
        " meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s"
        " samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template textarea"
        " tfoot th thead time title tr track tt u ul var video wbr xmp x-own"
    )
    harm = "onclick=x onerror=x style='top:0' class=x id=isi srcdoc=x formaction=/x href='javascript:x' src='data:x' xlink:href=/x is=x background=/x"
    for name in elements.split():
        for text in (
            f"<{name} {harm}>a</{name}>",
            f"<p>x <{name} {harm}>a",
            f"<table><tr><td><{name} {harm}>a</table>",
        ):
            html = written(text, html=True)
            found = re.findall(r"<([a-z][\w:-]*)((?:\s[^<>]*)?)>", html)
            assert {tag for tag, _ in found} <= ALLOWED, (text, html)
            assert {key for _, keys in found for key in re.findall(r"\s([\w:-]+)=", keys)} <= ATTRIBUTES, (text, html)
            assert not re.search("javascript|data:x|onclick|top:0", re.sub("&lt;.*?&gt;", "", html)), (text, html)


@pytest.mark.parametrize(
    "text",
    [
        "<p>a<!-- rahasia --></p>", "<div><!-- rahasia\n--></div>", "a <b>b<!-- rahasia --></b>",
        "<table><!-- rahasia --><tr><td>a</table>", "<p title='<!-- rahasia -->'>x</p>", "<b>a</b> <!-- rahasia",
    ],
)  # fmt: skip
def test_comments_never_reach_readers(text):
    """Wherever in HTML they stand, one without an end included."""
    assert "rahasia" not in written(text, html=True)


@pytest.mark.parametrize(
    ("text", "many"),
    [("<b>" * 50, 0), ("<b>" * 200, 1), ("<br>" * 20_000, 0), ("<br>" * 20_001, 1), ("<p>" + "<i><b><u><s>" * 6 + "<p>a" * 5000, 1)],
    ids=["nested", "too deep", "tags", "too many", "never closed"],
)  # fmt: skip
def test_bounds(text, many):
    """Of elements in each other, of tags, and of what goes on in each paragraph below."""
    assert [code for _, code in codes(text, html=True)] == ["over-limit"] * many


def test_a_frame_of_a_known_player_is_the_box_of_its_film():
    """As its bare address is."""
    frame = '<p><iframe width="560" src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></p>'
    assert written(frame, html=True) == written("https://www.youtube.com/watch?v=dQw4w9WgXcQ").rstrip()


def test_an_item_without_its_list_and_a_link_in_a_link():
    """They would end the item or the link around them; the words stay."""
    assert written("- a <li>b</li> c", html=True) == "<ul>\n<li>a b c</li>\n</ul>\n"
    assert written("<ul><li>b</ul>", html=True) == "<ul><li>b</li></ul>"
    shown = written("x <a href='https://a.id/'>y [b](https://b.id/)</a>", html=True)
    assert (
        re.sub(' rel="[a-z]*"', "", shown) == '<p>x <a href="https://a.id/">y </a><a href="https://b.id/">b</a></p>\n'
    )
    assert "a.id" not in written("x <a href='https://a.id/'>y[^1]</a>\n\n[^1]: z", html=True)


def test_the_writer_is_told_of_what_readers_do_not_get(tmp_path):
    """Once for a file, at its first place; classes, ids and mere wrappers go without a word."""
    lost = {
        "<script>alert(1)</script>\n\na": (1, 1), '<p onclick="x">a</p>': (1, 1), "a\n\n<p style=x>a</p> <script>x</script>": (3, 1),
        "<p>a<iframe src='/x'></iframe></p>": (1, 5), "<form action=/x><input name=a>a</form>": (1, 17), "<p>a<video src=x>b</video></p>": (1, 5),
        "<p>a<img src='http://a.example/b.png'></p>": (1, 5), "<iframe src='https://peta.example/a'></iframe>": (1, 1),
        "<?php echo 1 ?>\na": (1, 1), "<b>a</b> <!-- more --> b": (1, 10), "a <a href='javascript:x'>b</a>": (1, 3),
    }  # fmt: skip
    kept = (
        '<div class="a" id="b">x</div>', "<span>x</span> y", "<p align=left>x</p>", "<center>x</center>", "<p>a <o:p></o:p></p>",
        "<a name=x>y</a> z",
    )  # fmt: skip
    found = each(tmp_path, [article(body=text) for text in (*lost, *kept)], "no-effect", config=SAFE)
    assert [[(one.line - 6, one.column) for one in told] for told in found] == [
        *([place] for place in lost.values()),
        *([] for _ in kept),
    ]
    assert "1 more in this file" in found[2][0].message


@pytest.mark.slow
def test_a_switch_of_html_makes_pages_again(tmp_path):
    """Its links and pictures are checked like others, lead on by old addresses, and stand in feeds as on the page."""
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
    portal.edit("content/daerah/2024/10/a.md", "</a>.", '</a> <a href="/hilang/">c</a> <img src="/foto/x.png" alt="x">')
    assert [(one.code, one.column) for one in portal.problems()] == [("dead-link", 42), ("missing-picture", 68)]
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert "&lt;p&gt;Lihat" in portal.read(page)
