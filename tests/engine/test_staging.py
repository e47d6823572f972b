"""The staging folder: where new bytes wait."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.engine import staging
from generator.engine.staging import Parcel, StagingFolder, staged_path


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
    (top / "y").mkdir()
    (top / "y/z").symlink_to(outside)
    for path in ("x/a", "y/z/a"):
        staging.delete(top, path)
        staging.prune(top, path)
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


def descriptors() -> int:
    """Return how many files this process has open."""
    return len(os.listdir("/proc/self/fd"))


def reading(file: Path, data: bytes) -> int:
    """Write a file, and return it opened."""
    file.write_bytes(data)
    return os.open(file, os.O_RDONLY)


def test_where_files_wait() -> None:
    """New ones at their own paths; those that replace others under a name that any letters can be part of."""
    assert staged_path("/o/s", "a/b.html", replaces=False) == "/o/s/files/a/b.html"
    assert staged_path("/o/s", "a/b.html", replaces=True) == f"/o/s/over/{digest(b'a/b.html').hex()}"
    assert staged_path("/o/s", "a/\udcff", replaces=True) == f"/o/s/over/{digest(b'a/' + bytes([255])).hex()}"


def test_a_parcel_holds_files_until_they_are_sent(tmp_path: Path) -> None:
    """Each with its bytes and whether it replaces another; what was unpacked is forgotten, and there is no output."""
    parcel, kept = Parcel(), tmp_path / "kept"
    parcel.write("a.html", b"satu", replaces=True)
    parcel.write("b.jpg", b"dua", kept, replaces=False)
    assert parcel.copy("c.pdf", reading(kept, b"tiga"), None, replaces=True) == digest(b"tiga")
    parcel.write("a.html", b"satu lagi", replaces=False)
    assert parcel.output("a.html") is None
    parcel.close()
    files = {"a.html": (b"satu lagi", False), "b.jpg": (b"dua", False), "c.pdf": (b"tiga", True)}
    assert parcel.unpack() == files
    assert parcel.unpack() == {}


@pytest.mark.parametrize("kind", [Parcel, StagingFolder])
def test_no_more_is_copied_than_a_file_may_have(tmp_path: Path, kind: type[Parcel | StagingFolder]) -> None:
    """The digest of what was copied tells that it is another file; nothing stays open."""
    (tmp_path / "build").mkdir()
    stage = Parcel() if kind is Parcel else StagingFolder(str(tmp_path / "build/stage"))
    before = descriptors()
    for most in (3 << 20, None):
        source = reading(tmp_path / "besar", b"x" * (5 << 20))
        made = stage.copy("a.pdf", source, most, replaces=False)
        assert made == digest(b"x" * ((4 if most else 5) << 20))
    assert descriptors() == before
    stage.close()


def test_a_staging_folder_reads_the_output_around_it(tmp_path: Path) -> None:
    """A file of it, through no link; None if there is none. It keeps nothing open after its end."""
    before = descriptors()
    fill(tmp_path, a__index="satu")
    (tmp_path / "l").symlink_to("a")
    stage = StagingFolder(str(tmp_path / "stage"))
    assert [stage.output(path) for path in ("a/index", "l/index", "a", "b")] == [b"satu", None, None, None]
    stage.write("b", b"dua", replaces=False)
    stage.write("a/index", b"tiga", replaces=True)
    assert stage.output("a/index") == b"satu"
    stage.close()
    assert descriptors() == before
    assert held(tmp_path / "stage") == {"files/b": "dua", f"over/{digest(b'a/index').hex()}": "tiga"}


def test_what_was_staged_is_written_anew(tmp_path: Path) -> None:
    """A shorter text leaves nothing of a longer one, and an empty one is a file, too; a long one is whole."""
    stage, long = StagingFolder(str(tmp_path / "stage")), "panjang" * 300_000
    for text in ("panjang sekali", "pendek", "", long):
        stage.write("a/b", text.encode(), replaces=False)
        assert held(tmp_path / "stage") == {"files/a/b": text}


def test_a_folder_that_another_process_made_is_there(tmp_path: Path) -> None:
    """Two of them fill one staging folder, whoever comes first."""
    one, other = (StagingFolder(str(tmp_path / "deep/stage")) for _ in range(2))
    one.write("a/b", b"1", replaces=False)
    other.write("a/c", b"2", replaces=False)
    other.write("x", b"3", replaces=True)
    one.write("y", b"4", replaces=True)
    assert held(tmp_path / "deep/stage") == {
        "files/a/b": "1", "files/a/c": "2", f"over/{digest(b'x').hex()}": "3", f"over/{digest(b'y').hex()}": "4",
    }  # fmt: skip


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    """Let a call of the system fail."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, name, fail)


