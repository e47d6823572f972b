"""Folder: files are opened step by step, and no symbolic link leads elsewhere."""

from __future__ import annotations

import contextlib
import os
import stat
import threading
import tracemalloc

import pytest

from generator import build as story
from generator.base import folder as folders
from generator.base.folder import Folder, StrayError, ignored
from generator.engine import staging
from tests.support import CONFIG, article, png, site


@pytest.fixture
def top(tmp_path):
    for path in ("isi/a/b/c.txt", "isi/a/b/d.txt", "isi/.env", "luar/c.txt"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path)
    return tmp_path / "isi"


def test_a_new_file_is_for_those_whom_the_system_lets(tmp_path):
    """A web server that runs as another user reads it; nobody may execute it."""
    before = os.umask(0o022)
    try:
        os.close(folders.create(str(tmp_path / "a.html")))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.html").stat().st_mode) == 0o644


def test_files_are_read_below_the_folder(top):
    """In any order; the folder itself may be a link."""
    other = top.parent / "tautan"
    other.symlink_to("isi")
    with Folder(other) as folder:
        for path in ("a/b/c.txt", "a/b/d.txt", "a/b/c.txt", ".env", "a/b/d.txt"):
            assert folder.read(path, None) == f"isi/{path}".encode()
        assert folder.read("a/b/c.txt", 3) == b"isi/"
    before = len(os.listdir("/dev/fd"))
    with Folder(top) as folder:
        for path in ("a/b/c.txt", "a/tiada/c.txt", ".env", "a/b/tiada/d/c.txt", "a/b/c.txt", "tiada.txt", "a/b/d.txt"):
            with contextlib.suppress(FileNotFoundError):
                assert folder.read(path, None) == f"isi/{path}".encode()
                assert "tiada" not in path
    assert len(os.listdir("/dev/fd")) == before


@pytest.mark.parametrize("swapped", ["a", "a/b", "a/b/c.txt"])
def test_nothing_is_read_through_a_link_that_was_put_there_meanwhile(top, swapped):
    """Neither in the place of the file nor of a folder above it."""
    os.rename(top / swapped, top.parent / "lama")
    (top / swapped).symlink_to(top.parent / {"a": "luar", "a/b": "luar", "a/b/c.txt": "luar/c.txt"}[swapped])
    (top.parent / "luar/b").mkdir()
    (top.parent / "luar/b/c.txt").write_text("luar")
    with Folder(top) as folder, pytest.raises(OSError, match=r"leaves|directory|levels"):
        folder.read("a/b/c.txt", None)


def test_a_link_within_the_folder_is_the_file_that_it_stands_for(top):
    """Unless that is hidden."""
    (top / "x.vtt").symlink_to("a/b/c.txt")
    (top / "y.txt").symlink_to(".env")
    with Folder(top) as folder:
        assert folder.read("x.vtt", None) == b"isi/a/b/c.txt"
        with pytest.raises(StrayError):
            folder.read("y.txt", None)


@pytest.mark.parametrize(
    "path", ["../luar/c.txt", "a/../a/b/c.txt", "/etc/passwd", "a//b/c.txt", "./a", "", "a\0", "a/b/"]
)
def test_paths_that_are_none(top, path):
    """A path below the folder is made of names."""
    with Folder(top) as folder, pytest.raises(FileNotFoundError):
        folder.open(path)


@pytest.mark.parametrize("steps", [True, False])
def test_a_file_is_known_by_its_path_in_whatever_letter_case(top, monkeypatch, steps):
    """It is one that could be opened: no folder, nothing hidden, and nothing outside."""
    monkeypatch.setattr(folders, "_STEPS", steps and folders._STEPS)
    (top / "A/b").mkdir(parents=True)
    (top / "A/b/D.txt").write_bytes(b"")
    (top / "a/b/.e.txt").write_bytes(b"")
    (top / "keluar").symlink_to(top.parent / "luar")
    with Folder(top) as folder:
        for path in ("a/b/c.txt", "A/B/C.TXT", "a/B/d.txt", "A/b/D.txt"):
            assert folder.has(path), path
        for path in ("a/b", "A/B", "a/b/.e.txt", "a/b/.E.txt", "b/c.txt", "KELUAR/c.txt", "../luar/c.txt", "", "a//b"):
            assert not folder.has(path), path
        assert folder.read("a/b/c.txt", None) == b"isi/a/b/c.txt"


@pytest.mark.parametrize("swapped", ["a", "a/b", "a/b/c.txt"])
def test_where_the_system_opens_nothing_from_a_folder(top, monkeypatch, swapped):
    """Links are looked for before a file is opened."""
    monkeypatch.setattr(folders, "_STEPS", False)
    (top / "x.vtt").symlink_to("a/b/c.txt")
    with Folder(top) as folder:
        assert folder.read("a/b/c.txt", None) == folder.read("x.vtt", None) == b"isi/a/b/c.txt"
        os.rename(top / swapped, top.parent / "lama")
        (top / swapped).symlink_to(top.parent / "lama")
        with pytest.raises(StrayError):
            folder.read("a/b/c.txt", None)


