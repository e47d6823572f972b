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
from generator.base.errors import SiteError, UsageError
from generator.engine.output import MARKER, STAGE
from generator.engine.staging import check_room
from tests.kills import built_newsroom, difference, edit, forked, listed, visible, whole
from tests.support import Portal, article, site, tree

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


@pytest.mark.unmeasured
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


@pytest.mark.unmeasured
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
