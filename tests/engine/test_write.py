"""What `ssg build` writes beside the output, and what stands in the way of a change."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.fuzz.fulldisk import disk
from tests.kills import STAGE, built_newsroom, difference, edit, killed_at, listed
from tests.support import CONFIG, Portal, RefusedError, article, clean_shape, png, shape, site, ssg_here, tree

PAGE = "daerah/2024/10/berita-7/index.html"
"""A page that `edit` changes."""
PLACES = [PAGE, PAGE.removesuffix("/index.html"), "daerah/2024"]


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A newsroom that was built and then edited."""
    made = built_newsroom(tmp_path)
    edit(made)
    return made


def refused(portal: Portal) -> str:
    """Return what a build says that cannot go on; it changes nothing."""
    before = portal.files()
    with pytest.raises(RefusedError) as error:
        portal.build()
    assert not error.value.problems
    assert portal.files() == before
    return error.value.said


@pytest.mark.parametrize("where", PLACES)
def test_what_was_deleted_by_hand_is_made_again(portal: Portal, where: str) -> None:
    """A changed page whose file or folder is gone has it again; what else is gone is mended by --verify."""
    gone = portal.output / where
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    portal.build()
    assert "Berita Tujuh" in portal.read(PAGE)
    portal.build(verify=True)
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("where", PLACES)
def test_a_link_in_the_output_does_not_lead_out(portal: Portal, where: str) -> None:
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


@pytest.mark.parametrize("where", PLACES[1:])
def test_a_file_in_the_place_of_a_folder_is_refused_and_kept(portal: Portal, where: str) -> None:
    """A file that is not ours is in the way of a changed page: nothing is done until it is moved elsewhere."""
    shutil.move(portal.output / where, portal.folder.parent / "away")
    (portal.output / where).write_text("milik orang lain")
    assert "in the way of a folder" in refused(portal)
    (portal.output / where).unlink()
    portal.build(verify=True)
    assert portal.files() == portal.clean()


@pytest.mark.parametrize("foreign", ["dalam/catatan.txt", "tautan"])
def test_a_folder_in_the_place_of_a_changed_page(portal: Portal, foreign: str) -> None:
    """A folder in the place of a page's file goes when it holds nothing; with a file or a link in it it is kept."""
    (portal.output / PAGE).unlink()
    file = portal.output / PAGE / foreign
    file.parent.mkdir(parents=True)
    file.symlink_to(portal.folder) if foreign == "tautan" else file.write_text("milik orang lain")
    assert "its folder is in the way of a file" in refused(portal)
    file.unlink()
    portal.build()
    assert portal.files() == portal.clean()


def test_a_foreign_file_where_a_folder_becomes_a_file(tmp_path: Path) -> None:
    """It stops the build before anything is written, and is kept."""
    portal = site(tmp_path, config=CONFIG + "media: {public: [foto/**]}\n")
    portal.add("content/foto/a.jpg/b.png", png(4, 3))
    portal.build()
    foreign = portal.add("build/foto/a.jpg/asing.txt", "bukan milik kami")
    portal.remove("content/foto/a.jpg")
    portal.add("content/foto/a.jpg", png(4, 3))
    refused(portal)
    foreign.unlink()
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 30])
def test_a_file_whose_name_changes_letter_case(portal: Portal, number: int) -> None:
    """It is moved, whether or not its bytes differ and whether or not the build is killed."""
    portal.add("content/foto/Peta/A.vtt", "satu")
    portal.build()
    before = portal.files()
    (portal.folder / "content/foto/Peta").rename(portal.folder / "content/foto/peta")
    portal.add("content/foto/peta/A.vtt", "dua")
    assert killed_at(portal, number)
    portal.build()
    assert portal.files() == portal.clean()
    assert listed(portal) == difference(before, portal.files())
    (portal.folder / "content/foto/peta").rename(portal.folder / "content/foto/PETA")
    portal.build()
    assert portal.files() == portal.clean()


