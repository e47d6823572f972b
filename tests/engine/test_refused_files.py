"""What is not even read of content/, by its name, its size and what it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support import CONFIG, article, png, site

DEEP = "/".join("a" * 32)
LONG = "/".join(["é" * 100] * 5)
"""A folder whose path has 1,004 bytes."""


def test_each_is_told_by_its_place(tmp_path: Path) -> None:
    """By each build, with all others, until it is mended; articles may have any name, and old ones any size."""
    portal = site(tmp_path, config=f"{CONFIG}limits: {{media: 2 KB}}\n")
    portal.add("content/daerah/berita é?#.md", article("Berita", slug="berita"))
    portal.build()
    expected = {"content/besar.vtt": "over-limit", "content/foto/tautan.png": "bad-symlink"}
    portal.add("content/besar.vtt", "x" * 3000)
    portal.add("content/foto/a b é.png", png(3, 3))
    (portal.folder / "content/foto/tautan.png").symlink_to("tiada.png")
    (portal.folder / "content/foto/sama.png").symlink_to("a b é.png")
    for name in ("pipa.md", "pipa.jpg"):
        os.mkfifo(portal.folder / f"content/{name}")
        expected[f"content/{name}"] = "refused-file"
    for name in ("a\x1f.jpg", "a\u200b.jpg", "CNAME", "foto/berkas", *(f"a{sign}.jpg" for sign in '\\?#"<>|*:%')):
        portal.add(f"content/{name}", "x")
        expected[f"content/{name}"] = "bad-name"
    (portal.folder / "content" / os.fsdecode(b"\xff.md")).write_text(article())
    expected["content/?.md"] = "bad-name"
    for folder in (f"{DEEP}/a", LONG):
        portal.add(f"content/{folder}/a.md", article())
        expected[f"content/{folder}"] = "over-limit"
    portal.add(f"content/{DEEP}/b.png", png(3, 3))
    for folder in ("aset", "tag"):
        portal.add(f"content/{folder}/a.png", png(3, 3))
        expected[f"content/{folder}/"] = "reserved-address"
    for _ in range(2):
        assert {one.path: one.code for one in portal.problems(all=True)} == expected


def test_a_name_that_a_host_wants_may_be_allowed(tmp_path: Path) -> None:
    """As the hint says."""
    portal = site(tmp_path)
    portal.add("content/CNAME", "kabar.example")
    (problem,) = portal.problems()
    assert "media: {allow: [CNAME]}" in problem.hint
    portal.add("site.yaml", f"{CONFIG}media: {{allow: [CNAME]}}\n")
    portal.build()
    assert portal.read("CNAME") == "kabar.example"


@pytest.mark.parametrize("goal", ["../../site.yaml", "/etc/hostname", "..", "a.png"])
def test_a_link_may_lead_to_a_file_of_the_site_alone(tmp_path: Path, goal: str) -> None:
    """One that leads elsewhere, to a folder or to itself is refused."""
    portal = site(tmp_path)
    portal.add("content/foto/b.png", png(3, 3))
    (portal.folder / "content/foto/a.png").symlink_to(goal)
    assert [(one.path, one.code) for one in portal.problems()] == [("content/foto/a.png", "bad-symlink")]
