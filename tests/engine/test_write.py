"""Write: what stands in the way of a change, and what ends it half done."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path

import msgspec
import pytest

from generator import build as story
from generator.base.digest import digest
from generator.base.errors import SiteError, UsageError
from generator.engine.output import (
    MARKER,
    NOTHING,
    STAGE,
    UNMARKED,
    Changes,
    Journal,
    Output,
    OutputFiles,
    files_of,
    marker_text,
    pack,
    unpack,
)
from generator.engine.staging import StagingFolder, check_room, staged_path
from generator.engine.write import abandon, close, held_back, lay_ready, list_held, open_output, seal, staged, write
from tests.kills import built_newsroom, difference, edit, forked, listed, visible, whole
from tests.support import Portal, article, shape, site, tree

PAGE = "daerah/2024/10/berita-7/index.html"
"""A page that `edit` changes."""


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A newsroom that was built and then edited."""
    made = built_newsroom(tmp_path)
    edit(made)
    return made


def killed_before(portal: Portal, module: object, name: str, times: int, part: str = "") -> None:
    """Build in a child that is killed as it calls a function for the so manyeth time with `part` in its first argument."""

    def work() -> None:
        calls = 0
        called = getattr(module, name)

        def call(*args: object) -> object:
            nonlocal calls
            calls += part in str(args[0])
            if calls == times:
                os.kill(os.getpid(), signal.SIGKILL)
            return called(*args)

        setattr(module, name, call)
        portal.build()

    assert forked(work) == -signal.SIGKILL


def test_killed_between_staging_and_journal(portal: Portal) -> None:
    """Everything is staged, nothing is promised: the output is as it was, and the next build is clean."""
    before = portal.files()
    killed_before(portal, story, "seal", 1)
    assert any((portal.output / STAGE / "over").iterdir())
    assert visible(portal) == before
    portal.build()
    assert portal.files() == portal.clean()
    assert listed(portal) == difference(before, portal.files())


def test_killed_after_half_of_the_moves(portal: Portal) -> None:
    """Half of the files that take the place of others are there: the next build moves the other half."""
    before, expected = portal.files(), portal.clean()
    half = len(difference(before, expected)["changed"]) // 2
    killed_before(portal, os, "replace", half, f"{STAGE}/over/")
    found = visible(portal)
    assert found not in (before, expected)
    assert whole(found, before, expected)
    portal.build()
    assert portal.files() == expected
    assert listed(portal) == difference(before, expected)


def test_killed_before_the_end(portal: Portal) -> None:
    """All is done but nobody was told: what failed builds and other edits follow, the list has it."""
    before = portal.files()
    killed_before(portal, story, "close", 1)
    portal.add("content/daerah/2024/10/rusak.md", "rusak")
    for _ in range(2):
        with pytest.raises(SiteError):
            portal.build()
        assert not (portal.output / STAGE).exists(), "what was finished is not finished again"
    portal.remove("content/daerah/2024/10/rusak.md")
    portal.add("content/daerah/2024/10/lagi.md", article("Lagi"))
    killed_before(portal, story, "close", 1)
    portal.edit("content/daerah/2024/10/lagi.md", "Lagi", "Lagi Sekali")
    portal.build()
    assert portal.files() == portal.clean()
    found, direct = listed(portal), difference(before, portal.files())
    assert (found["added"], found["deleted"]) == (direct["added"], direct["deleted"])
    assert set(direct["changed"]) <= set(found["changed"])
    assert not list(portal.folder.glob(".ssg/changed.*kept"))


