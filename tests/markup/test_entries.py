"""Live reports: headings that begin with a time are entries."""

from __future__ import annotations

import pytest

from generator.markup.collector import MAX_ENTRIES
from generator.markup.documents import parse_article
from generator.model.records import Article, Blank
from tests.support import READING, article

PATH = "daerah/2024/10/banjir.md"


def parsed(body: str, **keys: str) -> tuple[Article, list[str]]:
    keys = {"timestamp": "2024-10-09 14:00 WIB", "type": "live", **keys}
    found, problems = parse_article(article("Banjir", body, **keys).encode(), PATH, READING, broken=True)
    assert found is not None
    return found, [f"{one.where.line} {one.code}: {one.message} ({one.hint})" for one in problems]


def entries(body: str, **keys: str) -> list[str]:
    """Return day, time, headline and bylines of each entry."""
    found, problems = parsed(body, **keys)
    assert problems == []
    assert len(found.body.parts) == len(found.body.updates) + 1
    shown = ((update, update.stamp.local) for update in found.body.updates)
    return [f"{at:%d %H:%M} {one.stamp.zone} {one.headline}|{'+'.join(one.bylines)}" for one, at in shown]


def html(found: Article) -> list[str]:
    return [
        "".join(str(piece.text if isinstance(piece, Blank) else piece) for piece in part) for part in found.body.parts
    ]


@pytest.mark.parametrize(
    ("heading", "read"),
    [
        ("14.05 WIB – Air naik (Sari Wulan)", "09 14:05 WIB Air naik|Sari Wulan"),
        ("14.05 – Air naik", "09 14:05 WIB Air naik|"),
        ("14:05 - Air naik (SW)", "09 14:05 WIB Air naik|SW"),
        ("14.05", "09 14:05 WIB |"),
        ("14.05 Air naik", "09 14:05 WIB Air naik|"),
        ("14.05: Air naik", "09 14:05 WIB Air naik|"),
        ("14.05–Air naik", "09 14:05 WIB Air naik|"),
        ("pukul 14.05 WIB, air naik", "09 14:05 WIB air naik|"),
        ("Pkl. 15.05 WITA | Air naik", "09 15:05 WITA Air naik|"),
        ("**14.05 WIB** – Air naik", "09 14:05 WIB Air naik|"),
        ("**14.05 WIB – Air naik (SW)**", "09 14:05 WIB Air naik|SW"),
        ("14.05 – **Air** naik", "09 14:05 WIB Air naik|"),
        ("14.05 – Gol (2-1)", "09 14:05 WIB Gol (2-1)|"),
        ("14.05 – Air naik (Sari Wulan/Budi dan Tono)", "09 14:05 WIB Air naik|Sari Wulan+Budi+Tono"),
        ("10 Oktober 2024, 00.10 WIB – Air naik", "10 00:10 WIB Air naik|"),
        ("10 Okt 00.10 – Air naik", "10 00:10 WIB Air naik|"),
        ("Kamis, 10 Oktober 2024 | 00.10 WIB – Air naik", "10 00:10 WIB Air naik|"),
        ("10/10/2024 00.10 Air naik", "10 00:10 WIB Air naik|"),
        ("2024-10-10 00:10 – Air naik", "10 00:10 WIB Air naik|"),
    ],
)  # fmt: skip
def test_a_heading(heading: str, read: str):
    """Time, headline and names are read however a reporter types them on a phone."""
    assert entries(f"Pokok.\n\n## {heading}\n\nIsi.") == [read]
    assert entries(f"# {heading}\n\nIsi.") == [read]


def test_the_day_after_midnight():
    """A time without a day is the next one with that hour, within half a day; the same time may stand twice."""
    body = "## 23.50 – A\n\n## 00.10 – B\n\n## 00.10 – C\n\n## 11 Oktober 2024, 09.00 – D\n\n## 09.30 – E"
    assert entries(body, live_until="2024-10-12") == [
        "09 23:50 WIB A|", "10 00:10 WIB B|", "10 00:10 WIB C|", "11 09:00 WIB D|", "11 09:30 WIB E|",
    ]  # fmt: skip


def test_what_stands_where():
    """What precedes the entries is a part of its own, and headings within entries stay below theirs."""
    found, problems = parsed(
        "# Banjir\n\nPokok.\n\n### Rincian\n\n## 14.05 – *Air* naik\n\nIsi.[^1]\n\n### Dalam\n\nLagi.\n\n## 14.10\n\nAkhir.\n\n[^1]: Nota."
    )
    assert problems == []
    pinned, first, second = html(found)
    assert pinned == '<p>Pokok.</p>\n<h3 id="rincian">Rincian</h3>\n'
    assert first.startswith("<h2><em>Air</em> naik</h2>\n<p>Isi.<sup")
    assert '<h3 id="dalam">Dalam</h3>' in first
    assert "Nota." in first
    assert second == "<p>Akhir.</p>\n"
    assert [update.anchor for update in found.body.updates] == [
        "pukul-14-05-9-oktober-2024",
        "pukul-14-10-9-oktober-2024",
    ]
    assert not found.is_split
    assert found.matter.updated == found.body.updates[1].stamp


