"""One report that was published twice, and tags that seem to mean one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config.article_keys import spelled
from generator.lint.rules.duplicates import AlikeTags, alike_tags, near_tags, same_report
from generator.model.site import Site
from tests.lint_support import LONG, checked, evidence, found, row, said, told
from tests.support import Portal, article, site

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
    rows = (
        row("0.md", "Nol", week, text=b"0", silent=True), row("00.md", "Nol Nol", week, withdrawn=True),
        row("a.md", "Satu", week, text=b"1"), row("b.md", "Dua", 3, text=b"1"), row("c.md", "Tiga", 3, text=b"1", follows="a"),
        row("d.md", "satu!", 0, text=b"2"), row("e.md", "Lama", week + 1, text=b"3"), row("f.md", "Lama", 0, text=b"4"),
        row("g.md", "Empat", 0, text=b"5", silent=True), row("h.md", "Lima", 0, text=b"5", silent=True),
        row("i.md", "Enam", 0, text=b"6", withdrawn=True), row("j.md", "Enam", 0, text=b"6", written=spelled(indonesian=True).written),
        row("k.md", "Enam", 0, text=b"7", written=spelled(indonesian=True).written),
    )  # fmt: skip
    assert (
        told(same_report(evidence(configuration, *rows)))
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


def tagged(folder: Path, *tags: str) -> Portal:
    """A site with an article for each tag, an hour apart."""
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
    assert [(one.entry, *one.right) for one in checked(portal).fixable] == [
        ("jawa tengah", "Jawa Tengah"), ("jawa-tengah", "Jawa Tengah"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("short", "whole"), [("Jateng", "Jawa Tengah"), ("NTT", "Nusa Tenggara Timur"), ("JawaTengah", "Jawa Tengah")]
)
def test_a_short_name_and_the_whole(tmp_path: Path, short: str, whole: str) -> None:
    """They are merged by people, for each has a page of its own."""
    portal = tagged(tmp_path, whole, short, whole)
    (one,) = found(portal, "near-tags")
    assert one.message == f'the tags "{short}" (1) and "{whole}" (2) seem to mean one thing'
    assert one.hint == f'merge them: ssg tags rename "{short}" "{whole}"'
    assert (one.where.line, one.where.column) == (6, 8)
    assert checked(portal).fixable == ()


def test_a_slip_of_the_pen(tmp_path: Path) -> None:
    """A rare tag that differs in one letter from a common one."""
    portal = tagged(tmp_path, *["Perikanan"] * 10, "Perikannan")
    assert said(portal, "near-tags") == [
        '10.md:6: the tags "Perikannan" (1) and "Perikanan" (10) seem to mean one thing'
    ]


@pytest.mark.parametrize(
    ("tag", "other"), [("Pemilu 2029", "Pemilu 2024"), ("Banjar", "Banjir"), ("Perairan", "Pengairan")]
)
def test_tags_that_only_look_alike(tmp_path: Path, tag: str, other: str) -> None:
    """Other years, short words and other words are other tags."""
    assert said(tagged(tmp_path, *[other] * 10, tag), "near-tags") == []


def test_all_that_is_said_of_tags(configuration: Site) -> None:
    """At the newest article that has the rarer one, with all that have it."""
    rows = [row(f"{n}.md", tags=("Pemilu 2024", "Banjir Rob")) for n in range(4)]
    rows += [
        row("5.md", tags=("pemilu 2024",)),
        row("6.md", tags=("pemilu 2024",)),
        row("7.md", tags=("Banjir-Robb",)),
    ]
    rows.append(row("8.md", tags=("Pemilu-2024",), withdrawn=True))
    assert (
        told(near_tags(evidence(configuration, *rows)))
        == """\
near-tags 6.md:0:0 tags <pemilu 2024>
  the tag "pemilu 2024" is spelled "Pemilu 2024" elsewhere; 2 articles
  > write "Pemilu 2024" (ssg check --fix does)
  of 5.md 6.md
  right Pemilu 2024
