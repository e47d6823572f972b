"""A small newsroom, an edit of everything, and builds of it that are killed."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Container
from functools import cache
from hashlib import sha256
from pathlib import Path

from generator.base.errors import MachineError, UsageError
from generator.engine import renderer, update
from generator.engine.output import STAGE
from tests.remembering import DRAWN
from tests.support import CONFIG, Portal, article, site, tree

WRITES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect", "os.unlink"}


class Newsroom(Portal):
    """A newsroom whose clean build is made once for each state of its sources, in which hundreds of tests leave it."""

    def clean(self, *, encoded: bool = True, **options: object) -> dict[str, bytes]:
        sources = tree(self.folder / "content") | {"site.yaml": (self.folder / "site.yaml").read_bytes()}
        assert not (self.folder / "themes").exists()
        key = repr((sorted(sources.items()), self.now, encoded, sorted(options.items())))
        if key not in _judged:
            _judged[key] = super().clean(encoded=encoded, **options)
        return _judged[key]


_judged: dict[str, dict[str, bytes]] = {}


def newsroom(folder: Path) -> Portal:
    portal = Newsroom(site(folder, config=f"{CONFIG}search: true\n").folder)
    for n in range(8):
        text = article(f"Berita {n}", f"Isi {n}.", tags="[Banjir, Pasar]", timestamp=f"2024-10-0{n + 1} 10:00 WIB")
        portal.add(f"content/daerah/2024/10/berita-{n}.md", text)
    portal.add("content/foto/a.vtt", "satu")
    return portal


def built_newsroom(folder: Path) -> Portal:
    """Return the newsroom, built: a copy of one, which a build has looked at where it is now."""
    shutil.copytree(_built_once(), folder, dirs_exist_ok=True)
    portal = Newsroom(folder / "site")
    portal.build()
    return portal


@cache
def _built_once() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="warta-newsroom-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    newsroom(folder).build()
    return folder


def edit(portal: Portal) -> None:
    """One of everything: a new article, a changed one, a moved one, a deleted one, a changed file."""
    portal.add("content/olahraga/2024/10/baru.md", article("Baru", timestamp="2024-10-09 10:00 WIB", tags="[Banjir]"))
    portal.edit("content/daerah/2024/10/berita-7.md", "Berita 7", "Berita Tujuh")
    shutil.move(
        portal.folder / "content/daerah/2024/10/berita-6.md", portal.folder / "content/olahraga/2024/10/berita-6.md"
    )
    portal.remove("content/daerah/2024/10/berita-5.md")
    portal.add("content/foto/a.vtt", "dua")


@cache
def _drawings() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="warta-drawn-"))
    # Some children have no rights.
    folder.chmod(0o777)
    owner = os.getpid()
    atexit.register(lambda: os.getpid() == owner and shutil.rmtree(folder, ignore_errors=True))
    return folder


_DRAW = """
import sys
from generator.pictures.drawing import drawn
sys.stdout.buffer.write(drawn(sys.stdin.buffer.read(), *map(int, sys.argv[1:])))
"""


def _drawn(svg: bytes, width: int, height: int) -> bytes:
    """Have a picture drawn by a process that has the threads of libvips; each is drawn once."""
    known = DRAWN.get((False, svg, width, height)) or DRAWN.get((True, svg, width, height))
    if known is not None:
        # A child without rights may start no process.
        return known
    kept = _drawings() / sha256(svg).hexdigest()
    if not kept.exists():
        words = [sys.executable, "-c", _DRAW, str(width), str(height)]
        made = subprocess.run(words, input=svg, stdout=subprocess.PIPE, check=True)
        kept.with_suffix(f".{os.getpid()}").write_bytes(made.stdout)
        kept.with_suffix(f".{os.getpid()}").replace(kept)
    return kept.read_bytes()


def forked(work: Callable[[], None]) -> int:
    """Run something in a child process; return how it ended."""
    _drawings()
    pid = os.fork()
    if pid == 0:
        code = 0
        renderer.drawn = _drawn
        # libvips has threads that a forked process lacks, so this one must not wait for a picture to be decoded.
        update.undecodable_pictures = lambda *_, **__: []
        try:
            work()
        except BaseException as error:  # noqa: BLE001
            code = 2 if isinstance(error, (OSError, UsageError, MachineError)) else 3
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed(portal: Portal, at: Callable[[int], bool], events: Container[str] = WRITES, **options: object) -> bool:
    """Build in a child that is killed at the first event of which `at` says so, given its number; tell whether it was."""

    def work() -> None:
        count = 0
        inside = (str(portal.folder / ".ssg"), str(portal.output))

        def hook(event: str, args: tuple[object, ...]) -> None:
            nonlocal count
            if event in events and any(
                isinstance(arg, (str, os.PathLike)) and str(arg).startswith(inside) for arg in args
            ):
                count += 1
                if at(count):
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        portal.build(**options)  # type: ignore[arg-type]

    return forked(work) == -signal.SIGKILL


def killed_at(portal: Portal, number: int, **options: object) -> bool:
    """Build in a child that is killed at event `number`; tell whether it was."""
    return killed(portal, lambda count: count == number, **options)


def killed_in_the_midst(portal: Portal) -> None:
    """Build in a child that is killed when its journal says what is to be moved, and nothing has been."""
    journal = portal.output / STAGE / "journal"
    assert killed(portal, lambda _: journal.exists())
    assert journal.exists()


def visible(portal: Portal) -> dict[str, bytes]:
    return {path: data for path, data in tree(portal.output).items() if not path.startswith(f"{STAGE}/")}


def whole(found: dict[str, bytes], *states: dict[str, bytes]) -> bool:
    """Tell whether every visible file has the bytes of one of the states."""
    return all(any(state.get(path) == data for state in states) for path, data in found.items())


def listed(portal: Portal) -> dict[str, list[str]]:
    """Return the paths of `.ssg/changed.json`."""
    found = json.loads((portal.folder / ".ssg/changed.json").read_text("utf-8"))
    return {name: list(found[name]) for name in ("added", "changed", "deleted")}


def difference(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    """Return what `.ssg/changed.json` must list."""
    changed = {path for path in after.keys() & before.keys() if after[path] != before[path]}
    parts = {"added": after.keys() - before.keys(), "changed": changed, "deleted": before.keys() - after.keys()}
    return {name: sorted(paths - {".warta"}) for name, paths in parts.items()}
