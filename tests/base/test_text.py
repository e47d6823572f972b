"""Plain text: slugs, folding, leads, suggestions."""

from __future__ import annotations

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base.text import clean, distance, fold, lead, slugify, squeeze, suggest, without_dateline


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Banjir Bandang di Agam", "banjir-bandang-di-agam"),
        ("Jum'at Berkah", "jumat-berkah"),
        ("Jum’at Berkah", "jumat-berkah"),
        ("Rp5.000 & 10%", "rp5-000-10"),
        ("Café Crème", "cafe-creme"),
        ("  --a--  ", "a"),
        ("日本", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("a\0b", "a-b"),
        ("", ""),
    ],
)
def test_slugs(text, slug):
    """A slug has a-z, 0-9 and single hyphens alone."""
    assert slugify(text) == slug


def test_a_long_slug_ends_with_a_word():
    """It is cut between words, and within one only if it is the first."""
    assert slugify("satu dua tiga", 9) == "satu-dua"
    assert slugify("satu dua tiga", 8) == "satu-dua"
    assert slugify("satu dua tiga", 7) == "satu"
    assert slugify("x" * 100, 80) == "x" * 80


@given(st.text(), st.integers(1, 100))
def test_slugs_always_fit(text, limit):
    """Whatever the text, the slug is one, no longer than the limit, and its own slug."""
    slug = slugify(text, limit)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= limit
    assert slugify(slug, limit) == slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kafé", "KAFE\N{COMBINING ACUTE ACCENT}"),
        ("/Berita/", "/berita/"),
        ("STRASSE", "straße"),
        ("\N{KELVIN SIGN}", "k"),
    ],
)
def test_paths_that_collide_fold_alike(one, other):
    """Letter case and Unicode form make no difference."""
    assert fold(one) == fold(other)


@given(st.text())
@example("\N{COMBINING GREEK YPOGEGRAMMENI}\N{COMBINING ACUTE ACCENT}")
@example("\N{GREEK SMALL LETTER ALPHA WITH YPOGEGRAMMENI}")
def test_folding_twice_changes_nothing(text):
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pendek.", "Pendek."),
        ("  Satu\n dua.  ", "Satu dua."),
        (
            "Warga Kabupaten Agam mulai pulang ke rumah masing-masing pada hari Rabu. " + "Kata " * 40,
            "Warga Kabupaten Agam mulai pulang ke rumah masing-masing pada hari Rabu.",
        ),
        (
            (
                "Kebakaran melanda kios milik dr. Sari Wulan dan H. Budi di Jl. Merdeka, Kota Padang, Sumatera Barat, "
                "pada Rabu malam sehingga puluhan orang mengungsi ke masjid dan sekolah di sekitarnya."
            ),
            (
                "Kebakaran melanda kios milik dr. Sari Wulan dan H. Budi di Jl. Merdeka, Kota Padang, Sumatera Barat, "
                "pada Rabu malam sehingga puluhan orang mengungsi ke masjid dan sekolah di…"
            ),
        ),
        ("“Kami sudah pulang sejak pagi tadi bersama anak-anak kami semua!” " + "kata " * 50, "“Kami sudah pulang sejak pagi tadi bersama anak-anak kami semua!”"),
        ("Satu dua, tiga " + "x" * 200, "Satu dua, tiga…"),
        ("x" * 200, "x" * 179 + "…"),
    ],
)  # fmt: skip
def test_leads(text, expected):
    """Whole sentences where they fit; a short word with a point ends none."""
    assert lead(text) == expected


@given(st.text(), st.integers(2, 200))
def test_a_lead_is_never_too_long(text, limit):
    """Not even by its ellipsis."""
    assert len(lead(text, limit)) <= limit


@pytest.mark.parametrize(
    "line",
    [
        "KOTA SANGKALA, KabarUji.com – ", "Semarang (ANTARA) - ", "Liputan6.com, Jakarta - ", "TEMPO.CO, Jakarta — ", "DEMAK – ",
        "MUARA TEDUH, KM -- ", "Demak, 28 November 2026 – ", "Kota Muara Teduh (Kabar Muara) – ",
    ],
)  # fmt: skip
def test_a_dateline_is_no_part_of_a_lead(line):
    """Nor is who reports."""
    assert without_dateline(f"{line}Harga ikan naik.") == "Harga ikan naik."
    assert without_dateline(f"{line}“Ini naik.”") == "“Ini naik.”"


