"""What a link, a shortcode or a picture's address means that names a file of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.importing.sources.file_links import FileLinks

ADDRESSES = {
    "content/a/b.md": "/a/b/", "content/a/c.markdown": "/a/c/", "content/d.md": "/d/", "e/f.html": "/f/", "g/sama.md": "/g/", "h/sama.md": "/h/", "content/x/y/z.md": "/z/", "content/xilem.md": "/xilem/",
}  # fmt: skip


def links() -> FileLinks:
    return FileLinks("/tiada", ADDRESSES)


@pytest.mark.parametrize(
    ("target", "path", "address"),
    [
        ("c.markdown", "content/a/b.md", "/a/c/"), ("../d.md", "content/a/b.md", "/d/"), ("./b.md", "content/a/c.markdown", "/a/b/"), ("@/d.md", "content/a/b.md", "/d/"), ("a/b.md", "content/d.md", "/a/b/"), ("a/b.md", "lain/x.md", "/a/b/"),
        ("/a/b.md", "lain/x.md", "/a/b/"), ("/e/f.html", "content/a/b.md", "/f/"), ("z.md", "content/d.md", "/z/"), ("y/z.md", "e/f.html", "/z/"), ("@/y/z.md", "e/f.html", "/z/"), ("sama.md", "content/d.md", "sama.md"), ("sama.md", "g/lain.md", "/g/"),
        ("tiada.md", "content/d.md", "tiada.md"), ("g/sama.md", "content/d.md", "/g/"), ("e/f.html", "x.md", "/f/"), ("/xilem.md", "e/f.html", "/xilem/"), ("xilem.md", "e/f.html", "/xilem/"), ("ama.md", "content/d.md", "ama.md"),
    ],
)  # fmt: skip
def test_a_link_to_a_file(target: str, path: str, address: str) -> None:
    """It leads from beside its file, from the top of content, or to the only file of that name; else it stays."""
    assert links().led(target, path) == address


def test_a_link_from_the_top_of_content() -> None:
    """Of several files of that name it leads to the one there, not to one at the top of all or beside."""
    addresses = {"content/a/b.md": "/a/b/", "x/a/b.md": "/x/", "content/x/a/b.md": "/x/a/b/"}
    for target in ("/a/b.md", "@/a/b.md", "a/b.md"):
        assert FileLinks("/tiada", addresses).led(target, "y/z.md") == "/a/b/"


@pytest.mark.parametrize(
    ("target", "address"),
    [("b", "/a/b/"), ("b.md", "/a/b/"), ("b#atas", "/a/b/#atas"), ("c", "/a/c/"), ("C.MD", "C.MD"), ("tiada#x", "tiada#x"), ("e/f", "/f/"), ("b#", "/a/b/#")],
)  # fmt: skip
def test_what_a_shortcode_names(target: str, address: str) -> None:
    """With an ending or without, and with the place in the page."""
    assert links().referred(target, "content/a/x.md") == address


@pytest.mark.parametrize(
    ("picture", "address"),
    [
        ("dekat.jpg", "dekat.jpg"), ("foto/s.jpg", "/foto/s.jpg"), ("a.png", "/a.png"), ("p.png", "/p.png"), ("q.png", "/q.png"), ("r.png", "/r.png"), ("tiada.jpg", "tiada.jpg"), ("foto", "foto"), ("", ""), ("/foto/s.jpg", "/foto/s.jpg"),
        ("https://a.example/a.png", "https://a.example/a.png"), ("http:a.png", "http:a.png"), ("data:a.png", "data:a.png"), ("a.png\0", "a.png\0"), ("dua.jpg", "dua.jpg"),
    ],
)  # fmt: skip
def test_where_a_picture_is(tmp_path: Path, picture: str, address: str) -> None:
    """Beside its file before all else, or below one of the folders whose files are at the top of the site."""
    for name in ("isi/dekat.jpg", "static/foto/s.jpg", "assets/a.png", "public/p.png", "src/q.png", "r.png", "isi/dua.jpg", "static/dua.jpg"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert FileLinks(str(tmp_path), {}).placed(picture, "isi/teks.md") == address
