"""Random damage of everything that the generator keeps; the next build must leave the clean bytes.

    make fuzz KIND=damage    (python -m tests.fuzz.damage --count 2000 --seed 1)

A small portal is brought into each of several situations: a build has ended, with and without an edit since, or was
killed on its way. A damage is done to a copy of it: a file of the state, of the staging folder or the marker is emptied,
cut, altered, replaced by an older one, by another site's, by a folder, a pipe or a link. Then it is built. What counts:
the bytes and folders of a clean build, and nothing to do or to say afterwards.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from tests.kills import JOURNAL, MARKER, STAGE, edit, killed_at, killed_in_the_midst, newsroom
from tests.support import Portal, RefusedError, article, clean_shape, png, shape

PAGE = 16384
"""Bytes of a page of the store."""
PATIENCE = 60
"""Seconds after which a build is said to hang."""


# ---------------------------------------------------------------------- situations


def _ended(portal: Portal) -> None:
    edit(portal)


def _unchanged(portal: Portal) -> None:
    edit(portal)
    portal.build()


def _staging(portal: Portal) -> None:
    edit(portal)
    assert killed_at(portal, 20, since=f"{STAGE}/over")
    assert not (portal.output / JOURNAL).exists()


def _promised(portal: Portal) -> None:
    edit(portal)
    killed_in_the_midst(portal)


def _moving(portal: Portal) -> None:
    edit(portal)
    assert killed_at(portal, 16, since=JOURNAL)
    assert (portal.output / JOURNAL).exists()


def _told(portal: Portal) -> None:
    _promised(portal)
    portal.add("content/daerah/2024/10/rusak.md", "rusak")
    assert portal.problems(damaged=True)
    portal.remove("content/daerah/2024/10/rusak.md")
    assert list(portal.folder.glob(".ssg/changed.*.kept"))


SITUATIONS: dict[str, Callable[[Portal], None]] = {
    "a build has ended, and something was edited": _ended,
    "a build has ended": _unchanged,
    "killed while it staged": _staging,
    "killed after its journal": _promised,
    "killed while it moved": _moving,
    "killed, carried out, failed": _told,
}


# ------------------------------------------------------------------------- damages


@dataclass(frozen=True)
class Scene:
    """What a damage may draw on."""

    chance: random.Random
    victim: Path
    twin: Path
    """The same file in an older state of the site."""
    foreign: Path
    """The same file of another site."""


def _alter(scene: Scene, change: Callable[[bytearray], None]) -> None:
    data = bytearray(scene.victim.read_bytes())
    change(data)
    scene.victim.write_bytes(bytes(data))


def _flip(scene: Scene) -> None:
    def change(data: bytearray) -> None:
        for _ in range(scene.chance.choice((1, 1, 3, 20))):
            if data:
                data[scene.chance.randrange(len(data))] ^= 1 << scene.chance.randrange(8)

    _alter(scene, change)


def _garble(scene: Scene) -> None:
    def change(data: bytearray) -> None:
        size = scene.chance.choice((16, 512, 4096, PAGE))
        at = scene.chance.randrange(max(1, len(data) // size)) * size
        data[at : at + size] = scene.chance.randbytes(min(size, len(data) - at))

    _alter(scene, change)


def _zero(scene: Scene) -> None:
    def change(data: bytearray) -> None:
        at = scene.chance.randrange(max(1, len(data)))
        data[at : at + 4096] = bytes(min(4096, len(data) - at))

    _alter(scene, change)


def _cut(scene: Scene) -> None:
    os.truncate(scene.victim, scene.chance.randrange(max(1, scene.victim.stat().st_size)))


def _grow(scene: Scene) -> None:
    _alter(scene, lambda data: data.extend(scene.chance.randbytes(scene.chance.choice((1, 500, PAGE)))))


def _replace(scene: Scene, other: Path) -> None:
    scene.victim.unlink()
    if other.is_file():
        shutil.copyfile(other, scene.victim)
    else:
        scene.victim.write_bytes(scene.chance.randbytes(scene.chance.choice((0, 10, 10_000))))


def _folder(scene: Scene) -> None:
    scene.victim.unlink()
    scene.victim.mkdir()
    if scene.victim.name != MARKER and scene.chance.random() < 0.5:
        (scene.victim / "isi").write_text("isi")


def _pipe(scene: Scene) -> None:
    scene.victim.unlink()
    os.mkfifo(scene.victim)


def _link(scene: Scene) -> None:
    scene.victim.unlink()
    scene.victim.symlink_to(
        scene.chance.choice((scene.twin, scene.foreign, Path("/nowhere/at/all"), scene.victim.parent))
    )


DAMAGES: dict[str, Callable[[Scene], None]] = {
    "bytes flipped": _flip,
    "a piece garbled": _garble,
    "a piece zeroed": _zero,
    "cut short": _cut,
    "emptied": lambda scene: os.truncate(scene.victim, 0),
    "grown": _grow,
    "an older copy": lambda scene: _replace(scene, scene.twin),
    "another site's": lambda scene: _replace(scene, scene.foreign),
    "deleted": lambda scene: scene.victim.unlink(),
    "a folder": _folder,
    "a pipe": _pipe,
    "a link": _link,
    "unreadable": lambda scene: scene.victim.chmod(0),
}


def _sort(path: str) -> str:
    """Return what sort of file a file of the state is."""
    if path.startswith(f"build/{STAGE}/"):
        inside = path.removeprefix(f"build/{STAGE}/")
        return f"staging: {inside.partition('/')[0]}"
    if path.startswith((".ssg/templates/", ".ssg/pictures/")):
        return "/".join(path.split("/")[:2])
    return path


def victims(folder: Path) -> dict[str, list[str]]:
    """Return the files that the generator keeps for itself, by their sorts."""
    found: dict[str, list[str]] = {}
    for top in (".ssg", f"build/{STAGE}"):
        for where, _, names in os.walk(folder / top):
            for name in names:
                path = Path(where, name).relative_to(folder).as_posix()
                found.setdefault(_sort(path), []).append(path)
    if (folder / "build" / MARKER).is_file():
        found["build/.warta"] = [f"build/{MARKER}"]
    return found


# ---------------------------------------------------------------------------- runs


@dataclass
class Range:
    """The prepared situations, and where they are tried out."""

    top: Path
    clean: dict[str, bytes | None] = field(default_factory=dict)
    told: str = ""
    """What is being tried out."""

    def prepare(self) -> None:
        """Bring a portal into each of the situations, and make what it must become."""
        portal = newsroom(self.top)
        portal.add("content/foto/p.png", png(120, 100))
        shown = "photo: {src: /foto/p.png, alt: Foto, credit: Uji}\ntitle: Berita 3"
        portal.edit("content/daerah/2024/10/berita-3.md", "title: Berita 3", shown)
        portal.build()
        shutil.copytree(portal.folder, self.top / "older", symlinks=True)
        other = newsroom(self.top / "foreign")
        other.add("content/daerah/2024/10/lain.md", article("Lain sekali", tags="[Lain]"))
        other.build()
        for name, bring in SITUATIONS.items():
            made = Portal(self.top / name / "site")
            shutil.copytree(self.top / "older", made.folder, symlinks=True)
            bring(made)
        self.clean = clean_shape(made)

    def copy(self, situation: str) -> Portal:
        """Return a fresh copy of a situation."""
        work = Portal(self.top / "work/site")
        shutil.rmtree(work.folder.parent, ignore_errors=True)
        shutil.copytree(self.top / situation / "site", work.folder, symlinks=True)
        return work

    def try_out(self, chance: random.Random) -> tuple[str, str, str]:
        """Do one damage and build; return the situation, the file and the damage.

        Raises:
            AssertionError: the build did not heal it.

        """
        situation = chance.choice(list(SITUATIONS))
        work = self.copy(situation)
        found = victims(work.folder)
        sort = chance.choice(sorted(found))
        path = chance.choice(sorted(found[sort]))
        name = chance.choice(list(DAMAGES))
        self.told = f"{path}, {name} ({situation})"
        twin, foreign = self.top / "older" / path, self.top / "foreign/site" / path
        scene = Scene(chance, work.folder / path, twin, foreign)
        if sort == ".ssg/store.db" and situation.startswith("a build has ended") and chance.random() < 0.3:
            # Store and marker at once: the output is known by what is kept beside the store.
            self.told += ", and the marker emptied"
            (work.output / MARKER).write_bytes(b"")
        if sort.startswith(".ssg/pictures"):
            # It is the same file as in the output.
            data = scene.victim.read_bytes()
            scene.victim.unlink()
            scene.victim.write_bytes(data)
        DAMAGES[name](scene)
        self.check(work)
        return situation, sort, name

    def check(self, work: Portal) -> None:
        """Build what was damaged, and compare.

        Raises:
            AssertionError: it was not healed.

        """
        try:
            work.build(damaged=True)
        except RefusedError as error:
            raise AssertionError(f"a damage was taken for a problem: {error}") from None
        found = shape(work.output)
        differ = sorted(path for path in {**self.clean, **found} if self.clean.get(path, 0) != found.get(path, 0))
        assert not differ, f"not the clean bytes: {differ[:5]}"
        again = work.build()
        assert (again.added, again.changed, again.deleted, again.rendered) == (0, 0, 0, 0), (
            "the next build has something to do"
        )
        assert not again.warnings, f"the next build still says: {again.warnings[0]}"


def _hang(_: int, __: FrameType | None) -> None:
    raise AssertionError(f"it hangs: nothing for {PATIENCE} seconds")


def main() -> None:
    """Damage, build and compare as often as asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1, help="of the first damage; each has its own, one more")
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, _hang)
    done: Counter[tuple[str, str]] = Counter()
    wrong = 0
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        there = Range(Path(folder))
        there.prepare()
        for number in range(given.count):
            seed = given.seed + number
            signal.alarm(PATIENCE)
            try:
                _, sort, name = there.try_out(random.Random(seed))
                done[sort, name] += 1
            except Exception as error:  # noqa: BLE001
                wrong += 1
                print(f"{there.told}: {type(error).__name__}: {error}")
                print(f"again: python -m tests.fuzz.damage --count 1 --seed {seed}", flush=True)
            finally:
                signal.alarm(0)
            if (number + 1) % 100 == 0:
                print(f"{number + 1} of {given.count}, {wrong} wrong, {time.monotonic() - start:.0f} s", flush=True)
    for sort in sorted({sort for sort, _ in done}):
        parts = ", ".join(f"{name} {count}" for (one, name), count in sorted(done.items()) if one == sort)
        print(f"{sort}: {parts}")
    print(f"{given.count} damages, {wrong} not healed")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
