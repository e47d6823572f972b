"""Same bytes anywhere: whatever the number of processes, hash seed, locale, time zone, path and order of the folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.support import AFTER, NOW, Portal, article, run_for, site, ssg


def newsroom(folder: Path, names: list[int]) -> Portal:
    """Make a site whose files are made in the given order."""
    portal = site(folder)
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\ninitials: SW\n---\nBio.\n")
    for n in names:
        stamp = f"2024-{n % 9 + 1:02d}-{n % 28 + 1:02d} {n % 24:02d}:{n % 3:02d} {('WIB', 'WITA', 'WIT')[n % 3]}"
        tags = f"[Banjir, Tag {n % 7}, Éntah {n % 5}]"
        body = f"Kata ke-{n}.\n\n<!-- halaman -->\n\nDua." if n % 11 == 0 else f"Kata ke-{n}.\n\nBaca Juga: [](b-{n})"
        text = article(f"Berita {n % 40} di Kota", body, timestamp=stamp, tags=tags)
        portal.add(f"content/{('daerah', 'nasional', 'olahraga')[n % 3]}/2024/b-{n}.md", text)
    return portal


@pytest.mark.slow
def test_same_bytes_in_any_surroundings(tmp_path: Path) -> None:
    """Real processes with other hash seeds, locales, zones, paths and orders of files make the same bytes."""
    portal = newsroom(tmp_path, list(range(330)))
    portal.build()
    expected = portal.files()
    for jobs, environment in (
        (1, {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "LANG": "C", "TZ": "Asia/Tokyo"}),
        (2, {"PYTHONUTF8": "0", "LC_ALL": "C", "TZ": "America/New_York"}),
    ):
        portal = newsroom(tmp_path / f"di tempat {jobs}", sorted(range(330), key=lambda n: n * 7919 % 331))
        done = ssg(portal, "build", "--now", str(NOW), "--jobs", str(jobs), **environment)
        assert done.returncode == 0, done.stderr
        assert portal.files() == expected


def test_a_copied_site_needs_nothing_made_again(tmp_path: Path) -> None:
    """A site that is moved to another folder with its state and output is as it should be."""
    portal = newsroom(tmp_path, list(range(30)))
    portal.build()
    shutil.copytree(portal.folder, tmp_path / "baru")
    moved = Portal(tmp_path / "baru")
    assert moved.build().rendered == 0
    assert moved.files() == portal.files()


def test_a_fresh_clone_beside_a_restored_state_makes_no_page(tmp_path: Path) -> None:
    """Though every file is a new one, as in CI."""
    portal = newsroom(tmp_path, list(range(30)))
    portal.build()
    shutil.copytree(portal.folder / "content", tmp_path / "fresh", copy_function=shutil.copyfile)
    shutil.rmtree(portal.folder / "content")
    (tmp_path / "fresh").rename(portal.folder / "content")
    report = portal.build()
    assert (report.rendered, report.added, report.changed, report.deleted) == (0, 0, 0, 0)


@pytest.mark.slow
def test_a_folder_whose_name_is_no_utf8(tmp_path: Path) -> None:
    """A portal with photos, a theme's template and a mistake is built and told of wherever the folder is."""
    made = []
    for name in (b"kabar", b"kab\xff\xfear"):
        portal = Portal(tmp_path / os.fsdecode(name))
        assert run_for("init", str(portal.folder)).returncode == 0
        portal.add("themes/kabar-uji/theme.yaml", "extends: kabar\n")
        portal.add("themes/kabar-uji/templates/_edition.html", "<p class=edisi>Pagi</p>")
        portal.edit("site.yaml", "theme: kabar ", "theme: kabar-uji ")
        done = ssg(portal, "build", "--now", str(AFTER))
        assert done.returncode == 0, done.stderr
        made.append(portal.files())
        portal.add("content/daerah/2026/10/rusak.md", "tanpa kepala")
        done = ssg(portal, "build", "--now", str(AFTER))
        assert (done.returncode, "rusak.md:1" in done.stderr) == (1, True), done.stderr
    assert made[0] == made[1]
