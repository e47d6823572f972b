"""The state is worth nothing but time: whatever becomes of it, the next build leaves the clean bytes, and says so."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.damage import Range
from tests.fuzz.fulldisk import sweep
from tests.kills import (
    STAGE,
    built_by_nobody,
    built_newsroom,
    edit,
    forked,
    given_to_nobody,
)
from tests.support import NOW, ROOT, Portal, png, ssg_here, tree

LOST = "the state was damaged, so everything was read and made anew"
CRASHED = 3
"""The exit code of a mistake in the program."""


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A newsroom that was built."""
    return built_newsroom(tmp_path)


def is_told(portal: Portal, **options: object) -> None:
    """Build, and expect that one sentence says that the state was damaged, which it is no more afterwards."""
    assert [one.message for one in portal.build(damaged=True, **options).warnings] == [LOST]  # type: ignore[arg-type]
    assert portal.files() == portal.clean()
    assert not portal.build().warnings


def garble(portal: Portal, number: int) -> None:
    """Write over the page on which a table of the store begins."""
    store = portal.folder / ".ssg/store.db"
    with contextlib.closing(sqlite3.connect(store)) as database:
        (size,) = database.execute("PRAGMA page_size").fetchone()
        pages = [page for (page,) in database.execute("SELECT DISTINCT rootpage FROM sqlite_master ORDER BY 1") if page]
    with store.open("r+b") as file:
        file.seek(([1, *pages][number % (len(pages) + 1)] - 1) * size)
        file.write(random.Random(number).randbytes(size))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(6))
def test_a_damaged_page_of_the_store(portal: Portal, number: int) -> None:
    """A page of the store that somebody wrote over costs time alone, as soon as it is read, and a verified build reads all."""
    edit(portal)
    garble(portal, number)
    portal.build(damaged=True)
    assert portal.files() == portal.clean()
    portal.build(damaged=True, verify=True)
    assert portal.files() == portal.clean()
    assert not portal.build(verify=True).warnings


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["truncated", "garbage"])
def test_a_store_that_is_torn_or_foreign(portal: Portal, harm: str) -> None:
    """Pages whose bytes are right keep their times."""
    edit(portal)
    store = portal.folder / ".ssg/store.db"
    store.write_bytes(store.read_bytes()[:5000] if harm == "truncated" else b"garbage" * 1000)
    before = {path: ((portal.output / path).stat().st_mtime_ns, data) for path, data in portal.files().items()}
    is_told(portal)
    for path, data in portal.clean().items():
        if path in before and before[path][1] == data and path != ".warta":
            assert (portal.output / path).stat().st_mtime_ns == before[path][0]


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"x", b"\x37\xa4\x30\xec" + bytes(500)], ids=["short", "empty tables"])
def test_values_that_nobody_can_read_are_made_anew(portal: Portal, content: bytes) -> None:
    """Within the build that meets them, though SQLite finds nothing wrong, and no file of the site is blamed."""
    edit(portal)
    with contextlib.closing(sqlite3.connect(portal.folder / ".ssg/store.db")) as database, database:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta'"
        for (table,) in database.execute(tables).fetchall():
            kinds = {name: kind for _, name, kind, *_ in database.execute(f"PRAGMA table_info({table})").fetchall()}
            for column in (name for name, kind in kinds.items() if kind == "BLOB"):
                with contextlib.suppress(sqlite3.IntegrityError):
                    database.execute(f"UPDATE {table} SET {column} = ?", (content,))
    is_told(portal)


