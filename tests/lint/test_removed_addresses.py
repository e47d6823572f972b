"""Addresses are promises: what a build would take away is told, with where it should lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, NOW, Portal, Problem, RefusedError, article, site

A, B = "content/daerah/2024/10/banjir.md", "content/daerah/2024/10/pasar.md"
URL = "/daerah/2024/10/banjir/"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add(A, article("Banjir"))
    portal.add(B, article("Pasar"))
    portal.build()
    return portal


def lost(portal: Portal, **options: object) -> list[Problem]:
    return [one for one in portal.build(**options).warnings if one.code == "lost-address"]


def renamed(portal: Portal, new: str, text: str = "") -> None:
    old = portal.folder / A
    portal.add(new, text or old.read_text("utf-8"))
    old.unlink()


@pytest.mark.parametrize(
    ("new", "text"),
    [
        ("content/daerah/2024/10/air.md", ""),
        ("content/nasional/2024/10/banjir.md", article("Air Surut")),
        ("content/daerah/2024/10/air.md", article("Banjir", "Isi baru.")),
    ],
)
def test_a_file_with_another_name_is_found(portal: Portal, new: str, text: str) -> None:
    """By its bytes, its slug or its headline; the line that keeps the old address is ready to paste."""
    renamed(portal, new, text)
    (told,) = lost(portal)
    assert (told.path, told.hint) == (
        new,
        f"write aliases: [{URL}] into its front matter, so that the old address leads on",
    )
    assert lost(portal) == []


def test_the_alias_of_the_hint_mends_it(portal: Portal) -> None:
    """Nothing is lost then, also where nothing may be."""
    renamed(portal, "content/daerah/2024/10/air.md", article("Banjir", aliases=f"[{URL}]"))
    assert lost(portal, strict_addresses=True) == []
    assert "air/" in portal.read("daerah/2024/10/banjir/index.html")


def test_an_address_without_an_ending_is_told_as_it_is(portal: Portal) -> None:
    """Not as that of its file; the hint mends it."""
    portal.add("site.yaml", CONFIG + "permalink: /{year}/{slug}\n")
    portal.build()
    renamed(portal, "content/daerah/2024/10/air.md", article("Banjir"))
    (told,) = lost(portal)
    assert told.hint == "write aliases: [/2024/banjir] into its front matter, so that the old address leads on"


@pytest.mark.parametrize("alias", ["/2024/banjir", "/2024/banjir/", "/2024/banjir.html"])
def test_an_alias_leads_on_from_an_address_without_an_ending(portal: Portal, alias: str) -> None:
    """Whether its page is the file of the name or the page in the folder of that name."""
    portal.add("site.yaml", CONFIG + "permalink: /{year}/{slug}\n")
    portal.build()
    renamed(portal, "content/daerah/2024/10/air.md", article("Banjir", aliases=f"[{alias}]"))
    assert lost(portal, strict_addresses=True) == []


def test_nothing_is_taken_away_where_that_is_refused(portal: Portal) -> None:
    """The output stays, as often as it is tried; an address in site.yaml settles it."""
    (portal.folder / A).unlink()
    before = portal.files()
    for _ in range(2):
        with pytest.raises(RefusedError) as refused:
            portal.build(strict_addresses=True)
        assert [(one.code, one.path) for one in refused.value.problems] == [("lost-address", A)]
        assert "or say in site.yaml where its readers are led: redirects: {" + URL + ": /}" in str(refused.value)
    assert portal.files() == before
    portal.add("site.yaml", CONFIG + f"redirects: {{{URL}: /}}\n")
    assert lost(portal, strict_addresses=True) == []
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"draft": "true"}, "goes away, since this article is no longer published"),
        ({"timestamp": "2025-10-09 16:10 WIB"}, "goes away, since this article is no longer published"),
        ({"slug": "air"}, "of this article goes away"),
    ],
)
def test_an_edit_that_takes_the_address_away(portal: Portal, keys: dict[str, str], said: str) -> None:
    """A draft again, a year typed wrong, another slug."""
    portal.add(A, article("Banjir", **keys))
    (told,) = lost(portal)
    assert told.path == A
    assert said in told.message


def test_what_was_meant_is_not_told(portal: Portal) -> None:
    """An article that expires or is withdrawn, and an earlier time of the build."""
    portal.add(A, article("Banjir", expires="2024-10-11 00:00 WIB"))
    portal.build(strict_addresses=True)
    assert lost(portal, now=NOW + 2 * 86400, strict_addresses=True) == []
    portal.add(A, article("Banjir", expires="2024-10-01 00:00 WIB", timestamp="2024-09-01 10:00 WIB"))
    assert lost(portal, now=NOW + 2 * 86400, strict_addresses=True) == []


def test_another_permalink_takes_all_addresses_away(portal: Portal) -> None:
    """Each is told with the article that had it; as long as it is refused nothing changes."""
    before = portal.files()
    portal.add("site.yaml", CONFIG + "permalink: /{year}/{slug}/\n")
    with pytest.raises(RefusedError) as refused:
        portal.build(strict_addresses=True)
    assert [(one.path, one.code) for one in refused.value.problems] == [(A, "lost-address"), (B, "lost-address")]
    assert portal.files() == before


def test_a_store_that_was_lost_claims_nothing(portal: Portal) -> None:
    """Nobody knows what was published then."""
    (portal.folder / A).unlink()
    (portal.folder / ".ssg/store.db").unlink()
    assert lost(portal, strict_addresses=True) == []


def test_site_yaml_may_make_it_an_error(portal: Portal) -> None:
    """For all of the site, or for a folder of articles."""
    portal.add("site.yaml", CONFIG + "severity: {lost-address: error}\n")
    renamed(portal, "content/daerah/2024/10/air.md")
    assert [one.code for one in portal.problems()] == ["lost-address"]
