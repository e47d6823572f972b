"""Files that cannot be opened, that a build passes over, and copies of what was withdrawn."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.annex.scrubbing import cleaned
from generator.base.sentences import sentence
from generator.lint.rules.evidence import Copy, MediaRow
from generator.lint.rules.media import (
    broken_media,
    heavy_picture,
    hidden_file,
    small_photo,
    unused_media,
    withdrawn_copy,
)
from generator.model.records import Link
from generator.model.site import Site
from tests.annex.scrubbing.test_sound import COVER
from tests.lint_support import LONG, evidence, found, row, said, told
from tests.photos import jpeg
from tests.support import CONFIG, article, png, run, site

GONE = "{timestamp: 2024-10-09 17:00 WIB, reason: trauma-korban, text: Dicabut.}"
PHOTO = "{src: /foto/a.jpg, caption: Perahu, credit: Sari}"


def test_what_readers_cannot_open(tmp_path: Path) -> None:
    """Sound and pictures that a text leads to; a picture that is shown is told where it is shown."""
    portal = site(tmp_path)
    for name in ("a.mp3", "b.png", "c.png", "d.wav"):
        portal.add(f"content/media/{name}", b"<html>404</html>" if name != "d.wav" else b"RIFF\xff\xff\xff\xffWAVE")
    links = "\n\n".join(f"[Dengar](/media/{name})" for name in ("a.mp3", "b.png", "d.wav"))
    portal.add("content/daerah/a.md", article(LONG, f"{links}\n\n![Perahu](/media/c.png)"))
    assert said(portal, "broken-media") == [
        "content/media/a.mp3:0: this file is neither film nor sound, so readers may not be able to open it",
        "content/media/b.png:0: this file is not the picture that its name says, so readers may not be able to open it",
    ]
    assert [one.where.path for one in found(portal, "broken-picture")] == ["content/daerah/a.md"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (".well-known/assetlinks.json", ".well-known"),
        (".htaccess", ".htaccess"),
        ("daerah/.naskah.md", "daerah/.naskah.md"),
        ("daerah/.draf/satu/a.md", "daerah/.draf"),
        ("foto/.lama/a.JPG", "foto/.lama"),
        ("daerah/.DS_Store", ""),
        ("foto/._a.jpg", ""),
        ("foto/.a.jpg~", ""),
        ("foto/.a.jpg.Xy12", ""),
        (".git/a.md", ""),
        (".trash-1000/files/a.md", ""),
        (".vscode/settings.json", ""),
        ("daerah/.gitkeep", ""),
    ],
)
def test_a_hidden_file_that_somebody_may_have_meant(tmp_path: Path, path: str, told: str) -> None:
    """Not what programs leave there."""
    portal = site(tmp_path)
    portal.add(f"content/{path}", "Isi.")
    assert [one.where.path for one in found(portal, "hidden-file")] == ([f"content/{told}"] if told else [])


@pytest.mark.parametrize("form", ["text", "json", "sarif", "gitlab", "github"])
def test_a_hidden_name_that_is_no_text_is_told(tmp_path: Path, form: str) -> None:
    """In every form; links are not followed."""
    portal = site(tmp_path)
    content = os.fsencode(portal.folder / "content")
    with open(content + b"/.\xff.md", "w", encoding="utf-8") as file:
        file.write("Isi.")
    os.mkdir(content + b"/.\xfe")
    os.symlink("..", content + b"/.\xfe/lagi")
    assert [one.where.path for one in found(portal, "hidden-file")] == ["content/.?.md"]
    assert run("--site", str(portal.folder), "check", "--format", form) == 0


def test_a_copy_of_a_withdrawn_photo(tmp_path: Path) -> None:
    """The same bytes, or those that readers had got; not a copy that only a draft shows, nor another photo."""
    portal = site(tmp_path)
    portal.add("content/foto/a.jpg", COVER)
    portal.add("content/foto/b.jpg", COVER)
    portal.add("content/foto/c.jpg", cleaned(COVER))
    portal.add("content/foto/d.jpg", COVER)
    portal.add("content/foto/e.jpg", jpeg(30, 20))
    portal.add("content/foto/f.png", png(8, 8))
    portal.add("content/daerah/a.md", article(LONG, photo=PHOTO))
    portal.add("content/daerah/b.md", article(LONG, photo=PHOTO.replace("a.jpg", "d.jpg"), draft="true"))
    assert said(portal, "withdrawn-copy") == []
    portal.add("content/daerah/a.md", article(LONG, "![Air](/foto/f.png)", photo=PHOTO, retracted=GONE))
    assert said(portal, "withdrawn-copy") == [
        f'a.md:6: this article is withdrawn, but its picture "/foto/a.jpg" stays public as content/foto/{name}.jpg'
        for name in "bc"
    ]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (".well-known/assetlinks.json", "for security.txt, write security: into site.yaml; give other files to the host of the portal itself"),
        (".htaccess", "ssg host apache prints what a server is to be told; move this out of content/"),
        ("daerah/.naskah.md", "give it a name without the point, or move it out of content/ if it is not for the public"),
        ("daerah/.ht.md", "ssg host apache prints what a server is to be told; move this out of content/"),
    ],
)  # fmt: skip
def test_each_hidden_file_has_the_hint_that_helps(tmp_path: Path, path: str, hint: str) -> None:
    """By what it is for."""
    portal = site(tmp_path)
    portal.add(f"content/{path}", "Isi.")
    (problem,) = found(portal, "hidden-file")
    assert str(problem.hint) == hint


def test_all_that_is_said_of_files(configuration: Site) -> None:
    """Of what is broken, hidden or a copy: what is wrong, and what to do."""
    media = (
        MediaRow("a.mp4", 9, 0, used=True, fault=sentence("is no film"), hint=sentence("make it anew")),
        MediaRow("b.mp4", 9, 0, used=True),
    )
    copies = (Copy("a.md", Link("image", "/foto/a.png", line=8, column=2), "foto/b.png"),)
    hidden = (".well-known", "daerah/.htaccess", "daerah/.a.md", "daerah/.well-known")
    one = evidence(configuration, media=media, copies=copies, hidden=hidden)
    assert (
        told(broken_media(one))
        == """\
