"""People: who is meant by a byline."""

from __future__ import annotations

from pathlib import Path

from tests.support import article, site

PROFILE = "---\nname: {}\ninitials: {}\nrole: Wartawan\n---\nHalo.\n"


def test_the_slug_of_a_profile_comes_before_names_of_others(tmp_path: Path) -> None:
    """A byline that is the slug of one person and the initials of another means the first."""
    portal = site(tmp_path)
    portal.add("content/authors/sw.md", PROFILE.format("Siti Warda", "SWA"))
    portal.add("content/authors/sari.md", PROFILE.format("Sari Wulan", "SW"))
    portal.add("content/daerah/2024/10/a.md", article("Judul", author="SW"))
    portal.build()
    assert 'href="/penulis/sw/"' in portal.read("daerah/2024/10/a/index.html")
    assert "Judul" in portal.read("penulis/sw/index.html")
    assert "Judul" not in portal.read("penulis/sari/index.html")


def test_two_people_with_the_same_initials(tmp_path: Path) -> None:
    """The first by path has them."""
    portal = site(tmp_path)
    portal.add("content/authors/ani.md", PROFILE.format("Ani Bakri", "AB"))
    portal.add("content/authors/asep.md", PROFILE.format("Asep Basri", "AB"))
    portal.add("content/daerah/2024/10/a.md", article("Judul", author="AB"))
    portal.build()
    assert "Judul" in portal.read("penulis/ani/index.html")
    assert portal.files() == portal.clean()
