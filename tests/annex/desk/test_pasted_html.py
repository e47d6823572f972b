"""HTML of a clipboard, element by element: what becomes of it, and what is said of what is left out."""

from __future__ import annotations

import pytest

from generator.annex.desk import pasted_html
from generator.annex.desk.pasted_html import converted

ITEM = "<p style='mso-list:{} lfo1'><span style='mso-list:{}'>{}</span>{}</p>"


def said(html: str) -> tuple[str, list[str]]:
    made = converted(html, "https://uji.example")
    assert made is not None
    return made[0], [str(one) for one in made[1]]


def item(where: str, mark: str, text: str, ignored: str = "Ignore") -> str:
    return ITEM.format(where, ignored, mark, text)


@pytest.mark.parametrize("tag", ["style", "meta", "link", "title", "xml", "base", "template", "noscript"])
def test_what_nobody_sees_is_not_missed(tag: str) -> None:
    """It goes, with all that is in it, and nothing is said of it."""
    inside = "" if tag in ("meta", "link", "base") else f"x</{tag}>"
    assert said(f"<div><p>Isi</p><{tag}>{inside}<p>Lagi</p></div>") == ("Isi\n\nLagi", [])


@pytest.mark.parametrize("tag", ["input", "select", "textarea", "button"])
def test_a_field_is_no_text(tag: str) -> None:
    """Nor is it missed."""
    assert said(f"<p>Isi</p><{tag}></{tag}>") == ("Isi", [])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><script>x</script>", "1 script"), ("<p>a</p><script>x</script><script>y</script>", "2 scripts"),
        ("<form><p>a</p></form>", "1 form"), ("<p>a</p><form></form><form></form>", "2 forms"),
        ("<p>a</p><iframe src='https://iklan.example/'></iframe>", "1 film, sound or frame"),
        ("<p>a</p><video></video><audio></audio><object></object><canvas></canvas>", "4 films, sounds or frames"),
        ("<p>a <img src=x></p>", "1 picture; upload it as a photo"),
        ("<p>a</p><v:imagedata src=x></v:imagedata><svg></svg>", "2 pictures; upload them as photos"),
        ("<p>a</p><picture><source></picture>", "1 picture; upload it as a photo"),
        ("<p>a</p><picture><source><img src=x></picture>", "1 picture; upload it as a photo"),
        ("<p>a<a href='#cmnt1'>[a]</a></p>", "1 comment"), ("<p>a<a class=MsoComAnchor>1</a><a class=MsoComOff>2</a></p>", "2 comments"),
        ("<p>a<a style='mso-special-character: comment'>1</a></p>", "1 comment"),
        ("<p>a <del cite=x>b</del></p>", "1 passage that Word shows as deleted"),
        ("<p>a <del datetime=x>b</del> <del cite=x>c</del></p>", "2 passages that Word shows as deleted"),
        ("<p>a <span hidden>b</span></p>", "1 hidden passage"),
        ("<p>a <span style='display: none'>b</span><span style='mso-hide:all'>b</span><span style='visibility:hidden'>c</span></p>", "3 hidden passages"),
        ("<p><a href='#x'>a</a></p>", "1 link that leads nowhere"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_said(html: str, expected: str) -> None:
    """By its kind, with how many there were; its text is not in the article."""
    assert said(html) == ("a", [expected])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><td rowspan=2>A</td><td>B</td></tr><tr><td>C</td></tr></table>", ["the merged cells of 1 table; look at it"]),
        ("<table><tr><th colspan=2>A</th></tr></table>" * 2, ["the merged cells of 2 tables; look at them"]),
        ("<table><tr><td colspan=1 rowspan=''>A</td><td colspan=0>B</td></tr></table>", []),
    ],
)  # fmt: skip
def test_merged_cells_are_looked_at(html: str, expected: list[str]) -> None:
    """Since Markdown has none."""
    assert said(f"<p>a</p>{html}")[1] == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <img alt='😀' src=x></p>", ("a 😀", [])), ("<p>a <picture><source><img alt='😀' src=x></picture></p>", ("a 😀", [])), ("<p>a <img alt='!!!!!!!!' src=x></p>", ("a !!!!!!!!", [])),
        ("<p>a <img alt='!!!!!!!!!' src=x></p>", ("a", ["1 picture; upload it as a photo"])),
        ("<p>a <img alt='b' src=x></p>", ("a", ["1 picture; upload it as a photo"])),
        ("<p>a<img width=1 height=1><img width=0 height=0><img width=1 height=0></p>", ("a", [])),
        ("<p>a<img width=1 height=2></p>", ("a", ["1 picture; upload it as a photo"])),
        ("<p>a<img width=2 height=1></p>", ("a", ["1 picture; upload it as a photo"])),
        ("<p>a<img width=1></p>", ("a", ["1 picture; upload it as a photo"])),
    ],
)  # fmt: skip
def test_a_picture_that_is_a_letter(html: str, expected: tuple[str, list[str]]) -> None:
    """Is that letter; one that nobody sees is not missed, any other is."""
    assert said(html) == expected


