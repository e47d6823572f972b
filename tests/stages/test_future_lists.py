"""Future lists: pages of lists that there are when more articles are published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from generator.portal.site import Site
from generator.readers.site import read_configuration
from generator.stages.future_lists import future_numbered_page, has_longer_list
from generator.store import groups
from generator.store.database import Store, open_store
from tests.support import CONFIG, article, site


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
        yield store, read_configuration(portal.folder)


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
    found = future_numbered_page(store, url, portal.per_page)
    assert (found and (groups.get(store, found[0]).kind, found[1])) == future
