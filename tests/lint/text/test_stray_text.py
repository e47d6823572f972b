"""What is left in a text that no reader should see."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from generator.lint.text.stray_text import marks_in, may_hold
from generator.markup.markdown import parse_body
from tests import growth
from tests.markup_support import remarks
from tests.support import article, site


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"Satu.\n\nDua.", [("feed", 1)]), (r"Satu.\nDua", [("feed", 1)]), (r"C:\nama", []), (r"`a\n`", []),
        ("Kata dia [TODO].", [("note", 1)]), ("Satu.\n\n[cek lagi ke Budi]", [("note", 3)]), ("TODO: telepon", [("note", 1)]),
        ("Lorem ipsum dolor sit amet.", [("filler", 1)]), ("[cek](/a/)", []), (r"\[cek\]", []),
        ("[isi surat itu] dibaca", []), ("`TODO`", []), ("metodo", []),
        ("Ada ??? warga", [("note", 1)]), ("Apa???", []), ("---halaman---", [("page", 1)]), ("Satu.**(SA)", [("stars", 1)]), ("Satu *(ini)*", []),
        ("Kata.【4†source】", [("foreign", 1)]), ("x :contentReference[oaicite:0]{index=0}", [("foreign", 1)]), ("Kata citeturn0search1", [("foreign", 1)]),
        ("<Media omitted>", [("foreign", 1)]), ("Satu.\n\n[09/10/24 16.10] Sari: x", [("foreign", 3)]), ("09/10/24, 16.10 - Sari: x", [("foreign", 1)]),
        ("[28/11 18.02] Nur Wartawan: halo", [("foreign", 1)]), ("[28/11 18.02] Nur Wartawan:\nhalo", [("foreign", 1)]),
        ("Satu.\n\n[18.02, 28/11/2026] Nur Wartawan: x", [("foreign", 3)]), ("[6:02 PM, 28/11/2026] +62 812-1234: x", [("foreign", 1)]),
        ("[28/11] Nur: x", []), ("[18.02] Nur: x", []), ("28/11 18.02 Nur: x", []),
        ("27/11/2024 18.02 WIB: gempa pertama", []), ("30/11/2024, 15.30 WIB: Persebaya lawan Arema", []),
        ("28/11/2024 18.02 Tim SAR tiba: korban ditemukan", []), ("[28/11/2024, 18.02.33] Nur: x", [("foreign", 1)]),
        ("[CEK FAKTA] Benarkah?", []), ("[Cek Fakta] x", []), ("[cek fakta ke BMKG]", [("note", 1)]),
        ("Tentu, berikut draf berita:", [("foreign", 1)]), ("Tentu, berikut ini sulit.", []), ("pukul 16.10 Sari: x", []), ("a &amp;nbsp; b", [("entity", 1)]),
        ("a &nbsp b", [("entity", 1)]), ("a &nbsp; b &amp; c", []), ("`&amp;nbsp;`", []),
        ("Satu.\n\n[halaman 2]\n\nDua.", [("page", 3)]), ("<!-- Halaman 2 -->\n\nDua.", [("page", 1)]),
        ("Satu.\n\n<!--page-->\n\nDua.", [("page", 3)]), ("Satu.\n\n<!-- halaman -->\n\nDua.", []), ("<!-- halaman tiga foto -->", []),
        ("Satu. ***(SA)\n\nDua.", [("mark", 1)]), ("Satu.\n\nDua. ***(SA)", []), ("***miring*** satu\n\ndua", []),
        ("-- halaman 2 --", [("page", 1)]), ("Satu\n--- HALAMAN ---\ndua", [("page", 2)]), ("-- halaman muka --", []), ("[hlm. 3]", [("page", 1)]), ("[page]", [("page", 1)]), ("[halaman](/a/)", []),
        ("<pesan ini telah diedit>", [("foreign", 1)]), ("<This message was edited>", [("foreign", 1)]), ("<Media tidak disertakan>", [("foreign", 1)]),
        ("[todo]", [("note", 1)]), ("[TK]", [("note", 1)]), ("[lengkapi nama]", [("note", 1)]), ("[konfirmasi Budi]", [("note", 1)]), ("[tambahkan foto]", [("note", 1)]), ("[tanya polisi]", [("note", 1)]), ("[tanyakan]", [("note", 1)]),
        ("[data menyusul]", []), ("[menyusul]", [("note", 1)]), ("Satu * (SA/BU)", [("stars", 1)]), ("Satu. *(SA)\n\nDua.", [("stars", 1)]),
        ("turn1view2", [("foreign", 1)]), ("turn2image0", [("foreign", 1)]), ("turn0news3", [("foreign", 1)]), ("&amp;lt;", [("entity", 1)]), ("&amp;#39;", [("entity", 1)]),
        ("<!-- nextpage -->", [("page", 1)]), ("<!-- page break -->\n\na", [("page", 1)]), ("<!--hal. 2-->\n\na", [("page", 1)]),
        ("Baik, ini adalah artikel yang diminta:", [("foreign", 1)]), ("Tentu saja, berikut naskah:", [("foreign", 1)]), ("Kata dia, â€œair surutâ€¦", [("garbled", 1)]), ("`â€œ`", []), ("Satu\n[TODO]\ndua", [("note", 2)]),
    ],
)  # fmt: skip
def test_what_nobody_meant(body: str, expected: list[tuple[str, int]]) -> None:
    """Each with its line; neither code nor words of the language."""
    assert [(one.kind, one.line) for one in remarks(body)] == expected


@pytest.mark.parametrize("unit", ["[cek ", "***(a ", r"\n", "TODO ", "â€œ"])
def test_a_text_made_to_stall_does_not(unit: str) -> None:
    """Each expression looks at a text once."""
    growth.held(lambda number: partial(parse_body, unit * number, "a.md"), 9_000)


@pytest.mark.parametrize(
    "word",
    [
        "turn0search1",
        "turn1news12",
        "turn2view0",
        "??? apa",
        "[oaicite:1]",
        "a &amp;nbsp; b",
        "a&nbsp b",
        "TODO: nama",
        "Lorem ipsum dolor",
        "【1†sumber】",
        "<Media omitted>",
        "<media tidak disertakan>",
        "<This message was edited>",
        "<this message was edited>",
        "<Pesan ini diedit>",
        "<pesan ini telah diedit>",
        "-- halaman 2 --",
    ],
)
def test_what_is_rare_is_looked_for_wherever_it_may_be(word: str) -> None:
    """A text is read closely only where one of these is in it."""
    assert may_hold(f"Air naik.\n{word} Air surut.")
    assert not may_hold("Air naik, dan surut [lagi] & turun <b>sedikit</b>?")


@pytest.mark.parametrize(
    "text",
    [
        r"Satu.\n\nDua.", "Satu\n-- halaman 2 --", "-- halaman 2 --", "Satu *(SA)", "Satu * (SA)  ", "Tentu, berikut draf berita:", "\n[28/11 18.02] Nur: halo", "Satu\n28/11/26, 18.02 - Nur: x",
        "â€œ", "Satu ***(SA)\n\nDua", "[halaman 2]", "[cek lagi]",
    ],
)  # fmt: skip
def test_a_text_that_may_hold_any_of_it_is_read_closely(text: str) -> None:
    """By each of the signs alone."""
    assert may_hold(text)


@pytest.mark.parametrize(
    "text",
    [
        r"C:\foto", "-- dua --", "Satu\n-- tiga", "Satu *dua* tiga", "Satu ***(SA)", "Satu (SA)", "[ayat 2]", "a\n28/11 b", "Tentu, ia datang.", "*a*\n\nb", "Satu ***dua***", "",
    ],
)  # fmt: skip
def test_any_other_text_is_not(text: str) -> None:
    """That takes time."""
    assert not may_hold(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<b>tebal</b>", "html"), ("<br>", "html"), ("a<br/>b", "html"), ("a <br /> b", "html"), ('<a href="https://a.id/">a</a>', "html"),
        ("<a href=/x>", "html"), ("</div>", "html"), ('<div class="*a*">', "html"), ('<img\nsrc="x">', "html"), ("<IFRAME SRC='x'>", "html"),
        ("<o:p></o:p>", "html"), ("<!DOCTYPE html>", "html"), ("<?php echo 1 ?>", "html"), ("<![CDATA[a]]>", "html"), ("<Foto src={x} />", "html"),
        ("<fb-video>", "html"), ("- a <i>b</i>", "html"), ("| <b>a</b> |\n|-|\n| b |", "html"), ("# <b>a</b>", "html"), ("> <p>a</p>", "html"),
        ("{{< youtube abc >}}", "shortcode"), ("{{% catatan %}}", "shortcode"), ("{{ site.url }}", "shortcode"), ("{% include a.html %}", "shortcode"),
        ("{%- if a -%}", "shortcode"), ('[caption id="a" width="3"]', "shortcode"), ("[gallery]", "shortcode"), ("[gallery ids=1,2]", "shortcode"),
        ("[/caption]", "shortcode"), ("[embed]https://a.id/[/embed]", "shortcode"), ('[su_box judul="a"]', "shortcode"), ("[vc_row][/vc_row]", "shortcode"),
        ("[b]tebal[/b]", "shortcode"), ("[url=https://a.id]a", "shortcode"), ("Satu\n{: .kelas}", "shortcode"), ("# Satu {#id}", "shortcode"),
        ("Satu {.kelas}", "shortcode"), ("![a](http://a.id/b.png)", "link"), ("[a](javascript:x)", "link"), ("![a](data:image/png;base64,x)", "link"),
        ("[a](/b c)", "link"), ("![a](/foto/b c.jpg)", "blank"), ('[a](/foto/b c  d.pdf "Judul")', "blank"), ("Warga **menunggu.", "bold"), ("**tebal **", "bold"), ("** tebal**", "bold"), ("** tebal **", "bold"), ("[denah] (/denah/)", "apart"), ("[denah] (https://a.id/)", "apart"), ("##Judul", "heading"),
        ("Isi <!- periksa -->", "comment"), ("<! -- periksa -->", "comment"), ("< !-- periksa -->", "comment"),
        ("Isi <!\u2014 periksa \u2014>", "comment"), ("<!\u2013- periksa -->", "comment"),
        ("Isi <!-- satu <!-- dua --> periksa --> akhir", "comment"), ("<!-- a\n<!-- b -->\n\nPeriksa\n\n-->\n\nIsi", "comment"),
    ],
)  # fmt: skip
def test_markup_that_becomes_text(text: str, kind: str) -> None:
    """HTML, shortcodes, attributes and addresses that have no effect are noted."""
    body, problems = parse_body(text, "a.md")
    assert problems == []
    assert [remark.kind for remark in body.remarks] == [kind]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("![a](/foto/b c.jpg)", "![a](</foto/b c.jpg>)"),
        ('Lihat [a](dokumen/b  c.pdf "Judul").', '[a](<dokumen/b  c.pdf> "Judul")'),
    ],
)
def test_an_address_with_a_blank_is_told_as_it_has_to_be(text: str, meant: str) -> None:
    """Ready to paste, and then it is a picture, or a link."""
    (remark,) = parse_body(text, "a.md")[0].remarks
    assert (remark.meant, remark.column) == (meant, text.index(meant[:4]) + 1)
    assert parse_body(meant, "a.md")[0].links


@pytest.mark.parametrize(
    "text",
    [
        "<3 kalian", "a < b dan c > d", "Semarang --> Demak", "`-->` <!-- x -->", "Isi <!", "a <!b", "a <b dan b> c", "[sic]", "{nama}", "Yth. {nama lengkap}", "\\<b>tebal\\</b>", "&lt;b&gt;", "`<b>`", "```\n<b>\n```",
        "    <b>", "`{{< x >}}`", "\\[gallery]", ":) :-] >:( <(", "<nama>", "<tidak ada>", "[1]", "[…]", "[Red.]", "[a][b]", "[a](/b/)", "5 ** 2", "*) Penulis",
        "**) Dosen", "***", "Pasal 5 [ayat 2] (lama)", "<https://a.id/>", "<a@b.id>", "C# dan F#", "#tagar dua", "# Judul", "## Judul", "{ }", "{}", "{1, 2}",
        "100 % {kira-kira}", "Rp5.000,- <br", "{#", "x{y}", "[x] selesai", "** tebal", "k** dan b**", "k** dan b** lagi", "5 ** 2 ** 3", "a <!-- <b> --> c", "jika x<y", "<-- lihat", "-->", "<<kutipan>>",
    ],
)  # fmt: skip
def test_what_is_no_markup(text: str) -> None:
    """Comparisons, emoticons, words in brackets, code, and what was escaped on purpose are what they look like."""
    assert parse_body(text, "a.md")[0].remarks == ()


def test_one_warning_for_an_article(tmp_path: Path) -> None:
    """It has the place of the first and the number of all; drafts, which nobody reads, have none."""
    portal = site(tmp_path)
    path = "content/daerah/2024/10/a.md"
    portal.add(path, article("A", "Satu `<b>`.\n\nDua\ntiga <b>empat</b>\n\n- {{< foto >}}\n\n![a](http://a.id/b.png)"))
    (warning,) = portal.build().warnings
    assert warning.text("warning") == (
        f"{path}:10:6: warning: readers will see this markup as text, and 3 more in this file [markup-as-text]\n"
        "  10 | tiga <b>empat</b>\n"
        "     |      ^\n"
        "  hint: HTML has no effect here: write **bold**, *italics* or [text](/address/), "
        "or put it between backticks if readers are to see it"
    )
    portal.edit(path, "title: A", "title: A\ndraft: true")
    assert [one.code for one in portal.build().warnings] == ["lost-address"]


def test_pages_and_people_are_told_too(tmp_path: Path) -> None:
    """Standing pages and profiles have bodies as well."""
    portal = site(tmp_path)
    portal.add("content/pages/a.md", "---\ntitle: A\n---\n<b>Satu</b>\n")
    portal.add("content/authors/b.md", "---\nname: B\n---\n[gallery]\n")
    assert [str(one.where) for one in portal.build().warnings] == ["content/authors/b.md:4:1", "content/pages/a.md:4:1"]


@pytest.mark.parametrize(
    "names",
    [
        "a abbr address article aside audio b big blockquote body br button caption center cite code col colgroup dd del details dfn div dl dt em embed fieldset figcaption figure",
        "font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li link main map mark meta nav noscript object ol option p param picture pre q s",
        "script section select small source span strike strong style sub summary sup svg table tbody td textarea tfoot th thead time title tr tt u ul var video wbr",
    ],
)  # fmt: skip
def test_each_element_is_markup(names: str) -> None:
    """However it is written; another word between these signs is none."""
    for name in names.split():
        for text in (f"<{name}>", f"</{name.upper()}>", f"<{name} class=x>"):
            assert [(one.kind, one.text[:2]) for one in marks_in(text, 0)] == [("html", text[:2])], text
        assert not [one for one in marks_in(f"<{name}q>", 0) if f"{name}q" not in names.split()], name


def test_each_shortcode_is_markup() -> None:
    """With values or without, opened or closed."""
    names = "audio caption contact-form-7 embed gallery googlemaps instagram playlist pullquote quote soundcloud tweet video vimeo wp_caption youtube"
    for name in names.split():
        for text in (f"[{name}]", f"[/{name}]", f"[{name} a b]", f"[{name}/]"):
            assert [(one.kind, one.text) for one in marks_in(text, 3)] == [("shortcode", text)], text
    assert not list(marks_in("[kutipan] [berita]", 0))
