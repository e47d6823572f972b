"""Which files of a target stay with the last good page of an article that is held back, by what its pages refer to."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from generator.annex.deploying.held_pages import kept, tree_and
from generator.base.digest import MODULUS, entry
from generator.config import site_yaml
from generator.model.site import Site
from tests.support import CONFIG

PAGE, OTHER, TAG = "daerah/2024/10/a/index.html", "daerah/2024/10/b/index.html", "tag/langka/index.html"


def site_of(base_url: str) -> Site:
    found, problems = site_yaml.parse(CONFIG.replace("https://uji.example", base_url))
    assert found is not None
    assert not problems
    return found


SITE = site_of("https://uji.example")


def stays(
    files: dict[str, str], mine: Collection[str] = (PAGE,), notices: Collection[str] = (), site: Site = SITE
) -> set[str]:
    """Return what stays of the files of a target that are not built any more, each with its text."""

    def read(paths: Collection[str]) -> dict[str, bytes]:
        return {path: files[path].encode("utf-8", "surrogateescape") for path in paths if path in files}

    return kept([*files, *mine], {*mine}, notices, site, read)


@pytest.mark.parametrize(
    "named",
    [
        "<img src='/foto/a%20b.jpg'>", '<img srcset="/foto/x.jpg 480w, /foto/a%20b.jpg 960w">', '<a href="/foto/a%20b.jpg?x=1#y">',
        '<meta content="https://uji.example/foto/a%20b.jpg">', '<video poster="../../../../foto/a%20b.jpg">', '{"image":"https://uji.example/foto/a%20b.jpg"}',
        "{'image':'https://uji.example/foto/a%20b.jpg'}", '<a href="/foto/a%20b.jpg?a=1&amp;b=2">',
    ],
)  # fmt: skip
def test_what_a_page_shows_stays(named: str) -> None:
    """However it is named; nothing else that goes does."""
    found = stays({PAGE: f"\udcff{named}", "foto/a b.jpg": "", "foto/lain.jpg": "", OTHER: ""})
    assert found == {PAGE, "foto/a b.jpg"}


@pytest.mark.parametrize(
    "named",
    ['<img data-x="/foto/a.jpg">', '<img src="https://lain.example/foto/a.jpg">', "/foto/a.jpg", '<img src="http://[">', '<img src="">', '<img src=",">', f'<a href="/{OTHER}">'],
)  # fmt: skip
def test_what_a_page_does_not_show_goes(named: str) -> None:
    """Nor does another article stay since one leads to it."""
    assert stays({PAGE: named, "foto/a.jpg": "", OTHER: ""}) == {PAGE}


def test_a_portal_below_a_path() -> None:
    """Its files are named with it."""
    site = site_of("https://uji.example/kabar")
    files = {PAGE: '<img src="/kabar/foto/a.jpg"><img src="/foto/b.jpg">', "foto/a.jpg": "", "foto/b.jpg": ""}
    assert stays(files, site=site) == {PAGE, "foto/a.jpg"}


def test_a_list_that_leads_to_nothing_else_that_goes_stays() -> None:
    """That of a tag of the article alone, with what it shows; one that names an article that was taken down does not."""
    files = {
        PAGE: '<a href="/tag/langka/">',
        TAG: f'<a href="/{PAGE}"><img src="/gambar/t.jpg">',
        "gambar/t.jpg": "",
        OTHER: "",
    }
    assert stays(files) == {PAGE, TAG, "gambar/t.jpg"}
    assert stays({**files, TAG: files[TAG] + f'<a href="/{OTHER}">'}) == {PAGE}
    two = {
        **files,
        TAG: f'{files[TAG]}<a href="/tag/langka/2/">',
        "tag/langka/2/index.html": '<img src="/gambar/u.jpg">',
        "gambar/u.jpg": "",
    }
    assert "tag/langka/2/index.html" not in stays(two)
    assert stays({PAGE: f'<a href="/{OTHER}">', OTHER: ""}, (PAGE, OTHER)) == {PAGE, OTHER}


def test_a_page_that_names_what_was_withdrawn_goes() -> None:
    """Though it is held back."""
    files = {PAGE: f'<a href="/{OTHER}">', "foto/a.jpg": ""}
    assert stays(files, notices=[OTHER]) == set()
    assert stays(files, notices=["lain/index.html"]) == {PAGE}
    assert stays({**files, TAG: '<img src="/foto/a.jpg">'}, (PAGE, TAG), [OTHER]) == {TAG, "foto/a.jpg"}


def test_what_stays_does_so_with_its_packed_twins() -> None:
    """Readers get these in its place."""
    files = {PAGE: "", f"{PAGE}.gz": "", f"{PAGE}.br": "", f"{OTHER}.gz": ""}
    assert stays(files) == {PAGE, f"{PAGE}.gz", f"{PAGE}.br"}
    assert stays({"foto/a.jpg": "", "foto/a.jpg.gz": ""}, ["foto/a.jpg"]) == {"foto/a.jpg", "foto/a.jpg.gz"}


def test_the_digest_of_a_tree_with_what_stays() -> None:
    """It is that of the tree in which these files are."""
    assert tree_and("f" * 32, {}) == "f" * 32
    one = entry("a.html", b"1" * 16)
    assert tree_and("00", {"a.html": b"1" * 16}) == f"{one % MODULUS:032x}"
    assert tree_and(f"{MODULUS - 1:032x}", {"a.html": b"1" * 16}) == f"{(one - 1) % MODULUS:032x}"
