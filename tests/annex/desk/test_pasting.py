"""What programs put on the clipboard becomes Markdown, and what was left out is named."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.annex.desk import pasting
from generator.annex.desk.pasting import pasted
from generator.annex.importing.bodies.wording import words_of_body
from generator.base.errors import MessageError
from generator.base.text import clean
from generator.markup.markdown import parse_body
from tests.annex.desk_support import LEAD, desk, room

DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1a2b">{}</b>'
    '<br class="Apple-interchange-newline">'
)
"""What Google Docs puts around everything."""
WORD = """\
<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/SARI/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {{mso-style-unhide:no; margin:0cm; font-family:"Calibri",sans-serif;}} --></style>
<!--[if gte mso 10]><style>table.MsoNormalTable {{mso-style-name:"Table Normal";}}</style><![endif]-->
</head><body lang=EN-ID style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->
{}
<!--EndFragment--></body></html>
"""
ITEM = (
    "<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:{} level{} lfo1'><![if !supportLists]>"
    "<span lang=IN style='font-family:Symbol'><span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New "
    "Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=IN>{}<o:p></o:p></span></p>\n"
)


def said(html: str, text: str = "") -> tuple[str, list[str]]:
    markdown, left = pasted(html, text, "https://uji.example")
    return markdown, [str(one) for one in left]


def raw_html(markdown: str) -> list[str]:
    """Return what a Markdown parser that allows HTML would take for it."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    every = [*tokens, *(inner for token in tokens for inner in token.children or ())]
    return [token.content for token in every if token.type in ("html_block", "html_inline")]


def test_word() -> None:
    """Paragraphs, emphasis, headings and blanks; nothing of its styles, its XML and its marks."""
    body = """\
<h1><span lang=IN>Banjir di Hulu<o:p></o:p></span></h1>
<p class=MsoNormal><b><span lang=IN>BANJARMASIN</span></b><span lang=IN> – Bupati meminta&nbsp;warga <i>waspada</i> <a
href="https://bmkg.go.id/cuaca">hari ini</a>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><span lang=IN>Air naik 2 m. ***(NH)<o:p></o:p></span></p>"""
    assert said(WORD.format(body))[0] == (
        "## Banjir di Hulu\n\n**BANJARMASIN** – Bupati meminta warga *waspada* [hari ini](https://bmkg.go.id/cuaca).\n\n"
        "Air naik 2 m. ***(NH)"
    )


def test_lists_of_word() -> None:
    """Paragraphs that look like items are items, in lists of their kind and depth; their marks go."""
    items = [("l0", 1, "·", "Beras"), ("l0", 2, "o", "Medium"), ("l0", 1, "·", "Gula"), ("l1", 1, "3.", "Tiga"), ("l1", 1, "4.", "Empat")]  # fmt: skip
    body = (
        "<p class=MsoNormal>Harga:</p>"
        + "".join(ITEM.format(*item) for item in items)
        + "<p class=MsoNormal>Sekian.</p>"
    )
    assert said(WORD.format(body)) == ("Harga:\n\n- Beras\n  * Medium\n- Gula\n\n3. Tiga\n4. Empat\n\nSekian.", [])


def test_changes_and_comments_of_word() -> None:
    """What was added is text; what was deleted, and what colleagues say of it, is left out and named."""
    body = """\
<p class=MsoNormal>Kata <span class=msoIns><ins cite="mailto:Sari" datetime="2024-10-09T16:10">baru</ins></span><span
class=msoDel><del cite="mailto:Sari" datetime="2024-10-09T16:10">lama</del></span> <a
style='mso-comment-reference:S_1;mso-comment-date:20241009T1610'>akhir</a><span class=MsoCommentReference><span
style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor id="_anchor_1" href="#_msocom_1"
name="_msoanchor_1">[S1]</a><![endif]><span style='mso-special-character:comment'>&nbsp;</span></span></span>.</p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Cek lagi</p></div></div>"""
    assert said(WORD.format(body)) == (
        "Kata baru akhir.",
        ["1 passage that Word shows as deleted", "1 comment"],
    )


def test_footnotes_of_word() -> None:
    """Stay footnotes."""
    body = """\
<p class=MsoNormal>Isi<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference>[1]</span></a>.</p><div style='mso-element:footnote-list'><div style='mso-element:footnote'
id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span
class=MsoFootnoteReference>[1]</span></a> Catatan.</p></div></div>"""
    assert said(WORD.format(body))[0] == "Isi[^1].\n\n[^1]: Catatan."


