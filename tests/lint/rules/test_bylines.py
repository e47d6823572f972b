"""Bylines that fit no profile. What is said of each is in fixtures/advice.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint_support import LONG, found, said
from tests.support import Portal, article, site, ssg_here


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/authors/sari.md", "---\nname: Sari Anggraini\ninitials: SA\nemail: sari@uji.example\n---\n")
    portal.add("content/authors/budi.md", "---\nname: Budi Rahman\n---\n")
    return portal


def test_a_name_is_told_once_and_mended_in_all_articles(portal: Portal) -> None:
    """At the newest one, with the number of all; one that is over is left alone."""
    portal.add("content/daerah/a.md", article(LONG, "Satu.", author="Sari Angraini"))
    portal.add(
        "content/daerah/b.md",
        article(f"{LONG} Lagi", "Dua.", author="[Budi Rahman, Sari Angraini]", timestamp="2024-10-08 10:00 WIB"),
    )
    portal.add(
        "content/daerah/c.md",
        article("Dicabut", author="Sari Angraini", retracted="{timestamp: 2024-10-10 09:00 WIB, reason: sara}"),
    )
    (one,) = found(portal, "near-byline")
    assert (one.path, one.line) == ("content/daerah/a.md", 3)
    assert one.message == '"Sari Angraini" has no profile, but "Sari Anggraini" has; 2 articles'
    ssg_here(portal, "check", "--fix", "--yes", SOURCE_DATE_EPOCH=str(portal.now))
    assert "author: Sari Anggraini\n" in (portal.folder / "content/daerah/a.md").read_text()
    assert "author: [Budi Rahman, Sari Anggraini]\n" in (portal.folder / "content/daerah/b.md").read_text()
    assert "author: Sari Angraini\n" in (portal.folder / "content/daerah/c.md").read_text()
    assert said(portal, "near-byline", "missing-profile") == []


def test_a_portal_without_profiles_is_asked_for_none(tmp_path: Path) -> None:
    """Until there is one."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, author="Oleh"))
    assert said(portal, "missing-profile", "near-byline") == []
    portal.add("content/authors/sari.md", "---\nname: Sari Anggraini\n---\n")
    assert said(portal, "missing-profile", "near-byline") == ['a.md:3: "Oleh" has no profile; 1 article']
