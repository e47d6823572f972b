"""Pictures that are too small, too heavy or shown nowhere."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from generator.lint.evidence import Picture
from generator.lint.picture_files import heavy_picture, small_photo, unused_media
from generator.model.site import Site
from tests.lint_support import LONG, desk, found, look, said, told
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


def test_all_that_is_said_of_pictures(configuration: Site) -> None:
    """A photo is told once, with its file; a drawing has another place; films have no width."""
    media = (
        Picture("foto/a.png", 5_000_000, 1, used=True), Picture("foto/b.png", 5_000_001, 1199, used=True),
        Picture("foto/c.png", 9, 1200, used=False), Picture("film/a.mp4", 9_000_000, 0, used=False),
        Picture("foto/d.SVG", 9, 9, used=False), Picture("logo.png", 9, 9, used=False),
    )  # fmt: skip
    looks = (
        look("0.md", photo="/foto/b.png", withdrawn=True), look("1.md", photo="/foto/b.png"),
        look("2.md", photo="/foto/b.png"), look("3.md", photo="/foto/a.png"), look("4.md", photo="/foto/c.png"),
        look("5.md", photo="/foto/tiada.png"), look("6.md"), look("7.md", photo="/film/a.mp4"),
    )  # fmt: skip
    one = desk(replace(configuration, logo="/logo.png"), *looks, media=media)
    assert (
        told(small_photo(one))
        == """\
small-photo 1.md:0:0 photo.src <>
  this photo is 1,199 pixels wide, fewer than 1,200
  > take the one that the camera made, not the one that a messenger sent on
  other foto/b.png
small-photo 3.md:0:0 photo.src <>
  this photo is 1 pixels wide, fewer than 1,200
  > take the one that the camera made, not the one that a messenger sent on
  other foto/a.png
"""
    )
    assert (
        told(heavy_picture(one))
        == """\
heavy-picture foto/b.png:0:0  <>
  this picture has 5 MB, more than 5
  > save it as JPEG with 2,400 pixels on its longer side
"""
    )
    assert (
        told(unused_media(one))
        == """\
unused-media foto/c.png:0:0  <>
  nothing shows this file or leads to it
  > delete it, or move it out of content/ if it is not for the public
unused-media film/a.mp4:0:0  <>
  nothing shows this file or leads to it
  > delete it, or move it out of content/ if it is not for the public
unused-media foto/d.SVG:0:0  <>
  nothing shows this file or leads to it
  > delete it, or move it into the assets/ of a theme
"""
    )
