"""Whatever has become of the output and of what a killed build left in it, the next build finishes it or makes it anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.kills import (
    DELETIONS,
    JOURNAL,
    MARKER,
    STAGE,
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
)
from tests.support import Portal, RefusedError, article, png, shape

HARMS = ["deleted", "empty", "torn", "folder", "pipe", "link"]


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


def said(portal: Portal) -> str:
    """Build, and return what the first warning says, with its hint."""
    first = portal.build(damaged=True).warnings[0]
    return f"{first.message} {first.hint}"


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_marker(portal: Portal, harm: str) -> None:
    """The output is known as ours, and marked again."""
    whole = (portal.output / MARKER).read_bytes()
    spoil(portal.output / MARKER, harm)
    report = portal.build()
    assert (report.added, report.changed, report.deleted) == (0, 0, 0)
    assert len(report.warnings) == (harm != "deleted")
    assert (portal.output / MARKER).read_bytes() == whole
    assert not portal.build().warnings


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["empty", "deleted", "older"])
def test_a_damaged_marker_together_with_a_lost_state(portal: Portal, harm: str) -> None:
    """What is deleted from the site since then leaves the output all the same."""
    older = (portal.output / MARKER).read_bytes()
    edit(portal)
    portal.build()
    if harm == "older":
        (portal.output / MARKER).write_bytes(older)
    else:
        spoil(portal.output / MARKER, harm)
    (portal.folder / ".ssg/store.db").unlink()
    portal.remove("content/daerah/2024/10/berita-4.md")
    assert portal.build().deleted
    assert portal.files() == portal.clean()


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["deleted", "torn", "link"])
def test_all_that_says_which_output_is_ours_is_kept_whole(portal: Portal, harm: str) -> None:
    """A build with nothing to do mends what is kept of the marker elsewhere, so that its loss later costs time alone."""
    (kept,) = portal.folder.glob(".ssg/marker.*")
    spoil(kept, harm)
    portal.build()
    (portal.output / MARKER).write_bytes(b"")
    (portal.folder / ".ssg/store.db").unlink()
    portal.remove("content/daerah/2024/10/berita-4.md")
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_list_of_what_changed(portal: Portal, harm: str) -> None:
    """Whoever uploads by the list always finds one, and is told when what it said was lost."""
    spoil(portal.folder / ".ssg/changed.json", harm)
    hints = [warning.hint for warning in portal.build(damaged=True).warnings]
    assert listed(portal) == {"added": [], "changed": [], "deleted": []}
    assert bool(hints) == (harm in ("empty", "torn"))
    assert all("must compare the whole output" in hint for hint in hints)
    assert not portal.build().warnings


def test_a_folder_without_a_marker_is_not_ours_by_a_file_or_two(portal: Portal) -> None:
    """A folder of somebody else's is refused, and so is an output to which somebody added while nothing says it is ours."""
    other = portal.add("lain/index.html", "milik orang lain")
    shutil.copy(portal.output / "robots.txt", other.parent)
    with pytest.raises(RefusedError) as refused:
        portal.build(output=str(other.parent))
    assert "was not made by ssg" in refused.value.said
    assert other.read_text() == "milik orang lain"
    (portal.output / MARKER).unlink()
    (portal.folder / ".ssg/store.db").unlink()
    note = portal.add("build/catatan.txt", "milik orang lain")
    with pytest.raises(RefusedError):
        portal.build()
    assert note.read_text() == "milik orang lain"


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["", "state", "state and marker"])
def test_nothing_foreign_is_deleted(portal: Portal, lost: str) -> None:
    """What somebody put into the output stays and is named; pages with the right bytes keep their times."""
    foreign = [portal.add("build/CNAME", "a"), portal.add("build/daerah/2024/10/catatan.txt", "b")]
    foreign.append(portal.add("build/Index.html", "c"))
    edit(portal)
    if lost:
        (portal.folder / ".ssg/store.db").unlink()
    if lost == "state and marker":
        (portal.output / MARKER).write_bytes(b"")
    before, times = portal.files(), {path: (portal.output / path).stat().st_mtime_ns for path in portal.files()}
    report = portal.build()
    after = portal.files()
    assert listed(portal) == difference(before, after)
    for path in before.keys() & after.keys() - {MARKER}:
        assert before[path] != after[path] or times[path] == (portal.output / path).stat().st_mtime_ns, path
    if lost:
        assert "CNAME" in report.warnings[-1].message
        assert "404.html" not in report.warnings[-1].message
    assert portal.build().rendered == 0
    portal.build(verify=True)
    assert [file.read_text() for file in foreign] == ["a", "b", "c"]


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_an_output_of_which_only_folders_are_left(portal: Portal, state: str) -> None:
    """Where all files were deleted, and the folders were not, there is nothing that could be somebody else's."""
    for file in [file for file in portal.output.rglob("*") if file.is_file()]:
        file.unlink()
    if state == "lost":
        (portal.folder / ".ssg/store.db").unlink()
    portal.build()
    assert portal.files() == portal.clean()


def test_an_older_copy_of_the_output_is_noticed(portal: Portal) -> None:
    """It is read and brought up to date by the plain build."""
    older = shutil.copytree(portal.output, portal.folder.parent / "older")
    edit(portal)
    portal.build()
    shutil.rmtree(portal.output)
    older.rename(portal.output)
    portal.build()
    assert portal.files() == portal.clean()


