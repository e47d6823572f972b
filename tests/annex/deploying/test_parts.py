"""What a target says of its files, part by part, and what is kept of that on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.annex.deploying.manifest import UNKNOWN, DamagedError, Head
from generator.annex.deploying.parts import Parts
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import Remote
from generator.base.digest import MODULUS, entry
from generator.model.deploy_targets import Target
from tests.deploying_support import rclone

A, B, C = b"a" * 16, b"b" * 16, b"c" * 16


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Remote]:
    rclone()
    (tmp_path / "sementara").mkdir()
    target = Target("utama", "local", str(tmp_path / "publik"), str(tmp_path / "manifes"))
    with running(target) as program:
        yield Remote(target, program, tmp_path / "sementara")


@pytest.fixture
def parts(remote: Remote, tmp_path: Path) -> Parts:
    (tmp_path / "sini").mkdir()
    return Parts(remote, tmp_path / "sini")


def elsewhere(remote: Remote, tmp_path: Path) -> Parts:
    """Return the same parts on a machine that has read none."""
    (tmp_path / "sana").mkdir()
    return Parts(remote, tmp_path / "sana")


def head(*names: str) -> Head:
    return Head("https://uji.example", 1, "", names)


def test_what_is_written_is_read_on_any_machine(parts: Parts, remote: Remote, tmp_path: Path) -> None:
    """And kept there, so that it is not asked for again; what was damaged meanwhile is."""
    first = parts.write({"index.html": A, "x.html": B})
    second = parts.write({"x.html": None, "y.html": C})
    assert (parts.size(first), parts.size(second), parts.size("0" * 32)) == (2, 2, 0)
    assert sorted(remote.listed("parts")) == sorted([first, second])
    other = elsewhere(remote, tmp_path)
    assert other.size(first) == 0
    assert other.agreed([head(first, second)]) == {"index.html": A, "y.html": C}
    assert other.size(first) == 2
    (tmp_path / "sana" / first).write_bytes(b"rusak")
    assert other.agreed([head(first, second)]) == {"index.html": A, "y.html": C}
    remote.remove([f"parts/{first}", f"parts/{second}"])
    assert other.agreed([head(first, second)]) == {"index.html": A, "y.html": C}
    with pytest.raises(FileNotFoundError):
        other.agreed([head("0" * 32)])


def test_heads_that_say_different_things_vouch_for_neither(parts: Parts) -> None:
    """What they say alike is believed, and what only one of them knows is not."""
    one, two = parts.write({"a": A, "b": B, "c": C}), parts.write({"a": A, "b": C, "d": A})
    assert parts.agreed([head(one), head(two)]) == {"a": A, "b": UNKNOWN, "c": UNKNOWN, "d": UNKNOWN}
    assert parts.agreed([]) == {}


def test_what_is_foreseen_is_used_once_and_only_as_it_is_said(parts: Parts, remote: Remote, tmp_path: Path) -> None:
    """If all of it is on this machine, no matter what the target has by then."""
    one, two = parts.write({"a": A}), parts.write({"b": B})
    parts.foresee((one, two))
    for name in (one, two):
        (tmp_path / "sini" / name).unlink()
    remote.remove([f"parts/{one}", f"parts/{two}"])
    assert parts.agreed([head(one, two)]) == {"a": A, "b": B}
    with pytest.raises(FileNotFoundError):
        parts.agreed([head(one, two)])
    three = parts.write({"c": C})
    parts.foresee((three, "0" * 32))
    parts.foresee((three,))
    assert parts.agreed([head(three, three)]) == {"c": C}


def test_what_came_after_a_whole_output(parts: Parts) -> None:
    """The paths of later parts; all of none if the target never had that output."""
    one = parts.write({"a": A, "b": B})
    two = parts.write({"b": C, "c": C})
    three = parts.write({"a": None})
    first = (entry("a", A) + entry("b", B)) % MODULUS
    second = (entry("a", A) + entry("b", C) + entry("c", C)) % MODULUS
    last = (entry("b", C) + entry("c", C)) % MODULUS
    assert parts.after((one, two, three), first) == {"a", "b", "c"}
    assert parts.after((one, two, three), second) == {"a"}
    assert parts.after((one, two, three), last) == set()
    assert parts.after((one, two), first) == {"b", "c"}
    assert parts.after((two, three), first) is None
    assert parts.after((), first) is None


def test_all_paths_that_anybody_remembers(parts: Parts, remote: Remote, tmp_path: Path) -> None:
    """Here or at the target; what is damaged or is no part is left out."""
    one = elsewhere(remote, tmp_path).write({"a": A})
    two = parts.write({"b": None})
    remote.remove([f"parts/{two}"])
    remote.write(f"parts/{'0' * 32}", b"rusak")
    remote.write("parts/catatan.txt", b"x")
    assert parts.remembered() == {"a", "b"}
    parts.forget({one})
    assert [file.name for file in (tmp_path / "sini").iterdir()] == [one]
    assert parts.remembered() == {"a"}


def test_a_part_that_is_another_is_damage(parts: Parts, remote: Remote, tmp_path: Path) -> None:
    """It was not what it says."""
    one, two = parts.write({"a": A}), parts.write({"b": B})
    remote.write(f"parts/{one}", remote.read(f"parts/{two}"))
    with pytest.raises(DamagedError):
        elsewhere(remote, tmp_path).agreed([head(one)])
