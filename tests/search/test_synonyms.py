"""Short names of provinces."""

from __future__ import annotations

import pytest

from generator.search.synonyms import SHORT_NAMES

PROVINCES = frozenset(
    """aceh bengkulu banten bali daerah-istimewa-yogyakarta dki-jakarta gorontalo jambi jawa-barat jawa-tengah jawa-timur
    kalimantan-barat kalimantan-selatan kalimantan-tengah kalimantan-timur kalimantan-utara kepulauan-bangka-belitung
    kepulauan-riau lampung maluku maluku-utara nusa-tenggara-barat nusa-tenggara-timur papua papua-barat papua-barat-daya
    papua-pegunungan papua-selatan papua-tengah riau sulawesi-barat sulawesi-selatan sulawesi-tengah sulawesi-tenggara
    sulawesi-utara sumatera-barat sumatera-selatan sumatera-utara""".split()
)
OTHERS = {
    "nad": "aceh",
    "jogja": "yogyakarta",
    "jogjakarta": "yogyakarta",
    "bangka-belitung": "kepulauan-bangka-belitung",
}
"""Which do not begin as the name does."""


@pytest.mark.parametrize("short", sorted(SHORT_NAMES.keys() - OTHERS.keys()))
def test_a_short_name_is_made_of_letters_of_the_name(short: str) -> None:
    """In their order; of which each is a province."""
    name = SHORT_NAMES[short]
    letters = iter(name)
    assert all(letter in letters for letter in short)
    assert name in PROVINCES


def test_other_short_names() -> None:
    assert {short: SHORT_NAMES.get(short) for short in OTHERS} == OTHERS
