"""What is not even read of content/, by its name, its size and what it is."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from generator.base.errors import Where
from generator.base.folder import MAX_DEPTH, MAX_PATH, Folder
from generator.engine.folder_walk import (
    file_problem,
    folder_problem,
    link_problem,
    place_of,
    reserved_problem,
    too_large,
)
from tests.support import READING

REGULAR, MOST = stat.S_IFREG | 0o644, READING.media_bytes


def code(path: str, size: int = 1, mode: int = REGULAR) -> str:
    """Return the code of what is wrong with a file."""
    found = file_problem(path, f"{size} 2 3 4 {mode}", READING)
    assert found is None or found.where == place_of(path)
    return found.code if found else ""


@pytest.mark.parametrize(
    ("path", "size", "mode", "expected"),
    [
        ("a.md", MOST + 1, REGULAR, ""), ("berita é.md", MOST + 1, REGULAR, ""), ("a.md", 1, stat.S_IFIFO, "refused-file"),
        ("a.jpg", 1, stat.S_IFIFO, "refused-file"), ("a", 1, 0o160000, "refused-file"), ("a.md", 1, 0o160000, "refused-file"),
        ("a.jpg", MOST, REGULAR, ""), ("a.jpg", MOST + 1, REGULAR, "over-limit"), ("\udcff.md", 1, REGULAR, "bad-name"),
        ("\udcff.jpg", MOST + 1, REGULAR, "bad-name"), ("foto/a b.jpg", 1, REGULAR, ""), ("foto/é.jpg", 1, REGULAR, ""),
        ("a\x1f.jpg", 1, REGULAR, "bad-name"), ("a .jpg", 1, REGULAR, ""), ("a\u200b.jpg", 1, REGULAR, "bad-name"),
        *((f"a{sign}.jpg", 1, REGULAR, "bad-name") for sign in '\\?#"<>|*:%'), *((f"a{sign}.md", 1, REGULAR, "") for sign in "?#é"),
        ("CNAME", 1, REGULAR, "bad-name"), ("foto/berkas", 1, REGULAR, "bad-name"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file(path: str, size: int, mode: int, expected: str) -> None:
    """Articles may have any name, and are read up to a limit since they may be drafts."""
    assert code(path, size, mode) == expected


def test_a_submodule_is_told_apart() -> None:
    """It has nothing to remove, but files to bring."""
    said = [file_problem("a", f"1 2 3 4 {mode}", READING) for mode in (0o160000, stat.S_IFSOCK)]
    assert ["submodule" in str(one.message) for one in said if one] == [True, False]


def test_folders() -> None:
    """As deep as a path may be, and no deeper."""
    deep, long = "/".join("a" * MAX_DEPTH), "é" * (MAX_PATH // 2)
    found = [folder_problem(path) for path in (deep, f"{deep}/a", long, f"{long}a", "a", "\udcff")]
    assert [one.code if one else "" for one in found] == ["", "over-limit", "", "over-limit", "", "bad-name"]
    assert (MAX_DEPTH, MAX_PATH) == (32, 1000)


def test_the_place_of_what_has_no_name() -> None:
    """Bytes that are no text are shown as such."""
    assert place_of("a\udcff/b.md") == Where("content/a?/b.md")


def test_media_in_the_place_of_the_portals_own_files() -> None:
    """The top folder is named, or the file that lies there."""
    found = [reserved_problem(*words) for words in (("tag/", "a.jpg"), ("", "feed.xml"))]
    assert [(str(one.where), "/tag," in str(one.message), "/feed.xml," in str(one.message)) for one in found] == [
        ("content/tag/", True, False), ("content/feed.xml", False, True),
    ]  # fmt: skip
    assert too_large(Where("a"), 5).code == "over-limit"


SUBMODULE = "this is a submodule of git, of which a commit has the name alone and no files"
NO_ADDRESS = "a file with this name cannot have an address"


@pytest.mark.parametrize(
    ("path", "size", "mode", "said", "hint"),
    [
        ("a", 1, 0o160000, SUBMODULE, "put its files into this repository, or build without --commit from a checkout that has them"),
        ("a", 1, stat.S_IFIFO, "this is neither a file nor a folder", "remove it from content/"),
        ("\udcff.md", 1, REGULAR, "the name of this file is not UTF-8", "rename it"),
        ("a.jpg", MOST + 1, REGULAR, f"the file is larger than the limit of {MOST:,} bytes", "make it smaller, or raise limits in site.yaml"),
        ("a?.jpg", 1, REGULAR, NO_ADDRESS, "use letters, digits, points and hyphens, and an ending such as .jpg"),
        ("CNAME", 1, REGULAR, NO_ADDRESS, "if the host of the portal wants it, allow it in site.yaml: media: {allow: [CNAME]}"),
        ("a" * 60, 1, REGULAR, NO_ADDRESS, f"if the host of the portal wants it, allow it in site.yaml: media: {{allow: [{'a' * 60}]}}"),
        ("a" * 61, 1, REGULAR, NO_ADDRESS, "use letters, digits, points and hyphens, and an ending such as .jpg"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_file(path: str, size: int, mode: int, said: str, hint: str) -> None:
    """What is wrong, and what to do."""
    found = file_problem(path, f"{size} 2 3 4 {mode}", READING)
    assert found is not None
    assert (found.message, found.hint) == (said, hint)


def test_what_is_said_of_a_folder() -> None:
    """What is wrong, and what to do."""
    found = [folder_problem(path) for path in ("a/" * MAX_DEPTH + "a", "\udcff")]
    assert [(one.message, one.hint) for one in found if one] == [
        (
            "this folder lies too deep: there may be 32 in each other, with a path of 1,000 bytes",
            "move it up, or give the folders above it shorter names",
        ),
        ("the name of this folder is not UTF-8", "rename it"),
    ]
    told = reserved_problem("tag/", "a.jpg")
    assert (told.code, told.message, told.hint) == (
        "reserved-address", "the portal's own files are at /tag, so no media of content/ can lie there",
        "give it another name, foto or dokumen say, and correct the addresses that lead there",
    )  # fmt: skip


def test_links_that_may_be_followed(tmp_path: Path) -> None:
    """To files of the site; of others it is said why not."""
    (tmp_path / "a.png").write_text("x")
    (tmp_path / "b.png").symlink_to("a.png")
    (tmp_path / "c.png").symlink_to("d.png")
    assert link_problem(Folder(tmp_path).target, "b.png") is None
    told = link_problem(Folder(tmp_path).target, "c.png")
    assert told is not None
    assert (str(told.where), told.code, told.message, told.hint) == (
        "content/c.png", "bad-symlink", "this symbolic link leads nowhere", "remove it"
    )  # fmt: skip
