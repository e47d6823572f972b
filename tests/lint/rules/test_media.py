"""Files that cannot be opened, that a build passes over, that nothing shows, and copies of what was withdrawn."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.lint_support import LONG, checked, found, said
from tests.photos import jpeg
from tests.support import CONFIG, article, png, site, ssg_here

GONE = "{timestamp: 2024-10-09 17:00 WIB, reason: trauma-korban, text: Dicabut.}"
PHOTO = "{src: /foto/a.png, caption: Perahu, credit: Sari}"


def test_what_readers_cannot_open(tmp_path: Path) -> None:
    """Sound and pictures that a text leads to; a picture that is shown is told where it is shown."""
    portal = site(tmp_path)
    for name in ("a.mp3", "b.png", "c.png", "d.wav"):
        portal.add(f"content/media/{name}", b"<html>404</html>" if name != "d.wav" else b"RIFF\xff\xff\xff\xffWAVE")
    links = "\n\n".join(f"[Dengar](/media/{name})" for name in ("a.mp3", "b.png", "d.wav"))
    portal.add("content/daerah/a.md", article(LONG, f"{links}\n\n![Perahu](/media/c.png)"))
    assert [one.path for one in found(portal, "broken-media")] == ["content/media/a.mp3", "content/media/b.png"]
    assert [one.path for one in found(portal, "broken-picture")] == ["content/daerah/a.md"]


def test_a_hidden_file_that_somebody_may_have_meant(tmp_path: Path) -> None:
    """With what helps; not what programs leave there."""
    portal = site(tmp_path)
    told = {
        ".htaccess": "ssg host apache prints", ".well-known/assetlinks.json": "for security.txt, write security:",
        "daerah/.draf/satu/a.md": "give it a name without the point", "daerah/.ht.md": "ssg host apache prints",
        "daerah/.naskah.md": "give it a name without the point", "foto/.lama/a.JPG": "give it a name without the point",
    }  # fmt: skip
    left = (
        "daerah/.DS_Store", "foto/._a.jpg", "foto/.a.jpg~", "foto/.a.jpg.Xy12", ".git/a.md", ".trash-1000/files/a.md",
        ".vscode/settings.json", "daerah/.gitkeep",
    )  # fmt: skip
    for path in (*told, *left):
        portal.add(f"content/{path}", "Isi.")
    places = [f"content/{path.partition('/.draf')[0]}" + "/.draf" * ("/.draf" in path) for path in told]
    places = [place.removesuffix("/assetlinks.json").removesuffix("/a.JPG") for place in places]
    problems = found(portal, "hidden-file")
    assert [one.path for one in problems] == places
    assert [hint for hint, one in zip(told.values(), problems, strict=True) if not one.hint.startswith(hint)] == []


def test_a_hidden_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    """In every form; links are not followed."""
    portal = site(tmp_path)
    content = os.fsencode(portal.folder / "content")
    with open(content + b"/.\xff.md", "w", encoding="utf-8") as file:
        file.write("Isi.")
    os.mkdir(content + b"/.\xfe")
    os.symlink("..", content + b"/.\xfe/lagi")
    assert [one.path for one in found(portal, "hidden-file")] == ["content/.?.md"]
    for form in ("text", "json", "gitlab", "github"):
        assert ssg_here(portal, "check", "--format", form).returncode == 0


def test_a_copy_of_a_withdrawn_photo(tmp_path: Path) -> None:
    """The same bytes, or those that readers had got; not a copy that only a draft shows, nor another photo."""
    portal = site(tmp_path)
    photo = jpeg(30, 20)
    for name in ("a.jpg", "b.jpg", "d.jpg"):
        portal.add(f"content/foto/{name}", photo)
    portal.add("content/foto/e.jpg", jpeg(40, 20))
    shown = PHOTO.replace("a.png", "a.jpg")
    portal.add("content/daerah/a.md", article(LONG, photo=shown))
    portal.add("content/daerah/b.md", article(LONG, photo=shown.replace("a.jpg", "d.jpg"), draft="true"))
    portal.build()
    portal.add("content/foto/c.jpg", (portal.output / "foto/a.jpg").read_bytes())
    assert said(portal, "withdrawn-copy") == []
    portal.add("content/daerah/a.md", article(LONG, photo=shown, retracted=GONE))
    assert said(portal, "withdrawn-copy") == [
        f'a.md:6: this article is withdrawn, but its picture "/foto/a.jpg" stays public as content/foto/{name}.jpg'
        for name in "bc"
    ]


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
    """Articles, people and site.yaml show files, and texts lead to them; a drawing may belong to the theme."""
    portal = site(tmp_path, config=f"{CONFIG}logo: /logo.png\n")
    for name in ("logo.png", "foto/a.png", "foto/b.png", "foto/c.png"):
        portal.add(f"content/{name}", png(8, 8))
    portal.add("content/foto/d.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    portal.add("content/daerah/a.md", article(LONG, "[Denah](/foto/b.png)", photo=PHOTO))
    told = {one.path: one.hint for one in checked(portal).warnings if one.code == "unused-media"}
    assert list(told) == ["content/foto/c.png", "content/foto/d.svg"]
    assert "assets/ of a theme" in told["content/foto/d.svg"]
