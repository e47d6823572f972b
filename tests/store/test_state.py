"""The state is worth nothing but time: whatever becomes of it, the next build leaves the clean bytes, and says so."""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import tempfile
from pathlib import Path

import pytest

from generator import build as story
from generator.base.crashes import CRASHED
from generator.base.errors import MachineError, SiteError, UsageError
from generator.engine import staging
from generator.engine.options import Options
from generator.engine.output import MARKER, STAGE, files_of
from generator.store.compression import TEXTS
from generator.store.database import open_reader, open_store
from generator.store.files import PAGE
from tests.fuzz.damage import Range, hide, photo
from tests.fuzz.fulldisk import disk, sweep
from tests.kills import built_newsroom, edit, forked, killed_in_the_midst
from tests.quick import sample
from tests.support import NOW, Portal, article, shape, ssg, tree

LOST = "the state was damaged, so everything was read and made anew"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A newsroom that was built."""
    return built_newsroom(tmp_path)


def page_of(portal: Portal, table: str) -> int:
    """Return the number of the page of the store where a table begins."""
    store = open_reader(portal.folder / ".ssg")
    try:
        return int(store.all("SELECT rootpage FROM sqlite_master WHERE name = ?", table)[0][0])
    finally:
        store.close()


def garble(portal: Portal, page: int) -> None:
    with open(portal.folder / ".ssg/store.db", "r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(random.Random(page).randbytes(PAGE))


def turn(portal: Portal, old: bytes, new: bytes) -> None:
    """Alter some bytes of the store."""
    store = portal.folder / ".ssg/store.db"
    data = store.read_bytes()
    assert old in data
    assert len(old) == len(new)
    store.write_bytes(data.replace(old, new))


# ---------------------------------------------------------------------- the store


@pytest.mark.parametrize("table", ["meta", "docs", "records", "members", "pages", "reads", "sqlite_master"])
def test_a_damaged_page_of_the_store_is_noticed(portal: Portal, table: str) -> None:
    """A page of the store that somebody wrote over costs time alone, and one sentence says so."""
    edit(portal)
    garble(portal, page_of(portal, table) if table != "sqlite_master" else 1)
    report = portal.build(damaged=True)
    assert [one.message for one in report.warnings] == [LOST]
    assert portal.files() == portal.clean()
    assert not portal.build().warnings


def test_one_byte_that_makes_sense_is_noticed(portal: Portal) -> None:
    """A byte that neither SQLite nor anybody else could take for damage is found by the plain build."""
    turn(portal, b"daerah/2024/10/berita-1.md", b"daerah/2024/10/berita-9.md")
    assert [one.message for one in portal.build(damaged=True).warnings] == [LOST]
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("table", ["members", "pages", "cards", "reads"])
def test_what_a_disk_does_in_silence_is_found_by_verify(portal: Portal, table: str) -> None:
    """Where nothing but the bytes tells, the plain build may believe them, without a trace; --verify does not."""
    page = page_of(portal, table)
    hide(portal.folder / ".ssg/store.db", lambda: garble(portal, page))
    portal.build(damaged=True)
    if portal.report is not None and not portal.report.warnings:
        assert [one.message for one in portal.build(verify=True, damaged=True).warnings] == [LOST]
    assert portal.files() == portal.clean()


def test_verify_does_not_believe_one_byte(portal: Portal) -> None:
    """A flipped byte in an index, unseen by the plain build, is found by --verify."""
    expected = portal.files()
    old, new = b"daerah/2024/10/berita-1/index.html", b"daerah/2024/10/berita-1/index.htmm"
    hide(portal.folder / ".ssg/store.db", lambda: turn(portal, old, new))
    assert not portal.build().warnings
    assert [one.message for one in portal.build(verify=True, damaged=True).warnings] == [LOST]
    assert portal.files() == expected


def test_what_meets_damage_in_the_midst_heals_within_the_build(portal: Portal) -> None:
    """What SQLite finds in the midst of a build that believed the store, ends in the clean bytes of that same build."""
    edit(portal)
    page = page_of(portal, "records")
    hide(portal.folder / ".ssg/store.db", lambda: garble(portal, page))
    report = portal.build(damaged=True)
    assert report.warnings[0].message == LOST
    assert "error.log" in report.warnings[0].hint
    assert "DatabaseError" in (portal.folder / ".ssg/error.log").read_text()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("content", [b"x", b"\x37\xa4\x30\xec" + bytes(500)], ids=["short", "empty tables"])
def test_a_damaged_dictionary_heals_within_the_build(portal: Portal, content: bytes) -> None:
    """What cannot be compressed or read by what the portal has learnt is made anew, and no template is blamed."""

    def spoil() -> None:
        with contextlib.closing(sqlite3.connect(portal.folder / ".ssg/store.db")) as db, db:
            db.execute("INSERT INTO dictionaries VALUES (?, ?)", (TEXTS, content))

    edit(portal)
    hide(portal.folder / ".ssg/store.db", spoil)
    assert [one.message for one in portal.build(damaged=True).warnings] == [LOST]
    assert "UnpackingError" in (portal.folder / ".ssg/error.log").read_text()
    assert portal.files() == portal.clean()


def test_an_ordinary_build_reads_no_more_than_it_needs(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as nobody else wrote into the store, no sum of it is worked out but those of changed pages."""
    from generator.store import files

    counted: list[int] = []
    real = files.checksum
    monkeypatch.setattr(files, "checksum", lambda number, page: (counted.append(number), real(number, page))[1])
    for n in range(60):
        portal.add(
            f"content/nasional/2024/09/n{n}.md", article(f"N {n}", "Isi. " * 900, timestamp="2024-09-01 10:00 WIB")
        )
    portal.build()
    pages = (portal.folder / ".ssg/store.db").stat().st_size // PAGE
    portal.edit("content/nasional/2024/09/n7.md", "Isi.", "Isinya.")
    counted.clear()
    portal.build()
    assert 0 < len(counted) < pages
    portal.build(verify=True)
    assert not portal.build(verify=True).warnings


