"""The files of a site as its commands rewrite them: which there are, and where readers find them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.config import rewriting
from generator.editing.sources import address_of, files, led_on, sources
from tests.support import READING, article, site


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("daerah/2024/10/a.md", article("A"), ("/daerah/2024/10/a/", "a", True)),
        ("daerah/2024/10/a.md", article("A", draft="true"), ("/daerah/2024/10/a/", "a", False)),
        ("authors/sari.md", "---\nname: Sari Wulan\n---\n", ("/penulis/sari/", "", True)),
        ("pages/redaksi.md", "---\ntitle: Redaksi\n---\nKami.\n", ("/redaksi/", "", True)),
    ],
)
def test_where_readers_find_a_file(path: str, text: str, expected: tuple[str, str, bool]) -> None:
    """Profiles and standing pages are public as soon as they are there; an article is unless it is a draft."""
    assert address_of(path, text.encode(), READING) == expected


def test_a_file_that_cannot_be_published_has_no_address() -> None:
    """And whoever asks is told why."""
    for path in ("daerah/a.md", "authors/a.md", "pages/a.md"):
        with pytest.raises(UsageError, match="nothing was changed"):
            address_of(path, b"tanpa kepala", READING)


def test_the_files_of_a_site(tmp_path: Path) -> None:
    """Those that a build reads: neither hidden ones nor links; as text, Markdown in UTF-8 alone, whole up to a limit."""
    portal = site(tmp_path)
    for path in ("daerah/b.md", "daerah/a.md", "daerah/.naskah.md", ".git/a.md", "foto/a.jpg"):
        portal.add(f"content/{path}", "Isi.")
    portal.add("content/daerah/c.md", b"\xff")
    os.symlink("a.md", portal.folder / "content/daerah/d.md")
    assert files(portal.folder) == ["daerah/a.md", "daerah/b.md", "daerah/c.md", "foto/a.jpg"]
    assert files(portal.folder, "foto") == ["foto/a.jpg"]
    assert [(one.path, one.data) for one in sources(portal.folder, 4)] == [
        ("daerah/a.md", b"Isi."),
        ("daerah/b.md", b"Isi."),
    ]


def redirects(text: str) -> dict[str, str]:
    values = rewriting.values(text)
    assert values is not None
    node = values.entries.get("redirects")
    return {name: one.value for name, one in node.entries.items()} if node else {}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"/a/": "/b/"}), ({"/a/": "/c/"}, {"/a/": "/b/"}), ({"/c/": "/a/"}, {"/c/": "/b/", "/a/": "/b/"}), ({"/c/": "/d/"}, {"/c/": "/d/", "/a/": "/b/"}),
        ({"/b/": "/a/"}, {"/a/": "/b/"}), ({"/b/": "/c/", "/d/": "/a/"}, {"/d/": "/b/", "/a/": "/b/"}),
    ],
)  # fmt: skip
def test_whatever_led_to_the_old_list_leads_to_the_new_one(before: dict[str, str], after: dict[str, str]) -> None:
    """At once; the new one leads nowhere else."""
    lines = "".join(f"  {old}: {new}\n" for old, new in before.items())
    others = "media: {base_url: /a/}\ntheme_settings: {x: /a/, /b/: y}\n"
    text = f"name: Kabar\n{'redirects:' if before else ''}\n{lines}{others}footer: []\n"
    found = led_on(text, "/a/", "/b/")
    assert redirects(found) == after
    assert found.startswith("name: Kabar\n")
    assert f"{others}footer: []\n" in found