"""
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"Jawa Tengah": 3, "jawa-tengah": 1, "Jateng": 2}, [("jawa-tengah", "Jawa Tengah", True), ("Jateng", "Jawa Tengah", False)]),
        ({"Jateng": 9, "Jawa Tengah": 1}, [("Jateng", "Jawa Tengah", False)]),
        ({"umkm": 1, "UMKM": 1}, [("umkm", "UMKM", True)]), ({"JawaTengah": 1, "Jawa Tengah": 2}, [("JawaTengah", "Jawa Tengah", False)]),
        ({"Perikanan": 10, "Perikannan": 1}, [("Perikannan", "Perikanan", False)]), ({"Perikanan": 9, "Perikannan": 1}, []),
        ({"Pemilu 2024": 10, "Pemilu 2029": 1}, []), ({"Banjir": 10, "Banjar": 1}, []), ({}, []),
    ],
)  # fmt: skip
def test_what_seems_to_mean_one_thing(counts: dict[str, int], expected: list[tuple[str, str, bool]]) -> None:
    """Spellings of one tag, short names of provinces, blanks left out, and rare tags a letter from a common one."""
    assert [(one.tag, one.other, one.is_spelling) for one in alike_tags(counts)] == expected


@pytest.mark.parametrize(
    ("short", "name"),
    [row.split(": ") for row in """babel: kepulauan-bangka-belitung
bangka-belitung: kepulauan-bangka-belitung
diy: daerah-istimewa-yogyakarta
dki: dki-jakarta
gtlo: gorontalo
jabar: jawa-barat
jateng: jawa-tengah
jatim: jawa-timur
kalbar: kalimantan-barat
kalsel: kalimantan-selatan
kaltara: kalimantan-utara
kalteng: kalimantan-tengah
kaltim: kalimantan-timur
kepri: kepulauan-riau
malut: maluku-utara
nad: aceh
ntb: nusa-tenggara-barat
ntt: nusa-tenggara-timur
pabar: papua-barat
pabardaya: papua-barat-daya
papeg: papua-pegunungan
pasel: papua-selatan
pateng: papua-tengah
sulbar: sulawesi-barat
sulsel: sulawesi-selatan
sulteng: sulawesi-tengah
sultra: sulawesi-tenggara
sulut: sulawesi-utara
sumbar: sumatera-barat
sumsel: sumatera-selatan
sumut: sumatera-utara
jogja: yogyakarta
jogjakarta: yogyakarta""".splitlines()],
)  # fmt: skip
def test_a_province_and_its_short_name_are_one(short: str, name: str) -> None:
    """However often each is used."""
    (found,) = alike_tags({short: 5, name: 7})
    assert (found.tag, found.other, found.is_spelling) == (short, name, False)


def test_how_often_each_of_two_is_used() -> None:
    """Of a tag with several spellings, all of them together; the one with more capitals names it."""
    assert list(alike_tags({"Jawa Tengah": 3, "jawa-tengah": 3, "Jateng": 2})) == [
        AlikeTags("jawa-tengah", "Jawa Tengah", 3, 3, is_spelling=True),
        AlikeTags("Jateng", "Jawa Tengah", 2, 6, is_spelling=False),
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"perikan": 10, "perikann": 1}, []), ({"perikana": 10, "perikann": 1}, [("perikann", "perikana")]), ({"perikanan": 10, "perikann": 1}, [("perikann", "perikanan")]),
        ({"perikanan": 19, "perikann": 2}, []), ({"perikanan": 20, "perikann": 2}, [("perikann", "perikanan")]), ({"perikanan": 20, "perikaxyn": 1}, []),
        ({"ab": 1, "a-b": 1}, [("a-b", "ab")]), ({"a-b-c": 5, "ab-c": 1, "abc": 1}, [("ab-c", "a-b-c"), ("ab-c", "abc"), ("abc", "a-b-c")]),
    ],
)  # fmt: skip
def test_slips_of_the_pen(counts: dict[str, int], expected: list[tuple[str, str]]) -> None:
    """Of long words, a letter from what is ten times as common; the rarer one comes first."""
    assert [(one.tag, one.other) for one in alike_tags(counts)] == expected
