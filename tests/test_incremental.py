"""The property that guards the whole: an incremental build equals a clean one, byte for byte.

The newsroom is in tests/fuzz/newsroom/; here it takes 400 steps, others each time. `make fuzz KIND=newsroom` takes more.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.fuzz.newsroom.kills import WRITING, killer, traceable
from tests.fuzz.newsroom.ledger import Ledger
from tests.fuzz.newsroom.machine import Newsroom
from tests.fuzz.newsroom.proof import Clean, Proof, outcome, see
from tests.fuzz.newsroom.turns import SETTLED, Turn, take
from tests.kills import difference, listed, newsroom, visible, whole
from tests.support import ROOT, RefusedError, article, site

RECORDED = ROOT / "tests/fixtures/newsrooms.txt"
"""What 200 newsrooms came to; `python -m tests.fuzz.newsroom.told > tests/fixtures/newsrooms.txt` records it anew."""


@pytest.mark.parametrize("part", [1, 2])
def test_incremental_equals_clean(part: int, record_property) -> None:
    """After every step of a newsroom the output has the bytes of a clean build, and what did not change was not touched."""
    seed = secrets.randbelow(10**8) * SETTLED + part
    turn, story = take(seed)
    record_property("printed", f"newsroom {seed}: {turn.steps} steps")
    assert not turn.failure, (
        f"{story}\nThe fewest steps that fail: {sys.executable} -m tests.fuzz.newsroom --replay {seed}"
    )
    assert turn.steps >= 200


@pytest.mark.slow
def test_an_archive_grows_as_a_clean_build_of_it() -> None:
    """The same over an archive of 150 articles."""
    seed = secrets.randbelow(10**8) * SETTLED
    turn, story = take(seed, examples=1)
    assert not turn.failure, (
        f"{story}\nThe fewest steps that fail: {sys.executable} -m tests.fuzz.newsroom --replay {seed}"
    )


@pytest.mark.slow
def test_two_hundred_newsrooms_come_to_what_is_recorded() -> None:
    """A change of bytes, of a list of changes or of a sentence is meant, and recorded in the commit that makes it."""
    words = [sys.executable, "-m", "tests.fuzz.newsroom.told"]
    told = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    recorded = RECORDED.read_text("utf-8").splitlines()
    different = [f"-{then}\n+{now}" for then, now in zip(recorded, told, strict=False) if then != now]
    assert not different, f"{len(different)} of {len(told)} lines differ; the first:\n{different[0]}"
    assert len(told) == len(recorded)


# ------------------------------------------------------------------ the proof itself


@pytest.fixture
def proof(tmp_path: Path) -> tuple[Clean, Proof]:
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/a.md", article("A"))
    portal.add("content/daerah/2024/10/b.md", article("B"))
    return Clean(tmp_path / "clean"), Proof(portal, portal.output)


def step(proof: tuple[Clean, Proof]) -> None:
    clean, one = proof
    one.check(clean.build(one.portal.folder, one.portal.now))


@pytest.mark.slow
def test_the_proof_passes_what_is_right(proof: tuple[Clean, Proof]) -> None:
    """A first build, an edit, a refused edit and a deletion pass."""
    portal = proof[1].portal
    step(proof)
    portal.edit("content/daerah/2024/10/a.md", "Isi berita.", "Isi lain.")
    step(proof)
    portal.edit("content/daerah/2024/10/a.md", "Isi lain.", "[x](/tidak/ada/)")
    step(proof)
    portal.remove("content/daerah/2024/10/a.md")
    step(proof)


@pytest.mark.parametrize("harm", ["bytes", "file", "folder", "mtime", "list"])
def test_the_proof_finds_what_is_wrong(proof: tuple[Clean, Proof], harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other bytes, a stray file or folder, a file that was touched and another list of changes are found."""
    _, one = proof
    portal = one.portal
    step(proof)
    portal.edit("content/daerah/2024/10/a.md", "Isi berita.", "Isi lain.")
    built = portal.build

    def harmed(**options: object) -> object:
        report = built(**options)
        page = portal.output / "daerah/2024/10/b/index.html"
        if harm == "bytes":
            page.write_text("lain")
        elif harm == "file":
            portal.add("build/sisa.txt", "")
        elif harm == "folder":
            (portal.output / "sisa").mkdir()
        elif harm == "mtime":
            os.utime(page, ns=(1, 1))
        else:
            portal.add(".ssg/changed.json", '{"added": {}, "changed": {}, "deleted": {}}')
        return report

    monkeypatch.setattr(portal, "build", harmed)
    with pytest.raises(AssertionError):
        step(proof)


