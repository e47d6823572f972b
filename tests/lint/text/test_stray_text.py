"""What is left in a text that no reader should see."""

from __future__ import annotations

from functools import partial

import pytest

from generator.lint.text.stray_text import may_hold, unfinished_text
from generator.markup.markdown import parse_body
from tests import growth
from tests.markup_support import remarks


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


HEAD = "---\ntitle: Warga Menunggu\nauthor: Sari\n---\n"


def told(body: str) -> list[tuple[int, str, str]]:
    """Return line, code and sentence of what is said of a body, which begins on line 5."""
    found = unfinished_text("content/daerah/a.md", "Warga Menunggu", f"{HEAD}{body}\n".encode())
    return [(one.where.line, one.code, str(one.said)) for one in found]


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        ("Isi.\n\n<<<<<<< HEAD\nSatu.\n=======\nDua.\n>>>>>>> main", 7, "unfinished-text"),
        ("Isi.\n\nMenurut NAMA NARASUMBER, ya.", 7, "unfinished-text"), ("// jangan tayang dulu\n\nIsi.", 5, "unfinished-text"),
        ("EMBARGO sampai pukul 20.00\n\nIsi.", 5, "unfinished-text"), ("Isi (CEK LAGI).", 5, "unfinished-text"),
        ("Isi.\n\nSCROLL TO CONTINUE WITH CONTENT\n\nIsi.", 7, "markup-as-text"),
        ("Isi.\n\n[Gambas:Video 20detik]", 7, "markup-as-text"), ("Isi.\n\nApakah Anda ingin saya menambahkan kutipan?", 7, "markup-as-text"),
        ("Isi:\n\n-satu\n-dua", 7, "lost-lines"), ("*satu\n*dua", 5, "lost-lines"), ("1.satu\n2.dua", 5, "lost-lines"),
        ("Isi:\n(1) satu\n(2) dua", 6, "lost-lines"), ("a. satu\nb. dua", 5, "lost-lines"), ("→ satu\n→ dua", 5, "lost-lines"),
        ("Warga Menunggu\n\nIsi.", 5, "unfinished-text"), ("# WARGA menunggu\n\nIsi.", 5, "unfinished-text"),
        ("**Warga Menunggu**\n\nIsi.", 5, "unfinished-text"), ("Oleh: Sari Anggraini\n\nIsi.", 5, "unfinished-text"),
        ("Isi.\n\nEditor: Budi Rahman", 7, "unfinished-text"), ("Isi.\n\nTags: banjir, perahu", 7, "unfinished-text"),
    ],
)  # fmt: skip
def test_what_readers_would_see(body: str, line: int, code: str) -> None:
    """Once, at its line."""
    ((where, what, _),) = told(body)
    assert (where, what) == (line, code)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *((one, "unfinished-text") for one in ("<<<<<<< HEAD", ">>>>>>> main", "NAMA NARASUMBER", "(CEK LAGI)", "(cek lagi)", "JANGAN TAYANG", "jangan tayang dulu", "EMBARGO sampai", "EMBARGO SAMPAI")),
        *((one, "markup-as-text") for one in ("SCROLL TO CONTINUE WITH CONTENT", "[Gambas:Video]", "sebagai model bahasa, saya", "Apakah Anda ingin saya ")),
    ],
)  # fmt: skip
def test_words_that_no_report_has(words: str, code: str) -> None:
    """Within a line, and once for all that mean the same; in the headline they are no part of the text."""
    assert [(line, what) for line, what, _ in told(f"Isi.\n\nAir {words} naik.\n\nLagi {words}.")] == [(7, code)]
    head = HEAD.replace("Warga Menunggu", words).encode()
    assert not list(unfinished_text("a.md", "A", head + b"Isi.\n"))


@pytest.mark.parametrize(
    "body",
    [
        "Isi.\n\n- satu\n- dua", "1.500 orang\n2.000 orang", "*Kata* dia\n*kata* mereka", "- satu", "-5 derajat\n-7 derajat",
        "```\n-satu\n-dua\n```", "Warga Menunggu Perahu\n\nIsi.", "Ia menulis: oleh karena itu.", "Oleh karena itu, warga menunggu.",
        "Isi.\n\nEditor itu berkata ya.", "Editor: Budi", "> kutipan\n> lagi", "Embargo senjata dicabut.", "a. satu\nc. tiga",
        "Kata dia:\n**Satu**\n**Dua**",
    ],
)  # fmt: skip
def test_what_reports_hold_is_left_alone(body: str) -> None:
    """Lists, numbers, emphasis, code and words that begin alike."""
    assert told(body) == []


@pytest.mark.parametrize(
    "unit", ["-a", "*a\n", "1.a ", "(1) ", "a. \n", "→", "<<<<<<<", " \n", "\n", "EMBARGO ", "#* "]
)
def test_the_time_grows_with_the_size_alone(unit: str) -> None:
    """Whatever is repeated."""
    growth.held(
        lambda size: lambda: [*unfinished_text("a", "A", f"{HEAD}{unit * (size // len(unit))}\n".encode())], 400_000
    )