@pytest.mark.parametrize("more", [False, True], ids=["nothing more", "another edit"])
def test_each_output_is_told_of_its_own_killed_builds(portal: Portal, *, more: bool) -> None:
    """What a killed build changed in one output is not told with the list of another, and is told with its own."""
    before, other = portal.files(), portal.folder / "lain"
    killed_before(portal, story, "close", 1)
    portal.add("content/daerah/2024/10/rusak.md", "rusak")
    with pytest.raises(SiteError):
        portal.build()
    portal.remove("content/daerah/2024/10/rusak.md")
    if more:
        portal.add("content/olahraga/2024/10/lain.md", article("Lain"))
    portal.build(output=str(other))
    assert listed(portal) == difference({}, tree(other))
    portal.build()
    found, direct = listed(portal), difference(before, portal.files())
    for part in direct:
        assert set(direct[part]) <= {*found["added"], *found["changed"], *found["deleted"]}, part


def test_journal_of_an_older_program(portal: Portal) -> None:
    """A journal without a digest is one of an older program, or torn: nothing is done by it, and the bytes are clean."""
    expected = portal.clean()
    portal.add(f"build/{STAGE}/files/{PAGE}", "<p>lama")
    journal = (({PAGE: ""}, {}, {"daerah/index.html": ""}), expected[".warta"].decode())
    portal.add(f"build/{STAGE}/journal", msgspec.json.encode(journal))
    report = portal.build()
    assert portal.files() == expected
    assert "was about to do was damaged" in report.warnings[0].message
    portal.add(f"build/{STAGE}/journal", msgspec.json.encode(journal))
    portal.add("content/daerah/2024/10/rusak.md", "rusak")
    with pytest.raises(SiteError):
        portal.build()
    assert not (portal.output / STAGE).exists(), "nobody reads it a second time"


@pytest.mark.parametrize("where", [PAGE, PAGE.removesuffix("/index.html"), "daerah/2024"])
def test_what_was_deleted_by_hand_is_made_again(portal: Portal, where: str) -> None:
    """A changed page whose file or folder is gone has it again; what else is gone is mended by --verify."""
    gone = portal.output / where
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    portal.build()
    assert "Berita Tujuh" in portal.read(PAGE)
    portal.build(verify=True)
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("where", [PAGE, PAGE.removesuffix("/index.html"), "daerah/2024"])
def test_a_link_in_the_place_of_a_changed_page_does_not_lead_out(portal: Portal, where: str) -> None:
    """A link that was put in the place of a file or a folder is replaced, and nothing is written behind it."""
    outside = portal.folder.parent / "outside"
    shutil.move(portal.output / where, outside)
    (portal.output / where).symlink_to(outside)
    before = tree(outside) if outside.is_dir() else outside.read_bytes()
    portal.build()
    assert (tree(outside) if outside.is_dir() else outside.read_bytes()) == before
    assert not (portal.output / where).is_symlink()
    assert "Berita Tujuh" in portal.read(PAGE)
    portal.build(verify=True)
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("where", [PAGE.removesuffix("/index.html"), "daerah/2024"])
def test_a_file_in_the_place_of_a_folder_is_refused_and_kept(portal: Portal, where: str) -> None:
    """A file that is not ours is in the way of a changed page: nothing is done until it is moved elsewhere."""
    shutil.move(portal.output / where, portal.folder.parent / "away")
    (portal.output / where).write_text("milik orang lain")
    before = portal.files()
    with pytest.raises(UsageError, match="in the way of a folder"):
        portal.build()
    assert portal.files() == before
    (portal.output / where).unlink()
    portal.build(verify=True)
    assert portal.files() == portal.clean()


def test_a_folder_in_the_place_of_a_changed_page(portal: Portal) -> None:
    """A folder in the place of a page's file goes when it holds nothing; with a file in it it is refused and kept."""
    (portal.output / PAGE).unlink()
    foreign = portal.add(f"build/{PAGE}/dalam/catatan.txt", "milik orang lain")
    before = portal.files()
    with pytest.raises(UsageError, match="its folder is in the way of a file"):
        portal.build()
    assert portal.files() == before
    foreign.unlink()
    portal.build()
    assert portal.files() == portal.clean()


