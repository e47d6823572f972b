"""Site links: which addresses in site.yaml lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.lint.site_rules import has_longer_list, numbered_page
from generator.model.site import Site
from generator.store import groups
from generator.store.database import Store, open_store
from generator.theming.loading import read_site_yaml
from tests.support import CONFIG, Portal, article, site


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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Site]]:
    """Two articles on a page; of the kanal three are published, three are scheduled and two are drafts."""
    portal = site(tmp_path_factory.mktemp("lists"), config=f"{CONFIG}per_page: 2\n")
    for n in range(3):
        portal.add(f"content/daerah/a{n}.md", article(f"A {n}", tags="[Banjir]"))
        portal.add(f"content/daerah/b{n}.md", article(f"B {n}", timestamp="2024-10-11 08:00 WIB", author="Ani"))
    for n in range(2):
        portal.add(f"content/daerah/c{n}.md", article(f"C {n}", draft="true", tags="[Hujan]"))
    portal.build()
    with closing(open_store(portal.folder / ".ssg")) as store:
        yield store, read_site_yaml(portal.folder)


@pytest.mark.parametrize(
    ("url", "longer", "future"),
    [
        ("/daerah/1/", True, ("kanal", 1)), ("/daerah/2/", True, ("kanal", 2)), ("/daerah/3/", True, None), ("/daerah/4/", False, None),
        ("/terkini/3/", True, None), ("/terkini/2/", True, ("all", 2)), ("/penulis/sari-wulan/1/", True, None),
        ("/daerah/0/", False, None), ("/daerah/01/", False, None), ("/daerah/1", False, None), ("/daerah/x/", False, None),
        ("/daerah/1/1/", False, None), ("/tiada/1/", False, None), ("/1/", False, None), ("/daerah/1000000000/", False, None),
        ("/indeks/tag/b/", True, None), ("/indeks/tag/ban/", True, None), ("/indeks/tag/z/", False, None), ("/daerah/", False, None),
    ],
)  # fmt: skip
def test_pages_that_a_list_may_get(
    built: tuple[Store, Site], url: str, longer: bool, future: tuple[str, int] | None
) -> None:
    """When all is published, and when the hours bring what they bring; lists of tags that begin alike at any hour."""
    store, portal = built
    assert has_longer_list(store, url, portal) is longer
    found = numbered_page(store, url, portal.per_page)
    assert (found and (groups.get(store, found[0]).kind, found[1])) == future
