"""What can be said of the content of a site that is not whole."""

from __future__ import annotations

import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import as_it_is
from generator.readers.provisional import read_provisionally
from tests.support import CONFIG, Portal, site


@pytest.fixture
def portal(tmp_path) -> Portal:
    return site(tmp_path)


def test_a_key_with_a_mistake_has_its_default(portal: Portal) -> None:
    """And what follows from that is known; what is right is kept."""
    portal.add("site.yaml", CONFIG + "permalink: x\nlimits: {article: 2 KB}\n")
    given = read_provisionally(portal.folder)
    assert given is not None
    assert given.site.reading.permalink == "/{category}/{year}/{month}/{slug}/"
    assert given.site.reading.article_bytes == 2048
    assert given.follows(Problem(Where("content/a.md"), "address-taken", as_it_is("x")))
    assert not given.follows(Problem(Where("content/a.md"), "bad-date", as_it_is("x")))


def test_a_key_with_a_mistake_has_what_it_had_before(portal: Portal) -> None:
    """So that content is not read otherwise for a mistake, nor if the text is no YAML at all."""
    before = CONFIG + "permalink: /{category}/{slug}/\nlimits: {article: 3 KB}\n"
    for text, most in ((CONFIG + "permalink: x\nlimits: {article: 2 KB}\n", 2048), ("name: [\n", 3072)):
        portal.add("site.yaml", text)
        given = read_provisionally(portal.folder, before)
        assert given is not None
        assert given.site.reading.permalink == "/{category}/{slug}/"
        assert given.site.reading.article_bytes == most
        assert given.follows(Problem(Where("content/a.md"), "address-taken", as_it_is("x")))


def test_without_the_theme_its_files_are_not_missed(portal: Portal) -> None:
    """Its words and templates neither."""
    portal.add("site.yaml", CONFIG + "theme: tiada\n")
    given = read_provisionally(portal.folder)
    assert given is not None
    assert given.theme.name == "kabar"
    assert given.follows(Problem(Where("content/a.md"), "dead-link", as_it_is('there is no "/aset/a.pdf"')))
    assert not given.follows(Problem(Where("content/a.md"), "dead-link", as_it_is('there is no "/a/"')))


@pytest.mark.parametrize("data", [None, b"\xff"])
def test_nothing_is_said_without_a_text(portal: Portal, data: bytes | None) -> None:
    """The folder may not even be a site."""
    portal.remove("site.yaml")
    if data is not None:
        portal.add("site.yaml", data)
    assert read_provisionally(portal.folder) is None