def test_google_docs() -> None:
    """Its wrapper makes nothing bold, its styles do; lists are nested as they look; links lead where they say."""
    html = DOCS.format(
        '<h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-weight:400">Judul</span></h2>'
        '<p dir="ltr"><span style="font-weight:700;white-space:pre-wrap">Tebal</span><span style="font-weight:400"> dan </span>'
        '<span style="font-weight:400;font-style:italic">miring</span><span style="font-weight:700;font-style:italic"> dua-duanya</span>'
        '<a href="https://www.google.com/url?q=https://a.example/x&amp;sa=D" style="text-decoration:none">'
        '<span style="color:#1155cc;text-decoration:underline">tautan</span></a></p>'
        '<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Satu</span></p></li>'
        '<ul><li aria-level="2"><p role="presentation"><span>Dua</span></p></li></ul></ul>'
        '<p><span><img src="https://lh3.googleusercontent.com/x" width="602" height="400"></span></p>'
    )
    assert said(html, "Judul") == (
        "## Judul\n\n**Tebal** dan *miring* ***dua-duanya***[tautan](https://a.example/x)\n\n- Satu\n  * Dua",
        ["1 picture; upload it as a photo"],
    )


def test_libreoffice() -> None:
    """Its fonts and margins go."""
    html = (
        '<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 24.2"/><style type="text/css">p {}</style>'
        '</head><body lang="id-ID"><p style="line-height: 100%; margin-bottom: 0cm"><font face="Arial"><font size="3"><b>Tebal'
        '</b></font></font></p><ol><li><p style="margin-bottom: 0cm">Satu</p></li><li><p>Dua</p></li></ol>'
        "<table><tr><td><p>Kota</p></td><td><p>Jiwa</p></td></tr><tr><td><p>Banjar</p></td><td><p>10</p></td></tr></table>"
        "</body></html>"
    )
    assert said(html)[0] == "**Tebal**\n\n1. Satu\n2. Dua\n\n| Kota   | Jiwa |\n| ------ | ---- |\n| Banjar | 10   |"


def test_a_picture_inside_of_the_html_is_no_part_of_its_size() -> None:
    """Its bytes stand in an address, by the million."""
    html = f"<p><b>Air naik.</b></p><img src='data:image/png;base64,{'A' * 500_000}'>"
    assert said(html)[0].startswith("**Air naik.**")


def test_a_web_page() -> None:
    """Scripts, forms, frames, hidden words and pictures are left out and named; a film of YouTube is its address."""
    html = (
        "<article onclick=x()><h1>Judul</h1><p>Isi <a href='javascript:alert(1)'>klik</a> <a href='#atas'>atas</a> "
        "<a href='https://uji.example/daerah/2024/10/a/'>di sini</a></p>"
        "<script>alert(1)</script><form><input name=q><button>Kirim</button></form><noscript>x</noscript>"
        "<iframe src='https://iklan.example/'></iframe><iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>"
        "<span style='display:none'>rahasia</span><figure><img src='data:image/png;base64,AAAA'><figcaption>Air naik.</figcaption>"
        "</figure><img src=x width=1 height=1><table><tr><td colspan=2>A</td></tr><tr><td>B</td><td>C</td></tr></table>"
        "<svg><text>x</text></svg><img alt='😀' src='https://emoji.example/1.png'></article>"
    )
    markdown, left = said(html)
    assert markdown.startswith(
        "## Judul\n\nIsi klik atas [di sini](/daerah/2024/10/a/)\n\nhttps://www.youtube.com/watch?v=abcdefghijk"
    )
    assert "Air naik." in markdown
    assert "😀" in markdown
    assert "rahasia" not in markdown
    assert {*left} == {
        "1 script", "1 form", "1 film, sound or frame", "1 hidden passage", "2 pictures; upload them as photos",
        "the merged cells of 1 table; look at it", "2 links that lead nowhere",
    }  # fmt: skip


