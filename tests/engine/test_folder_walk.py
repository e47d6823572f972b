"""Listing: the folders of content/ as they lie on the disk."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.base.digest import digest
from generator.base.source import Source
from generator.engine import folder_walk
from generator.engine.folder_walk import Listing, listings, on_disk
from generator.store import folders
from generator.store.database import Store, open_store
from generator.store.folders import Contents, FolderFile

LATE = 1 << 62


@pytest.fixture
def content(tmp_path: Path) -> Path:
    top = tmp_path / "content"
    for path in (
        "a.md",
        "daerah/b.md",
        "daerah/.x",
        "daerah/c.md~",
        "daerah/#d#",
        "daerah/Thumbs.db",
        "daerah/~$e",
        "foto/x/y.png",
    ):
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(path)
    (top / "foto/baik.png").symlink_to("x/y.png")
    (top / "foto/jauh.png").symlink_to("/etc/hostname")
    (tmp_path / "lain").mkdir()
    (top / "luar").symlink_to(tmp_path / "lain")
    return top


def line(top: Path, path: str) -> str:
    at = (top / path).stat()
    numbers = (at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino, at.st_mode)
    return f"{path.rpartition('/')[2]}\0{' '.join(map(str, numbers))}"


def looked(
    top: Path, only: list[str] | None = None, known: dict[str, bytes] | None = None, limit: int = LATE
) -> dict[str, Listing]:
    found = [*on_disk(str(top), limit, only, known or {})]
    assert len({one.path for one in found}) == len(found)
    return {one.path: one for one in found}


def expected(top: Path) -> dict[str, list[str]]:
    return {
        "": [line(top, "a.md")], "daerah/": [line(top, "daerah/b.md")], "foto/": [line(top, "foto/baik.png")],
        "foto/x/": [line(top, "foto/x/y.png")],
    }  # fmt: skip


@pytest.mark.parametrize("from_open", [True, False])
def test_all_folders(content: Path, monkeypatch: pytest.MonkeyPatch, from_open: bool) -> None:
    """With what tells each file, of a link that of what it stands for; what is ignored is not there."""
    monkeypatch.setattr(folder_walk, "_FROM_OPEN", from_open)
    found = looked(content)
    assert {path: one.lines for path, one in found.items()} == expected(content)
    assert all(one.signature == digest("\n".join(one.lines or ()).encode()) for one in found.values())
    assert found[""].folders == {"daerah/": str(content / "daerah"), "foto/": str(content / "foto")}
    assert [(path, [(str(one.where), one.code) for one in some.problems], some.refused) for path, some in found.items() if some.problems] == [
        ("", [("content/luar", "bad-symlink")], {"luar"}), ("foto/", [("content/foto/jauh.png", "bad-symlink")], {"foto/jauh.png"})
    ]  # fmt: skip
    assert not any(one.racy for one in found.values())


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux lists what is open")
def test_what_was_looked_at_is_closed(content: Path) -> None:
    """A walk through any number of folders leaves no descriptor open."""
    before = os.listdir("/proc/self/fd")
    looked(content)
    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_some_folders(content: Path) -> None:
    """And those below them that are not known; what is not there, lies behind a link or too deep has no lines."""
    assert {*looked(content, ["foto/"])} == {"foto/", "foto/x/"}
    assert {*looked(content, ["foto/"], {"foto/x/": b""})} == {"foto/"}
    assert {*looked(content, ["foto/", "foto/x/"])} == {"foto/", "foto/x/"}
    deep = "a/" * 34
    found = looked(content, ["tiada/", "luar/", deep, "a.md/"])
    assert found == {path: Listing(path) for path in ("tiada/", "luar/", deep, "a.md/")}
    assert {*looked(content, [""])} == {"", "daerah/", "foto/", "foto/x/"}


def test_a_folder_that_cannot_be_read(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is told, and refused with all that is in it."""
    opened = folder_walk._opened

    def closed(full: str) -> object:
        if full.rstrip("/").endswith("daerah"):
            raise PermissionError(13, "Permission denied")
        return opened(full)

    monkeypatch.setattr(folder_walk, "_opened", closed)
    for one in (looked(content)["daerah/"], looked(content, ["daerah/"])["daerah/"]):
        assert (one.lines, one.refused) == (None, {"daerah"})
        assert [(str(told.where), told.code, told.message) for told in one.problems] == [
            ("content/daerah/", "unreadable", "this folder cannot be read: Permission denied")
        ]


@pytest.mark.parametrize(("step", "racy"), [(-1, True), (0, True), (1, False)])
def test_times_of_this_moment_are_not_trusted(content: Path, step: int, racy: bool) -> None:
    """Whichever of the two is that late; here the other is long past."""
    os.utime(content / "a.md", ns=(0, 0))
    assert looked(content, limit=(content / "a.md").stat().st_ctime_ns + step)[""].racy is racy
    os.utime(content / "a.md", ns=(LATE, LATE))
    late = (content / "a.md").stat().st_mtime_ns
    assert looked(content, limit=late + step)[""].racy is racy


ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
FILES = {"a.md": "satu", "daerah/b.md": "dua dua", "daerah/dalam/c.md": "tiga", "daerah/.x": "x", "foto/y.png": "empat"}


