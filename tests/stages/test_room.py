"""What is not ours and in the way is found before anything of the output is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.stages.journal import Changes
from generator.stages.room import check_room


def check(top: Path, *added: str, deleted: tuple[str, ...] = ()) -> None:
    """Look whether files can be put there."""
    check_room(str(top), Changes(dict.fromkeys(added, ""), {}, dict.fromkeys(deleted, "")))


def put(top: Path, path: str) -> None:
    (top / path).parent.mkdir(parents=True, exist_ok=True)
    (top / path).write_text("")


def test_there_is_room(tmp_path: Path) -> None:
    """Where there is nothing, over another file, and where empty folders are."""
    put(tmp_path, "a/index.html")
    (tmp_path / "b/deep").mkdir(parents=True)
    check(tmp_path, "a/index.html", "b", "c/d/e")


@pytest.mark.parametrize(
    ("there", "added", "told"),
    [
        ("a/foreign", "a", "its folder is in the way of a file"),
        ("a", "a/index.html", "in the way of a folder"),
        ("a/b/c/foreign", "a/b", "its folder is in the way of a file"),
        ("a/b", "a/b/c/index.html", "in the way of a folder"),
    ],
)
def test_what_is_not_ours_is_in_the_way(tmp_path: Path, there: str, added: str, told: str) -> None:
    """A file below the folder that has to go, or in the place of a folder; it is named."""
    put(tmp_path, there)
    with pytest.raises(UsageError, match=told) as error:
        check(tmp_path, added)
    assert f"{tmp_path}/{there}" in str(error.value)
    check(tmp_path, added, deleted=(there,))


def test_a_link_below_a_folder_is_somebodys(tmp_path: Path) -> None:
    """It would go with the folder."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/link").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="in the way of a file"):
        check(tmp_path, "a")
