"""Watch: what is saved anywhere below a site is seen, and nothing elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from tests.preview_support import BANJIR, OTHER, PATIENCE, TIMING, URL, newsroom, serving
from tests.support import article

BURSTS = msgspec.structs.replace(TIMING, silence=500, burst=int(1000 * PATIENCE))
"""What is saved in one go is one burst, though the machine is busy and there are pauses in it."""


@pytest.mark.slow
def test_a_folder_that_is_renamed_is_read_anew(tmp_path: Path) -> None:
    """All that was in it is gone, all that is in the new one is there."""
    with serving(newsroom(tmp_path)) as server:
        os.rename(server.portal.folder / "content/daerah", server.portal.folder / "content/olahraga")
        server.shows("/olahraga/2024/10/pasar/")
        assert server.get(OTHER).status == 404


@pytest.mark.slow
def test_a_burst_of_saves_is_one_update(tmp_path: Path) -> None:
    """Files that are written together, as by a checkout, are taken in together; an editor's save by renaming, too."""
    with serving(newsroom(tmp_path), timing=BURSTS) as server, server.listening(URL) as own:
        for number in range(600):
            server.portal.add(f"content/daerah/2024/10/b{number}.md", article(f"Berita {number}"))
        file = server.portal.folder / BANJIR
        os.rename(file, file.with_name("banjir.md~"))
        os.rename(server.portal.add(f"{BANJIR}.tmp", article("Banjir Surut", "Isi tersimpan.")), file)
        own.wait("pages")
        assert b"Isi tersimpan." in server.get(URL).body
        server.shows("/daerah/2024/10/b599/")
        assert len(own.of("pages")) == 1
        assert server.problems() == []


@pytest.mark.slow
def test_a_link_to_a_folder_elsewhere_is_not_entered(tmp_path: Path) -> None:
    """What a symbolic link leads to is neither read nor watched, whether it is there from the start or comes later."""
    made = newsroom(tmp_path / "situs")
    outside = tmp_path / "luar"
    outside.mkdir()
    (outside / "curian.md").write_text(article("Curian"))
    os.symlink("/", made.folder / "content/akar")
    with serving(made) as server:
        server.until(server.problems)
        os.symlink(outside, made.folder / "content/daerah/2024/luar")
        server.until(lambda: len(server.problems()) == 2)
        (outside / "curian.md").write_text(article("Curian", "Lagi."))
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.shows(URL, "Isi kedua.")
        assert server.get("/daerah/2024/luar/curian/").status == 404
        assert server.get("/daerah/2024/10/curian/").status == 404
        made.add("content/olahraga/2024/10/baru.md", article("Baru"))
        server.shows("/olahraga/2024/10/baru/")
        made.edit("content/olahraga/2024/10/baru.md", "Baru", "Terbaru")
        server.shows("/olahraga/2024/10/baru/", "Terbaru")


@pytest.mark.slow
def test_the_last_good_pages_stay_while_content_is_away(tmp_path: Path) -> None:
    """A checkout may take content/ away; the problem is told, pages stay, and all is well when it is back."""
    made = newsroom(tmp_path)
    content = made.folder / "content"
    with serving(made) as server:
        content.rename(made.folder / "pergi")
        server.until(server.problems)
        assert [one["path"] for one in server.problems()] == ["content"]
        assert server.get(URL).status == 200
        (made.folder / "pergi").rename(content)
        server.until(lambda: not server.problems())
        # Saved before the folder is watched again.
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.shows(URL, "Isi kedua.")


@pytest.mark.slow
def test_a_site_behind_a_link_is_watched(tmp_path: Path) -> None:
    """The site's folder may be a symbolic link, and content/ another."""
    made = newsroom(tmp_path / "situs")
    content = made.folder / "content"
    content.rename(tmp_path / "naskah")
    content.symlink_to(tmp_path / "naskah")
    (tmp_path / "pintas").symlink_to(made.folder)
    made.folder = tmp_path / "pintas"
    with serving(made) as server:
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
        server.shows(URL, "Isi kedua.")


@pytest.mark.long
def test_without_a_watcher_files_are_looked_at_now_and_then(tmp_path: Path) -> None:
    """Where the system tells of no saves, as of a name that is no text, the preview says so once and misses none."""
    made = newsroom(tmp_path)
    with serving(made, timing=msgspec.structs.replace(TIMING, polling=0.1, pause=0.5)) as server:
        (made.folder / os.fsdecode(b"content/\xff.vtt")).write_bytes(b"x")
        server.until(lambda: any("cannot be watched" in said for said in server.said))
        assert server.get(URL).status == 200
        (made.folder / os.fsdecode(b"content/\xff.vtt")).unlink()
        for old, new in (("pertama", "kedua"), ("kedua", "ketiga"), ("ketiga", "keempat")):
            # These are in the same second, in which files that are looked at now and then are the same to the system.
            made.edit(BANJIR, f"Isi {old}.", f"Isi {new}.")
            server.shows(URL, f"Isi {new}.")
        assert sum("cannot be watched" in said for said in server.said) <= 2