def test_a_folder_that_goes_in_the_midst_of_the_moves(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who removes a folder while files are moved there gets an error, and the next build ends what was begun."""
    replaced = os.replace

    def replace(source: str, goal: str) -> None:
        if str(goal).endswith(PAGE):
            shutil.rmtree(os.path.dirname(goal))
        replaced(source, goal)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(FileNotFoundError):
        portal.build()
    monkeypatch.undo()
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("name", ["seal", "write", "close"])
def test_a_page_in_other_letters(portal: Portal, name: str) -> None:
    """A file that changes the case of its letters, and its bytes, is moved whether or not the build is killed."""
    portal.add("content/foto/Peta/A.vtt", "satu")
    portal.build()
    before = portal.files()
    shutil.move(portal.folder / "content/foto/Peta", portal.folder / "content/foto/peta")
    portal.add("content/foto/peta/A.vtt", "dua")
    killed_before(portal, story, name, 1)
    portal.build()
    assert portal.files() == portal.clean()
    assert listed(portal) == difference(before, portal.files())
    shutil.move(portal.folder / "content/foto/peta", portal.folder / "content/foto/PETA")
    portal.build()
    assert portal.files() == portal.clean()


def test_the_journal_is_on_the_disk_before_anything_is_moved(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut cannot leave an output that is half of one build and half of another, with nothing that says so."""
    events: list[str] = []
    synced, moved = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        events.append(os.readlink(f"/proc/self/fd/{descriptor}").rpartition("/")[2])
        synced(descriptor)

    def replace(source: str | Path, target: str | Path) -> None:
        events.append(str(target).rpartition("/")[2])
        moved(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    portal.build()
    assert events.index("journal.new") < events.index("journal") < events.index(MARKER)


def check(top: Path, *added: str, deleted: tuple[str, ...] = ()) -> None:
    """Look whether files can be put there."""
    check_room(str(top), added, deleted)


def put(top: Path, path: str) -> None:
    (top / path).parent.mkdir(parents=True, exist_ok=True)
    (top / path).write_text("")


def test_there_is_room(tmp_path: Path) -> None:
    """Where there is nothing, over another file, and where empty folders are."""
    put(tmp_path, "a/index.html")
    (tmp_path / "b/deep").mkdir(parents=True)
    check(tmp_path, "a/index.html", "b", "c/d/e")


@pytest.mark.parametrize(
    ("there", "added", "told"),
    [
        ("a/foreign", "a", "its folder is in the way of a file"),
        ("a", "a/index.html", "in the way of a folder"),
        ("a/b/c/foreign", "a/b", "its folder is in the way of a file"),
        ("a/b", "a/b/c/index.html", "in the way of a folder"),
    ],
)
def test_what_is_not_ours_is_in_the_way(tmp_path: Path, there: str, added: str, told: str) -> None:
    """A file below the folder that has to go, or in the place of a folder; it is named."""
    put(tmp_path, there)
    with pytest.raises(UsageError, match=told) as error:
        check(tmp_path, added)
    assert f"{tmp_path}/{there}" in str(error.value)
    check(tmp_path, added, deleted=(there,))


def test_a_link_below_a_folder_is_somebodys(tmp_path: Path) -> None:
    """It would go with the folder."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/link").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="in the way of a file"):
        check(tmp_path, "a")


def test_the_list_of_addresses_with_a_query(tmp_path: Path) -> None:
    """It has those of what is published, by the address of now; it is written when something of it differs."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", aliases="[/?p=12, /index.php?id=7]"))
    portal.add("content/daerah/nanti.md", article("Nanti", timestamp="2024-10-11 08:00 WIB", aliases="[/?p=13]"))
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\naliases: [/?author=3]\n---\n")
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\naliases: [/?page_id=2]\n---\nKami.\n")
    file = portal.folder / ".ssg/query-addresses.json"

    def leads() -> dict[str, str]:
        return {key: str(value) for key, value in json.loads(file.read_text("utf-8")).items()}

    portal.build()
    expected = {
        "/?author=3": "/penulis/sari-wulan/", "/?p=12": "/daerah/2024/10/a/", "/?page_id=2": "/redaksi/",
        "/index.php?id=7": "/daerah/2024/10/a/",
    }  # fmt: skip
    assert leads() == expected
    lines = ",\n".join(f' "{address}": "{url}"' for address, url in expected.items())
    assert file.read_text("utf-8") == f"{{\n{lines}\n}}\n"
    before = file.stat().st_mtime_ns
    portal.add("content/daerah/c.md", article("C"))
    portal.build()
    assert file.stat().st_mtime_ns == before, "an article without such an address is no reason to write it"
    portal.build(now=portal.now + 86400)
    assert leads() == {**expected, "/?p=13": "/daerah/2024/10/nanti/"}
    portal.edit("content/daerah/a.md", "title: A", "title: A\nslug: baru")
    portal.build(now=portal.now + 86400)
    assert leads()["/?p=12"] == "/daerah/2024/10/baru/"
    file.unlink()
    portal.build(now=portal.now + 86400)
    assert len(leads()) == 5
    for path in ("daerah/a.md", "daerah/nanti.md", "authors/sari-wulan.md", "pages/redaksi.md"):
        portal.remove(f"content/{path}")
    portal.build()
    assert leads() == {}


