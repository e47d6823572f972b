"""Changes to several files: all or none, whatever happens in between."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.base.errors import UsageError
from generator.editing import changes
from generator.editing.changes import Change, Move, apply, diff, finish
from tests.support import shape


class Killed(BaseException):
    """Stands for SIGKILL."""


EDITS = (
    Change("content/a.md", b"a\n", b"A\n"),
    Change("content/baru/b.md", None, b"b\n"),
    Change("content/lama/b.md", b"b\n", None),
)
MOVES = (Move("content/lama/foto.jpg", "content/baru/foto.jpg"),)
AFTER = {"content/a.md": b"A\n", "content/baru/b.md": b"b\n", "content/baru/foto.jpg": b"jpg"}


def begun(folder: Path) -> Path:
    for path, data in (("a.md", b"a\n"), ("lama/b.md", b"b\n"), ("lama/foto.jpg", b"jpg")):
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_bytes(data)
    return folder


def test_all_is_changed(tmp_path: Path) -> None:
    """Files are edited, made, deleted and moved; folders that are left empty go, and no trace stays."""
    apply(begun(tmp_path), EDITS, MOVES)
    assert {path: data for path, data in shape(tmp_path).items() if data is not None} == AFTER
    assert not (tmp_path / "content/lama").exists()
    assert not finish(tmp_path)


def test_a_file_that_was_saved_meanwhile_refuses_all(tmp_path: Path) -> None:
    """Nothing is changed if one file is not what it was, or a new one is there already."""
    for path, said in (("content/a.md", "was saved meanwhile"), ("content/baru/b.md", "is there already")):
        begun(tmp_path)
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"lain\n")
        before = shape(tmp_path)
        with pytest.raises(UsageError, match=f"{path} {said}"):
            apply(tmp_path, EDITS, MOVES)
        assert shape(tmp_path) == before
        (tmp_path / path).unlink()


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """A folder that is a symbolic link could lead out of the site."""
    site, elsewhere = begun(tmp_path / "site"), tmp_path / "luar"
    elsewhere.mkdir()
    (site / "content/baru").symlink_to(elsewhere)
    with pytest.raises(UsageError, match="symbolic link"):
        apply(site, EDITS)
    assert not list(elsewhere.iterdir())
    assert (site / "content/a.md").read_bytes() == b"a\n"


def test_a_kill_leaves_all_as_it_was_or_what_the_next_run_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each rename and deletion; what is left is finished once, and no text is ever in no file."""
    done, cuts = False, 0
    while not done:
        site = begun(tmp_path / str(cuts))
        before = {path: data for path, data in shape(site).items() if data is not None}
        calls = 0

        def cut(call, cuts=cuts):
            def counted(*args: object, **kwargs: object) -> object:
                nonlocal calls
                calls += 1
                if calls > cuts:
                    raise Killed
                return call(*args, **kwargs)

            return counted

        with monkeypatch.context() as patch:
            for name in ("replace", "rename"):
                patch.setattr(os, name, cut(getattr(os, name)))
            patch.setattr(Path, "unlink", cut(Path.unlink))
            try:
                apply(site, EDITS, MOVES)
                done = True
            except Killed:
                pass
        left = shape(site / "content").values()
        assert b"b\n" in left
        assert b"jpg" in left
        assert b"a\n" in left or b"A\n" in left
        began = (site / ".ssg/edits").exists()
        finish(site)
        after = {path: data for path, data in shape(site).items() if data is not None and ".ssg" not in path}
        assert after == (AFTER if began or done else before), cuts
        cuts += 1
    assert cuts > 6


def test_what_is_saved_after_a_kill_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is finished, and the file is named."""
    site = begun(tmp_path)

    def die(*args: object) -> list[str]:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(changes, "_carried_out", die)
        with pytest.raises(Killed):
            apply(site, EDITS, MOVES)
    (site / "content/a.md").write_bytes(b"disimpan\n")
    with pytest.raises(UsageError, match=r"content/a\.md was saved while it was being changed"):
        finish(site)
    assert (site / "content/a.md").read_bytes() == b"disimpan\n"
    assert (site / "content/baru/b.md").exists()
    assert not (site / "content/lama").exists()
    assert not finish(site)


def test_damage_to_what_was_to_be_done_loses_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte that differs, wherever it is, after a kill: nothing more is done, and what was there is there."""
    site = begun(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(changes, "_carried_out", lambda *_: pytest.exit())
        with pytest.raises(pytest.exit.Exception):
            apply(site, EDITS, MOVES)
    before, journal = shape(site / "content"), (site / ".ssg/edits").read_bytes()
    for at in range(len(journal)):
        (site / ".ssg/edits").write_bytes(journal[:at] + bytes([journal[at] ^ 1]) + journal[at + 1 :])
        assert not finish(site)
        assert shape(site / "content") == before


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"x" * 50])
def test_a_journal_that_was_damaged_is_not_carried_out(tmp_path: Path, damage: bytes) -> None:
    """What cannot be believed goes."""
    site = begun(tmp_path)
    (site / ".ssg").mkdir()
    (site / ".ssg/edits").write_bytes(damage)
    assert not finish(site)
    assert not (site / ".ssg/edits").exists()


