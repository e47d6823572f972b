"""Operations on what the folders of content/ held."""

from __future__ import annotations

import os

import pytest

from generator.base.digest import digest
from generator.store import folders
from generator.store.compression import UnpackingError
from generator.store.database import Store
from generator.store.folders import UNKNOWN, Contents, FolderFile, packed

STAT = "3761 1795739225472379573 1795742825474043202 128593 33188"


def contents(path: str, *names: str) -> Contents:
    return Contents(path, b"signature", [FolderFile(name, packed(STAT), digest(name.encode())) for name in names])


def test_a_folder_is_kept_with_its_files(store: Store) -> None:
    """By name, whatever order they came in; a folder that is not known holds none."""
    folders.save(store, [contents("a/", "c.md", "b.md")], [])
    assert [entry.name for entry in folders.entries(store, "a/")] == ["b.md", "c.md"]
    assert folders.entries(store, "b/") == ()
    assert folders.signatures(store) == {"a/": b"signature"}


def test_a_file_is_kept_with_what_tells_it_from_another(store: Store) -> None:
    """Whatever its name; that of a folder without files is kept too."""
    files = (FolderFile("a b.md", packed(STAT), digest(b"a")), FolderFile("\xe9\n.jpg", UNKNOWN, digest(b"")))
    folders.save(store, [Contents("a/", b"signature", list(files)), Contents("b/", b"other", [])], [])
    assert folders.entries(store, "a/") == files
    assert folders.entries(store, "b/") == ()
    assert folders.paths(store) == ["a", "b"]


@pytest.mark.parametrize("at", range(5))
def test_one_stat_is_told_from_another(at: int) -> None:
    """By each of its numbers; and none is one that is not to be trusted."""
    numbers = STAT.split()
    numbers[at] += "1"
    assert len({packed(STAT), packed(" ".join(numbers)), UNKNOWN}) == 3


def test_a_file_takes_few_bytes(store: Store) -> None:
    """Two thirds of those of its name: half of that is what tells its bytes, times and place from others."""
    names = [f"warga-desa-{number}-gotong-royong-membangun-jembatan-gantung-di-kabupaten.md" for number in range(20)]
    folders.save(store, [contents("a/", *names)], [])
    kept = store.all("SELECT length(names) + length(files) FROM dirs")[0][0]
    assert kept < sum(map(len, names)) * 2 / 3


@pytest.mark.parametrize("column", ["names", "files"])
def test_damage_to_a_folder_is_told(store: Store, column: str) -> None:
    folders.save(store, [contents("a/", "b.md", "c.md")], [])
    store.db.execute(f"UPDATE dirs SET {column} = ?", (os.urandom(30),))
    with pytest.raises(UnpackingError):
        folders.entries(store, "a/")


def test_a_folder_is_replaced_or_goes(store: Store) -> None:
    """The others stay."""
    folders.save(store, [contents("", "x.md"), contents("a/", "b.md"), contents("a/c/", "d.md")], [])
    folders.save(store, [contents("a/", "e.md")], ["a/c/"])
    assert folders.paths(store) == ["", "a"]
    assert [entry.name for entry in folders.entries(store, "a/")] == ["e.md"]


def test_files_below_a_folder(store: Store) -> None:
    """However deep; not those of a folder whose name only begins the same."""
    folders.save(store, [contents(f"{name}/", "e") for name in ("a.b", "a-", "a0", "a00", "a1", "ab")], [])
    folders.save(store, [contents("a/", "b.md"), contents("a/c/", "d.md")], [])
    assert sorted(folders.files_below(store, "a")) == ["a/b.md", "a/c/d.md"]


def test_folders_without_a_signature_are_looked_at_again(store: Store) -> None:
    """In any case; all are known by their paths, and it is known whether there may be others."""
    folders.save(store, [contents("a/"), Contents("b/", b"", []), Contents("", b"", [])], [])
    assert folders.untrusted(store) == {"", "b/"}
    assert folders.paths(store) == ["", "a", "b"]
    assert not folders.is_partial(store)
    folders.set_partial(store)
    assert folders.is_partial(store)


def test_forgotten_files_leave_their_folder_untrusted(store: Store) -> None:
    """The others in it stay as they are known; a folder without any is looked at all the same."""
    stat = folders.packed("1 2 3 4 5")
    known = [FolderFile(name, stat, digest(name.encode())) for name in ("a.md", "b.md")]
    folders.save(store, [Contents("", b"s", known[:1]), Contents("x/", b"s", known), Contents("y/", b"s", known)], ())
    folders.forget(store, ["a.md", "x/b.md", "z/c.md"])
    assert folders.signatures(store) == {"": b"", "x/": b"", "y/": b"s", "z/": b""}
    assert folders.untrusted(store) == {"", "x/", "z/"}
    assert [folders.entries(store, path) for path in ("", "x/", "y/", "z/", "tiada/")] == [
        (), (known[0],), tuple(known), (), ()
    ]  # fmt: skip
    assert sorted(folders.files_below(store, "x")) == ["x/a.md"]
    assert folders.paths(store) == ["", "x", "y", "z"]
    folders.save(store, [], ["x/", "z/"])
    assert folders.paths(store) == ["", "y"]


def test_some_folders_may_be_known_alone(store: Store) -> None:
    """Once that is noted."""
    assert not folders.is_partial(store)
    folders.set_partial(store)
    assert folders.is_partial(store)
    assert store.get("partial") == b"1"