def test_the_proof_finds_a_refused_edit_that_is_published(
    proof: tuple[Clean, Proof], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that fails and has changed the output is found, and so is one that should have failed."""
    clean, one = proof
    portal = one.portal
    step(proof)
    portal.edit("content/daerah/2024/10/a.md", "Isi berita.", "[x](/tidak/ada/)")
    expected = clean.build(portal.folder, portal.now)
    assert expected.problems

    def half(**options: object) -> object:
        portal.add("build/daerah/index.html", "lain")
        raise RefusedError(expected.problems)

    monkeypatch.setattr(portal, "build", half)
    with pytest.raises(AssertionError, match="a refused edit changed the output"):
        step(proof)
    assert not outcome(lambda: portal.report, dict).problems  # type: ignore[arg-type, return-value]


@pytest.mark.slow
@pytest.mark.skipif(not traceable(), reason="a child cannot be traced here")
def test_killed_before_any_call(proof: tuple[Clean, Proof]) -> None:
    """A build is killed before the very call that was named, counted from its start or from the journal on."""
    portal = proof[1].portal
    assert WRITING
    assert killer().kill(5, portal) == 5
    step(proof)
    portal.remove("content/daerah/2024/10/a.md")
    assert killer().kill(2, portal, sealed=True) == 2
    assert (portal.output / ".warta-stage/journal").exists()
    assert killer().kill(0, portal) > 100
    step(proof)


@pytest.mark.slow
@pytest.mark.skipif(not traceable(), reason="a child cannot be traced here")
def test_a_build_that_ends_before_it_is_killed() -> None:
    """Whoever deploys was told of what it changed, so that the next list need not name that."""
    room = Newsroom()
    try:
        room.begin()
        room.proved()
        room.desk.picture(1, "content/foto/a.png")
        room.publish("berita-1", "daerah", "Banjir", "Isi.", [], "Tono", 0, "WIB")
        # The pictures that it leaves for later are what the next build makes.
        room.kill((False, 10**6), 0, SimpleNamespace(draw=lambda _: True))  # type: ignore[arg-type]
        assert not room.output.killed
        room.proved()
    finally:
        room.teardown()


@pytest.mark.slow
@pytest.mark.skipif(not traceable(), reason="a child cannot be traced here")
def test_killed_before_every_call_of_a_deletion(tmp_path: Path) -> None:
    """Killed before any call since the journal is there, the next build is clean and leaves no empty folder."""
    portal = newsroom(tmp_path)
    portal.build()
    before = portal.files()
    shutil.copytree(portal.folder, tmp_path / "kept", symlinks=True)
    portal.remove("content/daerah/2024/10/berita-5.md")
    expected = portal.clean()
    number = 0
    while True:
        number += 24
        for name in ("build", ".ssg"):
            shutil.rmtree(portal.folder / name)
            shutil.copytree(tmp_path / "kept" / name, portal.folder / name)
        if killer().kill(number, portal, sealed=True) < number:
            break
        assert whole(visible(portal), before, expected), f"a torn file after a kill before call {number}"
        portal.build()
        assert portal.files() == expected, f"killed before call {number}"
        assert not see(portal.output).empty, f"killed before call {number}"
        assert listed(portal) == difference(before, expected), f"killed before call {number}"
    assert number > 20


def test_a_long_run_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    """The ledger knows the turns of before, takes failed ones again first, and counts them when they pass."""
    ledger = Ledger(tmp_path / "fuzz", 7)
    ledger.add(Turn(7, 100, 1.0), "")
    ledger.add(Turn(8, 30, 1.0, "salah"), "cerita")
    again = Ledger(tmp_path / "fuzz", 99)
    assert (again.start, again.steps, [turn.seed for turn in again.failed]) == (7, 130, [8])
    coming = again.coming()
    assert [next(coming) for _ in range(3)] == [8, 9, 10]
    assert (tmp_path / "fuzz/failed-8.txt").read_text() == "cerita"
    again.add(Turn(8, 100, 1.0), "")
    assert (again.steps, again.failed) == (200, [])
    assert not (tmp_path / "fuzz/failed-8.txt").exists()
