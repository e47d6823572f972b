"""Which addresses in site.yaml lead nowhere, and which limits of the host are exceeded, when that becomes so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from generator.lint.site_rules import has_longer_list, numbered_page
from generator.model.deploy_targets import HOSTS
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


def test_rules_beyond_the_limit_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as the host takes pass in silence; one more is a warning, once."""
    monkeypatch.setitem(HOSTS, "apache", msgspec.structs.replace(HOSTS["apache"], rules=2))
    portal = site(tmp_path, config=f"{CONFIG}host: apache\n")
    portal.add("content/daerah/2024/10/a.md", article("A", aliases="[/a1/, /a2/]", timestamp="2024-10-01 10:00 WIB"))
    assert [one.code for one in portal.build().warnings] == []
    portal.add("content/daerah/2024/10/b.md", article("B", aliases="[/b1/, '/?p=7']", timestamp="2024-10-02 10:00 WIB"))
    [told] = [one for one in portal.build().warnings if one.code == "over-host-limit"]
    assert told.where.path == "site.yaml"
    assert told.message.startswith("Apache takes 2 rules: 2 old addresses are in none")
    portal.edit("content/daerah/2024/10/b.md", "berita", "kabar")
    assert [one.code for one in portal.build().warnings] == []


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"folder": 20}, "Netlify takes 20 files in a folder: daerah/2024/10/ has more"),
        ({"files": 10}, "Netlify takes 10 files: the portal has "),
        ({"largest": 1 << 20}, "Netlify takes files of 1 MB: daerah/2024/10/besar.pdf is larger"),
    ],
)
def test_files_beyond_a_limit_are_told_by_the_build_that_brings_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: dict[str, int], said: str
) -> None:
    """As many as the host takes pass in silence; an edit that adds nothing says nothing again."""
    portal = site(
        tmp_path,
        config=f"{CONFIG}host: netlify\npermalink: /{{category}}/{{year}}/{{month}}/{{slug}}.html\nmedia: {{allow: [.pdf]}}\n",
    )
    for number in range(20):
        portal.add(f"content/daerah/2024/10/a-{number}.md", article(f"Berita {number}"))
    portal.build()
    known = {"files": len(portal.files()) - 1} if "files" in limit else limit
    monkeypatch.setitem(HOSTS, "netlify", msgspec.structs.replace(HOSTS["netlify"], **known))
    portal.edit("content/daerah/2024/10/a-1.md", "berita", "kabar")
    assert [one.code for one in portal.build().warnings] == []
    portal.add("content/daerah/2024/10/satu-lagi.md", article("Satu Lagi"))
    portal.add("content/daerah/2024/10/besar.pdf", b"%PDF-1.4" + bytes(1 << 20))
    [told] = [one for one in portal.build().warnings if one.code == "over-host-limit"]
    assert told.message.startswith(said.replace("10 files", f"{known.get('files', 10):,} files"))
    portal.edit("content/daerah/2024/10/a-1.md", "kabar", "berita")
    assert [one.code for one in portal.build().warnings] == []


def test_rules_of_the_newsrooms_own_are_counted_on_gitlab(tmp_path: Path) -> None:
    """It reads the first thousand."""
    portal = site(tmp_path, config=f"{CONFIG}host: gitlab\nmedia: {{allow: [_redirects]}}\n")
    portal.add("content/_redirects", "".join(f"/a{number} /b\n" for number in range(1_001)))
    [told] = portal.build().warnings
    assert (told.code, told.message) == ("over-host-limit", "GitLab Pages takes 1,000 rules: _redirects has 1,001")