CHANGES = Changes(
    added={"z.html": digest(b"z").hex(), "a/b.html": digest(b"b").hex()},
    changed={"c.html": digest(b"c").hex()},
    deleted={"d/e.html": digest(b"lama").hex()},
)
BEFORE, AFTER = f"{1:032x}", f"{2:032x}"
LIST = b"""\
{
 "added": {
  "a/b.html": "%s",
  "z.html": "%s"
 },
 "changed": {
  "c.html": "%s"
 },
 "deleted": {
  "d/e.html": "%s"
 }
}
""" % tuple(digest(text).hex().encode() for text in (b"b", b"z", b"c", b"lama"))
DONE = {"a/b.html": b"b", "c.html": b"c", "keep/f.html": b"f", "z.html": b"z", MARKER: marker_text(2).encode()}


def small(folder: Path) -> OutputFiles:
    """Make an output of a few files, as a build left it, with the next change staged."""
    files = files_of(folder / "build", folder / ".ssg/changed.json")
    old = {"c.html": "lama", "d/e.html": "lama", "keep/f.html": "f", MARKER: marker_text(1)}
    for path, text in old.items():
        file = files.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    files.note.parent.mkdir()
    files.note.write_text('{\n "added": {}\n}\n')
    stage = StagingFolder(str(files.stage))
    for path, data in (("a/b.html", b"b"), ("z.html", b"z")):
        stage.write(path, data, replaces=False)
    stage.write("c.html", b"c", replaces=True)
    stage.close()
    return files


def sealed(files: OutputFiles, earlier: Changes = NOTHING) -> Journal:
    """Write the journal of the staged change."""
    journal = seal(Output(files, BEFORE, earlier=earlier), CHANGES, AFTER)
    assert journal is not None
    return journal


def state_of(files: OutputFiles) -> dict[str, bytes]:
    return tree(files.note.parent)


def test_a_change_from_its_journal_to_its_end(tmp_path: Path) -> None:
    """All is laid ready with the journal; then each file is in its place, marked and listed, and no other is left."""
    files = small(tmp_path)
    journal = sealed(files)
    assert journal == Journal(CHANGES, marker_text(2), NOTHING, BEFORE)
    assert unpack(files.journal.read_bytes()) == journal
    marker, copy, note = (source.read_bytes() for source, _ in files.ready)
    assert (marker, copy, note) == (marker_text(2).encode(), marker_text(2).encode(), LIST)
    for _ in range(2):
        write(files, journal)
        assert {path: data for path, data in tree(files.folder).items() if STAGE not in path} == DONE
        assert not (files.folder / "d").exists()
        assert state_of(files) == {files.marker_copy.name: marker, files.note.name: LIST}
        lay_ready(files, journal)
    close(Output(files, BEFORE))
    assert shape(files.folder, empty=True) == DONE
    assert state_of(files) == {files.marker_copy.name: marker, files.note.name: LIST}