@pytest.mark.slow
def test_a_state_of_another_version_of_the_program(portal: Portal) -> None:
    """It is made anew without a warning, and what the other version had put out does not last."""
    other = shutil.copytree(ROOT / "generator", portal.folder.parent / "older/generator", symlinks=True)
    (other / "__init__.py").write_text('__version__ = "0.0.1"\n')
    template = other / "themes/kabar/templates/base.html"
    template.write_text(template.read_text("utf-8").replace("</body>", "<!-- lama --></body>"), "utf-8")
    words = [sys.executable, "-m", "generator", "--site", str(portal.folder), "build", "--now", str(NOW)]
    subprocess.run(words, cwd=other.parent, check=True, capture_output=True)
    assert "<!-- lama -->" in portal.read("daerah/2024/10/berita-1/index.html")
    edit(portal)
    assert not portal.build().warnings
    assert portal.files() == portal.clean()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("store.db", "folder"),
        ("store.db", "link"),
        ("store.db-wal", "pipe"),
        ("lock", "pipe"),
        ("lock", "link"),
        ("changed.json", "dangling"),
    ],
)
def test_something_else_in_the_place_of_a_file(portal: Portal, name: str, harm: str) -> None:
    """A folder, a pipe or a link in the place of a file of the state goes; what a link leads to stays."""
    outside = portal.add("../outside", "milik orang lain")
    file = portal.folder / ".ssg" / name
    file.unlink(missing_ok=True)
    if harm == "folder":
        portal.add(f".ssg/{name}/isi.txt", "isi")
    elif harm == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(outside if harm == "link" else "nowhere")
    edit(portal)
    portal.build(damaged=True)
    assert portal.files() == portal.clean()
    assert outside.read_text() == "milik orang lain"
    assert not file.is_symlink()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "harm"),
    [(".ssg", "file"), (".ssg/templates", "pipe"), (".ssg/pictures", "dangling"), (f"build/{STAGE}", "file")],
)
def test_something_else_in_the_place_of_a_folder(portal: Portal, name: str, harm: str) -> None:
    """A file, a pipe or a link to nowhere in the place of a folder of ours goes."""
    portal.add("content/foto/p.png", png(120, 100))
    portal.edit("content/daerah/2024/10/berita-3.md", "title:", "photo: {src: /foto/p.png, alt: F, credit: U}\ntitle:")
    folder = portal.folder / name
    shutil.rmtree(folder, ignore_errors=True)
    if harm == "file":
        folder.write_text("apa ini")
    elif harm == "pipe":
        os.mkfifo(folder)
    else:
        folder.symlink_to("nowhere")
    assert ssg_here(portal, "build", *portal.words(), SOURCE_DATE_EPOCH=str(NOW)).returncode == 0
    assert portal.files() == portal.clean()
    assert folder.is_dir() == name.startswith(".ssg")


@pytest.mark.slow
def test_files_that_may_not_be_read(portal: Portal) -> None:
    """Files of ours that lost their rights get them again; those of somebody else are named, and stay."""
    if os.getuid():
        pytest.skip("only root can become another user to try this")
    edit(portal)
    given_to_nobody(portal)
    for path in tree(portal.folder / ".ssg"):
        (portal.folder / ".ssg" / path).chmod(0)
    store = portal.folder / ".ssg/store.db"
    os.chown(store, 0, 0)
    assert forked(built_by_nobody, portal) == 2
    assert store.exists()
    os.chown(store, 65534, 65534)
    assert forked(built_by_nobody, portal) == 0
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_damaged_templates_are_compiled_again(portal: Portal) -> None:
    """Compiled templates of which a byte differs are not run."""
    for file in (portal.folder / ".ssg/templates").iterdir():
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(bytes(data))
    (portal.folder / ".ssg/store.db").unlink()
    portal.remove("build")
    portal.build(damaged=True)
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_random_damages(tmp_path: Path) -> None:
    """Some random damages of random files; `make fuzz KIND=damage` does as many as are asked for."""
    there = Range(tmp_path)
    there.prepare()
    for seed in range(8):
        there.try_out(random.Random(seed))


@pytest.mark.slow
def test_a_disk_that_runs_full_at_some_sizes(tmp_path: Path) -> None:
    """The old or the new output, and a state that stays; `make fuzz KIND=fulldisk` tries every size."""
    ended = [code for _, _, code in sweep(tmp_path, 160 << 10, situations=("an edit",))]
    assert len(ended) > 2
    assert ended[-1] == 0


def test_a_mistake_of_the_program(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw is a sentence with an exit code of its own."""
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", lambda *_, **__: 1 // 0)
        done = ssg_here(portal, "build", "--now", str(NOW))
        assert (done.returncode, "Traceback" in done.stderr) == (CRASHED, False)
        assert "this is a mistake in ssg itself" in done.stderr
        assert "ZeroDivisionError" in (portal.folder / ".ssg/error.log").read_text()
        done = ssg_here(portal, "build", "--json")
        assert (done.returncode, json.loads(done.stdout)["ok"]) == (CRASHED, False)
        assert "Traceback" in ssg_here(portal, "build", SSG_TRACEBACK="1").stderr
    portal.build()
    assert portal.files() == portal.clean()


def test_a_problem_of_the_site_is_no_damage(portal: Portal) -> None:
    """A build that fails for the site's problems leaves the state as it knows the site."""
    portal.add("content/daerah/2024/10/rusak.md", "rusak")
    assert portal.problems()
    portal.remove("content/daerah/2024/10/rusak.md")
    assert portal.build().rendered == 0


def test_who_asks_why_neither_harms_the_state_nor_believes_a_damaged_one(portal: Portal) -> None:
    """`ssg why` of a damaged state says that, not that there is no such page."""
    assert ssg_here(portal, "why", "/daerah/", "--now", str(NOW)).returncode == 0
    assert not portal.build(verify=True).warnings
    garble(portal, 2)
    done = ssg_here(portal, "why", "/daerah/", "--now", str(NOW))
    assert (done.returncode, "it is damaged; run ssg build" in done.stderr) == (2, True), done.stderr
    portal.build(damaged=True)
    assert portal.files() == portal.clean()
