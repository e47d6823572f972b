"""Which region is meant by what an article says."""

from __future__ import annotations

import pytest

from generator.model.regions import Region, find, meant

REGIONS = (
    Region("jawa-tengah", "Jawa Tengah"), Region("jawa-tengah/kota-semarang", "Kota Semarang", "Jawa Tengah"),
    Region("jawa-tengah/kabupaten-semarang", "Kabupaten Semarang", "Jawa Tengah"),
    Region("jawa-tengah/kab-demak", "Kab. Demak", "Jawa Tengah"), Region("riau", "Riau"),
    Region("riau/kab-siak", "Kab. Siak", "Riau"), Region("lampung", "Lampung"), Region("lampung/siak", "Siak", "Lampung"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Jawa Tengah", "jawa-tengah"), (" /jawa-tengah/ ", "jawa-tengah"), ("Jawa Tengah/Kota Semarang", "jawa-tengah/kota-semarang"),
        ("Jawa Tengah / Semarang", "jawa-tengah/kabupaten-semarang"), ("Kota Semarang", "jawa-tengah/kota-semarang"),
        ("Semarang", "jawa-tengah/kabupaten-semarang"), ("Demak", "jawa-tengah/kab-demak"), ("Kabupaten Demak", "jawa-tengah/kab-demak"),
        ("Kab Demak", "jawa-tengah/kab-demak"), ("Riau/Demak", None), ("Siak", None), ("Riau/Siak", "riau/kab-siak"),
        ("Lampung/Siak", "lampung/siak"), ("Lampung/Kab. Siak", "lampung/siak"), ("Bali", None), ("", None),
    ],
)  # fmt: skip
def test_the_region_that_is_meant(written: str, slug: str | None) -> None:
    """By both names, or by its own if no other has that; the word for a regency may be left out."""
    found = find(written, REGIONS)
    assert (found.slug if found else None) == slug


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("Jawa Tengah, Demak", "Jawa Tengah/Kab. Demak"), ("Demak, Jawa Tengah", "Jawa Tengah/Kab. Demak"), ("Siak | Riau", "Riau/Kab. Siak"),
        ("Riau – Siak", "Riau/Kab. Siak"), ("Riau\\Siak", "Riau/Kab. Siak"), ("Jawa Tengh", "Jawa Tengah"), ("kota-semarng", "Jawa Tengah/Kota Semarang"),
        ("Entah, Kab Demak", "Jawa Tengah/Kab. Demak"), ("Bali", ""), ("", ""), ("/", ""),
    ],
)  # fmt: skip
def test_what_may_have_been_meant(written: str, path: str) -> None:
    """Whatever stands between province and regency, in either order; of a name that is spelt otherwise, the nearest."""
    assert meant(written, REGIONS) == path


def test_how_front_matter_calls_a_region() -> None:
    """A province by its name, a regency below its province."""
    assert [region.path for region in REGIONS[:2]] == ["Jawa Tengah", "Jawa Tengah/Kota Semarang"]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("jawa-tengah, kota-semarng", "Jawa Tengah/Kota Semarang"),
        ("Riau, Kab. Siakk", "Riau/Kab. Siak"),
        ("Jawa Tengh/Entah sekali", ""),
    ],
)
def test_what_may_have_been_meant_by_two_names(written: str, path: str) -> None:
    """Of both together the nearest, else of the last."""
    assert meant(written, REGIONS) == path
