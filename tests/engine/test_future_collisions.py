"""Two that want one address are told when the second is saved, whenever they are published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, article, site

HERE = "content/daerah/lama.md"
THERE = "content/daerah/baru.md"
NIGHT = "2024-10-11 03:00 WIB"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return site(tmp_path, config=CONFIG + "per_page: 2\n")


def told(portal: Portal) -> list[tuple[str, str]]:
    """Return where and what the problems are, which a first build tells as a later one does."""
    found = [(one.path, one.message) for one in portal.problems()]
    first = Portal(portal.folder.parent / "first")
    first.now = portal.now
    (portal.folder / "content").rename(first.folder.parent / "content")
    first.add("site.yaml", (portal.folder / "site.yaml").read_bytes())
    (first.folder.parent / "content").rename(first.folder / "content")
    assert [(one.path, one.message) for one in first.problems()] == found
    (first.folder / "content").rename(portal.folder / "content")
    return found


@pytest.mark.parametrize("hours", [("2024-10-01", ""), ("2024-10-11", ""), ("2024-10-01", "2024-10-02")])
def test_an_article_has_its_address_at_every_hour(portal: Portal, hours: tuple[str, str]) -> None:
    """Before its hour, and after it was taken down: the newer of two articles is told, and no two take turns."""
    start, end = hours
    portal.add(HERE, article("Lama", slug="sama", timestamp=f"{start} 03:00 WIB", **({"expires": end} if end else {})))
    portal.build()
    portal.add(THERE, article("Baru", slug="sama", timestamp="2024-10-12 03:00 WIB"))
    address = "/daerah/2024/10/sama/"
    assert told(portal) == [(THERE, f'the address "{address}" is already that of {HERE}')]
    assert [one.path for one in portal.build(hold=True).held] == [THERE]
    assert portal.files() == portal.clean(hold=True)


@pytest.mark.parametrize("first", ["redirect", "article"])
def test_a_scheduled_article_meets_what_site_yaml_leads_on_from(portal: Portal, first: str) -> None:
    """Whichever comes first, the article is told now, and not at its hour."""
    steps = [
        lambda: portal.edit("site.yaml", "per_page", "redirects: {/lama/: /daerah/}\nper_page"),
        lambda: portal.add(HERE, article("Lama", timestamp=NIGHT, aliases="[/lama/]")),
    ]
    portal.add(THERE, article("Baru"))
    for step in steps if first == "redirect" else steps[::-1]:
        portal.build()
        step()
    assert told(portal) == [(HERE, 'the address "/lama/" is already that of site.yaml')]


def test_a_scheduled_article_that_meets_itself(portal: Portal) -> None:
    """Its alias is the address of its second page."""
    body = "Satu.\n\n<!-- halaman -->\n\nDua."
    portal.add(HERE, article("Lama", body, aliases="[/daerah/2024/10/lama/2/]", timestamp=NIGHT))
    message = 'the address "/daerah/2024/10/lama/2/" is already that of this article itself'
    assert told(portal) == [(HERE, message)]


def test_a_draft_meets_nothing(portal: Portal) -> None:
    """Its hour does not come by itself."""
    portal.add(HERE, article("Lama", aliases="[/sama/]"))
    portal.add(THERE, article("Baru", timestamp=NIGHT, aliases="[/sama/]", draft="true"))
    portal.build(now=portal.now + 86400)
