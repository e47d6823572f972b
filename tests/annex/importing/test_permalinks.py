"""The pattern by which most articles of an archive keep their address."""

from __future__ import annotations

import pytest

from generator.annex.importing.addresses import hosts_of
from generator.annex.importing.permalinks import allows, permalink_of
from generator.annex.importing.survey import survey
from tests.exports import SITE
from tests.importing_support import item

USUAL = "/{category}/{year}/{month}/{slug}/"


def found(*paths: str, **said: object) -> str:
    """Return the permalink of an archive with articles at some paths, of 9 October 2019 in the kanal daerah."""
    seen = survey(item(str(n), **{"address": SITE + path, "slug": "banjir", **said}) for n, path in enumerate(paths, 1))
    return permalink_of(seen, {one.id: "daerah" for one in seen.entries}, hosts_of((SITE,)))


@pytest.mark.parametrize(
    ("path", "permalink"),
    [
        ("/2019/10/09/banjir/", "/{year}/{month}/{day}/{slug}/"), ("/daerah/2019/banjir", "/daerah/{year}/{slug}"), ("/daerah/banjir.html", "/{category}/{slug}.html"),
        ("/1/banjir/", "/{id}/{slug}/"), ("/berita/1.html", "/berita/{id}.html"), ("/2018/10/banjir/", "/2018/10/{slug}/"), ("/10/2019/banjir/", "/10/{year}/{slug}/"), ("/x/", USUAL), ("/banjir/?x=1", USUAL),
        ("/daerah/1", "/{category}/{id}"),
    ],
)  # fmt: skip
def test_the_pattern_names_what_an_address_is_made_of(path: str, permalink: str) -> None:
    """The parts of a date in their order alone; one that fits nothing keeps nobody's address."""
    got = found(path)
    assert got == permalink.replace("/daerah/{year}", "/{category}/{year}")


def test_most_articles_decide() -> None:
    """Of those that readers have, with a time and a slug."""
    assert found("/a/banjir/", "/b/banjir/", "/b/banjir/") == "/b/{slug}/"
    for said in (
        {"state": "draft"},
        {"kind": "page"},
        {"published": None},
        {"slug": ""},
        {"address": "https://lain.example/banjir/"},
    ):
        assert found("/banjir/", **said) == USUAL, said  # type: ignore[arg-type]


def test_a_site_can_have_a_pattern_with_what_tells_articles_apart() -> None:
    """One in which all would have one address is passed over."""
    assert allows("/{year}/{slug}/")
    assert not allows("/{tahun}/{slug}/")
    assert found("/2019/", "/2019/", "/banjir/") == "/{slug}/"
    assert not allows("/a b/{slug}/")
    assert found("/a%20b/banjir/", "/a%20b/banjir/", "/banjir/") == "/{slug}/"
