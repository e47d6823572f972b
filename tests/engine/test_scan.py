"""Scan: which files are new, changed or gone, and which cannot be read at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from generator.base.digest import digest
from generator.base.errors import ordered
from generator.base.folder import Folder, ignored
from generator.base.source import Source
from generator.engine import scan as scanning
from generator.engine.scan import Candidate, Scan, save, scan
from generator.store import folders
from generator.store.database import Store, open_store
from generator.store.files import PAGE
from generator.store.folders import UNKNOWN, Contents, FolderFile
from tests.store import tables
from tests.support import READING

OLD = 1_700_000_000


class Content:
    """A content folder with a store."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "content"
        self.root.mkdir()
        self.store: Store = open_store(folder / ".ssg")

    def add(self, path: str, text: str = "x", at: int = OLD) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        os.utime(file, (at, at))
        return file

    def scan(self, **options: object) -> Scan:
        return scan(Source(str(self.root)), self.store, READING, **options)  # type: ignore[arg-type]

    def take(self, without: tuple[str, ...] = (), **options: object) -> Scan:
        """Scan, and keep what was found as a build does."""
        found = self.scan(**options)
        digests = {
            one.path: digest((self.root / one.path).read_bytes()) for one in found.candidates if one.path not in without
        }
        with self.store.transaction():
            save(self.store, found, digests)
        return found


@pytest.fixture
def content(tmp_path, monkeypatch):
    # A file made a moment ago has a ctime that is not to be trusted; here it is, unless a test says otherwise.
    monkeypatch.setattr(scanning, "RACY", -(10**18))
    found = Content(tmp_path)
    yield found
    found.store.close()


def paths(found: Scan) -> list[str]:
    return [one.path for one in found.candidates]


def test_the_first_time_every_file_may_have_changed(content):
    """They come in the order of their paths; there is no digest yet."""
    content.add("b.md")
    content.add("a/c.jpg")
    found = content.take()
    assert paths(found) == ["a/c.jpg", "b.md"]
    assert {one.digest for one in found.candidates} == {b""}
    assert (found.deleted, found.gone, found.problems) == ((), (), ())


def test_what_is_the_same_is_not_looked_at_again(content):
    """A folder whose listing is the same costs a walk."""
    content.add("a/b.md")
    content.take()
    found = content.scan()
    assert (found.candidates, found.folders) == ((), {})


def test_only_what_differs_may_have_changed(content):
    """By size, time or inode; its last digest comes along."""
    content.add("a/b.md")
    content.add("a/c.md")
    content.add("d/e.md")
    content.take()
    content.add("a/b.md", "y", OLD + 1)
    found = content.take()
    assert [(one.path, one.digest) for one in found.candidates] == [("a/b.md", digest(b"x"))]
    assert list(found.folders) == ["a/"]
    assert content.scan().candidates == ()


def test_what_is_gone(content):
    """A file, and all files of a folder."""
    content.add("a/b.md")
    content.add("a/c.md")
    content.add("d/e/f.md")
    content.take()
    (content.root / "a/b.md").unlink()
    (content.root / "d/e/f.md").unlink()
    (content.root / "d/e").rmdir()
    (content.root / "d").rmdir()
    found = content.take()
    assert (found.deleted, sorted(found.gone)) == (("a/b.md", "d/e/f.md"), ["d/", "d/e/"])
    assert content.scan().folders == {}


def test_a_file_that_was_written_just_now_is_read_again(content, monkeypatch):
    """It may be written again within the tick of the clock, with the same size."""
    content.add("a.md")
    content.add("b.md")
    monkeypatch.setattr(scanning, "RACY", 10**18)
    assert [one.stat for one in content.take().candidates] == [UNKNOWN, UNKNOWN]
    assert [one.digest for one in content.take().candidates] == [digest(b"x")] * 2
    monkeypatch.setattr(scanning, "RACY", -(10**18))
    assert UNKNOWN not in {one.stat for one in content.take().candidates}
    assert content.scan().candidates == ()


def test_a_file_that_could_not_be_taken_in_is_looked_at_again(content):
    """As a preview does, which goes on without it."""
    content.add("a.md")
    content.take(without=("a.md",))
    assert paths(content.take()) == ["a.md"]
    content.add("a.md", "y", OLD + 1)
    content.take(without=("a.md",))
    assert [(one.path, one.digest) for one in content.scan().candidates] == [("a.md", digest(b"x"))]


