"""Beside: a path that counts from the folder of the text if there is such a file, else from content/."""

from __future__ import annotations

import pytest

from tests.support import CONFIG, Portal, article, png, site

NEAR, FAR = "content/daerah/2024/10/peta/a.png", "content/peta/a.png"
TEXT = "content/daerah/2024/10/banjir.md"
PAGE = "daerah/2024/10/banjir/index.html"


@pytest.fixture
def portal(tmp_path) -> Portal:
    found = site(tmp_path)
    found.add(TEXT, article("Banjir", "![Peta](peta/a.png) dan [unduh](peta/a.png?b#c)."))
    return found


@pytest.mark.slow
def test_the_nearer_file_is_meant(portal):
    """Whichever comes first, and though nobody touches the text; the other one is said."""
    portal.add(FAR, png(4, 3))
    portal.build()
    assert 'src="/peta/a.png"' in portal.read(PAGE)
    portal.add(NEAR, png(8, 6))
    told = portal.build().warnings
    assert [(one.code, one.line, one.column) for one in told] == [
        ("unclear-path", 7, 9),
        ("unclear-path", 7, 33),
    ]
    page = portal.read(PAGE)
    assert 'src="/daerah/2024/10/peta/a.png"' in page
    assert 'href="/daerah/2024/10/peta/a.png?b#c"' in page
    assert portal.files() == portal.clean()
    portal.remove(FAR)
    assert not portal.build().warnings
    assert portal.files() == portal.clean()
    portal.add(FAR, png(4, 3))
    assert len(portal.build().warnings) == 2
    portal.remove(NEAR)
    assert not portal.build().warnings
    assert 'src="/peta/a.png"' in portal.read(PAGE)
    assert portal.files() == portal.clean()


def test_a_file_that_is_nowhere_is_missing(portal):
    """At both places: the problem shows what was written."""
    portal.add(NEAR, png(4, 3))
    portal.build()
    portal.remove(NEAR)
    assert [one.message.split('"')[1] for one in portal.problems()] == ["peta/a.png", "peta/a.png?b#c"]


def test_two_files_can_be_an_error(portal):
    """Also when site.yaml says so later."""
    portal.add(NEAR, png(4, 3))
    portal.add(FAR, png(4, 3))
    assert len(portal.build().warnings) == 2
    portal.add("site.yaml", CONFIG + "severity: {unclear-path: error}\n")
    assert [one.code for one in portal.problems()] == ["unclear-path"] * 2


def test_articles_lie_beside_each_other_too(portal):
    """A Baca Juga to a file in a folder below."""
    portal.add(TEXT, article("Banjir", "Satu.\n\nBaca Juga: [](lanjutan/dua.md)"))
    portal.add("content/daerah/2024/10/lanjutan/dua.md", article("Dua"))
    portal.build()
    assert ">Dua</a>" in portal.read(PAGE)
    portal.add(TEXT, article("Banjir", "Lihat [itu](/tiada/).\n\nBaca Juga: [](lanjutan/dua.md)", editor=""))
    assert [one.code for one in portal.problems()] == ["missing-editor", "dead-link"]


def test_a_path_that_begins_with_a_slash_is_not_looked_for_beside(portal):
    """It says where it counts from."""
    portal.add(FAR, png(4, 3))
    portal.add(NEAR, png(8, 6))
    portal.add(TEXT, article("Banjir", "![Peta](/peta/a.png)"))
    assert not portal.build().warnings
    assert 'src="/peta/a.png"' in portal.read(PAGE)


@pytest.mark.parametrize("name", ["peta/A.png", "PETA/A.PNG"])
def test_letter_case_makes_no_difference(portal, name):
    """As in addresses: on file systems that do not tell it apart, and on those that do, one file is meant."""
    portal.add(f"content/daerah/2024/10/{name}", png(8, 6))
    portal.build()
    assert f'src="/daerah/2024/10/{name}"' in portal.read(PAGE)
    portal.add(FAR, png(4, 3))
    assert [one.code for one in portal.build().warnings] == ["unclear-path"] * 2
    portal.remove(f"content/daerah/2024/10/{name}")
    portal.build()
    assert 'src="/peta/a.png"' in portal.read(PAGE)
    assert portal.files() == portal.clean()
    portal.remove(FAR)
    portal.add("content/PETA/a.png", png(4, 3))
    portal.build()
    assert 'src="/PETA/a.png"' in portal.read(PAGE)
    assert portal.files() == portal.clean()


def test_a_path_like_one_of_the_portals_own_folders(portal):
    """Where the picture may lie beside the text, it is missing there, and may be; the portal's folders are nobody's."""
    portal.add("site.yaml", CONFIG + "severity: {missing-picture: warning}\n")
    portal.add(TEXT, article("Banjir", "![Peta](gambar/a.png)"))
    assert portal.build().tolerated == {"missing-picture": 1}
    portal.add("content/daerah/2024/10/gambar/A.png", png(8, 6))
    assert not portal.build().tolerated
    assert 'src="/daerah/2024/10/gambar/A.png"' in portal.read(PAGE)
    portal.add(TEXT, article("Banjir", "![Peta](/gambar/a.png)"))
    assert [one.code for one in portal.problems()] == ["reserved-address"]
