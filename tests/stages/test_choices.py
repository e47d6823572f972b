"""Choices: what may stand in `related` and `unrelated`."""

from __future__ import annotations

import pytest

from tests.support import Portal, article, png, site

pytestmark = pytest.mark.unmeasured

FLOOD = "content/daerah/2024/10/banjir.md"
MARKET = "content/daerah/2024/10/pasar.md"


@pytest.fixture
def portal(tmp_path) -> Portal:
    found = site(tmp_path)
    found.add(FLOOD, article("Banjir", "Satu.\n\n<!-- halaman -->\n\nDua.", tags="[Agam]", aliases="[/lama/]"))
    found.add(MARKET, article("Pasar", aliases="[/pasar-lama/]"))
    found.add("content/foto/a.png", png(4, 3))
    found.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\n")
    found.add("content/authors/sari.md", "---\nname: Sari Wulan\n---\n")
    return found


def choose(portal: Portal, choices: str) -> None:
    """Let the report of the market say what is related to it."""
    portal.edit(MARKET, "title:", f"{choices}\ntitle:")


def said(portal: Portal) -> list[tuple[str, str]]:
    """Return place and sentence of each problem."""
    return [(str(problem.where), problem.message) for problem in portal.problems()]


@pytest.mark.parametrize("field", ["related", "unrelated"])
@pytest.mark.parametrize(
    "written",
    [
        "/redaksi/", "pages/redaksi.md", "/penulis/sari/", "authors/sari.md", "/foto/a.png", "/daerah/", "/tag/agam/", "/",
        "/terkini/", "/feed.xml", "/daerah/2024/10/banjir/2/",
    ],
)  # fmt: skip
def test_what_is_no_article_is_a_mistake(portal: Portal, field: str, written: str) -> None:
    """It could stand in no list, so it would be left out in silence."""
    choose(portal, f"{field}: [banjir, {written}]")
    (problem,) = portal.problems()
    assert (str(problem.where), problem.message) == (
        f"{MARKET}:2:{len(field) + 12}",
        f'"{written}" is no article',
    )
    assert problem.hint == f"{field} names articles: write the path to the .md file, the address or the slug of one"


@pytest.mark.parametrize("written", ["banjir", "/daerah/2024/10/banjir/", "daerah/2024/10/banjir.md", "/lama/"])
def test_an_article_is_none(portal: Portal, written: str) -> None:
    """By each of its names, also before its hour."""
    choose(portal, f"related: [{written}]")
    portal.build()
    assert "<h3>" in portal.read("daerah/2024/10/pasar/index.html")
    portal.edit(FLOOD, "timestamp: 2024-10-09", "timestamp: 2024-10-11")
    portal.build()
    assert "<h3>" not in portal.read("daerah/2024/10/pasar/index.html")


@pytest.mark.parametrize("written", ["pasar", "/daerah/2024/10/pasar/", "daerah/2024/10/pasar.md", "/pasar-lama/"])
@pytest.mark.parametrize("field", ["related", "unrelated"])
def test_the_article_itself_is_a_mistake(portal: Portal, field: str, written: str) -> None:
    """By each of its names."""
    choose(portal, f"{field}: [{written}]")
    assert said(portal) == [(f"{MARKET}:2:{len(field) + 4}", f"{field} names the article itself")]


@pytest.mark.parametrize("written", ["banjir", "/daerah/2024/10/banjir/", "daerah/2024/10/banjir.md", "/lama/"])
def test_one_article_cannot_be_in_both(portal: Portal, written: str) -> None:
    """However it is written in either of them."""
    choose(portal, f"related: [banjir]\nunrelated: [{written}]")
    assert said(portal) == [(f"{MARKET}:3:13", f'"{written}" is in related as well')]


def test_what_does_not_exist_is_one_mistake(portal: Portal) -> None:
    """It leads nowhere, and that is all there is to say."""
    choose(portal, "related: [bajir]")
    assert said(portal) == [(f"{MARKET}:2:11", 'this link leads nowhere: there is no "bajir"')]


def test_drafts_may_be_wrong(portal: Portal) -> None:
    """Until they are built."""
    choose(portal, "draft: true\nrelated: [/redaksi/]")
    portal.build()
    assert [problem.message for problem in portal.problems(drafts=True)] == ['"/redaksi/" is no article']


def test_an_article_becomes_something_else(portal: Portal) -> None:
    """In a later build, though the article that names it was not touched; and so in one that reads all references."""
    choose(portal, "related: [/info/]")
    portal.add(FLOOD, article("Banjir", aliases="[/info/]"))
    portal.build()
    portal.edit(FLOOD, "aliases: [/info/]\n", "")
    portal.add("content/pages/info.md", "---\ntitle: Info\n---\n")
    assert said(portal) == [(f"{MARKET}:2:11", '"/info/" is no article')]
    for number in range(600):
        portal.add(f"content/daerah/2024/09/a{number}.md", article("A", timestamp="2024-09-01 08:00 WIB"))
    assert said(portal) == [(f"{MARKET}:2:11", '"/info/" is no article')]
