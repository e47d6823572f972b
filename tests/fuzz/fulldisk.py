"""A disk that runs full at every size: the store stays, the output is the old or the new one, and with room all heals.

    make fuzz KIND=fulldisk    (python -m tests.fuzz.fulldisk --step 8)

A small portal is built on a disk (one of its own in memory, if it can be mounted; else files may not grow beyond a size)
that has room for a few more kilobytes each time, from none until the build ends well: for a first build, for an edit,
and after a build that was killed on its way.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from tests.kills import MARKER, built, edit, forked, killed_in_the_midst, newsroom, visible
from tests.support import Portal, clean_shape, shape

SITUATIONS = ("a first build", "an edit", "killed after its journal")


@contextlib.contextmanager
def disk(folder: Path, size: str = "24m") -> Iterator[bool]:
    """Mount a small disk at a folder, if that can be done here; at the end it is gone, whatever holds it open."""
    folder.mkdir(exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    root = not os.getuid() and sys.platform == "linux"
    mounted = root and not subprocess.run(words, check=False, capture_output=True).returncode
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def limited(portal: Portal, size: int, *, mounted: bool) -> int:
    """Build in a child with room for some bytes; return its exit code."""
    if mounted:
        filler = portal.folder.parent / "filler"
        room = os.statvfs(portal.folder)
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(room.f_bavail * room.f_frsize - size, 1))
        try:
            return forked(built, portal)
        finally:
            filler.unlink()
    return forked(built_in_small_files, portal, size)


def built_in_small_files(portal: Portal, most: int) -> int:
    """Build where no file may be larger than so many bytes; return the exit code."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return built(portal)


def prepare(folder: Path) -> dict[str, tuple[Portal, dict[str, bytes]]]:
    """Make the situations, each with the output as it is before."""
    made = {}
    for name in SITUATIONS:
        portal = newsroom(folder / name)
        if name != "a first build":
            portal.build()
        before = portal.files()
        edit(portal)
        if name == "killed after its journal":
            killed_in_the_midst(portal)
        made[name] = (portal, before)
    return made


def sweep(
    top: Path, step: int, first: int = 2, situations: tuple[str, ...] = SITUATIONS
) -> Iterator[tuple[str, int, int]]:
    """Yield each situation, the bytes that there were, and how the build ended, from `first` bytes to enough of them.

    Raises:
        AssertionError: a full disk did harm.

    """
    prepared = prepare(top / "prepared")
    portal = Portal(prepared["an edit"][0].folder)
    expected = clean_shape(portal)
    with disk(top / "disk") as mounted:
        for name in situations:
            origin, before = prepared[name]
            size, code = first, 2
            while code:
                portal = Portal(top / "disk/site")
                shutil.rmtree(portal.folder, ignore_errors=True)
                shutil.copytree(origin.folder, portal.folder, symlinks=True)
                code = limited(portal, size, mounted=mounted)
                yield name, size, code
                try:
                    check(portal, before, expected, code, first=name == "a first build")
                except Exception as error:
                    error.add_note(f'again: python -m tests.fuzz.fulldisk --count 1 --seed {size} --only "{name}"')
                    raise
                size += step


def check(
    portal: Portal, before: dict[str, bytes], expected: dict[str, bytes | None], code: int, *, first: bool
) -> None:
    """See to it that the output is the old or the new one, and that the next build heals without making all anew.

    Raises:
        AssertionError: it is not so.

    """
    assert code in (0, 2), f"it ended with {code}"
    found = _pages(visible(portal))
    assert found in (_pages(before), _pages(expected)), "the output is neither the old nor the new one"
    report = portal.build()
    assert first or report.rendered < report.pages, "the store was lost"
    assert shape(portal.output) == expected, "not the clean bytes"


def _pages(files: Mapping[str, bytes | None]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if data is not None and path != MARKER}


def main() -> None:
    """Fill the disk at every size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=8, help="kilobytes from one size to the next")
    parser.add_argument("--count", type=int, default=1_000_000, help="of sizes that are tried at most")
    parser.add_argument("--seed", type=int, default=2, help="bytes of the first size")
    parser.add_argument("--only", choices=SITUATIONS)
    given = parser.parse_args()
    sizes = dict.fromkeys(SITUATIONS, 0)
    with tempfile.TemporaryDirectory() as folder:
        situations = (given.only,) if given.only else SITUATIONS
        for name, size, code in islice(sweep(Path(folder), given.step << 10, given.seed, situations), given.count + 1):
            sizes[name] += 1
            if not code or sizes[name] % 50 == 0:
                print(f"{name}: {sizes[name]} sizes up to {size >> 10} kB", flush=True)
    print(f"{sum(sizes.values())} full disks healed")


if __name__ == "__main__":
    main()
