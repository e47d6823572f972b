"""Site links: which addresses in site.yaml lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Portal, article, site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add("content/daerah/2024/10/banjir.md", article("Banjir", tags="[Agam]"))
    made.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\n")
    return made


def menu(portal: Portal, url: str) -> None:
    """Let the menu lead to an address."""
    portal.edit("site.yaml", "categories:", f"menu:\n  - {{name: X, url: {url}}}\ncategories:")


@pytest.mark.parametrize("url", ["/", "/redaksi/", "/daerah/2024/10/banjir/", "/tag/agam/", "/indeks/", "/feed.xml"])
def test_an_address_of_the_portal_leads_somewhere(portal: Portal, url: str):
    """An article, a standing page, a listing, a file."""
    menu(portal, url)
    portal.build()


def test_an_article_of_another_hour_is_not_dead(portal: Portal):
    """No hour makes a build fail that nobody has edited since."""
    portal.add("content/daerah/2024/10/besok.md", article("Besok", timestamp="2024-10-11 08:00 WIB"))
    menu(portal, "/daerah/2024/10/besok/")
    portal.build()


def test_a_misspelled_address_is_suggested(portal: Portal):
    """The problem shows where in site.yaml it is."""
    menu(portal, "/redaks/")
    (problem,) = portal.problems()
    assert problem.message == 'this leads nowhere: there is no "/redaks/"'
    assert problem.hint == 'did you mean "/redaksi/"?'
    assert problem.where.path == "site.yaml"
    assert "url: /redaks/" in problem.excerpt


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("/aset/favicon.sgv", "/aset/favicon.svg"), ("/dokumen/laporan.pfd", "/dokumen/laporan.vtt"),
        ("/indek/", "/indeks/"), ("/tags/", "/tag/"), ("/daera/", "/daerah/"), ("/tag/agamm/", "/tag/agam/"),
    ],
)  # fmt: skip
def test_whatever_people_write_by_hand_is_suggested(portal: Portal, url: str, meant: str):
    """A file of the theme, a file of content/, the archive, the index of tags, a listing."""
    portal.add("content/dokumen/laporan.vtt", "%PDF-1.4\n")
    menu(portal, url)
    (problem,) = portal.problems()
    assert problem.hint == f'did you mean "{meant}"?'


def test_a_page_that_is_not_written_yet(portal: Portal):
    """The hint names the file to write."""
    menu(portal, "/pedoman-siber/")
    (problem,) = portal.problems()
    assert problem.hint == "correct it, or write content/pages/pedoman-siber.md"


def test_an_address_in_other_letters(portal: Portal):
    """Many hosts tell letter case apart, so the address is named as it is spelled."""
    menu(portal, "/Redaksi/")
    (problem,) = portal.problems()
    assert problem.hint == 'write "/redaksi/"'


def test_addresses_wait_until_all_files_can_be_read(portal: Portal):
    """What could not be read may be what an address leads to; that is no second problem."""
    portal.add("content/pages/redaksi.md", "rusak")
    menu(portal, "/redaksi/")
    assert {problem.where.path for problem in portal.problems()} == {"content/pages/redaksi.md"}