def test_a_folder_is_no_refusal_to_delete_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some systems call it a missing permission; where a file is, it is one."""
    top = fill(tmp_path / "to", a="1")
    (top / "b/c").mkdir(parents=True)
    refusing(monkeypatch, "unlink", PermissionError(1, "Operation not permitted"))
    staging.delete(top, "b")
    with pytest.raises(PermissionError):
        staging.delete(top, "a")
    assert held(top) == {"a": "1"}


def test_folders_above_what_is_gone_already_go(tmp_path: Path) -> None:
    """As far as they are empty: a killed build may have deleted some of them, and the output itself stays."""
    top = fill(tmp_path / "to", x__y__other="1")
    (top / "x/z").mkdir()
    staging.prune(top, "x/z/deep/deeper/a")
    assert held(top) == {"x/y/other": "1"}
    (top / "x/y/other").unlink()
    staging.prune(top, "x/y/other")
    assert held(top) == {}
    assert top.is_dir()
    staging.prune(top, "a")
    staging.delete(top, "a")
    assert top.is_dir()


def test_what_is_below_a_file_is_gone(tmp_path: Path) -> None:
    """Somebody put a file in the place of its folder, which stays."""
    top = fill(tmp_path / "to", x="milik orang")
    staging.delete(top, "x/a")
    assert held(top) == {"x": "milik orang"}


def test_folders_that_are_there_keep_what_they_hold(tmp_path: Path) -> None:
    """A file in the place of one goes; for a path without a folder there is nothing to do."""
    top = fill(tmp_path / "to", x__keep="1", y="milik orang")
    staging.make_folders(str(top), ["a", "x/b", "x/deep/b", "x/deep/er/b", "y/z/b"])
    assert held(top) == {"x/keep": "1", "x/deep/er/": "", "y/z/": ""}


def test_a_file_in_the_place_of_a_folder_gives_way_to_the_folder(tmp_path: Path) -> None:
    """It moves whole; folders merge at every depth, and a second name of the same file goes at each, too."""
    source = fill(tmp_path / "from", x__a="1", y__deep__b="2", y__deep__c="3")
    target = fill(tmp_path / "to", x="milik orang", y__deep__b="old")
    os.link(source / "y/deep/c", target / "y/deep/c")
    staging.move_folder(str(source), str(target))
    assert held(target) == {"x/a": "1", "y/deep/b": "2", "y/deep/c": "3"}
    assert not source.exists()


def test_a_file_without_a_folder_to_go_to_is_an_error(tmp_path: Path) -> None:
    """It stays where it is."""
    source = fill(tmp_path / "from", a="1")
    with pytest.raises(FileNotFoundError):
        staging.move_file(str(source / "a"), str(tmp_path / "to/a"))
    assert held(source) == {"a": "1"}


def test_a_file_replaces_a_link_to_a_folder(tmp_path: Path) -> None:
    """And nothing in that folder."""
    source, outside = fill(tmp_path / "from", a="1"), fill(tmp_path / "outside", b="2")
    (tmp_path / "to").symlink_to(outside)
    staging.move_file(str(source / "a"), str(tmp_path / "to"))
    assert (tmp_path / "to").read_text() == "1"
    assert not (tmp_path / "to").is_symlink()
    assert held(outside) == {"b": "2"}


def test_a_missing_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder is in the way, and where a link to one is: that leads elsewhere."""
    source, outside = fill(tmp_path / "from", a="1"), tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "link").symlink_to(outside)
    refusing(monkeypatch, "replace", PermissionError(1, "Operation not permitted"))
    for name in ("to", "link"):
        with pytest.raises(PermissionError):
            staging.move_file(str(source / "a"), str(tmp_path / name))
    assert outside.is_dir()


