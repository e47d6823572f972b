"""Plan: what must not share an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import article, site

ALIAS = "content/daerah/2024/10/pasar.md"
MEDIA = "content/lama.html/bagan.png"


@pytest.mark.parametrize("order", [(ALIAS, MEDIA), (MEDIA, ALIAS)])
def test_an_alias_and_a_folder_collide_whichever_comes_first(tmp_path: Path, order: tuple[str, str]) -> None:
    """A file cannot stand where the output has a folder; the build says so instead of failing half way."""
    texts = {ALIAS: article(aliases="[/lama.html]"), MEDIA: "gambar"}
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/lain.md", article())
    portal.add(order[0], texts[order[0]])
    portal.build()
    portal.add(order[1], texts[order[1]])
    problems = portal.problems()
    assert [one.message for one in problems] == ['the address "/lama.html" is already that of a folder of content/']
    assert problems[0].where.path == ALIAS
    portal.remove(order[0])
    portal.build()
    assert portal.files() == portal.clean()


def test_a_collision_makes_no_link_lead_nowhere(tmp_path: Path) -> None:
    """Two pages that want one address are one problem; links to other pages are none, in a first build or a later one."""
    portal = site(tmp_path)
    portal.add(ALIAS, article(body="Lihat [indeks](/indeks/) dan [kanal](/daerah/).", aliases="[/lama/]"))
    portal.add("content/daerah/2024/10/lain.md", article(aliases="[/lama/]"))
    message = 'the address "/lama/" is already that of content/daerah/2024/10/lain.md'
    assert [one.message for one in portal.problems()] == [message]
    portal.edit("content/daerah/2024/10/lain.md", "[/lama/]", "[/lain/]")
    portal.build()
    portal.edit("content/daerah/2024/10/lain.md", "[/lain/]", "[/lama/]")
    assert [one.message for one in portal.problems()] == [message]
