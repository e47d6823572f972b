"""The video of an article: its chapters, its length, its transcript."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.markup.documents import parse_article
from generator.model.records import Article, Blank, Chapter
from tests.support import READING
from tests.support import article as text_of

PATH = "daerah/2024/10/wawancara.md"
FILM = "![Wawancara](/film/a.mp4)"
YOUTUBE = "https://youtu.be/dQw4w9WgXcQ"


def read(body: str, **keys: str) -> tuple[Article | None, list[str]]:
    """Return an article, and place, message and hint of what is wrong with it."""
    article, problems = parse_article(text_of("W", body, **keys).encode(), PATH, READING)
    return article, [f"{one.where.line}:{one.where.column} {one.message} > {one.hint}" for one in problems]


def html(article: Article | None) -> str:
    """Return all of a body, with a sign for each of its blanks."""
    assert article is not None
    return "".join("…" if isinstance(piece, Blank) else piece for part in article.body.parts for piece in part)


@pytest.mark.parametrize(
    "body", [FILM, f"{FILM} teks", YOUTUBE, f"Teks.\n\n{YOUTUBE}", "![Wawancara](/film/A.WEBM 'Camat.')"]
)
def test_chapters_of_a_film_of_the_site_or_of_youtube(body: str) -> None:
    """Each with the second at which it begins; the length is known if it is given."""
    written = '["00:00 Pembuka", "01:35 Wawancara", 62.30 - Tanya jawab, "1:02:31 — Penutup: 2026"]'
    article, wrong = read(body, type="video", chapters=written, duration='"1:10:00"')
    assert article is not None, wrong
    assert article.matter.chapters == (
        Chapter(0, "Pembuka"), Chapter(95, "Wawancara"), Chapter(3750, "Tanya jawab"), Chapter(3751, "Penutup: 2026"),
    )  # fmt: skip
    assert article.matter.duration == 4200


def test_keys_of_a_video_in_indonesian() -> None:
    """As all keys of articles have."""
    text = text_of("W", FILM).replace("title", "judul").replace("author", "penulis").replace("timestamp", "waktu")
    text = text.replace("---\n", '---\njenis: video\nbab: ["0:10 Awal"]\ndurasi: 01:30\n', 1)
    article, problems = parse_article(text.encode(), PATH, replace(READING, indonesian_keys=True))
    assert article is not None, problems
    assert (article.matter.chapters, article.matter.duration) == ((Chapter(10, "Awal"),), 90)


@pytest.mark.parametrize(
    ("keys", "body", "expected"),
    [
        ({"chapters": "[Pembuka]"}, FILM, '"Pembuka" does not say when this chapter begins and what it is called > write it like "01:35 Wawancara"'),
        ({"chapters": '["01:35"]'}, FILM, '"01:35" does not say when'),
        ({"chapters": '["01:75 Salah"]'}, FILM, '"01:75 Salah" does not say when'),
        ({"chapters": '["-1:00 Salah"]'}, FILM, '"-1:00 Salah" does not say when'),
        ({"chapters": '["01:35 A", "00:10 B"]'}, FILM, "this chapter does not begin after the one before it > put the chapters into the order"),
        ({"chapters": '["01:35 A", "1:35 B"]'}, FILM, "this chapter does not begin after the one before it"),
        ({"chapters": '["00:10 A", "12:30 B"]', "duration": '"12:30"'}, FILM, "this chapter begins after the end of the video > check its time and duration"),
        ({"duration": "dua jam"}, FILM, '"dua jam" is not the length of a video > write it like "12:30"'),
        ({"duration": '"00:00"'}, FILM, '"00:00" is not the length of a video'),
        ({"chapters": '["00:10 A"]', "type": ""}, FILM, "only a video has chapters and a length > write type: video"),
        ({"duration": '"12:30"', "type": "foto"}, FILM, "only a video has chapters and a length"),
        ({"chapters": '["00:10 A"]'}, "Teks.", "the text shows no video of which this could be > write ![Wawancara](/film/wawancara.mp4), or"),
        ({"chapters": '["00:10 A"]'}, "![Suara](/suara/a.mp3)", "the text shows no video"),
        ({"chapters": '["00:10 A"]'}, "https://vimeo.com/123456", "the text shows no video"),
    ],
)  # fmt: skip
def test_what_is_no_chapter(keys: dict[str, str], body: str, expected: str) -> None:
    """It is said at the line of the key, with what to write instead."""
    _, (wrong,) = read(body, **{"type": "video", **keys})
    assert wrong.partition(" ")[2].startswith(expected)


def test_a_mistake_is_at_the_chapter_itself() -> None:
    """Not at the first of them."""
    _, (wrong,) = read(FILM, type="video", chapters='["00:10 A", "00:05 B"]')
    assert wrong.startswith("7:23 ")


FOLDED = '<details class="transkrip"><summary><h2 id="transkrip">Transkrip</h2></summary>\n'
DATA = '<h2 id="data">Data</h2>\n'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Teks.\n\n## Transkrip\n\nA: ya.", f"<p>Teks.</p>\n{FOLDED}<p>A: ya.</p>\n</details>\n"),
        ("# Transkrip\n\n[a](/b/)\n\n### Dua\n\nB.", f'{FOLDED}<p>…a…</p>\n<h3 id="dua">Dua</h3>\n<p>B.</p>\n</details>\n'),
        ("## Transkrip\n\nA.\n\n## Data\n\nB.", f"{FOLDED}<p>A.</p>\n</details>\n{DATA}<p>B.</p>\n"),
        ("## Transkrip\n\n![x](/a.jpg)\n\n## Data\n\n[B](/b/).", f"{FOLDED}<p>…</p>\n</details>\n{DATA}<p>…B….</p>\n"),
        ("## Transkrip\n\n> ## Data\n>\n> B.", f"{FOLDED}<blockquote>\n{DATA}<p>B.</p>\n</blockquote>\n</details>\n"),
    ],
)  # fmt: skip
def test_a_transcript_is_folded(body: str, expected: str) -> None:
    """Up to the next heading that is not below it, or to the end."""
    assert html(read(body, type="video")[0]) == expected


def test_a_transcript_ends_at_the_footnotes() -> None:
    """They are of the whole text."""
    found = html(read("## Transkrip\n\nA[^1].\n\n[^1]: Catatan.", type="video")[0])
    assert found.startswith(f"{FOLDED}<p>A")
    assert '</p>\n</details>\n<section class="catatan"' in found


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("## Transkrip\n\nA: ya.", "foto"), ("Teks.\n\n## Transkrip", "video"), ("## Transkrip\n\n## Data\n\nB.", "video"),
        ("> ## Transkrip\n>\n> A.", "video"), ("- ## Transkrip\n\n  A.", "video"), ("## Isi transkrip\n\nA.", "video"),
    ],
)  # fmt: skip
def test_what_is_no_transcript(body: str, kind: str) -> None:
    """Of another sort of article, without text, and within a quotation or a list."""
    assert "<details" not in html(read(body, type=kind)[0])


PARTS = st.sampled_from(
    ["## Transkrip", "> ## Transkrip", "### Transcript", "A.", "[a](/b/)", "## Data", "- satu\n- dua", "> B.", FILM, "---", "<details>", "<blockquote>", "</details>", "<!-- halaman -->", "***(SW)"]
)  # fmt: skip


@given(st.lists(PARTS, min_size=1, max_size=8), st.booleans())
def test_a_fold_never_crosses_another_element(parts: list[str], safe: bool) -> None:
    """Whatever stands around it, elements are closed in the order in which they were opened."""
    text = text_of("W", "\n\n".join(["Awal.", *parts, "Akhir."]), type="video")
    article, _ = parse_article(text.encode(), PATH, replace(READING, html=safe))
    for part in article.body.parts if article else ():
        opened: list[str] = []
        for name in re.findall(r"</?(?!br|hr|img)[a-z][a-z0-9]*", "".join(one for one in part if isinstance(one, str))):
            if name.startswith("</"):
                assert opened.pop() == name[2:]
            else:
                opened.append(name[1:])
        assert not opened