def test_comments_at_the_end_are_counted_where_they_are_put() -> None:
    """The list of them below the text, and a hidden passage without a word, are not missed."""
    html = "<p>a<span hidden> </span></p><div style='mso-element:comment-list'><div style='mso-element:comment'>b</div></div>"
    assert said(html) == ("a", [])


def test_what_the_writer_struck_out_stays() -> None:
    """Unlike what a program notes as deleted."""
    assert said("<p>a <del>b</del></p>") == ("a ~~b~~", [])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<span style='font-weight: bold'>a</span>", "**a**"), ("<span style='FONT-WEIGHT:600'>a</span>", "**a**"),
        ("<span style='font-weight:900'>a</span>", "**a**"), ("<span style='font-weight: 500'>a</span>", "a"),
        ("<font style='font-style : italic'>a</font>", "*a*"),
        ("<span style='text-decoration: underline line-through'>a</span>", "~~a~~"),
        ("<span style='text-decoration-line:line-through'>a</span>", "~~a~~"),
        ("<span style='font-weight:700;font-style:italic;text-decoration:line-through'>a <u>b</u></span>", "**~~*a b*~~**"),
        ("<b style='font-weight:normal'>a</b>", "a"), ("<strong style='font-weight: 400'>a</strong>", "a"),
        ("<b style='font-weight: 500'>a</b>", "**a**"), ("<b>a <span style='font-weight:bold'>b</span></b>", "**a b**"),
        ("<i style='font-weight:bold'>a</i>", "*a*"), ("<b style='font-style:italic'>a</b>", "**a**"),
    ],
)  # fmt: skip
def test_emphasis_by_style(html: str, expected: str) -> None:
    """What looks bold, slanted or struck out is; what only wears the element of it is not."""
    assert said(f"<p>{html}</p>") == (expected, [])


@pytest.mark.parametrize("level", range(1, 7))
def test_a_heading_is_not_bold_as_well(level: int) -> None:
    """It may be slanted."""
    html = "<span style='font-weight:bold'>Judul</span> <span style='font-style:italic'>miring</span>"
    body, told = said(f"<h{level}>{html}</h{level}>")
    assert (body.lstrip("# "), told) == ("Judul *miring*", [])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><span style='white-space: pre-wrap'>Satu\nDua</span></p>", "Satu\\\nDua"),
        ("<div style='white-space:break-spaces'>Satu\nDua</div>", "Satu\\\nDua"),
        ("<p style='white-space-collapse: preserve'>Satu\nDua<b>tiga</b>empat\nlima\nenam</p>", "Satu\\\nDua**tiga**empat\\\nlima\\\nenam"),
        ("<p style='white-space: nowrap'>Satu\nDua</p>", "Satu Dua"), ("<p>Satu\nDua</p>", "Satu Dua"),
    ],
)  # fmt: skip
def test_line_feeds_that_are_shown(html: str, expected: str) -> None:
    """Are breaks, in their order; where a browser shows none, they are none."""
    assert said(html) == (expected, [])


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://www.google.com/url?q=https%3A%2F%2Fa.example%2Fx&sa=D", "https://a.example/x"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fx", "https://a.example/x"),
        ("https://l.instagram.com/?u=https%3A%2F%2Fa.example%2Fx", "https://a.example/x"),
        ("https://www.google.com/url?sa=D", "https://www.google.com/url?sa=D"),
        ("https://a.example/url?q=https%3A%2F%2Fb.example", "https://a.example/url?q=https%3A%2F%2Fb.example"),
        (" https://a.example/ ", "https://a.example/"), ("HTTPS://a.example/", "HTTPS://a.example/"),
        ("http://a.example/", "http://a.example/"), ("mailto:a@b.example", "mailto:a@b.example"), ("tel:+62811", "tel:+62811"),
        ("https://uji.example/x/", "/x/"), ("https://uji.example", "https://uji.example"),
        ("https://uji.examples/x/", "https://uji.examples/x/"),
    ],
)  # fmt: skip
def test_a_link_leads_where_it_says(href: str, expected: str) -> None:
    """Without the detour by which a program counts it, and within the portal by its path."""
    assert said(f"<p><a href='{href}'>a</a></p>") == (f"[a]({expected})", [])


