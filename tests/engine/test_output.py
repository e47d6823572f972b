"""Output: the folder of the output, its marker, and what is ours of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.engine.output import NOTHING, Changes, Journal, Output, files_of, marker_text, pack, read_marker, unpack


def test_where_everything_is(tmp_path: Path) -> None:
    """What belongs to one output of several of a site has its nickname, which stays when all of them move together."""
    files = files_of(tmp_path / "build", tmp_path / ".ssg/changed.json")
    name = digest(b"../build").hex()[:12]
    stage, state = tmp_path / "build/.warta-stage", tmp_path / ".ssg"
    assert files.marker_copy.suffix == f".{name}"
    assert (files.folder, files.note) == (tmp_path / "build", state / "changed.json")
    assert (files.marker, files.stage, files.journal) == (tmp_path / "build/.warta", stage, stage / "journal")
    assert (files.marker_copy, files.earlier) == (state / f"marker.{name}", state / f"changed.{name}.kept")
    assert files.ready == (
        (stage / "marker", files.marker), (state / f"marker.{name}.ready", files.marker_copy),
        (state / "changed.json.ready", files.note),
    )  # fmt: skip


def test_what_is_said_of_a_damaged_file(tmp_path: Path) -> None:
    """It is named from the folder that it is in."""
    files = files_of(tmp_path / "build", tmp_path / ".ssg/changed.json")
    told = [files.doubt(file, sentence("said"), sentence("hint")) for file in (files.journal, files.note)]
    assert [(str(one.where), one.code, one.message, one.hint) for one in told] == [
        (place, "damaged-state", "said; all of the output was looked at", "hint")
        for place in ("build/.warta-stage/journal", ".ssg/changed.json")
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"warta 1\n" + b"0" * 31 + b"a\n", "0" * 31 + "a"), (b"warta 1\n" + b"0" * 32, None),
        (b"warta 2\n" + b"0" * 32 + b"\n", None), (b"warta 1\n" + b"0" * 31 + b"\n", None),
        (b"warta 1\n" + b"0" * 32 + b"\nx", None), (b"warta 1\n" + b"G" * 32 + b"\n", None), (b"", None),
    ],
)  # fmt: skip
def test_a_marker_is_whole_or_nothing(tmp_path: Path, data: bytes, expected: str | None) -> None:
    """Whatever stands there instead."""
    (tmp_path / "m").write_bytes(data)
    assert read_marker(tmp_path / "m") == expected
    assert marker_text(10) == "warta 1\n" + "0" * 31 + "a\n"


def test_an_output_is_left_as_the_marker_or_its_copy_say(tmp_path: Path) -> None:
    """One of them may be damaged."""
    files = files_of(tmp_path / "build", tmp_path / "changed.json")
    assert [Output(files, "a").is_left(tree) for tree in ("a", "b", "")] == [True, False, False]
    files.marker_copy.write_text(marker_text(11))
    assert [Output(files, "a").is_left(tree) for tree in ("a", f"{11:032x}", "b")] == [True, True, False]
    given = Output(files)
    assert (given.tree, given.doubts, given.listed) == ("", (), True)


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(UsageError) as told:
        Output(files_of(tmp_path / "build", tmp_path / "changed.json")).refuse()
    assert str(told.value) == (
        f"{tmp_path}/build is not empty and was not made by ssg; it is left alone. Name another folder with --output,"
        " or empty this one yourself"
    )


def test_all_that_lies_in_an_output(tmp_path: Path) -> None:
    """But the marker and the staging folder at its top; a link is what it leads to, and a pipe is no file."""
    top = tmp_path / "build"
    for path in ("a.txt", "b/c.txt", "b/.warta", "b/.warta-stage", ".warta", ".warta-stage/files/x"):
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(path)
    (top / "tautan").symlink_to("b")
    os.mkfifo(top / "pipa")
    assert dict(Output(files_of(top, tmp_path / "changed.json")).walk()) == {
        **{path: digest(path.encode()) for path in ("a.txt", "b/c.txt", "b/.warta", "b/.warta-stage")},
        "tautan": digest(b"link:b"), "pipa": digest(b"no file"),
    }  # fmt: skip


TREES = st.dictionaries(st.sampled_from("abcde"), st.sampled_from(["1", "2", "3"]))
JOURNAL = Journal(Changes({"a": "1"}, {"b": "2"}, {"c": "3"}), "warta 1\n", Changes({"d": "4"}, {}, {}))


def between(before: dict[str, str], after: dict[str, str]) -> Changes:
    return Changes(
        {path: shown for path, shown in after.items() if path not in before},
        {path: shown for path, shown in after.items() if path in before and before[path] != shown},
        {path: shown for path, shown in before.items() if path not in after},
    )


@given(TREES, TREES, TREES)
def test_two_steps_are_one(first: dict[str, str], second: dict[str, str], third: dict[str, str]) -> None:
    """Two steps together turn the first tree into the third; a file that came back as it was may be called changed."""
    both, direct = between(first, second).then(between(second, third)), between(first, third)
    assert (both.added, both.deleted.keys()) == (direct.added, direct.deleted.keys())
    assert {path: both.changed[path] for path in direct.changed} == direct.changed
    assert both.changed.keys() <= first.keys() & third.keys()
    assert all(third[path] == shown for path, shown in both.changed.items())


def test_changes_are_true_if_there_are_any():
    """A file that is added, changed or deleted is one."""
    assert not NOTHING
    assert all(Changes(*({"a": "1"} if number == own else {} for number in range(3))) for own in range(3))


def test_a_journal_comes_back_as_it_was():
    """It is written and read with all that it holds."""
    assert unpack(pack(JOURNAL)) == JOURNAL


@pytest.mark.parametrize("place", [0, 20, -3])
def test_a_journal_that_was_altered_is_none(place: int):
    """A single bit anywhere is enough."""
    data = bytearray(pack(JOURNAL))
    data[place] ^= 1
    assert unpack(bytes(data)) is None


def test_a_journal_that_was_cut_is_none():
    """However much of it is left."""
    data = pack(JOURNAL)
    assert all(unpack(data[:length]) is None for length in range(len(data) - 1))


def test_who_deploys_is_told_of_killed_builds_too():
    """All of a journal is what they have done, and then what this build does."""
    assert JOURNAL.all == JOURNAL.earlier.then(JOURNAL.changes)
    alone = Journal(JOURNAL.changes, "warta 1\n")
    assert alone.all is alone.changes
