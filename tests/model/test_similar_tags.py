"""Tags that seem to mean one thing."""

from __future__ import annotations

import pytest

from generator.model.similar_tags import Alike, alike


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
    assert [(one.tag, one.other, one.is_spelling) for one in alike(counts)] == expected


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
    (found,) = alike({short: 5, name: 7})
    assert (found.tag, found.other, found.is_spelling) == (short, name, False)


def test_how_often_each_of_two_is_used() -> None:
    """Of a tag with several spellings, all of them together; the one with more capitals names it."""
    assert list(alike({"Jawa Tengah": 3, "jawa-tengah": 3, "Jateng": 2})) == [
        Alike("jawa-tengah", "Jawa Tengah", 3, 3, is_spelling=True),
        Alike("Jateng", "Jawa Tengah", 2, 6, is_spelling=False),
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
    assert [(one.tag, one.other) for one in alike(counts)] == expected