def test_nobody_waits_for_a_pipe(top):
    """What is no file is not read."""
    os.mkfifo(top / "pipa.vtt")
    with Folder(top) as folder:
        for path in ("pipa.vtt", "a/b"):
            with pytest.raises(OSError, match="neither a file nor a folder"):
                folder.open(path)


@pytest.mark.slow
def test_links_and_files_that_are_swapped_all_the_time(top):
    """Whatever the moment, a read gives bytes of the folder or fails."""
    file, secret = top / "a/b/c.txt", top.parent / "luar/c.txt"
    stop = threading.Event()

    def swap() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            other = top / "a/b/.baru"
            if number % 2:
                other.symlink_to(secret)
            else:
                other.write_text("isi/a/b/c.txt")
            os.replace(other, file)

    thread = threading.Thread(target=swap)
    thread.start()
    found = set()
    try:
        for _ in range(3000):
            with Folder(top) as folder:
                try:
                    found.add(folder.read("a/b/c.txt", None))
                except OSError:
                    found.add(b"")
    finally:
        stop.set()
        thread.join()
    assert found == {b"", b"isi/a/b/c.txt"}


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("link", "this file cannot be read: this symbolic link leaves the site's content"),
        ("file", "this file was changed while it was being read"),
        ("gone", "this file cannot be read: No such file or directory"),
    ],
)
def test_what_is_published_is_what_was_judged(tmp_path, monkeypatch, how, message):
    """A file that becomes another, or a link, after it was read and before it is copied stops the build."""
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/a.md", article("A"))
    portal.add("rahasia.vtt", "rahasia")
    file = portal.add("content/foto/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    plan = story.plan

    def swapped(*given, **options):
        file.unlink()
        if how == "link":
            file.symlink_to(portal.folder / "rahasia.vtt")
        elif how == "file":
            file.write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
        return plan(*given, **options)

    with monkeypatch.context() as patch:
        patch.setattr(story, "plan", swapped)
        assert [(str(one.where), one.message) for one in portal.problems()] == [("content/foto/a.svg", message)]
    assert not (portal.output / "foto").exists()


@pytest.mark.unmeasured
@pytest.mark.parametrize("swapped", ["foto/a.png", "foto/b.mp4", "ikon.png", "daerah/2024/10/a.md"])
def test_a_file_that_becomes_huge_after_it_was_judged_fills_no_memory(tmp_path, monkeypatch, swapped):
    """Sparse, it takes no room on the disk: of a photo, another file, the picture of the icons and an article little is read."""
    portal = site(tmp_path, config=f"{CONFIG}icon: /ikon.png\nlimits: {{media: 1 MB}}\n")
    photo = "{src: /foto/a.png, caption: Air naik., credit: Sari}"
    portal.add("content/daerah/2024/10/a.md", article("A", "[dua](/daerah/2024/10/b/)", photo=photo))
    portal.add("content/daerah/2024/10/b.md", article("B"))
    portal.add("content/foto/a.png", png(320, 240))
    portal.add("content/foto/b.mp4", "%PDF-1.7")
    portal.add("content/ikon.png", png(512, 512))
    if swapped.endswith(".md"):
        # It is read again for the line of what is wrong in it.
        portal.build()
        portal.remove("content/daerah/2024/10/b.md")
    plan, copy, copied = story.plan, staging.copy, []

    def swap(*given, **options):
        os.truncate(portal.folder / "content" / swapped, 1 << 28)
        return plan(*given, **options)

    def counted(*given):
        copied.append(copy(*given))

    monkeypatch.setattr(story, "plan", swap)
    monkeypatch.setattr(staging, "copy", counted)
    tracemalloc.start()
    try:
        found = portal.problems()
        assert tracemalloc.get_traced_memory()[1] < 100 << 20
    finally:
        tracemalloc.stop()
    assert found
    assert sum(copied) < 10 << 20


@pytest.mark.parametrize(
    "name",
    [".git", ".a.md.swp", "a.md~", "#a.md#", "~$naskah.docx", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.INI", "Icon\r"],
)  # fmt: skip
def test_what_programs_leave_in_a_folder(name: str) -> None:
    """Is none of the site's."""
    assert ignored(name)


@pytest.mark.parametrize(
    "name", [".well-known", "a.md", "~a", "a#", "#a", "$a", "thumbs.dbx", "icon", "desktop.ini.md"]
)
def test_what_people_put_into_a_folder(name: str) -> None:
    """Is read, also under a name that begins as those do."""
    assert not ignored(name)