def test_a_log_that_is_not_ours_is_not_believed(portal: Portal) -> None:
    """SQLite would take another store's log for this one's; a store that was left whole has none."""
    shutil.copytree(portal.folder, portal.folder.parent / "other/site", symlinks=True)
    other = Portal(portal.folder.parent / "other/site")
    edit(other)
    killed_in_the_midst(other)
    shutil.copy(other.folder / ".ssg/store.db-wal", portal.folder / ".ssg/store.db-wal")
    portal.build(damaged=True)
    assert portal.files() == portal.clean()


# ------------------------------------------------------- journal, lists and marker


@pytest.mark.parametrize("harm", [b"", b"{", None], ids=["empty", "torn", "a byte"])
def test_a_damaged_journal(portal: Portal, harm: bytes | None) -> None:
    """What a power cut leaves of a journal is not carried out; the output is looked at instead."""
    edit(portal)
    killed_in_the_midst(portal)
    journal = portal.output / STAGE / "journal"
    data = bytearray(journal.read_bytes())
    data[20] ^= 4
    journal.write_bytes(bytes(data) if harm is None else harm)
    report = portal.build(damaged=True)
    assert "the list of what a killed build was about to do was damaged" in report.warnings[0].message
    assert portal.files() == portal.clean()


def test_a_journal_that_is_lost_in_the_midst_of_deletions(portal: Portal) -> None:
    """What a killed build had yet to delete is known without its journal, to the last empty folder."""
    edit(portal)

    def work() -> None:
        staging.delete = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
        portal.build()

    assert forked(work) == -signal.SIGKILL
    shutil.rmtree(portal.output / STAGE)
    portal.build(damaged=True, verify=True)
    expected = portal.clean()
    assert portal.files() == expected
    assert None not in shape(portal.output, empty=True).values()


def test_staged_files_that_were_damaged(portal: Portal) -> None:
    """Nothing is moved from the staging folder that is not what the journal says, nor what somebody added to it."""
    edit(portal)
    killed_in_the_midst(portal)
    stage = portal.output / STAGE
    next((stage / "over").iterdir()).write_text("rusak")
    next(file for file in (stage / "files").rglob("index.html")).write_text("")
    (stage / "files/tamu.html").write_text("<script>")
    (stage / "files/luar").symlink_to(portal.folder)
    report = portal.build(damaged=True)
    assert "what a killed build was about to put into the output was damaged" in report.warnings[0].message
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff\xfe"], ids=["empty", "foreign", "garbage"])
def test_a_damaged_list_of_what_killed_builds_did(portal: Portal, harm: bytes) -> None:
    """The list that waits for a build to end well may be lost; whoever uploads by it is told."""
    files_of(portal.output, portal.folder / ".ssg/changed.json").earlier.write_bytes(harm)
    report = portal.build(damaged=True)
    assert "must compare the whole output" in report.warnings[0].hint
    assert not portal.build().warnings