def test_nothing_to_change_needs_no_journal(tmp_path: Path) -> None:
    """Unless a killed build's changes are still to be listed, or the marker or the list is not as it should be."""
    files = small(tmp_path)
    assert seal(Output(files, BEFORE), NOTHING, BEFORE) is None
    assert not files.journal.exists()
    for output, after in (
        (Output(files, BEFORE, earlier=CHANGES), BEFORE), (Output(files, BEFORE), AFTER),
        (Output(files, BEFORE, listed=False), BEFORE),
    ):  # fmt: skip
        journal = seal(output, NOTHING, after)
        assert journal == Journal(NOTHING, f"warta 1\n{after}\n", output.earlier, BEFORE)
        assert unpack(files.journal.read_bytes()) == journal
        files.journal.unlink()


def test_a_new_output_has_room_for_all(tmp_path: Path) -> None:
    """One that is marked is looked at first: what is not ours there is refused before anything is promised."""
    files = small(tmp_path)
    (files.folder / "z.html").mkdir()
    (files.folder / "z.html/milik").touch()
    with pytest.raises(UsageError, match="is not ours"):
        seal(Output(files, BEFORE), CHANGES, AFTER)
    assert not files.journal.exists()
    assert seal(Output(files), CHANGES, AFTER) == Journal(CHANGES, marker_text(2))


def test_what_fails_while_it_is_staged_leaves_nothing(tmp_path: Path) -> None:
    """Neither staged files nor what was laid ready; what went well stays for the journal."""
    files = small(tmp_path)
    with staged(Output(files)):
        lay_ready(files, Journal(CHANGES, marker_text(2)))
    assert files.stage.is_dir()
    before = {path: data for path, data in tree(files.folder).items() if STAGE not in path}
    with pytest.raises(KeyboardInterrupt), staged(Output(files)):
        raise KeyboardInterrupt
    assert tree(files.folder) == before
    assert set(state_of(files)) == {files.note.name}
    abandon(files)


def test_the_end_keeps_a_copy_of_the_marker(tmp_path: Path) -> None:
    """Only if that differs; and forgets what killed builds did once it is listed."""
    files = small(tmp_path)
    files.earlier.write_bytes(b"x")
    close(Output(files, BEFORE))
    assert files.marker_copy.read_bytes() == marker_text(1).encode()
    assert files.earlier.read_bytes() == b"x"
    assert not files.stage.exists()
    os.utime(files.marker_copy, ns=(5, 5))
    close(Output(files, BEFORE, earlier=CHANGES))
    assert files.marker_copy.stat().st_mtime_ns == 5
    assert not files.earlier.exists()
    files.marker_copy.write_text("rusak")
    close(Output(files, BEFORE))
    assert files.marker_copy.read_bytes() == marker_text(1).encode()


def opened(files: OutputFiles) -> Output:
    return open_output(files.folder, files.note)


def doubts_of(output: Output) -> list[tuple[str, str, str, str]]:
    return [(str(one.where), one.code, one.message, one.hint) for one in output.doubts]


UNLISTED = "whoever uploads by .ssg/changed.json must compare the whole output this once"


def damage(where: str, what: str, hint: str = "") -> tuple[str, str, str, str]:
    return where, "damaged-state", f"{what}; all of the output was looked at", hint