@pytest.mark.parametrize("heading", ["## Yang perlu diketahui", "# YANG PERLU DIKETAHUI", "## What to know"])
def test_the_heading_of_the_pinned_text(heading: str):
    """What somebody writes above the pinned text is left out, since the page says it."""
    assert html(parsed(f"{heading}\n\nPokok.\n\n## 14.05 – A\n\nIsi.")[0])[0] == "<p>Pokok.</p>\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Pokok.", "8 bad-entry: this live report has no entries (begin one with ## 14.05 WIB – Judul (Nama))"),
        ("", "8 bad-entry: this live report has no entries (begin one with ## 14.05 WIB – Judul (Nama))"),
        (
            "## 14.05 – A\n\nIsi.\n\n## Air naik\n\nIsi.",
            '12 bad-entry: this entry does not begin with a time: "Air naik" (write ## 14.05 WIB – Judul (Nama), or ### for a heading within an entry)',
        ),
        (
            "## 14 – A\n\nIsi.",
            '8 bad-entry: this entry does not begin with a time: "14 – A" (write ## 14.05 WIB – Judul (Nama), or ### for a heading within an entry)',
        ),
        *(
            (
                f"## {time} – A\n\nIsi.",
                f'8 bad-entry: there is no such time as "{time}" (write it like ## 14.05 WIB – Judul (Nama))',
            )
            for time in ("24.00", "23.60")
        ),
        ("## 25.70 – A\n\nIsi.", '8 bad-entry: there is no such time as "25.70" (write it like ## 14.05 WIB – Judul (Nama))'),
        (
            "## 31 November 2024, 14.05 – A\n\nIsi.",
            '8 bad-entry: there is no such time as "31 November 2024 14:05" (check the day of the month and the hour)',
        ),
        (
            "## 14.05 – A\n\nIsi.\n\n## 14.00 – B\n\nIsi.",
            "12 bad-entry: this entry is earlier than the one above it, of 14:05 WIB (the newest entry is the last in the file: move this one up; or, on another day, write the day too: ## 10 Oktober 2024, 14.05 WIB – …)",
        ),
        (
            "## 13.59 – A\n\nIsi.",
            "8 bad-entry: this entry is earlier than the live report, which begins at 14:00 WIB (the newest entry is the last in the file: move this one up; or, on another day, write the day too: ## 10 Oktober 2024, 14.05 WIB – …)",
        ),
        (
            "## 10 Oktober 2024 14.30 – A\n\nIsi.",
            "8 bad-entry: this entry is later than the end of the live report, 14:00 WIB (correct its time, or let the live report end later)",
        ),
        ("## 14.05\n\n## 14.10 – B", "8 bad-entry: this entry says nothing (write something below its time, or delete it)"),
        (
            "## 14.05 – A\n\nIsi.\n\n<!-- halaman -->\n\nLagi.",
            "12 bad-pages: a live report cannot be split into pages (remove <!-- halaman -->)",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong(body: str, said: str):
    """Each mistake is said at its line, with what to do."""
    assert parsed(body)[1] == [said]


def test_the_limit():
    """A live report has so many entries that its page stays small enough for a phone."""
    body = "\n\n".join(f"## {14 + number // 60}.{number % 60:02} – A" for number in range(MAX_ENTRIES))
    assert parsed(body)[1] == []
    (said,) = parsed(f"{body}\n\n## 23.00 – B")[1]
    assert said.startswith(f"{8 + 2 * MAX_ENTRIES} over-limit: the live report has 501 entries, more than 500")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"type": "berita"}, "only a live report has an end"),
        ({"live_until": "2024-10-09 13:00 WIB"}, "the live report ends before it begins"),
        ({"live_until": "2024-10-20"}, "a live report takes 7 days at most"),
        ({"live_until": "besok"}, '"besok" is not a timestamp'),
    ],
)
def test_the_end(keys: dict[str, str], said: str):
    """The end of a live report is after its beginning, within a week, and of no other article."""
    (found,) = parsed("## 14.05 – A", **{"live_until": "2024-10-09 20:00 WIB", **keys})[1]
    assert said in found


def test_the_end_that_is_not_said():
    """A live report that does not say when it ends takes a day."""
    found = parsed("## 14.05 – A")[0].matter
    assert found.live_until is not None
    assert found.live_until.epoch - found.stamp.epoch == 86400