def test_verify_mends_what_was_altered(portal: Portal) -> None:
    """`--verify` finds a file that was altered and one that is gone, and mends only these."""
    expected = portal.files()
    (portal.output / "daerah/index.html").write_text("rusak")
    (portal.output / "404.html").unlink()
    assert portal.build().changed == 0
    report = portal.build(verify=True)
    assert (report.added, report.changed) == (1, 1)
    assert portal.files() == expected


# ------------------------------------------------------- what a killed build left


@pytest.mark.parametrize("harm", [b"", b"{", b'[[{"daerah/index.html":""},{},{}],"warta 1"]', None])
def test_a_damaged_journal(portal: Portal, harm: bytes | None) -> None:
    """What a power cut or an older program leaves of a journal is not carried out; the output is looked at instead."""
    edit(portal)
    killed_in_the_midst(portal)
    data = bytearray((portal.output / JOURNAL).read_bytes())
    data[20] ^= 4
    (portal.output / JOURNAL).write_bytes(bytes(data) if harm is None else harm)
    assert "was about to do was damaged" in said(portal)
    assert portal.files() == portal.clean()


def test_a_journal_that_is_lost_in_the_midst_of_deletions(portal: Portal) -> None:
    """What a killed build had yet to delete is known without its journal, to the last empty folder."""
    edit(portal)
    assert killed_at(portal, 3, since=JOURNAL, events=DELETIONS)
    shutil.rmtree(portal.output / STAGE)
    portal.build(damaged=True, verify=True)
    assert portal.files() == portal.clean()
    assert None not in shape(portal.output, empty=True).values()


def test_staged_files_that_were_damaged(portal: Portal) -> None:
    """Nothing is moved to the output that is not what the journal says, nor what somebody added, nor what links lead to."""
    edit(portal)
    killed_in_the_midst(portal)
    stage = portal.output / STAGE
    next((stage / "over").iterdir()).write_text("rusak")
    next((stage / "files").rglob("index.html")).write_text("")
    (stage / "files/tamu.html").write_text("<script>")
    (stage / "files/luar").symlink_to(portal.folder)
    (stage / "files/kosong/dalam").mkdir(parents=True)
    os.mkfifo(stage / "files/pipa")
    assert "was about to put into the output was damaged" in said(portal)
    assert shape(portal.output) == {**shape(portal.output), **portal.clean()}
    assert portal.files() == portal.clean()
    assert None not in shape(portal.output, empty=True).values()


@pytest.mark.parametrize("name", ["files", "over"])
def test_a_link_in_the_place_of_the_staged_files_is_not_followed(portal: Portal, name: str) -> None:
    """It goes, and what it leads to stays."""
    edit(portal)
    killed_in_the_midst(portal)
    outside = portal.folder.parent / "luar"
    shutil.move(portal.output / STAGE / name, outside)
    (portal.output / STAGE / name).symlink_to(outside)
    before = shape(outside)
    portal.build(damaged=True)
    assert shape(outside) == before
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
    assert "is not one of this output as it is" in said(portal)
    assert portal.files() == portal.clean()
    del before[portal.output / MARKER]
    assert before == {file: file.stat().st_mtime_ns for file in before}


def test_a_staging_folder_of_before(portal: Portal) -> None:
    """What a killed build was about to do before others ended well is not done any more."""
    origin = shutil.copytree(portal.folder, portal.folder.parent / "origin")
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


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff\xfe"], ids=["empty", "foreign", "garbage"])
def test_a_damaged_list_of_what_killed_builds_did(portal: Portal, harm: bytes) -> None:
    """The list that waits for a build to end well may be lost; whoever uploads by it is told."""
    edit(portal)
    killed_in_the_midst(portal)
    portal.add("content/daerah/2024/10/rusak.md", "rusak")
    assert portal.problems(damaged=True)
    portal.remove("content/daerah/2024/10/rusak.md")
    (kept,) = portal.folder.glob(".ssg/changed.*.kept")
    kept.write_bytes(harm)
    assert "must compare the whole output" in said(portal)
    assert not portal.build().warnings
    assert not kept.exists()


def test_killed_while_the_state_is_lost(portal: Portal) -> None:
    """A kill in the midst of the moves and then the loss of .ssg/ still end in the clean bytes, old pages deleted."""
    edit(portal)
    killed_in_the_midst(portal)
    shutil.rmtree(portal.folder / ".ssg")
    portal.build()
    assert portal.files() == portal.clean()


# ------------------------------------------------------------ beside the output


def test_a_picture_that_is_there_and_kept_as_one_file(portal: Portal) -> None:
    """A variant that is the same file in the output and in the state is put into the output again without an error."""
    portal.add("content/foto/p.png", png(120, 100))
    portal.edit("content/daerah/2024/10/berita-3.md", "title:", "photo: {src: /foto/p.png, alt: F, credit: U}\ntitle:")
    portal.build()
    assert any(file.stat().st_nlink > 1 for file in (portal.output / "gambar").rglob("*") if file.is_file())
    (portal.folder / ".ssg/store.db").unlink()
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("name", [".ssg/changed.json", ".ssg/lock", f"build/{STAGE}"])
def test_a_folder_without_rights_in_the_place_of_ours(portal: Portal, name: str) -> None:
    """A folder that is ours and that nobody may open is opened, or goes."""
    if os.getuid():
        pytest.skip("only root can become another user to try this")
    edit(portal)
    folder = portal.folder / name
    folder.unlink(missing_ok=True)
    folder.mkdir()
    given_to_nobody(portal)
    folder.chmod(0)
    assert forked(built_by_nobody, portal) == 0
    assert portal.files() == portal.clean()