def test_an_output_as_it_was_left(tmp_path: Path) -> None:
    """What was staged without a journal goes; nothing is in doubt."""
    files = small(tmp_path)
    assert opened(files) == Output(files, BEFORE)
    assert not files.stage.exists()
    files.stage.touch()
    assert opened(files) == Output(files, BEFORE)
    assert not files.stage.exists()
    files.stage.symlink_to(files.folder / "keep")
    assert opened(files) == Output(files, BEFORE)
    assert (files.folder / "keep/f.html").exists()


def test_an_output_that_is_not_there_or_not_marked(tmp_path: Path) -> None:
    """Of nothing there is no tree; a folder with files but no marker is somebody's; a file is no output."""
    missing = files_of(tmp_path / "tiada", tmp_path / ".ssg/changed.json")
    (tmp_path / ".ssg").mkdir()
    assert opened(missing) == Output(missing, "", listed=True)
    missing.folder.mkdir()
    assert opened(missing) == Output(missing, "", listed=False)
    (missing.folder / "a").touch()
    assert opened(missing) == Output(missing, UNMARKED, listed=False)
    with pytest.raises(UsageError) as error:
        open_output(missing.folder / "a", missing.note)
    assert str(error.value) == f"{missing.folder}/a is not a folder"


def test_a_killed_build_is_finished(tmp_path: Path) -> None:
    """What it changed is kept until a build lists it, with what builds before it did; what it had not staged goes."""
    for before in (NOTHING, Changes({}, {}, {"x.html": "ab"})):
        files = small(tmp_path / before.deleted.get("x.html", "none"))
        journal = sealed(files, before)
        (files.stage / "files/lain.html").write_text("not in the journal")
        output = opened(files)
        assert output == Output(files, AFTER, earlier=journal.all)
        assert journal.all == before.then(CHANGES)
        assert shape(files.folder, empty=True) == DONE
        kept = unpack(files.earlier.read_bytes())
        assert kept == Journal(journal.all, "")
        assert opened(files) == output, "a second look finds the same"


@pytest.mark.parametrize("path", ["a/b.html", "c.html"])
def test_damaged_files_of_a_killed_build_are_told(tmp_path: Path, path: str) -> None:
    """They do not go to the output."""
    files = small(tmp_path)
    sealed(files)
    Path(staged_path(str(files.stage), path, replaces=path == "c.html")).write_text("rusak")
    output = opened(files)
    what = "what a killed build was about to put into the output was damaged"
    assert doubts_of(output) == [damage(f"build/{STAGE}", what)]
    left = {name: data for name, data in DONE.items() if name != path}
    assert tree(files.folder) == ({**left, "c.html": b"lama"} if path == "c.html" else left)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"rusak", "the list of what a killed build was about to do was damaged"),
        (
            pack(Journal(CHANGES, marker_text(3), before=AFTER)),
            "the list of what a killed build was about to do is not one of this output as it is",
        ),
    ],
)
def test_a_journal_that_is_not_of_this_output_is_left_out(tmp_path: Path, data: bytes, what: str) -> None:
    """Whether it is torn, or begins and ends with other trees; nothing is done by it."""
    files = small(tmp_path)
    before = {path: data for path, data in tree(files.folder).items() if STAGE not in path}
    files.journal.write_bytes(data)
    output = opened(files)
    assert doubts_of(output) == [damage(f"build/{STAGE}/journal", what, UNLISTED)]
    assert output == Output(files, BEFORE, output.doubts)
    assert tree(files.folder) == before


@pytest.mark.parametrize("marker", [marker_text(1), marker_text(2), "rusak", None])
def test_a_journal_fits_where_it_begins_or_ends(tmp_path: Path, marker: str | None) -> None:
    """And where nobody can tell: then it is carried out."""
    files = small(tmp_path)
    sealed(files)
    if marker is None:
        files.marker.unlink()
    else:
        files.marker.write_text(marker)
    assert opened(files) == Output(files, AFTER, earlier=CHANGES)
    assert tree(files.folder) == DONE


