"""Files that have their names only once they are whole."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import pytest

from generator.annex.importing.found import Fault, File, Item, Note, Person, Portal, Redirect, Term
from generator.annex.importing.whole import UNFINISHED, spooled, unspooled, write_whole
from generator.base.dates import Stamp
from generator.base.sentences import NOTHING, Sentence, as_it_is


def names(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*"))


def test_a_file_has_its_name_once_it_is_whole(tmp_path: Path) -> None:
    """Until then, the file that was there has it."""
    file = tmp_path / "a"
    file.write_bytes(b"lama")

    def fill(opened: BinaryIO) -> Sentence:
        opened.write(b"baru")
        assert names(tmp_path) == [".import.new", "a"]
        assert file.read_bytes() == b"lama"
        return NOTHING

    assert write_whole(str(file), fill) == NOTHING
    assert (names(tmp_path), file.read_bytes(), UNFINISHED) == (["a"], b"baru", ".import.new")


def test_a_file_may_be_begun_elsewhere(tmp_path: Path) -> None:
    """Its folder is made when it is whole."""

    def fill(opened: BinaryIO) -> Sentence:
        opened.write(b"x")
        assert names(tmp_path) == [".import.new"]
        return NOTHING

    for _ in range(2):
        write_whole(
            f"{tmp_path}/a/b", fill if not (tmp_path / "a").exists() else lambda _: NOTHING, begun_in=str(tmp_path)
        )
    assert names(tmp_path) == ["a", "a/b"]
    assert write_whole(f"{tmp_path}/c/d", lambda _: as_it_is("tidak"), begun_in=str(tmp_path)) == as_it_is("tidak")
    assert names(tmp_path) == ["a", "a/b"]


def test_a_file_that_is_not_to_be_leaves_nothing(tmp_path: Path) -> None:
    """Nor does one that cannot be filled, or one that somebody else took away."""
    assert str(write_whole(f"{tmp_path}/a", lambda _: as_it_is("tidak"))) == "tidak"

    def fail(opened: BinaryIO) -> Sentence:
        raise KeyError(opened.name)

    with pytest.raises(KeyError):
        write_whole(f"{tmp_path}/a", fail)

    def take_away(opened: BinaryIO) -> Sentence:
        Path(opened.name).unlink()
        return as_it_is("hilang")

    assert str(write_whole(f"{tmp_path}/a", take_away)) == "hilang"
    assert names(tmp_path) == []


def test_the_second_pass_gets_the_items_and_notes_of_the_first_one() -> None:
    """In their order, texts with halves of characters included; the survey keeps the records of all other kinds."""
    found = [
        Portal("Kabar"),
        Person("sari", "Sari \ud83d"),
        Term("tag", "a", "A"),
        File("1", "https://a.example/x.jpg"),
        Redirect("/a/", "/b/"),
        Note("words", "…"),
        Fault("x", "cut"),
        Item("article", "7", "/a/", "Judul", "a", "Isi\0", "html", Stamp(5, "WITA")),
    ]
    with TemporaryFile() as file:
        assert list(spooled(found, file)) == found
        assert list(unspooled(file)) == [one for one in found if isinstance(one, (Item, Note))]
