"""When the writer of a file is told of what is published. What is said is in fixtures/advice.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Portal, article, site

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>'
A = "content/daerah/2024/10/a.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/foto/a.svg", SVG)
    return portal


def told(portal: Portal) -> list[str]:
    """Build, and return the places of the warnings."""
    return [f"{one.path}:{one.line}:{one.column}" for one in portal.build().warnings]


def test_pages_and_people_are_told_too(portal: Portal) -> None:
    """Standing pages and profiles have bodies as well."""
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\n---\n![](/foto/a.svg)\n\n<b>Satu</b>\n")
    portal.add("content/authors/sari.md", "---\nname: Sari\n---\n![](/foto/a.svg)\n\n[gallery]\n")
    assert told(portal) == [
        f"content/{path}:{place}" for path in ("authors/sari.md", "pages/tentang.md") for place in ("4:5", "6:1")
    ]


def test_what_has_no_readers_is_not_warned_of(portal: Portal) -> None:
    """A draft is not finished, and a withdrawn article shows no picture."""
    photo = "{src: /foto/a.svg, credit: S}"
    portal.add(A, article("A", "![](/foto/a.svg) <b>x</b> [TODO]", photo=photo, draft="true"))
    gone = "{timestamp: 2024-10-10 09:00 WIB, reason: sara, text: Dicabut.}"
    portal.add("content/daerah/2024/10/b.md", article("B", photo=photo, sponsor="PT", retracted=gone))
    assert told(portal) == []


def test_a_warning_is_told_by_the_build_that_reads_the_file(portal: Portal) -> None:
    """Whoever saves a file is told of it, once; a build from nothing tells all, and a portal is built all the same."""
    for n in range(25):
        portal.add(f"content/daerah/2024/10/b-{n:02d}.md", article(f"B{n}", "![](/foto/a.svg)"))
    report = portal.build()
    assert (len(report.warnings), report.more_warnings) == (25, 0)
    assert told(portal) == []
    portal.edit("content/daerah/2024/10/b-07.md", "B7", "B tujuh")
    assert told(portal) == ["content/daerah/2024/10/b-07.md:7:5"]
    # A build that fails takes nothing in, and the next one reads the file again.
    portal.edit("content/daerah/2024/10/b-07.md", "B tujuh", "B VII")
    portal.add("content/daerah/2024/10/salah.md", article("X", author=""))
    portal.problems()
    portal.remove("content/daerah/2024/10/salah.md")
    assert told(portal) == ["content/daerah/2024/10/b-07.md:7:5"]
    assert portal.files() == portal.clean()
