"""The folders of the portal's lists, and what becomes of the lists that the source had."""

from __future__ import annotations

import pytest

from generator.annex.importing.found import Found, Person, Term
from generator.annex.importing.kanal import Kanal, Table
from generator.annex.importing.listing import list_addresses, listing_paths
from generator.annex.importing.survey import survey
from tests.exports import SITE
from tests.importing_support import item


def tags(*addresses: str) -> list[Found]:
    return [Term("tag", str(n), str(n), address=SITE + one) for n, one in enumerate(addresses)]


def people(*addresses: str) -> list[Found]:
    return [Person(str(n), str(n), address=SITE + one) for n, one in enumerate(addresses)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ("tag", "penulis")), (tags("/label/a/", "/topik/b/", "/topik/c"), ("topik", "penulis")), (people("/author/a/"), ("tag", "author")), (tags("/Label/a/"), ("tag", "penulis")),
        (tags("/blog/tag/a/"), ("tag", "penulis")), (tags("/a/"), ("tag", "penulis")), (tags("/indeks/a/"), ("tag", "penulis")), (people("/terkini/a/"), ("tag", "penulis")),
        ([*tags("/x/a/"), *people("/x/b/")], ("x", "penulis")), (people("/tag/a/"), ("tag", "penulis")), (tags("/penulis/a/"), ("tag", "penulis")),
        ([*tags("/penulis/a/"), *people("/author/a/")], ("tag", "author")),
    ],
)  # fmt: skip
def test_lists_stay_in_the_folders_that_they_were_in(found: list[Found], expected: tuple[str, str]) -> None:
    """If most were right below the front page, and the portal has no other use for the folder."""
    paths = listing_paths(survey(found))
    assert (paths.tag, paths.author) == expected


def test_each_list_leads_to_the_one_that_the_portal_has() -> None:
    """A category is a kanal or a tag; of what nothing was published, there is no list."""
    seen = survey(
        [
            Term("category", "d", "Daerah", address="/c/d/"), Term("category", "e", "Ekonomi Desa", address="/c/e/"), Term("category", "f", "Lain", address="/c/f/"), Term("category", "g", "G"),
            Term("tag", "1", "Harga Ikan", address="/t/harga/"), Term("tag", "2", "Kosong", address="/t/kosong/"), Person("s", "Sari", address="/a/sari/"), Person("m", "Made"),
            item("1", categories=("d", "e"), tags=("Harga Ikan",)),
        ]
    )  # fmt: skip
    table = Table((Kanal("daerah", "Daerah", ("d", "g")),), "daerah")
    assert list(list_addresses(seen, table, listing_paths(survey([])))) == [
        ("/c/d/", "/daerah/"), ("/c/e/", "/tag/ekonomi-desa/"), ("/t/harga/", "/tag/harga-ikan/"), ("/a/sari/", "/penulis/sari/"),
    ]  # fmt: skip
