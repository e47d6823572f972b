"""Git: what a repository holds that nobody vouches for."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.base.git import Committed, Objects

ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *words: str, given: bytes = b"") -> str:
    """Run git, and return what it says."""
    done = subprocess.run(
        ["git", "-C", str(folder), *words], input=given, env=ENVIRONMENT, check=True, capture_output=True
    )
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty repository."""
    git(tmp_path, "init", "--quiet", "--bare", ".")
    return tmp_path


def tree(repository: Path, *entries: tuple[str, str, str]) -> str:
    """Write a tree as it is, whatever git thinks of it: mode, name and object of each entry."""
    data = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(of) for mode, name, of in entries)
    return git(repository, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=data)


def blob(repository: Path, text: str) -> str:
    """Write a file."""
    return git(repository, "hash-object", "-w", "--stdin", given=text.encode())


def test_names_that_lead_elsewhere_are_none(repository: Path) -> None:
    """A tree may hold names that no checkout would make: these are not there."""
    file = blob(repository, "x")
    entries = [("100644", name, file) for name in ("..", "../../luar", "a/b", ".", "baik.md")]
    with Committed(str(repository), tree(repository, *entries)) as files:
        assert [*files.folder("")] == ["baik.md"]


def test_a_tree_that_is_none_is_an_error_of_the_machine(repository: Path) -> None:
    """Modes that are no numbers, names without an end and objects that are missing are refused, not met later."""
    file = blob(repository, "x")
    good = tree(repository, ("100644", "a.md", file))
    broken = git(repository, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=b"100644 tanpa-akhir")
    odd = tree(repository, ("abc", "a.md", file))
    objects = Objects(str(repository))
    try:
        for name in (broken, odd, "0" * 40, file):
            with pytest.raises(OSError, match="git"):
                objects.tree(name)
        assert [*objects.tree(good)] == ["a.md"]
    finally:
        objects.close()


def test_of_a_file_that_is_too_long_no_more_is_kept_than_asked_for(repository: Path) -> None:
    """One byte more than the limit tells that it is longer; what follows does not disturb the next file."""
    long, short = blob(repository, "panjang" * 500_000), blob(repository, "pendek")
    objects = Objects(str(repository))
    try:
        assert len(objects.read(long, 1000)) == 1001
        assert objects.read(short, 1000) == b"pendek"
        assert objects.size(long) == 3_500_000
    finally:
        objects.close()


def test_letter_case_is_looked_up_once(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a folder's size is, a name in other letters is found without reading all names again."""
    file = blob(repository, "x")
    names = sorted(f"Foto-{n}.jpg" for n in range(500))
    top = tree(repository, *(("100644", name, file) for name in names))
    folded: list[str] = []
    monkeypatch.setattr("generator.base.folder.fold", lambda text: folded.append(text) or text.lower())
    with Committed(str(repository), top) as files:
        assert all(files.has(f"foto-{n}.JPG") for n in range(100))
        assert not files.has("foto-900.jpg")
    assert len(folded) < 1000
