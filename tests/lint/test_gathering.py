"""What lies in content/ that somebody may take for published."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.folder import MAX_DEPTH
from generator.lint.gathering import hidden


def told(folder: Path, *paths: str) -> list[str]:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"x")
    return list(hidden(folder))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".rancangan.md", [".rancangan.md"]), ("daerah/.foto.JPG", ["daerah/.foto.JPG"]), (".png", []), (".catatan", []), (".a.md~", []), (".#a.md#", []),
        (".x.png.a1b2c3", []), (".htaccess", [".htaccess"]), (".HTpasswd", [".HTpasswd"]), (".well-known/x", [".well-known"]), (".arsip/2024/a.md", [".arsip"]),
        (".arsip/catatan.xyz", []), ("a.md", []), ("daerah/a.md", []),
        *((f"{name}/a.md", []) for name in (".git", ".obsidian", ".vscode", ".idea", ".trash", ".Trash-1000", ".stversions", ".thumbnails", ".cache", ".sync", "._a", ".notes")),
        ("._a.jpg", []), (".DS_Store", []),
    ],
)  # fmt: skip
def test_hidden_files_of_a_newsroom(tmp_path: Path, path: str, expected: list[str]) -> None:
    """What programs keep for themselves is not told."""
    assert told(tmp_path, path) == expected


def test_hidden_folders_are_looked_at_up_to_a_bound(tmp_path: Path) -> None:
    """An article behind a thousand other files is not found, nor what lies deeper than content/ may go."""
    assert told(tmp_path, *(f".a/0/{number:04}.xyz" for number in range(998)), ".a/1/berita.md") == [".a"]
    assert told(tmp_path, *(f".b/0/{number:04}.xyz" for number in range(999)), ".b/1/berita.md") == [".a"]
    deep = "/".join("d" * MAX_DEPTH)
    assert f"{deep}/.a.md" in told(tmp_path, f"{deep}/.a.md")
    assert len(told(tmp_path, f"{deep}/d/.a.md")) == 2


def test_a_folder_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    """A link is no folder."""
    (tmp_path / "luar").mkdir()
    (tmp_path / "luar/.a.md").write_bytes(b"x")
    (tmp_path / "isi").mkdir()
    (tmp_path / "isi/pintas").symlink_to(tmp_path / "luar")
    assert told(tmp_path / "isi", ".b.md") == [".b.md"]
    assert list(hidden(tmp_path / "tiada")) == []


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        (".a.md", True), (".a.jpg", True), (".a.md~", False), (".a.md#", False), (".~a.md", True), (".a.txt", False), (".png", False),
        (".htaccess", True), (".HTpasswd", True), (".git.md", False), ("._a.jpg", False), ("a.md", False), (".well-known", True),
    ],
)  # fmt: skip
def test_a_hidden_file_that_somebody_may_have_meant(tmp_path: Path, name: str, is_told: bool) -> None:
    """By its ending; programs keep copies under names of their own."""
    (tmp_path / "daerah").mkdir()
    (tmp_path / "daerah" / name).write_text("x")
    assert [*hidden(tmp_path)] == [f"daerah/{name}"] * is_told
