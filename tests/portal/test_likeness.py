"""Tags that seem to mean one thing."""

from __future__ import annotations

import pytest

from generator.portal.likeness import alike


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
