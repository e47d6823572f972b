"""A small newsroom, an edit of everything, and builds of it that are killed."""

from __future__ import annotations

import atexit
import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Container
from functools import cache
from pathlib import Path
from typing import Any

from tests.support import CONFIG, Portal, article, site, ssg_here, tree

MARKER, STAGE = ".warta", ".warta-stage"
"""Files of the output that are no part of the site: which build left it, and what the next one is about to do."""
JOURNAL = f"{STAGE}/journal"
"""From when it is there to when it is gone, the output is being changed."""
WRITES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"})
DELETIONS = frozenset({"os.remove", "os.rmdir"})

_CHILDREN = multiprocessing.get_context("forkserver")
_CHILDREN.set_forkserver_preload(["tests.warmed"])


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
    portal = Newsroom(site(folder, config=f"{CONFIG}search: true\nmedia: {{public: [foto/**]}}\n").folder)
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


def forked(work: Callable[..., int], *given: Any) -> int:
    """Run a function of a module in a process of its own; return its exit code, or the signal that ended it, negative."""
    child = _CHILDREN.Process(target=_ended, args=(work, *given))
    child.start()
    child.join()
    assert child.exitcode is not None
    return child.exitcode


def _ended(work: Callable[..., int], *given: Any) -> None:
    os._exit(work(*given))


def built(portal: Portal, **options: object) -> int:
    """Build in this process; return the exit code."""
    words = Portal(portal.folder).words(**options)
    return ssg_here(portal, "build", *words, SOURCE_DATE_EPOCH=str(portal.now)).returncode


def built_by_nobody(portal: Portal) -> int:
    """Build as a user without rights; return the exit code."""
    os.setgid(65534)
    os.setuid(65534)
    return built(portal)


def given_to_nobody(portal: Portal) -> None:
    """Give a site, and the way to it, to a user without rights."""
    for folder, _, names in os.walk(portal.folder.parent):
        for name in ("", *names):
            os.chown(os.path.join(folder, name), 65534, 65534, follow_symlinks=False)
    for above in portal.folder.parents:
        if above.is_relative_to(tempfile.gettempdir()):
            above.chmod(0o755)


def _killed(portal: Portal, number: int, since: str, events: Container[str], options: dict[str, object]) -> int:
    count = 0
    inside = (str(portal.folder / ".ssg"), str(portal.output))

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal count
        if event in events and any(isinstance(arg, (str, os.PathLike)) and str(arg).startswith(inside) for arg in args):
            count += bool(count or not since or os.path.exists(since))
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return built(portal, **options)


def killed_at(
    portal: Portal, number: int, *, since: str = "", events: Container[str] = WRITES, **options: object
) -> bool:
    """Build in a process that is killed at an event that touches the output or the state; tell whether it was.

    With `since`, events count from the moment on at which there is a file of that name in the output.
    """
    since = since and str(portal.output / since)
    return forked(_killed, portal, number, since, events, options) == -signal.SIGKILL


def killed_in_the_midst(portal: Portal) -> None:
    """Build in a process that is killed when its journal says what is to be moved, and nothing has been."""
    assert killed_at(portal, 1, since=JOURNAL)
    assert (portal.output / JOURNAL).exists()


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
    return {name: sorted(paths - {MARKER}) for name, paths in parts.items()}