@pytest.mark.parametrize(
    "text",
    [
        "Sari (34) - Warga Desa", "Presiden Joko Widodo (Jokowi) - Wakilnya", "PSIS - Persib 2-1", "DPRD – Ketua", "Demak – Kudus macet",
        "Menurut kompas.com kemarin – Warga", "DEMAK – kota itu", "Jalan Semarang-Demak rusak.", "DEMAK", " – ", "",
    ],
)  # fmt: skip
def test_other_beginnings_stay(text):
    """Whatever may be a part of the first sentence."""
    assert without_dateline(text) == text


def test_suggestions():
    """The nearest known word, or nothing when none is near."""
    assert suggest("Editr", ["author", "editor"]) == "editor"
    assert suggest("warna", ["author", "editor"]) == ""


@given(st.text(alphabet=st.characters(), max_size=40))
@example("a\u200b\u200d日\u200d\u200d日\u200d\u200c\xad\ufeff日")
@example("a\0b\x1b\x85c\u202e\u2068\ud800\ufdd0\uffff\U0001ffff\U0010ffff")
def test_a_clean_text_can_stand_anywhere(text):
    """It can be written as UTF-8, XML and JSON, holds nothing that turns it around, and is its own clean text."""
    found = clean(text)
    assert (ET.fromstring(f"<a>{escape(found)}</a>").text or "") == found
    assert json.loads(json.dumps(found)) == found
    assert not any(
        unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI") for c in found
    )
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n" for c in found)
    assert not any(ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF for c in found)
    assert clean(found) == found
    # Joiners stay in some places alone.
    kept = {c for c in found if not c.isspace()} - {"\u200c", "\u200d"}
    assert [c for c in found if c in kept] == [c for c in text if c in kept]


def test_what_people_write_is_clean():
    """No letter, quotation mark, dash or emoji of theirs is touched, nor the marks that Arabic needs."""
    text = "“Jum’at” – Rp5.000\u00a0… \u0627\u0644\u0644\u0647\u200f \u200e(\u064f) 日本 e\u0301 🇮🇩 👩\u200d👧\n\tx"
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jawa\u200b Tengah", "Jawa Tengah"), ("infra\xadstruktur", "infrastruktur"), ("\ufeffJudul\u2060", "Judul"),
        ("a\u200db\u200cc", "abc"), ("a\u200d 👩\u200d👧", "a 👩\u200d👧"), ("\u200e0812\u200f", "0812"),
        ("\u061cJudul", "Judul"), ("satu\u2028dua", "satu dua"), ("ꦱ꧀\u200cꦱ", "ꦱ꧀\u200cꦱ"), ("🏳️\u200d🌈", "🏳️\u200d🌈"),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_taken_out(text: str, expected: str) -> None:
    """A paste brings it along, and a tag with it would be a second tag that looks like the first."""
    assert clean(text) == expected


@given(st.text(alphabet=st.characters() | st.sampled_from(" \t\n\xa0\x1c\x85\u2003a"), max_size=9))
def test_a_squeezed_text_has_single_spaces_alone(text: str) -> None:
    """Any white space between words becomes one space, whichever way is taken."""
    assert squeeze(text) == re.sub(r"\s+", " ", text).strip()


@given(st.text(alphabet=st.characters(max_codepoint=0x250), max_size=9))
def test_letters_without_accents_are_folded_as_all_are(text: str) -> None:
    """The short way for ASCII folds to what the long one does."""
    assert fold(text) == unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


@given(
    st.text(
        st.sampled_from(
            list("a\n\t\0\x1f\x7f\x85\xa0\xad–é\u061c\u200b\u200d\u200e\u0627\u2028\ud800\ufeff\U0001f600")
        ),
        max_size=9,
    )
)
def test_a_long_text_is_cleaned_as_a_short_one(text: str) -> None:
    """What most of it consists of is left out of the look at its signs, and of nothing else."""
    assert clean(f"{text} {'air ' * 200}") == f"{clean(f'{text} ')}{'air ' * 200}"


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("sari", "sari", 0),
        ("sari", "sarri", 1),
        ("sari", "sri", 1),
        ("sari", "sira", 2),
        ("sari", "sair", 1),
        ("", "ab", 2),
    ],
)
def test_a_distance_counts_slips_of_the_pen(one: str, other: str, letters: int) -> None:
    """A letter more, less, another, or two swapped."""
    assert distance(one, other) == distance(other, one) == letters
