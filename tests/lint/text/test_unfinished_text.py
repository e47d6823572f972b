"""What unfinished work and pastes leave in a text that is no markup."""

from __future__ import annotations

import pytest

from generator.lint.text.unfinished_text import remains
from tests import growth

HEAD = "---\ntitle: Warga Menunggu\nauthor: Sari\n---\n"


def told(body: str) -> list[tuple[int, str, str]]:
    """Return line, code and sentence of what is said of a body, which begins on line 5."""
    found = remains("content/daerah/a.md", "Warga Menunggu", f"{HEAD}{body}\n".encode())
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
    assert not list(remains("a.md", "A", head + b"Isi.\n"))


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
    growth.held(lambda size: lambda: [*remains("a", "A", f"{HEAD}{unit * (size // len(unit))}\n".encode())], 400_000)
