"""A store belongs to the program that wrote it: any change of code that makes bytes makes it another program."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.store import compression
from generator.store.files import PACKAGE, lock, program, program_of
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
