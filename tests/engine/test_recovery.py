"""Recovery: what is found of an output and of its state, whatever has become of them, is finished or made anew."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from generator.engine.output import MARKER, STAGE, files_of
from tests.kills import built_newsroom, difference, edit, forked, killed_in_the_midst, listed, newsroom
from tests.support import Portal, article, png


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A newsroom that was built."""
    return built_newsroom(tmp_path)


def spoil(file: Path, harm: str) -> None:
    """Put something else in the place of a file."""
    if harm == "torn":
        file.write_bytes(file.read_bytes()[:-7])
        return
    file.unlink()
    if harm == "empty":
        file.write_bytes(b"")
    elif harm == "folder":
        file.mkdir()
    elif harm == "pipe":
        os.mkfifo(file)
    elif harm == "link":
        file.symlink_to("../site.yaml")


@pytest.mark.parametrize("harm", ["deleted", "empty", "torn", "folder", "pipe", "link", "older"])
def test_a_damaged_copy_of_the_marker_is_mended_before_it_is_needed(portal: Portal, harm: str) -> None:
    """A build with nothing to do makes the copy again, so that the loss of marker and store then costs time alone."""
    copy = files_of(portal.output, portal.folder / ".ssg/changed.json").marker_copy
    if harm == "older":
        older = copy.read_bytes()
        edit(portal)
        portal.build()
        copy.write_bytes(older)
    else:
        spoil(copy, harm)
    portal.build()
    (portal.output / MARKER).write_bytes(b"")
    (portal.folder / ".ssg/store.db").unlink()
    portal.remove("content/daerah/2024/10/berita-4.md")
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("harm", ["deleted", "empty", "torn", "folder", "pipe", "link"])
def test_a_damaged_list_of_what_changed(portal: Portal, harm: str) -> None:
    """Whoever uploads by the list always finds one, and is told when what it said was lost."""
    spoil(portal.folder / ".ssg/changed.json", harm)
    report = portal.build(damaged=True)
    assert listed(portal) == {"added": [], "changed": [], "deleted": []}
    hints = [warning.hint for warning in report.warnings]
    if harm in ("empty", "torn"):
        assert "must compare the whole output" in hints[0]
    assert not portal.build().warnings


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_an_output_of_which_only_folders_are_left(portal: Portal, state: str) -> None:
    """Where all files were deleted, and the folders were not, there is nothing that could be somebody else's."""
    for file in [file for file in portal.output.rglob("*") if file.is_file()]:
        file.unlink()
    if state == "lost":
        (portal.folder / ".ssg/store.db").unlink()
    portal.build()
    assert portal.files() == portal.clean()


def test_the_staging_folder_of_another_site(portal: Portal) -> None:
    """What a killed build of another site was about to do is not done here."""
    other = newsroom(portal.folder.parent / "other")
    other.add("content/daerah/2024/10/lain.md", article("Lain", tags="[Lain]"))
    other.build()
    edit(other)
    killed_in_the_midst(other)
    before = {file: file.stat().st_mtime_ns for file in portal.output.rglob("*") if file.is_file()}
    shutil.copytree(other.output / STAGE, portal.output / STAGE)
    report = portal.build()
    assert "is not one of this output as it is" in report.warnings[0].message
    assert portal.files() == portal.clean()
    del before[portal.output / MARKER]
    assert before == {file: file.stat().st_mtime_ns for file in before}


def test_a_staging_folder_of_before(portal: Portal) -> None:
    """What a killed build was about to do before others ended well is not done any more."""
    origin = shutil.copytree(portal.folder, portal.folder.parent / "origin", symlinks=True)
    portal.remove("content/daerah/2024/10/berita-2.md")
    portal.add("content/daerah/2024/10/semu.md", article("Semu"))
    killed_in_the_midst(portal)
    shutil.copytree(portal.output / STAGE, origin.parent / "staged")
    shutil.rmtree(portal.folder)
    origin.rename(portal.folder)
    edit(portal)
    portal.build()
    shutil.copytree(portal.folder.parent / "staged", portal.output / STAGE)
    portal.build()
    assert portal.files() == portal.clean()


def test_a_picture_that_is_there_and_kept_as_one_file(portal: Portal) -> None:
    """A variant that is the same file in the output and in the state is put into the output again without an error."""
    portal.add("content/foto/p.png", png(120, 100))
    portal.edit("content/daerah/2024/10/berita-3.md", "title:", "photo: {src: /foto/p.png, alt: F, credit: U}\ntitle:")
    portal.build()
    assert any(file.stat().st_nlink > 1 for file in (portal.output / "gambar").rglob("*") if file.is_file())
    (portal.folder / ".ssg/store.db").unlink()
    (portal.output / "CNAME").write_bytes(b"uji.example\n")
    portal.build()
    (portal.output / "CNAME").unlink()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("lost", ["store", "store and marker"])
def test_a_file_of_somebody_else_beside_a_lost_store(portal: Portal, lost: str) -> None:
    """Pages whose bytes are there already keep their times, the list is exact, and only that file is called foreign."""
    note = portal.output / "CNAME"
    note.write_bytes(b"uji.example\n")
    others = portal.add("build/Index.html", "milik orang lain")
    edit(portal)
    (portal.folder / ".ssg/store.db").unlink()
    if lost == "store and marker":
        (portal.output / MARKER).write_bytes(b"")
    before, times = portal.files(), {path: (portal.output / path).stat().st_mtime_ns for path in portal.files()}
    report = portal.build()
    after = portal.files()
    found, direct = listed(portal), difference(before, after)
    assert found == direct
    assert report.pages == len(portal.clean().keys() - {MARKER})
    for path in before.keys() & after.keys() - {MARKER}:
        assert before[path] != after[path] or times[path] == (portal.output / path).stat().st_mtime_ns, path
    assert (note.read_bytes(), others.read_text()) == (b"uji.example\n", "milik orang lain")
    said = report.warnings[-1].message
    assert "CNAME" in said
    assert "404.html" not in said
    assert portal.build().rendered == 0
    portal.build(verify=True)
    assert "CNAME" in portal.report.warnings[-1].message
    assert note.exists()


@pytest.mark.parametrize(
    "name", [".ssg/store.db", ".ssg/store.sums", ".ssg/changed.json", ".ssg/lock", f"build/{STAGE}"]
)
def test_a_folder_without_rights_in_the_place_of_ours(portal: Portal, name: str) -> None:
    """A folder that is ours and that nobody may open is opened, or goes."""
    if os.getuid():
        pytest.skip("only root can become another user to try this")
    edit(portal)
    # First, since what has no rights may not run what draws.
    expected = portal.clean()
    folder = portal.folder / name
    folder.unlink(missing_ok=True)
    folder.mkdir()
    for where, _, names in os.walk(portal.folder.parent):
        for file in (where, *(os.path.join(where, one) for one in names)):
            os.chown(file, 65534, 65534)
    folder.chmod(0)
    for above in portal.folder.parents:
        if above.is_relative_to(tempfile.gettempdir()):
            above.chmod(0o755)

    def work() -> None:
        os.setgid(65534)
        os.setuid(65534)
        portal.build(damaged=True)

    assert forked(work) == 0
    assert portal.files() == expected


def test_what_a_killed_build_had_made_is_not_made_again(portal: Portal) -> None:
    """The next one finishes it, and nothing of it is called damaged."""
    edit(portal)
    killed_in_the_midst(portal)
    report = portal.build()
    assert not report.warnings
    assert report.rendered == 0
    assert portal.files() == portal.clean()
