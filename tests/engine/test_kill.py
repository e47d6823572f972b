"""Whatever ends a build, the next one leaves the bytes of a clean build, and no torn file was ever visible.

The builds here run in processes that are killed by SIGKILL: at every event that
touches the file system, one after the other, and at moments of time.
"""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.fuzz.fulldisk import built_in_small_files
from tests.kills import (
    DELETIONS,
    JOURNAL,
    STAGE,
    built,
    built_by_nobody,
    built_newsroom,
    difference,
    edit,
    forked,
    given_to_nobody,
    killed_at,
    killed_in_the_midst,
    listed,
    newsroom,
    visible,
    whole,
)
from tests.support import NOW, Portal, RefusedError, article, clean_shape, shape, ssg_begun, tree


def restored(portal: Portal, kept: Path) -> None:
    """Put output and state back as they were."""
    for name in ("build", ".ssg"):
        shutil.rmtree(portal.folder / name, ignore_errors=True)
        if (kept / name).exists():
            shutil.copytree(kept / name, portal.folder / name)


@pytest.mark.parametrize(
    ("first", "step"),
    [
        pytest.param(False, 40, id="edit"),
        pytest.param(True, 60, id="first build", marks=pytest.mark.slow),
        pytest.param(False, 1, id="edit, every event", marks=pytest.mark.long),
    ],
)
def test_killed_at_every_write(tmp_path: Path, first: bool, step: int) -> None:
    """Killed at each event that touches the output or the state, the next build is clean and lists what changed."""
    portal = newsroom(tmp_path)
    if not first:
        portal.build()
    shutil.copytree(portal.folder, tmp_path / "kept")
    before = portal.files()
    edit(portal)
    expected = portal.clean()
    number = step
    while True:
        restored(portal, tmp_path / "kept")
        if not killed_at(portal, number):
            break
        assert whole(visible(portal), before, expected), f"a torn file after a kill at event {number}"
        portal.build()
        assert portal.files() == expected, f"killed at event {number}"
        assert None not in shape(portal.output, empty=True).values(), f"killed at event {number}"
        assert listed(portal) == difference(before, expected), f"killed at event {number}"
        number += step
    assert number > 120, f"there are only {number} events"


@pytest.mark.slow
def test_killed_between_any_two_deletions(tmp_path: Path) -> None:
    """Killed before any file or folder of the output goes, the next build leaves neither a file nor an empty folder."""
    portal = newsroom(tmp_path)
    portal.add("content/olahraga/2023/01/lama.md", article("Lama", timestamp="2023-01-05 10:00 WIB", tags="[Basi]"))
    portal.build()
    shutil.copytree(portal.folder, tmp_path / "kept")
    portal.remove("content/olahraga/2023")
    portal.remove("content/daerah/2024/10/berita-5.md")
    expected = clean_shape(portal)
    for number in range(1, 100, 7):
        restored(portal, tmp_path / "kept")
        if not killed_at(portal, number, events=DELETIONS):
            break
        portal.build()
        assert shape(portal.output) == expected, f"killed at deletion {number}"
    assert number > 20, f"only {number} deletions"


def test_killed_between_staging_and_journal(tmp_path: Path) -> None:
    """Everything is staged, nothing is promised: the output is as it was, and the next build is clean."""
    portal = built_newsroom(tmp_path)
    before = portal.files()
    edit(portal)
    assert killed_at(portal, 20, since=f"{STAGE}/over")
    assert not (portal.output / JOURNAL).exists()
    assert visible(portal) == before
    portal.build()
    assert portal.files() == portal.clean()


def test_killed_after_some_of_the_moves(tmp_path: Path) -> None:
    """The next build moves the rest, even if it makes nothing itself, and calls nothing damaged."""
    portal = built_newsroom(tmp_path)
    edit(portal)
    before, expected = portal.files(), portal.clean()
    assert killed_at(portal, 16, since=JOURNAL)
    found = visible(portal)
    assert found not in (before, expected)
    assert whole(found, before, expected)
    report = portal.build()
    assert (report.rendered, report.warnings) == (0, ())
    assert portal.files() == expected
    assert listed(portal) == difference(before, expected)


