"""Sums: by which damage to the store's file is found."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest

from generator.store.checksums import PAGE, Sums
from generator.store.database import open_store


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