def test_a_part_of_the_folders(content):
    """What is new or gone below them is found, and nothing else is looked at."""
    for path in ("a/b.md", "a/deep/c.md", "d/e.md"):
        content.add(path)
    content.take()
    content.add("a/new/deeper/f.md")
    content.add("d/e.md", "y", OLD + 1)
    (content.root / "a/deep/c.md").unlink()
    (content.root / "a/deep").rmdir()
    found = content.take(only=["a/"])
    assert (paths(found), found.deleted) == (["a/new/deeper/f.md"], ("a/deep/c.md",))
    assert paths(content.take(only=["d/", "d/", "weg/"])) == ["d/e.md"]
    assert content.scan().candidates == ()


def test_what_editors_and_systems_leave_behind():
    """Hidden files, copies and locks are none of ours."""
    assert [
        name
        for name in (".git", ".DS_Store", "a.md~", "#a.md#", "Thumbs.db", "a.md", "#a.md", "a~b")
        if not ignored(name)
    ] == ["a.md", "#a.md", "a~b"]


def test_files_that_are_too_large(content):
    """Media stay problems until they are smaller; a text is parsed as far as the limit, since it may be a draft."""
    content.add("a.md", "x" * 2000)
    content.add("b.vtt", "x" * 2000)
    reading = msgspec.structs.replace(READING, article_bytes=1000, media_bytes=1000)
    for _ in range(2):
        found = scan(Source(str(content.root)), content.store, reading)
        assert [str(one.where) for one in found.problems] == ["content/b.vtt"]
        assert paths(found) == ["a.md"]


def test_a_known_file_that_becomes_unfit_is_not_gone(content):
    """What it was stays until the site is in order again."""
    file = content.add("a.jpg")
    content.take()
    file.write_bytes(b"x" * (READING.media_bytes + 1))
    found = content.take()
    assert (len(found.problems), found.deleted) == (1, ())
    file.unlink()
    assert content.take().deleted == ("a.jpg",)


def test_names_that_site_yaml_allows(content):
    """A file without an ending has no address, unless it is named."""
    content.add("CNAME")
    assert [one.message for one in content.scan().problems] == ["a file with this name cannot have an address"]
    assert paths(
        scan(Source(str(content.root)), content.store, msgspec.structs.replace(READING, media_allow=("cname",)))
    ) == ["CNAME"]


def test_a_folder_that_is_gone_altogether(content):
    """It is a problem, not the end of all articles."""
    content.add("a/b.md")
    content.take()
    (content.root / "a/b.md").unlink()
    (content.root / "a").rmdir()
    content.root.rmdir()
    found = content.scan()
    assert [one.message for one in found.problems] == ["this folder cannot be read: No such file or directory"]


def test_symbolic_links(content, tmp_path):
    """One for a file of content/ is that file; any other is a problem, every time."""
    content.add("foto/a.jpg")
    (content.root / "b.jpg").symlink_to("foto/a.jpg")
    (content.root / "e.jpg").symlink_to(content.root / "b.jpg")
    (content.root / "c.jpg").symlink_to(tmp_path)
    (content.root / "d.jpg").symlink_to("d.jpg")
    for _ in range(2):
        found = content.scan()
        assert paths(found) == ["b.jpg", "e.jpg", "foto/a.jpg"]
        assert [str(one.where) for one in ordered(found.problems)] == ["content/c.jpg", "content/d.jpg"]


HIDDEN = "this symbolic link stands for a file that is not published"


@pytest.mark.parametrize(
    ("link", "target", "message"),
    [
        ("foto/x.vtt", "../.git/config", HIDDEN), ("foto/x.csv", "../.env", HIDDEN), ("foto/x.vtt", "a.jpg~", HIDDEN),
        ("foto/x.vtt", "../a/draf.md", HIDDEN), ("a/x.md", "../foto/a.jpg", HIDDEN), ("x.vtt", "foto/.b/c.txt", HIDDEN),
        ("x.vtt", "y.txt", HIDDEN), ("x", "foto", "this symbolic link stands for a folder"),
        ("x.vtt", "../rahasia.vtt", "this symbolic link leaves the site's content"),
        ("x.vtt", "x.vtt", "this symbolic link leads nowhere"), ("x.vtt", "z.txt", "this symbolic link leads nowhere"),
    ],
)  # fmt: skip
def test_links_to_what_is_not_published(content, tmp_path, link, target, message):
    """A link stands for a file of content/ that is published itself, and as the same sort of file; else it is named."""
    for path in ("foto/a.jpg", ".git/config", ".env", "foto/a.jpg~", "a/draf.md", "foto/.b/c.txt"):
        content.add(path)
    (tmp_path / "rahasia.vtt").write_text("x")
    if target == "y.txt":
        (content.root / "y.txt").symlink_to(".env")
    (content.root / link).symlink_to(target)
    found = content.take()
    assert [one.message for one in found.problems if str(one.where) == f"content/{link}"] == [message]
    assert paths(found) == ["a/draf.md", "foto/a.jpg"]