@pytest.mark.parametrize("harm", sample(["empty", "garbage", "deleted", "folder", "pipe", "link"], 2))
def test_a_damaged_marker(portal: Portal, harm: str) -> None:
    """Whatever became of the marker, the output is known as ours, and marked again."""
    marker = portal.output / MARKER
    whole = marker.read_bytes()
    marker.unlink()
    if harm in ("empty", "garbage"):
        marker.write_bytes(b"" if harm == "empty" else b"\xffwarta")
    elif harm == "folder":
        marker.mkdir()
    elif harm == "pipe":
        os.mkfifo(marker)
    elif harm == "link":
        marker.symlink_to(portal.folder / "site.yaml")
    report = portal.build()
    assert (report.added, report.changed, report.deleted) == (0, 0, 0)
    assert len(report.warnings) == (harm != "deleted")
    assert not marker.is_symlink()
    assert marker.read_bytes() == whole
    assert not portal.build().warnings


@pytest.mark.parametrize("state", sample(["deleted", "damaged", "another program's"], 2))
@pytest.mark.parametrize("harm", ["empty", "deleted", "older"])
def test_a_damaged_marker_together_with_a_lost_store(portal: Portal, harm: str, state: str) -> None:
    """What the last build left is known as ours beside the store too, so that what is deleted since leaves the output."""
    marker = portal.output / MARKER
    older = marker.read_bytes()
    edit(portal)
    portal.build()
    if harm == "deleted":
        marker.unlink()
    else:
        marker.write_bytes(b"" if harm == "empty" else older)
    store = portal.folder / ".ssg/store.db"
    if state == "deleted":
        store.unlink()
    elif state == "damaged":
        store.write_bytes(b"rusak" * 1000)
    else:
        with contextlib.closing(open_store(store.parent)) as opened, opened.transaction():
            opened.set("version", b"0 another")
    portal.remove("content/daerah/2024/10/berita-4.md")
    report = portal.build(damaged=True)
    assert report.deleted
    assert portal.files() == portal.clean()


def test_what_was_added_to_the_output_stays_without_marker_and_store(portal: Portal) -> None:
    """A folder that is not as the last build left it is refused when nothing else says that it is ours."""
    (portal.output / MARKER).unlink()
    (portal.folder / ".ssg/store.db").unlink()
    (portal.output / "catatan.txt").write_text("milik orang lain")
    with pytest.raises(UsageError, match="was not made by ssg"):
        portal.build()
    assert (portal.output / "catatan.txt").read_text() == "milik orang lain"


def test_a_folder_without_a_marker_is_not_ours_by_a_file_or_two(portal: Portal) -> None:
    """A folder of somebody else's is refused though a file in it is one that we know."""
    other = portal.folder.parent / "other"
    other.mkdir()
    shutil.copy(portal.output / "robots.txt", other)
    (other / "index.html").write_text("milik orang lain")
    with pytest.raises(UsageError, match="was not made by ssg"):
        portal.build(output=str(other))
    assert (other / "index.html").read_text() == "milik orang lain"


@pytest.mark.parametrize(
    "name", ["store.db", "store.db-wal", "store.sums", "lock", "changed.json", "changed.json.ready"]
)
@pytest.mark.parametrize("harm", sample(["folder", "pipe", "link", "dangling"], 2))
def test_something_else_in_the_place_of_a_file(portal: Portal, name: str, harm: str) -> None:
    """A folder, a pipe or a link in the place of a file of the state goes; what a link leads to stays."""
    outside = portal.folder.parent / "outside"
    outside.write_text("milik orang lain")
    file = portal.folder / ".ssg" / name
    file.unlink(missing_ok=True)
    if harm == "folder":
        portal.add(f".ssg/{name}/isi.txt", "isi")
    elif harm == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(outside if harm == "link" else "nowhere")
    edit(portal)
    portal.build(damaged=True)
    assert portal.files() == portal.clean()
    assert outside.read_text() == "milik orang lain"
    assert not file.is_symlink()