def test_a_chat() -> None:
    """Each message is a paragraph with who wrote it when, bold as in WhatsApp; a missing picture is named."""
    text = (
        "[16.10, 9/10/2024] Sari: Air *naik* di hulu_sungai\n[16.11, 9/10/2024] Budi: <Media tidak disertakan>\n"
        "[16.12, 9/10/2024] Sari: lihat https://a.example/x_y_z*b dan <b>ini</b>\n9/10/24 16.13 - Budi: IMG-1.jpg (file terlampir)"
    )
    html = '<div data-pre-plain-text="[16.10, 9/10/2024] Sari: "><p>Air <strong>naik</strong></p></div>'
    for given_html in ("", html):
        markdown, left = said(given_html, text)
        assert markdown.split("\n\n")[0] == "\\[16.10, 9/10/2024\\] Sari: Air **naik** di hulu_sungai"
        assert markdown.split("\n\n")[1].endswith("lihat https://a.example/x_y_z\\*b dan \\<b>ini\\</b>")
        assert left == ["2 pictures or films; upload them"]


def test_markdown_stays() -> None:
    """What is Markdown already is not touched, also where an editor gives colours with it; its HTML becomes text."""
    text = "## Judul\n\n- a **b** [c](https://a.example/)\n\n<!-- halaman -->\n\nBaca Juga: [](/daerah/a.md)\n\nKata <i>x</i> ***(NH)"
    html = '<meta charset="utf-8"><div style="color:#ccc"><div><span style="color:#569cd6">## Judul</span></div></div>'
    for given_html in ("", html):
        assert said(given_html, text) == (text.replace("<i>", "\\<i>").replace("</i>", "\\</i>"), [])


def test_plain_text() -> None:
    """Lines below each other are paragraphs, unless a program has broken them; signs are signs."""
    assert said("", "Satu.\nDua.\n\nTiga.")[0] == "Satu.\n\nDua.\n\nTiga."
    broken = "Pemerintah kabupaten meminta warga di sepanjang sungai untuk\nwaspada karena hujan masih akan turun sampai akhir pekan depan\nkata bupati."
    assert said("", broken)[0] == broken.replace("\n", " ")
    assert said("", "- satu\n- dua\n\n* tiga\n+ empat")[0] == "- satu\n- dua\n\n- tiga\n- empat"
    assert said("", "2024. Tahun politik\n# tagar\n>x")[0] == "2024\\. Tahun politik\n\n\\# tagar\n\n\\>x"
    assert said("<div>Isi</div>", "Isi\u00a0dua \u200bkata")[0] == "Isi dua kata"
    assert said("", "https://youtu.be/a_b_cdefghi")[0] == "https://youtu.be/a_b_cdefghi"
    assert said("", "Baca Juga: Judul lain")[0] == "Baca Juga\\: Judul lain"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""), ("\n\n", ""), ("# tagar", "\\# tagar"), ("######", "\\######"), ("####### a", "####### a"), ("#a", "#a"), ("a # b", "a # b"),
        ("[a](b)", "\\[a\\](b)"), ("a\n---\nb", "a\n\n\\---\n\nb"), ("=== ", "\\==="), ("--", "\\--"), ("= a", "\\= a"), (": a", "\\: a"),
        ("~ a", "\\~ a"), ("| a", "\\| a"), ("+", "\\+"), (">a", "\\>a"), ("a > b", "a > b"), ("a_b _c_ d_", "a_b \\_c\\_ d\\_"),
        ("~~x~~ ~y ~", "\\~\\~x\\~\\~ ~y ~"), ("&amp; & &x &#12;", "\\&amp; & &x \\&#12;"), ("`x` \\ y", "\\`x\\` \\\\ y"),
        ("a*b* *c d* *e*.", "a\\*b\\* **c d** **e**."), ("*# a* b", "**# a** b"), ("# *a* b", "\\# **a** b"), ("= *a* > *b* >", "\\= **a** > **b** >"), ("* a", "- a"), ("+ a", "- a"), ("\u2022 a\n\u2022 b\n- c\nd", "\u2022 a\n\u2022 b\n- c\n\nd"),
        ("1) a\n2) b", "1) a\n2) b"), ("123. a", "123. a"), ("1234. a", "1234\\. a"), ("2024) b", "2024\\) b"), ("2024.", "2024\\."), ("2024.5", "2024.5"),
        ("1234567890. a", "1234567890. a"), ("baca  juga : x", "baca juga \\: x"), ("Baca juga x", "Baca juga x"), ("a baca juga: x", "a baca juga: x"),
        ("https://a.example/x_y", "https://a.example/x_y"), ("* https://a.example/_x_", "- https://a.example/_x_"), ("x https://a.example/_x_", "x https://a.example/\\_x\\_"),
        ("Isi. ***(NH)", "Isi. ***(NH)"), ("Isi. *** (N/H, a)", "Isi. *** (N/H, a)"), ("***(NH)\nlain", "\\*\\*\\*(NH)\n\nlain"),
        ("a < b <b> <3 </x> <!-- x -->", "a < b \\<b> <3 \\</x> \\<!-- x -->"), ("a\0b", "ab"), ("a\n \nb\n\t\n\nc", "a\n\nb\n\nc"),
        ("a\u00a0 b\n\u00a0\nc", "a b\n\nc"), ("a\r\nb", "a\n\nb"),
    ],
)  # fmt: skip
def test_signs_of_plain_text_stay_signs(text: str, expected: str) -> None:
    """Each that would be taken for markup has a stroke before it, and no other."""
    assert said("", text) == (expected, [])


