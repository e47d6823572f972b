"""The files of a store: it belongs to the program that wrote it, and damage to it is found by sums of its pages."""

from __future__ import annotations

import os
import shutil
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from generator.store import compression
from generator.store.database import open_store
from generator.store.files import _LIBRARIES, PACKAGE, PAGE, Sums, is_known, lock, program, program_of
from tests.layers import LAYERS, modules
from tests.quick import sample

WITHOUT = ("preview", "cli", "editing", "annex.importing", "annex.deploying", "annex.remote_state")
"""Layers that have no part in what a page's bytes are."""
MODULES = modules()
MAKING = [name for name in MODULES if not f"{name}.".startswith(tuple(f"{one}." for one in WITHOUT))]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, to be changed; each test leaves it as it was."""
    folder = tmp_path_factory.mktemp("copy") / "generator"
    return shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__", "themes"))


@contextmanager
def added(file: Path, text: str) -> Iterator[None]:
    """Add a text to a file for a while."""
    before = file.read_bytes()
    file.write_bytes(before + text.encode())
    try:
        yield
    finally:
        file.write_bytes(before)


def test_the_same_code_is_the_same_program(copy: Path) -> None:
    """Where a package lies makes no difference."""
    assert program_of(copy) == program()


@pytest.mark.parametrize("name", sample(MAKING, 5))
def test_a_changed_constant_in_any_layer_makes_another_program(copy: Path, name: str) -> None:
    """Each module that a build uses counts, the package's own file too."""
    with added(copy / MODULES[name].relative_to(PACKAGE), "\n_CHANGED = 1\n"):
        assert program_of(copy) != program()


def test_another_dictionary_of_records_makes_another_program(copy: Path) -> None:
    """Records that were compressed with one cannot be read with another."""
    with added(copy / "store" / compression.DICTIONARY, "x"):
        assert program_of(copy) != program()


@pytest.mark.parametrize(
    "folder",
    [name for name in (*LAYERS, "annex/cluster") if len([*(PACKAGE / name).glob("*.py")]) > 1 and name not in WITHOUT],
)
def test_a_moved_file_makes_another_program(copy: Path, folder: str) -> None:
    """The name of a module counts, for bytes may depend on it."""
    moved = next(path for path in sorted((copy / folder).glob("*.py")) if path.name != "__init__.py")
    there = moved.rename(moved.with_name("moved.py"))
    try:
        assert program_of(copy) != program()
    finally:
        there.rename(moved)


@pytest.mark.parametrize("name", ["preview/bar.py", "cli/build.py", "skeleton/site.yaml"])
def test_what_makes_no_bytes_makes_no_other_program(copy: Path, name: str) -> None:
    """An archive is not read anew because the preview or a command changed."""
    with added(copy / name, "\n# another\n"):
        assert program_of(copy) == program()


