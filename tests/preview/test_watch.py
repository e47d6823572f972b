"""Watch: what is saved anywhere below a site is seen, under each of its names, and nothing elsewhere."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
import pytest
import watchfiles

from generator.preview import watch
from generator.preview.watch import EVERYTHING, Inbox, Saved
from tests.preview_support import BANJIR, OTHER, PATIENCE, TIMING, URL, newsroom, serving
from tests.support import article

BURSTS = msgspec.structs.replace(TIMING, silence=500, burst=int(1000 * PATIENCE))
"""What is saved in one go is one burst, though the machine is busy and there are pauses in it."""


def test_a_folder_that_is_renamed_is_read_anew(tmp_path: Path):
    """All that was in it is gone, all that is in the new one is there."""
    with serving(newsroom(tmp_path)) as server:
        os.rename(server.portal.folder / "content/daerah", server.portal.folder / "content/olahraga")
        server.until(lambda: server.get("/olahraga/2024/10/pasar/").status == 200)
        assert server.get(OTHER).status == 404


@pytest.mark.slow
def test_a_burst_of_saves_is_one_update(tmp_path: Path):
    """Two hundred files that are written together, as by a checkout, are taken in together."""
    with serving(newsroom(tmp_path), timing=BURSTS) as server:
        before = server.live.updates
        for number in range(200):
            server.portal.add(f"content/daerah/2024/10/b{number}.md", article(f"Berita {number}"))
        server.until(lambda: server.get("/daerah/2024/10/b199/").status == 200)
        time.sleep(2 * BURSTS.silence / 1000)
        assert server.live.updates - before <= 2


def test_a_save_by_renaming_is_one_update(tmp_path: Path):
    """Editors write a temporary file and rename it; nobody sees the page missing."""
    with serving(newsroom(tmp_path), timing=BURSTS) as server, server.listening(URL) as own:
        file = server.portal.folder / BANJIR
        os.rename(file, file.with_name("banjir.md~"))
        temporary = server.portal.add(f"{BANJIR}.tmp", article("Banjir Surut", "Isi tersimpan."))
        os.rename(temporary, file)
        own.wait("pages")
        assert b"Isi tersimpan." in server.get(URL).body
        assert server.live.problems == ()


def test_a_link_to_a_folder_elsewhere_is_not_entered(tmp_path: Path):
    """What a symbolic link leads to is neither read nor watched, whether it is there from the start or comes later."""
    made = newsroom(tmp_path / "situs")
    outside = tmp_path / "luar"
    outside.mkdir()
    (outside / "curian.md").write_text(article("Curian"))
    os.symlink("/", made.folder / "content/akar")
    with serving(made) as server:
        server.until(lambda: server.live.problems)
        os.symlink(outside, made.folder / "content/daerah/2024/luar")
        server.until(lambda: len(server.live.problems) == 2)
        (outside / "curian.md").write_text(article("Curian", "Lagi."))
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)
        assert server.get("/daerah/2024/luar/curian/").status == 404
        assert server.get("/daerah/2024/10/curian/").status == 404
        made.add("content/olahraga/2024/10/baru.md", article("Baru"))
        server.until(lambda: server.get("/olahraga/2024/10/baru/").status == 200)
        made.edit("content/olahraga/2024/10/baru.md", "Baru", "Terbaru")
        server.until(lambda: b"Terbaru" in server.get("/olahraga/2024/10/baru/").body)


def test_a_link_to_a_file_follows_it(tmp_path: Path):
    """A file that is edited is seen under the name of a link to it in another folder, too."""
    made = newsroom(tmp_path)
    made.add("content/arsip/tabel.vtt", "a,1\n")
    (made.folder / "content/unduh").mkdir()
    os.symlink("../arsip/tabel.vtt", made.folder / "content/unduh/satu.vtt")
    with serving(made) as server:
        assert server.get("/unduh/satu.vtt").body == b"a,1\n"
        os.symlink("../arsip/tabel.vtt", made.folder / "content/unduh/dua.vtt")
        server.until(lambda: server.get("/unduh/dua.vtt").status == 200)
        with server.listening("/unduh/") as ear:
            made.add("content/arsip/tabel.vtt", "a,2\n")
            both = {"/unduh/satu.vtt", "/unduh/dua.vtt"}
            # The first may still be about the new link alone.
            server.until(lambda: any(both <= {*told["changed"]} for told in ear.of("files")))
        link = made.folder / "content/daerah/2024/10/tautan.md"
        made.add("content/naskah/tautan.md", article("Tautan", category="daerah"))
        os.symlink("../../../naskah/tautan.md", link)
        server.until(lambda: server.live.problems == ())


def test_the_last_good_pages_stay_while_content_is_away(tmp_path: Path):
    """A checkout may take content/ away; the problem is told, pages stay, and all is well when it is back."""
    made = newsroom(tmp_path)
    content = made.folder / "content"
    with serving(made) as server:
        content.rename(made.folder / "pergi")
        server.until(lambda: server.live.problems)
        assert "no folder content/" in server.live.problems[0].message
        assert server.get(URL).status == 200
        (made.folder / "pergi").rename(content)
        server.until(lambda: not server.live.problems)
        # Saved before the folder is watched again.
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)


def test_a_site_behind_a_link_is_watched(tmp_path: Path):
    """The site's folder may be a symbolic link, and content/ another."""
    made = newsroom(tmp_path / "situs")
    content = made.folder / "content"
    content.rename(tmp_path / "naskah")
    content.symlink_to(tmp_path / "naskah")
    (tmp_path / "pintas").symlink_to(made.folder)
    made.folder = tmp_path / "pintas"
    with serving(made) as server:
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)