@pytest.mark.parametrize(
    "text",
    [
        "## Judul x", "> kutip", ">> a", ">>> a", "```\nx", "![a](b)", "[a](/b)", "[a](../b)", "[a](https://b)", "[a](http://b)", "**tebal** x",
        "---\na: b", "<!-- halaman -->", "a\n<!-- halaman -->\n_b_", "###### x",
    ],
)  # fmt: skip
def test_signs_that_nobody_writes_by_chance(text: str) -> None:
    """Tell that it is Markdown, which stays as it is."""
    assert said("", f"{text}\n_b_\n\n") == (f"{text}\n_b_", [])


def test_html_in_markdown_is_text() -> None:
    """But addresses in angle brackets, and the break between pages."""
    text = "## Judul\n\n<b> <https://a.example/> <http://b> <!-- halaman --> <!-- x --> </p> a < b"
    assert (
        said("", text)[0]
        == "## Judul\n\n\\<b> <https://a.example/> <http://b> <!-- halaman --> \\<!-- x --> \\</p> a < b"
    )


def lines(*lengths: int) -> str:
    return "\n".join("x" * length for length in lengths)


def test_lines_that_a_program_has_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three or more, all but the last neither short nor long, are one paragraph; any other lines are one each."""
    monkeypatch.setattr(pasting, "_NARROW", 5)
    monkeypatch.setattr(pasting, "_WIDE", 10)
    for broken in ((6, 6, 1), (9, 9, 9), (6, 9, 9, 2)):
        assert said("", lines(*broken))[0] == lines(*broken).replace("\n", " ")
    for others in ((6, 6), (5, 6, 1), (6, 5, 1), (10, 6, 1), (6, 10, 1), (6, 6, 10)):
        assert said("", lines(*others))[0] == lines(*others).replace("\n", "\n\n")


@pytest.mark.parametrize(
    "line",
    [
        "[9/10/24, 16.10.00] Sari: gambar tidak disertakan", "[16:10, 9/10/2024] Sari: <Media omitted>", "9/10/24 16.13 - Budi: IMG-1.jpg (file terlampir)",
        "9/10/24, 4:13\u202fPM - Budi: IMG-1.HEIC (file attached)", "\u200eimage omitted", "Video omitted", "GIF dihilangkan", "stiker tidak disertakan",
        "<Media tidak disertakan>", "<Media dihilangkan>", "a (1).pdf (berkas terlampir)",
    ],
)  # fmt: skip
def test_what_a_chat_says_in_place_of_a_picture(line: str) -> None:
    """Is left out and counted; only where nothing else is in the line."""
    assert said("", f"a\n{line}\nb") == ("a\n\nb", ["1 picture or film; upload it"])
    assert said("", f"{line} ya")[1] == []


def test_html_is_taken_for_what_is_in_it() -> None:
    """Where a program gives colours alone, the text is taken; where there is structure, the HTML."""
    assert said("<div>Dari HTML</div>", "Dari teks") == ("Dari teks", [])
    assert said("<div>Dari HTML</div>", " \n") == ("Dari HTML", [])
    assert said("<div><b>Dari HTML</b></div>", "## Dari teks") == ("**Dari HTML**", [])
    assert said("  ", "Dari teks") == ("Dari teks", [])
    assert said("<p data-pre-plain-text='x'>Dari HTML</p>", "Dari teks") == ("Dari teks", [])
    assert said("<p data-pre-plain-text='x'>Dari HTML</p>") == ("Dari HTML", [])


@pytest.mark.parametrize(
    "html",
    [
        "<html>luar<!--StartFragment--><p>isi</p><!--EndFragment-->luar</html>", "<p>luar</p><!--StartFragment--><p>isi</p>",
        "<!--EndFragment--><p>luar</p><!--StartFragment--><p>isi</p>", "<p>isi<!-- luar --></p><style>p {}</style><style>luar",
        "<TEMPLATE><p>luar</p></TEMPLATE ><p>isi</p><!-- luar",
    ],
)  # fmt: skip
def test_only_what_was_copied(html: str) -> None:
    """Not what surrounds it on the clipboard, and not what nobody sees."""
    assert said(html) == ("isi", [])


def test_too_much_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first sign or character that is too much the words come as plain text, and that is said."""
    html = "<p>Satu <b>dua</b></p>"
    plain = ("Satu dua", ["all markup, for there is too much of it; paste it in parts"])
    for name, most in (("_MOST_HTML", len(html)), ("_MOST_TAGS", 4)):
        with monkeypatch.context() as limited:
            limited.setattr(pasting, name, most)
            assert said(html) == ("Satu **dua**", [])
            limited.setattr(pasting, name, most - 1)
            assert said(html) == plain