broken-media a.mp4:0:0  <>
  this file is no film, so readers may not be able to open it
  > make it anew
"""
    )
    assert (
        told(hidden_file(one))
        == """\
hidden-file .well-known:0:0  <>
  this is not published, since its name begins with a point
  > for security.txt, write security: into site.yaml; give other files to the host of the portal itself
hidden-file daerah/.htaccess:0:0  <>
  this is not published, since its name begins with a point
  > ssg host apache prints what a server is to be told; move this out of content/
hidden-file daerah/.a.md:0:0  <>
  this is not published, since its name begins with a point
  > give it a name without the point, or move it out of content/ if it is not for the public
hidden-file daerah/.well-known:0:0  <>
  this is not published, since its name begins with a point
  > give it a name without the point, or move it out of content/ if it is not for the public
"""
    )
    assert (
        told(withdrawn_copy(one))
        == """\
withdrawn-copy a.md:8:2  <>
  this article is withdrawn, but its picture "/foto/a.png" stays public as content/foto/b.png
  > if nobody is to see it any more, delete content/foto/b.png as well
  other foto/b.png
"""
    )


PHOTO_PICTURE_FILES = "{src: /foto/a.png, caption: Perahu, credit: Sari}"


def test_a_small_photo_is_told_once(tmp_path: Path) -> None:
    """At the line of the first article that shows it."""
    portal = site(tmp_path)
    portal.add("content/foto/a.png", png(1199, 800))
    portal.add("content/daerah/a.md", article(LONG, photo=PHOTO_PICTURE_FILES))
    portal.add("content/daerah/b.md", article(LONG, photo=PHOTO_PICTURE_FILES, timestamp="2024-10-08 10:00 WIB"))
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
    portal.add("content/daerah/a.md", article(LONG, "[Denah](/foto/b.png)", photo=PHOTO_PICTURE_FILES))
    (one,) = found(portal, "unused-media")
    assert (one.where.path, one.message) == ("content/foto/c.png", "nothing shows this file or leads to it")


def test_all_that_is_said_of_pictures(configuration: Site) -> None:
    """A photo is told once, with its file; a drawing has another place; films have no width."""
    media = (
        MediaRow("foto/a.png", 5_000_000, 1, used=True), MediaRow("foto/b.png", 5_000_001, 1199, used=True),
        MediaRow("foto/c.png", 9, 1200, used=False), MediaRow("film/a.mp4", 9_000_000, 0, used=False),
        MediaRow("foto/d.SVG", 9, 9, used=False), MediaRow("logo.png", 9, 9, used=False),
    )  # fmt: skip
    rows = (
        row("0.md", photo="/foto/b.png", withdrawn=True), row("1.md", photo="/foto/b.png"),
        row("2.md", photo="/foto/b.png"), row("3.md", photo="/foto/a.png"), row("4.md", photo="/foto/c.png"),
        row("5.md", photo="/foto/tiada.png"), row("6.md"), row("7.md", photo="/film/a.mp4"),
    )  # fmt: skip
    one = evidence(replace(configuration, logo="/logo.png"), *rows, media=media)
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
