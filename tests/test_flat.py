"""Flat cost: what a build does after one edit does not grow with what the edit does not touch."""

from __future__ import annotations

import gc
import shutil
import sqlite3
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from tests.support import CONFIG, NOW, Portal, article, png, site

OTHERS = (60, 600)
"""Articles of earlier years in the two archives that are compared."""
OLD = "content/daerah/2024/09/b-{}.md"
NEW = "content/daerah/2024/10/{}.md"


def archive(folder: Path, others: int) -> Portal:
    """Return a portal, built: the articles of a month, which lead to each other, and others of earlier years."""
    portal = site(folder, config=f"{CONFIG}search: true\n")
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\nBio.\n")
    portal.add("content/foto/a.png", png(600, 400))
    for n in range(30):
        body = f"Isi.\n\nKedua.\n\nBaca Juga: [](b-{max(0, n - 1)})"
        keys = {"timestamp": f"2024-09-{n % 28 + 1:02d} 08:00 WIB", "tags": "[Banjir]"}
        portal.add(OLD.format(n), article(f"Berita {n}", body, **keys))
    for n in range(others):
        day = n % 60
        at = f"20{10 + day % 10}-{day % 12 + 1:02d}-{day % 28 + 1:02d} 08:{n % 59:02d} WIB"
        text = article(f"Lain {n}", "Teks. " * 200, timestamp=at, author="Tono", tags=f"[Lain {n % 9}]")
        portal.add(f"content/olahraga/{at[:7]}/l-{n}.md", text)
    portal.build()
    return portal


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> list[Portal]:
    return [archive(tmp_path_factory.mktemp("flat"), others) for others in OTHERS]


def steps(portal: Portal, now: int = NOW) -> int:
    """Build, and return the steps that SQLite has taken, which are the same on every machine with a version of it, in hundreds."""
    counted = 0
    connect = sqlite3.connect

    def step() -> int:
        nonlocal counted
        counted += 1
        return 0

    def counting(*args: object, **keys: object) -> sqlite3.Connection:
        connection = connect(*args, **keys)  # type: ignore[call-overload]
        connection.set_progress_handler(step, 100)
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", counting)
        portal.build(now=now)
    assert counted > 10
    return counted


def moved(portal: Portal) -> None:
    (portal.folder / "content/nasional/2024/09").mkdir(parents=True)
    shutil.move(portal.folder / OLD.format(7), portal.folder / "content/nasional/2024/09/b-7.md")


PHOTO = "photo: {src: /foto/a.png, credit: X, alt: Y}\neditor:"
EDITS: dict[str, Callable[[Portal], object]] = {
    "nothing": lambda _: None,
    "a new article": lambda portal: portal.add(
        NEW.format("baru"), article("Baru", "Teks.\n\nBaca Juga: [](b-7)", tags="[Banjir, Baru]")
    ),
    "a typo in an old text": lambda portal: portal.edit(OLD.format(3), "Kedua.", "Keduanya."),
    "a new headline": lambda portal: portal.edit(OLD.format(4), "title: Berita 4", "title: Berita Empat"),
    "an article that moves": moved,
    "one that is deleted": lambda portal: portal.remove(OLD.format(29)),
    "one that is scheduled": lambda portal: portal.add(
        NEW.format("nanti"), article("Nanti", timestamp="2024-10-11 08:00 WIB")
    ),
    "a profile": lambda portal: portal.edit("content/authors/sari-wulan.md", "Bio.", "Biografi."),
    "a photo that is shown": lambda portal: portal.edit(OLD.format(5), "editor:", PHOTO),
    "another focus": lambda portal: portal.edit(OLD.format(5), "alt: Y", "alt: Y, focus: 10% 90%"),
    "another photo": lambda portal: portal.add("content/foto/a.png", png(400, 600)),
    "a photo that goes": lambda portal: portal.edit(OLD.format(5), "photo:", "summary: A\n#"),
}


@pytest.mark.slow
def test_an_edit_costs_the_same_beside_ten_times_as_many_articles(archives: list[Portal]) -> None:
    """Whatever it is; so do an hour that comes by itself, and the first build of a month in which photos grow old."""
    costs = {}
    for name, edit in EDITS.items():
        for portal in archives:
            edit(portal)
        costs[name] = [steps(portal) for portal in archives]
    costs["an hour to come"] = [steps(portal, NOW + 86400) for portal in archives]
    costs["a month to come"] = [steps(portal, NOW + 180 * 86400) for portal in archives]
    grown = {name for name, (few, many) in costs.items() if many > 1.5 * few + 30}
    assert not grown, costs


@pytest.mark.slow
def test_an_edit_makes_the_pages_that_show_it(archives: list[Portal]) -> None:
    """An old body is on one page, and few look whether it matters to them."""
    for portal in archives:
        portal.build()
        portal.edit(OLD.format(2), "Kedua.", "Keduanya.")
        report = portal.build()
        assert (report.changed, report.rendered) == (1, 1)


@pytest.mark.slow
def test_memory_of_one_edit_is_the_same_beside_ten_times_as_many_articles(archives: list[Portal]) -> None:
    """The most that a build takes for one old article, the median of some edits: when Python collects is chance."""
    few, many = [], []
    for peaks, portal in ((few, archives[0]), (many, archives[-1])):
        for edit in 3 * (("Isi.", "Isi lain."), ("Isi lain.", "Isi.")):
            portal.edit(OLD.format(12), *edit)
            gc.collect()
            tracemalloc.start()
            portal.build()
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert median(many) < 1.5 * median(few), (few, many)


@pytest.mark.slow
def test_an_edit_in_the_past(tmp_path: Path) -> None:
    """Where all later articles are scheduled, as in a preview of another day, an edit reads none of them."""
    costs = []
    for later in (10, 100):
        portal = site(tmp_path / str(later))
        for n in range(later):
            at = f"2024-10-{11 + n % 9} 08:00 WIB"
            portal.add(NEW.format(f"b-{n}"), article(f"B {n}", timestamp=at, tags="[Banjir]"))
        portal.add(NEW.format("kini"), article("Kini", "Isi.", tags="[Banjir]", aliases="[/lama/]"))
        portal.build()
        portal.edit(NEW.format("kini"), "Isi.", "Isi, lain.")
        costs.append(steps(portal))
    assert costs[1] < 1.2 * costs[0], costs