@pytest.mark.parametrize("name", [".ssg/templates", ".ssg/pictures", f"build/{STAGE}"])
@pytest.mark.parametrize("harm", sample(["file", "pipe", "dangling"], 2))
def test_something_else_in_the_place_of_a_folder(portal: Portal, name: str, harm: str) -> None:
    """A file, a pipe or a link to nowhere in the place of a folder of ours goes."""
    portal.add("content/foto/p.png", photo(100))
    portal.edit("content/daerah/2024/10/berita-3.md", "title:", "photo: {src: /foto/p.png, alt: F, credit: U}\ntitle:")
    folder = portal.folder / name
    shutil.rmtree(folder, ignore_errors=True)
    if harm == "file":
        folder.write_text("apa ini")
    elif harm == "pipe":
        os.mkfifo(folder)
    else:
        folder.symlink_to("nowhere")
    portal.build()
    assert portal.files() == portal.clean()
    assert folder.is_dir() == name.startswith(".ssg/")


def test_files_that_may_not_be_read(portal: Portal) -> None:
    """Files of ours that lost their rights get them again; those of somebody else are named, and stay."""
    if os.getuid():
        pytest.skip("only root can become another user to try this")
    edit(portal)
    for folder, _, names in os.walk(portal.folder.parent):
        for file in (folder, *(os.path.join(folder, name) for name in names)):
            os.chown(file, 65534, 65534)
            if "/.ssg" in file and os.path.isfile(file):
                os.chmod(file, 0)
    for folder in portal.folder.parents:
        if folder.is_relative_to(tempfile.gettempdir()):
            folder.chmod(0o755)

    def work() -> None:
        os.setgid(65534)
        os.setuid(65534)
        portal.build()

    store = portal.folder / ".ssg/store.db"
    os.chown(store, 0, 0)
    assert forked(work) == 2
    assert store.exists()
    os.chown(store, 65534, 65534)
    assert forked(work) == 0
    assert portal.files() == portal.clean()


def test_a_file_in_the_place_of_the_state(portal: Portal) -> None:
    """A file named `.ssg` gives way to the folder."""
    shutil.rmtree(portal.folder / ".ssg")
    portal.add(".ssg", "apa ini")
    portal.build()
    assert portal.files() == portal.clean()


def test_damaged_templates_are_compiled_again(portal: Portal) -> None:
    """Compiled templates of which a byte differs are not run."""
    expected = portal.files()
    for file in (portal.folder / ".ssg/templates").iterdir():
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(bytes(data))
    (portal.folder / ".ssg/store.db").unlink()
    shutil.rmtree(portal.output)
    portal.build(damaged=True)
    assert portal.files() == expected


@pytest.mark.slow
def test_random_damages(tmp_path: Path) -> None:
    """Some random damages of random files; `python -m tests.fuzz.damage` does as many as are asked for."""
    there = Range(tmp_path)
    there.prepare()
    for seed in range(8):
        there.try_out(random.Random(seed))


# ---------------------------------------------------------------- the machine


def test_a_full_disk_does_not_delete_the_store(portal: Portal) -> None:
    """When nothing can be written, the build says so; the store is there afterwards, and nothing is made again."""
    store = (portal.folder / ".ssg/store.db").read_bytes()

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        with pytest.raises(MachineError, match="the disk is full, over its quota or failing"):
            portal.build()

    assert forked(work) == 0
    assert (portal.folder / ".ssg/store.db").read_bytes() == store
    assert portal.build().rendered == 0


@pytest.mark.slow
def test_a_disk_that_runs_full_at_some_sizes(tmp_path: Path) -> None:
    """The old or the new output, and a store that stays; `python -m tests.fuzz.fulldisk` tries every size."""
    ended = [code for _, _, code in sweep(tmp_path, 160 << 10, ("an edit",))]
    assert len(ended) > 2
    assert ended[-1] == 0