def test_a_second_build_waits_and_is_told(tmp_path: Path) -> None:
    """Once; it goes on when the first one has ended."""
    told, order = threading.Event(), []

    def second() -> None:
        with lock(tmp_path / ".ssg", waiting=told.set):
            order.append("second")

    thread = threading.Thread(target=second)
    with lock(tmp_path / ".ssg", waiting=lambda: order.append("told though nobody has it")):
        thread.start()
        assert told.wait(60)
        order.append("first")
    thread.join(60)
    assert order == ["first", "second"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The file of a store that a build has left whole, of several pages."""
    with_sums = open_store(tmp_path / ".ssg")
    with with_sums.transaction():
        for number in range(12):
            with_sums.set(f"uji {number}", os.urandom(PAGE))
    with_sums.close()
    return with_sums.path


def flipped(file: Path, at: int) -> None:
    """Change a byte, and leave the file as old as it was."""
    before = file.stat()
    with open(file, "r+b") as opened:
        opened.seek(at)
        byte = opened.read(1)[0]
        opened.seek(at)
        opened.write(bytes([byte ^ 1]))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_what_is_left(store: Path) -> None:
    """The stat of the file, and the sum of each page in its place."""
    at, data = store.stat(), store.read_bytes()
    whole = store.with_suffix(".sums").read_bytes()
    assert whole[:40] == struct.pack("<8s4Q", b"warta 1\n", at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino)
    assert whole[40:] == b"".join(
        zlib.crc32(data[n * PAGE : (n + 1) * PAGE], n + 1).to_bytes(4, "little") for n in range(len(data) // PAGE)
    )
    assert Sums(store).read() == (at.st_size, at.st_mtime_ns, at.st_ctime_ns, at.st_ino)
    assert [Sums(store).differ(verify=verify) for verify in (False, True)] == [False, False]


@pytest.mark.parametrize("place", [0, PAGE - 1, PAGE, 5 * PAGE + 7, -PAGE, -1])
def test_another_byte_is_found(store: Path, place: int) -> None:
    """Wherever it is: the file was written to, or all of it is read."""
    flipped(store, place % store.stat().st_size)
    assert Sums(store).differ(verify=False)
    assert Sums(store).differ(verify=True)


def test_a_store_that_only_looks_different_is_read(store: Path) -> None:
    """And found to be the same."""
    os.utime(store, ns=(1, 1))
    assert not Sums(store).differ(verify=False)


@pytest.mark.parametrize("step", [PAGE, 1, -1, -PAGE])
def test_another_length_is_found(store: Path, step: int) -> None:
    """More or less than the pages that have sums."""
    os.truncate(store, store.stat().st_size + step)
    assert Sums(store).differ(verify=True)


def test_a_log_is_nobodys_whole_store(store: Path) -> None:
    """Unless there is nothing in it."""
    log = store.with_name(f"{store.name}-wal")
    log.write_bytes(b"")
    assert not Sums(store).differ(verify=False)
    log.write_bytes(b"x")
    assert Sums(store).differ(verify=False)


@pytest.mark.parametrize("damage", [b"", b"warta 1\n", b"warta 2\n" + bytes(range(32)), b"warta 1\n" + bytes(32)])
def test_sums_that_are_none_say_nothing(store: Path, damage: bytes) -> None:
    """Nor do those of a store that is being written."""
    store.with_suffix(".sums").write_bytes(damage)
    assert Sums(store).read() is None
    assert not Sums(store).differ(verify=True)
    store.with_suffix(".sums").unlink()
    assert Sums(store).read() is None


def test_an_edit_writes_the_sums_of_what_it_changed(store: Path) -> None:
    """While it lasts there are none; then those of all pages are right, also where there are fewer."""
    whole = store.with_suffix(".sums").read_bytes()
    edited = open_store(store.parent)
    assert Sums(store).read() is None
    assert store.with_suffix(".sums").read_bytes()[40:] == whole[40:]
    with edited.transaction():
        edited.set("uji 3", b"x")
    edited.close()
    assert not Sums(store).differ(verify=True)
    assert store.with_suffix(".sums").read_bytes()[40:] != whole[40:]
    shorter = open_store(store.parent)
    with shorter.transaction():
        shorter.db.execute("DELETE FROM meta WHERE key LIKE 'uji %'")
    shorter.db.execute("VACUUM")
    shorter.close()
    assert store.stat().st_size // PAGE == (store.with_suffix(".sums").stat().st_size - 40) // 4 < len(whole[40:]) // 4
    assert not Sums(store).differ(verify=True)


def test_libraries_that_have_a_part_in_pages_are_known_by_their_names() -> None:
    """Each by its version: another one may give other bytes."""
    installed = {one.name.lower() for one in Path(msgspec.__file__).parents[1].glob("*.dist-info")}
    assert [name for name in _LIBRARIES if not any(one.startswith(name) for one in installed)] == []


def test_a_store_that_a_killed_build_has_set_aside_goes(tmp_path: Path) -> None:
    """The one in its place is what counts, if it is there."""
    aside = tmp_path / "store.aside"
    for is_there in (False, True):
        aside.write_bytes(b"x")
        if is_there:
            (tmp_path / "store.db").touch()
        assert is_known(tmp_path) == is_there
        assert not aside.exists()


def test_another_zlib_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may pack the files of the search otherwise."""
    before = program_of(PACKAGE)
    monkeypatch.setattr("zlib.ZLIB_RUNTIME_VERSION", "0")
    assert program_of(PACKAGE) != before
