"""One report that was published twice, and tags that seem to mean one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint_support import LONG, found, said
from tests.support import Portal, article, indonesian, site

TEXT = "Perahu sekolah dari Muara Teduh terlambat dua jam karena mesin rusak."


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ("2024-10-05 10:00 WIB", True),
        ("2024-10-08 10:00 WIB", True),
        ("2024-10-08 10:01 WIB", False),
        ("2024-12-01 10:00 WIB", False),
    ],
)
def test_one_headline_within_a_week(tmp_path: Path, later: str, told: bool) -> None:
    """However it is spelled; later it may well be another report."""
    portal = site(tmp_path)
    portal.add("content/daerah/b.md", article(LONG, "Dua.", timestamp="2024-10-01 10:00 WIB"))
    portal.add("content/daerah/c.md", article(f"{LONG.upper()}!", "Tiga.", timestamp=later))
    assert said(portal, "same-report") == ["c.md:2: this has the headline of content/daerah/b.md"] * told


def test_one_text_at_any_time(tmp_path: Path) -> None:
    """Under another headline; what follows another, or is withdrawn, is no second report."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, TEXT, timestamp="2023-08-01 10:00 WIB"))
    portal.add("content/daerah/b.md", article("Sekolah Menunggu Perahu", TEXT))
    portal.add("content/daerah/c.md", article("Sekolah Menunggu Nakhoda", TEXT, follows="a"))
    portal.add(
        "content/daerah/d.md",
        article("Sekolah Dicabut", TEXT, retracted="{timestamp: 2024-10-10 09:00 WIB, reason: sara}"),
    )
    (one,) = found(portal, "same-report")
    assert (one.path, one.message) == ("content/daerah/b.md", "this has the very text of content/daerah/a.md")
    portal.add("content/daerah/b.md", indonesian(article("Sekolah Menunggu Perahu", TEXT)))
    assert "say follows: in the later one" in found(portal, "same-report")[0].hint


def tagged(folder: Path, *tags: str) -> Portal:
    """A site with an article for each tag, a day apart."""
    portal = site(folder)
    for number, tag in enumerate(tags):
        text = article(LONG, f"Isi {number}.", tags=f"[{tag}]", timestamp=f"2024-09-{number + 1:02d} 10:00 WIB")
        portal.add(f"content/daerah/{number:02d}.md", text)
    return portal


def test_spellings_of_one_tag(tmp_path: Path) -> None:
    """The commonest is the right one; the others can be mended."""
    portal = tagged(tmp_path, "Jawa Tengah", "Jawa Tengah", "jawa tengah", "jawa-tengah")
    assert said(portal, "near-tags") == [
        '02.md:6: the tag "jawa tengah" is spelled "Jawa Tengah" elsewhere; 1 article',
        '03.md:6: the tag "jawa-tengah" is spelled "Jawa Tengah" elsewhere; 1 article',
    ]
    assert all("ssg check --fix does" in one.hint for one in found(portal, "near-tags"))


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        # They are merged by people, for each has a page of its own.
        (["Jawa Tengah", "Jateng", "Jawa Tengah"], 'the tags "Jateng" (1) and "Jawa Tengah" (2) seem to mean one thing'),
        (["NTT", "NTT", "Nusa Tenggara Timur"], 'the tags "NTT" (2) and "Nusa Tenggara Timur" (1) seem to mean one thing'),
        (["JawaTengah", "Jawa Tengah", "Jawa Tengah"], 'the tags "JawaTengah" (1) and "Jawa Tengah" (2) seem to mean one thing'),
        (["umkm", "UMKM"], 'the tag "umkm" is spelled "UMKM" elsewhere; 1 article'),
        # A slip of the pen: a rare tag that differs in one letter from a common one.
        (["Perikanan"] * 10 + ["Perikannan"], 'the tags "Perikannan" (1) and "Perikanan" (10) seem to mean one thing'),
        # Other years, short words and other words are other tags.
        (["Perikanan"] * 9 + ["Perikannan"], ""), (["Pemilu 2024"] * 10 + ["Pemilu 2029"], ""), (["Banjir"] * 10 + ["Banjar"], ""),
        (["Pengairan"] * 10 + ["Perairan"], ""), (["Sumut", "Sumbar"], ""),
    ],
)  # fmt: skip
def test_what_seems_to_mean_one_thing(tmp_path: Path, tags: list[str], message: str) -> None:
    """Spellings, short names of provinces, blanks left out, and slips of the pen."""
    assert [one.message for one in found(tagged(tmp_path, *tags), "near-tags")] == [message] * bool(message)


SHORT = {
    "babel": "Kepulauan Bangka Belitung", "diy": "Daerah Istimewa Yogyakarta", "dki": "DKI Jakarta", "jabar": "Jawa Barat",
    "jateng": "Jawa Tengah", "jatim": "Jawa Timur", "kalbar": "Kalimantan Barat", "kalsel": "Kalimantan Selatan", "kaltara": "Kalimantan Utara",
    "kalteng": "Kalimantan Tengah", "kaltim": "Kalimantan Timur", "kepri": "Kepulauan Riau", "malut": "Maluku Utara", "nad": "Aceh",
    "ntb": "Nusa Tenggara Barat", "ntt": "Nusa Tenggara Timur", "pabar": "Papua Barat", "papeg": "Papua Pegunungan", "sulbar": "Sulawesi Barat",
    "sulsel": "Sulawesi Selatan", "sulteng": "Sulawesi Tengah", "sultra": "Sulawesi Tenggara", "sulut": "Sulawesi Utara", "sumbar": "Sumatera Barat",
    "sumsel": "Sumatera Selatan", "sumut": "Sumatera Utara", "jogja": "Yogyakarta",
}  # fmt: skip


def test_a_province_and_its_short_name_are_one(tmp_path: Path) -> None:
    """Whichever is used, and how to merge them."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, tags=f"[{', '.join([*SHORT, *SHORT.values()])}]"))
    hints = {one.hint for one in found(portal, "near-tags")}
    assert hints == {f'merge them: ssg tags rename "{short}" "{name}"' for short, name in SHORT.items()}