def test_damage_of_what_is_kept_is_told(tmp_path: Path) -> None:
    """Each with what follows from it: of the marker, of the list, and of what killed builds did, which is forgotten."""
    files = small(tmp_path)
    files.marker.write_text("rusak")
    files.note.write_text('{"added": {')
    files.earlier.write_text("rusak")
    output = opened(files)
    assert (output.tree, output.earlier, output.listed) == ("unknown", NOTHING, False)
    assert doubts_of(output) == [
        damage(f".ssg/{files.earlier.name}", "the list of what killed builds have changed was damaged", UNLISTED),
        damage("build/.warta", "the marker of the output was damaged"),
        damage(".ssg/changed.json", "the list of what the last build changed was damaged", UNLISTED),
    ]
    assert not files.earlier.exists()
    files.marker.unlink()
    (files.folder / MARKER).mkdir()
    assert doubts_of(opened(files))[0] == damage("build/.warta", "the marker of the output was damaged")


def test_what_was_held_back_is_listed_with_the_changes(tmp_path: Path) -> None:
    """Sorted and once each; the list is not written if it says so already, and says nothing if nothing is held back."""
    files = small(tmp_path)
    files.note.write_bytes(LIST)
    assert held_back(files.note.parent) == []
    names = ["content/b.md", "content/a.md", "content/b.md"]
    list_held(files, names)
    held = LIST.removesuffix(b"\n}\n") + b',\n "held": [\n  "content/a.md",\n  "content/b.md"\n ]\n}\n'
    assert files.note.read_bytes() == held
    assert held_back(files.note.parent) == ["content/a.md", "content/b.md"]
    os.utime(files.note, ns=(5, 5))
    list_held(files, reversed(names))
    assert files.note.stat().st_mtime_ns == 5
    list_held(files, [])
    assert files.note.read_bytes() == LIST
    os.utime(files.note, ns=(5, 5))
    list_held(files, [])
    assert files.note.stat().st_mtime_ns == 5


@pytest.mark.parametrize("data", [None, b"rusak", b"[]", b"\xff"])
def test_a_list_that_cannot_be_read_holds_nothing_back(tmp_path: Path, data: bytes | None) -> None:
    """And is not written: the next build makes it."""
    files = small(tmp_path)
    if data is None:
        files.note.unlink()
    else:
        files.note.write_bytes(data)
    list_held(files, ["content/a.md"])
    assert held_back(files.note.parent) == []
    assert (files.note.read_bytes() if files.note.exists() else None) == data


def test_nothing_goes_to_the_output_but_what_a_killed_build_staged(tmp_path: Path) -> None:
    """Neither empty folders nor links that somebody put there, nor what they lead to; that stays where it is."""
    files, outside = small(tmp_path), tmp_path / "luar"
    (outside / "deep").mkdir(parents=True)
    (outside / "deep/a.html").write_text("milik orang")
    before = shape(outside)
    sealed(files)
    new = files.stage / "files"
    (new / "kosong/dalam").mkdir(parents=True)
    (new / "a/tautan").symlink_to(outside)
    os.mkfifo(new / "pipa")
    (files.stage / "lain").symlink_to(outside)
    assert opened(files) == Output(files, AFTER, earlier=CHANGES)
    assert shape(files.folder, empty=True) == DONE
    assert shape(outside) == before


@pytest.mark.parametrize("name", ["files", "over"])
def test_a_link_in_the_place_of_the_staged_files_is_not_followed(tmp_path: Path, name: str) -> None:
    """It goes, and what should have been there is told to be damaged."""
    files, outside = small(tmp_path), tmp_path / "luar"
    sealed(files)
    shutil.move(files.stage / name, outside)
    (files.stage / name).symlink_to(outside)
    before = tree(outside)
    what = "what a killed build was about to put into the output was damaged"
    assert doubts_of(opened(files)) == [damage(f"build/{STAGE}", what)]
    assert tree(outside) == before
    assert not files.stage.exists()