def test_a_place_that_a_file_can_be_moved_to(tmp_path: Path) -> None:
    """Nothing, a file, and a link are; a folder that holds something is named."""
    top = fill(tmp_path, full__a="1")
    (top / "link").symlink_to(top / "full")
    for name in ("missing", "full/a", "link"):
        assert staging.without_folder(top / name) == top / name
    assert (top / "link").is_symlink()
    with pytest.raises(UsageError) as error:
        staging.without_folder(top / "full")
    assert str(error.value) == (
        f"{top}/full is a folder that is not ours, and is in the way of a file; move it elsewhere"
    )
    assert held(top / "full") == {"a": "1"}


def on_another_disk(monkeypatch: pytest.MonkeyPatch, *others: Path) -> None:
    """Let some files be on another disk."""
    look = os.lstat

    def lstat(path: str | Path) -> os.stat_result:
        found = look(path)
        fields = list(found)
        fields[2] += any(Path(path) == other for other in others)
        return os.stat_result(fields)

    monkeypatch.setattr(os, "lstat", lstat)


def test_a_folder_on_another_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At any depth above a file, since nothing can be renamed into it; a file there or a missing folder is none."""
    top = fill(tmp_path / "to", x__y__a="1", b="2")
    with monkeypatch.context() as patch:
        on_another_disk(patch, top / "x", top / "b", top / "new")
        staging.check_room(str(top), ["a", "b", "new/a"], ())
        for path in ("x/a", "x/y/z/a"):
            with pytest.raises(UsageError) as error:
                staging.check_room(str(top), ["a", path], ())
            assert str(error.value) == (
                f"{top}/x is on another disk than {top}, so no file can be put there in one step; unmount it, or mount"
                " the whole output there"
            )


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    """A file in the place of a folder, and the one that a folder holds; unless they are to be deleted."""
    top = fill(tmp_path / "to", a="1", b__c__foreign="2", b__ours="3")
    sentences = {
        "a/index.html": f"{top}/a is not ours, and is in the way of a folder; move it elsewhere",
        "b": f"{top}/b/c/foreign is not ours, and its folder is in the way of a file; move it elsewhere",
        "b/c": f"{top}/b/c/foreign is not ours, and its folder is in the way of a file; move it elsewhere",
        "b/c/foreign/x/y": f"{top}/b/c/foreign is not ours, and is in the way of a folder; move it elsewhere",
    }
    for path, said in sentences.items():
        with pytest.raises(UsageError) as error:
            staging.check_room(str(top), ["new", path], {"b/ours"})
        assert str(error.value) == said
    staging.check_room(str(top), sentences, {"a", "b/c/foreign", "b/ours"})


def test_a_link_in_the_way_is_replaced(tmp_path: Path) -> None:
    """Whatever it leads to, also where a folder has to be: what is behind it is nobody's concern."""
    outside, top = fill(tmp_path / "outside", a="1"), tmp_path / "to"
    top.mkdir()
    (top / "l").symlink_to(outside)
    (top / "nowhere").symlink_to("tiada")
    staging.check_room(str(top), ["l", "l/a", "l/b/c", "nowhere", "nowhere/a"], ())
