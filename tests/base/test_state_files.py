"""Files and folders of the generator's own are made good, whoever else does the same."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from generator.base.errors import UsageError
from generator.base.state_files import check_link, claim, claim_folder, discard, open_up, write

TOGETHER = 8


@pytest.mark.parametrize("kind", ["nothing", "file", "link"])
def test_a_folder_that_many_make_at_once(tmp_path: Path, kind: str) -> None:
    """Each process of a build makes the folder of the templates, all of them at the same moment."""
    start = Barrier(TOGETHER)

    def make(path: Path) -> bool:
        start.wait()
        return claim_folder(path).is_dir()

    with ThreadPoolExecutor(TOGETHER) as pool:
        for number in range(100):
            path = tmp_path / str(number)
            if kind == "file":
                path.write_text("x")
            elif kind == "link":
                path.symlink_to("nowhere")
            assert all(pool.map(make, [path] * TOGETHER))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_a_file_that_is_ours_is_made_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights that somebody took away are given back, and no others are given."""
    file = tmp_path / "a"
    file.write_text("isi")
    assert claim(file) == file
    file.chmod(0o040)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert claim(file) == file
    assert mode(file) == 0o640
    assert file.read_text() == "isi"


def test_what_is_no_file_goes(tmp_path: Path) -> None:
    """A folder with all that is in it, a pipe and a link, but not what that leads to; what is not there is free."""
    other = tmp_path / "lain"
    other.write_text("isi")
    (tmp_path / "map/dalam").mkdir(parents=True)
    (tmp_path / "tautan").symlink_to(other)
    (tmp_path / "ke-map").symlink_to(tmp_path / "map")
    os.mkfifo(tmp_path / "pipa")
    for name in ("ke-map", "map", "tautan", "pipa", "tiada", "lain/di-bawah"):
        assert claim(tmp_path / name) == tmp_path / name
    assert [one.name for one in tmp_path.iterdir()] == ["lain"]
    assert other.read_text() == "isi"
    assert discard(other) == other == discard(other)
    assert not [*tmp_path.iterdir()]


def test_a_folder_is_opened_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only if something may not be done with it."""
    asked: list[int] = []
    tmp_path.chmod(0o750)
    assert open_up(tmp_path) == tmp_path
    assert mode(tmp_path) == 0o750
    monkeypatch.setattr(os, "access", lambda _, how: asked.append(how))
    open_up(tmp_path)
    assert (mode(tmp_path), asked) == (0o700, [os.R_OK | os.W_OK | os.X_OK])


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    """It and its target are named, wherever on the way it is."""
    (tmp_path / "ada").mkdir()
    (tmp_path / "baik").symlink_to("ada")
    check_link(tmp_path / "baik/belum/ada")
    (tmp_path / "disk").symlink_to("/tiada/di/sini")
    for path in ("disk", "disk/a/b"):
        with pytest.raises(UsageError) as told:
            check_link(tmp_path / path)
        assert str(told.value) == (
            f"{tmp_path}/disk is a link to /tiada/di/sini, which does not exist; mount its disk, or remove the link"
        )


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("lasting", [True, False])
def test_a_file_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: bool, lasting: bool) -> None:
    """Under a name of its own until it is, which is each process's own if several write it; and synced if it must last."""
    renamed, synced = [], []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda one, other: renamed.append((one, other)) or replace(one, other))
    monkeypatch.setattr(os, "fsync", synced.append)
    file = tmp_path / "a.json"
    file.mkdir()
    (tmp_path / "a.json.new").mkdir()
    data = bytes(range(256)) * 5000
    write(file, data, alone=alone, lasting=lasting)
    assert file.read_bytes() == data
    assert renamed == [(tmp_path / ("a.json.new" if alone else f"a.json.new{os.getpid()}"), file)]
    assert len(synced) == lasting