def test_what_killed_builds_did_is_listed_after_failed_ones(tmp_path: Path) -> None:
    """Whatever fails and is edited in between, the list of the build that ends well has it."""
    portal = built_newsroom(tmp_path)
    before = portal.files()
    edit(portal)
    killed_in_the_midst(portal)
    portal.add("content/daerah/2024/10/rusak.md", "rusak")
    for _ in range(2):
        with pytest.raises(RefusedError):
            portal.build()
        assert not (portal.output / STAGE).exists(), "what was finished is not finished again"
    portal.remove("content/daerah/2024/10/rusak.md")
    portal.add("content/daerah/2024/10/lagi.md", article("Lagi"))
    killed_in_the_midst(portal)
    portal.edit("content/daerah/2024/10/lagi.md", "Lagi", "Lagi Sekali")
    portal.build()
    assert portal.files() == portal.clean()
    found, direct = listed(portal), difference(before, portal.files())
    assert (found["added"], found["deleted"]) == (direct["added"], direct["deleted"])
    assert set(direct["changed"]) <= set(found["changed"])


def test_each_output_is_told_of_its_own_killed_builds(tmp_path: Path) -> None:
    """What a killed build changed in one output is not told with the list of another, and is told with its own."""
    portal = built_newsroom(tmp_path)
    before, other = portal.files(), portal.folder / "lain"
    edit(portal)
    killed_in_the_midst(portal)
    portal.build(output=str(other))
    assert listed(portal) == difference({}, tree(other))
    portal.build()
    assert listed(portal) == difference(before, portal.files())


@pytest.mark.slow
def test_killed_with_its_workers(tmp_path: Path) -> None:
    """A real `ssg build`, killed with its worker processes as it reads and as it writes, is healed by the next one."""
    portal = newsroom(tmp_path)
    for n in range(350):
        text = article(f"Kabar {n}", f"Isi {n}.", tags="[Pasar]", timestamp=f"2024-09-{n % 28 + 1:02d} 10:00 WIB")
        portal.add(f"content/nasional/2024/09/kabar-{n}.md", text)
    words = ("build", "--now", str(NOW), "--jobs", "2")
    apart = {"start_new_session": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    expected = portal.clean()
    for begun in (".ssg/store.db", f"build/{STAGE}/files/daerah"):
        process = ssg_begun(portal, *words, **apart)
        while not (portal.folder / begun).exists():
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert whole(visible(portal), expected)
    portal.build()
    assert portal.files() == expected


@pytest.mark.slow
def test_two_builds_at_once(tmp_path: Path) -> None:
    """The second build waits, says so, and both end well."""
    portal = newsroom(tmp_path)
    heard = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with portal.add(".ssg/lock", "").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        several = [ssg_begun(portal, "build", "--now", str(NOW), **heard) for _ in range(3)]
        for process in several:
            assert "another build of this site is running" in process.stderr.readline()
        assert not portal.output.exists()
    # Now all of them want to go on at once.
    for process in several:
        process.communicate(timeout=60)
    assert [process.returncode for process in several] == [0, 0, 0]
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("most", [4096, 20_000])
def test_a_write_that_fails_leaves_the_output_as_it_was(tmp_path: Path, most: int) -> None:
    """When a file cannot be written whole, output and state stay, and the next build is clean without making all anew."""
    portal = built_newsroom(tmp_path)
    before = portal.files()
    edit(portal)
    portal.add("content/foto/besar.vtt", b"x" * 100_000)
    assert forked(built_in_small_files, portal, most) == 2
    assert portal.files() == before
    report = portal.build()
    assert report.rendered < report.pages
    assert portal.files() == portal.clean()


def built_without_handles(portal: Portal) -> int:
    """Build where hardly a file can be opened; return the exit code."""
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(100)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (held[-1] + 1, held[-1] + 1))
    for one in held[:3]:
        os.close(one)
    return built(portal)


def test_too_many_open_files_do_not_delete_the_state(tmp_path: Path) -> None:
    """A process that may open nothing more fails with words, and leaves the state."""
    portal = built_newsroom(tmp_path)
    assert forked(built_without_handles, portal) == 2
    assert portal.build().rendered == 0


def test_an_output_that_may_not_be_written(tmp_path: Path) -> None:
    """As a user who may not write the output, the build fails with words and exit code 2, and nothing changes."""
    if os.getuid():
        pytest.skip("only root can become another user to try this")
    portal = built_newsroom(tmp_path)
    before = portal.files()
    edit(portal)
    given_to_nobody(portal)
    portal.output.chmod(0o555)
    assert forked(built_by_nobody, portal) == 2
    assert portal.files() == before
    portal.output.chmod(0o755)
    portal.build()
    assert portal.files() == portal.clean()