@pytest.mark.slow
def test_without_a_watcher_files_are_looked_at_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where the system watches no more files, the preview says so once and looks by itself, and misses no second save."""
    watched = watchfiles.watch

    def refuse(*paths, force_polling=None, **options):
        if not force_polling:
            raise OSError(28, "OS file watch limit reached")
        return watched(*paths, force_polling=True, **options)

    monkeypatch.setattr(watchfiles, "watch", refuse)
    made = newsroom(tmp_path)
    timing = msgspec.structs.replace(TIMING, polling=0.1, pause=0.5)
    with serving(made, timing=timing) as server:
        server.until(lambda: any("limit reached" in said for said in server.said))
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.until(lambda: b"Isi kedua." in server.get(URL).body)
        # This one is in the same second, in which files that are looked at now and then are the same to the system.
        made.edit(BANJIR, "Isi kedua.", "Isi ketiga.")
        server.until(lambda: b"Isi ketiga." in server.get(URL).body)
        assert sum("limit reached" in said for said in server.said) <= 2


def test_a_save_is_sorted_by_what_it_may_change(tmp_path: Path):
    """Articles by their folders, media by their addresses, all else as part of a theme; what is ignored, not at all."""
    content = tmp_path / "content"
    (content / "daerah/baru").mkdir(parents=True)
    paths = ["daerah/a.md", "foto/a.jpg", "daerah/baru", "daerah/.a.md.swp"]
    saved, folders = watch.sort(
        [str(content / path) for path in paths] + [str(tmp_path / "themes/x.css")], str(content)
    )
    assert folders == saved.folders == {"daerah/", "daerah/baru/", "foto/"}
    assert saved.media == {"/foto/a.jpg", "/daerah/baru"}
    assert saved.setup
    assert saved.names == ("content/daerah/a.md", "content/daerah/baru", "content/foto/a.jpg", "x.css")


def test_a_great_many_saves_are_all_of_the_content(tmp_path: Path):
    """From some hundred files on, the whole folder is walked."""
    saved, folders = watch.sort([f"{tmp_path}/{number}.md" for number in range(501)], str(tmp_path))
    assert saved.folders is None
    assert folders == {""}
    assert watch.sort([f"{tmp_path}/{number}.md" for number in range(500)], str(tmp_path))[0].folders == {""}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/s/content", "."), ("/s/content/a.md", "a.md"), ("/s/content/a/b.md", "a/b.md"), ("/s/site.yaml", ""), ("/s/contents/a.md", ""), ("/s/content/.a.md", ""), ("/s/content/.b/a.md", ""), ("/s/content/a.md~", ""),
    ],
)  # fmt: skip
def test_where_a_file_is_in_the_content(path: str, expected: str) -> None:
    """The folder itself is a part of it; what a build passes over is not."""
    assert watch.inside(path, "/s/content") == expected


def test_what_was_saved_is_added_up():
    """Two bursts that come before an update are taken together, and then forgotten."""
    inbox = Inbox()
    inbox.add(Saved(frozenset({"daerah/"}), names=("content/daerah/a.md",)))
    inbox.add(Saved(frozenset({"foto/"}), frozenset({"/foto/a.jpg"}), setup=True, names=("content/foto/a.jpg",)))
    names = ("content/daerah/a.md", "content/foto/a.jpg")
    expected = Saved(frozenset({"daerah/", "foto/"}), frozenset({"/foto/a.jpg"}), setup=True, names=names)
    assert inbox.take() == expected
    assert not inbox.take()


def test_everything_is_more_than_any_folder():
    """Who is to look everywhere does so, whatever else was saved before or after."""
    some = Saved(frozenset({"daerah/"}))
    for saved in (EVERYTHING | some, some | EVERYTHING):
        assert saved.folders is None
        assert saved


def test_a_wait_ends_with_what_comes():
    """Whoever waits is woken by a save, once, and by nothing that was taken already."""
    inbox = Inbox()
    assert not inbox.wait(0)
    inbox.add(Saved(time=True))
    assert inbox.wait(0)
    inbox.take()
    assert not inbox.wait(0)
    inbox.wake()
    assert inbox.wait(0)


def test_recent_folders_are_taken_once():
    """A first look takes what is recent, and leaves it to the update all the same; an update leaves nothing recent."""
    inbox = Inbox()
    inbox.add(Saved(frozenset({"daerah/"})), frozenset({"daerah/"}))
    assert inbox.take_recent() == {"daerah/"}
    assert inbox.take_recent() == frozenset()
    assert inbox.take().folders == {"daerah/"}
    inbox.add(Saved(frozenset({"foto/"})), frozenset({"foto/"}))
    inbox.take()
    assert inbox.take_recent() == frozenset()