def test_the_difference_is_shown_as_a_patch() -> None:
    """As `git diff` shows it; what only moves is a line."""
    assert diff(EDITS, MOVES) == (
        "rename content/lama/foto.jpg => content/baru/foto.jpg\n"
        "--- a/content/a.md\n+++ b/content/a.md\n@@ -1 +1 @@\n-a\n+A\n"
        "--- /dev/null\n+++ b/content/baru/b.md\n@@ -0,0 +1 @@\n+b\n"
        "--- a/content/lama/b.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n"
    )


@pytest.mark.parametrize("sign", ["\v", "\f", "\x85", "\u2028"])
def test_a_line_of_a_patch_ends_where_one_of_the_file_does(sign: str) -> None:
    """Other signs that some programs take for the end of a line do not cut it."""
    before, after = f"a{sign}b\nc\n", f"a{sign}B\nc\n"
    shown = diff([Change("content/a.md", before.encode(), after.encode())])
    assert shown == f"--- a/content/a.md\n+++ b/content/a.md\n@@ -1,2 +1,2 @@\n-a{sign}b\n+a{sign}B\n c\n"


@pytest.mark.parametrize("size", [251, 255])
def test_a_name_as_long_as_the_disk_allows(tmp_path: Path, size: int) -> None:
    """What a file is called until it is whole is no longer than its own name."""
    name = f"content/{'a' * (size - 3)}.md"
    begun(tmp_path)
    (tmp_path / name).write_bytes(b"lama\n")
    apply(tmp_path, [Change(name, b"lama\n", b"baru\n"), *EDITS])
    assert (tmp_path / name).read_bytes() == b"baru\n"
    assert not list((tmp_path / "content").glob(".*"))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"content/{'a' * 253}.md", "its name is longer than the disk allows"),
        (f"content/tiada/{'a' * 253}.md", "its name is longer than the disk allows"),
        (f"content/tiada/{'a' * 256}/b.md", "its name is longer than the disk allows"),
        ("content/a.md/b.md", "nothing was changed"), ("content/lama", "nothing was changed"),
        ("content/a\0b.md", "no file can be called"), ("content/\udcff.md", "no file can be called"),
        ("content/baru/b.md", "two files would become content/baru/b.md"),
        ("content/baru/foto.jpg", "two files would become content/baru/foto.jpg"),
    ],
)  # fmt: skip
def test_what_would_fail_half_way_is_refused_before(tmp_path: Path, path: str, said: str) -> None:
    """Also of files that move with their bytes."""
    before = shape(begun(tmp_path))
    for edits, moves in (
        ((*EDITS, Change(path, None, b"x")), MOVES),
        (EDITS, (*MOVES, Move("content/lain.jpg", path))),
    ):
        with pytest.raises(UsageError, match=said) as refused:
            apply(tmp_path, edits, moves)
        assert "nothing was changed" in str(refused.value)
        assert shape(tmp_path) == before


def test_content_may_be_a_link(tmp_path: Path) -> None:
    """As for a build: it is the folder of the site wherever it lies."""
    site, elsewhere = tmp_path / "site", begun(tmp_path / "luar")
    site.mkdir()
    (site / "content").symlink_to(elsewhere / "content")
    apply(site, EDITS, MOVES)
    assert (elsewhere / "content/a.md").read_bytes() == b"A\n"
    assert (elsewhere / "content/baru/foto.jpg").exists()


def test_folders_that_become_empty_go(tmp_path: Path) -> None:
    """But for content/ itself; one in which there is anything stays."""
    for path in ("content/daerah/2024/10/a.md", "content/daerah/2024/11/b.md", "content/foto/x.jpg"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"a")
    apply(
        tmp_path,
        [Change("content/daerah/2024/10/a.md", b"a", None)],
        [Move("content/foto/x.jpg", "content/gambar/b/x.jpg")],
    )
    assert sorted(one.relative_to(tmp_path / "content").as_posix() for one in (tmp_path / "content").rglob("*")) == [
        "daerah", "daerah/2024", "daerah/2024/11", "daerah/2024/11/b.md", "gambar", "gambar/b", "gambar/b/x.jpg",
    ]  # fmt: skip
    apply(tmp_path, [Change("content/daerah/2024/11/b.md", b"a", None)])
    assert [one.name for one in (tmp_path / "content").iterdir()] == ["gambar"]
    apply(tmp_path, [Change("content/gambar/b/x.jpg", b"a", None)])
    assert (tmp_path / "content").is_dir()


def test_a_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    """It is another one by its bytes alone."""
    (tmp_path / "a.md").write_bytes(b"a")
    (tmp_path / "a.md").chmod(0o640)
    apply(tmp_path, [Change("a.md", b"a", b"b")])
    assert ((tmp_path / "a.md").read_bytes(), (tmp_path / "a.md").stat().st_mode & 0o777) == (b"b", 0o640)


def test_each_file_that_was_saved_after_a_kill_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that changes, one that was to come, and one that goes."""
    site = begun(tmp_path)

    def die(*_: object) -> bool:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(changes, "finish", die)
        with pytest.raises(Killed):
            apply(site, EDITS, MOVES)
    (site / "content/baru").mkdir()
    for path in ("content/a.md", "content/baru/b.md", "content/lama/b.md"):
        (site / path).write_bytes(b"disimpan\n")
    with pytest.raises(UsageError) as error:
        finish(site)
    assert str(error.value) == (
        "content/a.md, content/baru/b.md, content/lama/b.md was saved while it was being changed, so it is as it was "
        "saved; look at it once more"
    )
    assert (site / "content/baru/foto.jpg").exists()
