"""Whatever ends a build, the next one leaves the bytes of a clean build, and no torn file was ever visible.

The builds here are real processes that are killed by SIGKILL: at every event
that touches the file system, one after the other, and at moments of time.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from generator.build import build
from generator.engine.options import Options
from generator.store.files import lock
from tests.fuzz.fulldisk import disk
from tests.kills import (
    difference,
    edit,
    forked,
    killed,
    killed_at,
    killed_in_the_midst,
    listed,
    newsroom,
    visible,
    whole,
)
from tests.quick import stride
from tests.support import NOW, Portal, article, clean_shape, shape, ssg_begun, tree


@pytest.mark.parametrize(
    "first", [pytest.param(True, marks=pytest.mark.slow, id="first build"), pytest.param(False, id="edit")]
)
def test_killed_at_every_write(tmp_path: Path, first: bool) -> None:
    """Killed at each event that touches the output or the state, the next build is clean."""
    portal = newsroom(tmp_path)
    before: dict[str, bytes] = {}
    if not first:
        portal.build()
        before = portal.files()
        shutil.copytree(portal.folder, tmp_path / "kept", symlinks=True)
        edit(portal)
    expected = portal.clean()
    number = kills = 0
    step = stride(34)
    while True:
        number += step
        shutil.rmtree(portal.output, ignore_errors=True)
        shutil.rmtree(portal.folder / ".ssg", ignore_errors=True)
        if not first:
            shutil.copytree(tmp_path / "kept/build", portal.output)
            shutil.copytree(tmp_path / "kept/.ssg", portal.folder / ".ssg")
        if not killed_at(portal, number):
            break
        kills += 1
        assert whole(visible(portal), before, expected), f"a torn file after a kill at event {number}"
        portal.build()
        assert portal.files() == expected, f"killed at event {number}"
        assert None not in shape(portal.output, empty=True).values(), f"killed at event {number}"
        assert listed(portal) == difference(before, expected), f"killed at event {number}"
    assert kills * step > 30, f"only {kills} kills"


def test_killed_between_any_two_deletions(tmp_path: Path) -> None:
    """Killed before any file or folder of the output goes, the next build leaves neither a file nor an empty folder."""
    portal = newsroom(tmp_path)
    portal.add("content/olahraga/2023/01/lama.md", article("Lama", timestamp="2023-01-05 10:00 WIB", tags="[Basi]"))
    portal.build()
    shutil.copytree(portal.folder, tmp_path / "kept", symlinks=True)
    portal.remove("content/olahraga/2023")
    portal.remove("content/daerah/2024/10/berita-5.md")
    expected = clean_shape(portal)
    for number in range(1, 100, stride(6)):
        for name in ("build", ".ssg"):
            shutil.rmtree(portal.folder / name)
            shutil.copytree(tmp_path / "kept" / name, portal.folder / name)
        if not killed(portal, lambda count, last=number: count == last, {"os.remove", "os.rmdir"}):  # type: ignore[misc]
            break
        portal.build()
        assert shape(portal.output) == expected, f"killed at deletion {number}"
    assert number > 20, f"only {number} kills"


@pytest.mark.slow
def test_killed_at_moments_of_time(tmp_path: Path) -> None:
    """A real `ssg build` with worker processes, killed with its workers at some moment, is healed by the next one."""
    portal = newsroom(tmp_path)
    for n in range(350):
        text = article(f"Kabar {n}", f"Isi {n}.", tags="[Pasar]", timestamp=f"2024-09-{n % 28 + 1:02d} 10:00 WIB")
        portal.add(f"content/nasional/2024/09/kabar-{n}.md", text)
    words = ("build", "--now", str(NOW), "--jobs", "2")
    apart = {"start_new_session": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    expected = portal.clean()
    for moment in (0.15, 0.4, 0.7, 0.9, 1.1, 1.4)[:: stride(4)]:
        process = ssg_begun(portal, *words, **apart)
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert whole(visible(portal), expected)
    portal.build()
    assert portal.files() == expected


def test_killed_while_the_store_is_lost(tmp_path: Path) -> None:
    """A kill in the midst of the moves and then the loss of .ssg/ still end in the clean bytes, old pages deleted."""
    portal = newsroom(tmp_path)
    portal.build()
    edit(portal)
    expected = portal.clean()
    killed_in_the_midst(portal)
    shutil.rmtree(portal.folder / ".ssg")
    portal.build()
    assert portal.files() == expected


def test_nothing_foreign_is_deleted(tmp_path: Path) -> None:
    """A file that somebody else put into the output stays, through edits, kills and the loss of the state."""
    portal = newsroom(tmp_path)
    portal.build()
    foreign = portal.add("build/CNAME", "kabar.example")
    deep = portal.add("build/daerah/2024/10/catatan.txt", "milik orang lain")
    edit(portal)
    killed_at(portal, 60)
    portal.build()
    shutil.rmtree(portal.folder / ".ssg")
    report = portal.build()
    assert foreign.read_text() == "kabar.example"
    assert deep.exists()
    assert "CNAME" in report.warnings[0].message


@pytest.mark.slow
def test_two_builds_at_once(tmp_path: Path) -> None:
    """The second build waits, says so, and both end well."""
    portal = newsroom(tmp_path)
    heard = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    (portal.folder / ".ssg").mkdir()
    with lock(portal.folder / ".ssg"):
        several = [ssg_begun(portal, "build", "--now", str(NOW), **heard) for _ in range(3)]
        for process in several:
            assert "another build of this site is running" in process.stderr.readline()
        assert not portal.output.exists()
    # Now all of them want to go on at once.
    for process in several:
        process.communicate(timeout=60)
    assert [process.returncode for process in several] == [0, 0, 0]
    assert portal.files() == portal.clean()


def _limited(portal: Portal) -> int:
    """Build in a child that may not write files larger than a few kilobytes."""

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        portal.build()

    return forked(work)


def test_a_write_that_fails_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    """When a file cannot be written whole, the output stays, and the next build is clean."""
    portal = newsroom(tmp_path)
    portal.build()
    before = portal.files()
    edit(portal)
    portal.add("content/foto/besar.vtt", b"x" * 100_000)
    assert _limited(portal) == 2
    assert portal.files() == before
    portal.build()
    assert portal.files() == portal.clean()


def fill(path: Path) -> None:
    """Write until the disk is full."""
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


def test_a_full_disk(tmp_path: Path) -> None:
    """On a disk that runs full the output stays, and with room again the next build is clean."""
    with disk(tmp_path / "disk", "5m") as mounted:
        if not mounted:
            pytest.skip("a small file system cannot be mounted here; the test above limits the size of files instead")
        portal = newsroom(tmp_path / "disk")
        portal.build()
        before = portal.files()
        edit(portal)
        filler = tmp_path / "disk/filler"
        with pytest.raises(OSError, match="No space left"):
            fill(filler)
        assert forked(portal.build) == 2
        assert portal.files() == before
        filler.unlink()
        portal.build()
        found = portal.files()
        shutil.copytree(portal.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("build", ".ssg"))
        assert found == Portal(tmp_path / "copy").clean()


def test_a_small_disk_is_gone_whatever_holds_it_open(tmp_path: Path) -> None:
    """Of what a test mounts nothing is left afterwards, though a file on it is still open."""
    folder = tmp_path / "disk"
    with disk(folder) as mounted:
        if not mounted:
            pytest.skip("a file system cannot be mounted here")
        held = (folder / "held").open("wb")
        assert os.path.ismount(folder)
    with held:
        assert not os.path.ismount(folder)
        assert not list(folder.iterdir())


def test_an_output_that_may_not_be_written(tmp_path: Path) -> None:
    """As a user who may not write the output, the build fails with words and exit code 2, and nothing changes."""
    if os.getuid():
        pytest.skip("only root can become another user to try this")
    portal = newsroom(tmp_path)
    portal.build()
    before = portal.files()
    edit(portal)
    for folder, _, files in os.walk(tmp_path):
        os.chown(folder, 65534, 65534)
        for name in files:
            os.chown(os.path.join(folder, name), 65534, 65534)
    parent = tmp_path
    while parent != Path(tempfile.gettempdir()) and parent != Path("/"):
        parent.chmod(0o755)
        parent = parent.parent
    portal.output.chmod(0o555)

    def work() -> None:
        os.setgid(65534)
        os.setuid(65534)
        portal.build()

    assert forked(work) == 2
    assert portal.files() == before
    portal.output.chmod(0o755)
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("harm", ["delete", "truncate", "garbage", "other version"])
def test_a_state_that_is_lost(tmp_path: Path, harm: str) -> None:
    """A state that is gone, torn or foreign costs time and nothing else."""
    portal = newsroom(tmp_path)
    portal.build()
    edit(portal)
    store = portal.folder / ".ssg/store.db"
    if harm == "delete":
        shutil.rmtree(portal.folder / ".ssg")
    elif harm == "truncate":
        store.write_bytes(store.read_bytes()[:5000])
    elif harm == "garbage":
        store.write_bytes(b"garbage" * 1000)
    else:
        from generator.store.database import open_store

        with_version = open_store(portal.folder / ".ssg")
        with_version.set("version", b"0 another program")
        with_version.close()
    old = {path: (portal.output / path).stat().st_mtime_ns for path in portal.files()}
    bytes_before = portal.files()
    report = portal.build(damaged=True)
    assert len(report.warnings) == (harm in ("truncate", "garbage"))
    expected = portal.clean()
    assert portal.files() == expected
    for path, data in bytes_before.items():
        if expected.get(path) == data and path != ".warta":
            assert (portal.output / path).stat().st_mtime_ns == old[path]


def test_changed_json_lists_what_changed(tmp_path: Path) -> None:
    """`.ssg/changed.json` has the paths that the last build added, changed and deleted, and stays when nothing changed."""
    portal = newsroom(tmp_path)
    portal.build()
    before = portal.files()
    edit(portal)
    portal.build()
    after = portal.files()
    portal.build()
    assert listed(portal) == difference(before, after)


def test_verify_mends_what_was_altered(tmp_path: Path) -> None:
    """`--verify` finds a file that was altered and one that is gone, and mends only these."""
    portal = newsroom(tmp_path)
    portal.build()
    expected = portal.files()
    (portal.output / "daerah/index.html").write_text("rusak")
    (portal.output / "404.html").unlink()
    assert portal.build().changed == 0
    report = portal.build(verify=True)
    assert (report.added, report.changed) == (1, 1)
    assert portal.files() == expected


def test_an_older_copy_of_the_output_is_noticed(tmp_path: Path) -> None:
    """An output that is not the one that the store knows is read and brought up to date by the plain build."""
    portal = newsroom(tmp_path)
    portal.build()
    shutil.copytree(portal.output, tmp_path / "older")
    edit(portal)
    portal.build()
    shutil.rmtree(portal.output)
    shutil.move(tmp_path / "older", portal.output)
    portal.build()
    assert portal.files() == portal.clean()


def test_a_link_in_the_output_does_not_lead_out(tmp_path: Path) -> None:
    """A symbolic link that was put in the place of a folder of the output is replaced, and nothing is written behind it."""
    portal = newsroom(tmp_path)
    portal.build()
    outside = tmp_path / "outside"
    shutil.move(portal.output / "daerah", outside)
    (portal.output / "daerah").symlink_to(outside)
    before = tree(outside)
    edit(portal)
    portal.build()
    assert tree(outside) == before
    portal.build(verify=True)
    assert portal.files() == portal.clean()


def test_build_is_what_the_command_calls(tmp_path: Path) -> None:
    """A fresh clone beside a restored state reads every file and makes no page."""
    portal = newsroom(tmp_path)
    portal.build()
    shutil.copytree(portal.folder / "content", tmp_path / "fresh")
    shutil.rmtree(portal.folder / "content")
    shutil.move(tmp_path / "fresh", portal.folder / "content")
    for file in (portal.folder / "content").rglob("*.*"):
        os.utime(file)
    report = build(Options(str(portal.folder), str(portal.output), NOW, jobs=1), lambda *_: None, lambda: None)
    assert (report.rendered, report.added, report.changed, report.deleted) == (0, 0, 0, 0)
