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
