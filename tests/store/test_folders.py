"""Operations on what the folders of content/ held."""

from __future__ import annotations

from generator.store import folders
from generator.store.database import Store
from generator.store.folders import Contents, Entry


def contents(path: str, *names: str) -> Contents:
    return Contents(path, b"signature", [Entry(name, "stat", b"digest") for name in names])


def test_a_folder_is_kept_with_its_files(store: Store) -> None:
    """By name, whatever order they came in; a folder that is not known holds none."""
    folders.save(store, [contents("a/", "c.md", "b.md")], [])
    assert [entry.name for entry in folders.entries(store, "a/")] == ["b.md", "c.md"]
    assert folders.entries(store, "b/") == ()
    assert folders.signatures(store) == {"a/": b"signature"}


def test_a_folder_is_replaced_or_goes(store: Store) -> None:
    """The others stay."""
    folders.save(store, [contents("", "x.md"), contents("a/", "b.md"), contents("a/c/", "d.md")], [])
    folders.save(store, [contents("a/", "e.md")], ["a/c/"])
    assert folders.paths(store) == ["", "a"]
    assert [entry.name for entry in folders.entries(store, "a/")] == ["e.md"]


def test_files_below_a_folder(store: Store) -> None:
    """However deep; not those of a folder whose name only begins the same."""
    folders.save(
        store, [contents("a/", "b.md"), contents("a/c/", "d.md"), contents("a.b/", "e"), contents("ab/", "f")], []
    )
    assert sorted(folders.files_below(store, "a")) == ["a/b.md", "a/c/d.md"]
