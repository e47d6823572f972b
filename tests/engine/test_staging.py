"""The staging folder: where new bytes wait."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.engine import staging
from generator.engine.staging import StagingFolder, staged_path


def test_new_files_wait_in_their_own_folders(tmp_path: Path):
    """So that a new folder can be moved whole."""
    StagingFolder(str(tmp_path)).write("daerah/a/index.html", b"a", replaces=False)
    assert (tmp_path / "files/daerah/a/index.html").read_bytes() == b"a"


def test_files_that_replace_others_wait_side_by_side(tmp_path: Path):
    """Their folders are there already; one of the same name in other letters waits elsewhere."""
    staging = StagingFolder(str(tmp_path))
    staging.write("Daerah/a.txt", b"a", replaces=True)
    staging.write("daerah/a.txt", b"b", replaces=True)
    assert len(list((tmp_path / "over").iterdir())) == 2
    assert Path(staged_path(str(tmp_path), "daerah/a.txt", replaces=True)).read_bytes() == b"b"


def test_a_file_that_is_kept_gets_a_second_name(tmp_path: Path):
    """What is kept for the next build needs no room of its own; when it cannot have two names, it is written."""
    kept = tmp_path / "kept"
    kept.write_bytes(b"a")
    staging = StagingFolder(str(tmp_path / "stage"))
    staging.write("a.jpg", b"a", kept, replaces=False)
    staging.write("b.jpg", b"b", tmp_path / "missing", replaces=False)
    assert (tmp_path / "stage/files/a.jpg").samefile(kept)
    assert (tmp_path / "stage/files/b.jpg").read_bytes() == b"b"


def test_a_copy_is_known_by_its_bytes(tmp_path: Path):
    """The digest is of the bytes that were copied, whatever the file holds by now."""
    file = tmp_path / "a.pdf"
    file.write_bytes(b"satu")
    made = StagingFolder(str(tmp_path / "stage")).copy("a.pdf", os.open(file, os.O_RDONLY), None, replaces=False)
    assert made == digest(b"satu")
    assert (tmp_path / "stage/files/a.pdf").read_bytes() == b"satu"


def fill(top: Path, **files: str) -> Path:
    """Make files below a folder; "__" stands for a slash in their names."""
    for name, text in files.items():
        path = top / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return top


def held(top: Path) -> dict[str, str]:
    """Return the files below a folder, and empty folders as such."""
    found = {}
    for path in top.rglob("*"):
        if path.is_file():
            found[path.relative_to(top).as_posix()] = path.read_text()
        elif not any(path.iterdir()):
            found[path.relative_to(top).as_posix() + "/"] = ""
    return found


def test_a_folder_moves_into_another(tmp_path: Path) -> None:
    """New folders whole, files over those that are there, the rest stays; the source is gone."""
    source = fill(tmp_path / "from", a="1", x__b="2", y__z__c="3")
    target = fill(tmp_path / "to", a="old", x__other="4")
    staging.move_folder(str(source), str(target))
    assert held(target) == {"a": "1", "x/b": "2", "x/other": "4", "y/z/c": "3"}
    assert not source.exists()


def test_a_link_moves_as_a_link(tmp_path: Path) -> None:
    """What it leads to stays where it is, also where a folder of its name is there."""
    fill(tmp_path / "lain", c="3")
    source, target = fill(tmp_path / "from", a="1"), fill(tmp_path / "to", d="4")
    for name in ("baru", "lama"):
        (source / name).symlink_to(tmp_path / "lain")
    (target / "lama").mkdir()
    staging.move_folder(str(source), str(target))
    assert [(target / name).is_symlink() for name in ("baru", "lama")] == [True, True]
    assert held(tmp_path / "lain") == {"c": "3"}
    assert not source.exists()


def test_two_names_of_one_file(tmp_path: Path) -> None:
    """A picture that is kept in the state under the same inode goes to the output all the same."""
    source, target = fill(tmp_path / "from", a="1"), tmp_path / "to"
    target.mkdir()
    os.link(source / "a", target / "a")
    staging.move_folder(str(source), str(target))
    assert held(target) == {"a": "1"}
    assert not source.exists()


def test_a_file_takes_the_place_of_empty_folders_alone(tmp_path: Path) -> None:
    """A page's folder of old may stand there; a file of somebody else in it does not go."""
    source, target = fill(tmp_path / "from", a="1", b="2"), fill(tmp_path / "to", b__foreign="3")
    (target / "a/deep").mkdir(parents=True)
    staging.move_file(str(source / "a"), str(target / "a"))
    with pytest.raises(OSError, match="not empty"):
        staging.move_file(str(source / "b"), str(target / "b"))
    assert held(target) == {"a": "1", "b/foreign": "3"}


def test_what_was_moved_before_is_left_alone(tmp_path: Path) -> None:
    """A killed build did it."""
    target = fill(tmp_path / "to", a="1")
    staging.move_file(str(tmp_path / "from/a"), str(target / "a"))
    assert held(target) == {"a": "1"}


def test_a_deleted_file_takes_its_empty_folders_along(tmp_path: Path) -> None:
    """Not those that hold anything; and what is gone already may be deleted again."""
    top = fill(tmp_path / "to", x__y__a="1", x__b="2")
    for _ in range(2):
        staging.delete(top, "x/y/a")
    assert held(top) == {"x/b": "2"}


def test_nothing_is_deleted_through_a_link(tmp_path: Path) -> None:
    """A folder that has become a symbolic link leads out of the output."""
    outside, top = fill(tmp_path / "outside", a="1"), tmp_path / "to"
    top.mkdir()
    (top / "x").symlink_to(outside)
    staging.delete(top, "x/a")
    assert held(outside) == {"a": "1"}


def test_files_have_true_folders_to_go_to(tmp_path: Path) -> None:
    """A link in the place of one goes, not what it leads to."""
    outside, top = fill(tmp_path / "outside", a="1"), tmp_path / "to"
    top.mkdir()
    (top / "x").symlink_to(outside)
    staging.make_folders(str(top), ["x/y/page", "x/y/other", "z/page"])
    assert held(top) == {"x/y/": "", "z/": ""}
    assert held(outside) == {"a": "1"}


def test_a_folder_that_is_not_empty_stays(tmp_path: Path) -> None:
    """With a sentence; an empty one gives way."""
    top = fill(tmp_path, full__a="1")
    (top / "empty").mkdir()
    assert not staging.without_folder(top / "empty").exists()
    with pytest.raises(UsageError):
        staging.without_folder(top / "full")


@pytest.mark.parametrize("inside", ["", "b/c"])
def test_empty_folders_in_the_place_of_a_file_go(tmp_path: Path, inside: str) -> None:
    """Somebody put them there; what is in them stays, and so does all that a link leads to."""
    top = fill(tmp_path / "top", other="")
    (top / "x/index.html" / inside).mkdir(parents=True)
    staging.delete(top, "x/index.html")
    assert held(top) == {"other": ""}
    fill(top, x__index__y="milik orang")
    (top / "x/index/z").mkdir()
    staging.delete(top, "x/index")
    assert held(top) == {"other": "", "x/index/y": "milik orang"}
    (tmp_path / "luar/x/index.html").mkdir(parents=True)
    (top / "l").symlink_to(tmp_path / "luar")
    staging.delete(top, "l/x/index.html")
    staging.prune(top, "l/x/index.html")
    assert (tmp_path / "luar/x/index.html").is_dir()