def test_the_words_of_html_that_no_library_reads() -> None:
    """A line for each element that a browser shows on lines of its own, and letters for references."""
    html = (
        "<p>a</p><div>b</div>c<br/>d<li>e</li><tr>f</tr><h1 id=x>g</h1><blockquote>h</blockquote>i<BR>j<b>k</b> &amp; l"
    )
    assert pasting._words(html) == "a\nb\nc\nde\nf\ng\nh\ni\njk & l"


def test_a_text_of_one_character_too_many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Is refused with what to do."""
    monkeypatch.setattr(pasting, "_MOST", 3)
    with room(tmp_path) as it:
        assert pasting.paste(it.desk, LEAD, pasting.Clipboard("", "abc")) == {"markdown": "abc", "left_out": []}
        assert pasting.paste(it.desk, LEAD, pasting.Clipboard("<p>a<img src=x>")) == {
            "markdown": "a", "left_out": ["1 picture; upload it as a photo"],
        }  # fmt: skip
        with pytest.raises(MessageError) as refused:
            pasting.paste(it.desk, LEAD, pasting.Clipboard("", "abcd"))
        assert str(refused.value) == "this is too much to be pasted at once; paste it in parts"


def test_without_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words come as plain text, and a sentence says what to install for more."""
    monkeypatch.setitem(sys.modules, "generator.annex.desk.pasted_html", None)
    monkeypatch.delattr("generator.annex.desk.pasted_html", raising=False)
    markdown, left = said("<p>Satu <b>dua</b></p><p>Tiga &amp; empat</p>")
    assert markdown == "Satu dua\n\nTiga & empat"
    assert "pip install" in left[0]
    assert said("<p>Satu</p>", "Dari teks")[0] == "Dari teks"


def test_at_the_desk(tmp_path: Path) -> None:
    """It is said in the desk's language."""
    with desk(tmp_path) as it:
        told = it.post("paste", html="<p>Isi</p><img src=x>", text="Isi")
        assert told == {"markdown": "Isi", "left_out": ["1 gambar (unggah sebagai foto)"]}
        it.post("paste", 422, text="x" * 1_000_001)


@pytest.mark.parametrize(
    "html",
    [
        "<b>" * 10_000, "<blockquote>" * 10_000, "<b><div></b></div>" * 5000, "<b x='<'>" * 10_000, "<ul><li>" * 5000,
        "<p " + " ".join(f"a{number}=1" for number in range(30_000)) + ">x", "<!--" * 50_000, "<style>" * 50_000,
        "<table><tr><td>" * 3000, "<p style='mso-list:l0 level1'>x</p>" * 3000, "[" * 200_000, "<i><b>a</b></i>" * 3000,
        "<svg>" * 10_000, "<a href='" + "x" * 300_000 + "'>y</a>", "&" * 300_000, "<img src=x>" * 10_000, "\0<p>\ud800",
        "<p>" + "a" * 3_000_000,
    ],
)  # fmt: skip
def test_hostile_pages(html: str) -> None:
    """Come to an end in seconds, with something to say, and without HTML."""
    begun = time.process_time()
    markdown, _ = said(f"<p>x</p>{html}", "teks")
    assert time.process_time() - begun < 20
    assert not raw_html(markdown[:100_000])


