"""Which addresses in site.yaml lead nowhere, and which limits of the host are exceeded, when that becomes so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    made.add("content/daerah/2024/10/banjir.md", article("Banjir", tags="[Agam]"))
    made.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\n")
    return made


def menu(portal: Portal, *urls: str) -> None:
    """Let the menu lead to some addresses, one a line from the ninth on."""
    portal.add("site.yaml", CONFIG + "menu:\n" + "".join(f"  - {{name: X, url: '{url}'}}\n" for url in urls))


def test_an_address_of_the_portal_leads_somewhere(portal: Portal):
    """An article, also of another hour, a standing page, a listing, a file, and any other site."""
    portal.add("content/daerah/2024/10/besok.md", article("Besok", timestamp="2024-10-11 08:00 WIB"))
    menu(
        portal, "/", "/redaksi/", "/redaksi/#alamat", "/daerah/2024/10/banjir/", "/tag/agam/", "/indeks/", "/feed.xml",
        "/daerah/2024/10/besok/", "https://warta.example/tiada/",
    )  # fmt: skip
    portal.build()


def test_an_address_that_leads_nowhere_is_told_with_what_was_meant(portal: Portal):
    """A page that is misspelled or not written yet, a file of the theme or of content/, a list, and other letters than those of the address."""
    portal.add("content/dokumen/laporan.vtt", "%PDF-1.4\n")
    meant = {
        "/redaks/": 'did you mean "/redaksi/"?', "/aset/favicon.sgv": 'did you mean "/aset/favicon.svg"?',
        "/dokumen/laporan.pfd": 'did you mean "/dokumen/laporan.vtt"?', "/indek/": 'did you mean "/indeks/"?', "/tags/": 'did you mean "/tag/"?',
        "/daera/": 'did you mean "/daerah/"?', "/tag/agamm/": 'did you mean "/tag/agam/"?', "/Redaksi/": 'write "/redaksi/"',
        "/pedoman-siber/": "correct it, or write content/pages/pedoman-siber.md", "/foto/logo.svg": "correct it, or put the file into content/",
        "/Tag/agam/": 'write "/tag/agam/"',
    }  # fmt: skip
    menu(portal, *meant)
    assert [(one.path, one.code, one.line, one.hint) for one in portal.problems()] == [
        ("site.yaml", "dead-site-link", line, hint) for line, hint in enumerate(meant.values(), 10)
    ]


def test_addresses_of_site_yaml_die_with_their_page(portal: Portal):
    """In a later build, as in a clean one, though site.yaml was not touched; and live again with it."""
    menu(portal, "/redaksi/", "/tag/agam/")
    portal.build()
    before = portal.files()
    text = (portal.folder / "content/daerah/2024/10/banjir.md").read_text()
    portal.edit("content/daerah/2024/10/banjir.md", "tags: [Agam]\n", "")
    for _ in range(2):
        assert [one.line for one in portal.problems()] == [11]
        assert portal.files() == before
    portal.add("content/daerah/2024/10/banjir.md", text)
    assert portal.build().rendered == 0
    portal.remove("content/pages/redaksi.md")
    assert [one.line for one in portal.problems()] == [10]


def test_what_site_yaml_leads_to_may_be_unpublished(portal: Portal):
    """An article of the menu that expires at night does not stop the builds of that night."""
    menu(portal, "/daerah/2024/10/banjir/")
    portal.build()
    portal.add("content/daerah/2024/10/banjir.md", article("Banjir", expires="2024-10-10 11:00"))
    portal.build()
    assert not (portal.output / "daerah/2024/10/banjir").exists()


def test_addresses_wait_until_all_files_can_be_read(portal: Portal):
    """What could not be read may be what an address leads to; that is no second problem."""
    portal.add("content/pages/redaksi.md", "rusak")
    menu(portal, "/redaksi/")
    assert {problem.path for problem in portal.problems()} == {"content/pages/redaksi.md"}


@pytest.mark.parametrize(
    ("urls", "dead"),
    [
        # Two articles on a page: of the kanal three are published, three scheduled and two drafts.
        (["/daerah/halaman/1/", "/daerah/halaman/3/", "/terkini/halaman/2/", "/penulis/sari-wulan/halaman/1/"], []),
        (["/daerah/halaman/4/", "/daerah/halaman/0/", "/daerah/halaman/01/", "/tiada/halaman/1/", "/daerah/1/"], range(5)),
    ],
)  # fmt: skip
def test_pages_that_a_list_may_get(tmp_path: Path, urls: list[str], dead: list[int]) -> None:
    """When all is published, at whichever hour, they are there."""
    portal = site(tmp_path)
    for n in range(3):
        portal.add(f"content/daerah/a{n}.md", article(f"A {n}", tags="[Banjir]"))
        portal.add(f"content/daerah/b{n}.md", article(f"B {n}", timestamp="2024-10-11 08:00 WIB", author="Ani"))
    for n in range(2):
        portal.add(f"content/daerah/c{n}.md", article(f"C {n}", draft="true", tags="[Hujan]"))
    menu(portal, *urls)
    portal.add("site.yaml", (portal.folder / "site.yaml").read_text() + "per_page: 2\n")
    if dead:
        assert [one.line - 10 for one in portal.problems()] == [*dead]
    else:
        portal.build()