def test_the_promise_is_on_the_disk_before_anything_is_moved(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut cannot leave an output that is half of one build and half of another, with nothing that says so."""
    events: list[str] = []
    synced, moved = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        events.append("on the disk")
        synced(descriptor)

    def replace(source: str | Path, target: str | Path) -> None:
        if str(target).startswith(str(portal.output)) and STAGE not in str(target):
            events.append("moved")
        moved(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    portal.build()
    assert events.index("on the disk") < events.index("moved")
    assert "on the disk" not in events[events.index("moved") : events.index("moved") + 5]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "harm"),
    [
        ("daerah/2024/10/b/2/index.html", "folders"),
        ("daerah/2024/10/b/index.html", "folder"),
        ("daerah/2024/10/b/index.html", "deleted"),
        ("foto/x.png", "folders"),
    ],
)
def test_what_somebody_took_away_and_no_page_wants_any_longer(tmp_path: Path, path: str, harm: str) -> None:
    """No empty folder is left, neither in its place nor around it."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A"))
    portal.add("content/daerah/b.md", article("B", "![x](/foto/x.png)\n\n<!-- halaman -->\n\nDua."))
    portal.add("content/foto/x.png", png(4, 3))
    portal.build()
    file = portal.output / path
    file.unlink()
    if harm != "deleted":
        (file / ("a/b" if harm == "folders" else "")).mkdir(parents=True)
    portal.remove("content/daerah/b.md")
    portal.remove("content/foto")
    portal.build(verify=harm == "deleted")
    assert shape(portal.output) == clean_shape(portal)


@pytest.mark.parametrize("name", ["build", ".ssg"])
def test_a_link_to_what_is_not_there(portal: Portal, name: str) -> None:
    """A link to a disk that is not mounted is named, and stays."""
    shutil.rmtree(portal.folder / name)
    (portal.folder / name).symlink_to("/nowhere/at/all")
    done = ssg_here(portal, "build")
    assert done.returncode == 2
    assert "is a link to /nowhere/at/all, which does not exist" in done.stderr
    assert (portal.folder / name).is_symlink()


def test_another_disk_inside_the_output(portal: Portal) -> None:
    """A part of the output that is on another disk is refused before anything is done."""
    with disk(portal.output / "daerah") as mounted:
        if not mounted:
            pytest.skip("a file system cannot be mounted here")
        assert "is on another disk" in refused(portal)
        assert not (portal.output / STAGE).exists()
    portal.build()
    assert portal.files() == portal.clean()


# ---------------------------------------------------------------- what is listed


def test_changed_json_lists_what_changed(portal: Portal) -> None:
    """It has the paths that the last build added, changed and deleted, and stays when nothing changed."""
    before = portal.files()
    portal.build()
    after = portal.files()
    text = (portal.folder / ".ssg/changed.json").read_text("utf-8")
    portal.build()
    assert (portal.folder / ".ssg/changed.json").read_text("utf-8") == text
    assert listed(portal) == difference(before, after)


def test_what_was_held_back_is_listed(portal: Portal) -> None:
    """Beside the changes, as long as it is held back."""
    for name in ("b", "a"):
        portal.add(f"content/daerah/{name}.md", "rusak")
    portal.build(hold=True)
    found = json.loads((portal.folder / ".ssg/changed.json").read_text("utf-8"))
    assert found["held"] == ["content/daerah/a.md", "content/daerah/b.md"]
    for name in "ab":
        portal.remove(f"content/daerah/{name}.md")
    portal.build()
    assert "held" not in json.loads((portal.folder / ".ssg/changed.json").read_text("utf-8"))


def test_the_list_of_addresses_with_a_query(tmp_path: Path) -> None:
    """It has those of what is published, by the address of now; it is written when something of it differs."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", aliases="[/?p=12, /index.php?id=7]"))
    portal.add("content/daerah/nanti.md", article("Nanti", timestamp="2024-10-11 08:00 WIB", aliases="[/?p=13]"))
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\naliases: [/?author=3]\n---\n")
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\naliases: [/?page_id=2]\n---\nKami.\n")
    file = portal.folder / ".ssg/query-addresses.json"

    def leads(now: int = portal.now) -> dict[str, str]:
        portal.build(now=now)
        found: dict[str, str] = json.loads(file.read_text("utf-8"))
        return found

    expected = {
        "/?author=3": "/penulis/sari-wulan/",
        "/?p=12": "/daerah/2024/10/a/",
        "/?page_id=2": "/redaksi/",
        "/index.php?id=7": "/daerah/2024/10/a/",
    }
    assert leads() == expected
    assert list(leads()) == sorted(expected)
    before = file.stat().st_mtime_ns
    portal.add("content/daerah/c.md", article("C"))
    assert leads() == expected
    assert file.stat().st_mtime_ns == before, "an article without such an address is no reason to write it"
    later = portal.now + 86400
    assert leads(later) == {**expected, "/?p=13": "/daerah/2024/10/nanti/"}
    portal.edit("content/daerah/a.md", "title: A", "title: A\nslug: baru")
    assert leads(later)["/?p=12"] == "/daerah/2024/10/baru/"
    file.unlink()
    assert len(leads(later)) == 5
    for path in ("daerah/a.md", "daerah/nanti.md", "authors/sari-wulan.md", "pages/redaksi.md"):
        portal.remove(f"content/{path}")
    assert leads() == {}