_ODD = st.sampled_from([
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:x'>y</a>", "<!-- halaman -->", "<hr data-break>",
    "&lt;script&gt;x&lt;/script&gt;", "<p data-bare>https://x.com/a/status/1</p>", "<svg onload=x>", "</div></div>", "<o:p>&nbsp;</o:p>",
    "<li>", "<td>", "<math><mi>x", "<textarea><b>", "<p style='mso-list:l0 level9 lfo1'>y</p>", "<figure data-file=1><img></figure>", "<dl><dt>x",
    "***(NH)", "Baca Juga: x", "[^1]: y", "<sup data-warta-reference=1>1</sup>", "<pre>\n<b></pre>", "<b style='font-weight:normal'>",
    "<span style='font-weight:700'>", "<![if x]>", "<?php x ?>", "<![CDATA[x]]>", "<style>", "<template>", "<a href='//evil.example'>x</a>",
    "<details><summary>x</summary>y</details>", "<h1>", "<ul><ul><li>z</ul>", "<del datetime=x>y</del>", "<br>", "\n", "<img alt='`*_'>",
])  # fmt: skip
_BENIGN = st.sampled_from(["kata", "dua kata", "Rp5.000", "(9/10)", "a_b", "5 * 3", "#tagar", "@akun", "50%", "“kutip”", "x < y", "A&B", "1.", "-"])  # fmt: skip
_TAGS = st.sampled_from(["p", "b", "i", "h2", "li", "ul", "ol", "blockquote", "table", "tr", "td", "span", "div", "a", "strong", "em", "s"])  # fmt: skip


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


_TREE = st.recursive(
    _BENIGN.map(escaped), lambda inner: st.builds(lambda tag, parts: f"<{tag}>{' '.join(parts)}</{tag}>", _TAGS, st.lists(inner, max_size=4)),
    max_leaves=20,
)  # fmt: skip


@given(st.lists(st.one_of(_ODD, _TREE, st.text(max_size=20)), max_size=8).map("".join), st.text(max_size=60))
@example("<table><p>x</table>", "")
def test_anything_pasted(html: str, text: str) -> None:
    """Never fails but with a sentence, and never gives HTML."""
    try:
        markdown, left = said(html, text)
    except MessageError:
        return
    assert not [one for one in raw_html(markdown) if one.strip() != "<!-- halaman -->"]
    assert all(left)


@given(st.lists(_TREE, min_size=1, max_size=5).map(lambda parts: "".join(f"<p>{part}</p>" for part in parts)))
def test_a_benign_page_can_be_published(html: str) -> None:
    """Its Markdown has no problem that stops a build, and no word of it is missing in silence."""
    markdown, left = said(html)
    body, problems = parse_body(markdown, "")
    assert not problems
    wanted = Counter(re.findall(r"\w{3,}", re.sub(r"<[^<>]*>", " ", html.replace("&amp;", "&").replace("&lt;", "‹"))))
    there = Counter(re.findall(r"\w{3,}", " ".join(words_of_body(body))))
    assert left or not wanted - there


@given(st.lists(st.one_of(_BENIGN, st.sampled_from(["\n", "\n\n", " ", "- ", "* ", "1. ", "> ", "# ", "***", "`", "[x](y)", "<b>", "~~", "___", "===", "https://a.example/[x]_c_*d*`e`", "[16.10, 9/10/2024] Sari: *x y*"])), max_size=14).map(" ".join))  # fmt: skip
def test_plain_text_keeps_its_words(text: str) -> None:
    """Each sign of it is shown, or was emphasis; nothing of it stops a build."""
    markdown, left = said("", text)
    body, problems = parse_body(markdown, "")
    assert not problems
    assert not left
    wanted = Counter(re.findall(r"\w{2,}", clean(text)))
    assert not wanted - Counter(re.findall(r"\w{2,}", " ".join((*words_of_body(body), body.mark))))