def test_too_many_open_files_do_not_delete_the_store(portal: Portal) -> None:
    """A process that may open nothing more fails with words, and leaves the store."""

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))
        held = []
        with contextlib.suppress(OSError):
            while True:
                held.append(os.open(os.devnull, os.O_RDONLY))
        for one in held[:3]:
            os.close(one)
        with pytest.raises((OSError, MachineError)):
            portal.build()

    assert forked(work) == 0
    assert portal.build().rendered == 0


@pytest.mark.parametrize("name", ["build", ".ssg"])
def test_a_link_to_what_is_not_there(portal: Portal, name: str) -> None:
    """A link to a disk that is not mounted is named; no next build is said to mend it, and the link stays."""
    shutil.rmtree(portal.folder / name)
    (portal.folder / name).symlink_to("/nowhere/at/all")
    done = ssg(portal, "build", "--now", str(NOW))
    assert done.returncode == 2
    assert "is a link to /nowhere/at/all, which does not exist" in done.stderr
    assert "next build" not in done.stderr
    assert (portal.folder / name).is_symlink()


def test_another_disk_inside_the_output(portal: Portal) -> None:
    """A part of the output that is on another disk is refused before anything is done."""
    with disk(portal.output / "daerah") as mounted:
        if not mounted:
            pytest.skip("a file system cannot be mounted here")
        portal.add("content/daerah/2024/10/baru.md", article("Baru"))
        with pytest.raises(UsageError, match="is on another disk"):
            portal.build()
        assert not (portal.output / STAGE).exists()
    portal.build()
    assert portal.files() == portal.clean()


# ------------------------------------------------------------- mistakes of ours


def test_a_mistake_of_the_program(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error that nobody foresaw is a sentence with an exit code of its own; the store it cannot have harmed stays."""
    from click.testing import CliRunner

    from generator.cli.main import group

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nol")

    store = (portal.folder / ".ssg/store.db").read_bytes()
    monkeypatch.setattr(story, "update_store", broken)
    words = ["--site", str(portal.folder), "build", "--now", str(NOW)]
    done = CliRunner().invoke(group, words, standalone_mode=False)
    assert done.return_value == CRASHED
    assert "this is a mistake in ssg itself" in done.stderr
    assert "Traceback" not in done.stderr
    assert "ZeroDivisionError: nol" in (portal.folder / ".ssg/error.log").read_text()
    assert (portal.folder / ".ssg/store.db").read_bytes() == store
    done = CliRunner().invoke(group, [*words, "--json"], standalone_mode=False)
    assert done.return_value == CRASHED
    assert json.loads(done.stdout)["ok"] is False
    monkeypatch.setenv("SSG_TRACEBACK", "1")
    assert "Traceback" in CliRunner().invoke(group, words, standalone_mode=False).stderr
    monkeypatch.undo()
    portal.build()
    assert portal.files() == portal.clean()


def test_a_problem_of_the_site_is_no_damage(portal: Portal) -> None:
    """A build that fails for the site's problems leaves the store as it knows the site."""
    portal.add("content/daerah/2024/10/rusak.md", "rusak")
    with pytest.raises(SiteError):
        portal.build()
    portal.remove("content/daerah/2024/10/rusak.md")
    assert portal.build().rendered == 0


def test_why_says_when_the_state_was_damaged(portal: Portal) -> None:
    """`ssg why` of a damaged state says that, not that there is no such page."""
    garble(portal, page_of(portal, "pages"))
    done = ssg(portal, "why", "/daerah/", "--now", str(NOW))
    assert done.returncode == 2
    assert "the state was damaged" in done.stderr
    portal.build()
    assert portal.files() == portal.clean()


def test_why_leaves_the_store_with_its_sums(portal: Portal) -> None:
    """Asking why is no damage, and hides none."""
    ssg(portal, "why", "/daerah/", "--now", str(NOW))
    assert not portal.build(verify=True).warnings
    garble(portal, page_of(portal, "pages"))
    assert portal.build(damaged=True).warnings


def test_a_store_is_opened_and_left_as_it_was(portal: Portal) -> None:
    """A store that was only opened is left whole."""
    open_store(portal.folder / ".ssg").close()
    assert not portal.build(verify=True).warnings
    assert tree(portal.output) == portal.clean()
    assert Options("a", "b", 1).verify is False
