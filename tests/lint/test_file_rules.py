"""What the writer of a file is told though it is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.lint.file_rules import _CODES, advice, unfinished
from generator.markup.documents import parse_article
from generator.model.records import Remark
from tests import growth
from tests.support import READING, Portal, article, site

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>'
A = "content/daerah/2024/10/a.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/foto/a.svg", SVG)
    return portal


def told(portal: Portal) -> list[str]:
    """Build, and return the places of the warnings."""
    return [str(one.where) for one in portal.build().warnings]


def test_a_photo_without_words(portal: Portal) -> None:
    """A photo has alt text, else a caption; with neither its writer is told where, and what to do."""
    for photo, expected in (
        ("{src: /foto/a.svg, credit: S}", [f"{A}:6:14"]),
        ("{src: https://foto.example/a.jpg, credit: S}", [f"{A}:6:14"]),
        ("{src: /foto/a.svg, credit: S, caption: Air naik.}", []),
        ("{src: /foto/a.svg, credit: S, alt: Air di jalan}", []),
        ("{src: /foto/a.svg, caption: '(Foto: S)'}", [f"{A}:6:14"]),
    ):
        portal.add(A, article("A", photo=photo))
        assert told(portal) == expected, photo
    warning = portal.report.warnings[0]  # type: ignore[union-attr]
    assert warning.text("warning").startswith(f"{A}:6:14: warning: this picture has neither alt text nor caption")
    assert warning.excerpt == "photo: {src: /foto/a.svg, caption: '(Foto: S)'}"
    assert "add alt:" in warning.hint


def test_pictures_of_a_body_without_words(portal: Portal) -> None:
    """The same holds for pictures in the text, of the site and of other hosts, in standing pages and profiles too."""
    body = (
        "Teks ![](/foto/a.svg) teks.\n\n![Air](/foto/a.svg)\n\n![](/foto/a.svg 'Air naik.')\n\n"
        "![](https://foto.example/a.jpg)\n\n![Air](https://foto.example/a.jpg)\n\n![]( /foto/a.svg )"
    )
    portal.add(A, article("A", body))
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\n![](/foto/a.svg)\n")
    portal.add("content/authors/sari.md", "---\nname: Sari\n---\n![](/foto/a.svg)\n")
    assert told(portal) == [
        "content/authors/sari.md:4:5", "content/pages/tentang.md:4:5", f"{A}:7:10", f"{A}:13:5", f"{A}:17:1",
    ]  # fmt: skip


def test_an_infographic_has_its_content_in_words(portal: Portal) -> None:
    """For those who cannot see it; what it is about and where it is from is not enough."""
    photo = "{src: /foto/a.svg, credit: S, alt: Grafik}"
    for body, expected in (
        ("Sumber: BPBD.", [f"{A}:6:14"]), ("", [f"{A}:6:14"]),
        ("Air naik 46 sentimeter pada Senin, 60 pada Selasa dan 82 pada Rabu, lalu surut sampai Sabtu.", []),
        ("| Hari | Tinggi |\n| --- | --- |\n" + "".join(f"| Hari {day} | {day}2 sentimeter |\n" for day in range(1, 6)), []),
    ):  # fmt: skip
        portal.add(A, article("A", body, photo=photo, type="infografik"))
        assert told(portal) == expected, body
    portal.add(A, article("A", "Isi.", type="infografik"))
    assert told(portal) == [A]
    assert "this infographic has no text" in portal.report.warnings[0].message  # type: ignore[union-attr]


def test_a_video_of_the_site_has_a_transcript(portal: Portal) -> None:
    """For those who cannot hear it; YouTube has subtitles of its own."""
    portal.add("content/film/a.mp4", "film")
    film = "![W](/film/a.mp4)"
    for body, expected in (
        (f"Teks.\n\n{film}", [f"{A}:10:6"]), (f"{film}\n\n## Transkrip", [f"{A}:10:1"]), (f"{film}\n\n## Transcript\n\n## Data\n\nA.", [f"{A}:10:1"]),
        (f"{film}\n\n## Transkrip\n\nA: ya.", []), ("https://youtu.be/dQw4w9WgXcQ", []), ("https://youtu.be/dQw4w9WgXcQ\n\n## Transkrip", [f"{A}:10:1"]),
    ):  # fmt: skip
        portal.add(A, article("A", body, type="video"))
        assert told(portal) == expected, body
    portal.add(A, article("A", film))
    assert told(portal) == []


def test_what_has_no_readers_is_not_warned_of(portal: Portal) -> None:
    """A draft is not finished, and a withdrawn article shows no picture."""
    photo = "{src: /foto/a.svg, credit: S}"
    portal.add(A, article("A", "![](/foto/a.svg)", photo=photo, draft="true"))
    gone = "{timestamp: 2024-10-10 09:00 WIB, reason: sara, text: Dicabut.}"
    portal.add("content/daerah/2024/10/b.md", article("B", photo=photo, retracted=gone))
    assert told(portal) == []


def test_a_warning_is_told_by_the_build_that_reads_the_file(portal: Portal) -> None:
    """Whoever saves a file is told of it, once; a build from nothing tells all, and a portal is built all the same."""
    for n in range(25):
        portal.add(f"content/daerah/2024/10/b-{n:02d}.md", article(f"B{n}", "![](/foto/a.svg)"))
    report = portal.build()
    assert (len(report.warnings), report.more_warnings) == (25, 0)
    assert told(portal) == []
    portal.edit("content/daerah/2024/10/b-07.md", "B7", "B tujuh")
    assert told(portal) == ["content/daerah/2024/10/b-07.md:7:5"]
    # A build that fails takes nothing in, and the next one reads the file again.
    portal.edit("content/daerah/2024/10/b-07.md", "B tujuh", "B VII")
    portal.add("content/daerah/2024/10/salah.md", article("X", author=""))
    portal.problems()
    portal.remove("content/daerah/2024/10/salah.md")
    assert told(portal) == ["content/daerah/2024/10/b-07.md:7:5"]
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ({"tags": "[Bank, Advertorial]"}, "Advertorial"), ({"title": "'[ADV] Bank Pesisir Buka Tabungan'"}, "[ADV]"),
        ({"title": "'Advertorial: Bank Pesisir'"}, "Advertorial"), ({"title": "'Pariwara | Bank Pesisir'"}, "Pariwara"),
        ({"title": "Advertorial di Media Dibahas"}, ""), ({"title": "Iklan Rokok Dilarang", "tags": "[iklan]"}, ""),
        ({"tags": "[advertorial]", "type": "advertorial", "sponsor": "Bank"}, ""),
    ],
)  # fmt: skip
def test_a_word_is_no_label_of_what_is_paid_for(portal: Portal, keys: dict[str, str], word: str) -> None:
    """Other systems label by a tag or in the headline; here no list, feed or search engine would know."""
    portal.add(A, article(**{"title": "Bank Pesisir", **keys}))
    told = [one.message for one in portal.build().warnings if one.code == "unlabelled-sponsor"]
    assert told == ([f'"{word}" stands here as a word alone, so readers are not told who pays'] if word else [])


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"sponsor": "PT Dermaga"}, True), ({"sponsor": "PT Dermaga", "type": "advertorial"}, False),
        ({"sponsor": "PT Dermaga", "retracted": "{timestamp: 2024-10-09 17:00 WIB, reason: sara, text: Dicabut.}"}, False), ({}, False),
    ],
)  # fmt: skip
def test_what_is_paid_for_is_labelled(portal: Portal, keys: dict[str, str], told: bool) -> None:
    """Unless nobody reads it any more."""
    portal.add(A, article(**keys))
    assert [one.code for one in portal.build().warnings if one.code == "unlabelled-sponsor"] == [
        "unlabelled-sponsor"
    ] * told


CODES = {
    "bullet lines indented underlined table date columns baca": "lost-lines",
    "mistyped unreachable no-picture nowhere": "unreachable-link",
    "garbled": "garbled-text", "note filler": "unfinished-text", "more removed unused page": "no-effect",
    "html shortcode link apart bold heading footnote comment feed mark stars foreign entity blank": "markup-as-text",
}  # fmt: skip
PLAIN = "html shortcode link apart bold heading footnote comment entity"
"""Of these, one sentence is said."""


def told_of(remark: Remark, draft: str = "false") -> list[tuple[str, str, str]]:
    """Return code, message and hint of what is said of an article with one remark."""
    data = article(draft=draft).encode()
    record, problems = parse_article(data, "daerah/a.md", READING)
    assert record is not None, problems
    record = replace(record, body=replace(record.body, remarks=(remark,)))
    return [(one.code, str(one.message), str(one.hint)) for one in advice(record, data)]


@pytest.mark.parametrize(("kinds", "code"), CODES.items())
def test_each_sort_of_remark_has_its_code_and_its_own_hint(kinds: str, code: str) -> None:
    """And, but for markup that is shown as it is, a sentence of its own; nobody reads drafts."""
    for kind in (word.replace("-", " ") for word in kinds.split()):
        ((found, message, hint),) = told_of(Remark(kind, 1, 1, 1, "x" * (kind in ("mistyped", "blank"))))  # type: ignore[arg-type]
        assert (found, bool(hint)) == (code, True)
        assert (message == "readers will see this markup as text") == (kind in PLAIN.split()), kind
        assert told_of(Remark(kind, 1, 1, 1, "x"), "true") == []  # type: ignore[arg-type]


def test_there_is_a_code_for_each_sort_of_remark() -> None:
    """None is left out above."""
    assert sorted(" ".join(CODES).split()) == sorted(one.replace(" ", "-") for one in _CODES)


@pytest.mark.parametrize(
    ("remark", "message", "hint"),
    [
        (Remark("html", 1, 1, 1, "**a**"), "readers will see this markup as text", "write **a**"),
        (Remark("html", 1, 1, 2, "**a**"), "readers will see this markup as text, and 1 more in this file", "write **a**"),
        (Remark("removed", 1, 1, 1, "x"), "readers do not get this HTML", "write x"),
        (Remark("removed", 1, 1, 3, "x"), "readers do not get this HTML, and 2 more in this file", "write x"),
    ],
)  # fmt: skip
def test_the_others_that_are_like_it_are_counted(remark: Remark, message: str, hint: str) -> None:
    """And what was probably meant is ready to paste."""
    assert [one[1:] for one in told_of(remark)] == [(message, hint)]


def labelled(title: str, tags: str = "") -> list[str]:
    """Return what is said of an article that may be paid for."""
    data = article(title=f"'{title}'", **({"tags": tags} if tags else {})).encode()
    record, _ = parse_article(data, "daerah/a.md", READING)
    assert record is not None
    return [
        str(one.message).partition('"')[2].partition('"')[0]
        for one in advice(record, data)
        if one.code == "unlabelled-sponsor"
    ]


@pytest.mark.parametrize(
    "tag", ["adv", "Advertorial", "pariwara", "Sponsored", "Konten Berbayar", "paid content", "iklan-berbayar"]
)
def test_tags_by_which_other_systems_know_what_is_paid_for(tag: str) -> None:
    """Wherever they stand."""
    assert labelled("Judul", f"[Pasar, {tag}]") == [tag]
    assert labelled("Judul", f"[Pasar, {tag} lain]") == []


@pytest.mark.parametrize(
    ("title", "word"),
    [
        *((f"{begin}{word.upper()}{end} Bank", f"{begin}{word.upper()}{end}") for word in ("adv", "advertorial", "pariwara", "sponsored", "iklan") for begin, end in ("[]", "()")), ("[ adv ] Bank", "[ adv ]"), ("[adv) Bank", "[adv)"),
        *((f"{word} {end} Bank", word) for word in ("Adv", "advertorial", "Pariwara", "sponsored") for end in ":|"), ("adv: Bank", "adv"), ("Iklan: Bank", ""), ("Bank [adv]", ""), ("Advokat: Bank", ""), ("[advokat] Bank", ""),
    ],
)  # fmt: skip
def test_how_headlines_begin_there(title: str, word: str) -> None:
    """With a word in brackets, or before a colon."""
    assert labelled(title) == ([word] if word else [])


HEAD = "---\ntitle: Warga Menunggu\nauthor: Sari\n---\n"
WAITING, _ = parse_article(article("Warga Menunggu").encode(), "daerah/a.md", READING)
assert WAITING is not None


def told_unfinished(body: str) -> list[tuple[int, str, str]]:
    """Return line, code and sentence of what is said of a body, which begins on line 5."""
    found = unfinished(WAITING, f"{HEAD}{body}\n".encode())
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
    ((where, what, _),) = told_unfinished(body)
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
    assert [(line, what) for line, what, _ in told_unfinished(f"Isi.\n\nAir {words} naik.\n\nLagi {words}.")] == [
        (7, code)
    ]
    head = HEAD.replace("Warga Menunggu", words).encode()
    assert not list(unfinished(WAITING, head + b"Isi.\n"))


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
    assert told_unfinished(body) == []


@pytest.mark.parametrize(
    "unit", ["-a", "*a\n", "1.a ", "(1) ", "a. \n", "→", "<<<<<<<", " \n", "\n", "EMBARGO ", "#* "]
)
def test_the_time_grows_with_the_size_alone(unit: str) -> None:
    """Whatever is repeated."""
    growth.held(lambda size: lambda: [*unfinished(WAITING, f"{HEAD}{unit * (size // len(unit))}\n".encode())], 400_000)