@pytest.mark.parametrize("href", ["ftp://a.example/", "//a.example/", "https://a.example/a b", "https://a.example/`", "http://[x", "file:///C:/a", "/x/"])  # fmt: skip
def test_a_link_that_leads_nowhere(href: str) -> None:
    """Is its words."""
    assert said(f"<p><a href='{href}'>a</a></p>") == ("a", ["1 link that leads nowhere"])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Isi.</p><p>***(NH)</p>", "Isi.\n\n***(NH)"), ("<p>Isi. ***(NH)</p>", "Isi. ***(NH)"),
        ("<p>Isi.*** (Sari W., a/b)</p>\n", "Isi. *** (Sari W., a/b)"), ("<p>Isi.</p><p><b>***(NH)</b></p>", "Isi.\n\n***(NH)"),
        ("<p>Isi.</p> ***(NH)", "Isi. ***(NH)"),
    ],
)  # fmt: skip
def test_the_closing_mark_stays_one(html: str, expected: str) -> None:
    """On a line of its own, or behind the last words, as it was."""
    assert said(html) == (expected, [])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  * b"), ("<ol><li>a</li><ul><li>b</li></ul><li>c</li></ol>", "1. a\n   - b\n2. c"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b"), ("<ul><li><p>b</p><p>c</p></li></ul>", "- b\n\n  c"),
        ("<ul><li>x<p>b</p></li></ul>", "- x\n\n  b"),
        (item("l0 level1", "1.", "Satu") + item("l0 level1", "2.", "Dua"), "1. Satu\n2. Dua"),
        (item("l0 level1", "1.", "Satu", " ignore") + item("l0 level1", "2.", "Dua", "IGNORE"), "1. Satu\n2. Dua"),
        (item("l0 level1", "7.", "Tujuh") + item("l1 level1", "o", "Lain"), "7. Tujuh\n\n- Lain"),
        (item("l0 level1", "a)", "Satu") + "antara" + item("l0 level1", "b)", "Dua"), "1. Satu\n\nantara\n\n1. Dua"),
        (item("l0 level2", "(iv)", "Satu") + item("l0 level1", "-", "Dua"), "1. Satu\n\n- Dua"),
        (item("l0 level1", "-", "A") + item("l0 level2", "1.", "B") + item("l0 level2", "2.", "C") + item("l0 level1", "-", "D"), "- A\n  1. B\n  2. C\n- D"),
        (item("l0 level1", "12)", "A") + "<p>Sekian.</p>", "12. A\n\nSekian."),
        ("<p>Harga:</p>" + item("l0 level0", "-", "A") + "<p>Sekian.</p>", "Harga:\n\n- A\n\nSekian."),
    ],
)  # fmt: skip
def test_lists(html: str, expected: str) -> None:
    """Numbered or not by their marks, from the number that they have, as deep as they look."""
    assert said(html) == (expected, [])


def test_elements_of_word_go_and_their_words_stay() -> None:
    """Whatever is called by a prefix."""
    assert said("<p>a <w:sdt>b</w:sdt> <st1:City>c</st1:City></p>") == ("a b c", [])


def test_what_only_our_own_pages_say_is_not_believed() -> None:
    """Marks by which the importer knows its own elements."""
    assert said("<p>a</p><hr data-break><p data-bare>b</p>") == ("a\n\n---\n\nb", [])


def test_elements_in_each_other_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Become nothing from the first that is too deep."""
    monkeypatch.setattr(pasted_html, "_DEEPEST", 4)
    found = [converted("<span>" * depth + "x", "") for depth in (1, 2, 3, 4, 5)]
    ends = [one is not None for one in found]
    assert ends == sorted(ends, reverse=True)
    assert 0 < sum(ends) < 5


def test_what_is_said_is_said_once_and_in_order() -> None:
    """First what was left out, then links."""
    html = "<p>a <a href='#x'>b</a></p><script></script><form></form><img src=x><script></script>"
    assert said(html) == (
        "a b", ["2 scripts", "1 form", "1 picture; upload it as a photo", "1 link that leads nowhere"],
    )  # fmt: skip
