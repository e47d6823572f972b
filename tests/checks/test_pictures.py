"""Pictures that are too small, too heavy or shown nowhere."""

from __future__ import annotations

from pathlib import Path

from tests.checks_support import LONG, found, said
from tests.support import CONFIG, article, png, site

PHOTO = "{src: /foto/a.png, caption: Perahu, credit: Sari}"


def test_a_small_photo_is_told_once(tmp_path: Path) -> None:
    """At the line of the first article that shows it."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(1199, 800))
    portal.add("content/daerah/a.md", article(LONG, photo=PHOTO))
    portal.add("content/daerah/b.md", article(LONG, photo=PHOTO, timestamp="2024-10-08 10:00 WIB"))
    (one,) = found(portal, "small-photo")
    assert (one.where.path, one.where.line, one.where.column) == ("content/daerah/b.md", 6, 14)
    assert one.message == "this photo is 1,199 pixels wide, fewer than 1,200"
    portal.add("content/foto/a.png", png(1200, 800))
    assert said(portal, "small-photo") == []


def test_a_heavy_picture(tmp_path: Path) -> None:
    """By the bytes of its file."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(1200, 800) + bytes(5_000_000))
    (one,) = found(portal, "heavy-picture")
    assert (one.where.path, one.message) == ("content/foto/a.png", "this picture has 5 MB, more than 5")


def test_a_file_that_nothing_shows(tmp_path: Path) -> None:
    """Articles, people and site.yaml show files, and texts lead to them."""
    portal = site(tmp_path, config=f"{CONFIG}logo: /logo.png\n")
    for name in ("logo.png", "foto/a.png", "foto/b.png", "foto/c.png"):
        portal.add(f"content/{name}", png(8, 8))
    portal.add("content/daerah/a.md", article(LONG, "[Denah](/foto/b.png)", photo=PHOTO))
    (one,) = found(portal, "unused-media")
    assert (one.where.path, one.message) == ("content/foto/c.png", "nothing shows this file or leads to it")
