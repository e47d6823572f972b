"""Pictures that are small or heavy, and files that nothing shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint_support import LONG, checked, found, said
from tests.support import CONFIG, article, png, site

GONE = "{timestamp: 2024-10-09 17:00 WIB, reason: trauma-korban, text: Dicabut.}"
PHOTO = "{src: /foto/a.png, caption: Perahu, credit: Sari}"


def test_a_small_photo_is_told_once(tmp_path: Path) -> None:
    """At the line of the first article that shows it; one that is withdrawn shows none."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(1199, 800))
    portal.add("content/daerah/a.md", article(LONG, photo=PHOTO))
    portal.add("content/daerah/b.md", article(LONG, photo=PHOTO, timestamp="2024-10-08 10:00 WIB"))
    portal.add("content/daerah/c.md", article(LONG, photo=PHOTO, timestamp="2024-10-07 10:00 WIB", retracted=GONE))
    (one,) = found(portal, "small-photo")
    assert (one.path, one.line, one.column) == ("content/daerah/b.md", 6, 14)
    portal.add("content/foto/a.png", png(1200, 800))
    assert said(portal, "small-photo") == []


@pytest.mark.parametrize(("more", "told"), [(4_990_000, []), (5_000_000, ["content/foto/a.png"])])
def test_a_heavy_picture(tmp_path: Path, more: int, told: list[str]) -> None:
    """By the bytes of its file."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(1200, 8) + bytes(more))
    assert [one.path for one in found(portal, "heavy-picture")] == told


def test_a_file_that_nothing_shows(tmp_path: Path) -> None:
    """Articles, drafts too, people and site.yaml show files, and texts lead to them; a pattern publishes others."""
    portal = site(tmp_path, config=f"{CONFIG}logo: /logo.png\nmedia: {{public: [arsip/**]}}\n")
    for name in ("logo.png", "foto/a.png", "foto/b.png", "foto/c.png", "foto/d.png", "arsip/2009/e.png"):
        portal.add(f"content/{name}", png(8, 8))
    portal.add("content/daerah/a.md", article(LONG, "[Denah](/foto/b.png)", photo=PHOTO))
    portal.add("content/daerah/b.md", article(LONG, "![X](/foto/d.png)", draft="true"))
    (told,) = [one for one in checked(portal).warnings if one.code == "unused-media"]
    assert told.path == "content/foto/c.png"
    assert told.hint.endswith("media: {public: [foto/c.png]}")
