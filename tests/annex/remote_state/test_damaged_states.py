"""Damaged states: whatever becomes of a state here or at its target, machines that have nothing go on by themselves."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.deploying_support import newsroom
from tests.fuzz.damage import DAMAGES, Scene
from tests.quick import LONG, sample
from tests.support import Portal, article, run, tree

TURNS = 60 if LONG else 6
HARMS = ("bytes flipped", "a piece garbled", "a piece zeroed", "cut short", "emptied", "grown", "deleted")
"""What may become of a file at a target, too."""


def ssg(portal: Portal, *words: str) -> int:
    """Run a command in this process, and return its exit code."""
    return run("--site", str(portal.folder), *words)


def spoil(file: Path, rng: random.Random) -> str:
    """Damage a file, and return how."""
    how = rng.choice(HARMS)
    DAMAGES[how](Scene(rng, file, file, file))
    return how


def turn(portal: Portal, rng: random.Random, number: int) -> tuple[str, list[str]]:
    """Publish an edit as a machine does that has nothing, and damage something at some time; return what, and how it went.

    Each step is as a pipeline has it: a state that cannot be had is done without, and a failure ends the run.
    """
    store = portal.folder.parent / "terbit/.publik.warta-deploy/store"
    shutil.rmtree(portal.folder / ".ssg", ignore_errors=True)
    shutil.rmtree(portal.folder / "build", ignore_errors=True)
    name = f"content/daerah/2024/10/b-{rng.randrange(5)}.md"
    portal.add(
        name, article(f"Berita {number}", tags="[Banjir]", timestamp=f"2024-10-0{rng.randrange(1, 9)} 10:00 WIB")
    )
    when = rng.choice(("before", "pulled", "built", "deployed"))
    there = sorted(path for path in store.rglob("*") if path.is_file())
    done, said = "", []
    for step, words in (
        ("before", ()),
        ("pulled", ("state", "pull")),
        ("built", ("build",)),
        ("deployed", ("deploy",)),
        ("pushed", ("state", "push")),
    ):
        code = ssg(portal, *words) if words else 0
        if words:
            said.append(f"{' '.join(words[:2])}: {code}")
        if code and step != "pulled":
            break
        if step == when:
            here = sorted(
                path for path in (portal.folder / ".ssg").rglob("*") if path.is_file() and path.name != "lock"
            )
            file = rng.choice(there if not here or rng.random() < 0.5 else here)
            if file.exists():
                done = f"{file.relative_to(portal.folder.parent)} {step}: {spoil(file, rng)}"
    return done, said


@pytest.mark.slow
@pytest.mark.parametrize("seed", sample(range(1, 5), 4))
def test_whatever_is_damaged_the_next_runs_go_on(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that fails says why in a sentence; the one after it publishes, and readers have what a clean build gives."""
    rng = random.Random(seed)
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}", 40)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(portal.now))
    assert ssg(portal, "deploy") == 0
    assert ssg(portal, "state", "push") == 0
    failed = 0
    for number in range(TURNS):
        capsys.readouterr()
        done, said = turn(portal, rng, number)
        err = capsys.readouterr().err
        assert "Traceback" not in err, (done, said, err)
        failed = failed + 1 if not said[-1].startswith("state push: 0") else 0
        assert failed < 2, (number, done, said, err)
    for step in ("build", "deploy"):
        assert ssg(portal, step) == 0
    assert published(portal) == {path: data for path, data in portal.clean().items() if path != ".warta"}


def published(portal: Portal) -> dict[str, bytes]:
    """Return what readers get."""
    return tree(portal.folder.parent / "terbit/publik")