@pytest.fixture
def content_trees(tmp_path: Path) -> Path:
    """A content folder in a repository."""
    top = tmp_path / "content"
    for path, text in FILES.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text)
    (top / "foto/baik.png").symlink_to("y.png")
    (top / "foto/jauh.png").symlink_to("/etc/hostname")
    git(top, "init", "--quiet")
    return top


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        yield store


def git(top: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", str(top), *words], env=ENVIRONMENT, check=True, capture_output=True, text=True
    ).stdout.strip()


def listed(top: Path, store: Store) -> dict[str, Listing]:
    """Add all there is, and list it."""
    git(top, "add", "--all")
    found = listings(Source(str(top), git(top, "write-tree")), store)
    assert len({one.path for one in found}) == len(found)
    return {one.path: one for one in found}


def names(one: Listing) -> list[str]:
    return [line.partition("\0")[0] for line in one.lines or ()]


def remember(store: Store, found: dict[str, Listing]) -> None:
    """Let the store know folders as they were listed."""
    kept = (
        Contents(
            path,
            one.signature,
            [
                FolderFile(line.partition("\0")[0], folders.packed(line.partition("\0")[2]), bytes(16))
                for line in one.lines or ()
            ],
        )
        for path, one in sorted(found.items())
    )
    folders.save(store, kept, ())


def test_all_of_a_commit(content_trees: Path, store: Store) -> None:
    """With the names that git has for files; a link is what it stands for, and one that leads astray is told."""
    found = listed(content_trees, store)
    assert {path: names(one) for path, one in found.items()} == {
        "": ["a.md"], "daerah/": ["b.md"], "daerah/dalam/": ["c.md"], "foto/": ["baik.png", "y.png"]
    }  # fmt: skip
    baik, y = (line.partition("\0")[2] for line in found["foto/"].lines or ())
    assert baik == y == f"{git(content_trees, 'hash-object', 'foto/y.png')} {0o100644}"
    assert {path: bytes.fromhex(tree) for path, tree in found[""].folders.items()} == {
        path: found[path].signature for path in ("daerah/", "foto/")
    }
    assert [(str(one.where), one.code) for one in found["foto/"].problems] == [("content/foto/jauh.png", "bad-symlink")]
    assert (found["foto/"].refused, found[""].refused, found[""].racy) == ({"foto/jauh.png"}, frozenset(), False)
    measured = [found["daerah/"].measure(line.partition("\0")[2]) for line in found["daerah/"].lines or ()]
    assert measured == [f"{len('dua dua')} 0 0 0 {0o100644}"]
    assert len({one.signature for one in found.values()}) == 4


def test_a_folder_of_a_commit_is_found_by_its_whole_name(content_trees: Path, store: Store) -> None:
    """Whichever letter that ends with."""
    for letter in "axz":
        (content_trees / f"daerah/pojok{letter}").mkdir()
        (content_trees / f"daerah/pojok{letter}/e.md").write_text(letter)
    found = listed(content_trees, store)
    assert {path: names(one) for path, one in found.items() if "pojok" in path} == {
        f"daerah/pojok{letter}/": ["e.md"] for letter in "axz"
    }


def test_what_is_known_is_not_looked_at(content_trees: Path, store: Store) -> None:
    """A folder with the tree that the store knows, and all below it, comes without lines; what differs with them."""
    before = listed(content_trees, store)
    remember(store, before)
    assert {path: one.lines for path, one in listed(content_trees, store).items()} == {path: [] for path in before}
    (content_trees / "daerah/dalam/c.md").write_text("lain")
    (content_trees / "daerah/dalam/d.md").write_text("baru")
    found = listed(content_trees, store)
    assert {path: one.lines and names(one) for path, one in found.items()} == {
        "": ["a.md"], "daerah/": ["b.md"], "daerah/dalam/": ["c.md", "d.md"], "foto/": []
    }  # fmt: skip
    assert found["foto/"].signature == before["foto/"].signature
    sizes = [
        found["daerah/dalam/"].measure(line.partition("\0")[2]).partition(" ")[0]
        for line in found["daerah/dalam/"].lines or ()
    ]
    assert sizes == ["4", "4"]


def test_what_is_doubtful_is_looked_at_though_nothing_differs(content_trees: Path, store: Store) -> None:
    """With the folders above it, and no others."""
    before = listed(content_trees, store)
    remember(store, before)
    folders.forget(store, ["daerah/dalam/c.md"])
    found = listed(content_trees, store)
    assert {path: one.lines and names(one) for path, one in found.items()} == {
        "": ["a.md"], "daerah/": ["b.md"], "daerah/dalam/": ["c.md"], "foto/": []
    }  # fmt: skip
