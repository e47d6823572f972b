"""One report that was published twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.twins import same_report
from generator.portal.site import Site
from generator.readers.spelling import spelled
from tests.checks_support import LONG, desk, look, said, told
from tests.support import article, site

TEXT = (
    "Perahu sekolah dari Muara Teduh terlambat dua jam karena mesin rusak. Nakhoda Rahmat menunggu suku cadang dari"
    " pelabuhan. Murid kelas enam berjalan kaki menyusuri tanggul sampai dermaga. Kepala dinas berjanji menambah armada"
    " sebelum musim hujan. Orang tua meminta pelampung baru, jadwal tetap, serta petugas jaga."
)


def test_one_headline_within_a_week(tmp_path: Path) -> None:
    """However it is spelled; a month later it may well be another report."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, "Satu.", timestamp="2024-08-01 10:00 WIB"))
    portal.add("content/daerah/b.md", article(LONG, "Dua.", timestamp="2024-10-01 10:00 WIB"))
    portal.add("content/daerah/c.md", article(f"{LONG.upper()}!", "Tiga.", timestamp="2024-10-05 10:00 WIB"))
    assert said(portal, "same-report") == ["c.md:2: this has the headline of content/daerah/b.md"]


def test_one_text_at_any_time(tmp_path: Path) -> None:
    """Under another headline."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, TEXT, timestamp="2023-08-01 10:00 WIB"))
    portal.add("content/daerah/b.md", article("Sekolah Menunggu Perahu", TEXT))
    assert said(portal, "same-report") == ["b.md:2: this has the very text of content/daerah/a.md"]


def test_nearly_one_text(tmp_path: Path) -> None:
    """By the words that tell what it is about, within two days; what follows the other says so."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, TEXT, timestamp="2024-10-08 10:00 WIB"))
    portal.add("content/daerah/b.md", article(f"{LONG} Lagi", TEXT.replace("dua jam", "hampir dua jam")))
    assert said(portal, "same-report") == ["b.md:2: this says nearly the same as content/daerah/a.md"]
    portal.edit("content/daerah/b.md", "author:", "follows: /daerah/2024/10/a/\nauthor:")
    assert said(portal, "same-report") == []


@pytest.mark.parametrize(("later", "told"), [("2024-10-08 10:00 WIB", True), ("2024-10-08 10:01 WIB", False)])
def test_a_week_is_seven_days_to_the_minute(tmp_path: Path, later: str, told: bool) -> None:
    """Within it one headline is one report."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, "Satu.", timestamp="2024-10-01 10:00 WIB"))
    portal.add("content/daerah/b.md", article(LONG, "Dua.", timestamp=later))
    assert bool(said(portal, "same-report")) is told


@pytest.mark.parametrize(("later", "told"), [("2024-10-08 10:00 WIB", True), ("2024-10-08 10:01 WIB", False)])
def test_nearly_one_text_within_two_days_to_the_minute(tmp_path: Path, later: str, told: bool) -> None:
    """Later it is another report of a matter that goes on."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, TEXT, timestamp="2024-10-06 10:00 WIB"))
    text = TEXT.replace("dua jam", "hampir dua jam")
    portal.add("content/daerah/b.md", article("Sekolah Menunggu", text, timestamp=later))
    assert bool(said(portal, "same-report")) is told


def test_short_texts_are_not_compared(tmp_path: Path) -> None:
    """A few words in common are no report in common."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, "Kapal Rahmat tiba pagi.", timestamp="2024-10-08 10:00 WIB"))
    portal.add("content/daerah/b.md", article("Sekolah Menunggu", "Kapal Rahmat tiba pagi ini."))
    assert said(portal, "same-report") == []


def test_all_that_is_said_of_twins(configuration: Site) -> None:
    """The very text, or the headline within a week; what follows another, or is withdrawn, is no second report."""
    week = 7 * 86400
    looks = (
        look("0.md", "Nol", week, text=b"0", silent=True), look("00.md", "Nol Nol", week, withdrawn=True),
        look("a.md", "Satu", week, text=b"1"), look("b.md", "Dua", 3, text=b"1"), look("c.md", "Tiga", 3, text=b"1", follows="a"),
        look("d.md", "satu!", 0, text=b"2"), look("e.md", "Lama", week + 1, text=b"3"), look("f.md", "Lama", 0, text=b"4"),
        look("g.md", "Empat", 0, text=b"5", silent=True), look("h.md", "Lima", 0, text=b"5", silent=True),
        look("i.md", "Enam", 0, text=b"6", withdrawn=True), look("j.md", "Enam", 0, text=b"6", words=spelled(indonesian=True)),
        look("k.md", "Enam", 0, text=b"7", words=spelled(indonesian=True)),
    )  # fmt: skip
    assert (
        told(same_report(desk(configuration, *looks)))
        == """\
same-report b.md:0:0 title <>
  this has the very text of content/a.md
  > delete one of them, or say follows: in the later one if it goes on where the other ends
  other a.md
same-report d.md:0:0 title <>
  this has the headline of content/a.md
  > delete one of them, or say follows: in the later one if it goes on where the other ends
  other a.md
same-report k.md:0:0 title <>
  this has the headline of content/j.md
  > delete one of them, or say lanjutan: in the later one if it goes on where the other ends
  other j.md
"""
    )
