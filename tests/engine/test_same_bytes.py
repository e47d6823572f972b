"""Same bytes anywhere: whatever the number of processes, hash seed, locale, time zone, path and order of the folder."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from generator.cli.init import create
from generator.engine import batches
from tests.quick import sample
from tests.support import NOW, Portal, article, site, ssg


class Postal(Executor):
    """Runs everything at once in this process, but sends it by post: what goes in and comes out is pickled both ways."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **keys: Any) -> Future[Any]:
        future: Future[Any] = Future()
        work, args, keys = pickle.loads(pickle.dumps((work, args, keys)))
        try:
            future.set_result(pickle.loads(pickle.dumps(work(*args, **keys))))
        except Exception as error:  # noqa: BLE001
            future.set_exception(pickle.loads(pickle.dumps(error)))
        return future


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


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    portal = newsroom(tmp_path_factory.mktemp("dasar"), list(range(330)))
    portal.build()
    return portal.files()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "jobs"),
    sample([
        ({"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "LANG": "C", "TZ": "Asia/Tokyo"}, 1),
        pytest.param({"PYTHONHASHSEED": "77", "TZ": "America/New_York"}, 2),
        ({"PYTHONUTF8": "0", "LC_ALL": "C", "TZ": "UTC"}, 3),
    ], 2),
)  # fmt: skip
def test_same_bytes_in_any_surroundings(
    tmp_path: Path, expected: dict[str, bytes], environment: dict[str, str], jobs: int
) -> None:
    """Real processes with other hash seeds, locales, zones, paths, umasks and orders of files make the same bytes."""
    portal = newsroom(tmp_path / "di tempat lain", sorted(range(330), key=lambda n: n * 7919 % 331))
    done = ssg(portal, "build", "--now", str(NOW), "--jobs", str(jobs), **environment)
    assert done.returncode == 0, done.stderr
    assert portal.files() == expected


@pytest.mark.slow
def test_a_postal_executor_makes_the_same_bytes(tmp_path: Path, expected: dict[str, bytes]) -> None:
    """All that crosses to a worker and back can be pickled, and is all that matters."""
    portal = newsroom(tmp_path, list(range(329, -1, -1)))
    portal.build(executor=Postal())
    batches.rest()
    assert portal.files() == expected


def test_a_copied_site_needs_nothing_made_again(tmp_path: Path) -> None:
    """A site that is moved to another folder with its state and output is as it should be."""
    portal = newsroom(tmp_path, list(range(30)))
    portal.build()
    shutil.copytree(portal.folder, tmp_path / "baru")
    moved = Portal(tmp_path / "baru")
    report = moved.build()
    assert report.rendered == 0
    assert moved.files() == portal.files()


@pytest.mark.slow
def test_a_folder_whose_name_is_no_utf8(tmp_path: Path) -> None:
    """A portal with photos, a theme's template and a mistake is built and told of wherever the folder is."""
    made = []
    for name in (b"kabar", b"kab\xff\xfear"):
        folder = tmp_path / os.fsdecode(name)
        create(folder)
        portal = Portal(folder)
        portal.add("themes/kabar-uji/theme.yaml", "extends: kabar\n")
        portal.add("themes/kabar-uji/templates/_edition.html", "<p class=edisi>Pagi</p>")
        portal.edit("site.yaml", "theme: kabar ", "theme: kabar-uji ")
        done = ssg(portal, "build", "--now", "1795500000")
        assert done.returncode == 0, done.stderr
        made.append(portal.files())
        portal.add("content/daerah/2026/10/rusak.md", "tanpa kepala")
        done = ssg(portal, "build", "--now", "1795500000")
        assert (done.returncode, "rusak.md:1" in done.stderr) == (1, True), done.stderr
    assert made[0] == made[1]