@pytest.mark.parametrize("name", ["gambar", "aset", "fragmen", "_ssg", "tag", "penulis", "indeks", "terkini", "Gambar"])
def test_folders_whose_address_is_the_portals_own(content, name):
    """No media are in them, which is said at every scan, also of the folder alone; articles may be there."""
    content.add(f"{name}/dalam/a.jpg")
    content.add(f"{name}/b.md")
    content.add("foto/gambar/a.jpg")
    for _ in range(2):
        found = content.take()
        assert [str(one.where) for one in found.problems] == [f"content/{name}/dalam/"]
    assert [str(one.where) for one in content.scan(only=[f"{name}/dalam/"]).problems] == [f"content/{name}/dalam/"]
    assert len(folders.paths(content.store)) == 5


@pytest.mark.parametrize(("depth", "wrong"), [(32, False), (33, True), (200, True)])
def test_folders_that_lie_deep(content, depth, wrong):
    """They are bounded, whatever the system could hold: the output has them too."""
    before = os.open(".", os.O_RDONLY)
    os.chdir(content.root)
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("a.vtt").write_text("x")
    os.fchdir(before)
    os.close(before)
    found = content.scan()
    assert [one.message[:27] for one in found.problems] == ["this folder lies too deep: "] * wrong
    assert len(found.candidates) == (not wrong)
    if wrong:
        assert content.scan(only=["d/" * depth]).candidates == ()
        with Folder(content.root) as folder, pytest.raises(OSError, match="too long"):
            folder.read("d/" * depth + "a.vtt", None)


def test_content_that_is_itself_a_link(tmp_path, content):
    """The folder of content may be anywhere."""
    content.add("foto/a.jpg")
    (content.root / "b.jpg").symlink_to("foto/a.jpg")
    other = tmp_path / "lain"
    other.symlink_to(content.root)
    found = scan(Source(str(other)), content.store, READING)
    assert (paths(found), found.problems) == (["b.jpg", "foto/a.jpg"], ())


def test_folders_lie_close_together_whatever_order_they_came_in(content: Content) -> None:
    """A walk may find the last first, which would leave each page of the table half empty."""
    folders = [f"{number:04}/" for number in range(600)]
    found = tuple(Candidate(f"{folder}{folder[:-1]}-{n}.md", bytes(8), b"") for folder in folders for n in range(8))
    walked = Scan(found, (), {folder: Contents(folder, bytes(16), []) for folder in reversed(folders)}, (), ())
    db = content.store
    before = db.all("PRAGMA page_count")[0][0]
    save(db, walked, {file.path: digest(file.path.encode()) for file in found})
    room = (db.all("PRAGMA page_count")[0][0] - before) * PAGE
    columns = tables.bytes_of_folders(db)
    assert tables.count(db, "dirs") == 600
    assert room < columns * 1.4


def test_one_folder_is_made_ready_to_be_saved_after_the_other(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of an archive would take as much memory at once as all of its reading took before."""
    for folder in "abc":
        content.add(f"{folder}/{folder}.md")
    made: list[str] = []
    monkeypatch.setattr(scanning, "FolderFile", lambda name, *rest: made.append(name) or FolderFile(name, *rest))
    monkeypatch.setattr(folders, "save", lambda _, contents, gone: made.extend(one.path for one in contents))
    content.take()
    assert made == ["", "a.md", "a/", "b.md", "b/", "c.md", "c/"]


def test_what_came_went_and_differs_on_each_level(content):
    """All of it is found in one walk, and what is refused."""
    for number in range(40):
        content.add(f"kanal/{number:02d}/01/a.md")
        content.add(f"kanal/{number:02d}/b.md")
    content.take()
    assert content.scan() == Scan((), (), {}, (), ())

    content.add("kanal/03/b.md", "lain")
    content.add("kanal/04/02/baru.md")
    content.add("kanal/baru/dalam/c.md")
    content.add("d.md")
    (content.root / "kanal/05/b.md").unlink()
    shutil.rmtree(content.root / "kanal/06")
    (content.root / "kanal/07/luar.md").symlink_to("/etc/hostname")
    found = content.scan()
    assert paths(found) == ["d.md", "kanal/03/b.md", "kanal/04/02/baru.md", "kanal/baru/dalam/c.md"]
    assert found.deleted == ("kanal/05/b.md", "kanal/06/01/a.md", "kanal/06/b.md")
    assert [str(one.where) for one in found.problems] == ["content/kanal/07/luar.md"]
