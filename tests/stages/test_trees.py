"""Trees: the folders of content/ as a commit has them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.base.source import Source
from generator.stages.listing import Listing
from generator.stages.trees import listings
from generator.store import folders
from generator.store.database import Store, open_store
from generator.store.folders import Contents, Entry

ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
FILES = {"a.md": "satu", "daerah/b.md": "dua dua", "daerah/dalam/c.md": "tiga", "daerah/.x": "x", "foto/y.png": "empat"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
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
                Entry(line.partition("\0")[0], folders.packed(line.partition("\0")[2]), bytes(16))
                for line in one.lines or ()
            ],
        )
        for path, one in sorted(found.items())
    )
    folders.save(store, kept, ())


def test_all_of_a_commit(content: Path, store: Store) -> None:
    """With the names that git has for files; a link is what it stands for, and one that leads astray is told."""
    found = listed(content, store)
    assert {path: names(one) for path, one in found.items()} == {
        "": ["a.md"], "daerah/": ["b.md"], "daerah/dalam/": ["c.md"], "foto/": ["baik.png", "y.png"]
    }  # fmt: skip
    baik, y = (line.partition("\0")[2] for line in found["foto/"].lines or ())
    assert baik == y == f"{git(content, 'hash-object', 'foto/y.png')} {0o100644}"
    assert found[""].folders == {"daerah/": "", "foto/": ""}
    assert [(str(one.where), one.code) for one in found["foto/"].problems] == [("content/foto/jauh.png", "bad-symlink")]
    assert (found["foto/"].refused, found[""].refused, found[""].racy) == ({"foto/jauh.png"}, frozenset(), False)
    measured = [found["daerah/"].measure(line.partition("\0")[2]) for line in found["daerah/"].lines or ()]
    assert measured == [f"{len('dua dua')} 0 0 0 {0o100644}"]
    assert len({one.signature for one in found.values()}) == 4


def test_what_is_known_is_not_looked_at(content: Path, store: Store) -> None:
    """A folder with the tree that the store knows, and all below it, comes without lines; what differs with them."""
    before = listed(content, store)
    remember(store, before)
    assert {path: one.lines for path, one in listed(content, store).items()} == {path: [] for path in before}
    (content / "daerah/dalam/c.md").write_text("lain")
    (content / "daerah/dalam/d.md").write_text("baru")
    found = listed(content, store)
    assert {path: one.lines and names(one) for path, one in found.items()} == {
        "": ["a.md"], "daerah/": ["b.md"], "daerah/dalam/": ["c.md", "d.md"], "foto/": []
    }  # fmt: skip
    assert found["foto/"].signature == before["foto/"].signature
    sizes = [
        found["daerah/dalam/"].measure(line.partition("\0")[2]).partition(" ")[0]
        for line in found["daerah/dalam/"].lines or ()
    ]
    assert sizes == ["4", "4"]


def test_what_is_doubtful_is_looked_at_though_nothing_differs(content: Path, store: Store) -> None:
    """With the folders above it, and no others."""
    before = listed(content, store)
    remember(store, before)
    folders.forget(store, ["daerah/dalam/c.md"])
    found = listed(content, store)
    assert {path: one.lines and names(one) for path, one in found.items()} == {
        "": ["a.md"], "daerah/": ["b.md"], "daerah/dalam/": ["c.md"], "foto/": []
    }  # fmt: skip
